package edition

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// moved reads the addresses that the edition no longer has, each with where it leads.
func (r *reader) moved(top *source.Table) {
	all, ok := top.Table("moved")
	if !ok {
		return
	}
	next := make(map[model.Evidence]*model.Moved)
	for _, key := range all.Keys() {
		t, ok := all.Table(key)
		if !ok {
			continue
		}
		from, suggestion, ok := subject(key, model.PageKinds)
		if !ok || !idForm.MatchString(from.ID) {
			all.ReportKey(key, diagnostic.NoAddress, suggestion, key, strings.Join(model.PageKinds, ", "))
			continue
		}
		m := &model.Moved{From: from, Audience: audience(t)}
		required(t, "to")
		to, _ := t.String("to")
		known := append(slices.Clone(model.EvidenceKinds), string(model.EditionItself), string(model.SurveyItself))
		if m.To, suggestion, ok = subject(to, known); !ok {
			if to != "" {
				t.Report("to", diagnostic.NoAddress, suggestion, to, strings.Join(known, ", "))
			}
			continue
		}
		r.tables[m] = t
		t.Close()
		next[from] = m
		r.edition.Moved = append(r.edition.Moved, m)
	}
	all.Close()
	r.afterChapters = append(r.afterChapters, func() { r.follow(next) })
}

// follow makes each address lead to what is there: where a leads to b, and b to c, a leads to c. It
// reports an address that leads nowhere, or in a circle, and one at which there still is a page.
func (r *reader) follow(next map[model.Evidence]*model.Moved) {
	circled := make(map[*model.Moved]bool)
	ends := make(map[*model.Moved]model.Evidence)
	for _, m := range r.edition.Moved {
		t := r.tables[m]
		if r.edition.Has(m.From) {
			t.ReportTable(diagnostic.StillThere, "", m.From.String(), r.dir+"/"+MovedFile)
			continue
		}
		way := []*model.Moved{m}
		for at := next[m.To]; at != nil && !slices.Contains(way, at); at = next[at.To] {
			way = append(way, at)
		}
		end := way[len(way)-1].To
		switch at := slices.Index(way, next[end]); {
		case at > 0: // the circle is reported at one of its own
		case at == 0:
			if !circled[m] {
				t.Report("to", diagnostic.LeadsAround, "", m.From.String())
			}
			for _, one := range way {
				circled[one] = true
			}
		case r.edition.Has(end):
			ends[m] = end
		case !r.edition.Partial && m.To == end: // at the last of a chain
			t.Report("to", diagnostic.LeadsNowhere, r.like(end), end.String())
		}
	}
	r.edition.Moved = slices.DeleteFunc(r.edition.Moved, func(m *model.Moved) bool {
		end, ok := ends[m]
		m.To = end
		return !ok
	})
}

// like returns something of the same kind with an id like that of x, or "".
func (r *reader) like(x model.Evidence) string {
	ids := r.edition.IDs(x.Kind)
	if x.Kind == model.ChapterKind {
		ids = r.edition.Slugs()
	}
	if id := source.Suggest(x.ID, ids); id != "" {
		return model.Evidence{Kind: x.Kind, ID: id}.String()
	}
	return ""
}
