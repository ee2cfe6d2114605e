package main

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// rename gives something another id, everywhere.
//
// The check knows every reference, so rename asks it: with the id changed where it is defined, each message about the
// old one points at a reference. rename mends these, and asks again until no message is left.
func (p *program) rename(args []string) int {
	f := p.flags("rename")
	year := f.String("edition", "", p.say("flag.newest-edition"))
	dry := f.Bool("dry-run", false, p.say("flag.dry-run"))
	if status, done := p.parse(f, args, "cli.rename-about", 2); done {
		return status
	}
	kind, old, named := strings.Cut(f.Arg(0), ":")
	if f.NArg() < 2 || !named {
		return p.misused("cli.rename-what")
	}
	id := strings.TrimPrefix(f.Arg(1), kind+":")
	draft, status := p.newDraft()
	if draft == nil {
		return status
	}
	defer draft.Discard()
	s, status := p.read("")
	if s == nil {
		return status
	}
	defer s.root.Close()
	s.checkFor(model.Board, true)
	if s.list.Errors() > 0 || len(s.loaded) == 0 {
		return p.refused(s.list)
	}
	n := len(s.loaded) - 1
	if *year != "" {
		if n = slices.Index(s.years, *year); n < 0 {
			return p.misused("cli.no-edition", typed(*year), s.years)
		}
	}
	r := &renaming{program: p, sources: s, n: n, kind: model.Kind(kind), old: old, id: id, draft: draft}
	if status, bad := r.misnamed(); bad {
		return status
	}
	if err := r.carryOut(); err != nil {
		return p.failed("cli.cannot-rename", f.Arg(0), p.reason(err))
	}
	if r.status != exitDone {
		return r.status
	}
	if *dry {
		return p.showChanges(draft)
	}
	if status := p.install(draft); status != exitDone {
		return status
	}
	fmt.Fprintln(p.stdout, p.say("cli.renamed", f.Arg(0), kind+":"+id))
	p.nameChanges(draft)
	return exitDone
}

// refused reports mistakes in the sources that keep a command from changing them.
func (p *program) refused(list *diagnostic.List) int {
	status, err := p.report("text", list, false)
	if err != nil {
		return p.failed("cli.cannot-print", p.reason(err))
	}
	p.summarise(list.Errors(), list.Warnings())
	fmt.Fprintln(p.stderr, p.say("cli.mend-first"))
	return max(status, exitSources)
}

// renaming is one id that is being changed.
type renaming struct {
	*program
	sources *sources
	n       int // of the edition among all
	kind    model.Kind
	old, id string
	draft   *rewrite.Draft
	status  int // why nothing may be written
}

func (r *renaming) edition() *edition.Loaded { return r.sources.loaded[r.n] }

// misnamed reports what is wrong with the ids on the command line, and with renaming in this edition.
func (r *renaming) misnamed() (status int, bad bool) {
	l := r.edition()
	kinds := l.DefinedKinds()
	if !slices.Contains(kinds, string(r.kind)) {
		return r.mistaken(source.SuggestWord(string(r.kind), kinds), "cli.unknown-kind", typed(r.kind),
			strings.Join(kinds, ", ")), true
	}
	known := l.Defined(r.kind)
	if !slices.Contains(known, r.old) {
		like := source.Suggest(r.old, known)
		if like != "" {
			like = string(r.kind) + ":" + like
		}
		return r.mistaken(like, "cli.no-such-id", typed(string(r.kind)+":"+r.old), l.Edition.Year), true
	}
	if status, bad := r.unfit(r.id); bad {
		return status, true
	}
	if slices.Contains(known, r.id) {
		return r.misused("cli.id-taken", string(r.kind)+":"+r.id, l.Edition.Year), true
	}
	if l.Adopted != nil {
		return r.misused("cli.adopted-stays", l.Edition.Year), true
	}
	return exitDone, false
}

// unfit reports a text that cannot be an id.
func (p *program) unfit(id string) (status int, bad bool) {
	like, why := edition.CheckID(id)
	if why == "" {
		return exitDone, false
	}
	return p.mistaken(like, "cli.unfit-id", typed(id), wording.In(p.lang, why)), true
}

