package release

import (
	"cmp"
	"reflect"
	"regexp"
	"slices"
	"strconv"
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
	o.standings()
	o.dates()
	o.phases()
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
		if last := latest(i); c.old(i) && !c.meant(model.IndicatorKind, i.ID) {
			c.list.Add(diagnostic.OldSeries, c.loaded.Position(i), "", i.ID, last.Format(time.DateOnly),
				nameOf(model.IndicatorKind, i.ID), c.edition.Year)
		}
	}
}

// old reports whether the last value of a public series is too old.
func (c *checker) old(i *model.Indicator) bool {
	last := latest(i)
	return !i.Example && i.Source.URL != "" && !last.IsZero() && last.AddDate(0, tooOld, 0).Before(c.edition.Date)
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

// earlier returns a thing as it was in the edition before, under its former id or the same one: a copied
// edition may still have the former ids of the last one.
func earlier[T model.Thing](o *older, thing T) (was T, ok bool) {
	h, kind := thing.Header(), model.KindOf(thing)
	if was, ok = o.before.Edition.Thing(kind, h.Formerly).(T); !ok {
		was, ok = o.before.Edition.Thing(kind, h.ID).(T)
	}
	return was, ok
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

// numbers reports the indicators without a value after those of the edition before. Of an old series
// and of one that lacks the newest period something else is said.
func (o *older) numbers() {
	newest := o.newest()
	for _, i := range o.edition.Indicators {
		was, ok := earlier(o, i)
		end := latest(i)
		if !ok || end.After(latest(was)) || end.IsZero() || o.old(i) || o.lags(i, newest) {
			continue
		}
		o.same(o.loaded.Position(i, "values"), model.IndicatorKind, i.ID)
	}
}

// texts reports the summary, chapters, findings and requests that say what they said a year ago.
func (o *older) texts() {
	e, now := o.edition, o.loaded
	if !e.Summary.Empty() && reflect.DeepEqual(o.before.Edition.Summary, e.Summary) {
		o.same(now.Position(e, "summary"), model.EditionItself, "")
	}
	for _, lang := range o.site.Languages {
		for _, chapter := range e.Chapters[lang] {
			was := o.before.Edition.Chapter(lang, cmp.Or(chapter.Formerly, chapter.Slug))
			if was != nil && body(now, chapter) == body(o.before, was) {
				o.same(now.Position(chapter, "title"), model.ChapterKind, chapter.Slug)
			}
		}
	}
	for _, f := range e.Findings {
		if was, ok := earlier(o, f); ok &&
			reflect.DeepEqual(was.Title, f.Title) && reflect.DeepEqual(was.Text, f.Text) {
			o.same(now.Position(f), model.FindingKind, f.ID)
		}
	}
	for _, q := range e.Requests {
		if was, ok := earlier(o, q); ok &&
			reflect.DeepEqual(was.Title, q.Title) && reflect.DeepEqual(was.Text, q.Text) {
			o.same(now.Position(q), model.RequestKind, q.ID)
		}
	}
}

func body(l *edition.Loaded, c *model.Chapter) string {
	return string(figurePeriod.ReplaceAll(l.Texts[c.Path].Data[c.Body:], nil))
}

// figurePeriod matches the line of a figure that says where its periods end. Moving that on to the
// next year makes no chapter new.
var figurePeriod = regexp.MustCompile(`(?m)^to *= *[0-9].*$`)

// answers reports answers to questions, reviews, and the answers to a survey that are those of the
// edition before.
func (o *older) answers() {
	e, now := o.edition, o.loaded
	for _, q := range e.Questions {
		if was, ok := earlier(o, q); ok && q.Answer.Repeats(was.Answer) {
			o.same(now.Position(q, "answer"), model.QuestionKind, q.ID)
		}
	}
	for _, r := range e.Reviews {
		if was, ok := earlier(o, r); ok && was.Chapter == r.Chapter && (was.Date.Equal(r.Date) && was.Due.Equal(r.Due) ||
			!r.Note.Empty() && reflect.DeepEqual(was.Note, r.Note)) {
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

// standings reports judgements by the authors, cycles, promises and measures that stand as they did a
// year ago, whatever their dates are now.
func (o *older) standings() {
	e, now := o.edition, o.loaded
	for _, c := range e.Categories {
		was, ok := earlier(o, c)
		if ok && c.Judgement != "" && c.Judgement == was.Judgement && reflect.DeepEqual(c.Reason, was.Reason) {
			o.same(now.Position(c, "judgement"), model.CategoryKind, c.ID)
		}
	}
	for _, a := range e.Aspects {
		was, ok := earlier(o, a)
		if ok && a.Judgement != "" && a.Judgement == was.Judgement && reflect.DeepEqual(a.Reason, was.Reason) {
			o.same(now.Position(a, "judgement"), model.AspectKind, a.ID)
		}
	}
	for _, c := range e.Cycles {
		if o.unturned(c) {
			o.same(now.Position(c), model.CategoryKind, c.Category.ID)
		}
	}
	for _, a := range e.Actions {
		if was, ok := earlier(o, a); ok && a.Open() && a.State == was.State && reflect.DeepEqual(a.Reason, was.Reason) {
			o.same(now.Position(a, "state"), model.ActionKind, a.ID)
		}
	}
	for _, r := range e.Recommendations {
		if was, ok := earlier(o, r); ok && r.Open() && r.State == was.State && reflect.DeepEqual(r.Reason, was.Reason) {
			o.same(now.Position(r, "state"), model.RecommendationKind, r.ID)
		}
	}
	for _, m := range e.Measures {
		was, ok := earlier(o, m)
		due := m.Start != 0 && strconv.Itoa(m.Start) <= e.Year && m.Decision != nil && m.Decision.Outcome == model.Chosen
		if ok && due && m.State == model.Planned && was.State == m.State {
			o.same(now.Position(m, "state"), model.MeasureKind, m.ID)
		}
	}
}

// unturned reports whether all phases of a cycle say what they said a year ago.
func (o *older) unturned(c *model.Cycle) bool {
	if c.Category == nil {
		return false
	}
	category, ok := earlier(o, c.Category)
	return ok && slices.ContainsFunc(o.before.Edition.Cycles, func(was *model.Cycle) bool {
		return was.Category == category && slices.EqualFunc(was.Phases, c.Phases, samePhase)
	})
}

func samePhase(a, b model.Phase) bool {
	return a.Name == b.Name && a.State == b.State && reflect.DeepEqual(a.Text, b.Text) && reflect.DeepEqual(a.Came, b.Came)
}

// dates reports what is dated before the edition before, and is still open or counts for this one. What the Board
// is asked must lie after this edition: the Board reads it first.
func (o *older) dates() {
	e, now := o.edition, o.loaded
	since := func(limit *model.Edition, thing model.Thing, kind model.Kind, date time.Time, key ...string) {
		if id := thing.Header().ID; !date.IsZero() && date.Before(limit.Date) && !o.meant(kind, id) &&
			!o.reported[model.Evidence{Kind: kind, ID: id}] {
			o.list.Add(diagnostic.BeforeLastEdition, now.Position(thing, key...), "", nameOf(kind, id),
				date.Format(time.DateOnly), limit.Year, limit.Date.Format(time.DateOnly), e.Year)
		}
	}
	old := func(thing model.Thing, kind model.Kind, date time.Time, key ...string) {
		since(o.before.Edition, thing, kind, date, key...)
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
		since(e, q, model.RequestKind, q.Before, "before")
	}
	for _, m := range e.Moments {
		old(m, model.MomentKind, m.Date, "date")
	}
	for _, a := range e.Actions {
		if a.Open() {
			old(a, model.ActionKind, a.Due, "due")
		}
	}
	for _, d := range e.Decisions {
		if d.Open() {
			old(d, model.DecisionKind, d.Due, "due")
		}
	}
	for _, i := range e.Indicators {
		if r := i.Registration; r != nil {
			old(i, model.IndicatorKind, r.Due, "registration", "due")
		}
	}
}

// phases reports the phases of cycles that were open, of which nobody says what came, or of which the
// edition before said the same. A cycle that did not turn at all was reported as a whole.
func (o *older) phases() {
	for _, c := range o.edition.Cycles {
		for _, p := range c.Phases {
			if c.Category == nil || o.unturned(c) {
				continue
			}
			var was *model.Phase
			if category, ok := earlier(o, c.Category); ok {
				was = o.before.Edition.Phase(category.ID, p.Name)
			}
			if was != nil && was.State.Open() && (len(p.Came) == 0 || reflect.DeepEqual(p.Came, was.Came)) {
				o.list.Add(diagnostic.PhaseUntold, o.loaded.Position(c, string(p.Name)), "", o.before.Edition.Year,
					string(p.Name), c.Category.ID)
			}
		}
	}
}

// target matches where a link leads to. A period there is checked against the data.
var target = regexp.MustCompile(`\]\([^)]*\)`)

// spaces returns as many spaces as a text has bytes.
func spaces(s string) string { return strings.Repeat(" ", len(s)) }

// tellsOfThen reports whether things of a kind say what was true when they were written.
func tellsOfThen(kind model.Kind) bool {
	switch kind {
	case model.InterviewKind, model.ObservationKind, model.MeetingKind, model.DecisionKind, "scan":
		return true
	}
	return false
}

// years reports the year of the edition before, and that of this one, in texts that are as they were: "in
// 2026" in an edition of 2027, and "in 2027", which was next year. The title of a thing that is followed from
// edition to edition is a name, and may have this year. Of a chapter it reports all in one: until somebody
// changed the chapter, it was reported in one as well, and the list must not grow with the work.
func (o *older) years() {
	inTitle := regexp.MustCompile(`\b` + o.before.Edition.Year + `\b`)
	year := regexp.MustCompile(`\b(?:` + o.before.Edition.Year + `|` + o.edition.Year + `)\b`)
	were := make(map[string]bool)
	for _, p := range o.before.Passages {
		for _, list := range p.Words {
			for _, words := range list {
				were[words] = true
			}
		}
	}
	report := func(more int, at diagnostic.Position, found string, kind model.Kind, id string) {
		o.list.AddRepeated(more, diagnostic.YearLeft, at, "", found, o.edition.Year, nameOf(kind, id))
	}
	for _, p := range o.loaded.Passages {
		for lang, list := range p.Words {
			for _, words := range list {
				kind, id := p.Of()
				found := year.FindString(words)
				if p.Key == "title" && kind.Followed() {
					found = inTitle.FindString(words)
				}
				whole := id != "" && o.reported[model.Evidence{Kind: kind, ID: id}]
				if found != "" && were[words] && !o.meant(kind, id) && !whole && !tellsOfThen(kind) {
					report(0, p.Position(lang), found, kind, id)
				}
			}
		}
	}
	for _, lang := range o.site.Languages {
		for _, chapter := range o.edition.Chapters[lang] {
			was := o.before.Edition.Chapter(lang, cmp.Or(chapter.Formerly, chapter.Slug))
			if was == nil || o.meant(model.ChapterKind, chapter.Slug) ||
				body(o.loaded, chapter) == body(o.before, was) {
				continue // it is new, or it is reported as a whole
			}
			earlier := strings.Split(string(o.before.Texts[was.Path].Data), "\n")
			file := o.loaded.Texts[chapter.Path]
			var first span
			offset, more := 0, -1
			for line := range strings.Lines(string(file.Data)) {
				seen := target.ReplaceAllStringFunc(line, spaces)
				at := year.FindStringIndex(seen)
				if at != nil && slices.Contains(earlier, strings.TrimSuffix(line, "\n")) {
					if more++; more == 0 {
						first = span{offset + at[0], offset + at[1]}
					}
				}
				offset += len(line)
			}
			if more >= 0 {
				report(more, file.At(first.from, first.to-first.from), string(file.Data[first.from:first.to]),
					model.ChapterKind, chapter.Slug)
			}
		}
	}
}
