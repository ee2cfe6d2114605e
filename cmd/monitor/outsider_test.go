package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// TestOutsider plays a reader who wants to know small numbers. It builds sites of random sources,
// reads their data files, and works out in whole numbers what each small count can be, with nothing
// of package privacy: of a number hidden as "<5" all of 1 to 4, of one that is hidden with another
// at least three numbers, and of one that is rounded at least one other. What the program refuses to
// publish is counted, and whether the outsider would have found something in it.
//
// To play one of the games again: go test -run 'TestOutsider/all/12$' -v.
func TestOutsider(t *testing.T) { playOutsider(t, 40) }

func playOutsider(t *testing.T, games int) {
	results := make([]*score, games)
	t.Run("all", func(t *testing.T) {
		for seed := range games {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				results[seed] = play(t, seed)
			})
		}
	})
	all := newScore()
	for _, s := range results {
		if s == nil {
			return // only some were asked for
		}
		all.add(s)
	}
	t.Log(all)
	if all.refused*10 > all.publications*4 {
		t.Errorf("%d of %d publications were refused", all.refused, all.publications)
	}
	if x := all.class(roundedSmall); x.few*100 > x.targets || x.targets == 0 {
		t.Errorf("of %d rounded small counts, %d can be fewer than 3 numbers", x.targets, x.few)
	}
	for left := range 5 {
		// A count of 7 goes up for two secrets of five. When it went to the nearest, it would be known
		// that 5 is at least 3.
		if part := float64(all.up[left]) / float64(max(1, all.drawn[left])); math.Abs(part-float64(left)/5) > 0.1 {
			t.Errorf("of the counts that are %d more than a multiple of 5, %.2f went up", left, part)
		}
	}
	if all.class(hiddenSmall).targets == 0 {
		t.Error("the sources have no small numbers that are hidden")
	}
}

// score is what came of some games.
type score struct {
	publications, refused int
	codes                 map[string]int // publications refused, by code
	falseAlarms           map[string]int // of those, in which the outsider found nothing
	classes               map[class]*found
	undecided             int
	rounded, error        int    // numbers that are rounded, and how far they are off
	small                 int    // numbers that are rounded and small
	drawn, up             [5]int // by what is left after division by 5: numbers, and those that went up
}

// found is what the outsider found of the targets of a class.
type found struct{ targets, exact, few int }

func newScore() *score {
	return &score{codes: make(map[string]int), falseAlarms: make(map[string]int), classes: make(map[class]*found)}
}

func (s *score) add(o *score) {
	s.publications, s.refused, s.undecided = s.publications+o.publications, s.refused+o.refused, s.undecided+o.undecided
	s.rounded, s.error, s.small = s.rounded+o.rounded, s.error+o.error, s.small+o.small
	for left := range s.drawn {
		s.drawn[left], s.up[left] = s.drawn[left]+o.drawn[left], s.up[left]+o.up[left]
	}
	for code, n := range o.codes {
		s.codes[code] += n
	}
	for code, n := range o.falseAlarms {
		s.falseAlarms[code] += n
	}
	for c, x := range o.classes {
		y := s.class(c)
		*y = found{y.targets + x.targets, y.exact + x.exact, y.few + x.few}
	}
}

func (s *score) class(c class) *found {
	if s.classes[c] == nil {
		s.classes[c] = &found{}
	}
	return s.classes[c]
}

func (s *score) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d publications, %d refused", s.publications, s.refused)
	for _, code := range slices.Sorted(maps.Keys(s.codes)) {
		fmt.Fprintf(&b, "\n  %s: %d, of which false alarms %d", code, s.codes[code], s.falseAlarms[code])
	}
	for _, c := range slices.Sorted(maps.Keys(s.classes)) {
		x := s.classes[c]
		fmt.Fprintf(&b, "\n%-45s %7d, found exactly %d, 3 or more possible %.2f %%", c, x.targets, x.exact,
			100*(1-float64(x.few)/float64(x.targets)))
	}
	fmt.Fprintf(
		&b,
		"\nundecided: %d\nrounded: %d, on average %.2f off; hiding would have lost %.1f %% at least",
		s.undecided,
		s.rounded,
		float64(s.error)/float64(max(1, s.rounded)),
		100*float64(s.small)/float64(max(1, s.rounded)),
	)
	return b.String()
}

// play builds the sites of a fiction and attacks them.
func play(t *testing.T, seed int) *score {
	s := newScore()
	f := invent(seed)
	dir := t.TempDir()
	f.write(t, dir)
	var sites []map[in]dataFile
	for _, a := range f.audiences() {
		s.publications++
		out := filepath.Join(dir, "site-"+a.String())
		messages, ok := buildFiction(dir, out, a)
		if ok {
			sites = append(sites, readData(t, out))
			for _, r := range f.attack(sites, s) {
				if r.leak() {
					t.Errorf("the reader for %s: %v", a, r)
				}
			}
			continue
		}
		s.refused++
		f.judge(t, dir, a, messages, s)
	}
	if len(sites) > 0 {
		f.measure(sites[len(sites)-1], s)
	}
	return s
}