// carryOut changes the draft. When something would be wrong afterwards, it reports that, and sets status.
func (r *renaming) carryOut() error {
	if err := r.redefine(); err != nil {
		return err
	}
	if err := r.leadOn(); err != nil {
		return err
	}
	if err := r.nextEdition(); err != nil || r.status != exitDone {
		return err
	}
	for complete := false; ; {
		found, status := r.checkFolder(r.draft.Dir(), complete)
		if found == nil {
			r.status = status
			return nil
		}
		mended, err := r.mend(found)
		if err != nil {
			return err
		}
		if !mended && complete {
			r.compare(found)
			return nil
		}
		complete = !mended // what lower audiences see takes as long to check again, and the board sees all references
	}
}

// checkFolder checks the sources in another folder, as the Board sees them or as all audiences do. The list is nil when
// they cannot be read, which is reported.
func (p *program) checkFolder(dir string, complete bool) (*diagnostic.List, int) {
	other := *p
	other.root = dir
	s, status := other.read("")
	if s == nil {
		return nil, status
	}
	defer s.root.Close()
	s.checkFor(model.Board, complete)
	return s.list, exitDone
}

// isReference reports whether a diagnostic is about a reference to the old id.
func (r *renaming) isReference(d diagnostic.Diagnostic) bool {
	codes := []diagnostic.Code{diagnostic.UnknownID, diagnostic.Renamed, diagnostic.LeadsNowhere,
		diagnostic.CSVColumnUnknown, diagnostic.NoBreakdown}
	return slices.Contains(codes, d.Code) && !r.adopted(d.Position.File) &&
		slices.ContainsFunc(d.Args, func(arg string) bool { return r.names(arg) || strings.HasPrefix(arg, r.old+"/") })
}

// adopted reports whether a file is of an adopted edition.
func (r *renaming) adopted(file string) bool {
	return slices.ContainsFunc(r.sources.loaded, func(l *edition.Loaded) bool {
		return l.Adopted != nil && strings.Contains(file+"/", "/"+l.Edition.Year+"/")
	})
}

