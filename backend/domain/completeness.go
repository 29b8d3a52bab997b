package domain

import (
	"cmp"
	"slices"
)

// Completeness compares a full read that brought everything with the project: "1,198 of
// 1,204", and why.
type Completeness struct {
	// InService is how many records the service has, InProject how many of them have a row.
	InService, InProject int64
	// Differences are everything in which the two are not the same, one of each cause and
	// HasRow. Those without a row add up to InService - InProject.
	Differences []Difference `json:",omitempty"`
}

// Difference is one cause for which the project is not what the service has.
type Difference struct {
	Cause DifferenceCause
	// Count is of records; of rows where the service has no such record.
	Count int64
	// HasRow: a row stands for them, with older values, or with none of the service any more.
	HasRow bool
	// Codes say what is wrong with failed and ignored records.
	Codes map[RecordErrorCode]int64 `json:",omitempty"`
}

// DifferenceCause is why the project is not what the service has.
type DifferenceCause string

// The causes.
const (
	FailedRecord    DifferenceCause = "failed"    // a record error stands open
	IgnoredRecord   DifferenceCause = "ignored"   // the person ignores the record error
	LeftOutByChoice DifferenceCause = "left_out"  // that type of update is not ticked
	HeldBack        DifferenceCause = "held"      // emptied fields wait for the person's decision
	GoneAtService   DifferenceCause = "gone"      // the service has the record no longer; Deleted is not ticked
	GoneHeldBack    DifferenceCause = "gone_held" // that is so and the deletion waits for the person's decision
	NotMet          DifferenceCause = "not_met"   // an interrupted read went on without them: the next full read tells
)

// IsChosen tells that the person wants it so.
func (c DifferenceCause) IsChosen() bool {
	return c == IgnoredRecord || c == LeftOutByChoice || c == GoneAtService
}

// IsOfService tells that the service has these records.
func (c DifferenceCause) IsOfService() bool {
	return c != GoneAtService && c != GoneHeldBack && c != NotMet
}

// NewCompleteness compares records that were met and have a link with what differs.
// Differences of one kind are put together, those of nothing left out.
func NewCompleteness(linked int64, differences []Difference) *Completeness {
	c := &Completeness{InService: linked, InProject: linked}
	for _, d := range differences {
		if d.Count == 0 {
			continue
		}
		if d.Cause.IsOfService() && !d.HasRow {
			c.InService += d.Count
		}
		c.add(d)
	}
	slices.SortStableFunc(c.Differences, func(a, b Difference) int { return cmp.Compare(a.order(), b.order()) })
	return c
}

func (c *Completeness) add(d Difference) {
	n := slices.IndexFunc(c.Differences, func(o Difference) bool { return o.Cause == d.Cause && o.HasRow == d.HasRow })
	if n < 0 {
		c.Differences = append(c.Differences, Difference{Cause: d.Cause, HasRow: d.HasRow})
		n = len(c.Differences) - 1
	}
	sum := &c.Differences[n]
	sum.Count += d.Count
	for code, count := range d.Codes {
		if sum.Codes == nil {
			sum.Codes = map[RecordErrorCode]int64{}
		}
		sum.Codes[code] += count
	}
}

// order is that of the sentence: what is missing first, then what is older, then what is gone.
func (d Difference) order() int {
	all := []DifferenceCause{FailedRecord, IgnoredRecord, LeftOutByChoice, HeldBack, GoneAtService, GoneHeldBack, NotMet}
	n := slices.Index(all, d.Cause)
	if d.HasRow {
		n += len(all)
	}
	return n
}
