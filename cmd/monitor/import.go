package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/intake"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// takeIn takes over what others made: the answers of a survey tool, after the word survey; a chapter from a text of a
// word processor; or the numbers of a sheet.
func (p *program) takeIn(args []string) int {
	switch {
	case len(args) > 0 && args[0] == "survey":
		return p.importSurvey(args[1:])
	case slices.ContainsFunc(args, isText):
		return p.importChapter(args)
	}
	return p.importSheet(args)
}

// isText reports whether an argument names a text of a word processor.
func isText(arg string) bool {
	return slices.Contains([]string{".docx", ".docm", ".dotx", ".doc", ".odt", ".rtf"}, strings.ToLower(path.Ext(arg)))
}

// importSheet takes the numbers of a sheet over into an edition.
func (p *program) importSheet(args []string) int {
	f := p.flags("import")
	year := f.String("edition", "", p.say("flag.newest-edition"))
	name := f.String("sheet", "", p.say("flag.sheet"))
	yes := f.Bool("yes", false, p.say("flag.yes"))
	if status, done := p.parse(f, args, "intake.about", 1); done {
		return status
	}
	if f.NArg() == 0 {
		return p.misused("intake.which-file")
	}
	file := filepath.ToSlash(f.Arg(0))
	book, status := p.readSheet(file)
	if book == nil {
		return status
	}
	draft, status := p.newDraft()
	if draft == nil {
		return status
	}
	defer draft.Discard()
	s, n, status := p.readSoundData(*year)
	if s == nil {
		return status
	}
	defer s.root.Close()
	m := &importing{program: p, draft: draft, sources: s, loaded: s.loaded[n], book: book, id: importID(file), yes: *yes}
	if m.loaded.Adopted != nil {
		return p.misused("cli.adopted-closed", m.loaded.Edition.Year)
	}
	return m.run(*name)
}

// readSheet reads a workbook or a CSV file; book is nil when that failed, or was interrupted, which is reported.
func (p *program) readSheet(file string) (book *sheet.Book, status int) {
	var read *sheet.Book
	var err error
	if !p.finishes(func() { read, err = sheet.Read(file) }) {
		return nil, p.failed("cli.interrupted")
	}
	if err == nil {
		return read, exitDone
	}
	fmt.Fprintln(p.stderr, "monitor: "+p.say("intake.cannot-read", file, p.reason(err)))
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return nil, exitEnvironment
	}
	return nil, exitSources
}

// importing is a sheet that comes in.
type importing struct {
	*program
	draft       *rewrite.Draft
	sources     *sources
	loaded      *edition.Loaded
	book        *sheet.Book
	id          string // of its part of import.toml
	yes         bool
	interrupted bool // a question was
	kept        []intake.Answer
}

// importID returns the id under which import.toml keeps how a file comes in: its name without digits, since next year's
// file has the same name with another year.
func importID(file string) string {
	base := strings.ToLower(strings.TrimSuffix(path.Base(file), path.Ext(file)))
	base = regexp.MustCompile(`[0-9]+`).ReplaceAllString(base, "")
	base = strings.Trim(regexp.MustCompile(`[^\pL]+`).ReplaceAllString(base, "-"), "-")
	if like, why := edition.CheckID(base); why != "" {
		base = like
	}
	if base == "" {
		return "sheet"
	}
	return base
}

