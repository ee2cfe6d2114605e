package main

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// field is something that is asked of a new thing: as a flag, or as a question on a terminal.
type field struct {
	name     string
	asks     wording.Key
	of       model.Kind // the kind whose id it is, or ""
	choices  []string   // nil for any text
	usual    string     // one of the choices, which Enter takes; or ""
	optional bool
}

var (
	titleField      = field{name: "title", asks: "new.title"}
	definitionField = field{name: "definition", asks: "new.definition"}
	aspectField     = field{name: "aspect", asks: "new.aspect", of: model.AspectKind}
	ownerField      = field{name: "owner", asks: "new.owner", of: "role", optional: true}
	numberKindField = field{name: "kind", asks: "new.kind", choices: model.NumberKinds, usual: string(model.Count)}
	categoryField   = field{name: "category", asks: "new.category", of: model.CategoryKind}
	chapterOf       = field{name: "category", asks: "new.chapter-of", of: model.CategoryKind, optional: true}
)

// form is what is asked of a new thing of a kind, and in which data file it comes; "" for another place.
type form struct {
	fields []field
	file   string
}

var forms = map[model.Kind]form{
	model.ChapterKind: {[]field{titleField, chapterOf}, ""},
	model.IndicatorKind: {[]field{titleField, aspectField, {name: "unit", asks: "new.unit"}, numberKindField,
		definitionField, ownerField}, ""},
	model.RiskKind: {[]field{titleField, aspectField, definitionField, ownerField}, "risks.toml"},
	model.MeasureKind: {[]field{titleField, {name: "risk", asks: "new.risk", of: model.RiskKind}, ownerField},
		"measures.toml"},
	model.QuestionKind: {[]field{{name: "title", asks: "new.question"}, aspectField}, "questions.toml"},
	model.ActionKind: {[]field{titleField, categoryField, ownerField, {name: "due", asks: "new.due", optional: true}},
		"actions.toml"},
}

// newThing returns the command that makes one thing of a kind in the newest edition.
func newThing(kind model.Kind) func(p *program, args []string) int {
	return func(p *program, args []string) int {
		f := p.flags("new " + string(kind))
		year := f.String("edition", "", p.say("flag.newest-edition"))
		values := make(map[string]*string)
		for _, x := range forms[kind].fields {
			values[x.name] = f.String(x.name, "", p.say(x.asks))
		}
		if status, done := p.parse(f, args, "cli.new-thing-about", 1); done {
			return status
		}
		draft, status := p.newDraft()
		if draft == nil {
			return status
		}
		defer draft.Discard()
		s, n, status := p.readSound(*year)
		if s == nil {
			return status
		}
		defer s.root.Close()
		m := &making{program: p, draft: draft, sources: s, edition: s.loaded[n], kind: kind, id: f.Arg(0),
			fields: make(map[string]string)}
		if m.edition.Adopted != nil {
			return p.misused("cli.adopted-closed", m.edition.Edition.Year)
		}
		for name, value := range values {
			m.fields[name] = *value
		}
		return m.make()
	}
}

// making is a thing that is being made.
type making struct {
	*program
	draft   *rewrite.Draft
	sources *sources
	edition *edition.Loaded
	kind    model.Kind
	id      string
	fields  map[string]string
}

func (m *making) make() int {
	if status, bad := m.complete(); bad {
		return status
	}
	name, text := m.place(), m.text()
	before, err := m.draft.Read(name)
	if err != nil {
		before = nil // a new file
	}
	if err := m.draft.Write(name, appended(before, text)); err != nil {
		return m.failed("cli.cannot-write", name, m.reason(err))
	}
	found, status := m.checkFolder(m.draft.Dir(), true)
	if found == nil {
		return status
	}
	if added := addedTo(m.sources.list, found, func(said string) string { return said }); added.Errors() > 0 {
		if _, err := m.report("text", added, false); err != nil {
			return m.failed("cli.cannot-print", m.reason(err))
		}
		return m.misused("cli.new-refused")
	}
	if status := m.install(m.draft); status != exitDone {
		return status
	}
	fmt.Fprintln(m.stdout, m.say("cli.new-thing-made", string(m.kind)+":"+m.id, path.Join(m.base(), name)))
	return exitDone
}

