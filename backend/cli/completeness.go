package cli

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tributary/backend/domain"
)

// differenceLine is one cause for which the project is not what the service has.
type differenceLine struct {
	Cause  domain.DifferenceCause           `json:"cause"`
	Count  int64                            `json:"count"`
	HasRow bool                             `json:"has_row"`
	Codes  map[domain.RecordErrorCode]int64 `json:"codes,omitempty"`
}

func differenceLines(list []domain.Difference) (lines []differenceLine) {
	for _, d := range list {
		lines = append(lines, differenceLine(d))
	}
	return lines
}

// completenessWords tells how many of the service's records are in the project, and what differs.
func completenessWords(c domain.Completeness) string {
	words := fmt.Sprintf("%d of %d in the project", c.InProject, c.InService)
	parts := make([]string, len(c.Differences))
	for i, d := range c.Differences {
		parts[i] = differenceWords(d)
	}
	if len(parts) == 0 {
		return words
	}
	return words + ": " + strings.Join(parts, " · ")
}

// differenceTexts are for one and for several.
type differenceTexts struct{ one, several string }

// missingTexts are of records without a row.
func missingTexts() map[domain.DifferenceCause]differenceTexts {
	return map[domain.DifferenceCause]differenceTexts{
		domain.FailedRecord:    {"%d record with an error", "%d records with errors"},
		domain.IgnoredRecord:   {"%d ignored record error", "%d ignored record errors"},
		domain.LeftOutByChoice: {"%d left out by your choice", "%d left out by your choice"},
	}
}

// olderTexts are of rows.
func olderTexts() map[domain.DifferenceCause]differenceTexts {
	return map[domain.DifferenceCause]differenceTexts{
		domain.FailedRecord:    {"%d row keeps older values, its record has an error", "%d rows keep older values, their records have errors"},
		domain.IgnoredRecord:   {"%d row keeps older values, its record error is ignored", "%d rows keep older values, their record errors are ignored"},
		domain.LeftOutByChoice: {"%d row keeps older values by your choice", "%d rows keep older values by your choice"},
		domain.HeldBack:        {"%d row keeps a value until you decide", "%d rows keep a value until you decide"},
		domain.GoneAtService:   {"%d row the service no longer has, kept by your choice", "%d rows the service no longer has, kept by your choice"},
		domain.GoneHeldBack:    {"%d row the service no longer has, kept until you decide", "%d rows the service no longer has, kept until you decide"},
		domain.NotMet:          {"%d row an interrupted read did not meet, the next full read tells", "%d rows an interrupted read did not meet, the next full read tells"},
	}
}

func differenceWords(d domain.Difference) string {
	texts := missingTexts()[d.Cause]
	if d.HasRow {
		texts = olderTexts()[d.Cause]
	}
	text := texts.several
	if d.Count == 1 {
		text = texts.one
	}
	words := fmt.Sprintf(text, d.Count)
	codes := slices.SortedFunc(maps.Keys(d.Codes), func(a, b domain.RecordErrorCode) int {
		return cmp.Or(cmp.Compare(d.Codes[b], d.Codes[a]), cmp.Compare(a, b))
	})
	kinds := make([]string, len(codes))
	for i, code := range codes {
		kinds[i] = fmt.Sprintf("%s %d", code, d.Codes[code])
	}
	if len(kinds) == 0 {
		return words
	}
	return fmt.Sprintf("%s (%s)", words, strings.Join(kinds, ", "))
}
