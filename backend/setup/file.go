package setup

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"go.yaml.in/yaml/v3"

	"tributary/backend/domain"
)

// fileVersion is the version of the set-up file this program reads and writes.
const fileVersion = 1

// maxFileBytes bounds a set-up file.
const maxFileBytes = 4 << 20

// File is a set-up file as it is written. A section that is absent is left alone
// when the file is applied.
type File struct {
	Version        int                 `yaml:"version"`
	AddressBook    []string            `yaml:"address_book,omitempty"`
	Project        *FileProject        `yaml:"project,omitempty"`
	Authorizations []FileAuthorization `yaml:"authorizations,omitempty"`
	Configurations []FileConfiguration `yaml:"source_configurations,omitempty"`
	Integrations   []FileIntegration   `yaml:"integrations,omitempty"`
	LiveExport     *FileLiveExport     `yaml:"live_export,omitempty"`
	Mail           *FileMail           `yaml:"mail,omitempty"`
}

// FileLiveExport is the live export folder.
type FileLiveExport struct {
	Folder string              `yaml:"folder"`           // relative to this file; "": none any more
	Format domain.ExportFormat `yaml:"format,omitempty"` // csv (also when it is absent), xlsx or jsonl
	Tables []string            `yaml:"tables,omitempty"` // absent: all
}

// FileProject lists the tables that must exist.
type FileProject struct {
	Tables []FileTable `yaml:"tables"`
}

// FileTable is one table with its fields.
type FileTable struct {
	Name   string      `yaml:"name"`
	Fields []FileField `yaml:"fields"`
	// Order is who decides where several integrations map one field, the first one; absent: the
	// integration that was made first. FieldOrders are the fields with an order of their own.
	Order       []FileFeeder            `yaml:"order,omitempty"`
	FieldOrders map[string][]FileFeeder `yaml:"field_orders,omitempty"`
}

// FileFeeder is a data type of an integration that feeds a table.
type FileFeeder struct {
	Integration string `yaml:"integration"`
	DataType    string `yaml:"data_type"`
}

// FileField is one field.
type FileField struct {
	Name     string           `yaml:"name"`
	Type     domain.FieldType `yaml:"type"`
	Required bool             `yaml:"required,omitempty"`
	Choices  []string         `yaml:"choices,omitempty"`
}

// FileAuthorization is one authorization. A value is text, or {env: NAME} to take it
// from the environment.
type FileAuthorization struct {
	Name   string         `yaml:"name"`
	Source string         `yaml:"source"`
	Values map[string]any `yaml:"values,omitempty"`
}

// FileConfiguration is one source configuration.
type FileConfiguration struct {
	Name          string         `yaml:"name"`
	Source        string         `yaml:"source"`
	Authorization string         `yaml:"authorization,omitempty"`
	Settings      map[string]any `yaml:"settings,omitempty"`
	Transfers     []FileTransfer `yaml:"data_transfers,omitempty"`
}

// FileTransfer is one data transfer.
type FileTransfer struct {
	DataType          string `yaml:"data_type"`
	Table             string `yaml:"table"`
	Active            bool   `yaml:"active"`
	SharedKeyLastWins bool   `yaml:"shared_key_last_wins,omitempty"`
	// WhenFieldsChange is tell (also when it is absent), add or stop.
	WhenFieldsChange domain.WhenFieldsChange `yaml:"when_fields_change,omitempty"`
	Mapping          []FileAssignment        `yaml:"mapping"`
}

// FileAssignment is one assignment.
type FileAssignment struct {
	From          string           `yaml:"from"`
	To            string           `yaml:"to"`
	PrimaryKey    bool             `yaml:"primary_key,omitempty"`
	KeepEmptyText bool             `yaml:"keep_empty_text,omitempty"`
	DateOrder     domain.DateOrder `yaml:"date_order,omitempty"`
	DecimalComma  bool             `yaml:"decimal_comma,omitempty"`
}

// FileIntegration is one integration.
type FileIntegration struct {
	Name          string                         `yaml:"name"`
	Configuration string                         `yaml:"source_configuration"`
	Updates       map[string][]domain.UpdateType `yaml:"updates"`
	Every         string                         `yaml:"every,omitempty"`
	Cron          string                         `yaml:"cron,omitempty"`
	EmailAlerts   []string                       `yaml:"email_alerts,omitempty"`
	Budget        *FileBudget                    `yaml:"budget,omitempty"`
	Guard         *FileGuard                     `yaml:"guard,omitempty"`
	Deletions     string                         `yaml:"deletions,omitempty"` // soft or hard
	Active        bool                           `yaml:"active"`
}

