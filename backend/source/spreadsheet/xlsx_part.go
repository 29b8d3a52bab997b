package spreadsheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// The bounds of a workbook: what a small file may unpack to is limited, since
// anyone can hand in a file that unpacks to terabytes.
const (
	maxParts        = 10_000
	maxSmallPart    = 64 << 20 // workbook, relations, styles
	maxLargePart    = 8 << 30  // a sheet, the shared strings
	maxTextBytes    = 4 << 20  // between two tags
	maxSharedString = 10_000_000
)

// The ways a workbook cannot be read.
var (
	errDamaged  = errors.New("workbook is damaged")
	errTooLarge = errors.New("workbook unpacks to too much")
	errNoPart   = errors.New("part is not there")
)

// part is one XML file in the workbook, being read.
type part struct {
	*xml.Decoder
	name   string
	closer io.Closer
}

// openPart opens a part by its name in the package, with bounds on what it
// unpacks to.
func openPart(ctx context.Context, archive *zip.Reader, name string, most int64) (*part, error) {
	for _, entry := range archive.File {
		// Names compare without regard to case (ECMA-376 part 2, 6.2.2.3).
		if !strings.EqualFold(strings.TrimPrefix(entry.Name, "/"), name) {
			continue
		}
		content, err := entry.Open()
		if err != nil {
			return nil, fmt.Errorf("open part %s: %w: %w", name, errDamaged, err)
		}
		bounded := &boundedReader{r: &contextReader{ctx, content}, left: most}
		return &part{xml.NewDecoder(bounded), name, content}, nil
	}
	return nil, fmt.Errorf("open part %s: %w", name, errNoPart)
}

// token returns the next start tag, end tag or text; io.EOF at the end.
func (p *part) token() (xml.Token, error) {
	for {
		token, err := p.RawToken()
		if err != nil {
			var syntax *xml.SyntaxError
			if errors.As(err, &syntax) {
				err = fmt.Errorf("%w: %w", errDamaged, err)
			}
			return nil, err
		}
		switch token.(type) {
		case xml.StartElement, xml.EndElement, xml.CharData:
			return token, nil
		}
	}
}

// each calls start for every start tag.
func (p *part) each(start func(xml.StartElement) error) error {
	for {
		token, err := p.token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if element, ok := token.(xml.StartElement); ok {
			if err := start(element); err != nil {
				return err
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// boundedReader ends with errTooLarge after too many bytes in all, or too many
// without a tag: the XML decoder holds a text in memory.
type boundedReader struct {
	r    io.Reader
	left int64
	text int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTooLarge
	}
	if i := bytes.LastIndexByte(p[:n], '<'); i >= 0 {
		b.text = int64(n - i)
	} else {
		b.text += int64(n)
	}
	if b.text > maxTextBytes {
		return 0, errTooLarge
	}
	return n, err
}

// relations reads the relations of a part: id → target, and type → target.
func relations(ctx context.Context, archive *zip.Reader, of string) (byID, byType map[string]string, err error) {
	folder, base := path.Split(of)
	p, err := openPart(ctx, archive, folder+"_rels/"+base+".rels", maxSmallPart)
	if err != nil {
		return nil, nil, err
	}
	byID, byType = map[string]string{}, map[string]string{}
	err = p.each(func(e xml.StartElement) error {
		if e.Name.Local != "Relationship" || attribute(e, "TargetMode") == "External" {
			return nil
		}
		target := attribute(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", folder, target)
		}
		target = strings.TrimPrefix(path.Clean(target), "/")
		byID[attribute(e, "Id")] = target
		byType[path.Base(attribute(e, "Type"))] = target
		return nil
	})
	return byID, byType, errors.Join(err, p.closer.Close())
}
