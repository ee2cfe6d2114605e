package site

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// answersPage is the appendix of the survey.
func answersPage() *pageKind {
	return &pageKind{name: "answers", words: "answers", file: "answers", fill: (*press).fillAnswers,
		ids: when(func(b *book) bool { return b.report.Survey != nil })}
}

// AnswersView is the appendix of the survey: each question with its answers.
type AnswersView struct {
	SurveyState
	Survey    Link
	Questions []SurveyQuestionView
}

// SurveyQuestionView is a question as it was asked, with its answers.
type SurveyQuestionView struct {
	AskedQuestion
	Scale  string // from what to what; "" for a question without a scale
	Tables []SurveyTable
}

// SurveyTable has the answers to a question, or to a question about one horizon.
type SurveyTable struct {
	Caption string
	figure.Table
}

func (p *press) fillAnswers(b *book, page *Page, _ string) error {
	s := b.report.Survey
	v := &AnswersView{SurveyState: b.surveyState(), Survey: b.surveyLink(page.Path)}
	page.View = v
	page.Breadcrumbs = append(page.Breadcrumbs, v.Survey)
	asked := b.askedQuestions()
	for n, q := range s.Survey.Questions {
		view := SurveyQuestionView{AskedQuestion: asked[n]}
		if q.Max > 0 {
			view.Scale = b.scaleText(q)
		}
		if !s.Withheld {
			view.Tables = b.answerTables(q.Kind)
		}
		v.Questions = append(v.Questions, view)
	}
	return nil
}

// answerTables returns the tables with the answers to a kind of question.
func (b *book) answerTables(kind model.SurveyKind) []SurveyTable {
	s := b.report.Survey
	switch kind {
	case model.Current:
		return b.oneTable(b.rankingTable(s.Current, true))
	case model.Severity:
		var out []SurveyTable
		for _, h := range b.horizons() {
			out = append(out, SurveyTable{b.textOf(h.Title), b.rankingTable(s.Severity[h.ID], false)})
		}
		return out
	case model.Likelihood:
		return b.oneTable(b.meansTable(s.Likelihood))
	case model.Impact:
		return b.oneTable(b.meansTable(s.Impact))
	case model.Outlook:
		t := b.newTable("figure.column.horizon", optionTitles(b, s.Survey.Outlooks)...)
		for _, o := range s.Outlook {
			t.Rows = append(t.Rows, b.sharesRow(b.textOf(o.Horizon.Title), o.Shares))
		}
		return b.oneTable(t)
	case model.Drivers:
		t := b.newTable("figure.column.connection", b.language.Say("figure.column.share"),
			b.language.Say("figure.column.interval"), b.language.Say("figure.column.n"))
		for _, pair := range s.Pairs {
			t.Rows = append(t.Rows, figure.Row{Header: b.textOf(pair.A.Title) + " – " + b.textOf(pair.B.Title),
				Cells: b.shareCells(pair.Estimate)})
		}
		return b.oneTable(t)
	case model.ApproachTo:
		t := b.newTable("figure.column.category", optionTitles(b, s.Survey.Approaches)...)
		for _, a := range s.Approaches {
			t.Rows = append(t.Rows, b.sharesRow(b.textOf(a.Category.Title), a.Shares))
		}
		return b.oneTable(t)
	}
	return nil
}

func (b *book) oneTable(t figure.Table) []SurveyTable {
	if len(t.Rows) == 0 {
		return nil
	}
	return []SurveyTable{{Table: t}}
}

func (b *book) newTable(corner string, columns ...string) figure.Table {
	return figure.Table{Corner: b.language.Say(corner), Columns: columns}
}

func optionTitles(b *book, options []*model.Option) []string {
	var out []string
	for _, o := range options {
		out = append(out, b.textOf(o.Title))
	}
	return out
}

func textCells(texts ...string) []figure.Cell {
	out := make([]figure.Cell, len(texts))
	for n, text := range texts {
		out[n] = figure.Cell{Text: text, Empty: text == ""}
	}
	return out
}

func (b *book) shareCells(e survey.Estimate) []figure.Cell {
	return textCells(b.percentInTenths(e.Value), b.percentInTenths(e.Low)+" – "+b.percentInTenths(e.High),
		b.language.Whole(e.N))
}

// sharesRow returns a row with the share of each option.
func (b *book) sharesRow(header string, shares []survey.Estimate) figure.Row {
	row := figure.Row{Header: header}
	for _, e := range shares {
		text := ""
		if e.N > 0 {
			text = b.percentInTenths(e.Value)
		}
		row.Cells = append(row.Cells, textCells(text)...)
	}
	return row
}

// rankingTable returns the risks by rank, with shares of respondents or means on a scale.
func (b *book) rankingTable(list []survey.Ranked, shares bool) figure.Table {
	l := b.language
	value := l.Say("survey.mean")
	if shares {
		value = l.Say("figure.column.share")
	}
	t := b.newTable("figure.column.risk", l.Say("figure.column.rank"), l.Say("figure.column.rank-interval"), value,
		l.Say("figure.column.interval"), l.Say("figure.column.n"))
	for _, x := range list {
		places := textCells(b.language.Whole(x.Rank), b.rankRange(x.RankLow, x.RankHigh))
		estimate := b.meanCells(x.Estimate)
		if shares {
			estimate = b.shareCells(x.Estimate)
		}
		t.Rows = append(t.Rows, figure.Row{Header: b.textOf(x.Risk.Title), Cells: append(places, estimate...)})
	}
	return t
}

func (b *book) meanCells(e survey.Estimate) []figure.Cell {
	number := func(x float64) string { return b.language.Number(x, 2) }
	return textCells(number(e.Value), number(e.Low)+" – "+number(e.High), b.language.Whole(e.N))
}

// meansTable returns the risks with their means on a scale, the highest first.
func (b *book) meansTable(by map[string]survey.Estimate) figure.Table {
	t := b.newTable("figure.column.risk", b.language.Say("survey.mean"), b.language.Say("figure.column.interval"),
		b.language.Say("figure.column.n"))
	var known []*model.Risk
	for _, r := range b.edition.Risks {
		if _, ok := by[r.ID]; ok {
			known = append(known, r)
		}
	}
	slices.SortStableFunc(known, func(x, y *model.Risk) int { return cmp.Compare(by[y.ID].Value, by[x.ID].Value) })
	for _, r := range known {
		t.Rows = append(t.Rows, figure.Row{Header: b.textOf(r.Title), Cells: b.meanCells(by[r.ID])})
	}
	return t
}
