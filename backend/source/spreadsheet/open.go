package spreadsheet

import (
	"archive/zip"
	"compress/flate"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"tributary/backend/domain"
)

// opened is a sheet of a file, being read. Close it.
type opened struct {
	*sheet
	sum    hash.Hash // of the bytes read so far; nil for workbooks
	closes []func() error
}

func (o *opened) close() error {
	var all error
	for _, one := range o.closes {
		all = errors.Join(all, one())
	}
	return all
}

// open opens a sheet of a file at its first record.
func (c *Connector) open(ctx context.Context, f file, sheetName string) (*opened, error) {
	o := &opened{}
	var t table
	var err error
	switch f.format {
	case formatText:
		t, err = o.openText(ctx, f)
	case formatWorkbook:
		t, err = o.openWorkbook(ctx, f, sheetName, c.tempDir)
	case formatOld, formatUnknown:
		err = errOldFormat
	}
	if err == nil {
		o.sheet, err = openSheet(t)
	}
	if err != nil {
		return nil, errors.Join(words(f, sheetName, err), o.close())
	}
	return o, nil
}

func (o *opened) openText(ctx context.Context, f file) (table, error) {
	content, err := os.Open(f.path)
	if err != nil {
		return nil, err
	}
	o.closes = append(o.closes, content.Close)
	o.sum = sha256.New()
	return openCSV(f.name, io.TeeReader(&contextReader{ctx, content}, o.sum))
}

func (o *opened) openWorkbook(ctx context.Context, f file, sheetName, tempDir string) (table, error) {
	b, err := openBook(ctx, f.path)
	if err != nil {
		return nil, err
	}
	o.closes = append(o.closes, b.close)
	partName, ok := b.find(sheetName)
	if !ok {
		return nil, sheetMissing(f.name, sheetName, b.sheetNames())
	}
	t, err := b.openTable(ctx, partName, tempDir)
	if err != nil {
		return nil, err
	}
	o.closes = append([]func() error{t.close}, o.closes...)
	return t, nil
}

// words turns what went wrong while a file was read into an error for the
// person. An ended context stays what it is.
func words(f file, sheetName string, err error) error {
	var told *domain.Error
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &told) {
		return err
	}
	name := f.name
	if sheetName != "" {
		name += ", sheet " + clip(sheetName)
	}
	var at *rowError
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, errEmpty):
		return empty(name)
	case errors.Is(err, errNotText):
		return notASpreadsheet(f.name)
	case errors.Is(err, errProtected):
		return protected(f.name)
	case errors.Is(err, errOldFormat):
		return oldFormat(f.name)
	case errors.Is(err, errQuoteNotClosed) && errors.As(err, &at):
		return quoteNotClosed(f.name, at.row)
	case errors.Is(err, errRowTooLarge) && errors.As(err, &at):
		return tooLarge(f.name, fmt.Sprintf("row %d is longer than can be read", at.row))
	case errors.Is(err, errRowTooLarge):
		return tooLarge(name, "a row is longer than can be read")
	case errors.Is(err, errTooLarge):
		return tooLarge(name, "it unpacks to more than can be read")
	case errors.Is(err, errDamaged), errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum),
		errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &corrupt):
		return damagedFile(name, err)
	default:
		return pathError(f.path, err)
	}
}
