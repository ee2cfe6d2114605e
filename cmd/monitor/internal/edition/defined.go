package edition

import (
	"maps"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// This file says where an edition defines what has an id, for commands that change the files.

// Definition is where something with an id is defined: in a table at a path of keys, or in a file of its own when it
// is a chapter, which then has no keys.
type Definition struct {
	File     string
	Keys     []string
	Formerly string // its id in the edition before, or ""
}

// DefinedKinds returns the kinds of which an edition defines something: things, chapters, roles, and what is only in
// the data, such as dimensions.
func (l *Loaded) DefinedKinds() []string {
	kinds := []string{string(model.ChapterKind), string(roleKind)}
	for kind, all := range l.defined {
		if len(all) > 0 && !strings.Contains(string(kind), " ") {
			kinds = append(kinds, string(kind))
		}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// Defined returns the ids of a kind, sorted.
func (l *Loaded) Defined(kind model.Kind) []string {
	switch kind {
	case model.ChapterKind:
		return l.Edition.Slugs()
	case roleKind:
		return keysOf(l.Edition.Roles)
	}
	return slices.Sorted(maps.Keys(l.defined[kind]))
}

// Definitions returns where something is defined: a chapter in each language that has it, anything else in one place.
func (l *Loaded) Definitions(kind model.Kind, id string) []Definition {
	switch kind {
	case model.ChapterKind:
		var all []Definition
		for _, lang := range slices.Sorted(maps.Keys(l.Edition.Chapters)) {
			if c := l.Edition.Chapter(lang, id); c != nil {
				all = append(all, Definition{c.Path, nil, c.Formerly})
			}
		}
		return all
	case roleKind:
		role := l.Edition.Roles[id]
		if role == nil {
			return nil
		}
		file := SiteFile
		if t := l.tables[role]; t != nil {
			file = t.Path()
		}
		return []Definition{{file, []string{string(roleKind), id}, role.Formerly}}
	}
	d, ok := l.defined[kind][id]
	if !ok {
		return nil
	}
	where := Definition{File: d.in.Path(), Keys: append(slices.Clone(d.in.Above()), id)}
	if thing := l.Edition.Thing(kind, id); thing != nil {
		where.Formerly = thing.Header().Formerly
	} else if dimension := l.Edition.Dimension(id); kind == dimensionKind && dimension != nil {
		where.Formerly = dimension.Formerly
	} else if kind == horizonKind && l.Edition.Survey != nil {
		for _, h := range l.Edition.Survey.Horizons {
			if h.ID == id {
				where.Formerly = h.Formerly
			}
		}
	}
	return []Definition{where}
}

// Remembers reports whether what is of a kind may say which id it had in the edition before.
func Remembers(kind model.Kind) bool {
	return kind.Followed() || slices.Contains([]model.Kind{model.ChapterKind, roleKind, dimensionKind, horizonKind}, kind)
}

// CheckID returns what is like an id that cannot be one, and why it cannot; "" when it can.
func CheckID(id string) (like, why string) {
	if !idForm.MatchString(id) {
		return idLike(id), wrongInName(id + ".md")
	}
	return "", unfitName(id)
}
