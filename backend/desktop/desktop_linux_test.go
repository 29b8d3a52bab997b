package desktop_test

import (
	"testing"

	"tributary/backend/desktop"
)

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
