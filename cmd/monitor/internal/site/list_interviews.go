package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// interviewState returns how far an interview is on its way to a report: planned, late, held, or
// agreed when the roles agreed with what is written of it.
func (b *book) interviewState(i *model.Interview) State {
	key := "planned"
	switch {
	case !i.Agreed.IsZero():
		key = "agreed"
	case i.Held():
		key = "held"
	case i.Overdue(b.edition.Date):
		key = "late"
	}
	return State{key, b.language.Say("interviews.state." + key)}
}

// allInterviews reports whether the readers see all interviews that there are. Others may not be told
// how many are hidden, nor that there are any.
func (b *book) allInterviews() bool { return b.audience == model.Board }

// interviewsHeld says how many interviews were held, or how many these readers see.
func (b *book) interviewsHeld() string {
	held := 0
	for _, i := range b.edition.Interviews {
		if i.Held() {
			held++
		}
	}
	key := "interviews.held"
	if !b.allInterviews() {
		key = "interviews.here"
	}
	return b.language.Count(key, len(b.edition.Interviews), "held", b.language.Whole(held))
}

// levelName returns a level with its title: "2, Herhaalbaar".
func (b *book) levelName(level int) string {
	if level < len(b.edition.Levels) {
		return b.language.Say("interviews.level", "n", b.language.Whole(level), "name",
			b.textOf(b.edition.Levels[level].Title))
	}
	return b.language.Whole(level)
}

// levelViews returns the levels of the maturity scale in words.
func (b *book) levelViews() []LevelView {
	var all []LevelView
	for n, level := range b.edition.Levels {
		all = append(all, LevelView{b.language.Whole(n), b.textOf(level.Title), b.textOf(level.Description)})
	}
	return all
}

// LevelView is a step of the maturity scale in words.
type LevelView struct{ Number, Title, Description string }

// compares reports whether the reply to a question still answers what it asks: its text was not
// changed after the interview.
func compares(q *model.Question, i *model.Interview) bool {
	changed, _ := q.Changed()
	return !changed.After(i.Date)
}
