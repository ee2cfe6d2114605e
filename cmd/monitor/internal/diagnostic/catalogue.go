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

// The kinds of things that messages speak of.
var (
	KindAction         = Both("actiepunt", "action")
	KindApproach       = Both("aanpak", "approach")
	KindAspect         = Both("aspect", "aspect")
	KindBreakdown      = Both("uitsplitsing", "breakdown")
	KindCategory       = Both("hoofdcategorie", "category")
	KindChapter        = Both("hoofdstuk", "chapter")
	KindDimension      = Both("dimensie", "dimension")
	KindFigure         = Both("figuur", "figure")
	KindFinding        = Both("kernbevinding", "key finding")
	KindGroup          = Both("groep", "group")
	KindHeading        = Both("kop", "heading")
	KindHorizon        = Both("termijn", "horizon")
	KindIndicator      = Both("kengetal", "indicator")
	KindMeasure        = Both("maatregel", "measure")
	KindNote           = Both("noot", "note")
	KindOutlook        = Both("vooruitzicht", "outlook")
	KindQuestion       = Both("hulpvraag", "question")
	KindRecommendation = Both("aanbeveling", "recommendation")
	KindRequest        = Both("gevraagd besluit", "request")
	KindRegister       = Both("register", "register")
	KindReview         = Both("bespreking", "review")
	KindRisk           = Both("risico", "risk")
	KindRole           = Both("rol", "role")
	KindSurvey         = Both("enquête", "survey")
	KindFile           = Both("bestand", "file")
	KindSurveyQuestion = Both("enquêtevraag", "survey question")
	KindTerm           = Both("begrip", "term")
)

func itoa(n int) string { return strconv.Itoa(n) }
