package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tributary/backend/domain"
	"tributary/backend/sqldb"
)

// Settings are the person's choices about the program itself.
type Settings struct {
	Language    string // en, fr, "" as the system
	Appearance  string // light, dark, "" as the system
	HistoryDays int    // how long changes can be undone
	MaxRuns     int    // runs at once
	PausedUntil time.Time
	// NoBubbles keeps notices off the desktop; mails are not concerned.
	NoBubbles bool
	// QuietFrom and QuietUntil are the do-not-disturb hours ("22:00", "07:00"); "" is none.
	QuietFrom, QuietUntil      string
	LoginProgram               string // where the program stood when it was entered for the login; "" it was not
	NotOnBattery, NotOnMetered bool   // nothing runs by itself then
	KeepRunning                bool   // the program goes on when the window is closed
	// ClosingExplained: the person was told that the program goes on when the window is closed.
	ClosingExplained bool
}

// DefaultSettings are the settings nobody has changed.
func DefaultSettings() Settings { return Settings{HistoryDays: 30, MaxRuns: 4, KeepRunning: true} }

const (
	settingsName    = "settings"
	addressBookName = "address_book"
	mailServerName  = "mail_server"
	dataDirIDName   = "data_dir_id"
)

// Settings returns the settings; those never saved have their default.
func (s *Store) Settings(ctx context.Context) (Settings, error) {
	settings := DefaultSettings()
	err := s.setting(ctx, settingsName, &settings)
	return settings, err
}

// SaveSettings stores the settings.
func (s *Store) SaveSettings(ctx context.Context, settings Settings) error {
	return s.saveSetting(ctx, settingsName, settings)
}

// AddressBook returns the addresses email alerts may go to.
func (s *Store) AddressBook(ctx context.Context) ([]string, error) {
	addresses := []string{}
	err := s.setting(ctx, addressBookName, &addresses)
	return addresses, err
}

// SaveAddressBook replaces the address book.
func (s *Store) SaveAddressBook(ctx context.Context, addresses []string) error {
	return s.saveSetting(ctx, addressBookName, addresses)
}

type mailSetting struct {
	Server         domain.MailServer
	SealedPassword string
}

// MailServer returns the mail server and its sealed password.
func (s *Store) MailServer(ctx context.Context) (domain.MailServer, string, error) {
	var m mailSetting
	err := s.setting(ctx, mailServerName, &m)
	return m.Server, m.SealedPassword, err
}

// SaveMailServer stores the mail server and its sealed password.
func (s *Store) SaveMailServer(ctx context.Context, server domain.MailServer, sealedPassword string) error {
	return s.saveSetting(ctx, mailServerName, mailSetting{server, sealedPassword})
}

// setting reads a setting into target, which keeps its value when it was never
// saved.
func (s *Store) setting(ctx context.Context, name string, target any) error {
	text, err := one(ctx, s, "SELECT value FROM settings WHERE name = ?", []any{name}, func(row scanner) (t string, err error) {
		err = row.Scan(&t)
		return t, err
	})
	if errors.Is(err, domain.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read setting %s: %w", name, err)
	}
	return json.Unmarshal([]byte(text), target)
}

func (s *Store) saveSetting(ctx context.Context, name string, value any) error {
	text, err := encode(value)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		return upsert(ctx, tx, "settings", []string{"name", "value"}, name, text)
	})
}

// changeSetting reads a setting, has it changed and stores it, in one transaction. value is a
// map or a pointer, and what a setting is that was never saved.
func changeSetting[T any](ctx context.Context, s *Store, name string, value T, change func(T) error) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		text := ""
		err := tx.QueryRow(ctx, "SELECT value FROM settings WHERE name = ?", name).Scan(&text)
		if err == nil {
			err = json.Unmarshal([]byte(text), &value)
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("read setting %s: %w", name, err)
		}
		if err := change(value); err != nil {
			return err
		}
		if text, err = encode(value); err != nil {
			return err
		}
		return upsert(ctx, tx, "settings", []string{"name", "value"}, name, text)
	})
}

// DataDirID returns the name of this data directory's entry in the keychain, made the
// first time.
func (s *Store) DataDirID(ctx context.Context) (string, error) {
	var id string
	if err := s.setting(ctx, dataDirIDName, &id); err != nil || id != "" {
		return id, err
	}
	id = domain.NewID[string]()
	if err := s.saveSetting(ctx, dataDirIDName, id); err != nil {
		return "", err
	}
	return id, nil
}
