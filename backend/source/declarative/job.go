package declarative

import (
	"context"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"tributary/backend/domain"
	"tributary/backend/expr"
	"tributary/backend/manifest"
)

// Limits of jobs that the service carries out.
const (
	jobPause    = 5 * time.Second
	jobTries    = 3
	jobMinutes  = 15
	mostTargets = 10_000
)

// readJob reads a slice whose records the service prepares first. Its pages have
// no places to continue at: a job that is broken off begins anew.
func (rd *reader) readJob(ctx context.Context, sl slice, yield func(fetched, error) bool) bool {
	targets, extra, err := rd.runJob(ctx, sl)
	if err != nil {
		yield(fetched{}, err)
		return false
	}
	for _, target := range targets {
		own := sl
		own.extra = maps.Clone(extra)
		own.extra["download_target"] = target
		if !rd.readTarget(ctx, own, yield) {
			return false
		}
	}
	if rd.stream.Job.Delete != nil && len(targets) > 0 {
		// That a finished job stays in the service's list is no reason to fail.
		if _, err := rd.send(ctx, rd.stream.Job.Delete, call{scope: rd.base.withSlice(withExtra(sl, extra))}); err != nil {
			rd.opts.Log.Warn("a finished job could not be deleted")
		}
	}
	return yield(fetched{slice: sl}, nil)
}

func withExtra(sl slice, extra map[string]any) slice {
	sl.extra = extra
	return sl
}

// readTarget reads one file of a job.
func (rd *reader) readTarget(ctx context.Context, sl slice, yield func(fetched, error) bool) bool {
	pager, err := rd.newPager(rd.stream.Paginator)
	if err != nil {
		yield(fetched{}, err)
		return false
	}
	sc := rd.base.withSlice(sl)
	token := pager.first()
	for first := true; ; first = false {
		page, err := rd.readPage(ctx, sl, sc, pager, token, first, yield)
		page.part = true
		if !yield(page, err) || err != nil {
			return false
		}
		if token = page.next; token == nil {
			return true
		}
	}
}

// runJob has the service carry out a job, and returns where its files are. A job
// that fails is tried again.
func (rd *reader) runJob(ctx context.Context, sl slice) ([]any, map[string]any, error) {
	for try := 1; ; try++ {
		extra, state, err := rd.tryJob(ctx, sl)
		if err != nil {
			return nil, nil, err
		}
		switch state {
		case manifest.JobCompleted:
			targets, err := rd.targets(ctx, sl, extra)
			return targets, extra, err
		case manifest.JobSkipped:
			return nil, extra, nil
		case manifest.JobFailed, manifest.JobTimeout, manifest.JobRunning:
		}
		if state != manifest.JobFailed {
			rd.abort(ctx, sl, extra)
		}
		if try == jobTries {
			return nil, nil, &domain.Error{
				Kind: domain.ServiceDown, Code: "job_failed",
				What:  fmt.Sprintf("%s could not prepare the data.", capital(rd.opts.Service)),
				Means: fmt.Sprintf("It was asked %d times, and said %q at last.", jobTries, state),
				Do:    "Nothing: it is tried again later.",
			}
		}
		pause, err := rd.seconds(rd.stream.Job.Pause)
		if err != nil {
			return nil, nil, err
		}
		if state == manifest.JobFailed && pause > 0 {
			if err := rd.opts.Clock.Sleep(ctx, pause); err != nil {
				return nil, nil, err
			}
		}
	}
}

// tryJob starts a job and waits for its end. What it learns, later requests see.
func (rd *reader) tryJob(ctx context.Context, sl slice) (map[string]any, manifest.JobState, error) {
	j := rd.stream.Job
	created, err := rd.jobAnswer(ctx, j.Create, sl, sl.extra, true)
	if err != nil {
		return nil, "", err
	}
	extra := map[string]any{}
	maps.Copy(extra, sl.extra)
	extra["creation_response"] = created.seen
	most, err := rd.minutes()
	if err != nil {
		return nil, "", err
	}
	began := rd.opts.Clock.Now()
	for {
		polled, err := rd.jobAnswer(ctx, j.Poll, sl, extra, false)
		if err != nil {
			return nil, "", err
		}
		state, err := rd.jobState(polled)
		if err != nil {
			return nil, "", err
		}
		if state == manifest.JobCompleted {
			extra["polling_response"] = polled.seen
			extra[polledKey] = polled
		}
		if state != manifest.JobRunning {
			return extra, state, nil
		}
		if rd.opts.Clock.Now().Sub(began) >= most {
			return extra, manifest.JobTimeout, nil
		}
		if err := rd.opts.Clock.Sleep(ctx, jobPause); err != nil {
			return nil, "", err
		}
	}
}

