package logging

import (
	"fmt"
	"regexp"
	"sync"
	"time"

	"github.com/sirupsen/logrus"
)

// secretKeyPattern finds field keys whose whole value is a secret.
var secretKeyPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(token|secret|passw(or)?d|passphrase|api_?key|authorization_header|cookie)$`)
})

// redactHook cleans every entry before it is formatted.
type redactHook struct{ redactor *Redactor }

var _ logrus.Hook = redactHook{}

// Levels returns all levels.
func (redactHook) Levels() []logrus.Level { return logrus.AllLevels }

// Fire cleans the message and the fields. The fields are replaced, not changed:
// their map may belong to a scoped logger that others use.
func (h redactHook) Fire(entry *logrus.Entry) error {
	entry.Message = h.redactor.Redact(entry.Message)
	clean := make(logrus.Fields, len(entry.Data))
	for key, value := range entry.Data {
		clean[key] = h.value(key, value)
	}
	entry.Data = clean
	return nil
}

func (h redactHook) value(key string, value any) any {
	if secretKeyPattern().MatchString(key) {
		return Redacted
	}
	switch value := value.(type) {
	case nil, bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float32, float64, time.Duration, time.Time:
		return value
	case string:
		return h.redactor.Redact(value)
	case []byte:
		return h.redactor.Redact(string(value))
	default:
		return h.redactor.Redact(fmt.Sprint(value))
	}
}
