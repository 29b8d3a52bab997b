package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPlaceIsKept(t *testing.T) {
	folder := t.TempDir()
	usual := place{Width: usualWidth, Height: usualHeight}
	if got := readPlace(folder); got != usual {
		t.Errorf("never left: %+v", got)
	}
	want := place{X: 40, Y: 50, Width: 1000, Height: 700, Known: true}
	if err := want.save(folder); err != nil {
		t.Fatal(err)
	}
	if got := readPlace(folder); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, broken := range []string{"", "{", `{"Width":1,"Height":-5}`} {
		if err := os.WriteFile(filepath.Join(folder, placeFile), []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := readPlace(folder); got != usual {
			t.Errorf("%q: %+v", broken, got)
		}
	}
}

func TestPlaceOnAScreen(t *testing.T) {
	left := place{X: 40, Y: 50, Width: 1000, Height: 700, Known: true}
	cases := []struct {
		name          string
		change        func(*place)
		width, height int
		want          place
	}{
		{"the same screen", func(*place) {}, 1920, 1080, left},
		{"the screen to the right is gone", func(p *place) { p.X = 2000 }, 1920, 1080, place{X: 2000, Y: 50, Width: 1000, Height: 700}},
		{"the screen to the left is gone", func(p *place) { p.X = -900 }, 1920, 1080, place{X: -900, Y: 50, Width: 1000, Height: 700}},
		{"a smaller screen", func(p *place) { p.Width, p.Height = 2500, 1400 }, 1366, 768, place{X: 40, Y: 50, Width: 1366, Height: 768, Known: true}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := left
			c.change(&p)
			if got := p.on(c.width, c.height); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}
