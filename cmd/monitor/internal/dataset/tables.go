package dataset

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/series"
)

// tablesOf returns the tables of an edition that have rows.
func tablesOf(r *report.Report, l *language.Language) []*table {
	all := []*table{indicators(r, l), observations(r, l), risks(r, l), perceived(r, l), measures(r, l), actions(r, l),
		questions(r, l)}
	return slices.DeleteFunc(all, func(t *table) bool { return len(t.rows) == 0 })
}

func indicators(r *report.Report, l *language.Language) *table {
	t := &table{name: "indicators", key: []string{"id"}, fields: []field{
		{name: "id", kind: text, required: true}, {name: "title", kind: text, required: true},
		{name: "category", kind: text}, {name: "category_title", kind: text},
		{name: "aspect", kind: text}, {name: "aspect_title", kind: text},
		{name: "unit", kind: text}, {name: "kind", kind: text, required: true}, {name: "frequency", kind: text},
		{name: "direction", kind: text}, {name: "target", kind: number},
		{name: "rate_of", kind: text}, {name: "rate_factor", kind: number},
		{name: "definition", kind: text}, {name: "method", kind: text}, {name: "note", kind: text},
		{name: "source", kind: text}, {name: "source_url", kind: text}, {name: "owner", kind: text},
		{name: "outside", kind: text}, {name: "example", kind: boolean, required: true}}}
	for _, i := range r.Edition.Indicators {
		var category, categoryTitle, aspect, aspectTitle string
		if a := i.Aspect; a != nil {
			aspect, aspectTitle, category = a.ID, l.Text(a.Title), a.Category
			if c := r.Edition.Category(category); c != nil {
				categoryTitle = l.Text(c.Title)
			}
		}
		var target, per, factor any
		if i.Target != nil {
			target = figure.ExactNumber(*i.Target)
		}
		if i.Per != nil {
			per, factor = i.Per.Indicator.ID, figure.ExactNumber(i.Per.Factor)
		}
		outside := ""
		if i.Outside != nil {
			outside = l.Text(i.Outside.Title)
		}
		t.rows = append(t.rows, []any{i.ID, l.Text(i.Title), category, categoryTitle, aspect, aspectTitle, l.Text(i.Unit),
			string(i.Kind), i.Frequency.String(), string(i.Direction), target, per, factor, l.Text(i.Definition),
			l.Text(i.Method), l.Text(i.Note), l.Text(i.Source.Title), i.Source.URL, titleOf(i.Owner, l), outside, i.Example})
	}
	return t
}

// observations has the rows of the CSV files of all indicators, below each other.
func observations(r *report.Report, l *language.Language) *table {
	t := &table{name: "observations", key: []string{"indicator", "period", "dimension", "part"},
		refers: map[string]string{"indicator": "indicators"}, fields: []field{
			{name: "indicator", kind: text, required: true}, {name: "indicator_title", kind: text, required: true},
			{name: "part_title", kind: text}, {name: "unit", kind: text},
			{name: "period", kind: text, required: true}, {name: "dimension", kind: text}, {name: "part", kind: text},
			{name: "value", kind: number}, {name: "rate", kind: number}, {name: "flags", kind: text},
			{name: "note", kind: text}, {name: "status", kind: text, required: true, enum: series.Statuses},
			{name: "low", kind: number}, {name: "high", kind: number},
			{name: "rate_low", kind: number}, {name: "rate_high", kind: number},
			{name: "example", kind: boolean, required: true}}}
	for _, i := range r.Edition.Indicators {
		f := r.Facts(i)
		parts := make(map[[2]string]string)
		for _, b := range f.Breakdowns {
			for _, p := range b.Parts {
				parts[[2]string{b.Dimension.ID, p.Member.Key}] = l.Text(p.Member.Title)
			}
		}
		for _, line := range series.Lines(f, l)[1:] {
			title := parts[[2]string{line[1].(string), line[2].(string)}]
			t.rows = append(t.rows, append([]any{i.ID, l.Text(i.Title), title, l.Text(i.Unit)}, line...))
		}
	}
	return t
}

func risks(r *report.Report, l *language.Language) *table {
	t := &table{name: "risks", key: []string{"id"}, fields: []field{
		{name: "id", kind: text, required: true}, {name: "title", kind: text, required: true},
		{name: "category", kind: text}, {name: "aspects", kind: text}, {name: "definition", kind: text},
		{name: "owner", kind: text}}}
	for _, x := range r.Edition.Risks {
		t.rows = append(t.rows, []any{x.ID, l.Text(x.Title), x.Category(), list(x.Aspects), l.Text(x.Definition),
			titleOf(x.Owner, l)})
	}
	return t
}

