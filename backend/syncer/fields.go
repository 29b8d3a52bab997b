package syncer

import "tributary/backend/domain"

// beginFields compares what the source declares with what was known, before anything is
// read. The error is that of a data transfer that is to stop when its fields have changed.
func (t *transfer) beginFields() error {
	if t.Fields == nil {
		return nil
	}
	t.Fields.Begin(t.DataType, t.Transfer.Mapping, t.table)
	return t.Fields.Refusal(t.DataType)
}

// lookAtFields looks at the records of a page. It is called from the goroutine that maps.
func (t *transfer) lookAtFields(page domain.Page) error {
	if t.Fields == nil {
		return nil
	}
	for _, r := range page.Records {
		t.Fields.See(r)
	}
	return t.Fields.Refusal(t.DataType)
}

// endFields draws the line under a read: only a whole one shows that a field is gone. It
// comes before what the read would empty or delete.
func (t *transfer) endFields(outcome domain.ReadOutcome) error {
	if t.Fields == nil {
		return nil
	}
	t.Fields.End(t.mode == domain.FullRead, outcome.Complete && !outcome.Unchanged && !t.continued)
	return t.Fields.Refusal(t.DataType)
}

func (t *transfer) reportFields() {
	if t.Fields != nil {
		t.result.FieldChanges = t.Fields.News()
	}
}
