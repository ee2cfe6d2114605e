package report

import (
	"math/rand"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func TestPattern(t *testing.T) { lookBehind(t, 60) }

// lookBehind tries all numbers that could be behind the hidden ones of a table. For each small
// count, each number that its mark leaves possible must be among those for which the same is
// published. So a reader who knows how the hidden numbers are chosen, and tries them all, finds no
// more.
func lookBehind(t *testing.T, editions int) {
	t.Helper()
	secrets := 0
	for n := range editions {
		r := rand.New(rand.NewSource(int64(n)))
		i := randomTable(r)
		e := editionOf("2026", i)
		report := New(e, 5)
		published := all(t, report)
		if again := all(t, New(editionOf("2027", i), 5, report)); again != published {
			t.Errorf("edition %d: the next edition, in which nothing changed, publishes\n%s\nand not\n%s", n, again,
				published)
		}
		longer := all(t, New(editionOf("2027", withYear(r, i)), 5, report))
		if again := firsts(longer, len(i.Values)); again != published {
			t.Errorf("edition %d: the next edition, with another year, publishes\n%s\nand not\n%s", n, again,
				published)
		}
		parts := i.Breakdowns[0].Parts
		for p := range i.Values {
			var hidden []*float64
			sum := 0
			for m := range parts {
				if v := &parts[m].Values[p]; report.state(i, v).Hidden() {
					hidden = append(hidden, &v.Number)
					sum += int(v.Number)
				}
			}
			left := int(i.Values[p].Number) // that is in none of the parts
			for m := range parts {
				left -= int(parts[m].Values[p].Number)
			}
			gap := left > 0 && left < 5 // else everybody is thought to know it
			if gap && len(hidden) > 0 {
				sum += left
			}
			if sum > 24 || report.state(i, &i.Values[p]).Hidden() {
				continue // all is hidden with the total; or there are too many to try
			}
			old := make([]float64, len(hidden))
			for m, x := range hidden {
				old[m] = *x
			}
			found := make([][5]bool, len(hidden))
			others(hidden, sum, gap, func() {
				other := New(e, 5)
				if all(t, other) != published {
					return
				}
				for m, x := range hidden {
					if *x < 5 {
						found[m][int(*x)] = true
					}
				}
			})
			for m, x := range hidden {
				*x = old[m]
			}
			for m := range hidden {
				if old[m] < 1 || old[m] > 4 {
					continue
				}
				secrets++
				if found[m] != [5]bool{found[m][0], true, true, true, true} {
					t.Errorf("edition %d, %v: %g can be found to be one of %v in\n%s", n, i.Values[p].Period, old[m],
						found[m], published)
				}
			}
		}
	}
	t.Logf("%d small counts", secrets)
}

// withYear returns a table with one more year, in which nothing is small.
func withYear(r *rand.Rand, i *model.Indicator) *model.Indicator {
	next := year(2021 + len(i.Values))
	out := *i
	b := &model.Breakdown{Dimension: i.Breakdowns[0].Dimension}
	total := model.Value{Period: next}
	for _, p := range i.Breakdowns[0].Parts {
		v := model.Value{Period: next, Number: float64(5 + r.Intn(60))}
		total.Number += v.Number
		b.Parts = append(b.Parts, model.Part{Member: p.Member, Values: append(slices.Clone(p.Values), v)})
	}
	out.Values, out.Breakdowns = append(slices.Clone(i.Values), total), []*model.Breakdown{b}
	return &out
}

// firsts returns the first numbers of each series in what all wrote of one indicator.
func firsts(shown string, periods int) string {
	id, series, _ := strings.Cut(shown, ": ")
	var out []string
	for _, s := range strings.Split(series, " | ") {
		out = append(out, strings.Join(strings.Fields(s)[:periods], " "))
	}
	return id + ": " + strings.Join(out, " | ")
}

// others calls f for all numbers that add up to a sum, or with rest to at most 4 less.
func others(numbers []*float64, sum int, rest bool, f func()) {
	if len(numbers) == 0 {
		if sum == 0 || rest && sum < 5 {
			f()
		}
		return
	}
	for x := range sum + 1 {
		*numbers[0] = float64(x)
		others(numbers[1:], sum-x, rest, f)
	}
}

// randomTable makes a count in a few parts over some years. All numbers of the second year are
// large, and those of the others are small or large. Sometimes a part is left out.
func randomTable(r *rand.Rand) *model.Indicator {
	periods, parts := 1+r.Intn(3), 2+r.Intn(3)
	i := count("x", "")
	b := split("d")
	for m := range parts {
		p := model.Part{Member: &model.Member{Key: string(rune('a' + m))}}
		for y := range periods {
			x := r.Intn(12)
			if y == 1 {
				x = 5 + r.Intn(40) // a year in which there is nothing to hide
			}
			p.Values = append(p.Values, model.Value{Period: year(2021 + y), Number: float64(x)})
		}
		b.Parts = append(b.Parts, p)
	}
	for y := range periods {
		v := model.Value{Period: year(2021 + y)}
		for _, p := range b.Parts {
			v.Number += p.Values[y].Number
		}
		i.Values = append(i.Values, v)
	}
	dimension(b)
	if r.Intn(4) == 0 && parts > 2 {
		b.Parts = b.Parts[1:]
	}
	i.Breakdowns = []*model.Breakdown{b}
	return i
}
