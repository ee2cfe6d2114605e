package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// What the invented respondents are like. All is on a scale from 0, nothing, to 1, the worst.
const (
	respondents = 412
	few         = 3    // of the smallest group in an odd year, so that the report shows what becomes of such a group
	skipped     = 0.06 // part of the answers that are left out
	stopped     = 0.08 // part of the respondents who stop half-way

	firstYear = 2019 // before it, what people think of a risk does not move
	drift     = 0.03 // how far a risk can move in a year
	ofGroup   = 0.10 // how far groups can differ about a risk
	ofHorizon = 0.12 // how much worse a far horizon can be
	ofPerson  = 0.09 // standard deviation of how grave a person thinks everything
	ofAnswer  = 0.15 // and of one answer

	mostPairs = 4
)

// unit is a number from 0 to 1 that belongs to some names: it makes a risk grave in every edition and for everybody, with
// no table of risks.
func unit(names ...string) float64 {
	h := fnv.New64a()
	for _, n := range names {
		h.Write([]byte(n))
		h.Write([]byte{0})
	}
	// FNV's upper bits are uneven for short names; one round of mixing spreads them (the finaliser of MurmurHash3).
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return float64(x>>11) / (1 << 53)
}

// around is a number from −1 to 1 that belongs to some names.
func around(names ...string) float64 { return 2*unit(names...) - 1 }

// generator invents the answers of one edition.
type generator struct {
	year       int
	survey     *model.Survey
	risks      []*model.Risk
	categories []*model.Category
	pairs      []drivers
	degree     map[*model.Risk]float64 // how much a risk has to do with others, from 0 to 1
}

// drivers are two risks and how much they are thought to drive each other.
type drivers struct {
	from, to *model.Risk
	weight   float64
}

// generate writes a file of answers. It depends on its arguments only.
func generate(w io.Writer, year int, s *model.Survey, risks []*model.Risk, categories []*model.Category) error {
	if len(s.Groups) == 0 || len(risks) == 0 {
		return fmt.Errorf("the survey of %d needs groups and risks", year)
	}
	g := &generator{year: year, survey: s, risks: risks, categories: categories, degree: make(map[*model.Risk]float64)}
	g.connect()
	out := csv.NewWriter(w)
	out.Write([]string{"respondent", "group", "question", "subject", "horizon", "value"})
	for n, group := range g.groups() {
		p := &person{generator: g, Rand: rand.New(rand.NewPCG(uint64(year), uint64(n))), group: group}
		p.mood = ofPerson * p.NormFloat64()
		id := fmt.Sprintf("r%03d", n+1)
		rows := p.rows()
		if p.Float64() < stopped {
			rows = rows[:len(rows)/2]
		}
		for _, row := range rows {
			out.Write(append([]string{id, group.ID}, row...))
		}
	}
	out.Flush()
	return out.Error()
}

