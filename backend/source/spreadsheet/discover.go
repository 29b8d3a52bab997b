package spreadsheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/mapping"
	"tributary/backend/source"
)

// shape is what a whole file showed about one sheet. Shapes are kept, since
// large files are described often and change seldom.
type shape struct {
	fields []domain.SourceField
	rows   int64
}

type shapeKey struct {
	path, sheet string
	stamp       stamp
}

// maxShapes bounds what is kept.
const maxShapes = 500

// Discover lists the files and sheets. The types of their fields come from all
// values, so every file that changed is read to its end, at bounded memory. A
// file in a folder that cannot be read is listed without fields, with the
// reason in its label.
func (c *Connector) Discover(ctx context.Context, config source.Config) ([]domain.DataType, error) {
	place, err := look(ctx, config)
	if err != nil {
		return nil, err
	}
	var all []domain.DataType
	for _, f := range place.files {
		types, err := c.describeFile(ctx, f)
		var told *domain.Error
		switch {
		case err == nil:
		case !place.single && errors.As(err, &told):
			types = []domain.DataType{{Name: f.title, Label: fmt.Sprintf("%s (%s)", f.title, strings.TrimSuffix(told.What, "."))}}
		default:
			return nil, err
		}
		// A text of one column in a folder is a note, not a table.
		if !place.single && err == nil && len(types) == 1 && len(types[0].Fields) < 2 && strings.EqualFold(filepath.Ext(f.name), ".txt") {
			continue
		}
		all = append(all, types...)
	}
	if len(all) == 0 {
		return nil, noSpreadsheets(filepath.Base(fmt.Sprint(config[pathSetting])))
	}
	return all, nil
}

// sheets names the sheets of a workbook, and "" for a text file.
func (c *Connector) sheets(ctx context.Context, f file) ([]string, error) {
	if f.format != formatWorkbook {
		o, err := c.open(ctx, f, "")
		if err != nil {
			return nil, err
		}
		return []string{""}, o.close()
	}
	b, err := openBook(ctx, f.path)
	if err != nil {
		return nil, words(f, "", err)
	}
	if len(b.sheets) == 0 {
		return nil, errors.Join(empty(f.name), b.close())
	}
	return b.sheetNames(), b.close()
}

func (c *Connector) describeFile(ctx context.Context, f file) ([]domain.DataType, error) {
	names, err := c.sheets(ctx, f)
	if err != nil {
		return nil, err
	}
	var types []domain.DataType
	for _, sheetName := range names {
		described, err := c.describe(ctx, f, sheetName)
		var told *domain.Error
		if errors.As(err, &told) && told.Code == CodeEmpty && sheetName != "" {
			continue // workbooks have empty sheets from the start
		}
		if err != nil {
			return nil, err
		}
		types = append(types, domain.DataType{
			Name:        dataTypeName(f, sheetName),
			Fields:      slices.Clone(described.fields),
			ChangedOnly: true,
			Closed:      true,
		})
	}
	if len(types) == 0 {
		return nil, empty(f.name)
	}
	return types, nil
}

func dataTypeName(f file, sheetName string) string {
	if sheetName == "" {
		return f.title
	}
	return f.title + "/" + sheetName
}

// describe reads a sheet to its end.
func (c *Connector) describe(ctx context.Context, f file, sheetName string) (shape, error) {
	before, err := stampOf(f.path)
	if err != nil {
		return shape{}, pathError(f.path, err)
	}
	key := shapeKey{f.path, sheetName, before}
	if known, ok := c.shape(key); ok {
		return known, nil
	}
	o, err := c.open(ctx, f, sheetName)
	if err != nil {
		return shape{}, err
	}
	described, err := observe(o.sheet)
	if err = errors.Join(err, o.close()); err != nil {
		return shape{}, words(f, sheetName, err)
	}
	if !c.fresh(before) {
		c.keep(key, described)
	}
	return described, nil
}

// observe finds the types of the columns.
func observe(s *sheet) (shape, error) {
	var d shape
	var columns []*mapping.Inference
	var seen []bool
	for {
		row, cells, err := s.nextCells()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return shape{}, err
		}
		d.rows++
		s.widen(row, cells)
		for len(columns) < len(s.columns) {
			columns = append(columns, mapping.NewInference())
			seen = append(seen, false)
		}
		for i, c := range cells[:min(len(cells), len(columns))] {
			if !isBlank(c) {
				seen[i] = true
				columns[i].Observe(cellText(c))
			}
		}
	}
	for i, column := range s.columns {
		field := domain.SourceField{Path: domain.Path{column.name}, Type: domain.Text}
		if i < len(columns) && seen[i] {
			field.Type, field.DateOrder, field.DecimalComma = columns[i].Result()
		} else if column.made {
			continue // neither a name nor a value
		}
		d.fields = append(d.fields, field)
	}
	return d, nil
}

func (c *Connector) shape(key shapeKey) (shape, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	known, ok := c.shapes[key]
	return known, ok
}

func (c *Connector) keep(key shapeKey, s shape) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.shapes) >= maxShapes {
		clear(c.shapes)
	}
	c.shapes[key] = s
}