// redefine gives the new id where the old one is defined.
func (r *renaming) redefine() error {
	for _, d := range r.edition().Definitions(r.kind, r.old) {
		if d.Keys == nil {
			if err := r.moveChapter(d); err != nil {
				return err
			}
			continue
		}
		files := []string{d.File}
		if r.kind == model.IndicatorKind { // which may have its values in another file
			all, err := r.draft.Files(path.Dir(d.File))
			if err != nil {
				return err
			}
			files = all
		}
		for _, name := range files {
			err := r.editTOML(name, func(t *rewrite.TOML) {
				t.RenameKey(r.id, d.Keys...)
				if name == d.File {
					r.remember(t, d, d.Keys)
				}
				r.moveSeries(t, d.Keys)
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// editTOML changes a data file of the draft.
func (r *renaming) editTOML(name string, change func(*rewrite.TOML)) error {
	data, err := r.draft.Read(name)
	if err != nil || path.Ext(name) != ".toml" {
		return err
	}
	t := rewrite.ReadTOML(data)
	change(t)
	return r.draft.Write(name, t.Bytes())
}

// remember writes the former id where the edition before knows it, and no longer where that is the new one.
func (r *renaming) remember(t *rewrite.TOML, d edition.Definition, keys []string) {
	at := append(slices.Clone(keys), "formerly")
	switch {
	case d.Formerly == r.id:
		t.Delete(at...)
	case d.Formerly == "" && r.wasBefore() && d.File != edition.SiteFile: // the site has the same for all editions
		t.Set(r.old, at...)
	}
}

// wasBefore reports whether the edition before has the old id, and things of the kind may say so.
func (r *renaming) wasBefore() bool {
	return edition.Remembers(r.kind) && r.n > 0 &&
		slices.Contains(r.sources.loaded[r.n-1].Defined(r.kind), r.old)
}

// moveSeries renames the CSV file that has the name of its indicator, unless the new name is taken.
func (r *renaming) moveSeries(t *rewrite.TOML, keys []string) {
	for _, p := range t.Pieces() {
		if p.Kind != source.Pair || !p.Below(keys...) || p.Path[len(p.Path)-1] != "csv" {
			continue
		}
		name, _ := t.Said(p.Value)
		if path.Base(name) != r.old+".csv" {
			continue
		}
		now := path.Join(path.Dir(name), r.id+".csv")
		dir := "data/" + r.edition().Edition.Year
		if err := r.draft.Move(path.Join(dir, name), path.Join(dir, now)); err == nil {
			t.ReplaceText(p.Value, now)
		}
	}
}

// moveChapter renames the file of a chapter, and mends the links to that file.
func (r *renaming) moveChapter(d edition.Definition) error {
	data, err := r.draft.Read(d.File)
	if err != nil {
		return err
	}
	t := rewrite.ReadFrontMatter(data)
	r.remember(t, d, nil)
	base := path.Base(d.File)
	now := strings.TrimSuffix(base, r.old+".md") + r.id + ".md"
	if err := r.draft.Write(d.File, t.Bytes()); err != nil {
		return err
	}
	if err := r.draft.Move(d.File, path.Join(path.Dir(d.File), now)); err != nil {
		return err
	}
	link := regexp.MustCompile(`(\](?:\(|:)\s*<?(?:\./)?)` + regexp.QuoteMeta(base))
	names, err := r.draft.Files(path.Dir(d.File))
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := r.draft.Read(name)
		if err != nil {
			return err
		}
		if path.Ext(name) == ".md" && link.Match(data) {
			if err := r.draft.Write(name, link.ReplaceAll(data, []byte("${1}"+now))); err != nil {
				return err
			}
		}
	}
	return nil
}

// leadOn keeps the address of a page working that readers may have kept, where formerly does not.
func (r *renaming) leadOn() error {
	e := r.edition().Edition
	if e.Status == model.Concept || !slices.Contains(model.PageKinds, string(r.kind)) || r.wasBefore() {
		return nil
	}
	name := path.Join("data", e.Year, edition.MovedFile)
	data, err := r.draft.Read(name)
	if err != nil {
		data = nil // there is none yet
	}
	t := rewrite.ReadTOML(data)
	t.Delete("moved", string(r.kind)+":"+r.id)
	t.Set(string(r.kind)+":"+r.id, "moved", string(r.kind)+":"+r.old, "to")
	return r.draft.Write(name, t.Bytes())
}

// nextEdition makes the edition after this one follow the thing under its new id.
func (r *renaming) nextEdition() error {
	if r.n+1 == len(r.sources.loaded) || !edition.Remembers(r.kind) {
		return nil
	}
	next := r.sources.loaded[r.n+1]
	for _, id := range next.Defined(r.kind) {
		for _, d := range next.Definitions(r.kind, id) {
			if d.Formerly != r.old && (d.Formerly != "" || id != r.old) {
				continue
			}
			if next.Adopted != nil {
				r.status = r.misused("cli.adopted-stays", next.Edition.Year)
				return nil
			}
			data, err := r.draft.Read(d.File)
			if err != nil {
				return err
			}
			t := rewrite.ReadTOML(data)
			if d.Keys == nil {
				t = rewrite.ReadFrontMatter(data)
			}
			at := append(slices.Clone(d.Keys), "formerly")
			if id == r.id {
				t.Delete(at...)
			} else {
				t.Set(r.id, at...)
			}
			if err := r.draft.Write(d.File, t.Bytes()); err != nil {
				return err
			}
		}
	}
	return nil
}

// mend puts the new id at the places of the diagnostics about the old one. It returns whether there were any.
func (r *renaming) mend(found *diagnostic.List) (mended bool, err error) {
	byFile := make(map[string][]diagnostic.Position)
	for _, d := range found.Sorted() {
		if r.isReference(d) {
			byFile[d.Position.File] = append(byFile[d.Position.File], d.Position)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(byFile)) {
		data, err := r.draft.Read(name)
		if err != nil {
			return false, err
		}
		var changed []byte
		switch path.Ext(name) {
		case ".csv":
			changed = r.mendCSV(data, byFile[name])
		case ".md":
			t := rewrite.ReadFrontMatter(data)
			for _, at := range byFile[name] {
				if place, ok := rewrite.Place(data, at); ok && !r.mendTOML(t, place) {
					r.mendText(&t.Text, data, place)
				}
			}
			changed = t.Bytes()
		default:
			t := rewrite.ReadTOML(data)
			for _, at := range byFile[name] {
				if place, ok := rewrite.Place(data, at); ok {
					r.mendTOML(t, place)
				}
			}
			changed = t.Bytes()
		}
		if bytes.Equal(changed, data) {
			continue // the old id is not at its place: what is wrong is reported
		}
		mended = true
		if err := r.draft.Write(name, changed); err != nil {
			return false, err
		}
	}
	return mended, nil
}

// mendCSV changes cells, each with all cells below and above it that say the same: of a survey, in the answers to the
// same question.
func (r *renaming) mendCSV(data []byte, at []diagnostic.Position) []byte {
	rows, t := rewrite.Cells(data), rewrite.NewText(data)
	question := slices.IndexFunc(rows[0], func(c source.Range) bool { return t.Written(c) == "question" })
	asked := func(row []source.Range) string {
		if question < 0 || question >= len(row) {
			return ""
		}
		return t.Written(row[question])
	}
	done := make(map[string]bool)
	for _, position := range at {
		place, ok := rewrite.Place(data, position)
		n, _ := slices.BinarySearchFunc(rows, place.From, func(row []source.Range, from int) int {
			return row[len(row)-1].To - from
		})
		if !ok || n >= len(rows) {
			continue
		}
		column := slices.IndexFunc(rows[n], func(c source.Range) bool { return c.From <= place.From && place.From <= c.To })
		if column < 0 {
			continue
		}
		of := asked(rows[n])
		if column == question {
			of = ""
		}
		if key := fmt.Sprint(column, of); done[key] {
			continue
		} else {
			done[key] = true
		}
		for _, row := range rows {
			if (of == "" || asked(row) == of) && len(row) > column && t.Written(row[column]) == r.old {
				t.Replace(row[column], r.id)
			}
		}
	}
	return t.Bytes()
}

// mendTOML changes a key, wherever it stands, or a reference in a value. It returns whether there is one at the place.
func (r *renaming) mendTOML(t *rewrite.TOML, place source.Range) bool {
	pieces := t.Pieces()
	for n := range pieces {
		p := &pieces[n]
		for m, name := range p.Names {
			key := p.Path[len(p.Path)-len(p.Names)+m]
			if name.From > place.To || place.From > name.To || !r.names(key) {
				continue
			}
			t.RenameKey(strings.Replace(key, r.old, r.id, 1), p.Path[:len(p.Path)-len(p.Names)+m+1]...)
			return true
		}
	}
	for _, p := range slices.Backward(pieces) { // an element before its list
		if p.Value.From > place.From || place.From >= p.Value.To {
			continue
		}
		if found := r.inText(t.Written(p.Value)); len(found) > 0 {
			for _, at := range found {
				t.Replace(source.Range{From: p.Value.From + at.From, To: p.Value.From + at.To}, r.id)
			}
			return true
		}
	}
	return false
}

// mendText changes the first reference in a text from the place on, or else from the beginning of its line, up to the
// next blank line.
func (r *renaming) mendText(t *rewrite.Text, data []byte, place source.Range) {
	end := len(data)
	if n := blankLine.FindIndex(data[place.To:]); n != nil {
		end = place.To + n[0]
	}
	for _, from := range []int{place.From, bytes.LastIndexByte(data[:place.From], '\n') + 1} {
		if found := r.inText(string(data[from:end])); len(found) > 0 {
			t.Replace(source.Range{From: from + found[0].From, To: from + found[0].To}, r.id)
			return
		}
	}
}

var blankLine = regexp.MustCompile(`\n[ \t]*\r?\n`)

// names reports whether a key is the old id, or a reference to it.
func (r *renaming) names(key string) bool { return key == r.old || key == string(r.kind)+":"+r.old }

// inText returns where the old id is in a text: behind its kind, or else where it stands alone.
func (r *renaming) inText(text string) (found []source.Range) {
	forms := []string{regexp.QuoteMeta(string(r.kind) + ":"), ""}
	if r.kind == model.ChapterKind {
		forms = slices.Insert(forms, 1, "figure:")
	}
	for _, form := range forms {
		whole := regexp.MustCompile(`(?:^|[^a-z0-9-])` + form + `(` + regexp.QuoteMeta(r.old) + `)(?:$|[^a-z0-9-])`)
		for at := 0; ; {
			m := whole.FindStringSubmatchIndex(text[at:])
			if m == nil {
				break
			}
			found = append(found, source.Range{From: at + m[2], To: at + m[3]})
			at += m[3]
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// compare reports what is wrong with the draft and was not wrong with the sources, and sets the status.
func (r *renaming) compare(found *diagnostic.List) {
	word := regexp.MustCompile(`(^|[^a-z0-9-])` + regexp.QuoteMeta(r.id) + `($|[^a-z0-9-])`)
	added := addedTo(r.sources.list, found, func(said string) string {
		return word.ReplaceAllString(said, "${1}"+r.old+"${2}")
	})
	if added.Errors()+added.Warnings() == 0 {
		return
	}
	// The environment only: what is printed has been found.
	_, _ = r.report("text", added, false)
	r.status = r.misused("cli.would-break", string(r.kind)+":"+r.old)
}