// FileBudget is the numbers of the error budget; absent ones keep their default.
type FileBudget struct {
	FailedRuns   int `yaml:"failed_runs,omitempty"`
	Days         int `yaml:"days,omitempty"`
	BadRecords   int `yaml:"bad_records,omitempty"`
	BadPercent   int `yaml:"bad_percent,omitempty"`
	BadRuns      int `yaml:"bad_runs,omitempty"`
	RecordErrors int `yaml:"record_errors,omitempty"`
}

// FileGuard is the numbers of the mass-change guard.
type FileGuard struct {
	Percent int `yaml:"percent,omitempty"`
	Rows    int `yaml:"rows,omitempty"`
}

// FileMail is the mail server.
type FileMail struct {
	Host     string `yaml:"host"`
	Port     int    `yaml:"port"`
	TLS      string `yaml:"tls,omitempty"`
	User     string `yaml:"user,omitempty"`
	Password any    `yaml:"password,omitempty"`
	// Authorization is the name of one that signs in instead of a password.
	Authorization string `yaml:"authorization,omitempty"`
	From          string `yaml:"from"`
}

// ParseFile reads a set-up file strictly: an unknown key is an error, so that a
// typing error is not silently ignored.
func ParseFile(raw []byte) (File, error) {
	var f File
	if len(raw) > maxFileBytes {
		return f, fileError("The set-up file is larger than 4 MB.", nil)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	if err := decoder.Decode(&f); err != nil {
		if errors.Is(err, io.EOF) {
			return f, fileError("The set-up file is empty.", nil)
		}
		return f, fileError("The set-up file could not be understood.", err)
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return f, fileError("The set-up file has more than one document; only one is read.", err)
	}
	if f.Version != fileVersion {
		return f, fileError(fmt.Sprintf("The set-up file has version %d; this program reads version %d.", f.Version, fileVersion), nil)
	}
	return f, nil
}

// nothingChanged holds for everything found before the first change.
const nothingChanged = "Nothing was changed."

func fileError(what string, err error) error {
	e := &domain.Error{
		Kind: domain.SetUp, Code: "set_up_file", What: what, Means: nothingChanged,
		Do: "Correct the file and apply it again.", Err: err,
	}
	if err != nil {
		e.Details = err.Error()
	}
	return e
}

// WriteFile returns the written form of f.
func WriteFile(f File) ([]byte, error) {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(f); err != nil {
		return nil, fmt.Errorf("write the set-up file: %w", err)
	}
	return b.Bytes(), encoder.Close()
}

// schedule reads every and cron.
func (i FileIntegration) schedule() (domain.Schedule, error) {
	switch {
	case i.Every != "" && i.Cron != "":
		return domain.Schedule{}, fileError(fmt.Sprintf("The integration “%s” has both every and cron.", i.Name), nil)
	case i.Cron != "":
		return domain.Schedule{Cron: i.Cron}, nil
	case i.Every == "":
		return domain.Schedule{Every: domain.DefaultEvery}, nil
	}
	every, err := time.ParseDuration(i.Every)
	if err != nil || every < time.Second {
		return domain.Schedule{}, fileError(fmt.Sprintf("“%s” of the integration “%s” is no duration of a second or more, like 15m.", i.Every, i.Name), nil)
	}
	return domain.Schedule{Every: every}, nil
}

// integration returns the domain form, without what it refers to.
func (i FileIntegration) integration() (domain.Integration, error) {
	schedule, err := i.schedule()
	if err != nil {
		return domain.Integration{}, err
	}
	for dataType, updates := range i.Updates {
		for _, u := range updates {
			if u != domain.Created && u != domain.Updated && u != domain.Deleted {
				return domain.Integration{}, fileError(fmt.Sprintf("“%s” of %s in the integration “%s” is no type of update.", u, dataType, i.Name), nil)
			}
		}
	}
	if i.Deletions != "" && i.Deletions != "soft" && i.Deletions != "hard" {
		return domain.Integration{}, fileError(fmt.Sprintf("deletions of the integration “%s” must be soft or hard.", i.Name), nil)
	}
	out := domain.Integration{Name: i.Name, Updates: i.Updates, Schedule: schedule, EmailAlerts: i.EmailAlerts, HardDeletions: i.Deletions == "hard"}
	if i.Budget != nil {
		out.Budget = domain.BudgetLimits(*i.Budget)
	}
	if i.Guard != nil {
		out.Guard = domain.GuardLimits(*i.Guard)
	}
	return out, nil
}
