package model

// Visible returns a copy of the edition that holds only what an audience may see. All pages and
// figures are made from the copy, so that nothing else can reach the output.
//
// A hidden thing leaves no trace: it is in no list, it is not counted or numbered, and nothing
// points at it. Every visible thing is copied once, and the copies point at each other only
// (connect). A chapter with passages for a smaller audience is copied whole: package prose removes
// the passages.
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
	if e.Scan != nil && e.Scan.Audience > to {
		v.edition.Scan = nil
	}
	for _, k := range kinds {
		if k.show != nil {
			k.show(v)
		}
	}
	v.edition.Cycles = v.cycles()
	if len(e.Clauses) > 0 && len(v.edition.Clauses) == 0 {
		v.edition.Protocol = nil
	}
	v.edition.Moved = only(e.Moved, func(m *Moved) bool { return m.shown(v) })
	v.edition.Index()
	for _, thing := range v.edition.Things() {
		thing.connect(v)
	}
	return v.edition
}

// view is an edition for one audience, while it is made.
type view struct {
	whole, edition *Edition
	audience       Audience
	copies         map[Thing]Thing // from a thing of whole to its copy; hidden things have none
}

// twin returns the copy of a thing, or nil when the thing is hidden.
func twin[T any, P pointer[T]](v *view, thing *T) *T {
	copied, _ := v.copies[P(thing)].(P)
	return copied
}

// twins returns the copies of the things that are not hidden, in order.
func twins[T any, P pointer[T]](v *view, things []*T) []*T {
	var out []*T
	for _, thing := range things {
		if copied := twin[T, P](v, thing); copied != nil {
			out = append(out, copied)
		}
	}
	return out
}

// visibleChapters returns copies of the chapters that an audience may see, labelled as if there
// were no others.
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

// hasChapter reports whether any language has a chapter with a slug.
func (e *Edition) hasChapter(slug string) bool {
	for lang := range e.Chapters {
		if e.Chapter(lang, slug) != nil {
			return true
		}
	}
	return false
}

// Reached returns the edition with only the chapters that reached a status.
func (e *Edition) Reached(least Status) *Edition {
	copied := *e
	copied.Chapters = make(map[string][]*Chapter, len(e.Chapters))
	for lang, all := range e.Chapters {
		copied.Chapters[lang] = only(all, func(c *Chapter) bool { return c.Status.Reached(least) })
	}
	return &copied
}

// only returns a new slice of the things that are shown.
func only[T any](things []T, shown func(T) bool) []T {
	var out []T
	for _, thing := range things {
		if shown(thing) {
			out = append(out, thing)
		}
	}
	return out
}
