package logging

// The keys of log fields. Units stand in the name.
const (
	Component     = "component"
	Source        = "source" // integration source id
	Authorization = "authorization"
	Configuration = "source_configuration"
	DataType      = "data_type"
	Table         = "table"
	Transfer      = "transfer"
	Integration   = "integration"
	RunID         = "run_id"
	Result        = "result"
	Kind          = "kind" // domain.Kind of an error
	Code          = "code" // domain.Error.Code, or domain.RecordErrorCode
	Attempt       = "attempt"
	Host          = "host"
	Method        = "method"
	Path          = "path" // of an HTTP request, without its query
	Status        = "status"
	Rows          = "rows"
	Records       = "records"
	Bytes         = "bytes"
	DurationMS    = "duration_ms"
	WaitMS        = "wait_ms"
	Job           = "job"
	File          = "file" // base name only: folders name people
	Version       = "version"
	Place         = "place" // where the master key rests
	Error         = "error"
)
