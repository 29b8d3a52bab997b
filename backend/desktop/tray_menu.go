//go:build linux || windows

package desktop

import (
	"context"
	"embed"
	"sync"

	"fyne.io/systray"
)

//go:embed tray/*.png
var trayImages embed.FS

// Tray is the sign beside the clock with its menu. A desktop without a place for it shows
// nothing, and nothing else is missing.
type Tray struct {
	images  map[TrayState][]byte
	items   trayItems
	end     func()
	stop    chan struct{}
	watched func()

	mu   sync.Mutex // guards view
	view TrayView
}

type trayItems struct {
	lastSync, syncAll, pause, resume, open, quit *systray.MenuItem
	pauseFor                                     [3]*systray.MenuItem
}

// OpenTray shows the tray until Close. It is nil where the desktop has no way to show
// one. The library behind it has one tray per process.
func OpenTray(ctx context.Context, view TrayView, actions TrayActions) (*Tray, error) {
	if !trayPossible(ctx) {
		return nil, nil //nolint:nilnil // a desktop without a tray is no error
	}
	t := &Tray{images: map[TrayState][]byte{}, stop: make(chan struct{}), view: view}
	for _, state := range []TrayState{TrayFine, TrayWorking, TrayNeedsYou, TrayPaused} {
		png, err := trayImages.ReadFile("tray/" + string(state) + ".png")
		if err != nil {
			return nil, err
		}
		t.images[state] = trayImage(png)
	}
	ready := make(chan struct{})
	t.end = runTray(func() {
		t.build()
		close(ready)
	})
	<-ready
	t.Show(view)
	t.watched = stayRegistered(ctx)
	go t.serve(actions)
	return t, nil
}

// build makes the menu, once; Show fills in the words.
func (t *Tray) build() {
	t.items.open = systray.AddMenuItem("", "")
	t.items.lastSync = systray.AddMenuItem("", "")
	t.items.lastSync.Disable()
	systray.AddSeparator()
	t.items.syncAll = systray.AddMenuItem("", "")
	t.items.pause = systray.AddMenuItem("", "")
	for n := range t.items.pauseFor {
		t.items.pauseFor[n] = t.items.pause.AddSubMenuItem("", "")
	}
	t.items.resume = systray.AddMenuItem("", "")
	systray.AddSeparator()
	t.items.quit = systray.AddMenuItem("", "")
}

// Show shows another view.
func (t *Tray) Show(v TrayView) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.view = v
	systray.SetIcon(t.images[v.State])
	systray.SetTooltip(v.Tooltip)
	for item, words := range map[*systray.MenuItem]string{
		t.items.open: v.Open, t.items.lastSync: v.LastSync, t.items.syncAll: v.SyncAll, t.items.pause: v.Pause, t.items.resume: v.Resume, t.items.quit: v.Quit,
		t.items.pauseFor[0]: v.PauseFor[0], t.items.pauseFor[1]: v.PauseFor[1], t.items.pauseFor[2]: v.PauseFor[2],
	} {
		if item.String() != words {
			item.SetTitle(words)
		}
	}
	shown, hidden := t.items.pause, t.items.resume
	if v.State == TrayPaused {
		shown, hidden = hidden, shown
	}
	shown.Show()
	hidden.Hide()
}

// serve carries out what the person clicks.
func (t *Tray) serve(a TrayActions) {
	tapped := make(chan struct{}, 1)
	systray.SetOnTapped(func() {
		select {
		case tapped <- struct{}{}:
		default:
		}
	})
	for {
		select {
		case <-t.stop:
			return
		case <-tapped:
			a.Open()
		case <-t.items.open.ClickedCh:
			a.Open()
		case <-t.items.syncAll.ClickedCh:
			a.SyncAll()
		case <-t.items.pauseFor[0].ClickedCh:
			a.PauseFor[0]()
		case <-t.items.pauseFor[1].ClickedCh:
			a.PauseFor[1]()
		case <-t.items.pauseFor[2].ClickedCh:
			a.PauseFor[2]()
		case <-t.items.resume.ClickedCh:
			a.Resume()
		case <-t.items.quit.ClickedCh:
			a.Quit()
		}
	}
}

// Close takes the tray away.
func (t *Tray) Close() {
	if t == nil {
		return
	}
	close(t.stop)
	t.watched()
	t.end()
}
