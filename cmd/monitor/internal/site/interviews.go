package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// interviewsPage is the page of the interviews of the Quick Scan: which role was asked about which
// aspect, and what was said.
func interviewsPage() *pageKind {
	return &pageKind{name: "interviews", words: "interviews", file: "interviews", menu: reportMenu,
		fill:    (*press).fillInterviews,
		anchors: map[model.Kind]string{model.InterviewKind: "gesprek-"},
		ids:     when(func(b *book) bool { return len(b.edition.Interviews) > 0 })}
}

// InterviewsView has all interviews, and what they cover.
type InterviewsView struct {
	Held     string // how many were held
	Late     string // how many are overdue; "" for none
	Examples string // how many are made up; "" for none
	Coverage CoverageView
	All      []InterviewView
}

// CoverageView says which role was or will be asked about which aspect.
type CoverageView struct {
	Key    []CoverageCell // what the marks mean
	Roles  []string
	Width  int // of the table, in columns
	Groups []CoverageGroup
	Open   string // about how many aspects nobody is asked; "" for none
}

// CoverageGroup has the aspects of a category.
type CoverageGroup struct {
	Category Link
	Rows     []CoverageRow
}

// CoverageRow has a cell for each role. Nobody is true when none is asked, and readers may know that.
type CoverageRow struct {
	Aspect Link
	Cells  []CoverageCell
	Nobody bool
}

// CoverageCell says whether a role was asked about an aspect: held, planned, or "" for neither.
type CoverageCell struct{ Key, Words string }

// InterviewView is one interview.
type InterviewView struct {
	ID, With, By      string
	State             State
	Due, Date, Agreed *Day
	Summary, Evidence string
	Aspects           []Link
	Asked             string // how many questions, and how many were answered
	Guide             Link
	Replies           []ReplyView
	Example           bool
}

// ReplyView is what was answered to a question.
type ReplyView struct {
	Question     Link
	Level, Words string
	Title        string // of the level
	Reworded     bool   // the question asks something else now
	Now          string // the level of the question in this edition; "" when that is the same
}

func (p *press) fillInterviews(b *book, page *Page, _ string) error {
	v := &InterviewsView{Held: b.interviewsHeld(), Coverage: b.coverage(page.Path)}
	late, examples := 0, 0
	for _, i := range b.edition.Interviews {
		if i.Overdue(b.edition.Date) {
			late++
		}
		if i.Example {
			examples++
		}
		v.All = append(v.All, b.interviewView(page.Path, i))
	}
	if late > 0 {
		v.Late = b.language.Count("interviews.late", late)
	}
	if examples > 0 {
		v.Examples = b.language.Count("interviews.examples", examples)
	}
	page.View = v
	return nil
}

// coverage returns the roles, in the order of their interviews, against all aspects.
func (b *book) coverage(page string) CoverageView {
	var roles []*model.Role
	type about struct {
		role   *model.Role
		aspect *model.Aspect
	}
	asked := make(map[about]string)
	for _, i := range b.edition.Interviews {
		for _, role := range i.With {
			if !slices.Contains(roles, role) {
				roles = append(roles, role)
			}
			for _, a := range i.Aspects {
				if i.Held() {
					asked[about{role, a}] = "held"
				} else if asked[about{role, a}] == "" {
					asked[about{role, a}] = "planned"
				}
			}
		}
	}
	v, open := CoverageView{Width: 1 + len(roles)}, 0
	cell := func(key string) CoverageCell {
		if key == "" {
			return CoverageCell{}
		}
		return CoverageCell{key, b.language.Say("interviews.cell." + key)}
	}
	v.Key = []CoverageCell{cell("held"), cell("planned")}
	for _, role := range roles {
		v.Roles = append(v.Roles, b.textOf(role.Title))
	}
	for _, c := range b.edition.Categories {
		g := CoverageGroup{Category: *b.categoryLink(page, c)}
		for _, a := range c.Aspects {
			row := CoverageRow{Aspect: Link{Href: relative(page, b.address.aspect(a)), Title: b.textOf(a.Title)},
				Nobody: b.allInterviews()}
			for _, role := range roles {
				key := asked[about{role, a}]
				row.Nobody = row.Nobody && key == ""
				row.Cells = append(row.Cells, cell(key))
			}
			if row.Nobody {
				open++
			}
			g.Rows = append(g.Rows, row)
		}
		v.Groups = append(v.Groups, g)
	}
	if open > 0 {
		v.Open = b.language.Count("interviews.nobody", open)
	}
	return v
}

func (b *book) interviewView(page string, i *model.Interview) InterviewView {
	v := InterviewView{ID: b.address.anchor(model.InterviewKind, i.ID), With: b.textOf(i.Title), By: b.roleTitle(i.By),
		State: b.interviewState(i), Due: b.day(i.Due), Date: b.day(i.Date), Agreed: b.day(i.Agreed),
		Summary: b.textOf(i.Summary), Evidence: b.textOf(i.Evidence), Example: i.Example,
		Asked: b.language.Count("interviews.asked", len(i.Questions)),
		Guide: Link{Href: relative(page, b.address.page("guide", i.ID)), Title: b.language.Say("guide.link")}}
	if i.Held() {
		v.Asked = b.language.Count("interviews.answered", len(i.Questions), "answered", b.language.Whole(len(i.Replies)))
	}
	for _, a := range i.Aspects {
		v.Aspects = append(v.Aspects, Link{Href: relative(page, b.address.aspect(a)), Title: b.textOf(a.Title),
			Accent: b.categoryNumber(a.Category)})
	}
	for _, r := range i.Replies {
		reply := ReplyView{Question: b.linkTo(page, model.QuestionKind, r.Question), Level: b.language.Whole(r.Level),
			Words: b.textOf(r.Words), Reworded: !compares(r.Question, i)}
		if a := r.Question.Answer; a != nil && a.Level != r.Level && !reply.Reworded {
			reply.Now = b.language.Say("interviews.otherwise", "level", b.levelText(r.Question))
		}
		if r.Level < len(b.edition.Levels) {
			reply.Title = b.textOf(b.edition.Levels[r.Level].Title)
		}
		v.Replies = append(v.Replies, reply)
	}
	return v
}