func (m *importing) run(name string) int {
	known := m.loaded.Imports[m.id]
	grid, status := m.choose(name, known)
	if grid == nil {
		return status
	}
	if m.book.Macros {
		fmt.Fprintln(m.stdout, m.say("intake.macros"))
	}
	var list diagnostic.List
	base := strings.TrimSuffix(path.Base(m.book.File), path.Ext(m.book.File))
	reading := intake.Read(intake.Input{Grid: grid, ID: m.id, Titles: []string{base, m.id}, Edition: m.loaded.Edition,
		Languages: m.sources.site.Languages, Known: known,
		Ask: func(q intake.Question) (string, bool) { return m.ask(grid, q) }}, &list)
	if m.interrupted {
		return m.failed("cli.interrupted")
	}
	if status := m.complain(&list); status != exitDone {
		return status
	}
	m.kept = append(m.kept, reading.Kept...)
	changes := reading.Changes(m.sources.site.Languages)
	m.show(reading, changes)
	if err := m.write(changes); err != nil {
		return m.failed("intake.cannot-write", m.reason(err))
	}
	if all, err := m.draft.Changes(); err != nil {
		return m.failed("intake.cannot-write", m.reason(err))
	} else if len(all) == 0 {
		fmt.Fprintln(m.stdout, m.say("intake.nothing"))
		return exitDone
	}
	added, status := m.checkDraft(m.draft, m.sources)
	if added == nil {
		return status
	}
	switch {
	case wrongInData(added):
		fmt.Fprintln(m.stderr, "monitor: "+m.say("intake.refused"))
		return exitSources
	case added.Errors() > 0: // texts that quote what changes: their writers see to that, afterwards
		fmt.Fprintln(m.stdout, m.say("intake.revise", added.Errors()))
	}
	return m.confirm(m.draft, m.yes)
}

// checkDraft checks what the sources would become, and prints the messages that are new. They are nil when that failed,
// which is reported.
func (p *program) checkDraft(d *rewrite.Draft, before *sources) (added *diagnostic.List, status int) {
	found, status := p.checkFolder(d.Dir(), true)
	if found == nil {
		return nil, status
	}
	added = addedTo(before.list, found, func(said string) string { return said })
	if added.Errors()+added.Warnings() > 0 {
		if _, err := p.report("text", added, false); err != nil {
			return nil, p.failed("cli.cannot-print", p.reason(err))
		}
	}
	return added, exitDone
}

// complain prints what is wrong with the sheet. Its positions are in the sheet, and not below the root.
func (m *importing) complain(list *diagnostic.List) int {
	if err := diagnostic.Print(m.stderr, "text", m.lang, "", list.Sorted()); err != nil {
		return m.failed("cli.cannot-print", m.reason(err))
	}
	if list.Errors() == 0 {
		return exitDone
	}
	fmt.Fprintln(m.stderr, "monitor: "+m.say("intake.refused"))
	return exitSources
}

// choose returns the sheet to read: the one that is named, that was read before, that monitor export made, or the only
// one that has anything.
func (m *importing) choose(name string, known *edition.Import) (*sheet.Grid, int) {
	var all, visible []*sheet.Grid
	var names []string
	for _, g := range m.book.Grids {
		rows, _ := g.Size()
		if g.Name != "" {
			names = append(names, g.Name)
		}
		if intake.IsOwn(g) && name == "" {
			return g, exitDone
		}
		if all = append(all, g); rows > 0 && !g.Hidden {
			visible = append(visible, g)
		}
	}
	find := func(name string) *sheet.Grid {
		if n := slices.IndexFunc(all, func(g *sheet.Grid) bool { return g.Name == name && name != "" }); n >= 0 {
			return all[n]
		}
		return nil
	}
	if name != "" {
		if g := find(name); g != nil {
			return g, exitDone
		}
		return nil, m.misused("intake.no-sheet", typed(name), strings.Join(names, ", "))
	}
	if known != nil {
		if g := find(known.Sheet); g != nil {
			return g, exitDone
		}
	}
	switch {
	case intake.WasOwn(m.book):
		return nil, m.misused("intake.own-broken", m.book.File)
	case len(visible) == 1:
		return visible[0], exitDone
	case len(visible) == 0:
		return nil, m.misused("intake.no-cells", m.book.File)
	case !m.terminal:
		return nil, m.misused("intake.which-sheet", m.book.File, strings.Join(names, ", "))
	}
	var choices []choice
	for _, g := range visible {
		choices = append(choices, choice{g.Name, ""})
	}
	said, ok := m.pick(m.say("intake.ask-sheet"), choices)
	if !ok {
		return nil, m.failed("cli.interrupted")
	}
	m.kept = append(m.kept, intake.Answer{Key: []string{"sheet"}, Said: said})
	return find(said), exitDone
}

