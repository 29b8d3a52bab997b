package spreadsheet

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// headerRow finds the row with the names among the first rows, none of them
// blank. Above it there may be titles, which have fewer cells than the table is
// wide. found is false when the first full row holds values already.
func headerRow(rows [][]cell) (index int, found bool) {
	width := usualWidth(rows)
	enough := max(1, (width+1)/2)
	for i, row := range rows {
		// Of two columns a title fills one, and so does a header with an empty
		// cell; only the title has no second cell at all.
		if filled(row) < enough || width == 2 && len(row) < 2 {
			continue
		}
		var below []cell
		if i+1 < len(rows) {
			below = rows[i+1]
		}
		return i, !holdsValues(row, below)
	}
	return 0, !holdsValues(rows[0], nil)
}

// usualWidth is the most frequent number of cells up to the last filled one;
// the greater of two equally frequent.
func usualWidth(rows [][]cell) int {
	count := map[int]int{}
	best := 0
	for _, row := range rows {
		width := len(row)
		for width > 0 && isBlank(row[width-1]) {
			width--
		}
		count[width]++
	}
	for width, n := range count {
		if n > count[best] || n == count[best] && width > best {
			best = width
		}
	}
	return best
}

func filled(row []cell) int {
	n := 0
	for _, c := range row {
		if !isBlank(c) {
			n++
		}
	}
	return n
}

// The shapes that are values, never names. Whole numbers are not among them:
// years head columns.
//
//nolint:gochecknoglobals // immutable
var valueShapes = []*regexp.Regexp{
	regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`),
	regexp.MustCompile(`^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}`),
	regexp.MustCompile(`^-?\d+[.,]\d+$`),
}

// holdsValues tells a row of values from one of names: a cell has the shape of
// a value, and so has the cell below it.
func holdsValues(row, below []cell) bool {
	for i, c := range row {
		text := strings.TrimSpace(cellText(c))
		for _, shape := range valueShapes {
			if !shape.MatchString(text) {
				continue
			}
			if i >= len(below) || shape.MatchString(strings.TrimSpace(cellText(below[i]))) {
				return true
			}
		}
	}
	return false
}

// cellText is a cell as text, for names and for finding out types.
func cellText(c cell) string {
	switch c := c.(type) {
	case string:
		return c
	case json.Number:
		return c.String()
	case bool:
		return strconv.FormatBool(c)
	default:
		return ""
	}
}

// maxName bounds a name; longer header cells are texts gone astray.
const maxName = 200

// nameColumns names the columns after a header row. Empty cells get "Column C",
// repeated names "Name (2)"; empty cells at the end are no columns.
func nameColumns(header []cell) []column {
	last := len(header)
	if filled(header) > 0 {
		for isBlank(header[last-1]) {
			last--
		}
	}
	columns := make([]column, 0, last)
	for i, c := range header[:last] {
		// Line breaks in a header cell are for the eye.
		name := clipName(strings.Join(strings.Fields(cellText(c)), " "))
		made := name == ""
		if made {
			name = columnTitle(i)
		}
		columns = append(columns, column{freeName(columns, name), made})
	}
	return columns
}

func clipName(name string) string {
	if len(name) <= maxName {
		return name
	}
	return strings.ToValidUTF8(name[:maxName], "")
}

// freeName makes name different from the names there are.
func freeName(columns []column, name string) string {
	taken := func(name string) bool {
		for _, c := range columns {
			if c.name == name {
				return true
			}
		}
		return false
	}
	free := name
	for n := 2; taken(free); n++ {
		free = fmt.Sprintf("%s (%d)", name, n)
	}
	return free
}

// columnTitle names a column by its letters, as spreadsheet programs do.
func columnTitle(index int) string {
	letters := ""
	for n := index + 1; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return "Column " + letters
}
