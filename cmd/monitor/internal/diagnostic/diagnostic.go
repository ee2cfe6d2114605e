// Package diagnostic owns the messages about the sources. A message has a stable code, a position
// in a file and a way out. It is in Dutch and English, and is printed as text or for a machine.
//
// One slip gives one message. So a List keeps the same message once, and Join leaves out messages
// that only follow from one that is already there. At most 500 messages of one file are kept, and
// the rest are counted.
//
// Faults of the machine (permission, memory, disk, open files) are separate from faults in the
// sources: their codes have environment = true in catalogue.toml. When there is one,
// List.Environment drops all other messages, since those may follow from what could not be read.
//
// The package imports package wording, and the TOML library for its catalogue. It never reads
// sources, and never decides whether a build goes on: it counts, and the caller decides.
package diagnostic

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Severity says whether a diagnostic stops a build.
type Severity int

// A warning stops a build only with --strict; an error always does.
const (
	Warning Severity = iota
	Error
)

// A Code names one kind of message for ever: documentation and tests refer to it. See
// catalogue.toml.
type Code string

// Position is where something is in a source file. Line and Column count from 1. Column and Length
// are in characters (Unicode code points). Line 0 means the file as a whole.
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
	Also       int      // how many more of the kind the same slip gave
}

// mostPerFile is how many diagnostics of one file are kept: a file that is wrong from end to end
// (an export in the wrong folder) must not bury the others.
const mostPerFile = 500

// List collects diagnostics from many goroutines. The zero value is ready to use.
type List struct {
	mu       sync.Mutex
	all      []Diagnostic
	known    map[identity]bool
	perFile  map[string]int // how many were added of each file
	errors   int
	warnings int
	// once has the diagnostics of codes that are said once at a position: their index in all.
	once map[identity]int
	// environment is how many of the errors are the machine's.
	environment int
}

// identity is what a diagnostic says. Two diagnostics with the same identity are kept once.
type identity struct {
	code             Code
	file             string
	line, column     int
	args, suggestion string
}

func (d Diagnostic) identity() identity {
	p := d.Position
	return identity{d.Code, p.File, p.Line, p.Column, strings.Join(d.Args, "\x00"), d.Suggestion}
}

// Add adds one diagnostic to the list, with the severity in the catalogue. suggestion may be empty.
func (l *List) Add(code Code, at Position, suggestion string, args ...string) {
	l.keep(Diagnostic{Code: code, Severity: severityOf(code), Position: at, Args: args, Suggestion: suggestion})
}

// AddRepeated is Add for a slip that gave so many more diagnostics of the kind.
func (l *List) AddRepeated(also int, code Code, at Position, suggestion string, args ...string) {
	l.keep(Diagnostic{Code: code, Severity: severityOf(code), Position: at, Args: args, Suggestion: suggestion,
		Also: also})
}

// keep adds a diagnostic, or only counts it when the list has mostPerFile of its file already.
func (l *List) keep(d Diagnostic) {
	l.mu.Lock()
	defer l.mu.Unlock()
	// A fault in a theme is found again for each edition, and is still one fault.
	if l.known[d.identity()] {
		return
	}
	if l.known == nil {
		l.known, l.perFile, l.once = make(map[identity]bool), make(map[string]int), make(map[identity]int)
	}
	place := identity{code: d.Code, file: d.Position.File, line: d.Position.Line, column: d.Position.Column}
	if first, ok := l.once[place]; ok {
		l.known[d.identity()] = true
		l.all[first].Also += 1 + d.Also
		return
	}
	if d.Severity == Error {
		l.errors++
	} else {
		l.warnings++
	}
	if entryOf(d.Code).Environment {
		l.environment++
	}
	l.perFile[d.Position.File]++
	if l.perFile[d.Position.File] <= mostPerFile {
		l.known[d.identity()] = true
		if entryOf(d.Code).Once && d.Position.Line > 0 {
			l.once[place] = len(l.all)
		}
		l.all = append(l.all, d)
	}
}

// Full reports whether more diagnostics of a file are only counted. Positions and suggestions take
// a while to find, so a caller can leave them out then.
func (l *List) Full(file string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.perFile[file] >= mostPerFile
}

// Mentions reports whether there is a diagnostic about a file.
func (l *List) Mentions(file string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.perFile[file] > 0
}

// Raise turns each warning for which must returns true into an error. An edition may have such
// warnings while it is being made, but not when it is final.
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

// Join adds the diagnostics of another list, which is about the same sources as one audience sees
// them. It leaves out those at a position where this list has a diagnostic already: they are the
// same, or follow from the same slip. About a file as a whole it adds all that differ.
func (l *List) Join(other *List, audience string) {
	known := make(map[Position]bool)
	l.mu.Lock()
	for _, d := range l.all {
		known[d.Position.start()] = d.Position.Line > 0
	}
	l.mu.Unlock()
	for _, d := range other.Sorted() {
		if !known[d.Position.start()] {
			d.For = audience
			l.keep(d)
		}
	}
}

// AddAll adds the diagnostics of another list, which is about other sources or another step.
func (l *List) AddAll(other *List) {
	other.mu.Lock()
	all, perFile := slices.Clone(other.all), maps.Clone(other.perFile)
	other.mu.Unlock()
	for _, d := range all {
		perFile[d.Position.File]--
		l.keep(d)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for file, uncounted := range perFile { // those that the other list only counted
		if uncounted > 0 {
			l.perFile[file] += uncounted
		}
	}
}

// start returns a position without length and excerpt.
func (p Position) start() Position { return Position{File: p.File, Line: p.Line, Column: p.Column} }

// Errors returns how many errors there are.
func (l *List) Errors() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.errors
}

// Environment reports whether a fault of the machine kept something from being read. If so, it
// drops all other diagnostics from the list.
func (l *List) Environment() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.environment == 0 {
		return false
	}
	clear(l.once)
	l.all = slices.DeleteFunc(l.all, func(d Diagnostic) bool { return !entryOf(d.Code).Environment })
	l.errors, l.warnings, l.perFile = l.environment, 0, make(map[string]int)
	return true
}

// Warnings returns how many warnings there are.
func (l *List) Warnings() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.warnings
}

// Sorted returns the diagnostics by file, line, column and code. When a file has more than the list
// keeps, its last diagnostic counts the rest.
func (l *List) Sorted() []Diagnostic {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := slices.Clone(l.all)
	for file, n := range l.perFile {
		if n > mostPerFile {
			all = append(all, Diagnostic{Code: TooMany, Severity: severityOf(TooMany),
				Position: Position{File: file, Line: lastLine}, Args: []string{itoa(n - mostPerFile)}})
		}
	}
	slices.SortStableFunc(all, compare)
	for i := range all {
		if all[i].Position.Line == lastLine {
			all[i].Position.Line = 0
		}
	}
	return all
}

// lastLine sorts after every line of a file.
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

// compareArgs compares arguments as the first language says them: the order is the same in all
// languages.
func compareArgs(a, b string) int {
	return cmp.Compare(wording.In(wording.Languages[0], a), wording.In(wording.Languages[0], b))
}
