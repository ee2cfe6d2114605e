package privacy

import (
	"fmt"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// usual is the usual rules, with a secret that is known.
var usual = model.Privacy{Threshold: 5, Base: 5, Secret: []byte("0123456789abcdef0123456789abcdef")}

func year(n int) model.Period { return model.Period{Year: n} }

// hidden makes a sensitive count of numbers by year, from 2021: "12 3c : 7".
func hidden(id, numbers string, breakdowns ...*model.Breakdown) *model.Indicator {
	return &model.Indicator{Head: model.Head{ID: id}, Kind: model.Count, Sensitive: true, Protect: model.Hide,
		Values: by(year(2021), numbers), Breakdowns: breakdowns}
}

// rounded makes a sensitive count that is rounded.
func rounded(id, numbers string, breakdowns ...*model.Breakdown) *model.Indicator {
	i := hidden(id, numbers, breakdowns...)
	i.Protect = model.Round
	return i
}

// open makes a count that is published as it is.
func open(id, numbers string, breakdowns ...*model.Breakdown) *model.Indicator {
	i := hidden(id, numbers, breakdowns...)
	i.Sensitive, i.Protect = false, ""
	return i
}

// quarterly makes the numbers of an indicator quarters, from 2021 on.
func quarterly(i *model.Indicator, numbers string) *model.Indicator {
	i.Frequency = model.Quarterly
	i.Values = by(model.Period{Frequency: model.Quarterly, Year: 2021, Part: 1}, numbers)
	return i
}

// by makes values of numbers with flags behind them, from a period on. "-" is a period without a
// value.
func by(period model.Period, numbers string) []model.Value {
	var out []model.Value
	for _, word := range strings.Fields(numbers) {
		v := model.Value{Period: period}
		if _, err := fmt.Sscanf(word, "%g", &v.Number); err != nil {
			v.Missing = true
		}
		v.Flags = model.Flags(strings.TrimLeft(word, "0123456789."))
		if word != "-" {
			out = append(out, v)
		}
		period = period.Next()
	}
	return out
}

// split makes a breakdown by a dimension into parts a, b, c ….
func split(dimension string, parts ...string) *model.Breakdown {
	b := &model.Breakdown{Dimension: &model.Dimension{ID: dimension}}
	for n, numbers := range parts {
		b.Parts = append(b.Parts, model.Part{Member: &model.Member{Key: string(rune('a' + n))},
			Values: by(year(2021), numbers)})
	}
	return b
}

// members adds members to the dimension of a breakdown: those of its parts, and more.
func members(b *model.Breakdown, more ...string) *model.Breakdown {
	for _, p := range b.Parts {
		b.Dimension.Members = append(b.Dimension.Members, p.Member)
	}
	for _, key := range more {
		b.Dimension.Members = append(b.Dimension.Members, &model.Member{Key: key})
	}
	return b
}

func edition(year string, indicators ...*model.Indicator) *model.Edition {
	e := &model.Edition{Year: year, Indicators: indicators}
	for _, i := range indicators {
		for _, b := range i.Breakdowns {
			e.Dimensions = append(e.Dimensions, b.Dimension)
		}
	}
	e.Index()
	return e
}

var stateNames = map[State]string{Missing: ":", Small: "<5", Confidential: "c", Withheld: "–"}

// published writes what is published of the indicators: "x: 24 | <5 | 12 | –".
func published(p *Publication) string {
	var out []string
	for _, i := range p.Edition.Indicators {
		line := i.ID + ":"
		p.eachSeries(i, func(at Coordinates, values []model.Value) {
			if at.Breakdown != nil {
				line += " |"
			}
			for n := range values {
				v := p.Of(i, &values[n])
				if v.State == Shown {
					line += fmt.Sprintf(" %.4g", v.Number)
				} else {
					line += " " + stateNames[v.State]
				}
			}
		})
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// safe writes what is published, as published does, and fails when a reader could find more.
func safe(t *testing.T, p *Publication) string {
	t.Helper()
	for _, f := range exposed(p) {
		t.Errorf("%s can be found in\n%s", f, published(p))
	}
	return published(p)
}

// exposed names the numbers that readers can find.
func exposed(p *Publication) []string {
	var out []string
	for _, f := range p.Findings() {
		if f.Exposed {
			out = append(out, fmt.Sprint(strings.TrimSpace(f.Indicator.ID+" "+f.Member()), " ", f.Period))
		}
	}
	return out
}
