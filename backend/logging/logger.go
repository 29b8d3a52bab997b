package logging

import (
	"errors"
	"fmt"
	"io"

	"github.com/sirupsen/logrus"
)

// Logger is what components receive. Safe for concurrent use.
type Logger = logrus.FieldLogger

// Fields are several fields at once.
type Fields = logrus.Fields

// Options say where entries go. The zero value writes nowhere.
type Options struct {
	// Level is the least important level that is written: error, warn, info
	// or debug. Empty means info.
	Level string
	// File is written when not empty; its folder must exist. It is created for
	// the owner alone and rotated by size, see MaxBytes and Keep.
	File string
	// Stderr also receives every entry when not nil.
	Stderr io.Writer
	// MaxBytes is when File is rotated; 0 means DefaultMaxBytes.
	MaxBytes int64
	// Keep is how many rotated files stay beside File; 0 means DefaultKeep.
	Keep int
}

// Log is the program's log. Close it last.
type Log struct {
	Logger
	redactor *Redactor
	file     *rotatingFile
}

// New opens the log. The caller closes it.
func New(o Options) (*Log, error) {
	level := logrus.InfoLevel
	if o.Level != "" {
		var err error
		if level, err = logrus.ParseLevel(o.Level); err != nil {
			return nil, fmt.Errorf("read log level %q: %w", o.Level, err)
		}
	}
	log := &Log{redactor: NewRedactor()}
	var outputs []io.Writer
	if o.File != "" {
		file, err := openRotating(o.File, o.MaxBytes, o.Keep)
		if err != nil {
			return nil, err
		}
		log.file = file
		outputs = append(outputs, file)
	}
	if o.Stderr != nil {
		outputs = append(outputs, o.Stderr)
	}

	logger := logrus.New()
	logger.SetLevel(level)
	logger.SetOutput(tee(outputs))
	logger.SetFormatter(&logrus.TextFormatter{
		DisableColors:   true,
		FullTimestamp:   true,
		TimestampFormat: "2006-01-02T15:04:05.000Z07:00",
	})
	logger.AddHook(redactHook{log.redactor})
	log.Logger = logger
	return log, nil
}

// Redactor returns what cleans the entries, so that secret values can be
// registered with it and other texts cleaned by it.
func (l *Log) Redactor() *Redactor { return l.redactor }

// Close closes the file. Later entries still reach Stderr.
func (l *Log) Close() error {
	if l.file == nil {
		return nil
	}
	return l.file.Close()
}

// Discard returns a logger that writes nothing.
func Discard() Logger {
	logger := logrus.New()
	logger.SetOutput(io.Discard)
	logger.SetLevel(logrus.PanicLevel)
	return logger
}

// tee writes to all outputs even when one fails: a full disk must not silence
// the terminal.
type tee []io.Writer

func (t tee) Write(p []byte) (int, error) {
	var failures []error
	for _, w := range t {
		if _, err := w.Write(p); err != nil {
			failures = append(failures, err)
		}
	}
	return len(p), errors.Join(failures...)
}
