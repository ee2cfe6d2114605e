package report

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// count makes a sensitive count of numbers by year, from 2021: "12 3c : 7".
func count(id, numbers string, breakdowns ...*model.Breakdown) *model.Indicator {
	return &model.Indicator{Head: model.Head{ID: id}, Kind: model.Count, Sensitive: true,
		Values: by(year(2021), numbers), Breakdowns: breakdowns}
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

// dimension adds members to the dimension of a breakdown: those of its parts, and more.
func dimension(b *model.Breakdown, more ...string) *model.Breakdown {
	for _, p := range b.Parts {
		b.Dimension.Members = append(b.Dimension.Members, p.Member)
	}
	for _, key := range more {
		b.Dimension.Members = append(b.Dimension.Members, &model.Member{Key: key})
	}
	return b
}

func editionOf(year string, indicators ...*model.Indicator) *model.Edition {
	e := &model.Edition{Year: year, Indicators: indicators}
	e.Index()
	return e
}

// all writes what a report shows of its indicators. It fails when a reader could find more.
func all(t *testing.T, r *Report) string {
	t.Helper()
	for _, s := range r.Suppressions() {
		if s.Narrow {
			t.Errorf("%s %v %v can be found to be in %v", s.Indicator.ID, s.Period, s.Breakdown, s.Reach)
		}
	}
	var out []string
	for _, i := range r.Edition.Indicators {
		f := r.Facts(i)
		line := i.ID + ": " + written(f.Values)
		for _, b := range f.Breakdowns {
			for _, s := range b.Parts {
				line += " | " + written(s)
			}
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// TestProtect checks that no small count can be found from any sum that a reader can know.
func TestProtect(t *testing.T) {
	zeros := func(i *model.Indicator) *model.Indicator { i.HideZeros = true; return i }
	list := func(indicators ...*model.Indicator) []*model.Indicator { return indicators }
	sum := func(i *model.Indicator, parts ...*model.Indicator) []*model.Indicator {
		i.SumOf = parts
		return append([]*model.Indicator{i}, parts...)
	}
	quarters := func(id, numbers string) *model.Indicator {
		i := count(id, "")
		i.Frequency, i.Values = model.Quarterly, by(model.Period{Frequency: model.Quarterly, Year: 2021, Part: 1},
			numbers)
		return i
	}
	running := quarters("oploop", "12 15 28 41")
	tests := []struct {
		name       string
		indicators []*model.Indicator
		want       string
	}{
		{"nothing small", list(count("x", "12 14", split("d", "5 6", "7 8"))), "x: 12 14 | 5 6 | 7 8"},
		{"a total alone", list(count("x", "12 3 0 4c")), "x: 12 small 0 confidential"},
		{"zeros hidden", list(zeros(count("x", "12 3 0"))), "x: 12 small small"},
		{"a small part", list(count("x", "24", split("d", "3", "12", "9"))), "x: 24 | small | 12 | withheld"},
		{"a part that is mostly smaller than another", list(count("x", "60 60",
			split("d", "3 20", "17 10", "40 30"))), "x: 60 60 | small 20 | withheld 10 | 40 30"},
		{"as in a period in which there is nothing to hide",
			list(count("x", "60 60", split("d", "3 20", "40 10", "17 30"))),
			"x: 60 60 | small 20 | withheld 10 | 17 30"},
		{"the one that comes later, when nobody knows", list(count("x", "60", split("d", "3", "17", "40"))),
			"x: 60 | small | 17 | withheld"},
		{"a total by another breakdown", list(count("x", "", split("d", "3", "9", "40"), split("e", "20", "32"))),
			// The total is not given, and can be had from the second.
			"x:  | small | 9 | withheld | 20 | 32"},
		{"no total to be had", list(count("x", "", split("d", "3", "9", "40"))), "x:  | small | 9 | 40"},
		{"marks that tell too much", list(count("x", "7", split("d", "3", "4", "0"))),
			"x: 7 | withheld | withheld | 0"},
		{"a part that is not even told here", list(count("x", "30", split("d", "c", "12", "11"))),
			"x: 30 | confidential | 12 | withheld"},
		{"a part that is left out", list(count("x", "30 30", split("d", ": :", "17 11", "10 11"))),
			"x: 30 30 | missing missing | 17 11 | withheld 11"},
		{"a sum of indicators", sum(count("s", "30"), count("a", "3"), count("b", "18"), count("c", "9")),
			"s: 30\na: small\nb: withheld\nc: 9"},
		{"a sum by parts", sum(count("s", "40", split("d", "15", "25")), count("a", "12", split("d", "3", "9")),
			count("b", "28", split("d", "12", "16"))),
			"s: 40 | 15 | 25\na: 12 | small | withheld\nb: 28 | withheld | withheld"},
		{"a year of quarters", sum(count("y", "30"), quarters("q", "3 6 9 12")),
			"y: 30\nq: small withheld withheld 12"},
		// 1 of 10, of which another counts 8: it could be 2 at the most.
		{"a part of a count", func() []*model.Indicator {
			x, y, z := count("x", "10"), count("y", "8"), count("z", "1")
			y.PartOf, z.PartOf = x, x
			return []*model.Indicator{x, y, z}
		}(), "x: 10\ny: withheld\nz: small"},
		// 31 − 15 − 12 is 4, for a reader who knows that there are no other parts.
		{"all parts of a count", func() []*model.Indicator {
			x, y, z, w := count("x", "31"), count("y", "15"), count("z", "12"), count("w", "4")
			y.PartOf, z.PartOf, w.PartOf = x, x, x
			return []*model.Indicator{x, y, z, w}
		}(), "x: 31\ny: withheld\nz: 12\nw: small"},
		{"a member that is not in the table", list(count("x", "30 30 30",
			dimension(split("d", "17 10 12", "10 10 18"), "c"))), "x: 30 30 30 | withheld 10 12 | 10 10 18"},
		{"members that are not in the table", list(count("x", "30", dimension(split("d", "17", "10"), "c", "d"))),
			"x: 30 | 17 | withheld"},
		{"zeros hidden of a member that is not in the table",
			list(zeros(count("x", "30 32", dimension(split("d", "20 20", "10 12"), "c")))),
			"x: 30 32 | 20 20 | withheld withheld"},
		{"zeros hidden, and all members are there", list(zeros(count("x", "30", split("d", "20", "10")))),
			"x: 30 | 20 | 10"},
		{"what belongs to no member", list(count("x", "30", split("d", "17", "10"))), "x: 30 | 17 | withheld"},
		{"what belongs to no member of a small total", list(count("x", "4", split("d", "2"))), "x: small | withheld"},
		{"what another breakdown tells of a member that is not there",
			list(count("x", "", split("d", "17", "10"), split("e", "12", "18"))), "x:  | 17 | withheld | 12 | 18"},
		{"a year that counts what its quarters do", func() []*model.Indicator {
			y, q := count("y", "30"), quarters("q", "3 6 9 12")
			q.PartOf, q.Overlaps = y, true
			return []*model.Indicator{y, q}
		}(), "y: 30\nq: small withheld withheld 12"},
		{"quarters that count what the year does", func() []*model.Indicator {
			y, q := count("y", "30"), quarters("q", "3 6 9 12")
			y.PartOf = q
			return []*model.Indicator{y, q}
		}(), "y: 30\nq: small withheld 9 12"},
		{"months in two kinds of year", func() []*model.Indicator {
			y, a, m := count("y", "- 93"), count("a", ""), count("m", "")
			a.Frequency, a.Values = model.AcademicYear, by(model.Period{Frequency: model.AcademicYear, Year: 2022},
				"85")
			m.Frequency, m.Values = model.Monthly, by(model.Period{Frequency: model.Monthly, Year: 2022, Part: 1},
				"8 8 8 8 8 8 8 8 8 3 9 9 7 7 7 7 7 7 7 7")
			m.PartOf, m.Overlaps = y, true
			y.PartOf, y.Overlaps = a, true
			return []*model.Indicator{y, a, m}
		}(), "y: 93\na: 85\nm: 8 8 8 8 8 8 8 8 withheld small 9 9 7 7 7 7 7 7 7 7"},
		{"a part that is not there", list(count("x", "30 30", split("d", "- 9", "17 11", "10 10"))),
			"x: 30 30 | absent 9 | 17 11 | withheld 10"},
		{"a quarter that is left out", sum(count("y", "30"), quarters("q", "6 9 12")),
			"y: 30\nq: withheld withheld 12"},
		{"a quarter that is not available", sum(count("y", "30"), quarters("q", "6 : 9 12")),
			"y: 30\nq: withheld missing withheld 12"},
		{"a running total that is not declared", list(running, quarters("q", "12 3 13 13")),
			"oploop: 12 15 28 41\nq: 12 small 13 13"},
	}
	for _, test := range tests {
		if got := all(t, New(editionOf("2026", test.indicators...), 5)); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
	// The same, when the data declare the running total.
	q := quarters("q", "12 3 13 13")
	running.Cumulates = q
	if got, want := all(t, New(editionOf("2026", running, q), 5)),
		"oploop: withheld 15 28 41\nq: withheld small 13 13"; got != want {
		t.Errorf("a running total:\n%s\nwant\n%s", got, want)
	}
}

// TestEarlier checks that what an earlier edition showed counts as known.
func TestEarlier(t *testing.T) {
	parts := func(sensitive bool, formerly, id, total string, numbers ...string) *model.Edition {
		i := count(id, total, split("d", numbers...))
		i.Sensitive, i.Formerly = sensitive, formerly
		return editionOf(map[bool]string{true: "2025", false: "2026"}[formerly == ""], i)
	}
	// Without the flag the third part would be hidden, as in "a small part".
	before := New(parts(true, "", "old", "24", "6c", "12", "6"), 5)
	if got, want := all(t, before), "old: 24 | confidential | withheld | 6"; got != want {
		t.Fatalf("before:\n%s\nwant\n%s", got, want)
	}
	tests := []struct {
		name string
		old  *model.Edition
		now  *model.Edition
		want string
	}{
		// 9 was shown, so hiding it now would not help.
		{"shown before", parts(true, "", "old", "33", "12", "12", "9"), parts(true, "old", "x", "24", "3", "12", "9"),
			"x: withheld | small | 12 | 9"},
		// Total and third part are one higher: the old sum still holds.
		{"revised", parts(true, "", "old", "24", "3", "12", "9"), parts(true, "old", "x", "25", "3", "12", "10"),
			"x: 25 | small | 12 | withheld"},
		// The second part was hidden before. If it were shown now, the old sum would reveal the
		// first.
		{"hidden before", parts(true, "", "old", "21 90", "3 40", "9 20", "9 30"),
			parts(true, "old", "x", "32", "3", "9", "20"), "x: 32 | small | withheld | 20"},
		{"another breakdown", parts(true, "", "old", "24", "12", "12"), parts(true, "old", "x", "24", "3", "9", "12"),
			"x: 24 | small | 9 | withheld"},
	}
	for _, test := range tests {
		if got := all(t, New(test.now, 5, New(test.old, 5))); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
	// What was shown before cannot be hidden any more, and is reported.
	r := New(parts(true, "old", "x", "24", "3", "12", "9"), 5, New(parts(false, "", "old", "24", "3", "12", "9"), 5))
	if found := r.Suppressions(); len(found) != 1 || !found[0].Narrow || found[0].Before == nil ||
		found[0].Before.Edition.Year != "2025" {
		t.Errorf("%+v", found)
	}
	// The same when this edition leaves it out, and the total reveals it.
	open, out := count("x", "24", dimension(split("d", "12", "9", "3"))),
		count("x", "24", dimension(split("d", "12", "9"), "c"))
	open.Sensitive = false
	found := New(editionOf("2026", out), 5, New(editionOf("2025", open), 5)).Suppressions()
	if len(found) != 1 || !found[0].Narrow || found[0].Before == nil || found[0].Part != -1 {
		t.Errorf("%+v", found)
	}
}

// TestRemainderOfSum: a sum of indicators and a breakdown of the edition before may leave over the
// same small count of one indicator.
func TestRemainderOfSum(t *testing.T) {
	s, a, b := count("s", "30 40"), count("a", "27 20"), count("b", "- 20")
	s.SumOf = []*model.Indicator{a, b}
	before := New(editionOf("2025", count("b", "10 20", dimension(split("d", "7 20")))), 5)
	if got, want := all(t, New(editionOf("2026", s, a, b), 5, before)),
		"s: 30 40\na: withheld 20\nb: 20"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestWider checks that what a wider audience sees counts as known.
func TestWider(t *testing.T) {
	x := count("x", "40", split("d", "3", "14", "23"))
	y, s := count("y", "10", split("d", "6", "4", "0")), count("s", "50", split("d", "9", "18", "23"))
	s.SumOf = []*model.Indicator{x, y}
	wider := New(editionOf("2026", x), 5)
	if got, want := all(t, wider), "x: 40 | small | 14 | withheld"; got != want {
		t.Fatalf("%s, want %s", got, want)
	}
	// The wider audience sees 14, so it is not hidden here, and other numbers are.
	want := "x: 40 | small | 14 | withheld\ny: 10 | withheld | small | 0\ns: 50 | withheld | withheld | withheld"
	if got := all(t, New(editionOf("2026", x, y, s), 5, wider)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestAuditOfFacts checks that the audit looks at what is shown, and not at what was decided.
func TestAuditOfFacts(t *testing.T) {
	staff := count("staff", "4000")
	i := count("x", "3 30", split("d", "0 3", "3 27"))
	i.Per = &model.Per{Indicator: staff, Factor: 1000}
	for name, leak := range map[string]func(f *Facts){
		"value": func(f *Facts) { f.Values.Points[0].State, f.Values.Points[0].Number = Shown, 3 },
		"part": func(f *Facts) {
			f.Breakdowns[0].Parts[1].Points[1].State, f.Breakdowns[0].Parts[1].Points[1].Number = Shown, 27
		},
		"rate": func(f *Facts) { f.Rates.Points[0].State, f.Rates.Points[0].Number = Shown, 0.75 },
	} {
		r := New(editionOf("2026", i, staff), 5)
		narrow := func(s Suppression) bool { return s.Narrow }
		if slices.ContainsFunc(r.Suppressions(), narrow) {
			t.Fatalf("%+v", r.Suppressions())
		}
		leak(r.Facts(i))
		if !slices.ContainsFunc(r.Suppressions(), narrow) {
			t.Errorf("%s: the audit sees no leak", name)
		}
	}
}

// TestUncounted checks that hidden numbers that are not counts are listed as well.
func TestUncounted(t *testing.T) {
	i := count("x", "3.5 4.5c 5.5", split("d", "3.1 4.1 5.1c", "3.9 4.9 5.9"))
	i.Kind = model.Amount
	var got []string
	for _, s := range New(editionOf("2026", i), 5).Suppressions() {
		got = append(got, fmt.Sprint(s.Period, " ", s.breakdownIndex(), s.Part, s.Secret == Confidential, s.Narrow))
	}
	want := []string{"2022 -1 0 true false", "2022 0 0 false false", "2023 0 0 true false", "2022 0 1 false false",
		"2023 0 1 false false"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestProtectRandom(t *testing.T) { attackRandom(t, 200) }

// attackRandom attacks random editions, each with an earlier one of which numbers were revised.
func attackRandom(t *testing.T, editions int) {
	t.Helper()
	hidden, known := 0, 0
	for n := range editions {
		r := rand.New(rand.NewSource(int64(n)))
		now := randomEdition(r)
		old := revise(r, now)
		leaveOut(r, now)
		leaveOut(r, old)
		widerBefore := New(editionOf("2025", old.Indicators[0]), 5)
		before := New(old, 5, widerBefore)
		// A wider audience sees the first indicator only.
		wider := New(editionOf("2026", now.Indicators[0]), 5, widerBefore)
		report := New(now, 5, before, wider)
		narrow := func(s Suppression) bool { return s.Narrow }
		if alone := New(now, 5); slices.ContainsFunc(alone.Suppressions(), narrow) {
			t.Errorf("edition %d by itself: %v", n, alone.tabulations[0].result.Unprotected)
		}
		for _, t2 := range report.tabulations {
			if err := t2.table.Check(); err != nil {
				t.Errorf("edition %d: %v", n, err)
			}
		}
		unprotected := slices.ContainsFunc(append(report.tabulations, wider.tabulations...),
			func(t *tabulation) bool {
				return len(t.result.Unprotected) > 0
			})
		for _, found := range [][]Suppression{before.Suppressions(), wider.Suppressions(), report.Suppressions()} {
			for _, s := range found {
				hidden++
				if s.Narrow && (s.Before != nil || unprotected) {
					known++ // too much was published before
				} else if s.Narrow {
					t.Errorf("edition %d: %s %v %v (%v) can be found to be in %v, not %v", n, s.Indicator.ID,
						s.Period, s.Breakdown != nil, s.Secret, s.Reach, s.Need)
				}
			}
		}
	}
	t.Logf("%d hidden numbers, of which %d have been given away by the edition before", hidden, known)
}

// BenchmarkNew derives everything of 1,000 indicators with 20 periods and 10 breakdowns of 6 parts.
// One indicator in ten is sensitive, and has small counts in one part of five.
func BenchmarkNew(b *testing.B) {
	r := rand.New(rand.NewSource(1))
	var indicators []*model.Indicator
	for n := range 1000 {
		i := &model.Indicator{Head: model.Head{ID: fmt.Sprint("i", n)}, Kind: model.Count, Sensitive: n%10 == 0}
		for y := range 20 {
			i.Values = append(i.Values, model.Value{Period: year(2005 + y), Number: float64(100 + r.Intn(100))})
		}
		if n > 0 {
			i.Per = &model.Per{Indicator: indicators[0], Factor: 1000}
		}
		for d := range 10 {
			split := &model.Breakdown{Dimension: &model.Dimension{ID: fmt.Sprint("d", d)}}
			for m := range 6 {
				p := model.Part{Member: &model.Member{Key: fmt.Sprint(m)}}
				for y := range 20 {
					x := 5 + r.Intn(20)
					if r.Intn(5) == 0 {
						x = r.Intn(5)
					}
					p.Values = append(p.Values, model.Value{Period: year(2005 + y), Number: float64(x)})
				}
				split.Parts = append(split.Parts, p)
			}
			i.Breakdowns = append(i.Breakdowns, split)
		}
		indicators = append(indicators, i)
	}
	e := editionOf("2026", indicators...)
	for b.Loop() {
		New(e, 5).Suppressions()
	}
}

// randomEdition makes the first one to six of: two indicators by quarter, of which the first may be
// split in two ways; their sum, as a whole and by parts; the first by year; the first as a running
// total; and a part of the first.
func randomEdition(r *rand.Rand) *model.Edition {
	sensitive, zeros := r.Intn(4) > 0, r.Intn(5) == 0
	quarterly := func(id string, breakdowns ...*model.Breakdown) *model.Indicator {
		return &model.Indicator{Head: model.Head{ID: id}, Kind: model.Count, Frequency: model.Quarterly,
			Sensitive: sensitive, HideZeros: zeros, Breakdowns: breakdowns}
	}
	parts := 2 + r.Intn(3)
	leaf := func(id string) *model.Indicator {
		b := &model.Breakdown{Dimension: &model.Dimension{ID: "d"}}
		for n := range parts {
			p := model.Part{Member: &model.Member{Key: fmt.Sprint(n)}, Values: quartersOf2024()}
			for n := range p.Values {
				p.Values[n].Number = float64(max(0, r.Intn(24)-6))
			}
			if r.Intn(8) == 0 {
				p.Values[r.Intn(4)].Flags = "c"
			}
			b.Parts = append(b.Parts, p)
		}
		return quarterly(id, b)
	}
	a, b := leaf("a"), leaf("b")
	sum := quarterly("sum", &model.Breakdown{Dimension: a.Breakdowns[0].Dimension})
	for _, p := range a.Breakdowns[0].Parts {
		sum.Breakdowns[0].Parts = append(sum.Breakdowns[0].Parts,
			model.Part{Member: p.Member, Values: quartersOf2024()})
	}
	sum.SumOf = []*model.Indicator{a, b}
	if r.Intn(2) == 0 {
		other := &model.Breakdown{Dimension: &model.Dimension{ID: "e"}}
		for n := range 2 + r.Intn(3) {
			other.Parts = append(other.Parts, model.Part{Member: &model.Member{Key: fmt.Sprint(n)},
				Values: quartersOf2024()})
		}
		addUp(a)
		for n := range a.Values {
			for range int(a.Values[n].Number) {
				other.Parts[r.Intn(len(other.Parts))].Values[n].Number++
			}
		}
		a.Breakdowns = append(a.Breakdowns, other)
	}
	yearly := &model.Indicator{Head: model.Head{ID: "year"}, Kind: model.Count, Sensitive: sensitive,
		SumOf: []*model.Indicator{a}, Values: []model.Value{{Period: year(2024)}}}
	running := quarterly("running")
	running.Values, running.Cumulates = quartersOf2024(), a
	some := quarterly("some", &model.Breakdown{Dimension: a.Breakdowns[0].Dimension})
	some.PartOf = a
	for _, p := range a.Breakdowns[0].Parts {
		values := quartersOf2024()
		for n := range values {
			values[n].Number = float64(r.Intn(1 + int(p.Values[n].Number)))
		}
		some.Breakdowns[0].Parts = append(some.Breakdowns[0].Parts, model.Part{Member: p.Member, Values: values})
	}
	all := []*model.Indicator{a, b, sum, yearly, running, some}[:1+r.Intn(6)]
	settle(all)
	return editionOf("2026", all...)
}

// leaveOut takes a part out of a breakdown in one edition out of four.
func leaveOut(r *rand.Rand, e *model.Edition) {
	all := e.Indicators[0].Breakdowns
	if b := all[len(all)-1]; r.Intn(4) == 0 {
		dimension(b).Parts = b.Parts[1:]
	}
}

func quartersOf2024() []model.Value {
	return by(model.Period{Frequency: model.Quarterly, Year: 2024, Part: 1}, "0 0 0 0")
}

// addUp sets the totals of an indicator to the sums of its first breakdown.
func addUp(i *model.Indicator) {
	i.Values = quartersOf2024()
	for n := range i.Values {
		for _, p := range i.Breakdowns[0].Parts {
			i.Values[n].Number += p.Values[n].Number
		}
	}
}

// settle sets all totals, so that the declared sums hold.
func settle(all []*model.Indicator) {
	for _, i := range all {
		if i.ID == "sum" {
			for m, p := range i.Breakdowns[0].Parts {
				for n := range p.Values {
					a, b := all[0].Breakdowns[0].Parts[m], all[1].Breakdowns[0].Parts[m]
					p.Values[n].Number = a.Values[n].Number + b.Values[n].Number
				}
			}
		}
		if i.Breakdowns != nil {
			addUp(i)
		}
		if len(i.Breakdowns) > 1 {
			for n, v := range i.Values {
				parts := i.Breakdowns[1].Parts
				for _, p := range parts[1:] {
					v.Number -= p.Values[n].Number
				}
				parts[0].Values[n].Number = v.Number
			}
		}
		total := 0.0
		for n, v := range all[0].Values {
			total += v.Number
			switch i.ID {
			case "year":
				i.Values[0].Number = total
			case "running":
				i.Values[n].Number = total
			}
		}
	}
}

// revise returns an earlier edition, in which some numbers of the first two indicators were higher.
func revise(r *rand.Rand, e *model.Edition) *model.Edition {
	var all []*model.Indicator
	for n, i := range e.Indicators {
		old := *i
		old.SumOf, old.Cumulates, old.PartOf = nil, nil, nil
		old.Values = slices.Clone(i.Values)
		old.Breakdowns = nil
		for _, b := range i.Breakdowns {
			c := &model.Breakdown{Dimension: b.Dimension}
			for _, p := range b.Parts {
				c.Parts = append(c.Parts, model.Part{Member: p.Member, Values: slices.Clone(p.Values)})
			}
			old.Breakdowns = append(old.Breakdowns, c)
		}
		if parts := old.Breakdowns; n < 2 && r.Intn(2) == 0 {
			parts[0].Parts[r.Intn(len(parts[0].Parts))].Values[r.Intn(4)].Number += float64(r.Intn(9))
		}
		all = append(all, &old)
	}
	settle(all)
	for n, i := range all {
		for _, of := range e.Indicators[n].SumOf {
			i.SumOf = append(i.SumOf, all[slices.Index(e.Indicators, of)])
		}
		if of := e.Indicators[n].Cumulates; of != nil {
			i.Cumulates = all[slices.Index(e.Indicators, of)]
		}
		if of := e.Indicators[n].PartOf; of != nil {
			i.PartOf = all[slices.Index(e.Indicators, of)]
		}
	}
	return editionOf("2025", all...)
}
