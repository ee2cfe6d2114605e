package survey

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// fixture returns a survey that asks everything, of groups with these numbers of people.
func fixture(population ...int) (s *model.Survey, risks []*model.Risk, categories []*model.Category) {
	s = &model.Survey{Weighted: true,
		Horizons:   []*model.Horizon{{ID: "kort", Years: 2}, {ID: "lang", Years: 10}},
		Outlooks:   []*model.Option{{ID: "stil"}, {ID: "woelig"}, {ID: "storm"}},
		Approaches: []*model.Option{{ID: "techniek"}, {ID: "gedrag"}},
	}
	for i, n := range population {
		s.Groups = append(s.Groups, &model.Group{ID: fmt.Sprint("g", i), Population: n, Invited: n / 2})
	}
	for _, kind := range model.SurveyKinds {
		s.Questions = append(s.Questions, &model.SurveyQuestion{ID: kind, Kind: model.SurveyKind(kind), Max: 7})
	}
	for i := range 4 {
		risks = append(risks, &model.Risk{Head: model.Head{ID: fmt.Sprint("r", i)}})
	}
	return s, risks, []*model.Category{{Head: model.Head{ID: "c0"}}, {Head: model.Head{ID: "c1"}}}
}

// respond adds respondents of a group, each with one value for an item.
func respond(a *Answers, group, item int, values ...int) {
	for _, value := range values {
		a.SetAnswer(a.AddRespondent(fmt.Sprintf("%d-%d", group, a.Respondents()), group), item, value)
	}
}

func near(got, want float64) bool { return math.Abs(got-want) < 1e-9 }

// TestWeighted works a small survey out by hand. Of 100 people in the first group four answered, of
// 300 in the second four: they weigh ¼ · 8/4 = ½ and ¾ · 8/4 = 1½. Their means are 6 and 2, so that
// all together have ¼ · 6 + ¾ · 2 = 3. The squares Σw²(y−3)² come to ¼ · 40 + 2¼ · 8 = 28; the
// variance is 8/7 · 28 / 8² = ½; the effective size 8² / (4 · ¼ + 4 · 2¼) = 6.4.
func TestWeighted(t *testing.T) {
	s, risks, categories := fixture(100, 300)
	a := NewAnswers(s, risks, categories)
	severity := a.Item(s.Asked(model.Severity), 1, 0)
	respond(a, 0, severity, 7, 7, 5, 5)
	respond(a, 1, severity, 3, 3, 1, 1)
	// The outlook is storm to all of the first group and to one of the second: (4 · ½ + 1 · 1½) / 8
	// = 43.75 %.
	for respondent, value := range []int{3, 3, 3, 3, 3, 1, 1, 1} {
		a.SetAnswer(respondent, a.Item(s.Asked(model.Outlook), -1, 1), value)
	}
	r := Aggregate(s, risks, categories, a, 4, nil)
	if r.N != 8 || r.Population != 400 || len(r.Cells) != 2 || r.Cells[1].N != 4 || !near(r.Cells[0].Response(), 8) || !near(r.Response(), 4) {
		t.Errorf("%+v", r)
	}
	if len(r.Severity["kort"]) != 1 {
		t.Fatalf("%+v", r.Severity)
	}
	got := r.Severity["kort"][0]
	half := stats.StudentT(0.975, 5.4) * math.Sqrt(0.5)
	if got.Risk != risks[1] || got.N != 8 || !near(got.Value, 3) || !near(got.Low, 3-half) ||
		!near(got.High, 3+half) || got.Rank != 1 {
		t.Errorf("%+v, want 3 ± %v", got, half)
	}
	if c := r.ByCell[0]["r1"]; c.N != 4 || c.Value != 6 || c.High != 7 {
		t.Errorf("first group: %+v; the interval ends with the scale", c)
	}
	shares := r.Outlook[1].Shares
	storm, want := shares[2], stats.Share(0.4375, 6.4)
	if storm.N != 8 || !near(storm.Value, 43.75) || !near(storm.Low, 100*want.Low) || shares[1].Value != 0 {
		t.Errorf("%+v", shares)
	}
	if r.Outlook[0].Shares[0] != (Estimate{}) || len(r.Likelihood) != 0 || len(r.Current) != 0 {
		t.Error("what nobody answered has an estimate")
	}
	s.Weighted = false
	if got := Aggregate(s, risks, categories, a, 4, nil).Severity["kort"][0]; !near(got.Value, 4) {
		t.Errorf("not weighted: %+v", got)
	}
}

