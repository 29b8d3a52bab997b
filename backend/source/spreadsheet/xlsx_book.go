package spreadsheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
)

// The ways a file with the extension of a workbook is none.
var (
	errProtected = errors.New("workbook is encrypted")
	errOldFormat = errors.New("old workbook format")
)

// book is an open Excel workbook (ECMA-376), read as a stream: excelize, which
// was meant for it, gives either the formatted text of a cell ("1,234.50 €") or
// a raw one without its type ("45292" for a date), and neither is a value.
type book struct {
	file     *os.File
	archive  *zip.Reader
	sheets   []bookSheet
	date1904 bool
	styles   string // part names; empty: none
	strings  string

	texts *sharedStrings // loaded by the first sheet
	kinds []numberKind
}

type bookSheet struct{ name, part string }

func openBook(ctx context.Context, path string) (*book, error) {
	file, err := os.Open(path) //nolint:gosec // the person chose the path
	if err != nil {
		return nil, err
	}
	b := &book{file: file}
	if err := b.load(ctx); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return b, nil
}

func (b *book) close() error {
	var textsErr error
	if b.texts != nil {
		textsErr = b.texts.close()
	}
	return errors.Join(textsErr, b.file.Close())
}

func (b *book) load(ctx context.Context) error {
	info, err := b.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return errEmpty
	}
	if err := b.refuseForeign(); err != nil {
		return err
	}
	if b.archive, err = zip.NewReader(b.file, info.Size()); err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	if len(b.archive.File) > maxParts {
		return errTooLarge
	}
	_, byType, err := relations(ctx, b.archive, "")
	if err != nil {
		return damagedPart(err)
	}
	main := byType["officeDocument"]
	byID, byType, err := relations(ctx, b.archive, main)
	if err != nil {
		return damagedPart(err)
	}
	b.styles, b.strings = byType["styles"], byType["sharedStrings"]
	return damagedPart(b.readMain(ctx, main, byID))
}

// damagedPart: a package without the parts it must have is damaged.
func damagedPart(err error) error {
	if errors.Is(err, errNoPart) {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	return err
}

// refuseForeign looks for the container of old and of encrypted workbooks
// (MS-CFB). An encrypted one has a stream EncryptedPackage (MS-OFFCRYPTO 2.3.4.1).
func (b *book) refuseForeign() error {
	head := make([]byte, 8)
	if _, err := b.file.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")) {
		return nil
	}
	const window = 8 << 20
	content, err := io.ReadAll(io.NewSectionReader(b.file, 0, window))
	if err != nil {
		return err
	}
	var name []byte
	for _, c := range []byte("EncryptedPackage") {
		name = append(name, c, 0)
	}
	if bytes.Contains(content, name) {
		return errProtected
	}
	return errOldFormat
}

// readMain reads the list of sheets and the date system.
func (b *book) readMain(ctx context.Context, name string, byID map[string]string) error {
	p, err := openPart(ctx, b.archive, name, maxSmallPart)
	if err != nil {
		return err
	}
	err = p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.date1904 = isTrue(attribute(e, "date1904"))
		case "sheet":
			id := ""
			for _, a := range e.Attr { // r:id, not the sheetId beside it
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
			// Charts and macro sheets have no cells.
			if target := byID[id]; target != "" && !bytes.Contains([]byte(target), []byte("chartsheets/")) {
				b.sheets = append(b.sheets, bookSheet{attribute(e, "name"), target})
			}
		}
		return nil
	})
	return errors.Join(err, p.closer.Close())
}

func isTrue(text string) bool { return text == "1" || text == "true" || text == "on" }

func (b *book) sheetNames() []string {
	names := make([]string, len(b.sheets))
	for i, s := range b.sheets {
		names[i] = s.name
	}
	return names
}

// find returns the part of a sheet.
func (b *book) find(sheet string) (string, bool) {
	for _, s := range b.sheets {
		if s.name == sheet {
			return s.part, true
		}
	}
	return "", false
}
