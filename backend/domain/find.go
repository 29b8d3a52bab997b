package domain

import "time"

// FindRuns says which runs are wanted. The zero value means all, dry runs left
// out.
type FindRuns struct {
	Integration IntegrationID // empty: of every integration
	Result      RunResult     // empty: any
	Since       time.Time     // zero: ever
	DryRuns     bool          // with dry runs
	Offset      int
	Limit       int // 0: 100
}
