package main

import (
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/privacy"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// event is a row of the register whose numbers are rounded.
type event struct{ ID, Day, Kind, Injury, Faculty, Form string }

// newEvent returns the n-th of many different events, in the years 2023 to 2025.
func newEvent(id string, n int) event {
	pick := func(by int, from ...string) string { return from[n/by%len(from)] }
	month := n * 7 % 36
	return event{id, fmt.Sprintf("%d-%02d-10", 2023+month/12, 1+month%12), pick(1, "brand", "gas", "brand"),
		pick(2, "nee", "nee", "ja"), pick(3, "A", "B", "C"), pick(5, "x", "y")}
}

// ordinaryEvents end with some of 2024 that were reported late.
var ordinaryEvents = func() (events []event) {
	for n := range 90 {
		events = append(events, newEvent(fmt.Sprintf("v%02d", n), n))
	}
	for n := range 20 {
		if e := newEvent(fmt.Sprintf("late%02d", n), n); e.Day >= "2024" && e.Day < "2025" {
			events = append(events, e)
		}
	}
	return events
}()

// ofEdition2025 returns the events that the earlier edition has.
func ofEdition2025(events []event) []event {
	return slices.DeleteFunc(slices.Clone(events), func(e event) bool {
		return e.Day >= "2025" || strings.HasPrefix(e.ID, "late")
	})
}

// visits are the counts of a rounded group of indicators, by quarter, faculty and kind.
type visits [4][2][2]int

var ordinaryVisits = visits{{{3, 8}, {12, 1}}, {{6, 2}, {9, 4}}, {{11, 7}, {0, 5}}, {{2, 13}, {8, 6}}}

func (v visits) Quarters() []string { return []string{"2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"} }

// Sum adds up visits; −1 stands for all quarters, faculties or kinds.
func (v visits) Sum(quarter, faculty, kind int) (sum int) {
	for q := range v {
		for f := range v[q] {
			for k, n := range v[q][f] {
				if (quarter < 0 || q == quarter) && (faculty < 0 || f == faculty) && (kind < 0 || k == kind) {
					sum += n
				}
			}
		}
	}
	return sum
}

// Share returns all visits as a share of some people, in per cent.
func (v visits) Share(of float64) float64 { return float64(v.Sum(-1, -1, -1)) / of * 100 }

// rounded are ways in which numbers can differ that are rounded. Of each, the test takes the first
// world in which all published numbers are those of the ordinary one.
var rounded = []struct {
	name   string
	worlds iter.Seq[world]
}{
	{"an incident more", func(yield func(world) bool) {
		for n := range 2000 {
			if !yield(withEvents(append(slices.Clone(ordinaryEvents), newEvent(fmt.Sprint("more", n), n)))) {
				return
			}
		}
	}},
	{"an incident less", func(yield func(world) bool) {
		for n := range ordinaryEvents {
			if !yield(withEvents(slices.Delete(slices.Clone(ordinaryEvents), n, n+1))) {
				return
			}
		}
	}},
	{"an incident of another kind", changed(func(e *event) bool {
		was := e.Kind
		e.Kind = "gas"
		return was != e.Kind
	})},
	{"an incident without injury", changed(func(e *event) bool {
		was := e.Injury
		e.Injury = "nee"
		return was != e.Injury && e.Kind == "brand"
	})},
	{"an incident in another faculty", changed(func(e *event) bool {
		was := e.Faculty
		e.Faculty = "B"
		return was != e.Faculty
	})},
	{"an incident of 2024 that the earlier edition did not have", func(yield func(world) bool) {
		for n := range 2000 {
			e := newEvent(fmt.Sprint("later", n), n)
			e.Day = "2024" + e.Day[4:]
			if !yield(withEvents(append(slices.Clone(ordinaryEvents), e))) {
				return
			}
		}
	}},
	{"a visit more or less", func(yield func(world) bool) {
		for n := range 32 {
			v := ordinaryVisits
			if v[n/8][n/4%2][n/2%2] += n%2*2 - 1; v[n/8][n/4%2][n/2%2] >= 0 && !yield(world{"visits": v}) {
				return
			}
		}
	}},
	{"a visit in another quarter", func(yield func(world) bool) {
		for n := range 16 {
			v := ordinaryVisits
			v[n/4][n/2%2][n%2]--
			v[(n/4+1)%4][n/2%2][n%2]++
			if v[n/4][n/2%2][n%2] >= 0 && !yield(world{"visits": v}) {
				return
			}
		}
	}},
	{"a share of 400 people", func(yield func(world) bool) {
		for _, n := range []int{396, 399, 398} {
			if !yield(world{"present": float64(n) / 4}) {
				return
			}
		}
	}},
	{"the parts of a sensitive share", func(yield func(world) bool) {
		for a := 1; a <= 4; a++ {
			for b := 196; b <= 199; b++ {
				if a != 3 && b != 197 && !yield(world{"presentA": a, "presentB": fmt.Sprintf("%.2f", float64(b)/3)}) {
					return
				}
			}
		}
	}},
}

func withEvents(events []event) world {
	return world{"rounded": events, "oldRounded": ofEdition2025(events)}
}

// changed returns the worlds in which one incident was another one. change reports whether it made
// a difference.
func changed(change func(*event) bool) iter.Seq[world] {
	return func(yield func(world) bool) {
		for n := range ordinaryEvents {
			events := slices.Clone(ordinaryEvents)
			if change(&events[n]) && !yield(withEvents(events)) {
				return
			}
		}
	}
}

// firstAlike returns the first of some worlds of which all numbers are published as in the ordinary
// one. That it tries them in order makes the test the same each time.
func firstAlike(t *testing.T, dir, name string, worlds iter.Seq[world]) world {
	t.Helper()
	want := published(t, filepath.Join(dir, "ordinary"))
	try := filepath.Join(dir, "try")
	tried := 0
	for w := range worlds {
		tried++
		w.write(t, try)
		if slices.Equal(published(t, try), want) {
			return w
		}
	}
	t.Fatalf(
		"%s: none of %d worlds is published as the ordinary one is; change the key in worlds.txtar.tmpl",
		name,
		tried,
	)
	return nil
}

// published returns all numbers of a site as they are published.
func published(t *testing.T, dir string) (numbers []privacy.Value) {
	t.Helper()
	root, err := source.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var list diagnostic.List
	site := edition.LoadSite(root, &list)
	for _, year := range []string{"2025", "2026"} {
		e := edition.Load(root, site, year, false, &list).Edition
		p := privacy.New(e, e.Privacy)
		add := func(i *model.Indicator, values []model.Value) {
			for n := range values {
				numbers = append(numbers, p.Of(i, &values[n]))
			}
		}
		for _, i := range e.Indicators {
			add(i, i.Values)
			for _, b := range i.Breakdowns {
				for _, part := range b.Parts {
					add(i, part.Values)
				}
			}
		}
	}
	return numbers
}
