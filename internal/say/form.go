package say

// A Form asks for what a line would have held. Submitting it is calling Command with the values.
type Form struct {
	Title   Text    // at most 24 characters in either language
	Notes   []Text  // shown above the inputs
	Command string  // "/trip", or "/trip D-3" where a draft holds what was typed
	Inputs  []Input // those marked More are shown once the person asks for them
}

// InputKind tells how an input is filled in.
type InputKind string

// The kinds of input.
const (
	OneLine   InputKind = "line"
	ManyLines InputKind = "lines"
	PickDay   InputKind = "day"
	PickOne   InputKind = "one"
	PickWho   InputKind = "who"
)

// An Input is one question of a form. Value is what it holds at first; for PickOne it is an option's Value.
type Input struct {
	Name     string
	Label    Text
	Hint     Text
	Kind     InputKind
	Value    string
	Options  []Option
	Optional bool
	More     bool
}

// An Option is one answer to a PickOne input.
type Option struct {
	Value string
	Label Text
}
