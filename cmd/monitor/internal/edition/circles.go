package edition

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// circles returns where one leads to the next, and the last to the first again. Without the steps
// from the last to the first, no circle is left.
func circles[T comparable](all []T, next func(T) []T) (found [][]T) {
	done := make(map[T]bool)
	var trail []T
	var visit func(one T)
	visit = func(one T) {
		trail = append(trail, one)
		for _, to := range next(one) {
			if from := slices.Index(trail, to); from >= 0 {
				found = append(found, slices.Clone(trail[from:]))
			} else if !done[to] {
				visit(to)
			}
		}
		trail = trail[:len(trail)-1]
		done[one] = true
	}
	for _, one := range all {
		if !done[one] {
			visit(one)
		}
	}
	return found
}

// fromFirst returns a circle from the one of it that comes first in all, and back to that.
func fromFirst[T comparable](circle, all []T) []T {
	first := slices.IndexFunc(all, func(one T) bool { return slices.Contains(circle, one) })
	at := slices.Index(circle, all[first])
	return slices.Concat(circle[at:], circle[:at], circle[at:at+1])
}

// arrows writes a circle for a message.
func arrows[T any](circle []T, name func(T) string) string {
	var names []string
	for _, one := range circle {
		names = append(names, name(one))
	}
	return strings.Join(names, " → ")
}

// checkEvidence reports observations and decisions that rest on themselves, or on each other in a
// circle.
func (r *reader) checkEvidence() {
	rests := make(map[model.Evidence][]model.Evidence)
	var all []model.Evidence
	for kind, thing := range r.edition.Things() {
		of := model.Evidence{Kind: kind, ID: thing.Header().ID}
		switch thing := thing.(type) {
		case *model.Decision:
			rests[of] = thing.About
		case *model.Observation:
			rests[of] = thing.Evidence
		default:
			continue
		}
		all = append(all, of)
	}
	for _, circle := range circles(all, func(of model.Evidence) []model.Evidence { return rests[of] }) {
		circle = fromFirst(circle, all)
		first, key := circle[0], "evidence"
		if first.Kind == model.DecisionKind {
			key = "about"
		}
		report := atElement(r.table(r.edition.Thing(first.Kind, first.ID)), key, slices.Index(rests[first], circle[1]))
		if len(circle) == 2 {
			report(diagnostic.RefersToItself, "", diagnostic.Kind(first.Kind), first.ID)
		} else {
			report(diagnostic.EvidenceCircle, "", arrows(circle, model.Evidence.String))
		}
	}
}

// checkCommand reports roles that give each other orders in a circle. relations is their table.
func (r *reader) checkCommand(relations *source.Table) {
	below := make(map[*model.Role][]*model.Role)
	for _, relation := range r.edition.Relations {
		if relation.Hierarchical {
			below[relation.From] = append(below[relation.From], relation.To)
		}
	}
	roles := r.edition.RoleOrder
	for _, circle := range circles(roles, func(role *model.Role) []*model.Role { return below[role] }) {
		circle = fromFirst(circle, roles)
		r.list.Add(diagnostic.CommandCircle, relations.AtPath(circle[0].ID, circle[1].ID, "kind"), "",
			arrows(circle, func(role *model.Role) string { return role.ID }))
	}
}
