package diagnostic

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// Languages the messages exist in; the first is the one used when nothing else is asked.
var Languages = []string{"nl", "en"}

//go:embed catalogue.toml
var catalogueTOML string

// Entry is what the catalogue says of one code. Texts are by language; Text and Hint are fmt formats over Args.
type Entry struct {
	Severity string
	Text     map[string]string
	Hint     map[string]string
	// Explain tells, in one or two sentences, why this is reported and what to do.
	Explain map[string]string
}

// catalogue is read when the first message is made, so that a clean run does not pay for it.
var catalogue = sync.OnceValue(func() map[Code]Entry {
	var entries map[Code]Entry
	if _, err := toml.Decode(catalogueTOML, &entries); err != nil {
		panic(fmt.Sprintf("diagnostic: the embedded catalogue cannot be read: %v", err))
	}
	return entries
})

// Codes returns every code of the catalogue, sorted.
func Codes() []Code {
	var codes []Code
	for code := range catalogue() {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// Explanation returns the catalogue's entry of a code.
func Explanation(code Code) (Entry, bool) {
	e, ok := catalogue()[code]
	return e, ok
}

func severityOf(code Code) Severity {
	if catalogue()[code].Severity == "warning" {
		return Warning
	}
	return Error
}

// Message is the diagnostic's text in a language, without place and code.
func (d Diagnostic) Message(lang string) string {
	message := fill(catalogue()[d.Code].Text, lang, d.Args)
	if d.For == "" {
		return message
	}
	return fill(map[string]string{"nl": "op de site voor %[1]s: %[2]s", "en": "on the site for %[1]s: %[2]s"}, lang, []string{d.For, message})
}

// Hint is the way out in a language, or "".
func (d Diagnostic) Hint(lang string) string {
	if d.Suggestion != "" {
		if lang == "en" {
			return fmt.Sprintf("did you mean %q?", d.Suggestion)
		}
		return fmt.Sprintf("bedoelde u %q?", d.Suggestion)
	}
	return fill(catalogue()[d.Code].Hint, lang, d.Args)
}

func fill(texts map[string]string, lang string, args []string) string {
	format := texts[lang]
	if format == "" {
		format = texts[Languages[0]]
	}
	if !strings.Contains(format, "%[") {
		return format
	}
	values := make([]any, len(args))
	for i, a := range args {
		values[i] = In(lang, a)
	}
	// Every format names its arguments (%[1]s), so an argument that a text leaves out is not an error of fmt.
	return fmt.Sprintf(format, values...)
}

// In is an argument in a language.
func In(lang, arg string) string {
	nl, en, both := strings.Cut(arg, between)
	if both && lang == "en" {
		return en
	}
	return nl
}

// between parts the two languages of an argument; it is a control character that no source text brings here.
const between = "\x1f"

// Both makes an argument that differs by language, such as the name of a kind of thing.
func Both(nl, en string) string { return nl + between + en }

// Behind puts a text that is the same in both languages behind an argument.
func Behind(arg, text string) string {
	if nl, en, both := strings.Cut(arg, between); both {
		return Both(nl+text, en+text)
	}
	return arg + text
}

// kinds are what messages call the kinds of what has an id, by their names in the program: those of
// package model, and some that only package edition knows.
var kinds = map[string]string{
	"action":          Both("actiepunt", "action"),
	"approach":        Both("aanpak", "approach"),
	"aspect":          Both("aspect", "aspect"),
	"category":        Both("hoofdcategorie", "category"),
	"chapter":         Both("hoofdstuk", "chapter"),
	"dimension":       Both("dimensie", "dimension"),
	"finding":         Both("kernbevinding", "key finding"),
	"group":           Both("groep", "group"),
	"horizon":         Both("termijn", "horizon"),
	"indicator":       Both("kengetal", "indicator"),
	"measure":         Both("maatregel", "measure"),
	"outlook":         Both("vooruitzicht", "outlook"),
	"question":        Both("hulpvraag", "question"),
	"recommendation":  Both("aanbeveling", "recommendation"),
	"register":        Both("register", "register"),
	"request":         Both("gevraagd besluit", "request"),
	"review":          Both("bespreking", "review"),
	"risk":            Both("risico", "risk"),
	"role":            Both("rol", "role"),
	"rule":            Both("regel", "rule"),
	"survey question": Both("enquêtevraag", "survey question"),
	"term":            Both("begrip", "term"),
}

// Kind is what messages call a kind, given its name in the program.
func Kind[K ~string](name K) string { return kinds[string(name)] }

// What else messages speak of as they do of kinds.
var (
	KindBreakdown = Both("uitsplitsing", "breakdown")
	KindFigure    = Both("figuur", "figure")
	KindFile      = Both("bestand", "file")
	KindHeading   = Both("kop", "heading")
	KindNote      = Both("noot", "note")
	KindSurvey    = Both("enquête", "survey")
)

func itoa(n int) string { return strconv.Itoa(n) }
