// Package diagnostic owns what the program says about the sources: a message with a stable code, a place in a file, and a
// way out, in Dutch and English, as text or for a machine.
//
// It imports package wording, and the TOML library for its catalogue. It never reads sources, never prints by itself and never decides
// whether a build goes on: it counts, the caller decides.
package diagnostic

import (
	"cmp"
	"slices"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Severity reports whether a diagnostic stops a build.
type Severity int

// A warning stops a build only with --strict; an error always does.
const (
	Warning Severity = iota
	Error
)

// A Code names one kind of message for ever: documentation, tests and suppressions refer to it. See catalogue.toml.
type Code string

// Position is a place in a source file. Line and Column count from 1, Column and Length in characters (Unicode code
// points). Line 0 means the file as a whole.
type Position struct {
	File   string
	Line   int
	Column int
	Length int
	// Excerpt is the text of the line, shown above the caret.
	Excerpt string
}

// Diagnostic is one message.
type Diagnostic struct {
	Code       Code
	Severity   Severity
	Position   Position
	Args       []string // what the catalogue's text is filled with
	Suggestion string   // what the writer may have meant; replaces the catalogue's hint
	For        string   // the audience that it concerns, when not all
}

// perFile is how many diagnostics of one file are kept: a file that is wrong from end to end (an export put in the wrong
// place) should not bury the others.
const perFile = 500

// List collects diagnostics from many goroutines. The zero value is ready to use.
type List struct {
	mu       sync.Mutex
	all      []Diagnostic
	count    map[string]int
	errors   int
	warnings int
	// environment is how many of the errors are the machine's.
	environment int
}

// Add puts one diagnostic in the list; its severity is the catalogue's. suggestion may be empty.
func (l *List) Add(code Code, at Position, suggestion string, args ...string) {
	l.add(Diagnostic{Code: code, Severity: severityOf(code), Position: at, Args: args, Suggestion: suggestion})
}

func (l *List) add(d Diagnostic) {
	l.mu.Lock()
	defer l.mu.Unlock()
	// What is wrong with a theme is found for each edition, and is one fault.
	if slices.ContainsFunc(l.all, func(other Diagnostic) bool { return compare(d, other) == 0 && d.Severity == other.Severity }) {
		return
	}
	if d.Severity == Error {
		l.errors++
	} else {
		l.warnings++
	}
	if catalogue()[d.Code].Environment {
		l.environment++
	}
	if l.count == nil {
		l.count = make(map[string]int)
	}
	l.count[d.Position.File]++
	if l.count[d.Position.File] <= perFile {
		l.all = append(l.all, d)
	}
}

// Raise makes an error of each warning for which must says so: what is allowed while an edition is being made may keep it
// from being final.
func (l *List) Raise(must func(Diagnostic) bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range l.all {
		if l.all[i].Severity == Warning && must(l.all[i]) {
			l.all[i].Severity = Error
			l.warnings--
			l.errors++
		}
	}
}

// Join adds what another look at the same sources found, as an audience, where this list has nothing yet: a slip that both saw is
// told once, and so is one of which the other saw only what follows from it. At the same place what is here already is kept. Of
// a file as a whole all is kept that differs.
func (l *List) Join(other *List, audience string) {
	type place struct {
		file         string
		line, column int
	}
	known := make(map[place]bool)
	l.mu.Lock()
	for _, d := range l.all {
		if d.Position.Line > 0 {
			known[place{d.Position.File, d.Position.Line, d.Position.Column}] = true
		}
	}
	whole := slices.Clone(l.all)
	l.mu.Unlock()
	for _, d := range other.Sorted() {
		p := d.Position
		if known[place{p.File, p.Line, p.Column}] || p.Line == 0 && slices.ContainsFunc(whole, func(w Diagnostic) bool { return compare(w, d) == 0 }) {
			continue
		}
		d.For = audience
		l.add(d)
	}
}

// Errors returns how many errors there are.
func (l *List) Errors() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.errors
}

// Environment reports whether the machine kept something from being read. Then only that stays in the list: what else was found
// may follow from what is lacking.
func (l *List) Environment() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.environment == 0 {
		return false
	}
	l.all = slices.DeleteFunc(l.all, func(d Diagnostic) bool { return !catalogue()[d.Code].Environment })
	l.errors, l.warnings, l.count = l.environment, 0, nil
	return true
}

// Warnings returns how many warnings there are.
func (l *List) Warnings() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.warnings
}

// Sorted returns the diagnostics by file, line, column and code, with doubles taken out and, for a file with more than
// the list keeps, one closing message that counts the rest.
func (l *List) Sorted() []Diagnostic {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := slices.Clone(l.all)
	for file, n := range l.count {
		if n > perFile {
			all = append(all, Diagnostic{Code: TooMany, Severity: severityOf(TooMany),
				Position: Position{File: file, Line: lastLine}, Args: []string{itoa(n - perFile)}})
		}
	}
	slices.SortStableFunc(all, compare)
	all = slices.CompactFunc(all, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
	for i := range all {
		if all[i].Position.Line == lastLine {
			all[i].Position.Line = 0
		}
	}
	return all
}

// lastLine sorts behind every line of a file.
const lastLine = 1 << 30

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Position.File, b.Position.File),
		cmp.Compare(a.Position.Line, b.Position.Line),
		cmp.Compare(a.Position.Column, b.Position.Column),
		cmp.Compare(a.Code, b.Code),
		slices.CompareFunc(a.Args, b.Args, compareArgs),
		cmp.Compare(a.Suggestion, b.Suggestion),
	)
}

// compareArgs compares arguments as the first language says them: the order is the same in all languages.
func compareArgs(a, b string) int {
	return cmp.Compare(wording.In(wording.Languages[0], a), wording.In(wording.Languages[0], b))
}
