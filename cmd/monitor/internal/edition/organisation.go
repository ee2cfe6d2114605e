package edition

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) organisation(top *source.Table) {
	all, ok := top.Table("relation")
	if !ok {
		return
	}
	for _, from := range all.Keys() {
		t, ok := all.Table(from)
		if !ok {
			continue
		}
		role := r.roleByID(from, atKey(all, from))
		for _, to := range t.Keys() {
			s, ok := t.Table(to)
			if !ok {
				continue
			}
			relation := r.relation(s)
			relation.From, relation.To = role, r.roleByID(to, atKey(t, to))
			if from == to {
				t.ReportKey(to, diagnostic.RefersToItself, "", diagnostic.Kind(roleKind), to)
			} else if relation.From != nil && relation.To != nil {
				r.edition.Relations = append(r.edition.Relations, relation)
			}
			s.Close()
		}
	}
	r.checkCommand(all)
}

func (r *reader) relation(t *source.Table) model.Relation {
	required(t, "kind")
	kind, _ := t.String("kind")
	relation := model.Relation{
		Hierarchical: strings.Contains(kind, "H"),
		Operational:  strings.Contains(kind, "O"),
		Functional:   strings.Contains(kind, "F"),
		About:        r.text(t, "about", false),
	}
	// Each letter once, in any order, and nothing else.
	if t.Has("kind") && (kind == "" || len(relation.Letters()) != len(kind)) {
		t.Report("kind", diagnostic.BadLetters, "", kind)
	}
	return relation
}
