package manifest

// Job says how records are read that the service first has to prepare: it is
// asked to, asked again until it is done, and then gives out one file or several.
// How those are fetched and read stands in the stream, as for any other.
type Job struct {
	Create   *Requester
	Poll     *Requester
	Target   *Requester // nil: the places of the files stand in the last answer to Poll
	Abort    *Requester // nil: nothing to do
	Delete   *Requester // nil: nothing to do
	Decoding Decoding   // of the answers to all of them
	Status   []*Template
	States   map[string]JobState
	Targets  []*Template // keys to the places of the files; nil: there is one, and Requester knows it
	Minutes  *Template   // how long it may take; nil: 15
	Pause    *Template   // seconds before a failed one is tried again; nil: none
}

// JobState is what the service says about a job.
type JobState string

// The states of a job.
const (
	JobRunning   JobState = "running"
	JobCompleted JobState = "completed"
	JobFailed    JobState = "failed"
	JobTimeout   JobState = "timeout"
	JobSkipped   JobState = "skipped" // done, and there is nothing
)

func (s *Stream) decodeJob(o *object) {
	defer o.finish()
	j := &Job{
		Create: decodeRequester(o.child("creation_requester")), Poll: decodeRequester(o.child("polling_requester")),
		Target: decodeRequester(o.child("download_target_requester")), Abort: decodeRequester(o.child("abort_requester")),
		Delete: decodeRequester(o.child("delete_requester")), Decoding: decodeDecoding(o.child("decoder")),
		Status: s.decodePath(o.child("status_extractor")), Targets: s.decodePath(o.child("download_target_extractor")),
		Minutes: o.template("polling_job_timeout"), Pause: o.template("failed_retry_wait_time_in_seconds"),
	}
	s.Job, s.Requester = j, decodeRequester(o.child("download_requester"))
	for _, key := range []string{"creation_requester", "polling_requester", "download_requester", "status_extractor", "status_mapping", "record_selector"} {
		if _, ok := o.take(key); !ok {
			o.missing(key)
		}
	}
	s.Paginator = decodePaginator(o.child("download_paginator"))
	s.decodeRouterList(o)
	s.Decoding = decodeDecoding(o.child("download_decoder"))
	j.States = decodeJobStates(o.child("status_mapping"))
	if j.Target != nil && j.Targets == nil {
		o.missing("download_target_extractor")
	}
	if selector := o.child("record_selector"); selector != nil {
		s.decodeSelector(selector)
	}
	s.decodeDownload(o.child("download_extractor"))
	o.ignore("name", "primary_key")
}

// decodeDownload reads how records are found in a file.
func (s *Stream) decodeDownload(o *object) {
	s.Extract = nil
	if o == nil {
		return
	}
	if o.kind == "DpathExtractor" {
		s.Extract = s.decodePath(o)
		return
	}
	s.Decoding = Decoding{Decoder: CSVDecoder, Gzip: true, Encoding: "utf-8", CSV: CSV{Delimiter: ",", Empty: emptyCells()}}
	if o.kind != "ResponseToFileExtractor" {
		o.unknownType("record extractor")
		return
	}
	defer o.finish()
	if o.flag("preserve_na_values") {
		s.Decoding.CSV.Empty = []string{""}
	}
}

// emptyCells are the texts that the reference runner takes for nothing in a table.
func emptyCells() []string {
	return []string{
		"", " ", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>",
		"N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
	}
}

// decodePath reads an extractor that only says where something stands.
func (s *Stream) decodePath(o *object) []*Template {
	if o == nil {
		return nil
	}
	if o.kind != "DpathExtractor" {
		o.unknownType("record extractor")
		return nil
	}
	defer o.finish()
	o.ignore("decoder")
	path := o.templates("field_path")
	if path == nil {
		path = []*Template{}
	}
	return path
}

func decodeJobStates(o *object) map[string]JobState {
	out := map[string]JobState{}
	if o == nil {
		return out
	}
	defer o.finish()
	for _, state := range []JobState{JobRunning, JobCompleted, JobFailed, JobTimeout, JobSkipped} {
		for _, word := range o.texts(string(state)) {
			out[word] = state
		}
	}
	return out
}
