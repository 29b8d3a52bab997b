package expr

// Limits keep a hostile manifest or record from costing more than a moment and some memory.
const (
	maxSourceLen   = 256 << 10 // bytes of one template
	maxDepth       = 100       // nested expressions or statements in a template
	maxSteps       = 1_000_000 // nodes evaluated, items visited
	maxAllocation  = 64 << 20  // bytes of text made during one evaluation
	maxOutput      = 8 << 20   // bytes of rendered text
	maxValueDepth  = 150       // nested containers read, compared or printed
	maxIntBits     = 14_000    // about the 4300 digits Python prints
	maxIntDigits   = 4300
	maxNumberLen   = 6000
	maxFormatLen   = 1024 // bytes of a date format
	maxPatternLen  = 8 << 10
	maxLiteralNest = 150
	maxKeyNodes    = 500     // values in a tuple that is the key of a dict
	maxKeyText     = 8 << 10 // bytes of its printed form
)
