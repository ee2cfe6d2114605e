package site

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/adoption"
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// ReportLost reports what had a page in an adopted edition, is gone, and leads nowhere; and an address
// that leads on for readers who did not see what stood there.
func ReportLost(l *edition.Loaded, kept *adoption.Kept, record *adoption.Record, list *diagnostic.List) {
	had := record.Had()
	for _, m := range l.Edition.Moved {
		if past, ok := had[m.From]; ok {
			l.ReportMovedTells(m, past.Audience, list)
		}
	}
	for _, x := range sortedEvidence(had) {
		past := had[x]
		if past.Gone && !past.InCategory && slices.Contains(model.PageKinds, string(x.Kind)) && !leads(l.Edition, x) {
			reportLost(l, x, kept.Position(past.Audience, past.Head), list)
		}
	}
}

// ReportLost reports what had a page in the site that was published before, is gone, and leads nowhere.
// Of an edition that is still a concept every address may change; of an adopted one the record knows what
// there was.
func (p *Plan) ReportLost(published []string, list *diagnostic.List) {
	for _, e := range p.editions {
		if e.edition.Status == model.Concept || e.loaded.Adopted != nil {
			continue
		}
		lost := make(map[model.Evidence]model.Audience)
		for _, b := range e.books {
			for _, path := range published {
				if x, ok := b.address.standingAt(path); ok && b.subjects[path].kind == "" && !leads(e.loaded.Edition, x) {
					lost[x] = model.Public
				}
			}
		}
		for _, x := range sortedEvidence(lost) {
			reportLost(e.loaded, x, diagnostic.Position{File: movedFile(e.loaded)}, list)
		}
	}
}

func movedFile(l *edition.Loaded) string { return "data/" + l.Edition.Year + "/" + edition.MovedFile }

// leads reports whether an edition has a thing, or says where its address leads.
func leads(e *model.Edition, x model.Evidence) bool {
	_, renamed := e.Renamed(x.Kind, x.ID)
	return renamed || e.Has(x) || x.Kind == model.ChapterKind && e.Category(x.ID) != nil ||
		slices.ContainsFunc(e.Moved, func(m *model.Moved) bool { return m.From == x })
}

func reportLost(l *edition.Loaded, x model.Evidence, at diagnostic.Position, list *diagnostic.List) {
	to := model.Evidence{Kind: model.EditionItself}
	ids := l.Edition.IDs(x.Kind)
	if x.Kind == model.ChapterKind {
		ids = l.Edition.Slugs()
	}
	if id := source.Suggest(x.ID, ids); id != "" {
		to = model.Evidence{Kind: x.Kind, ID: id}
	}
	list.Add(diagnostic.AddressLost, at, "", x.String(), movedFile(l), to.String())
}

func sortedEvidence[V any](all map[model.Evidence]V) []model.Evidence {
	out := make([]model.Evidence, 0, len(all))
	for x := range all {
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b model.Evidence) int { return strings.Compare(a.String(), b.String()) })
	return out
}

// standingAt returns what a page at an address is about: a thing of a kind with a page each, or a chapter.
// ok is false for the address of any other file.
func (a addresses) standingAt(path string) (x model.Evidence, ok bool) {
	name, inside := strings.CutPrefix(path, a.dir+"/")
	name, isPage := strings.CutSuffix(name, ".html")
	if !inside || !isPage {
		return model.Evidence{}, false
	}
	folder, id, below := strings.Cut(name, "/")
	if !below {
		return model.Evidence{Kind: model.ChapterKind, ID: name}, !slices.Contains(a.taken(), name)
	}
	for kind, k := range a.ownPage {
		if k.folder != "" && a.names[k.folder] == folder && !strings.Contains(id, "/") {
			return model.Evidence{Kind: kind, ID: id}, true
		}
	}
	return model.Evidence{}, false
}
