package backend

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"tributary/backend/desktop"
	"tributary/backend/domain"
	"tributary/backend/schedule"
)

// runsKept is how long runs are kept at least; as long as their rows can be undone if that
// is longer.
const runsKept = 90 * 24 * time.Hour

// holding tells the schedule what the computer and the person's choices keep from running.
func (b *Backend) holding(ctx context.Context) schedule.Hold {
	computer, chosen := desktop.LookAtComputer(ctx), b.chosen(ctx)
	return schedule.Hold{
		All:     computer.OnBattery && chosen.NotOnBattery,
		Network: computer.Offline || computer.Metered && chosen.NotOnMetered,
	}
}

// needsNetwork tells whether an integration reads from beyond this computer: neither
// files, nor a service whose address is this computer's.
func (b *Backend) needsNetwork(ctx context.Context, i domain.Integration) bool {
	c, err := b.setup.Configuration(ctx, i.Configuration)
	if err != nil {
		return true
	}
	if c.Source == spreadsheetID {
		return false
	}
	config, err := b.setup.Config(ctx, c)
	if err != nil {
		return true
	}
	for _, value := range config {
		if text, ok := value.(string); ok && isLocal(text) {
			return false
		}
	}
	return true
}

// isLocal tells whether a value is the address of a service on this computer.
func isLocal(value string) bool {
	host := value
	if u, err := url.Parse(value); err == nil && u.Host != "" {
		host = u.Host
	}
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// purge clears history and runs that are older than they are kept.
func (b *Backend) purge(ctx context.Context) error {
	kept := time.Duration(b.chosen(ctx).HistoryDays) * 24 * time.Hour
	now := b.clock.Now().UTC()
	if _, err := b.project.PurgeHistory(ctx, now.Add(-kept)); err != nil {
		return fmt.Errorf("clear the history of rows: %w", err)
	}
	if err := b.store.DeleteRunsBefore(ctx, now.Add(-max(kept, runsKept))); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("clear old runs: %w", err)
	}
	return nil
}
