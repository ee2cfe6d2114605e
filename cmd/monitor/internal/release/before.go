package release

import (
	"cmp"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// A new edition begins as a copy of the last one. CheckBefore finds what is still a copy: whatever
// reads as it did a year ago, and is not named in Edition.Unchanged.

// CheckBefore adds to list an error for everything in an edition that is still that of the one
// before. before is nil for the first edition.
func CheckBefore(site *model.Site, before, l *edition.Loaded, list *diagnostic.List) {
	c := &checker{site: site, loaded: l, edition: l.Edition, list: list}
	c.empty()
	c.oldSeries()
	if before == nil || before.Edition.Partial || l.Edition.Partial {
		return
	}
	o := &older{c, before, make(map[model.Evidence]bool)}
	o.numbers()
	o.texts()
	o.answers()
	o.observations()
	o.dates()
	o.years()
}

// figureFence matches the line that begins a figure.
var figureFence = regexp.MustCompile("(?m)^ {0,3}(?:```+|~~~+)[ \t]*figure[ \t]*$")

// empty reports an edition that is a concept, or lacks chapters, figures or numbers.
func (c *checker) empty() {
	e := c.edition
	if e.Status == model.Concept {
		c.list.Add(diagnostic.EditionConcept, c.loaded.Position(e, "status"), "", e.Year)
	}
	chapters := e.Chapters[c.site.Languages[0]]
	drawn := slices.ContainsFunc(chapters, func(chapter *model.Chapter) bool {
		return figureFence.Match(c.loaded.Texts[chapter.Path].Data)
	})
	numbers := slices.ContainsFunc(e.Indicators, func(i *model.Indicator) bool { return !latest(i).IsZero() })
	for _, part := range []struct {
		lacks bool
		name  wording.Key
	}{
		{len(chapters) == 0, "phrase.edition-chapters"},
		{len(chapters) > 0 && !drawn, "phrase.edition-figures"},
		{!numbers, "phrase.edition-numbers"},
	} {
		if part.lacks {
			c.list.Add(diagnostic.EditionWithout, c.loaded.Position(e, "title"), "", e.Year, wording.Refer(part.name))
		}
	}
}

// tooOld is how many months may lie between the end of the last period of a public series and the
// edition: figures of a year come out within half a year of its end.
const tooOld = 18

// oldSeries reports series of public sources whose last value is old.
func (c *checker) oldSeries() {
	for _, i := range c.edition.Indicators {
		last := latest(i)
		if i.Example || i.Source.URL == "" || last.IsZero() || c.meant(model.IndicatorKind, i.ID) {
			continue
		}
		if last.AddDate(0, tooOld, 0).Before(c.edition.Date) {
			c.list.Add(diagnostic.OldSeries, c.loaded.Position(i), "", i.ID, last.Format(time.DateOnly),
				nameOf(model.IndicatorKind, i.ID), c.edition.Year)
		}
	}
}

// latest returns the end of the last period that an indicator has a value for; the zero Time for
// none.
func latest(i *model.Indicator) (end time.Time) {
	note := func(values []model.Value) {
		for _, v := range values {
			if _, until := v.Period.Days(); !v.Missing && until.After(end) {
				end = until
			}
		}
	}
	note(i.Values)
	for _, b := range i.Breakdowns {
		for _, p := range b.Parts {
			note(p.Values)
		}
	}
	return end
}

// meant reports whether the edition says that a thing is as it was on purpose.
func (c *checker) meant(kind model.Kind, id string) bool {
	return slices.Contains(c.edition.Unchanged, model.Evidence{Kind: kind, ID: id})
}

// older compares an edition with the one before.
type older struct {
	*checker
	before   *edition.Loaded
	reported map[model.Evidence]bool // as being the same
}

// same reports that a thing is as it was.
func (o *older) same(at diagnostic.Position, kind model.Kind, id string) {
	if o.meant(kind, id) {
		return
	}
	o.reported[model.Evidence{Kind: kind, ID: id}] = true
	o.list.Add(diagnostic.StillTheSame, at, "", nameOf(kind, id), o.before.Edition.Year, o.edition.Year)
}

// nameOf returns what stands in unchanged for a thing.
func nameOf(kind model.Kind, id string) string {
	if id == "" {
		return string(kind)
	}
	return string(kind) + ":" + id
}

// numbers reports that no indicator has a newer value than the edition before.
func (o *older) numbers() {
	newer := false
	for _, i := range o.edition.Indicators {
		was := o.before.Edition.Indicator(i.ID)
		newer = newer || was == nil || latest(i).After(latest(was))
	}
	if !newer && len(o.edition.Indicators) > 0 {
		o.list.Add(diagnostic.NothingNew, o.loaded.Position(o.edition, "title"), "", o.before.Edition.Year)
	}
}

// texts reports chapters, findings and requests that say what they said a year ago.
func (o *older) texts() {
	e, now := o.edition, o.loaded
	for _, lang := range o.site.Languages {
		for _, chapter := range e.Chapters[lang] {
			was := o.before.Edition.Chapter(lang, chapter.Slug)
			if was != nil && body(now, chapter) == body(o.before, was) {
				o.same(now.Position(chapter, "title"), model.ChapterKind, chapter.Slug)
			}
		}
	}
	for _, f := range e.Findings {
		if was, ok := o.before.Edition.Thing(model.FindingKind, f.ID).(*model.Finding); ok &&
			reflect.DeepEqual(was.Title, f.Title) && reflect.DeepEqual(was.Text, f.Text) {
			o.same(now.Position(f), model.FindingKind, f.ID)
		}
	}
	for _, q := range e.Requests {
		if was, ok := o.before.Edition.Thing(model.RequestKind, q.ID).(*model.Request); ok &&
			reflect.DeepEqual(was.Title, q.Title) && reflect.DeepEqual(was.Text, q.Text) {
			o.same(now.Position(q), model.RequestKind, q.ID)
		}
	}
}

func body(l *edition.Loaded, c *model.Chapter) string { return string(l.Texts[c.Path].Data[c.Body:]) }

// answers reports answers to questions, reviews, and the answers to a survey that are those of the
// edition before.
func (o *older) answers() {
	e, now := o.edition, o.loaded
	for _, q := range e.Questions {
		was := o.before.Edition.Question(q.ID)
		if was != nil && was.Answer != nil && q.Answer != nil && was.Answer.Level == q.Answer.Level &&
			was.Answer.Date.Equal(q.Answer.Date) && reflect.DeepEqual(was.Answer.Evidence, q.Answer.Evidence) {
			o.same(now.Position(q, "answer"), model.QuestionKind, q.ID)
		}
	}
	for _, r := range e.Reviews {
		was, ok := o.before.Edition.Thing(model.ReviewKind, r.ID).(*model.Review)
		if ok && was.Chapter == r.Chapter && was.Date.Equal(r.Date) && was.Due.Equal(r.Due) {
			o.same(now.Position(r), model.ReviewKind, r.ID)
		}
	}
	given, before := now.Answers, o.before.Answers
	if s, was := e.Survey, o.before.Edition.Survey; s != nil && was != nil &&
		(!s.Start.IsZero() && s.Start.Equal(was.Start) || given != nil && before != nil && given.Same(before)) {
		o.same(now.Position(s), model.SurveyItself, "")
	}
}

// observations reports what the Quick Scan found before, and of which this edition does not say what
// became of it.
func (o *older) observations() {
	for _, x := range o.edition.Observations {
		was := o.before.Edition.Observation(cmp.Or(x.Formerly, x.ID))
		switch {
		case was == nil:
		case x.Now.Empty():
			o.list.Add(diagnostic.ObservationNotFollowed, o.loaded.Position(x), "", x.ID, o.before.Edition.Year)
		case reflect.DeepEqual(was.Now, x.Now):
			o.same(o.loaded.Position(x, "now"), model.ObservationKind, x.ID)
		}
	}
}

// dates reports what is dated before the edition before, and is still open or counts for this one.
func (o *older) dates() {
	e, now, limit := o.edition, o.loaded, o.before.Edition.Date
	old := func(thing model.Thing, kind model.Kind, date time.Time, key ...string) {
		if id := thing.Header().ID; !date.IsZero() && date.Before(limit) && !o.meant(kind, id) &&
			!o.reported[model.Evidence{Kind: kind, ID: id}] {
			o.list.Add(diagnostic.BeforeLastEdition, now.Position(thing, key...), "", nameOf(kind, id),
				date.Format(time.DateOnly), o.before.Edition.Year, limit.Format(time.DateOnly), e.Year)
		}
	}
	for _, q := range e.Questions {
		if q.Answer != nil {
			old(q, model.QuestionKind, q.Answer.Date, "answer", "date")
		}
	}
	for _, r := range e.Reviews {
		old(r, model.ReviewKind, r.Date, "date")
	}
	for _, c := range e.Consultations {
		old(c, model.ConsultationKind, c.Date, "date")
	}
	for _, q := range e.Requests {
		old(q, model.RequestKind, q.Before, "before")
	}
	for _, a := range e.Actions {
		if a.Open() {
			old(a, model.ActionKind, a.Due, "due")
		}
	}
	for _, i := range e.Indicators {
		if r := i.Registration; r != nil {
			old(i, model.IndicatorKind, r.Due, "registration", "due")
		}
	}
}

// target matches where a link leads to. A period there is checked against the data.
var target = regexp.MustCompile(`\]\([^)]*\)`)

// spaces returns as many spaces as a text has bytes.
func spaces(s string) string { return strings.Repeat(" ", len(s)) }

// tellsOfThen reports whether things of a kind say what was true when they were written.
func tellsOfThen(kind model.Kind) bool {
	return kind == model.InterviewKind || kind == model.ObservationKind || kind == "scan"
}

// years reports the year of the edition before in texts that are as they were: "in 2026" in an
// edition of 2027.
func (o *older) years() {
	year := regexp.MustCompile(`\b` + o.before.Edition.Year + `\b`)
	were := make(map[string]bool)
	for _, p := range o.before.Passages {
		for _, list := range p.Words {
			for _, words := range list {
				were[words] = true
			}
		}
	}
	report := func(at diagnostic.Position, kind model.Kind, id string) {
		o.list.Add(diagnostic.YearLeft, at, "", o.before.Edition.Year, o.edition.Year, nameOf(kind, id))
	}
	for _, p := range o.loaded.Passages {
		for lang, list := range p.Words {
			for _, words := range list {
				kind, id := p.Of()
				if were[words] && year.MatchString(words) && !o.meant(kind, id) && !tellsOfThen(kind) {
					report(p.Position(lang), kind, id)
				}
			}
		}
	}
	for _, lang := range o.site.Languages {
		for _, chapter := range o.edition.Chapters[lang] {
			was := o.before.Edition.Chapter(lang, chapter.Slug)
			if was == nil || o.meant(model.ChapterKind, chapter.Slug) ||
				body(o.loaded, chapter) == body(o.before, was) {
				continue // it is new, or it is reported as a whole
			}
			earlier := strings.Split(string(o.before.Texts[was.Path].Data), "\n")
			file := o.loaded.Texts[chapter.Path]
			offset := 0
			for line := range strings.Lines(string(file.Data)) {
				seen := target.ReplaceAllStringFunc(line, spaces)
				at := year.FindStringIndex(seen)
				if at != nil && slices.Contains(earlier, strings.TrimSuffix(line, "\n")) {
					report(file.At(offset+at[0], at[1]-at[0]), model.ChapterKind, chapter.Slug)
				}
				offset += len(line)
			}
		}
	}
}
