package renew

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// task is something that a role is to deliver or to do.
type task struct {
	role *model.Role // nil for the compilers
	due  time.Time   // the zero Time when no day is known
	what string
	was  string // the value of the last edition, or ""
}

// TaskList returns, as Markdown, who must deliver what by when for the edition, a role at a time. lang is one of
// wording.Languages. values has the published value of each indicator of the last edition, by its id.
func (e *Edition) TaskList(lang string, languages []string, values map[string]string) string {
	tell := func(key wording.Key, args ...any) string { return wording.Say(lang, key, args...) }
	text := func(t model.Text) string { return t.In(lang, languages...) }
	var b strings.Builder
	last := e.last.Edition
	fmt.Fprintf(&b, "# %s\n\n%s\n", tell("tasks.title", e.Year),
		tell("tasks.about", last.Year, last.Date.Format(time.DateOnly)))
	all := slices.Concat(e.deliveries(tell, text, values), e.promises(tell, text), e.appointments(tell, lang))
	byRole := make(map[*model.Role][]task)
	for _, t := range all {
		byRole[t.role] = append(byRole[t.role], t)
	}
	for _, role := range append(slices.Clone(e.last.Edition.RoleOrder), nil) {
		tasks := byRole[role]
		if len(tasks) == 0 {
			continue
		}
		slices.SortStableFunc(tasks, func(a, b task) int {
			return cmp.Or(cmp.Compare(noDay(a), noDay(b)), a.due.Compare(b.due))
		})
		title := tell("tasks.nobody")
		if role != nil {
			title = text(role.Title)
		}
		fmt.Fprintf(&b, "\n## %s\n\n", line(title))
		for _, t := range tasks {
			fmt.Fprintf(&b, "- [ ] %s\n", e.told(t, tell))
		}
	}
	fmt.Fprintf(&b, "\n## %s\n\n", tell("tasks.compilers"))
	for _, line := range e.compilers(tell, text, lang) {
		fmt.Fprintf(&b, "- [ ] %s\n", line)
	}
	return b.String()
}

func noDay(t task) int {
	if t.due.IsZero() {
		return 1
	}
	return 0
}

// told returns a task in one line: its day, what it is, and the value of the last edition. What was due before that
// edition is late.
func (e *Edition) told(t task, tell teller) string {
	told := line(t.what)
	if !t.due.IsZero() {
		day := t.due.Format(time.DateOnly)
		if t.due.Before(e.last.Edition.Date) {
			day = tell("tasks.late", day)
		}
		told = day + ": " + told
	}
	if t.was != "" {
		told += "; " + tell("tasks.was", e.last.Edition.Year, line(t.was))
	}
	return told
}

// line returns a text in one line.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// chapterTitle returns the title of a chapter of the last edition with its name, "Cyberrisico's (cyberrisicos)".
func (e *Edition) chapterTitle(slug, lang string) string {
	chapters := e.last.Edition.Chapters
	for _, lang := range append([]string{lang}, slices.Sorted(maps.Keys(chapters))...) {
		if c := e.last.Edition.Chapter(lang, slug); c != nil {
			return c.Title + " (" + slug + ")"
		}
	}
	return slug
}

type (
	teller func(key wording.Key, args ...any) string
	texter func(t model.Text) string
)

// deliveries are the values that are not there yet.
func (e *Edition) deliveries(tell teller, text texter, values map[string]string) (all []task) {
	for _, i := range e.last.Edition.Indicators {
		periods := e.Periods[i]
		if len(periods) == 0 && i.Register == nil {
			continue
		}
		t := task{role: i.Owner, was: values[i.ID]}
		if r := i.Registration; r != nil {
			t.role, t.due = cmp.Or(r.By, i.Owner), r.Due
			if t.due.IsZero() && !r.Delivered.IsZero() {
				t.due = r.Every.After(r.Delivered)
			}
			for !t.due.IsZero() && !t.due.After(e.last.Edition.Date) {
				t.due = r.Every.After(t.due) // that delivery was for the last edition
			}
			if len(periods) > 0 && r.Every != model.Once {
				_, over := periods[len(periods)-1].Days()
				for !t.due.IsZero() && t.due.Before(over) {
					t.due = r.Every.After(t.due) // not all of it is there yet
				}
			}
		}
		switch {
		case i.Register != nil:
			t.what = tell("tasks.register", text(i.Title), i.ID, text(i.Register.Title))
		case len(periods) == 1:
			t.what = tell("tasks.value", text(i.Title), i.ID, periods[0])
		default:
			t.what = tell("tasks.values", text(i.Title), i.ID, periods[0], periods[len(periods)-1])
		}
		all = append(all, t)
	}
	return all
}

