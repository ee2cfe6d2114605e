package adoption

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Read reads the file of a record. It reports a file that was changed by hand, or that is of another
// edition, and then returns nil.
func Read(top *source.Table, year string) *Record {
	defer top.Close()
	r := &Record{}
	var digest string
	if t, ok := top.Table("adopted"); ok {
		r.Year, _ = t.String("edition")
		digest, _ = t.String("digest")
		t.Close()
	}
	r.Said = readLevels(top)
	if all, ok := top.Table("correction"); ok {
		for _, id := range all.Keys() {
			if t, ok := all.Table(id); ok {
				r.Corrections = append(r.Corrections, Corrected{id, readLevels(t)})
			}
		}
	}
	switch {
	case r.Digest() != digest:
		top.ReportTable(diagnostic.RecordChanged, "", year)
	case r.Year != year:
		top.ReportTable(diagnostic.RecordOfAnother, "", r.Year, year)
	default:
		return r
	}
	return nil
}

func readLevels(t *source.Table) Levels {
	levels := make(Levels)
	for _, a := range Audiences {
		if said, ok := t.Table(a.String()); ok {
			levels[a] = readStatements(said, nil)
			slices.SortFunc(levels[a], byPath)
		}
	}
	return levels
}

// readStatements reads the statements of a table and of all below it.
func readStatements(t *source.Table, above []string) []Statement {
	var out []Statement
	for _, key := range t.Keys() {
		at := append(above[:len(above):len(above)], key)
		if !t.IsTable(key) {
			text, _ := t.String(key)
			out = append(out, Statement{at, text})
		} else if sub, ok := t.Table(key); ok {
			out = append(out, readStatements(sub, at)...)
		}
	}
	return out
}

func byPath(a, b Statement) int { return slices.Compare(a.Path, b.Path) }

// Position returns where a record in a file has a statement: in the level of an audience, or in one
// below it.
func Position(top *source.Table, audience model.Audience, path []string) diagnostic.Position {
	for _, a := range slices.Backward(Audiences[:audience+1]) {
		if at := top.AtPath(append([]string{a.String()}, path...)...); at != top.AtPath(a.String()) {
			return at
		}
	}
	return top.AtTable()
}
