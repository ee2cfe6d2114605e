package site

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/adoption"
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Says returns what an edition says to the audience of the plan, after Check; nil when the plan has
// no such edition.
func (p *Plan) Says(year string) []adoption.Statement {
	for _, e := range p.editions {
		if e.edition.Year == year {
			return p.says(e)
		}
	}
	return nil
}

func (p *Plan) says(e *editionPlan) []adoption.Statement {
	beside := adoption.Context{Chapters: make(map[*model.Chapter]string),
		Pictures:     p.images.digests(path.Join("content", e.edition.Year)),
		Organisation: p.site.Organisation.Name, Licence: p.site.Licence}
	for _, b := range e.books {
		for _, t := range b.texts {
			if b.owns(t.Chapter) {
				beside.Chapters[t.Chapter] = t.Digest
			}
		}
	}
	return adoption.Of(e.report, beside)
}

// digests returns the digests of the pictures below a folder, by the path of their files.
func (s *images) digests(folder string) map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(map[string]string)
	for name, i := range s.found {
		if strings.HasPrefix(name, folder+"/") {
			out[name] = i.digest
		}
	}
	return out
}

// checkAdopted reports what adopted editions say otherwise than when they were adopted. It needs the
// chapters converted. It says nothing of the records when an edition is left out, since the verdicts of
// later ones rest on it: see CheckRecord.
func (p *Plan) checkAdopted(list *diagnostic.List) {
	if list.Errors() > 0 || p.adopting {
		return
	}
	for _, e := range p.editions {
		switch {
		case e.loaded.Adopted != nil && p.whole:
			p.openRecord(e, list)
		case e.loaded.Adopted != nil:
		case len(e.loaded.Edition.Corrections) > 0:
			list.Add(diagnostic.NotAdopted, e.loaded.Position(e.loaded.Edition.Corrections[0]), "", e.edition.Year)
		case e.edition.Status == model.Adopted:
			list.Add(diagnostic.NotRecorded, e.loaded.Position(e.loaded.Edition, "status"), "", e.edition.Year)
		}
	}
}

// CheckRecord converts the chapters of one edition, and reports what it says otherwise than when it was
// adopted.
func (p *Plan) CheckRecord(year string, list *diagnostic.List) {
	for _, e := range p.editions {
		if e.edition.Year != year {
			continue
		}
		for _, b := range e.books {
			// The context is never cancelled. What is wrong with the chapters is reported elsewhere.
			_ = b.convert(context.Background(), &diagnostic.List{})
		}
		p.openRecord(e, list)
	}
}

func (p *Plan) openRecord(e *editionPlan, list *diagnostic.List) {
	if kept := adoption.Open(e.loaded.Adopted, e.edition.Year, list); kept != nil {
		p.checkRecord(e, kept, list)
	}
}

// readCorrected reads from the record of an edition what each correction changed for the audience.
func (p *Plan) readCorrected(e *editionPlan) map[string][]adoption.Difference {
	if e.loaded.Adopted == nil {
		return nil
	}
	var elsewhere diagnostic.List // openRecord reports what is wrong with it
	if kept := adoption.Open(e.loaded.Adopted, e.edition.Year, &elsewhere); kept != nil {
		if record := kept.Record(); record != nil {
			return record.Corrected(p.audience)
		}
	}
	return nil
}