// TestSmallGroups merges groups of 12, 6, 2 and 0 respondents into cells of 12 and 8 when the
// threshold is 5. All 12 rated the second risk, and 3 of the 8. It is shown for neither cell:
// readers could take 12 from the total and find the 3.
func TestSmallGroups(t *testing.T) {
	s, risks, categories := fixture(1000, 500, 20, 10)
	a := NewAnswers(s, risks, categories)
	first, second := a.Item(s.Asked(model.Severity), 0, 0), a.Item(s.Asked(model.Severity), 1, 0)
	respond(a, 0, first, 1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5)
	respond(a, 1, first, 2, 2, 2, 2, 2, 2)
	respond(a, 2, first, 6, 6)
	for respondent := range 15 {
		a.SetAnswer(respondent, second, 4)
	}
	r := Aggregate(s, risks, categories, a, 5, nil)
	if len(r.Cells) != 2 || r.Cells[0].N != 12 || r.Cells[1].N != 8 || r.Cells[1].Population != 530 ||
		len(r.Cells[1].Groups) != 3 {
		t.Errorf("%+v", r.Cells)
	}
	if c := r.ByCell[1]["r0"]; c.N != 8 || !near(c.Value, 3) {
		t.Errorf("merged: %+v", c)
	}
	if len(r.ByCell[0]) != 1 || len(r.ByCell[1]) != 1 {
		t.Errorf("%+v", r.ByCell)
	}
	if len(r.Severity["kort"]) != 2 {
		t.Errorf("%+v", r.Severity["kort"])
	}
	few := NewAnswers(s, risks, categories)
	respond(few, 0, first, 1, 2, 3, 4)
	r = Aggregate(s, risks, categories, few, 5, nil)
	if !r.Withheld || r.N != 0 || r.Cells != nil || r.Severity != nil {
		t.Errorf("four respondents: %+v", r)
	}
	if r := Aggregate(s, risks, categories, NewAnswers(s, risks, categories), 0, nil); !r.Withheld {
		t.Error("nobody answered, and something is said of it")
	}
}

// TestWithheld tries all small cases: readers cannot find a withheld part by taking the others from
// the total.
func TestWithheld(t *testing.T) {
	const threshold = 4
	for code := range 9 * 9 * 9 * 9 {
		answers := []int{code % 9, code / 9 % 9, code / 81 % 9, code / 729}
		hide := withheld(answers, threshold)
		parts, sum, small := 0, 0, false
		shown := 0
		for i, n := range answers {
			if hide[i] {
				parts++
				sum += n
			} else if n > 0 {
				shown++
			}
			if n > 0 && n < threshold && !hide[i] {
				t.Fatalf("%v: %d is shown", answers, n)
			}
			small = small || n > 0 && n < threshold
		}
		if parts > 0 && shown > 0 && (parts < 2 || sum < threshold) {
			t.Fatalf("%v: %v gives a small part away", answers, hide)
		}
		if !small && parts > 0 {
			t.Fatalf("%v: %v hides for nothing", answers, hide)
		}
	}
}

// answer is one row.
type answer struct {
	id                         string
	group, item, value, driven int // driven is -1 for an item
}

func random(seed uint64, s *model.Survey, risks []*model.Risk, categories []*model.Category) []answer {
	r := rand.New(rand.NewPCG(seed, 0))
	var all []answer
	items := NewAnswers(s, risks, categories).Items()
	limit := map[model.SurveyKind]int{model.Current: len(risks), model.Outlook: 3, model.ApproachTo: 2,
		model.Severity: 7, model.Likelihood: 7, model.Impact: 7}
	for respondent := range 1 + r.IntN(60) {
		id, group := fmt.Sprint(respondent), min(r.IntN(len(s.Groups)), r.IntN(len(s.Groups)))
		for item, i := range items {
			if r.IntN(4) > 0 {
				all = append(all, answer{id, group, item, 1 + r.IntN(limit[i.Question.Kind]), -1})
			}
		}
		for range r.IntN(4) {
			if from, to := r.IntN(len(risks)), r.IntN(len(risks)); from != to {
				all = append(all, answer{id, group, 0, from, to})
			}
		}
	}
	return all
}

func answersOf(rows []answer, s *model.Survey, risks []*model.Risk, categories []*model.Category) *Answers {
	a, known := NewAnswers(s, risks, categories), map[string]int{}
	for _, row := range rows {
		respondent, ok := known[row.id]
		if !ok {
			respondent = a.AddRespondent(row.id, row.group)
			known[row.id] = respondent
		}
		if row.driven >= 0 {
			a.AddPair(respondent, row.value, row.driven)
		} else {
			a.SetAnswer(respondent, row.item, row.value)
		}
	}
	return a
}

