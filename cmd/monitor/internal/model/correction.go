package model

import (
	"slices"
	"time"
)

// Correction is a change of an adopted edition: when it was made, by whom and why. Its title says
// what is corrected.
type Correction struct {
	Head
	Date time.Time
	By   *Role
	Why  Text
	// Of are the things that now say something else. One with a kind and no id is the edition itself
	// or its survey.
	Of []Evidence
}

// Of these an edition has one, so they need no id: its own texts and rules, and its survey.
const (
	EditionItself Kind = "edition"
	SurveyItself  Kind = "survey"
)

// shown reports whether the audience of a view may see the correction, and anything that it
// corrects.
func (c *Correction) shown(v *view) bool {
	return c.Audience <= v.audience && slices.ContainsFunc(c.Of, v.maySee)
}

func (c *Correction) connect(v *view) { c.Of = only(c.Of, v.maySee) }

// maySee reports whether the audience of a view may see a thing, or the page that leads on from where
// it was.
func (v *view) maySee(e Evidence) bool {
	switch thing := v.whole.Thing(e.Kind, e.ID); {
	case e.Kind == ChapterKind && v.whole.hasChapter(e.ID):
		return v.edition.hasChapter(e.ID)
	case e.Kind == SurveyItself:
		return v.edition.Survey != nil
	case e.Kind == RegisterKind:
		return v.edition.Register(e.ID) != nil
	case thing != nil:
		return thing.shown(v)
	}
	gone := func(m *Moved) bool { return m.From == e && m.shown(v) }
	return e.Kind == EditionItself || slices.ContainsFunc(v.whole.Moved, gone)
}
