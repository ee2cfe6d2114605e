package site

// GlossaryView is the list of terms, by their first letter.
type GlossaryView struct{ Letters []GlossaryLetter }

// GlossaryLetter is the terms that begin with a letter.
type GlossaryLetter struct {
	ID, Letter string
	Terms      []TermView
}

// TermView is a term explained.
type TermView struct {
	ID, Title, Definition string
	See                   []Link
	URL                   string
}
