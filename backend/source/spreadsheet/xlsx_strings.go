package spreadsheet

import (
	"bufio"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// stringsInMemory is how much of the shared strings stays in memory; the rest
// goes to a temporary file.
const stringsInMemory = 32 << 20

// sharedStrings are the texts of a workbook, which cells point to by number.
type sharedStrings struct {
	ends   []int64 // end of each text; it starts where the one before ends
	memory []byte
	file   *os.File // nil: everything is in memory
	writer *bufio.Writer
	limit  int
}

// loadStrings reads the part; a workbook without texts has none.
func (b *book) loadStrings(ctx context.Context, tempDir string) (*sharedStrings, error) {
	s := &sharedStrings{limit: stringsInMemory}
	if b.strings == "" {
		return s, nil
	}
	p, err := openPart(ctx, b.archive, b.strings, maxLargePart)
	if err != nil {
		return nil, damagedPart(err)
	}
	err = errors.Join(s.read(p, tempDir), p.closer.Close())
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *sharedStrings) read(p *part, tempDir string) error {
	for {
		token, err := p.token()
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("read shared strings: %w: the end is missing", errDamaged)
		}
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local != "si" {
				continue
			}
			text, err := p.richText("si")
			if err != nil {
				return err
			}
			if err := s.add(text, tempDir); err != nil {
				return err
			}
		case xml.EndElement:
			if e.Name.Local != "sst" {
				continue
			}
			if s.writer != nil {
				return s.writer.Flush()
			}
			return nil
		}
	}
}

func (s *sharedStrings) add(text, tempDir string) error {
	if len(s.ends) >= maxSharedString {
		return errTooLarge
	}
	var end int64
	if n := len(s.ends); n > 0 {
		end = s.ends[n-1]
	}
	s.ends = append(s.ends, end+int64(len(text)))
	if s.file == nil && len(s.memory)+len(text) <= s.limit {
		s.memory = append(s.memory, text...)
		return nil
	}
	if s.file == nil {
		var err error
		if s.file, err = os.CreateTemp(tempDir, "tributary-strings-*"); err != nil {
			return fmt.Errorf("make temporary file: %w", err)
		}
		s.writer = bufio.NewWriterSize(s.file, 1<<20)
	}
	_, err := s.writer.WriteString(text)
	return err
}

// get returns a text by its number.
func (s *sharedStrings) get(index string) (string, error) {
	i, err := strconv.Atoi(strings.TrimSpace(index))
	if err != nil || i < 0 || i >= len(s.ends) {
		return "", fmt.Errorf("%w: shared string %s of %d", errDamaged, clip(index), len(s.ends))
	}
	var start int64
	if i > 0 {
		start = s.ends[i-1]
	}
	end, inMemory := s.ends[i], int64(len(s.memory))
	if end <= inMemory {
		return string(s.memory[start:end]), nil
	}
	text := make([]byte, end-start)
	if _, err := s.file.ReadAt(text, start-inMemory); err != nil {
		return "", fmt.Errorf("read temporary file: %w", err)
	}
	return string(text), nil
}

func (s *sharedStrings) close() error {
	if s.file == nil {
		return nil
	}
	file := s.file
	s.file = nil
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

// richText joins the texts up to the end tag, without phonetic readings.
func (p *part) richText(until string) (string, error) {
	var text strings.Builder
	inText, phonetic := false, 0
	for {
		token, err := p.token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = fmt.Errorf("%w: the end is missing", errDamaged)
			}
			return "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "t"
			if e.Name.Local == "rPh" {
				phonetic++
			}
		case xml.EndElement:
			inText = false
			if e.Name.Local == "rPh" {
				phonetic--
			}
			if e.Name.Local == until {
				return unescape(text.String()), nil
			}
		case xml.CharData:
			if inText && phonetic == 0 {
				if text.Len()+len(e) > maxTextBytes {
					return "", errTooLarge
				}
				text.Write(e)
			}
		}
	}
}

// unescape decodes _x000D_ and the like (ECMA-376 part 1, 22.9.2.19).
func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var plain strings.Builder
	for {
		i := strings.Index(text, "_x")
		if i < 0 || len(text) < i+7 {
			plain.WriteString(text)
			return plain.String()
		}
		code, err := strconv.ParseUint(text[i+2:i+6], 16, 16)
		if err != nil || text[i+6] != '_' {
			plain.WriteString(text[:i+2])
			text = text[i+2:]
			continue
		}
		plain.WriteString(text[:i])
		plain.WriteRune(rune(code))
		text = text[i+7:]
	}
}