// audiences returns the audiences that see something else than those before them.
func (f *fiction) audiences() []model.Audience {
	inside := func(audience string) bool { return audience == model.Intranet.String() }
	for _, e := range f.editions {
		if slices.ContainsFunc(e.plain, func(p *plain) bool { return inside(p.audience) || inside(p.splitAudience) }) ||
			f.register != nil &&
				slices.ContainsFunc(f.register.rules, func(r *countRule) bool { return inside(r.audience) }) {
			return []model.Audience{model.Public, model.Intranet}
		}
	}
	return []model.Audience{model.Public}
}

// buildFiction builds a site.
func buildFiction(dir, out string, a model.Audience) (messages string, ok bool) {
	var stdout, stderr bytes.Buffer
	p := &program{ctx: context.Background(), stdout: &stdout, stderr: &stderr, lang: "en"}
	status := p.command([]string{"build", "--root", dir, "--out", out, "--audience", a.String(), "--cache", ""})
	return stderr.String(), status == exitDone
}

// result is what the outsider found of a target.
type result struct {
	target
	down, up int // how far from the truth it can be
	decided  bool
}

// attack finds between which numbers each target can be, from the sites that the outsider sees.
func (f *fiction) attack(sites []map[in]dataFile, s *score) []result {
	var out []result
	solve := func(p *puzzle, targets []target) {
		if !p.holds() {
			out = append(
				out,
				result{target: target{name: "what is published contradicts what is true", class: "wrong"}},
			)
			return
		}
		for _, x := range targets {
			far := 2
			if x.needsAll() {
				far = max(x.truth-x.low, x.high-x.truth)
			}
			r := result{target: x}
			var down, up bool
			r.down, down = p.reach(x.of, -1, far)
			r.up, up = p.reach(x.of, 1, far)
			if r.decided = down && up; !r.decided {
				s.undecided++
			}
			y := s.class(x.class)
			y.targets++
			if r.down+r.up == 0 {
				y.exact++
			}
			if r.down+r.up < 2 {
				y.few++
			}
			out = append(out, r)
		}
	}
	solve(f.plainPuzzle(sites))
	if f.register != nil {
		solve(f.registerPuzzle(sites))
	}
	return out
}

// needsAll reports whether all of a range must stay possible.
func (t target) needsAll() bool {
	return t.class == hiddenSmall || t.class == hiddenRest || t.class == confidential
}

// leak reports whether the outsider found more than is promised.
func (r result) leak() bool {
	switch {
	case r.needsAll():
		return r.truth-r.down > r.low || r.truth+r.up < r.high
	case r.class == hiddenBeside:
		return r.down+r.up < 2
	}
	return r.down+r.up == 0
}

func (r result) String() string {
	return fmt.Sprintf("%s, %s: %d is between %d and %d", r.class, r.name, r.truth, r.truth-r.down, r.truth+r.up)
}

var codeForm = regexp.MustCompile(`error: .*\[(MV\d+)\]`)

// judge counts the codes with which a publication was refused, and how often the outsider would
// have found nothing in it.
func (f *fiction) judge(t *testing.T, dir string, a model.Audience, messages string, s *score) {
	codes := make(map[string]bool)
	for _, c := range codeForm.FindAllStringSubmatch(messages, -1) {
		codes[c[1]] = true
	}
	leaks := make(map[bool]bool) // by whether the number is rounded
	for _, r := range f.attack(wouldPublish(t, dir, a), newScore()) {
		if r.leak() {
			leaks[strings.HasPrefix(string(r.class), "rounded")] = true
		}
	}
	for code := range codes {
		s.codes[code]++
		if code == "MV720" && !leaks[false] || code == "MV807" && !leaks[true] {
			s.falseAlarms[code]++
			t.Logf("%s for %s is a false alarm", code, a)
		}
	}
}

// wouldPublish returns what the sites for an audience would have, if the program did not refuse.
func wouldPublish(t *testing.T, dir string, to model.Audience) (sites []map[in]dataFile) {
	t.Helper()
	root, err := source.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var list diagnostic.List
	site := edition.LoadSite(root, &list)
	var known []*report.Report
	for a := model.Public; a <= to; a++ {
		data := make(map[in]dataFile)
		for _, year := range []string{"2025", "2026"} {
			if !root.Exists("data/" + year + "/edition.toml") {
				continue
			}
			e := edition.Load(root, site, year, false, &list).Edition.Visible(a)
			r := report.New(e, e.Privacy, known...)
			known = append(known, r)
			for _, i := range e.Indicators {
				data[in{year, i.ID}] = observe(r.Facts(i))
			}
		}
		sites = append(sites, data)
	}
	return sites
}

// observe returns facts as their data file has them.
func observe(f *report.Facts) dataFile {
	statuses := map[report.State]string{report.Shown: "shown", report.Missing: "missing", report.Small: "suppressed",
		report.Confidential: "confidential", report.Withheld: "withheld"}
	d := dataFile{ID: f.Indicator.ID, Decimals: f.Indicator.Decimals}
	add := func(dimension, part string, points []report.Point) {
		for _, p := range points {
			if p.State != report.Absent {
				o := observed{Period: p.Period.String(), Dimension: dimension, Part: part, Status: statuses[p.State]}
				if p.State == report.Shown {
					o.Value = digits(p.Number, d.Decimals)
				}
				d.Observations = append(d.Observations, o)
			}
		}
	}
	add("", "", f.Values.Points)
	for _, b := range f.Breakdowns {
		for _, part := range b.Parts {
			add(b.Dimension.ID, part.Member.Key, part.Points)
		}
	}
	return d
}