// groups is the group of each respondent. Small groups answer better than large ones: by the root of their size.
func (g *generator) groups() []*model.Group {
	total := 0.0
	smallest := g.survey.Groups[0]
	for _, group := range g.survey.Groups {
		total += math.Sqrt(float64(group.Population))
		if group.Population < smallest.Population {
			smallest = group
		}
	}
	var all []*model.Group
	for _, group := range g.survey.Groups {
		n := max(1, int(math.Round(respondents*math.Sqrt(float64(group.Population))/total)))
		if group == smallest && g.year%2 == 1 && len(g.survey.Groups) > 1 {
			n = few
		}
		all = append(all, slices.Repeat([]*model.Group{group}, min(n, group.Population))...)
	}
	random := rand.New(rand.NewPCG(uint64(g.year), respondents*respondents))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// name keeps a risk that was renamed what it was.
func name(r *model.Risk) string { return cmp.Or(r.Formerly, r.ID) }

// gravity is what the average respondent thinks of a side of a risk this year.
func (g *generator) gravity(r *model.Risk, side string) float64 {
	x := 0.25 + 0.21*unit(name(r)) + 0.14*unit(name(r), side) + 0.18*g.degree[r]
	for year := firstYear; year <= g.year; year++ {
		x += drift * around(name(r), strconv.Itoa(year))
	}
	return x
}

// connect makes pairs of risks: those that experts connect are strong, of the others a few. A risk that has much to do with
// others is a grave one.
func (g *generator) connect() {
	connected := func(from, to *model.Risk) bool {
		return slices.ContainsFunc(from.Connections, func(c model.Connection) bool { return c.To != nil && c.To.ID == to.ID })
	}
	most := 1.0
	for i, a := range g.risks {
		for _, b := range g.risks[i+1:] {
			names := []string{name(a), name(b)}
			slices.Sort(names)
			weight := 0.2 * math.Pow(unit(names...), 14)
			if connected(a, b) || connected(b, a) {
				weight = 0.1 + math.Pow(unit(names...), 3)
				g.degree[a]++
				g.degree[b]++
				most = max(most, g.degree[a], g.degree[b])
			}
			g.pairs = append(g.pairs, drivers{a, b, weight})
		}
	}
	for risk := range g.degree {
		g.degree[risk] /= most
	}
}

// person answers.
type person struct {
	*generator
	*rand.Rand
	group *model.Group
	mood  float64
}

// rows are the answers of one person: question, subject, horizon, value.
func (p *person) rows() (rows [][]string) {
	add := func(q *model.SurveyQuestion, subject, horizon, value string) {
		if value != "" && p.Float64() >= skipped {
			rows = append(rows, []string{q.ID, subject, horizon, value})
		}
	}
	// Who thinks a risk likely tends to think its impact large.
	views := make([]float64, len(p.risks))
	for i := range views {
		views[i] = 0.6 * ofAnswer * p.NormFloat64()
	}
	for _, q := range p.survey.Questions {
		switch q.Kind {
		case model.Current:
			add(q, "", "", p.current())
		case model.Severity:
			for i, r := range p.risks {
				for _, h := range p.survey.Horizons {
					far := ofHorizon * math.Log10(float64(max(1, h.Years))) * (0.3 + 0.7*around(name(r), "horizon"))
					add(q, r.ID, h.ID, p.scale(q, p.view(r, string(q.Kind))+far+views[i]))
				}
			}
		case model.Likelihood, model.Impact:
			for i, r := range p.risks {
				add(q, r.ID, "", p.scale(q, p.view(r, string(q.Kind))+views[i]))
			}
		case model.Outlook:
			for _, h := range p.survey.Horizons {
				add(q, "", h.ID, p.outlook(h))
			}
		case model.Drivers:
			for _, d := range p.drivers() {
				add(q, d.from.ID, "", d.to.ID)
			}
		case model.ApproachTo:
			for _, c := range p.categories {
				add(q, c.ID, "", p.approach(c))
			}
		}
	}
	return rows
}

// view is what people of this group, and of this mood, think of a side of a risk.
func (p *person) view(r *model.Risk, side string) float64 {
	return p.gravity(r, side) + ofGroup*around(name(r), p.group.ID) + p.mood
}

// scale puts a view on the scale of a question.
func (p *person) scale(q *model.SurveyQuestion, x float64) string {
	x += 0.8 * ofAnswer * p.NormFloat64()
	return strconv.Itoa(1 + int(math.Round(math.Max(0, math.Min(1, x))*float64(q.Max-1))))
}

// choose returns the place of one of some weights, by chance; -1 when none is above 0.
func (p *person) choose(weights []float64) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	x := p.Float64() * total
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return -1
}

// current is a grave risk rather than another.
func (p *person) current() string {
	weights := make([]float64, len(p.risks))
	for i, r := range p.risks {
		weights[i] = math.Exp(9 * (p.gravity(r, "current") + ofGroup*around(name(r), p.group.ID)))
	}
	return p.risks[max(0, p.choose(weights))].ID
}

// outlook is worse the further it is, and for who is gloomy.
func (p *person) outlook(h *model.Horizon) string {
	options := p.survey.Outlooks
	if len(options) == 0 {
		return ""
	}
	x := 0.38 + 0.16*math.Log10(float64(max(1, h.Years))) + 2*p.mood + drift*around("outlook", strconv.Itoa(p.year)) + 0.17*p.NormFloat64()
	return options[max(0, min(len(options)-1, int(x*float64(len(options)))))].ID
}

// drivers are some pairs, each once.
func (p *person) drivers() (chosen []drivers) {
	weights := make([]float64, len(p.pairs))
	for i, d := range p.pairs {
		weights[i] = d.weight
	}
	for range p.IntN(mostPairs + 1) {
		i := p.choose(weights)
		if i < 0 {
			break
		}
		weights[i] = 0
		d := p.pairs[i]
		if p.IntN(3) == 0 {
			d.from, d.to = d.to, d.from
		}
		chosen = append(chosen, d)
	}
	return chosen
}

// approach leans to what suits the category.
func (p *person) approach(c *model.Category) string {
	if len(p.survey.Approaches) == 0 {
		return ""
	}
	weights := make([]float64, len(p.survey.Approaches))
	for i, a := range p.survey.Approaches {
		weights[i] = math.Exp(2.2*unit(c.ID, a.ID) + 0.5*around(a.ID, p.group.ID) + 0.3*around(c.ID, a.ID, strconv.Itoa(p.year)))
	}
	return p.survey.Approaches[max(0, p.choose(weights))].ID
}