// promises are the open actions, recommendations and decisions.
func (e *Edition) promises(tell teller, text texter) (all []task) {
	for _, a := range e.last.Edition.Actions {
		if a.Open() {
			all = append(all, task{a.Owner, a.Due, tell("tasks.action", text(a.Title), a.ID), ""})
		}
	}
	for _, r := range e.last.Edition.Recommendations {
		if r.Open() {
			all = append(all, task{r.To, time.Time{}, tell("tasks.recommendation", text(r.Title), r.ID), ""})
		}
	}
	for _, d := range e.last.Edition.Decisions {
		if d.Open() {
			all = append(all, task{d.Owner, d.Due, tell("tasks.decision", text(d.Title), d.ID), ""})
		}
	}
	return all
}

// appointments are the reviews and interviews of the new edition.
func (e *Edition) appointments(tell teller, lang string) (all []task) {
	moved := func(due, held time.Time) time.Time {
		if due = cmp.Or(due, held); due.IsZero() {
			return due
		}
		day, _ := time.Parse(time.DateOnly, e.moved(due))
		return day
	}
	for _, r := range e.last.Edition.Reviews {
		all = append(all, task{r.With, moved(r.Due, r.Date), tell("tasks.review", e.chapterTitle(r.Chapter, lang)), ""})
	}
	for _, i := range e.last.Edition.Interviews {
		for _, role := range i.With {
			all = append(all, task{role, moved(i.Due, i.Date), tell("tasks.interview", i.ID), ""})
		}
	}
	return all
}

// compilers are the things that those who make the edition are to do.
func (e *Edition) compilers(tell teller, text texter, lang string) (all []string) {
	last := e.last.Edition
	all = append(all, tell("tasks.edition", e.Year))
	if last.Survey != nil {
		all = append(all, tell("tasks.survey", e.moved(last.Survey.Start), e.moved(last.Survey.End)))
	}
	if n := len(last.Questions); n > 0 {
		all = append(all, tell("tasks.questions", n))
	}
	if len(last.Findings)+len(last.Requests) > 0 {
		all = append(all, tell("tasks.front", len(last.Findings), len(last.Requests)))
	}
	if len(last.Cycles) > 0 {
		all = append(all, tell("tasks.cycles"))
	}
	for _, slug := range last.Slugs() {
		rewriting := tell("tasks.chapter", e.chapterTitle(slug, lang))
		if n := e.quoted(slug); n > 0 {
			rewriting += tell("tasks.quotes", n)
		}
		all = append(all, rewriting)
	}
	for _, i := range last.Indicators {
		if len(e.Periods[i]) == 0 && i.Register == nil {
			all = append(all, tell("tasks.old", text(i.Title), i.ID))
		}
	}
	return append(all, tell("tasks.release"))
}

// quotation matches a number that a chapter quotes of a period.
var quotation = regexp.MustCompile(`\]\(indicator:[^)@]*@([^)?/]+(?:/[0-9]{4})?)`)

// quoted returns how many numbers of the newest periods a chapter quotes, in all its languages.
func (e *Edition) quoted(slug string) (n int) {
	last := newest(e.last.Edition)
	for lang := range e.last.Edition.Chapters {
		c := e.last.Edition.Chapter(lang, slug)
		if c == nil {
			continue
		}
		for _, m := range quotation.FindAllSubmatch(e.last.Texts[c.Path].Data, -1) {
			if period, ok := model.ParsePeriod(string(m[1])); ok && period == last[period.Frequency] {
				n++
			}
		}
	}
	return n
}
