// Package release owns the check of a final edition: it finds what is allowed while people work on
// an edition, and no longer when the Board adopts it, such as drafts and invented numbers.
//
// It imports model, edition for what was read and its positions, and diagnostic for reporting. It
// reads no files and changes nothing. Package edition finds what is wrong at any time.
package release

import (
	"slices"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Check adds to list an error for everything that keeps an edition from being final. shared are the
// texts of the site, which all editions share. The list must hold the warnings of package edition
// already, since Check makes errors of some of them.
func Check(site *model.Site, shared []edition.Passage, l *edition.Loaded, list *diagnostic.List) {
	c := &checker{site: site, loaded: l, edition: l.Edition, list: list}
	c.raise()
	c.chapters()
	c.values()
	c.questions()
	c.examples()
	c.controls()
	c.owners()
	c.reviews()
	c.protocol()
	c.interviews()
	c.sources()
	c.peers()
	for _, p := range slices.Concat(shared, l.Passages) {
		c.passage(p)
	}
	c.bodies()
}

type checker struct {
	site    *model.Site
	loaded  *edition.Loaded
	edition *model.Edition
	list    *diagnostic.List
}

// raise makes errors of the warnings that a final edition may not have.
func (c *checker) raise() {
	data, content := "data/"+c.edition.Year+"/", "content/"+c.edition.Year+"/"
	c.list.Raise(func(d diagnostic.Diagnostic) bool {
		switch d.Code {
		case diagnostic.NoValues, diagnostic.NotCounted, diagnostic.DateAfterEdition, diagnostic.QuestionReworded,
			diagnostic.ProtocolChanged, diagnostic.ProtocolUnsealed, diagnostic.AnswerBeforeRewording,
			diagnostic.EmptySurvey:
			return strings.HasPrefix(d.Position.File, data)
		case diagnostic.StatusNotBacked, diagnostic.SaysConcept:
			return strings.HasPrefix(d.Position.File, content) || strings.HasPrefix(d.Position.File, data)
		case diagnostic.NotFollowedUp:
			return slices.ContainsFunc(d.Args, func(arg string) bool { return strings.HasPrefix(arg, data) })
		}
		return false
	})
}

// chapters reports chapters that are still a draft, and chapters that one language has and another
// lacks, when the edition is shown in that language.
func (c *checker) chapters() {
	for _, lang := range c.site.Languages {
		for _, chapter := range c.edition.Chapters[lang] {
			if chapter.Status == model.Concept {
				c.list.Add(diagnostic.ChapterConcept, c.loaded.Position(chapter, "status"), "", chapter.Slug)
			}
			for _, other := range c.site.Languages {
				shown := other == c.site.Languages[0] || c.edition.TranslatedInto(other)
				if shown && c.edition.Chapter(other, chapter.Slug) == nil {
					c.list.Add(diagnostic.ChapterNotTranslated, c.loaded.Position(chapter, "title"), "", chapter.Slug,
						other,
						"content/"+c.edition.Year+"/"+other+"/")
				}
			}
		}
	}
}

// questions reports questions without an answer, and those with an invented one.
func (c *checker) questions() {
	for _, q := range c.edition.Questions {
		switch {
		case q.Answer == nil:
			c.list.Add(diagnostic.Unanswered, c.loaded.Position(q), "", q.ID)
		case q.Answer.Example:
			c.exampleLeft(q, "answer")
		}
		for _, v := range q.Validated {
			if v.Example {
				c.exampleLeft(q, "validated", v.By.ID)
			}
		}
	}
}

// examples reports data that were invented to show the form.
func (c *checker) examples() {
	left(c, c.edition.Indicators, func(i *model.Indicator) bool { return i.Example })
	left(c, c.edition.Measures, func(m *model.Measure) bool { return m.Example })
	left(c, c.edition.Interviews, func(i *model.Interview) bool { return i.Example })
	left(c, c.edition.Observations, func(o *model.Observation) bool { return o.Example })
	left(c, c.edition.Controls, func(x *model.Control) bool { return x.Example })
	left(c, c.edition.Consultations, func(x *model.Consultation) bool { return x.Example })
	left(c, c.edition.Meetings, func(m *model.Meeting) bool { return m.Example })
	left(c, c.edition.Decisions, func(d *model.Decision) bool { return d.Example })
	for _, file := range c.edition.Examples {
		c.list.Add(diagnostic.ExampleLeft, c.loaded.Position(c.edition, "example"), "",
			diagnostic.KindFile, file+".toml")
	}
	if s := c.edition.Survey; s != nil && s.Example {
		title := s.Title.In(c.site.Languages[0], c.site.Languages...)
		c.list.Add(diagnostic.ExampleLeft, c.loaded.Position(s, "example"), "", diagnostic.KindSurvey, title)
	}
}

// left reports the things that were invented.
func left[T model.Thing](c *checker, things []T, invented func(T) bool) {
	for _, thing := range things {
		if invented(thing) {
			c.exampleLeft(thing, "example")
		}
	}
}

// controls reports measures that do not say which of the controls of their risks exist already.
func (c *checker) controls() {
	for _, m := range c.edition.Measures {
		if m.Controls != nil || m.State == model.Ended {
			continue
		}
		var existing []string
		for _, r := range m.Risks {
			for _, control := range c.edition.ControlsOf(r) {
				if !slices.Contains(existing, control.ID) {
					existing = append(existing, control.ID)
				}
			}
		}
		if len(existing) > 0 {
			c.list.Add(diagnostic.ControlsUnsaid, c.loaded.Position(m), "", m.ID, strings.Join(existing, ", "))
		}
	}
}

// exampleLeft reports a thing that was invented, at a key.
func (c *checker) exampleLeft(thing model.Thing, key ...string) {
	c.list.Add(diagnostic.ExampleLeft, c.loaded.Position(thing, key...), "", diagnostic.Kind(model.KindOf(thing)),
		thing.Header().ID)
}

// owners reports actions without an owner. A dropped action needs none.
func (c *checker) owners() {
	for _, a := range c.edition.Actions {
		if a.Owner == nil && a.State != model.Dropped {
			c.list.Add(diagnostic.NoOwner, c.loaded.Position(a), "", a.ID)
		}
	}
}

// reviews reports reviews that were due before the date of the edition and were not held.
func (c *checker) reviews() {
	for _, v := range c.edition.Reviews {
		if v.Overdue(c.edition.Date) {
			c.list.Add(diagnostic.ReviewOverdue, c.loaded.Position(v, "due"), "", v.ID, v.Due.Format(time.DateOnly))
		}
	}
}

// protocol reports what the protocol leaves open: what no clause covers, and for whom nobody stands in.
func (c *checker) protocol() {
	e := c.edition
	if e.Protocol == nil {
		return
	}
	report := func(thing any, kind model.Kind, id string) {
		c.list.Add(diagnostic.NotCovered, c.loaded.Position(thing), "", diagnostic.Kind(kind), id, nameOf(kind, id),
			e.Year)
	}
	registers, indicators := e.Uncovered()
	for _, r := range registers {
		report(r, model.RegisterKind, r.ID)
	}
	for _, i := range indicators {
		report(i, model.IndicatorKind, i.ID)
	}
	for _, role := range e.WithoutDeputy() {
		c.list.Add(diagnostic.NoDeputy, c.loaded.Position(role), "", role.ID, e.Year)
	}
}

// interviews reports interviews that were due and were not held, and those that were held and have no
// report with which the roles agreed.
func (c *checker) interviews() {
	for _, i := range c.edition.Interviews {
		switch {
		case i.Overdue(c.edition.Date):
			c.list.Add(diagnostic.InterviewOverdue, c.loaded.Position(i, "due"), "", i.ID, i.Due.Format(time.DateOnly))
		case i.Held() && i.Summary.Empty():
			c.list.Add(diagnostic.InterviewNotAgreed, c.loaded.Position(i, "date"), "", i.ID, "summary")
		case i.Held() && i.Agreed.IsZero():
			c.list.Add(diagnostic.InterviewNotAgreed, c.loaded.Position(i, "date"), "", i.ID, "agreed")
		}
	}
}

// passage reports the placeholders in a text, and the languages that it lacks. The key "" of its
// words serves all languages.
func (c *checker) passage(p edition.Passage) {
	for _, lang := range append([]string{""}, c.site.Languages...) {
		for _, words := range p.Words[lang] {
			for _, found := range placeholders(words) {
				c.list.Add(diagnostic.Placeholder, p.Position(lang), "", words[found.from:found.to])
			}
		}
	}
	for _, lang := range c.site.Languages {
		if lacks(p, lang) {
			c.list.Add(diagnostic.NotTranslated, p.Position(""), "", lang, p.Key)
		}
	}
}

// bodies reports the placeholders in the chapters, their front matter included.
func (c *checker) bodies() {
	for _, lang := range c.site.Languages {
		for _, chapter := range c.edition.Chapters[lang] {
			file := c.loaded.Texts[chapter.Path]
			for _, found := range placeholders(string(file.Data)) {
				at := file.At(found.from, found.to-found.from)
				c.list.Add(diagnostic.Placeholder, at, "", string(file.Data[found.from:found.to]))
			}
		}
	}
}
