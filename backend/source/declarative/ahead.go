package declarative

import (
	"context"
	"iter"
)

// pagesAhead is how many pages wait for the consumer besides the one being
// fetched.
const pagesAhead = 1

// ahead runs a sequence in a goroutine of its own, so that the next page is
// fetched and decoded while the consumer works on this one. The goroutine has
// ended when the loop over the result ends.
func ahead(ctx context.Context, pages func(context.Context) iter.Seq2[fetched, error]) iter.Seq2[fetched, error] {
	type result struct {
		page fetched
		err  error
	}
	return func(yield func(fetched, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		results := make(chan result, pagesAhead)
		go func() {
			defer close(results)
			for page, err := range pages(ctx) {
				select {
				case results <- result{page, err}:
				case <-ctx.Done():
					return
				}
				if err != nil {
					return
				}
			}
		}()
		defer func() {
			cancel()
			for range results { //nolint:revive // waits until the goroutine has ended
			}
		}()
		for r := range results {
			if !yield(r.page, r.err) || r.err != nil {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(fetched{}, context.Cause(ctx))
		}
	}
}
