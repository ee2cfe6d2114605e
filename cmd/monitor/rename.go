package main

import (
	"fmt"
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
	s, n, status := p.readSound(*year)
	if s == nil {
		return status
	}
	defer s.root.Close()
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

// renaming is one id that is being changed.
type renaming struct {
	*program
	sources *sources
	n       int // of the edition among all
	kind    model.Kind
	old, id string
	draft   *rewrite.Draft
	status  int // why nothing may be written
	// remembered: the thing says now what it was called in the edition before.
	remembered bool
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
// they cannot be read, or that was interrupted, which is reported.
func (p *program) checkFolder(dir string, complete bool) (*diagnostic.List, int) {
	other := *p
	other.root = dir
	s, status := other.readChecked(complete)
	if s == nil {
		return nil, status
	}
	defer s.root.Close()
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
		r.remembered = true
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

// wasForFewer reports whether the edition before shows the thing to a smaller audience than this one: then
// formerly does not lead all readers on.
func (r *renaming) wasForFewer() bool {
	now := r.edition().Edition.Thing(r.kind, r.old)
	was := r.sources.loaded[r.n-1].Edition.Thing(r.kind, r.old)
	return now != nil && was != nil && was.Header().Audience > now.Header().Audience
}

// leadOn keeps the address of a page working that readers may have kept, where formerly does not.
func (r *renaming) leadOn() error {
	e := r.edition().Edition
	if e.Status == model.Concept || !slices.Contains(model.PageKinds, string(r.kind)) ||
		r.remembered && !r.wasForFewer() {
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
