package expr_test

import (
	"fmt"
	"time"

	"tributary/backend/expr"
)

func Example() {
	now := func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }
	env := expr.NewEnv(now, true)
	since, err := expr.Parse("{{ (now_utc() - duration('P1M')).strftime('%Y-%m-%d') }}")
	if err != nil {
		fmt.Println(err)
		return
	}
	day, err := since.Value(env, expr.Vars{})
	fmt.Println(day, err)
	// Output: 2026-10-23 <nil>
}
