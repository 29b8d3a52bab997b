package catalogtest

import (
	"fmt"
	"net/url"
	"strconv"
)

// page is one cut of a list.
type page struct {
	records []*record
	number  int // of the page, from 1
	size    int
	total   int
	next    string // token of the next page; empty at the end
	more    bool
}

// cut takes the page that the parameters ask for. A size above the vendor's maximum is silently brought down to it, as
// vendors do; an unreadable number is a mistake of the question.
func (p paging) cut(kept []*record, value func(param string) (string, bool)) (page, error) {
	size, err := whole(value, p.Size, p.Default)
	if err != nil {
		return page{}, err
	}
	if p.Max > 0 && size > p.Max {
		size = p.Max
	}
	if size <= 0 {
		size = len(kept) + 1
	}
	start, err := p.start(kept, size, value)
	if err != nil {
		return page{}, err
	}
	start = min(start, len(kept))
	end := min(start+size, len(kept))
	out := page{records: kept[start:end], number: start/size + 1, size: size, total: len(kept), more: end < len(kept)}
	if out.more {
		out.next = p.token(kept, end)
	}
	return out, nil
}

func (p paging) start(kept []*record, size int, value func(param string) (string, bool)) (int, error) {
	switch p.Style {
	case "page":
		number, err := whole(value, p.Page, 1)
		if err == nil && number < 1 {
			err = fmt.Errorf("%s is below 1", p.Page)
		}
		return (number - 1) * size, err
	case "offset":
		first, err := whole(value, p.Offset, p.First)
		return first - p.First, err
	case "after_id":
		last, given := value(p.After)
		if !given {
			return 0, nil
		}
		for i, r := range kept {
			if fmt.Sprint(lookup(r.fields, p.ID)) == last {
				return i + 1, nil
			}
		}
		return 0, fmt.Errorf("%s names no record: %s", p.After, last)
	case "token":
		token, given := value(p.After)
		if !given {
			return 0, nil
		}
		var start int
		if _, err := fmt.Sscanf(token, "after-%d", &start); err != nil {
			return 0, fmt.Errorf("%s is no token of this server: %q", p.After, token)
		}
		return start, nil
	case "first", "none":
		return 0, nil
	}
	return 0, fmt.Errorf("unknown style of paging %q", p.Style)
}

func (p paging) token(kept []*record, end int) string {
	if p.Style == "after_id" {
		return fmt.Sprint(lookup(kept[end-1].fields, p.ID))
	}
	return "after-" + strconv.Itoa(end)
}

// params are the names of the parameters that page.
func (p paging) params() []string { return []string{p.Page, p.Offset, p.After, p.Size} }

// address is the whole address of the page after a page.
func (p paging) address(base string, asked *url.URL, cut page) string {
	next := *asked
	query := next.Query()
	switch p.Style {
	case "offset":
		query.Set(p.Offset, strconv.Itoa(cut.number*cut.size+p.First))
	case "token":
		query.Set(p.After, cut.next)
	default:
		query.Set(p.Page, strconv.Itoa(cut.number+1))
	}
	next.RawQuery = query.Encode()
	return base + next.RequestURI()
}

func whole(value func(param string) (string, bool), param string, otherwise int) (int, error) {
	text, given := value(param)
	if !given {
		return otherwise, nil
	}
	number, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("%s is no number: %q", param, text)
	}
	return number, nil
}
