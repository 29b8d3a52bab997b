package expr

// filter is what stands after |. test is what stands after is.
type (
	filter func(f *frame, of any, args call) (any, error)
	test   func(f *frame, of any, args call) (bool, error)
)

// filterNamed finds a filter; nil when there is none, which is an error when the template is parsed.
func filterNamed(name string) filter {
	switch name {
	case "int":
		return intFilter
	case "float":
		return floatFilter
	case "abs":
		return absFilter
	case "round":
		return roundFilter
	case "sum":
		return sumFilter
	case "default", "d":
		return defaultFilter
	case "length", "count":
		return lengthFilter
	case "tojson":
		return toJSON
	case "string":
		return stringFilter
	case "hash":
		return hashFilter
	case "hmac":
		return hmacFilter
	case "base64encode", "base64decode", "base64binascii_decode":
		return base64Filter
	case "regex_search", "regex_replace":
		return regexFilter
	case "urlencode":
		return urlencode
	}
	if fn := textFilter(name); fn != nil {
		return fn
	}
	return listFilter(name)
}

func textFilter(name string) filter {
	switch name {
	case "lower", "upper", "capitalize", "title", "trim", "wordcount", "safe", "escape", "e":
		return plainText
	case "replace":
		return replaceFilter
	case "center":
		return centerFilter
	case "truncate":
		return truncateFilter
	case "indent":
		return indentFilter
	case "format":
		return func(f *frame, of any, args call) (any, error) {
			s, err := f.str(of)
			if err != nil {
				return nil, err
			}
			if len(args.named) > 0 {
				return percentFormat(f, s, args.named)
			}
			return percentFormat(f, s, newTuple(args.pos...))
		}
	}
	return nil
}

func listFilter(name string) filter {
	switch name {
	case "list":
		return func(f *frame, of any, _ call) (any, error) {
			items, err := iterate(f, of)
			return &list{items: append([]any{}, items...)}, err
		}
	case "first", "last":
		return endFilter
	case "join":
		return joinFilter
	case "map":
		return mapFilter
	case "select", "reject", "selectattr", "rejectattr":
		return selectFilter
	case "unique":
		return uniqueFilter
	case "sort":
		return sortFilter
	case "dictsort":
		return dictsortFilter
	case "groupby":
		return groupbyFilter
	case "reverse":
		return reverseFilter
	case "batch":
		return batchFilter
	case "min", "max":
		return extremeFilter
	case "items":
		return itemsFilter
	case "attr":
		return func(_ *frame, of any, args call) (any, error) {
			p, err := args.take(1, "name")
			if err != nil {
				return nil, err
			}
			return getItem(of, p[0].value)
		}
	}
	return nil
}
