package desktop_test

import (
	"errors"
	"testing"

	"tributary/backend/desktop"
	"tributary/backend/domain"
)

func TestOnlyOneHoldsTheLockOfADataFolder(t *testing.T) {
	dir := t.TempDir()
	first, err := desktop.TakeLock(dir)
	if err != nil {
		t.Fatal(err)
	}
	var refused *domain.Error
	if _, err := desktop.TakeLock(dir); !errors.As(err, &refused) || refused.Code != "already_running" {
		t.Errorf("second lock: %v, want already_running", err)
	}
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	again, err := desktop.TakeLock(dir)
	if err != nil {
		t.Fatalf("lock after release: %v", err)
	}
	if err := again.Release(); err != nil {
		t.Error(err)
	}
}

func TestDataDirFollowsTheXDGFolder(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", "/data/of/mine")
	dir, err := desktop.DataDir()
	if err != nil || dir != "/data/of/mine/tributary" {
		t.Errorf("DataDir = %q, %v", dir, err)
	}
	t.Setenv("XDG_DATA_HOME", "relative")
	t.Setenv("HOME", "/home/owner")
	if dir, err = desktop.DataDir(); err != nil || dir != "/home/owner/.local/share/tributary" {
		t.Errorf("DataDir with a relative XDG folder = %q, %v", dir, err)
	}
}