// ask puts a question about the sheet, when there is a terminal.
func (m *importing) ask(grid *sheet.Grid, q intake.Question) (string, bool) {
	if !m.terminal || m.interrupted {
		return "", false
	}
	var choices []choice
	for _, c := range q.Choices {
		choices = append(choices, choice{c.Answer, wording.In(m.lang, c.Title)})
	}
	said, ok := m.pick(grid.Ref(q.Row, q.Column)+": "+wording.In(m.lang, q.Text), choices)
	m.interrupted = !ok
	return said, ok
}

// pick asks until the answer is one of the choices; ok is false when nothing more is typed.
func (m *importing) pick(question string, all []choice) (answer string, ok bool) {
	if len(all) <= shortList {
		m.listChoices(all)
	}
	for {
		fmt.Fprint(m.stdout, m.say("new.ask-part", question)+": ")
		said, ok := m.readLine()
		if !ok {
			return "", false
		}
		switch fit := picked(said, all); {
		case said == "":
		case said == "?":
			m.listChoices(all)
		case len(fit) == 0:
			fmt.Fprintln(m.stdout, m.say("intake.answer-none", said))
		case len(fit) > 1:
			m.listChoices(fit)
		default:
			fmt.Fprintln(m.stdout, "  = "+fit[0].id)
			return fit[0].id, true
		}
	}
}

// show prints how the sheet was read, what would change, and what is not taken over.
func (m *importing) show(r *intake.Reading, changes []intake.Change) {
	var read, change [][]string // lines of three columns
	for _, u := range r.Understood {
		read = append(read, []string{u.Text, "= " + u.Meaning, r.Grid.Ref(u.Row, u.Column)})
	}
	m.table(m.say("intake.taken-for", m.book.File), read, nil)
	fresh, changed, same, rounded := 0, 0, r.Unchanged, 0
	var texts []func()
	for _, c := range changes {
		switch {
		case c.Kept != "":
			continue
		case c.Same:
			if same++; c.Rounded {
				rounded++
			}
			continue
		case c.Known && (!c.Was.Missing || c.Missing):
			changed++
		default:
			fresh++
		}
		change = append(change, []string{c.Name(), m.old(c) + " → " + m.shown(c.Number, c.Missing, c.Now),
			r.Grid.Ref(c.Row, c.Column)})
		texts = append(texts, func() { m.showTexts(c) })
	}
	m.table(m.say("intake.changes", m.loaded.Edition.Year), change, texts)
	fmt.Fprintln(m.stdout, m.say("intake.counted", fresh, changed, same))
	if rounded > 0 {
		fmt.Fprintln(m.stdout, m.say("intake.rounded", rounded))
	}
	var aside [][]string
	for _, c := range changes {
		if c.Kept != "" {
			aside = append(aside, []string{c.Name(), wording.In(m.lang, c.Kept), r.Grid.Ref(c.Row, c.Column)})
		}
	}
	for _, a := range r.Aside {
		aside = append(aside, []string{r.Grid.Ref(a.Row, a.Column), wording.In(m.lang, a.Why), ""})
	}
	m.table(m.say("intake.not-taken"), aside, nil)
}

// table prints lines of three columns below a heading, each with what comes after it; nothing when there are none.
func (m *importing) table(heading string, lines [][]string, after []func()) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintln(m.stdout, heading)
	var width [2]int
	for _, line := range lines {
		for n := range width {
			width[n] = max(width[n], utf8.RuneCountInString(line[n]))
		}
	}
	for n, line := range lines {
		text := fmt.Sprintf("  %-*s   %-*s   %s", width[0], line[0], width[1], line[1], line[2])
		fmt.Fprintln(m.stdout, strings.TrimRight(text, " "))
		if after != nil {
			after[n]()
		}
	}
}

