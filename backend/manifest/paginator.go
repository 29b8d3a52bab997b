package manifest

// Paginator says how the next page is asked for.
type Paginator struct {
	Strategy  Strategy
	PageSize  *Template // nil: the service's own
	SizeInto  *Inject   // nil: not sent
	TokenInto *Inject   // nil: not sent, unless TokenIsURL
	// TokenIsURL: the token is the address of the next page.
	TokenIsURL bool
}

// Strategy is one of PageIncrement, OffsetIncrement, CursorToken.
type Strategy interface{ strategy() }

type (
	// PageIncrement counts pages.
	PageIncrement struct {
		Start   int
		OnFirst bool // also send the token with the first request
	}
	// OffsetIncrement counts records.
	OffsetIncrement struct{ OnFirst bool }
	// CursorToken takes the token from the answer.
	CursorToken struct {
		Value *Template
		Stop  *Template // nil: only an empty token stops
	}
)

func (PageIncrement) strategy()   {}
func (OffsetIncrement) strategy() {}
func (CursorToken) strategy()     {}

func decodePaginator(o *object) *Paginator {
	if o == nil {
		return nil
	}
	defer o.finish()
	switch o.kind {
	case "NoPagination":
		return nil
	case "DefaultPaginator":
	default:
		o.unknownType("paginator")
		return nil
	}
	p := &Paginator{SizeInto: decodeInject(o.child("page_size_option"))}
	if token := o.child("page_token_option"); token != nil {
		if p.TokenIsURL = token.kind == "RequestPath"; !p.TokenIsURL {
			p.TokenInto = decodeInject(token)
		}
	}
	strategy := o.child("pagination_strategy")
	if strategy == nil {
		o.missing("pagination_strategy")
		return p
	}
	o.ignore("decoder", "url_base")
	p.PageSize = strategy.template("page_size")
	p.Strategy = decodeStrategy(strategy)
	if p.SizeInto != nil && p.PageSize == nil {
		o.invalid("page_size_option", "A place for the page size needs a page size.")
	}
	return p
}

func decodeStrategy(o *object) Strategy {
	defer o.finish()
	switch o.kind {
	case "PageIncrement":
		return PageIncrement{Start: o.integer("start_from_page", 0), OnFirst: o.flag("inject_on_first_request")}
	case "OffsetIncrement":
		return OffsetIncrement{OnFirst: o.flag("inject_on_first_request")}
	case "CursorPagination":
		o.ignore("decoder")
		return CursorToken{Value: o.requiredTemplate("cursor_value"), Stop: o.template("stop_condition")}
	}
	o.unknownType("pagination strategy")
	return nil
}
