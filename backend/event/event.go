package event

import "tributary/backend/domain"

// Event is something that happened. The set is closed: the types of this file.
type Event interface{ isEvent() }

type (
	// RunStarted: a run began.
	RunStarted struct{ Run domain.Run }
	// RunProgressed: a run stands there now.
	RunProgressed struct{ Progress domain.Progress }
	// RunFinished: a run ended, however.
	RunFinished struct{ Run domain.Run }
	// IntegrationChanged: an integration was saved, or its state changed.
	IntegrationChanged struct{ Integration domain.IntegrationID }
	// ConfigurationChanged: a source configuration or its transfers were saved.
	ConfigurationChanged struct{ Configuration domain.ConfigurationID }
	// AuthorizationChanged: an authorization was saved, checked or removed.
	AuthorizationChanged struct{ Authorization domain.AuthorizationID }
	// SignInProgressed: a sign-in with the browser stands there now.
	SignInProgressed struct{ Progress domain.SignInProgress }
	// ProjectChanged: tables, fields or rows of the project changed.
	ProjectChanged struct{ Table string }
	// ExportProgressed: so many rows of an export are written.
	ExportProgressed struct{ Rows int64 }
	// SettingsChanged: a setting was saved.
	SettingsChanged struct{}
	// LiveExportChanged: the live export folder was chosen, written or could not be.
	LiveExportChanged struct{}
	// OutboxChanged: a mail was written, delivered or given up.
	OutboxChanged struct{}
)

func (RunStarted) isEvent()           {}
func (RunProgressed) isEvent()        {}
func (RunFinished) isEvent()          {}
func (IntegrationChanged) isEvent()   {}
func (ConfigurationChanged) isEvent() {}
func (AuthorizationChanged) isEvent() {}
func (SignInProgressed) isEvent()     {}
func (ProjectChanged) isEvent()       {}
func (ExportProgressed) isEvent()     {}
func (SettingsChanged) isEvent()      {}
func (OutboxChanged) isEvent()        {}
func (LiveExportChanged) isEvent()    {}