// polledKey holds the last answer to Poll among what is known of a job.
const polledKey = "\x00polled"

// jobAnswer is an answer about a job.
type jobAnswer struct {
	documents []any
	seen      map[string]any // as expressions see it
	scope     scope
}

func (rd *reader) jobAnswer(ctx context.Context, r *manifest.Requester, sl slice, extra map[string]any, whole bool) (jobAnswer, error) {
	c := call{scope: rd.base.withSlice(withExtra(sl, extra))}
	if whole {
		if err := rd.sliceParts(&c, slice{options: sl.options, window: sl.window}); err != nil {
			return jobAnswer{}, rd.classifyFault(err)
		}
	}
	a, err := rd.send(ctx, r, c)
	if err != nil {
		return jobAnswer{}, err
	}
	out := jobAnswer{scope: c.scope, seen: map[string]any{}}
	if out.documents, err = rd.decode(a, rd.stream.Job.Decoding); err != nil {
		return jobAnswer{}, err
	}
	if body, err := a.json(); err == nil {
		if m, ok := body.(map[string]any); ok {
			maps.Copy(out.seen, m)
		}
	}
	if _, taken := out.seen["headers"]; !taken {
		out.seen["headers"] = headerValues(a.head)
	}
	return out, nil
}

func (rd *reader) jobState(a jobAnswer) (manifest.JobState, error) {
	path, err := extractPath(rd.stream.Job.Status, a.scope)
	if err != nil {
		return "", rd.classifyFault(err)
	}
	word := "None"
	for _, d := range a.documents {
		if found := extract(d, path); len(found) > 0 {
			word = expr.Str(found[0])
			break
		}
	}
	state, ok := rd.stream.Job.States[word]
	if !ok {
		return "", &domain.Error{
			Kind: domain.SetUp, Code: "job_state_unknown", Details: clip(rd.secrets.clean(printable(word))),
			What:  fmt.Sprintf("%s says something about the data it prepares that is not understood.", capital(rd.opts.Service)),
			Means: "The description of the service does not know the word.", Do: "Report the details.",
		}
	}
	return state, nil
}

// targets are the places of the files of a finished job.
func (rd *reader) targets(ctx context.Context, sl slice, extra map[string]any) ([]any, error) {
	j := rd.stream.Job
	polled, _ := extra[polledKey].(jobAnswer)
	delete(extra, polledKey)
	if j.Targets == nil {
		return []any{""}, nil
	}
	if j.Target != nil {
		var err error
		if polled, err = rd.jobAnswer(ctx, j.Target, sl, extra, false); err != nil {
			return nil, err
		}
	}
	path, err := extractPath(j.Targets, polled.scope)
	if err != nil {
		return nil, rd.classifyFault(err)
	}
	var out []any
	for _, d := range polled.documents {
		out = append(out, extract(d, path)...)
	}
	return out[:min(len(out), mostTargets)], nil
}

// abort tells the service that nobody waits for a job any more.
func (rd *reader) abort(ctx context.Context, sl slice, extra map[string]any) {
	if rd.stream.Job.Abort == nil {
		return
	}
	if _, err := rd.send(ctx, rd.stream.Job.Abort, call{scope: rd.base.withSlice(withExtra(sl, extra))}); err != nil {
		rd.opts.Log.Warn("a job could not be given up")
	}
}

func (rd *reader) minutes() (time.Duration, error) {
	if rd.stream.Job.Minutes == nil {
		return jobMinutes * time.Minute, nil
	}
	d, err := rd.seconds(rd.stream.Job.Minutes)
	return d * 60, err
}

// seconds evaluates a number of seconds; a missing one is 0.
func (rd *reader) seconds(t *manifest.Template) (time.Duration, error) {
	text, err := rd.base.text(t)
	if err != nil || strings.TrimSpace(text) == "" {
		return 0, rd.classifyFault(err)
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || n < 0 || n > 1e6 {
		return 0, rd.classifyFault(&templateError{t.Source, fmt.Errorf("this is no number of seconds")})
	}
	return time.Duration(n * float64(time.Second)), nil
}