// perceived has how severe respondents find each risk, as the figure of severity has it.
func perceived(r *report.Report, l *language.Language) *table {
	t := &table{name: "survey", key: []string{"risk", "horizon"}, refers: map[string]string{"risk": "risks"},
		fields: []field{
			{name: "risk", kind: text, required: true}, {name: "risk_title", kind: text, required: true},
			{name: "horizon", kind: text, required: true}, {name: "mean", kind: number, required: true},
			{name: "low", kind: number}, {name: "high", kind: number}, {name: "n", kind: integer},
			{name: "rank", kind: integer}, {name: "rank_low", kind: integer}, {name: "rank_high", kind: integer},
			{name: "example", kind: boolean, required: true}}}
	s := r.Survey
	if s == nil || s.Withheld {
		return t
	}
	for _, h := range s.Survey.Horizons {
		for _, x := range s.Severity[h.ID] {
			const decimals = 2 // as the figure
			t.rows = append(t.rows, []any{x.Risk.ID, l.Text(x.Risk.Title), h.ID, figure.JSONNumber(x.Value, decimals),
				figure.JSONNumber(x.Low, decimals), figure.JSONNumber(x.High, decimals), whole(x.N), whole(x.Rank),
				whole(x.RankLow), whole(x.RankHigh), s.Survey.Example})
		}
	}
	return t
}

func measures(r *report.Report, l *language.Language) *table {
	t := &table{name: "measures", key: []string{"id"}, fields: []field{
		{name: "id", kind: text, required: true}, {name: "title", kind: text, required: true},
		{name: "description", kind: text}, {name: "owner", kind: text}, {name: "risks", kind: text},
		{name: "cost_once", kind: number}, {name: "cost_yearly", kind: number}, {name: "life", kind: integer},
		{name: "start_year", kind: integer}, {name: "benefit_low", kind: number}, {name: "benefit", kind: number},
		{name: "benefit_high", kind: number}, {name: "decision", kind: text}, {name: "state", kind: text},
		{name: "example", kind: boolean, required: true}}}
	for _, m := range r.Edition.Measures {
		decision := ""
		if m.Decision != nil {
			decision = string(m.Decision.Outcome)
		}
		t.rows = append(t.rows, []any{m.ID, l.Text(m.Title), l.Text(m.Description), titleOf(m.Owner, l), list(m.Risks),
			figure.ExactNumber(m.Once), figure.ExactNumber(m.Yearly), whole(m.Life), whole(m.Start),
			figure.ExactNumber(m.Benefit.Low), figure.ExactNumber(m.Benefit.Expected), figure.ExactNumber(m.Benefit.High),
			decision, string(m.State), m.Example})
	}
	return t
}

func actions(r *report.Report, l *language.Language) *table {
	t := &table{name: "actions", key: []string{"id"}, fields: []field{
		{name: "id", kind: text, required: true}, {name: "title", kind: text, required: true},
		{name: "category", kind: text}, {name: "owner", kind: text}, {name: "start", kind: date},
		{name: "due", kind: date}, {name: "finished", kind: date}, {name: "state", kind: text},
		{name: "measure", kind: text}, {name: "risk", kind: text}, {name: "example", kind: boolean, required: true}}}
	example := slices.Contains(r.Edition.Examples, "actions")
	for _, a := range r.Edition.Actions {
		t.rows = append(t.rows, []any{a.ID, l.Text(a.Title), idOf(a.Category), titleOf(a.Owner, l), day(a.Start),
			day(a.Due), day(a.Finished), string(a.State), idOf(a.Measure), idOf(a.Risk), example})
	}
	return t
}

func questions(r *report.Report, l *language.Language) *table {
	t := &table{name: "questions", key: []string{"id"}, fields: []field{
		{name: "id", kind: text, required: true}, {name: "question", kind: text, required: true},
		{name: "aspect", kind: text}, {name: "step", kind: text}, {name: "level", kind: integer},
		{name: "date", kind: date}, {name: "example", kind: boolean, required: true}}}
	for _, q := range r.Edition.Questions {
		var level, answered any
		example := false
		if q.Answer != nil {
			level, answered, example = whole(q.Answer.Level), day(q.Answer.Date), q.Answer.Example
		}
		t.rows = append(t.rows, []any{q.ID, l.Text(q.Title), idOf(q.Aspect), string(q.Step), level, answered, example})
	}
	return t
}

// list returns the ids of things in one cell.
func list[T model.Thing](things []T) string {
	var ids []string
	for _, thing := range things {
		ids = append(ids, thing.Header().ID)
	}
	return strings.Join(ids, "; ")
}

// figureTables returns the numbers of figures, as their own files have them.
func figureTables(figures []Figure, l *language.Language) []*table {
	var all []*table
	for _, f := range figures {
		names, headings, rows := f.Drawing.Ledger.Lines(f.Drawing.Example)
		t := &table{name: "figure-" + f.Slug, title: f.Title, key: names[:1], rows: rows}
		for n, name := range names {
			c := field{name: name, title: l.Say("dataset.field.example"), kind: kindOf(rows, n), required: n < 2}
			if n < len(headings) {
				c.title = headings[n]
			}
			t.fields = append(t.fields, c)
		}
		all = append(all, t)
	}
	return all
}

// kindOf returns the kind of a column. One with a word among its numbers, such as "withheld", is text.
func kindOf(rows [][]any, column int) string {
	kind := ""
	for _, row := range rows {
		switch row[column].(type) {
		case string:
			return text
		case json.Number:
			kind = number
		case bool:
			kind = boolean
		}
	}
	return cmp.Or(kind, text)
}
