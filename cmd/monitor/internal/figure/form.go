package figure

// Field is a key of a figure in a form, and what can be chosen for it. A figure of several
// indicators has a field for each.
type Field struct {
	Key     string
	Value   string   // that was chosen, or ""
	Options []Option // nil for a box to tick
	Tick    string   // the value of a box that is ticked
}

// Option is a value that can be chosen.
type Option struct {
	Value string
	Title string // "" for what the program has a word for
	Group string // the category of an indicator
}
