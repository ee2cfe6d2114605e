package model

// Visible returns a copy of the edition that holds only what an audience may see. Everything else is derived from the
// copy, so that nothing above the audience can reach the output.
//
// A hidden thing leaves no trace: it is not in the lists, nothing is counted or numbered with it, and whatever pointed at it
// no longer does. There is one copy of each thing, and things in the copy point at each other; the edition itself stays as it
// was. Of a chapter with stretches for a smaller audience the chapter is here, and package prose takes out the stretches.
func (e *Edition) Visible(to Audience) *Edition {
	copied := *e
	v := &view{whole: e, edition: &copied, audience: to, copies: make(map[Thing]Thing)}
	v.edition.Chapters = e.visibleChapters(to)
	for _, slug := range []*string{&copied.Method, &copied.SummaryChapter} {
		if !copied.hasChapter(*slug) {
			*slug = ""
		}
	}
	if e.Survey != nil && e.Survey.Audience > to {
		v.edition.Survey = nil
	}
	for _, k := range kinds {
		if k.show != nil {
			k.show(v)
		}
	}
	v.edition.Cycles = v.cycles()
	v.edition.Index()
	for _, thing := range v.edition.Things() {
		thing.connect(v)
	}
	return v.edition
}

// view is an edition as an audience sees it, while it is made.
type view struct {
	whole, edition *Edition
	audience       Audience
	copies         map[Thing]Thing // from a thing of whole to that of edition; one that is hidden has none
}

// twin returns the copy of a thing that the audience sees, or nil.
func twin[T any, P pointer[T]](v *view, thing *T) *T {
	copied, _ := v.copies[P(thing)].(P)
	return copied
}

// twins returns the copies of those of some things that the audience sees, in their order.
func twins[T any, P pointer[T]](v *view, things []*T) []*T {
	var out []*T
	for _, thing := range things {
		if copied := twin[T, P](v, thing); copied != nil {
			out = append(out, copied)
		}
	}
	return out
}

// visibleChapters are copies of the chapters that an audience may see, numbered as if there were no others.
func (e *Edition) visibleChapters(to Audience) map[string][]*Chapter {
	out := make(map[string][]*Chapter, len(e.Chapters))
	for lang, all := range e.Chapters {
		for _, c := range all {
			if c.Audience <= to {
				copied := *c
				out[lang] = append(out[lang], &copied)
			}
		}
		Label(out[lang])
	}
	return out
}

// hasChapter reports whether any language has a chapter of a slug.
func (e *Edition) hasChapter(slug string) bool {
	for lang := range e.Chapters {
		if e.Chapter(lang, slug) != nil {
			return true
		}
	}
	return false
}

// only returns a new slice of those of some things that are shown.
func only[T any](things []T, shown func(T) bool) []T {
	var out []T
	for _, thing := range things {
		if shown(thing) {
			out = append(out, thing)
		}
	}
	return out
}
