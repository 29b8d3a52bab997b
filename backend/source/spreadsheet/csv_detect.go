package spreadsheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// sampleBytes is how much of a text file is looked at to find out how it is
// written.
const sampleBytes = 64 << 10

// errNotText tells that a file with the extension of a text is none.
var errNotText = errors.New("not a text file")

// decode returns the content as UTF-8 without byte order mark. lenient is set
// when the encoding is UTF-8; it counts what was not.
func decode(raw *bufio.Reader) (text io.Reader, lenient *lenientUTF8, err error) {
	sample, err := raw.Peek(sampleBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	whole := errors.Is(err, io.EOF)
	switch {
	case bytes.HasPrefix(sample, []byte("\xef\xbb\xbf")):
		_, err := raw.Discard(3)
		lenient = &lenientUTF8{}
		return transform.NewReader(raw, lenient), lenient, err
	case bytes.HasPrefix(sample, []byte("\xff\xfe")), looksUTF16(sample, 1):
		return transform.NewReader(raw, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), nil, nil
	case bytes.HasPrefix(sample, []byte("\xfe\xff")), looksUTF16(sample, 0):
		return transform.NewReader(raw, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()), nil, nil
	case notText(sample):
		return nil, nil, errNotText
	case validUTF8(sample, whole):
		lenient = &lenientUTF8{}
		return transform.NewReader(raw, lenient), lenient, nil
	default:
		return transform.NewReader(raw, charmap.Windows1252.NewDecoder()), nil, nil
	}
}

// looksUTF16 recognises UTF-16 without a mark: every other byte of Western text
// is zero, the others hardly ever.
func looksUTF16(sample []byte, zeroAt int) bool {
	pairs, zeros, others := len(sample)/2, 0, 0
	for i := range pairs {
		if sample[2*i+zeroAt] == 0 {
			zeros++
		}
		if sample[2*i+1-zeroAt] == 0 {
			others++
		}
	}
	return pairs >= 2 && zeros*10 >= pairs*7 && others*20 <= pairs
}

// notText recognises workbooks, web pages and other files that carry the
// extension of a text.
func notText(sample []byte) bool {
	if bytes.HasPrefix(sample, []byte("PK\x03\x04")) || bytes.HasPrefix(sample, []byte("\xd0\xcf\x11\xe0")) || bytes.HasPrefix(sample, []byte("%PDF")) {
		return true
	}
	start := strings.ToLower(string(bytes.TrimSpace(sample[:min(len(sample), 200)])))
	return strings.HasPrefix(start, "<!doctype") || strings.HasPrefix(start, "<html") || strings.HasPrefix(start, "<?xml") ||
		bytes.IndexByte(sample, 0) >= 0
}

// validUTF8 allows for a character cut by the end of the sample.
func validUTF8(sample []byte, whole bool) bool {
	if utf8.Valid(sample) {
		return true
	}
	if whole {
		return false
	}
	for cut := 1; cut < utf8.UTFMax && cut < len(sample); cut++ {
		tail := sample[len(sample)-cut:]
		if utf8.RuneStart(tail[0]) {
			return !utf8.FullRune(tail) && utf8.Valid(sample[:len(sample)-cut])
		}
	}
	return false
}

// dialect is how a text file separates its cells.
type dialect struct {
	comma byte
	eol   byte
	skip  int // bytes of a leading "sep=;" line
}

// dialectOf finds the dialect from the start of a decoded file: the delimiter
// that cuts most rows into the same number of cells.
func dialectOf(name string, sample []byte) dialect {
	d := dialect{comma: ',', eol: '\n'}
	if bytes.IndexByte(sample, '\n') < 0 && bytes.IndexByte(sample, '\r') >= 0 {
		d.eol = '\r'
	}
	// What Excel itself writes and obeys.
	if line, _, ok := bytes.Cut(sample, []byte{d.eol}); ok && len(line) >= 5 && len(line) <= 6 && strings.EqualFold(string(line[:4]), "sep=") {
		d.comma, d.skip = line[4], len(line)+1
		return d
	}
	candidates := []byte{',', ';', '\t', '|'}
	if extension := strings.ToLower(filepath.Ext(name)); extension == ".tsv" || extension == ".tab" {
		candidates = []byte{'\t', ';', ',', '|'}
	}
	best, bestShare, bestWidth := d.comma, 0.0, 1
	for _, comma := range candidates {
		share, width := regularity(sample, dialect{comma: comma, eol: d.eol})
		if share > bestShare || share == bestShare && width > bestWidth {
			best, bestShare, bestWidth = comma, share, width
		}
	}
	d.comma = best
	return d
}

// regularity is the share of rows that have the most frequent number of cells,
// and that number; zero when it is one.
func regularity(sample []byte, d dialect) (share float64, width int) {
	const rows = 200
	cut := len(sample) >= sampleBytes
	reader := newCSVReader(bufio.NewReader(bytes.NewReader(sample)), d)
	count := map[int]int{}
	total := 0
	last := 0
	for total < rows {
		cells, err := reader.read()
		if err != nil {
			break
		}
		if len(cells) == 1 && strings.TrimSpace(cells[0]) == "" {
			continue
		}
		last = len(cells)
		count[last]++
		total++
	}
	if cut && total > 1 && total < rows { // the last row may be cut off
		count[last]--
		total--
	}
	for cells, n := range count {
		if cells >= 2 && (n > count[width] || n == count[width] && cells > width) {
			width = cells
		}
	}
	if width == 0 {
		return 0, 0
	}
	return float64(count[width]) / float64(total), width
}
