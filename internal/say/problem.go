package say

// A Problem is an error fit for the person who caused it: it says what to do next. Field names the form's
// input it is about, if it is about one.
type Problem struct {
	Text
	Field string
}

// Error is the English text: problems that reach a log are read by us.
func (p Problem) Error() string { return p.Plain(EN) }

// Problemf returns a Problem in both languages; the formats are those of T.
func Problemf(en, zh string, args ...any) Problem { return Problem{Text: T(en, zh, args...)} }

// In returns the problem as one about the named input.
func (p Problem) In(field string) Problem {
	p.Field = field
	return p
}