func bytesOf(t *testing.T, r *Results) string {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestAlways checks what must hold for every survey, on many random ones.
func TestAlways(t *testing.T) {
	for seed := range uint64(60) {
		s, risks, categories := fixture(900, 400, 60, 2000, 5)
		rows := random(seed, s, risks, categories)
		visible := risks
		if seed%2 == 1 {
			visible = []*model.Risk{risks[0], risks[2], risks[3]}
		}
		const threshold = 5
		r := Aggregate(s, visible, categories, answersOf(rows, s, risks, categories), threshold, nil)
		if r.Withheld {
			continue
		}
		n, weighted := 0, 0.0
		population, respondents := []int{}, []int{}
		for _, c := range r.Cells {
			if c.N < threshold {
				t.Fatalf("seed %d: a cell of %d is shown", seed, c.N)
			}
			n += c.N
			population, respondents = append(population, c.Population), append(respondents, c.N)
		}
		for i, w := range stats.PostStrata(population, respondents) {
			weighted += w * float64(respondents[i])
		}
		if n != r.N || !near(weighted, float64(n)) {
			t.Errorf("seed %d: %d respondents, %d in cells, weights sum to %v", seed, r.N, n, weighted)
		}
		sum := func(what string, shares []Estimate) {
			total := 0.0
			for _, e := range shares {
				total += e.Value
				if e.N > 0 && (e.N < threshold || e.Low < 0 || e.High > 100 || e.Low > e.Value || e.High < e.Value) {
					t.Errorf("seed %d: %s: %+v", seed, what, e)
				}
			}
			if len(shares) > 0 && shares[0].N > 0 && !near(total, 100) {
				t.Errorf("seed %d: %s: shares sum to %v", seed, what, total)
			}
		}
		for _, o := range r.Outlook {
			sum("outlook", o.Shares)
		}
		for _, o := range r.Approaches {
			sum("approach", o.Shares)
		}
		var current []Estimate
		for _, c := range r.Current {
			current = append(current, c.Estimate)
		}
		sum("current", current)
		for name, list := range map[string][]Ranked{"current": r.Current, "kort": r.Severity["kort"],
			"lang": r.Severity["lang"]} {
			for i, e := range list {
				if e.RankLow < 1 || e.RankLow > e.Rank || e.RankHigh < e.Rank || e.RankHigh > len(list) {
					t.Errorf("seed %d: %s: %+v", seed, name, e)
				}
				unsorted := i > 0 && (list[i-1].Rank > e.Rank || list[i-1].Value < e.Value)
				if !slices.Contains(visible, e.Risk) || unsorted {
					t.Errorf("seed %d: %s is out of order: %+v", seed, name, list)
				}
			}
		}
		for _, e := range r.Severity["kort"] {
			if e.Value < 1 || e.Value > 7 || e.Low < 1 || e.High > 7 || e.N < threshold {
				t.Errorf("seed %d: %+v", seed, e)
			}
			hiddenParts, rest := 0, e.N
			for _, cell := range r.ByCell {
				c, ok := cell[e.Risk.ID]
				if rest -= c.N; !ok {
					hiddenParts++
				}
			}
			if rest > 0 && rest < e.N && (rest < threshold || hiddenParts < 2) {
				t.Errorf("seed %d: %d answers on %s are left when the cells shown are taken from the total", seed,
					rest, e.Risk.ID)
			}
		}
		for _, p := range r.Pairs {
			if slices.Index(visible, p.A) < 0 || slices.Index(visible, p.A) >= slices.Index(visible, p.B) ||
				p.Value > 100 {
				t.Errorf("seed %d: %+v", seed, p)
			}
		}
		want := bytesOf(t, r)
		shuffle := rand.New(rand.NewPCG(seed, 1))
		for range 2 {
			shuffle.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			again := Aggregate(s, visible, categories, answersOf(rows, s, risks, categories), threshold, nil)
			if got := bytesOf(t, again); got != want {
				t.Fatalf("seed %d: the order of the rows changes the results", seed)
			}
		}
	}
}

// TestPairs has six respondents who name a pair. Five name the first pair, two of them in the other
// order, and one names the second.
func TestPairs(t *testing.T) {
	s, risks, categories := fixture(100)
	s.Weighted = false
	a := NewAnswers(s, risks, categories)
	for i := range 8 {
		respondent := a.AddRespondent(fmt.Sprint(i), 0)
		switch {
		case i < 3:
			a.AddPair(respondent, 1, 3)
		case i < 5:
			a.AddPair(respondent, 3, 1)
		case i == 5:
			a.AddPair(respondent, 0, 1)
		}
		if i == 0 && !a.AddPair(respondent, 3, 1) {
			t.Error("a pair the other way round is a new one")
		}
	}
	r := Aggregate(s, risks, categories, a, 5, nil)
	if len(r.Pairs) != 1 || r.Pairs[0].A != risks[1] || r.Pairs[0].B != risks[3] || r.Pairs[0].N != 6 ||
		!near(r.Pairs[0].Value, 500.0/6) {
		t.Errorf("%+v", r.Pairs)
	}
	if r := Aggregate(s, risks[:3], categories, a, 5, nil); len(r.Pairs) != 0 || r.N != 8 {
		t.Errorf("a risk that may not be seen: %+v", r.Pairs)
	}
}

// TestTwoWorlds swaps two answers to a question: one from a cell in which fewer answered than the
// threshold, and one from the next smallest cell. The results must stay the same, so that nobody
// can tell which of the two gave which answer. They would differ if each cell had its own weight.
// Intervals of ranks are left out: they are drawn from all answers at once.
func TestTwoWorlds(t *testing.T) {
	const threshold = 5
	swapped := 0
	for seed := range uint64(40) {
		s, risks, categories := fixture(900, 400, 60, 2000, 5)
		rows := random(seed, s, risks, categories)
		a := answersOf(rows, s, risks, categories)
		if a.Respondents() < threshold {
			continue
		}
		r := Aggregate(s, risks, categories, a, threshold, nil)
		shown := bytesOf(t, unranked(r))
		cell := make(map[*model.Group]int)
		for n, c := range r.Cells {
			for _, g := range c.Groups {
				cell[g] = n
			}
		}
		of := func(respondent int) int { return cell[s.Groups[a.Group(respondent)]] }
		for item := range a.Items() {
			n := make([]int, len(r.Cells))
			for respondent := range a.Respondents() {
				if a.Answer(respondent, item) > 0 {
					n[of(respondent)]++
				}
			}
			least, next := -1, -1 // cells, by how many answered
			for c := range n {
				switch {
				case n[c] == 0:
				case least < 0 || n[c] < n[least]:
					least, next = c, least
				case next < 0 || n[c] < n[next]:
					next = c
				}
			}
			if next < 0 || n[least] >= threshold {
				continue
			}
		pairs:
			for x := range a.Respondents() {
				for y := range a.Respondents() {
					v, w := a.Answer(x, item), a.Answer(y, item)
					if of(x) != least || of(y) != next || v == 0 || w == 0 || v == w {
						continue
					}
					a.SetAnswer(x, item, w)
					a.SetAnswer(y, item, v)
					if got := bytesOf(t, unranked(Aggregate(s, risks, categories, a, threshold, nil))); got != shown {
						t.Fatalf("seed %d: an answer to item %d of cell %d (%v) can be told from one of cell %d",
							seed, item, of(x), n, of(y))
					}
					a.SetAnswer(x, item, v)
					a.SetAnswer(y, item, w)
					swapped++
					break pairs
				}
			}
		}
	}
	if swapped < 50 {
		t.Errorf("only %d answers were swapped", swapped)
	}
}

// unranked forgets the intervals of ranks.
func unranked(r *Results) *Results {
	lists := [][]Ranked{r.Current}
	for _, l := range r.Severity {
		lists = append(lists, l)
	}
	for _, l := range lists {
		for n := range l {
			l[n].RankLow, l[n].RankHigh = 0, 0
		}
	}
	return r
}

// TestKeep checks that intervals of ranks are drawn once, and again when what was kept is damaged.
func TestKeep(t *testing.T) {
	s, risks, categories := fixture(100, 300)
	a := NewAnswers(s, risks, categories)
	severity := a.Item(s.Asked(model.Severity), 1, 0)
	respond(a, 0, severity, 7, 7, 5, 5)
	respond(a, 1, severity, 3, 3, 1, 1)
	want := bytesOf(t, Aggregate(s, risks, categories, a, 4, nil))
	shelf, drawn := make(map[[32]byte][]byte), 0
	keep := func(key [32]byte, draw func() []byte) []byte {
		if entry, ok := shelf[key]; ok {
			return entry
		}
		drawn++
		shelf[key] = draw()
		return shelf[key]
	}
	for range 2 {
		if got := bytesOf(t, Aggregate(s, risks, categories, a, 4, keep)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if drawn != 1 {
		t.Errorf("drawn %d times", drawn)
	}
	for key, entry := range shelf {
		shelf[key] = entry[:len(entry)-1] // damaged
	}
	if got := bytesOf(t, Aggregate(s, risks, categories, a, 4, keep)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
