package site

import (
	"slices"
	"strconv"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// scanPage is the report of the Quick Scan: what was found, what interviews and numbers said then,
// and what is true now.
func scanPage() *pageKind {
	return &pageKind{name: "scan", words: "scan", file: "scan", menu: reportMenu, fill: (*press).fillScan,
		anchors: map[model.Kind]string{model.ObservationKind: "waarneming-"},
		ids: when(func(b *book) bool {
			return b.edition.Scan != nil || len(b.edition.Observations)+len(b.edition.Interviews) > 0
		})}
}

// ScanView is the report of the Quick Scan.
type ScanView struct {
	Summary    string
	Example    bool // what is said of the status is made up
	Steps      []ScanStep
	Interviews Link // "9 van de 12 gesprekken zijn gehouden", with whether one is made up; no Href without any
	Years      []string
	General    []ObservationView // about all categories
	Categories []ScanCategory
}

// ScanStep is a step of the report on its way to adoption.
type ScanStep struct {
	Title string
	Date  *Day // nil when it has not been taken
}

// ScanCategory is what the scan says about a category.
type ScanCategory struct {
	ID           string // of the section
	Category     Link
	Baseline     string
	Observations []ObservationView
	Levels       []ScanLevels
	Example      bool // all levels are examples
	Numbers      []BaselineRow
}

// ScanLevels is how mature an aspect is, on average: as interviews said in each year, and in this
// edition, about the same questions.
type ScanLevels struct {
	Aspect  Link
	Said    []string // for each year of ScanView; "" where nothing was said
	Now     string
	Example bool
}

// ObservationView is what the scan found, and what is true of it now.
type ObservationView struct {
	ID, Title, Text, Now string
	Since                string // the edition before that has it too, or ""
	Rows                 []ThenNow
	Example              bool
}

// ThenNow is a thing that an observation rests on, with what it said then and what it says now. Both
// are "" for a thing that has no level or value.
type ThenNow struct {
	Thing
	Then, Now string
}

func (p *press) fillScan(b *book, page *Page, _ string) error {
	path, l := page.Path, b.language
	v := &ScanView{Years: b.interviewYears()}
	if s := b.edition.Scan; s != nil {
		v.Summary, v.Example = b.textOf(s.Summary), s.Example
		for _, step := range []struct {
			key string
			on  time.Time
		}{{"discussed", s.Discussed}, {"fed-back", s.FedBack}, {"adopted", s.Adopted}} {
			v.Steps = append(v.Steps, ScanStep{l.Say("scan.step." + step.key), b.day(step.on)})
		}
	}
	if len(b.edition.Interviews) > 0 {
		v.Interviews = Link{Href: relative(path, b.address.page("interviews", "")), Title: b.interviewsHeld(),
			Example: slices.ContainsFunc(b.edition.Interviews, func(i *model.Interview) bool { return i.Example })}
	}
	v.General = b.observations(path, nil)
	for _, c := range b.edition.Categories {
		section := ScanCategory{ID: "scan-" + c.ID, Category: *b.categoryLink(path, c), Baseline: b.textOf(c.Baseline),
			Observations: b.observations(path, c), Levels: b.scanLevels(path, c, v.Years), Numbers: b.baselineRows(path, c)}
		section.Example = markOnce(section.Levels, func(row *ScanLevels) *bool { return &row.Example })
		if section.Baseline != "" || len(section.Observations)+len(section.Levels)+len(section.Numbers) > 0 {
			v.Categories = append(v.Categories, section)
		}
	}
	page.View = v
	return nil
}

// interviewYears returns the years in which interviews were held, the first one first.
func (b *book) interviewYears() []string {
	var years []string
	for _, i := range b.edition.Interviews {
		if year := strconv.Itoa(i.Date.Year()); i.Held() && !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	slices.Sort(years)
	return years
}

// observations returns those about a category, or about all when that is nil.
func (b *book) observations(page string, c *model.Category) []ObservationView {
	var all []ObservationView
	for _, o := range b.edition.Observations {
		if o.Category != c {
			continue
		}
		v := ObservationView{ID: b.address.anchor(model.ObservationKind, o.ID), Title: b.textOf(o.Title),
			Text: b.textOf(o.Text), Now: b.textOf(o.Now), Example: o.Example, Since: b.observedBefore(o)}
		for _, e := range o.Evidence {
			if t, ok := b.thing(page, e.Kind, e.ID); ok {
				row := ThenNow{Thing: t}
				if row.Then, row.Now = b.thenAndNow(e); row.Then != "" {
					row.Value = "" // which is what is said now
				}
				if q := b.edition.Question(e.ID); e.Kind == model.QuestionKind {
					row.Example = hasExample([]*model.Question{q})
				}
				v.Rows = append(v.Rows, row)
			}
		}
		all = append(all, v)
	}
	return all
}

// observedBefore names the edition before when that has the observation too.
func (b *book) observedBefore(o *model.Observation) string {
	if b.before == nil {
		return ""
	}
	for _, was := range b.before.edition.Observations {
		if was.ID == o.ID || was.ID == o.Formerly {
			return b.before.edition.Year
		}
	}
	return ""
}

// thenAndNow says what a thing said at the time of the scan, and what it says now: a question by the
// replies in interviews and its present answer, an indicator by its first measurement and its latest
// value.
func (b *book) thenAndNow(e model.Evidence) (then, now string) {
	l := b.language
	switch e.Kind {
	case model.QuestionKind:
		q := b.edition.Question(e.ID)
		var said []string
		for _, i := range b.edition.Interviews {
			r := i.Reply(q)
			switch {
			case r == nil:
			case compares(q, i):
				said = append(said, l.Say("scan.reply", "n", b.language.Whole(r.Level), "role", b.textOf(i.Title),
					"year", strconv.Itoa(i.Date.Year())))
			default:
				said = append(said, l.Say("scan.reply-reworded", "role", b.textOf(i.Title)))
			}
		}
		return l.List(said), b.levelText(q)
	case model.IndicatorKind:
		i := b.edition.Indicator(e.ID)
		points := b.report.Facts(i).Values.Points
		for n, p := range points {
			if p.Period == i.Baseline && p.State == report.Shown {
				then, now = b.valueWithPeriod(p, i), b.valueInLine(i)
				if !report.Comparable(points[n:]) {
					now = l.Say("scan.incomparable", "value", now)
				}
			}
		}
		return then, now
	}
	return "", ""
}

// scanLevels returns the levels of the aspects of a category about which interviews said something.
func (b *book) scanLevels(page string, c *model.Category, years []string) []ScanLevels {
	var all []ScanLevels
	for _, a := range c.Aspects {
		row := ScanLevels{Aspect: Link{Href: relative(page, b.address.aspect(a)), Title: b.textOf(a.Title)}}
		asked := make(map[*model.Question]bool)
		for _, year := range years {
			sum, n := 0, 0
			for _, i := range b.edition.Interviews {
				if strconv.Itoa(i.Date.Year()) != year {
					continue
				}
				for _, r := range i.Replies {
					if r.Question.Aspect == a && compares(r.Question, i) {
						sum, n = sum+r.Level, n+1
						asked[r.Question] = true
						row.Example = row.Example || i.Example
					}
				}
			}
			row.Said = append(row.Said, b.meanLevel(sum, n))
		}
		if len(asked) == 0 {
			continue
		}
		sum, n := 0, 0
		for q := range asked {
			if q.Answer != nil {
				sum, n = sum+q.Answer.Level, n+1
				row.Example = row.Example || q.Answer.Example
			}
		}
		row.Now = b.meanLevel(sum, n)
		all = append(all, row)
	}
	return all
}

// meanLevel writes a mean level with how many answers it is of, or "" for none.
func (b *book) meanLevel(sum, n int) string {
	if n == 0 {
		return ""
	}
	return b.language.Count("scan.mean", n, "mean", b.score(float64(sum)/float64(n)))
}
