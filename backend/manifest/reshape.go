package manifest

// Reshape is one of KeepOnly, Unwrap, Join: what is done to the values that were taken
// out of a document, before they are records.
type Reshape interface{ reshape() }

type (
	// KeepOnly makes each value an object with one of its fields.
	KeepOnly struct{ Field string }
	// Unwrap takes the object in a field; where there is none, the value stays itself.
	Unwrap struct{ Field string }
	// Join makes one list of several lists in each value.
	Join struct {
		Lists   []string
		OrderBy string // field of the elements
	}
)

func (KeepOnly) reshape() {}
func (Unwrap) reshape()   {}
func (Join) reshape()     {}
