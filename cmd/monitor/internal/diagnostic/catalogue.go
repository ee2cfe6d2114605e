package diagnostic

import (
	_ "embed"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

//go:embed catalogue.toml
var catalogueTOML string

// Entry is the catalogue's entry for one code. Texts are by language; Text and Hint are fmt formats
// over Args.
type Entry struct {
	Severity string
	// Environment is true when the machine is at fault and not the sources.
	Environment bool
	// Once is true for what would be said of each period. It is said of one, and how many more
	// there are.
	Once bool
	Text map[string]string
	Hint map[string]string
	// Explain says in one or two sentences why this is reported and what to do.
	Explain map[string]string
}

// written has the entries as they are written, by code.
var written = sync.OnceValue(func() map[Code]string {
	all := make(map[Code]string)
	for _, entry := range strings.Split(catalogueTOML, "\n[MV")[1:] {
		code, text, _ := strings.Cut(entry, "]")
		all["MV"+Code(code)] = text
	}
	return all
})

// entries has the entries that were asked for: an Entry by its Code. A run needs few of them, and to read all takes
// 20 ms.
var entries sync.Map

// Codes returns every code of the catalogue, sorted.
func Codes() []Code { return slices.Sorted(maps.Keys(written())) }

// Explanation returns the catalogue's entry of a code.
func Explanation(code Code) (Entry, bool) {
	if e, ok := entries.Load(code); ok {
		return e.(Entry), true
	}
	text, ok := written()[code]
	if !ok {
		return Entry{}, false
	}
	var e Entry
	if _, err := toml.Decode(text, &e); err != nil {
		panic(fmt.Sprintf("diagnostic: the embedded entry of %s cannot be read: %v", code, err))
	}
	entries.Store(code, e)
	return e, true
}

// entryOf returns the catalogue's entry of a code that it has.
func entryOf(code Code) Entry {
	e, _ := Explanation(code)
	return e
}

// Blank replaces the arguments of a text by dots.
func Blank(text string) string { return argument.ReplaceAllString(text, "…") }

var argument = regexp.MustCompile(`%\[[0-9]\]s`)

func severityOf(code Code) Severity {
	if entryOf(code).Severity == "warning" {
		return Warning
	}
	return Error
}

// Message returns the text of the diagnostic in a language, without position and code.
func (d Diagnostic) Message(lang string) string {
	message := fill(entryOf(d.Code).Text, lang, d.Args)
	switch {
	case d.Also == 1:
		message = wording.Say(lang, "phrase.also-once", message)
	case d.Also > 1:
		message = wording.Say(lang, "phrase.also-times", message, itoa(d.Also))
	}
	if d.For == "" {
		return message
	}
	return wording.Say(lang, "phrase.for-audience", d.For, message)
}

// Hint returns what to do about the diagnostic, in a language, or "".
func (d Diagnostic) Hint(lang string) string {
	if d.Suggestion != "" {
		return wording.Say(lang, "cli.did-you-mean", d.Suggestion)
	}
	return fill(entryOf(d.Code).Hint, lang, d.Args)
}

func fill(texts map[string]string, lang string, args []string) string {
	values := make([]any, len(args))
	for i, a := range args {
		values[i] = wording.In(lang, a)
	}
	return wording.Fill(texts[lang], values...)
}

// Kind returns what messages call a kind of thing, given its name in the program: "risk" is
// "risico" in Dutch.
func Kind[K ~string](name K) string { return wording.Refer(wording.Key("kind." + string(name))) }

// Messages use these names as they use those of kinds of things.
var (
	KindBreakdown = wording.Refer("kind.breakdown")
	KindFigure    = wording.Refer("kind.figure")
	KindFile      = wording.Refer("kind.file")
	KindHeading   = wording.Refer("kind.heading")
	KindNote      = wording.Refer("kind.note")
	KindSurvey    = wording.Refer("kind.survey")
)

func itoa(n int) string { return strconv.Itoa(n) }
