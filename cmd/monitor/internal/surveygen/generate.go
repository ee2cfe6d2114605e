package main

import (
	"cmp"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// The numbers of the invented survey. Opinions about a risk are on a scale from 0, no danger, to 1,
// the worst.
const (
	few     = 3    // respondents of the smallest group in an odd year, so that the report shows a merged group
	skipped = 0.06 // part of the answers that are missing
	stopped = 0.08 // part of the respondents who stop half-way

	weightOfPrior = 0.70 // how much what people think of a risk in general counts
	ofSide        = 0.06 // how much the sides of a risk can differ from that

	firstYear = 2019 // opinions change each year from then on
	drift     = 0.02 // how much the opinion about a risk can change in a year
	ofGroup   = 0.06 // how much groups can differ about a risk
	ofHorizon = 0.12 // how much worse a risk can be at a far horizon
	ofPerson  = 0.09 // standard deviation between people, over all their answers
	ofAnswer  = 0.15 // standard deviation between the answers of a person

	mostPairs = 4
)

// unit returns a number from 0 to 1 that depends on the names only. So opinions about a
// risk differ by group and change by year, and stay the same when the answers are made again.
func unit(names ...string) float64 {
	h := fnv.New64a()
	for _, n := range names {
		h.Write([]byte(n))
		h.Write([]byte{0})
	}
	// FNV's upper bits are uneven for short names; one round of mixing spreads them (the finaliser
	// of MurmurHash3).
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return float64(x>>11) / (1 << 53)
}

// around returns a number from −1 to 1 that depends on the names only.
func around(names ...string) float64 { return 2*unit(names...) - 1 }

// prior is what people think of a risk in general, from 0 to 1.
type prior struct{ Likelihood, Impact float64 }

// The file has the risks of this repository by meaning. Its order is what institutions say
// themselves: information security and well-being first, attacks unlikely and grave. No number is
// from a real survey. A risk that had another id in the edition before stands there by that id.
//
//go:embed priors.csv
var priorsFile string

// priors has what people think of risks by id. A risk that it lacks gets numbers from its name.
var priors = sync.OnceValue(func() map[string]prior {
	list := make(map[string]prior)
	rows, err := csv.NewReader(strings.NewReader(priorsFile)).ReadAll()
	if err != nil {
		panic(err) // the file is part of the program
	}
	for _, row := range rows[1:] {
		likelihood, errL := strconv.ParseFloat(row[1], 64)
		impact, errI := strconv.ParseFloat(row[2], 64)
		if err := errors.Join(errL, errI); err != nil {
			panic(err)
		}
		list[row[0]] = prior{likelihood, impact}
	}
	return list
})

// of returns how grave a side of a risk is. Severity lies between likelihood and impact, nearer to
// impact; the risk that people call most current is likely and has impact.
func (p prior) of(side model.SurveyKind) float64 {
	switch side {
	case model.Likelihood:
		return p.Likelihood
	case model.Impact:
		return p.Impact
	case model.Severity:
		return 0.4*p.Likelihood + 0.6*p.Impact
	}
	return math.Sqrt(p.Likelihood * p.Impact)
}

// generator invents the answers of one edition.
type generator struct {
	year       int
	survey     *model.Survey
	risks      []*model.Risk
	categories []*model.Category
	pairs      []drivers
	degree     map[*model.Risk]float64 // how many risks experts connect with it, 1 for the most
}

// drivers is two risks, with the weight by which people name them as driving each other.
type drivers struct {
	from, to *model.Risk
	weight   float64
}

// generate writes a file of answers. The result depends on its arguments only.
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

// responseOf returns the part of those invited who answer: of a group of 24 some 60 %, of 1,000 some
// 35 %, of 7,000 some 20 %. In surveys of a whole university few of the large groups of students answer.
func responseOf(group *model.Group) float64 {
	return max(0.1, 0.85-0.17*math.Log10(float64(group.Population)))
}

// groups returns the group of each respondent.
func (g *generator) groups() []*model.Group {
	smallest := g.survey.Groups[0]
	for _, group := range g.survey.Groups {
		if group.Population < smallest.Population {
			smallest = group
		}
	}
	var all []*model.Group
	for _, group := range g.survey.Groups {
		n := max(1, int(math.Round(responseOf(group)*float64(group.Invited))))
		if group == smallest && g.year%2 == 1 && len(g.survey.Groups) > 1 {
			n = few
		}
		all = append(all, slices.Repeat([]*model.Group{group}, min(n, group.Invited))...)
	}
	random := rand.New(rand.NewPCG(uint64(g.year), 1<<32))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// name returns the former id of a risk that was renamed, so that opinions about it stay the same.
func name(r *model.Risk) string { return cmp.Or(r.Formerly, r.ID) }

// gravity returns the average opinion about one side of a risk this year: its severity, its
// likelihood or its impact, or how current it is.
func (g *generator) gravity(r *model.Risk, side model.SurveyKind) float64 {
	p, ok := priors()[name(r)]
	if !ok {
		p = prior{0.2 + 0.6*unit(name(r)), 0.2 + 0.6*unit(name(r))}
	}
	x := 0.05 + weightOfPrior*p.of(side) + ofSide*unit(name(r), string(side)) + 0.06*g.degree[r]
	for year := firstYear; year <= g.year; year++ {
		x += drift * around(name(r), strconv.Itoa(year))
	}
	return x
}

// connect gives all pairs of risks a weight. It is high for pairs that experts connect, and for a
// few others. It also counts the connections of each risk, since risks with many connections are
// grave.
func (g *generator) connect() {
	connected := func(from, to *model.Risk) bool {
		return slices.ContainsFunc(from.Connections, func(c model.Connection) bool {
			return c.To != nil &&
				c.To.ID == to.ID
		})
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

// person is one respondent.
type person struct {
	*generator
	*rand.Rand
	group *model.Group
	mood  float64 // how much graver than others the person thinks everything
}

// rows returns the answers of one person. A row has question, subject, horizon and value.
func (p *person) rows() (rows [][]string) {
	addAnswer := func(q *model.SurveyQuestion, subject, horizon, value string) {
		if value != "" && p.Float64() >= skipped {
			rows = append(rows, []string{q.ID, subject, horizon, value})
		}
	}
	// People who think a risk likely also tend to think its impact large.
	views := make([]float64, len(p.risks))
	for i := range views {
		views[i] = 0.6 * ofAnswer * p.NormFloat64()
	}
	for _, q := range p.survey.Questions {
		switch q.Kind {
		case model.Current:
			addAnswer(q, "", "", p.current())
		case model.Severity:
			for i, r := range p.risks {
				for _, h := range p.survey.Horizons {
					far := ofHorizon * math.Log10(float64(max(1, h.Years))) * (0.3 + 0.7*around(name(r), "horizon"))
					addAnswer(q, r.ID, h.ID, p.scale(q, p.view(r, q.Kind)+far+views[i]))
				}
			}
		case model.Likelihood, model.Impact:
			for i, r := range p.risks {
				addAnswer(q, r.ID, "", p.scale(q, p.view(r, q.Kind)+views[i]))
			}
		case model.Outlook:
			for _, h := range p.survey.Horizons {
				addAnswer(q, "", h.ID, p.outlook(h))
			}
		case model.Drivers:
			for _, d := range p.drivers() {
				addAnswer(q, d.from.ID, "", d.to.ID)
			}
		case model.ApproachTo:
			for _, c := range p.categories {
				addAnswer(q, c.ID, "", p.approach(c))
			}
		}
	}
	return rows
}

// view returns the opinion of people of this group and mood about one side of a risk.
func (p *person) view(r *model.Risk, side model.SurveyKind) float64 {
	return p.gravity(r, side) + ofGroup*around(name(r), p.group.ID) + p.mood
}

// scale returns an opinion as a number on the scale of a question.
func (p *person) scale(q *model.SurveyQuestion, x float64) string {
	x += 0.8 * ofAnswer * p.NormFloat64()
	return strconv.Itoa(1 + int(math.Round(math.Max(0, math.Min(1, x))*float64(q.Max-1))))
}

// choose draws one of some weights and returns its index, or -1 when none is above 0. A weight that
// is twice as large is drawn twice as often.
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

// current returns the risk that the person names as the most current: mostly a grave one.
func (p *person) current() string {
	weights := make([]float64, len(p.risks))
	for i, r := range p.risks {
		weights[i] = math.Exp(9 * (p.gravity(r, model.Current) + ofGroup*around(name(r), p.group.ID)))
	}
	return p.risks[max(0, p.choose(weights))].ID
}

// outlook returns the person's outlook at a horizon. It is worse at a far horizon and for a gloomy
// person.
func (p *person) outlook(h *model.Horizon) string {
	options := p.survey.Outlooks
	if len(options) == 0 {
		return ""
	}
	far, change := math.Log10(float64(max(1, h.Years))), around("outlook", strconv.Itoa(p.year))
	x := 0.38 + 0.16*far + 2*p.mood + drift*change + 0.17*p.NormFloat64()
	return options[max(0, min(len(options)-1, int(x*float64(len(options)))))].ID
}

// drivers returns the pairs that the person names, each once.
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

// approach returns the approach that the person names for a category. Each category has approaches
// that are named more often.
func (p *person) approach(c *model.Category) string {
	if len(p.survey.Approaches) == 0 {
		return ""
	}
	weights := make([]float64, len(p.survey.Approaches))
	for i, a := range p.survey.Approaches {
		year := strconv.Itoa(p.year)
		weights[i] = math.Exp(2.2*unit(c.ID, a.ID) + 0.5*around(a.ID, p.group.ID) + 0.3*around(c.ID, a.ID, year))
	}
	return p.survey.Approaches[max(0, p.choose(weights))].ID
}
