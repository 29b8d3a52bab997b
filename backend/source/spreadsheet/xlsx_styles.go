package spreadsheet

import (
	"context"
	"encoding/xml"
	"errors"
	"strconv"
	"strings"
)

// numberKind is what a number format makes of a number.
type numberKind uint8

const (
	plainNumber numberKind = iota
	dateNumber
	dateTimeNumber
	timeNumber
	elapsedNumber // hours beyond 24
)

// loadStyles returns what each cell style makes of a number, by its index.
func (b *book) loadStyles(ctx context.Context) ([]numberKind, error) {
	if b.styles == "" {
		return nil, nil
	}
	p, err := openPart(ctx, b.archive, b.styles, maxSmallPart)
	if err != nil {
		return nil, damagedPart(err)
	}
	custom := map[int]numberKind{}
	var kinds []numberKind
	inCells := false
	err = p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(attribute(e, "numFmtId")); err == nil {
				custom[id] = kindOfFormat(attribute(e, "formatCode"))
			}
		case "cellXfs":
			inCells = true
		case "cellStyleXfs", "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				id, err := strconv.Atoi(attribute(e, "numFmtId"))
				if err != nil {
					id = 0 // General
				}
				kind, ok := custom[id]
				if !ok {
					kind = builtInKind(id)
				}
				kinds = append(kinds, kind)
			}
		}
		return nil
	})
	return kinds, errors.Join(err, p.closer.Close())
}

// builtInKind knows the formats that are not written out (ECMA-376 part 1,
// 18.8.30; 27 to 36 and 50 to 58 are the dates of East Asian editions).
func builtInKind(id int) numberKind {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return dateNumber
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47:
		return timeNumber
	case id == 22:
		return dateTimeNumber
	case id == 46:
		return elapsedNumber
	default:
		return plainNumber
	}
}

// kindOfFormat reads a format code such as `[$-40C]dd/mm/yyyy\ hh:mm;@`.
func kindOfFormat(code string) numberKind {
	letters, elapsed := formatLetters(code)
	if elapsed {
		return elapsedNumber
	}
	day := strings.ContainsAny(letters, "yd")
	clock := strings.ContainsAny(letters, "hs")
	if !day && !clock {
		day = strings.Contains(letters, "m") // a month alone; else minutes
	}
	switch {
	case day && clock:
		return dateTimeNumber
	case day:
		return dateNumber
	case clock:
		return timeNumber
	default:
		return plainNumber
	}
}

// formatLetters returns the letters of the first section that stand for
// something, in lower case: without quoted and escaped text, conditions, and
// the words General and AM/PM.
func formatLetters(code string) (letters string, elapsed bool) {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			i = len(code)
		case '\\', '_', '*':
			i++
		case '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			} else {
				i = len(code)
			}
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				i = len(code)
				continue
			}
			inner := strings.ToLower(code[i+1 : i+end])
			if inner != "" && strings.Trim(inner, inner[:1]) == "" && strings.Contains("hms", inner[:1]) {
				elapsed = true
			}
			i += end
		default:
			b.WriteByte(c)
		}
	}
	letters = strings.ToLower(b.String())
	for _, word := range []string{"general", "standard", "am/pm", "a/p"} {
		letters = strings.ReplaceAll(letters, word, "")
	}
	return letters, elapsed
}