// showTexts prints the texts that come with a number, and the one that stays beside another number.
func (m *importing) showTexts(c intake.Change) {
	langs := m.sources.site.Languages
	was := c.Was.Note.In(langs[0], langs...)
	change := func(key wording.Key, was, now string) {
		if now == "" || now == was {
			return
		}
		text := fmt.Sprintf("%q", now)
		if was != "" {
			text = fmt.Sprintf("%q → %q", was, now)
		}
		fmt.Fprintln(m.stdout, "    "+m.say(key, text))
	}
	if c.Since != "" {
		fmt.Fprintln(m.stdout, "    "+m.say("intake.since", wording.In(m.lang, c.Since)))
	}
	change("intake.note", was, c.Note)
	change("intake.reason", c.Was.Revised.In(langs[0], langs...), c.Revised)
	if c.Of > 0 && c.Of != c.Was.Of {
		text := fmt.Sprint(c.Of)
		if c.Was.Of > 0 {
			text = fmt.Sprintf("%d → %d", c.Was.Of, c.Of)
		}
		fmt.Fprintln(m.stdout, "    "+m.say("intake.of", text))
	}
	switch {
	case c.NoteGoes:
		fmt.Fprintln(m.stdout, "    "+m.say("intake.note-goes", fmt.Sprintf("%q", was)))
	case c.Untranslated:
		fmt.Fprintln(m.stdout, "    "+m.say("intake.note-untranslated"))
	case was != "" && (c.Note == "" || c.Note == was):
		fmt.Fprintln(m.stdout, "    "+m.say("intake.note-stays", fmt.Sprintf("%q", was)))
	}
}

// old writes what the data say of a value.
func (m *importing) old(c intake.Change) string {
	if !c.Known {
		return m.say("intake.not-there")
	}
	return m.shown(c.Was.Number, c.Was.Missing, c.Was.Flags)
}

// shown writes a value with its flags, as people write numbers.
func (m *importing) shown(number float64, missing bool, flags model.Flags) string {
	text := m.say("intake.none-of-it")
	if !missing {
		text = fmt.Sprint(number)
		if m.lang == "nl" {
			text = strings.Replace(text, ".", ",", 1)
		}
	}
	if rest := strings.ReplaceAll(string(flags), string(model.NotAvailable), ""); rest != "" {
		text += " " + rest
	}
	return text
}

// write puts the changes, and what was answered, into the draft.
func (m *importing) write(changes []intake.Change) error {
	if err := intake.Write(m.draft, m.loaded, m.sources.site.Languages[0], changes); err != nil {
		return err
	}
	if len(m.kept) == 0 {
		return nil
	}
	return intake.Keep(m.draft, m.loaded.Edition.Year, m.id, m.kept)
}

// agrees reports whether an answer is a yes, in either language.
func agrees(answer string) bool {
	return slices.Contains([]string{"j", "ja", "y", "yes"}, strings.ToLower(answer))
}

// confirm puts a draft in the place of the sources after a yes.
func (p *program) confirm(draft *rewrite.Draft, yes bool) int {
	if !yes {
		if !p.terminal {
			fmt.Fprintln(p.stdout, p.say("intake.not-written"))
			return exitDone
		}
		fmt.Fprint(p.stdout, p.say("intake.ask-yes")+" ")
		said, ok := p.readLine()
		if !ok {
			return p.failed("cli.interrupted")
		}
		if !agrees(said) {
			fmt.Fprintln(p.stdout, p.say("intake.not-written"))
			return exitDone
		}
	}
	if status := p.install(draft); status != exitDone {
		return status
	}
	fmt.Fprintln(p.stdout, p.say("intake.written"))
	p.nameChanges(draft)
	return exitDone
}
