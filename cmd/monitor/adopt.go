package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/adoption"
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// adopt records what an adopted edition says, or what its new corrections change. Twice in a row
// it writes the same bytes.
func (p *program) adopt(args []string) int {
	f := p.flags("adopt")
	if status, done := p.parse(f, args, "cli.adopt-about", 1); done {
		return status
	}
	if f.NArg() == 0 {
		return p.misused("cli.adopt-year")
	}
	year := f.Arg(0)
	s, status := p.read("")
	if s == nil {
		return status
	}
	defer s.root.Close()
	n := slices.IndexFunc(s.loaded, func(l *edition.Loaded) bool { return l.Edition.Year == year })
	if n < 0 {
		return p.misused("cli.no-edition", typed(year), strings.Join(s.years, ", "))
	}
	made := s.record(s.loaded[n])
	s.root.Faults(s.list)
	if s.list.Errors() > 0 {
		status, err := p.report("text", s.list, false)
		if err != nil {
			return p.failed("cli.cannot-print", p.reason(err))
		}
		p.summarise(s.list.Errors(), s.list.Warnings())
		fmt.Fprintln(p.stderr, p.say("cli.nothing-adopted"))
		return status
	}
	name := filepath.Join(p.root, "data", year, edition.AdoptedFile)
	if made.record != nil {
		if err := replace(name, made.record.TOML(p.say("cli.adopted-comment", year))); err != nil {
			return p.failed("cli.cannot-write", name, p.reason(err))
		}
	}
	fmt.Fprintln(p.stdout, p.say("cli.adopted", year, made.statements, made.corrections, made.added))
	return exitDone
}

// recorded is what an edition's record becomes.
type recorded struct {
	record                         *adoption.Record // nil when the present one stays as it is
	statements, corrections, added int
}

// record makes the record of an edition. It reports what the edition says otherwise than its present
// record, when no correction covers that.
func (s *sources) record(l *edition.Loaded) (made recorded) {
	e := l.Edition
	if e.Status != model.Adopted {
		s.list.Add(diagnostic.AdoptsConcept, l.Position(e, "status"), "", e.Year)
		return made
	}
	if l.Adopted == nil && onlyDrafts(e) {
		s.list.Add(diagnostic.AdoptsDrafts, l.Position(e, "status"), "", e.Year)
		return made
	}
	if l.Adopted == nil {
		s.list.Raise(func(d diagnostic.Diagnostic) bool {
			return (d.Code == diagnostic.StatusNotBacked || d.Code == diagnostic.SaysConcept) &&
				strings.Contains(d.Position.File, "/"+e.Year+"/")
		})
	}
	sees := make(map[model.Audience][]adoption.Statement)
	differ := []model.Audience{model.Board} // audiences that see something else than the one above them
	for _, a := range slices.Backward(adoption.Audiences) {
		if !slices.Contains(differ, a) {
			sees[a] = sees[a+1]
			continue
		}
		found := s.list
		if a < model.Board {
			found = &diagnostic.List{}
		}
		plan := s.prepare(a, site.Tools{Adopting: true}, found)
		differ = append(differ, plan.Check(found)...)
		sees[a] = plan.Says(e.Year)
		if a < model.Board {
			s.list.Join(found, a.String())
		}
	}
	made.statements = len(sees[model.Board])
	switch {
	case s.list.Errors() > 0:
		return made
	case l.Adopted == nil:
		if len(e.Corrections) > 0 {
			s.list.Add(diagnostic.NotAdopted, l.Position(e.Corrections[0]), "", e.Year)
		}
		made.record = &adoption.Record{Year: e.Year, Said: adoption.NewLevels(nil, sees)}
		return made
	}
	kept := adoption.Open(l.Adopted, e.Year, s.list)
	if kept == nil {
		return made
	}
	made.corrections = len(e.Corrections)
	differs := func(a model.Audience) bool { return !kept.Says(a, sees[a]) }
	if len(e.Corrections)+len(kept.Corrections)+len(e.Moved) == 0 && !slices.ContainsFunc(adoption.Audiences, differs) {
		return made // reading the thousands of lines of the record takes a tenth of the time of a check
	}
	record := kept.Record()
	if record == nil {
		return made
	}
	for _, a := range slices.Backward(adoption.Audiences) {
		if telling := adoption.Telling(record.Seen(a), sees[a]); len(telling) > 0 {
			site.ReportTelling(l, kept, a, telling, s.list)
			return made
		}
	}
	before := len(record.Corrections)
	had := record.Had()
	if idle := record.Add(kept.Unrecorded(e), sees); len(idle) > 0 {
		for _, one := range idle {
			s.reportIdle(l, one, had)
		}
		return made
	}
	for _, a := range slices.Backward(adoption.Audiences) {
		said := record.Seen(a)
		if left := adoption.Differences(said, sees[a]); len(left) > 0 {
			site.ReportChanged(l, kept, a, adoption.Things(said, sees[a], left), s.list)
			break
		}
	}
	site.ReportLost(l, kept, record, s.list)
	made.record, made.added = record, len(record.Corrections)-before
	return made
}

// reportIdle reports what a correction names and does not change. had is all that the edition had.
func (s *sources) reportIdle(l *edition.Loaded, idle adoption.Idle, had map[model.Evidence]adoption.Past) {
	c, of := idle.Correction, idle.Of
	if of == (model.Evidence{}) {
		s.list.Add(diagnostic.CorrectsNothing, l.Position(c), "", c.ID, l.Edition.Year)
		return
	}
	at := l.ElementPosition(c, "of", slices.Index(c.Of, of))
	if _, known := had[of]; known || l.Edition.Has(of) || of.ID == "" {
		s.list.Add(diagnostic.CorrectsUnchanged, at, "", of.String(), c.ID)
		return
	}
	var ids []string
	for x := range had {
		if x.Kind == of.Kind {
			ids = append(ids, x.ID)
		}
	}
	slices.Sort(ids)
	suggestion := source.Suggest(of.ID, ids)
	if suggestion != "" {
		suggestion = model.Evidence{Kind: of.Kind, ID: suggestion}.String()
	}
	s.list.Add(diagnostic.UnknownID, at, suggestion, diagnostic.Kind(of.Kind), of.ID, source.Known(of.ID, ids, ""))
}

// onlyDrafts reports whether an edition has chapters, and no chapter that is more than a concept.
func onlyDrafts(e *model.Edition) bool {
	chapters := slices.Concat(slices.Collect(maps.Values(e.Chapters))...)
	settled := func(c *model.Chapter) bool { return c.Status != model.Concept }
	return len(chapters) > 0 && !slices.ContainsFunc(chapters, settled)
}

// replace writes a file whole or not at all.
func replace(name string, data []byte) (err error) {
	if info, err := os.Lstat(name); err == nil && info.Mode().Perm()&0o222 == 0 {
		return rewrite.ErrReadOnly
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".adopted-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	_, err = file.Write(data)
	if err = errors.Join(err, file.Chmod(0o644), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}
