package sqldb

import (
	"fmt"
	"strconv"
	"time"

	"tributary/backend/domain"
)

// TimeLayout is how points in time are stored as text, always UTC: it sorts as time
// does, and it is the canonical form of domain.DateTime.
const TimeLayout = "2006-01-02T15:04:05.000000Z"

// FormatTime returns t in TimeLayout; the zero time is "".
func FormatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(TimeLayout)
}

// ParseTime reads FormatTime back; "" is the zero time.
func ParseTime(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(TimeLayout, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("stored time %q: %w", text, err)
	}
	return t, nil
}

// Encode turns a field's value into what is bound. The value must be in its
// canonical form.
func (d Dialect) Encode(_ domain.FieldType, v domain.Value) any {
	if b, ok := v.(bool); ok && d.name == "sqlite" {
		if b {
			return int64(1)
		}
		return int64(0)
	}
	return v // PostgreSQL reads dates, times and decimals from their text
}

// Decode turns what the database returned for a field into its canonical form.
func (d Dialect) Decode(t domain.FieldType, raw any) (domain.Value, error) {
	switch v := raw.(type) {
	case nil:
		return nil, nil //nolint:nilnil // an empty field is the value nil
	case int64:
		if t == domain.Boolean {
			return v != 0, nil
		}
		if t == domain.Integer {
			return v, nil
		}
		return strconv.FormatInt(v, 10), nil
	case bool:
		return v, nil
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case time.Time:
		if t == domain.Date {
			return v.Format(time.DateOnly), nil
		}
		return v.UTC().Format(TimeLayout), nil // not FormatTime: year 1 is a value here
	}
	return nil, fmt.Errorf("stored value of type %T in a field of type %s", raw, t)
}