// complete asks for what the flags lack, when there is a terminal to ask on, and reports what is wrong with the rest.
func (m *making) complete() (status int, bad bool) {
	fields := forms[m.kind].fields
	// Whoever gives all that is needed in flags is asked nothing.
	asks := m.terminal && slices.ContainsFunc(fields, func(x field) bool { return !x.optional && m.fields[x.name] == "" })
	for _, x := range fields {
		if asks && m.fields[x.name] == "" {
			if status, bad := m.ask(x); bad {
				return status, true
			}
		}
		if status, bad := m.wrong(x); bad {
			return status, true
		}
	}
	if m.id == "" {
		m.id, _ = edition.CheckID(m.fields["title"])
		if m.id == "" {
			m.id = m.fields["title"]
		}
	}
	if status, bad := m.unfit(m.id); bad {
		return status, true
	}
	if slices.Contains(m.edition.Defined(m.kind), m.id) {
		return m.misused("cli.id-taken", string(m.kind)+":"+m.id, m.edition.Edition.Year), true
	}
	return exitDone, false
}

// known returns what a field can be; nil for any text.
func (m *making) known(x field) []string {
	if x.of != "" {
		return m.edition.Defined(x.of)
	}
	return x.choices
}

// wrong reports what is wrong with the value of a field.
func (m *making) wrong(x field) (status int, bad bool) {
	value, known := m.fields[x.name], m.known(x)
	if status, bad := m.unfitText("--"+x.name, value); bad {
		return status, true
	}
	switch _, err := time.Parse(time.DateOnly, value); {
	case value == "" && !x.optional:
		return m.misused("cli.new-lacks", "--"+x.name, m.say(x.asks)), true
	case value == "":
	case x.name == "due" && err != nil:
		return m.misused("cli.new-day", "--"+x.name, typed(value)), true
	case known != nil && !slices.Contains(known, value):
		return m.mistaken(source.Suggest(value, known), "cli.bad-value-choose", "--"+x.name, typed(value),
			strings.Join(known, ", ")), true
	}
	return exitDone, false
}

// text returns what is written.
func (m *making) text() string {
	fields := map[string]string{"id": m.id, "lang": m.sources.site.Languages[0], "period": m.period()}
	for name, value := range m.fields {
		fields[name] = value
	}
	return fill(readStarters(m.lang + ".txt")[string(m.kind)], fields)
}

// period returns the year before the edition, of which there are figures first.
func (m *making) period() string {
	year, _ := strconv.Atoi(m.edition.Edition.Year)
	return strconv.Itoa(year - 1)
}

// place returns the file in which the thing comes.
func (m *making) place() string {
	e := m.edition.Edition
	dir := path.Join("data", e.Year)
	switch m.kind {
	case model.ChapterKind:
		lang := m.sources.site.Languages[0]
		return path.Join("content", e.Year, lang, newChapterFile(e, lang, m.id))
	case model.IndicatorKind:
		category := e.Aspect(m.fields["aspect"]).Category
		for _, i := range slices.Backward(e.Indicators) {
			if i.Aspect != nil && i.Aspect.Category == category {
				return m.edition.Position(i).File
			}
		}
		return path.Join(dir, "indicators", category+".toml")
	}
	return path.Join(dir, forms[m.kind].file)
}

// newChapterFile returns the name of the file of a new chapter, behind the last one.
func newChapterFile(e *model.Edition, lang, id string) string {
	last := 0
	for _, c := range e.Chapters[lang] {
		last = max(last, c.Order)
	}
	return fmt.Sprintf("%d-%s.md", nextNumber(last), id)
}

// nextNumber returns the number for a chapter behind the last one: the next ten, or what comes before it when that has
// a digit more. A folder lists 100 before 90, and 95 behind it.
func nextNumber(last int) int {
	const step = 10
	next := last - last%step + step
	if len(strconv.Itoa(next)) > len(strconv.Itoa(last)) && last > 0 {
		next = last + max(1, (next-last)/2)
	}
	return next
}

// appended returns a file with a text behind it, after a blank line, with the ends of lines that the file has.
func appended(before []byte, text string) []byte {
	end := "\n"
	if bytes.Contains(before, []byte("\r\n")) {
		end = "\r\n"
		text = strings.ReplaceAll(text, "\n", end)
	}
	out := slices.Clone(before)
	if len(out) > 0 {
		if !bytes.HasSuffix(out, []byte("\n")) {
			out = append(out, end...)
		}
		out = append(out, end...)
	}
	return append(out, text...)
}

// addedTo returns the diagnostics of now that are not among those before, which are compared by what they say; same
// makes of that what it would have been before.
func addedTo(before, now *diagnostic.List, same func(said string) string) *diagnostic.List {
	said := func(d diagnostic.Diagnostic) string { return same(fmt.Sprint(d.Code, d.Severity, d.Args, d.For)) }
	known := make(map[string]int)
	for _, d := range before.Sorted() {
		known[said(d)]++
	}
	added := &diagnostic.List{}
	for _, d := range now.Sorted() {
		if known[said(d)]--; known[said(d)] < 0 {
			added.AddRepeated(d.Also, d.Code, d.Position, d.Suggestion, d.Args...)
		}
	}
	return added
}
