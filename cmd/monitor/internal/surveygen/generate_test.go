package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func example() (*model.Survey, []*model.Risk, []*model.Category) {
	s := &model.Survey{Example: true,
		Horizons:   []*model.Horizon{{ID: "twee-jaar", Years: 2}, {ID: "tien-jaar", Years: 10}},
		Outlooks:   []*model.Option{{ID: "stabiel"}, {ID: "onrustig"}, {ID: "stormachtig"}},
		Approaches: []*model.Option{{ID: "techniek"}, {ID: "gedrag"}, {ID: "regels"}},
	}
	for i, n := range []int{1800, 1300, 1000, 9000, 120} {
		s.Groups = append(s.Groups, &model.Group{ID: "groep-" + strconv.Itoa(i), Population: n, Invited: min(n, 350)})
	}
	for _, kind := range model.SurveyKinds {
		s.Questions = append(s.Questions, &model.SurveyQuestion{ID: "vraag-" + kind, Kind: model.SurveyKind(kind),
			Max: 7})
	}
	var risks []*model.Risk
	for i := range 20 {
		risks = append(risks, &model.Risk{Head: model.Head{ID: "risico-" + strconv.Itoa(i)}})
	}
	for i := range 12 {
		risks[i/3].Connections = append(risks[i/3].Connections, model.Connection{To: risks[i+4]})
	}
	return s, risks, []*model.Category{{Head: model.Head{ID: "cyber"}}, {Head: model.Head{ID: "campus"}}}
}

func made(t *testing.T, year int) (string, [][]string) {
	t.Helper()
	s, risks, categories := example()
	var b bytes.Buffer
	if err := generate(&b, year, s, risks, categories); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return text, rows[1:]
}

func TestGenerateIsDeterministic(t *testing.T) {
	first, _ := made(t, 2026)
	second, _ := made(t, 2026)
	other, _ := made(t, 2025)
	if first != second || first == other {
		t.Error("an edition does not always give its own answers")
	}
}

// TestGenerateLooksLikeASurvey checks that the answers look real: some 450 respondents, groups and
// risks that differ, a worse outlook at a far horizon, likelihood that goes with impact, and pairs
// that stand out.
func TestGenerateLooksLikeASurvey(t *testing.T) {
	for _, year := range []int{2025, 2026} {
		_, rows := made(t, year)
		group, perGroup := map[string]string{}, map[string]int{}
		sum, count := map[string]float64{}, map[string]float64{}
		pairs, seen := map[string]int{}, map[string]bool{}
		likelihood := map[string]float64{}
		var xs, ys []float64
		for _, row := range rows {
			id, question, subject, horizon, value := row[0], row[2], row[3], row[4], row[5]
			if group[id] == "" {
				group[id] = row[1]
				perGroup[row[1]]++
			}
			if group[id] != row[1] {
				t.Fatalf("%s is in two groups", id)
			}
			key := fmt.Sprint(id, question, subject, horizon)
			if question == "vraag-drivers" {
				key += value
				both := []string{subject, value}
				slices.Sort(both)
				pairs[both[0]+both[1]]++
			}
			if seen[key] {
				t.Fatalf("%v is answered twice", row)
			}
			seen[key] = true
			if n, err := strconv.Atoi(value); err == nil {
				if n < 1 || n > 7 {
					t.Fatalf("%v", row)
				}
				sum[question+subject] += float64(n)
				count[question+subject]++
				switch question {
				case "vraag-likelihood":
					likelihood[id+subject] = float64(n)
				case "vraag-impact":
					if x, ok := likelihood[id+subject]; ok {
						xs, ys = append(xs, x), append(ys, float64(n))
					}
				}
			}
			if question == "vraag-outlook" {
				sum[horizon] += float64(slices.Index([]string{"stabiel", "onrustig", "stormachtig"}, value))
				count[horizon]++
			}
		}
		if len(group) < 400 || len(group) > 480 {
			t.Errorf("%d: %d respondents", year, len(group))
		}
		if (perGroup["groep-4"] == few) != (year == 2025) || perGroup["groep-4"] < few {
			t.Errorf("%d: %v", year, perGroup)
		}
		low, high := 7.0, 1.0
		for i := range 20 {
			mean := sum["vraag-severityrisico-"+strconv.Itoa(i)] / count["vraag-severityrisico-"+strconv.Itoa(i)]
			low, high = min(low, mean), max(high, mean)
		}
		if high-low < 1 || low < 2 || high > 6.3 {
			t.Errorf("%d: means of severity from %.2f to %.2f", year, low, high)
		}
		if sum["tien-jaar"]/count["tien-jaar"] <= sum["twee-jaar"]/count["twee-jaar"] {
			t.Errorf("%d: the outlook gets better", year)
		}
		if r := correlation(xs, ys); r < 0.3 || r > 0.9 {
			t.Errorf("%d: likelihood and impact correlate by %.2f", year, r)
		}
		if strongest := slices.Max(valuesOf(pairs)); strongest < 30 || pairs["risico-0risico-4"] < 20 {
			t.Errorf("%d: the strongest pair is named %d times, the connected one %d", year, strongest,
				pairs["risico-0risico-1"])
		}
		if all := len(group) * (1 + 40 + 20 + 20 + 2 + 2 + 2); len(rows) < all*3/4 || len(rows) > all {
			t.Errorf("%d: %d rows of some %d", year, len(rows), all)
		}
	}
}

func valuesOf(m map[string]int) (all []int) {
	for _, n := range m {
		all = append(all, n)
	}
	return all
}

func correlation(xs, ys []float64) float64 {
	var sx, sy, sxx, syy, sxy, n float64
	for i, x := range xs {
		y := ys[i]
		sx, sy, sxx, syy, sxy, n = sx+x, sy+y, sxx+x*x, syy+y*y, sxy+x*y, n+1
	}
	return (n*sxy - sx*sy) / math.Sqrt((n*sxx-sx*sx)*(n*syy-sy*sy))
}
