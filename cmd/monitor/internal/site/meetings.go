package site

import (
	"slices"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// meetingsPage is the page of the meetings of sounding board and steering group.
func meetingsPage() *pageKind {
	return &pageKind{name: "meetings", words: "meetings", file: "meetings", menu: reportMenu, fill: (*press).fillMeetings,
		anchors: map[model.Kind]string{model.MeetingKind: "overleg-", model.DecisionKind: "overlegbesluit-"},
		ids:     when(func(b *book) bool { return len(b.edition.Meetings)+len(b.edition.Decisions) > 0 })}
}

// MeetingsView has the meetings, nearest first, and the decisions of earlier editions.
type MeetingsView struct {
	Counts   []Count
	Meetings []MeetingView
	Carried  []DecisionRow // of no meeting of this edition
}

// MeetingView is a meeting with what it decided.
type MeetingView struct {
	ID, Title, Of, Chair, Text string
	Day                        *Day
	ToCome, Example            bool
	Subjects                   []string
	Decisions                  []DecisionRow
}

// DecisionRow is a decision with what became of it.
type DecisionRow struct {
	ID, Title, Owner, Reason, Result string
	About                            []Thing
	Due, Finished                    *Day
	State                            State
	Example                          bool
}

func (p *press) fillMeetings(b *book, page *Page, _ string) error {
	v := &MeetingsView{}
	of := make(map[*model.Meeting][]DecisionRow)
	byState, late := make(map[string]int), 0
	for _, d := range b.edition.Decisions {
		of[d.Meeting] = append(of[d.Meeting], b.decisionRow(page.Path, d))
		byState[string(d.State)]++
		if d.Overdue(b.edition.Date) {
			late++
		}
	}
	v.Counts = countsByKey(b, "meetings.count.", byState, model.Progresses)
	if late > 0 {
		v.Counts = append(v.Counts, b.newCount("meetings.count.", "late", late))
	}
	all := slices.Clone(b.edition.Meetings)
	slices.SortStableFunc(all, func(x, y *model.Meeting) int { return nearer(x.Date, y.Date, b.edition.Date) })
	for _, m := range all {
		v.Meetings = append(v.Meetings, MeetingView{ID: b.address.anchor(model.MeetingKind, m.ID),
			Title: b.textOf(m.Title), Of: b.roleTitle(m.Of), Chair: b.roleTitle(m.Chair), Text: b.textOf(m.Text),
			Day: b.day(m.Date), ToCome: m.Date.After(b.edition.Date), Example: m.Example,
			Subjects: m.Subjects.In(b.language.Code, b.site.Languages...), Decisions: of[m]})
	}
	v.Carried = of[nil]
	page.View = v
	return nil
}

// nearer orders days: those after today first, the next one at the top; then those before, the last one at the top.
func nearer(x, y, today time.Time) int {
	if x.After(today) && y.After(today) {
		return x.Compare(y)
	}
	return y.Compare(x)
}

func (b *book) decisionRow(page string, d *model.Decision) DecisionRow {
	row := DecisionRow{ID: b.address.anchor(model.DecisionKind, d.ID), Title: b.textOf(d.Title),
		Owner: b.roleTitle(d.Owner), Reason: b.textOf(d.Reason), Result: b.textOf(d.Result), Due: b.day(d.Due),
		Finished: b.day(d.Finished), State: b.state(d.State, d.Overdue(b.edition.Date)), Example: d.Example}
	for _, of := range d.About {
		row.About = append(row.About, b.things(page, of.Kind, of.ID)...)
	}
	return row
}