// checkRecord holds what an edition says against its record. A correction that is not in the record
// is reported once, with the first of what it changes.
func (p *Plan) checkRecord(e *editionPlan, kept *adoption.Kept, list *diagnostic.List) {
	says, waiting := p.says(e), kept.Unrecorded(e.loaded.Edition)
	same := len(waiting) == 0 && kept.Says(p.audience, says)
	if same && len(kept.Corrections) == 0 && len(e.loaded.Edition.Moved) == 0 {
		return
	}
	record := kept.Record()
	if record == nil {
		return
	}
	ReportLost(e.loaded, kept, record, list)
	if same {
		return
	}
	var changed []adoption.Difference
	reported := make(map[*model.Correction]bool)
	said := record.Seen(p.audience)
	for _, d := range adoption.Things(said, says, adoption.Differences(said, says)) {
		n := slices.IndexFunc(waiting, func(c *model.Correction) bool { return adoption.Covers(c, p.audience, d.Path) })
		switch {
		case n < 0:
			changed = append(changed, d)
		case d.Path[0] == string(model.CorrectionKind): // its own words
		case !reported[waiting[n]]:
			reported[waiting[n]] = true
			list.Add(diagnostic.CorrectionUnrecorded, e.loaded.Position(waiting[n]), "", waiting[n].ID,
				strings.Join(d.Path, "."), e.edition.Year)
		}
	}
	for _, c := range waiting {
		if !reported[c] && p.audience == model.Board { // others may not see what it changes
			list.Add(diagnostic.CorrectsNothing, e.loaded.Position(c), "", c.ID, e.edition.Year)
		}
	}
	ReportChanged(e.loaded, kept, p.audience, changed, list)
}

// ReportChanged reports statements to an audience that are not what they were, each at the thing that
// says it.
func ReportChanged(l *edition.Loaded, kept *adoption.Kept, audience model.Audience, all []adoption.Difference,
	list *diagnostic.List) {
	year := l.Edition.Year
	for _, group := range adoption.ByThing(all) {
		d := group[0]
		at := sourceOf(l, kept, audience, d.Path)
		name, of := strings.Join(d.Path, "."), adoption.Subject(d.Path).String()
		if more := len(group) - 1; more > 0 {
			name += fmt.Sprintf(" (+%d)", more)
		}
		digest := d.Path[0] == "picture" || d.Path[0] == string(model.ChapterKind) && d.Path[len(d.Path)-1] == "text"
		switch {
		case d.Is != "" && d.Was != "" && digest:
			list.Add(diagnostic.TextChanged, at, "", strings.TrimSuffix(name, ".text"), year, of)
		case d.Is == "":
			list.Add(diagnostic.NoLongerSaid, at, "", name, shortened(d.Was), year, of)
		case d.Was == "":
			list.Add(diagnostic.NewlySaid, at, "", name, shortened(d.Is), year, of)
		default:
			list.Add(diagnostic.SaidOtherwise, at, "", name, shortened(d.Was), shortened(d.Is), year, of)
		}
	}
}

// ReportTelling reports numbers of an adopted edition that became other numbers beside a hidden one.
func ReportTelling(l *edition.Loaded, kept *adoption.Kept, audience model.Audience, all []adoption.Difference,
	list *diagnostic.List) {
	for _, d := range all {
		list.Add(diagnostic.CorrectionTells, sourceOf(l, kept, audience, d.Path), "", strings.Join(d.Path, "."), d.Was, d.Is)
	}
}

// sourceOf returns where a statement comes from: the thing that says it, or the record when that
// is gone.
func sourceOf(l *edition.Loaded, kept *adoption.Kept, audience model.Audience, path []string) diagnostic.Position {
	if thing, rest := thingAt(l.Edition, path); thing != nil {
		return l.Position(thing, rest...)
	}
	return kept.Position(audience, path)
}

// thingAt returns what a path begins with, as Loaded.Position takes it, and the keys below it; nil
// when the sources no longer have it.
func thingAt(e *model.Edition, path []string) (thing any, rest []string) {
	switch path[0] {
	case string(model.EditionItself):
		return e, path[1:]
	case string(model.SurveyItself):
		if e.Survey != nil {
			return e.Survey, path[1:]
		}
	case "role":
		if role := e.Roles[path[1]]; role != nil {
			return role, path[2:]
		}
	case string(model.ChapterKind):
		if c := e.Chapter(path[1], path[2]); c != nil {
			return c, path[3:]
		}
	default:
		if slices.Contains(model.Kinds, path[0]) {
			if found := e.Thing(model.Kind(path[0]), path[1]); found != nil {
				return found, path[2:]
			}
		}
	}
	return nil, nil
}
