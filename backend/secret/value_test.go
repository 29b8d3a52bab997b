package secret_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tributary/backend/secret"
)

func TestValueNeverPrints(t *testing.T) {
	const text = "hunter2"
	value := secret.NewValue(text)
	holder := struct {
		hidden secret.Value
		Shown  secret.Value
		List   []secret.Value
		Map    map[string]secret.Value
		At     *secret.Value
	}{value, value, []secret.Value{value}, map[string]secret.Value{"a": value}, &value}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t", "%T%v"} {
		arguments := []any{value}
		if verb == "%T%v" {
			arguments = []any{value, value}
		}
		if got := fmt.Sprintf(verb, arguments...); strings.Contains(got, text) || strings.Contains(got, fmt.Sprintf("%x", text)) {
			t.Errorf("Sprintf(%s, value) = %q", verb, got)
		}
		if got := fmt.Sprintf(verb, holder, holder); strings.Contains(got, text) || strings.Contains(got, fmt.Sprintf("%x", text)) {
			t.Errorf("Sprintf(%s, holder) = %q", verb, got)
		}
	}
	if raw, err := json.Marshal(holder); err != nil || strings.Contains(string(raw), text) {
		t.Errorf("Marshal = %s, %v", raw, err)
	}
	if err := errors.New(fmt.Sprint("refused ", value)); strings.Contains(err.Error(), text) {
		t.Errorf("error = %v", err)
	}
}

func TestValueUnwrapsAndCompares(t *testing.T) {
	value := secret.NewValue("hunter2")
	if got := value.Unwrap(); got != "hunter2" {
		t.Errorf("Unwrap = %q", got)
	}
	if !value.Equal(secret.NewValue("hunter2")) || value.Equal(secret.NewValue("hunter3")) {
		t.Error("Equal does not compare texts")
	}
	if !(secret.Value{}).IsEmpty() || value.IsEmpty() || (secret.Value{}).Unwrap() != "" {
		t.Error("the zero value is not the empty secret")
	}
}
