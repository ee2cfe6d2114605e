package adoption

import (
	"bytes"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Kept is the file of a record. Its head says what is needed as long as nothing is said otherwise: then
// the thousands of lines below it are not parsed, which saves a tenth of the processor time of a
// check of the shipped site.
type Kept struct {
	Corrections []string // the ids of those that it has
	file        *source.File
	list        *diagnostic.List
	says        map[model.Audience]string // digests of what each audience saw
	table       *source.Table
}

// Open reads the head of the file of a record. It reports a file that was changed by hand, or that
// is of another edition, and then returns nil.
func Open(file *source.File, year string, list *diagnostic.List) *Kept {
	k := &Kept{file: file, list: list, says: make(map[model.Audience]string)}
	// The head is a comment and a table.
	_, rest, _ := bytes.Cut(file.Data, []byte("[adopted]"))
	_, below, found := bytes.Cut(rest, []byte("\n\n"))
	size := len(file.Data)
	if found {
		size -= len(below) + 1
	}
	top, ok := source.ParseTOML(file, 0, size, list)
	if !ok {
		return nil
	}
	defer top.Close()
	t, ok := top.Table("adopted")
	if !ok {
		top.Missing("adopted")
		return nil
	}
	defer t.Close()
	of, _ := t.String("edition")
	known, _ := t.String("digest")
	k.Corrections, _ = t.Strings("corrections")
	if says, ok := t.Table("says"); ok {
		for _, a := range Audiences {
			k.says[a], _ = says.String(a.String())
		}
		says.Close()
	}
	switch {
	case digest(file.Data[size:]) != known:
		t.ReportTable(diagnostic.RecordChanged, "", year)
	case of != year:
		t.ReportTable(diagnostic.RecordOfAnother, "", of, year)
	default:
		return k
	}
	return nil
}

// Says reports whether an audience saw just these statements.
func (k *Kept) Says(audience model.Audience, said []Statement) bool {
	return k.says[audience] == Digest(said)
}

// Record reads the whole record. It returns nil when it reported an error.
func (k *Kept) Record() *Record {
	top, ok := source.ParseTOML(k.file, 0, len(k.file.Data), k.list)
	if !ok {
		return nil
	}
	k.table = top
	r := &Record{}
	if t, ok := top.Table("adopted"); ok {
		r.Year, _ = t.String("edition")
	}
	r.Said = readLevels(top)
	if all, ok := top.Table("correction"); ok {
		for _, id := range all.Keys() {
			if t, ok := all.Table(id); ok {
				r.Corrections = append(r.Corrections, Corrected{id, readLevels(t)})
			}
		}
	}
	return r
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

// Position returns where the record has a statement, or begins to speak of a thing, after Record: in the
// level of an audience, or in one below it.
func (k *Kept) Position(audience model.Audience, path []string) diagnostic.Position {
	for _, a := range slices.Backward(Audiences[:audience+1]) {
		if whole := append([]string{a.String()}, path...); has(k.table, whole) {
			return k.table.AtPath(whole...)
		}
	}
	return k.table.AtTable()
}

func has(t *source.Table, path []string) bool {
	for _, key := range path {
		if !t.Has(key) {
			return false
		}
		if t.IsTable(key) {
			t, _ = t.Table(key)
		}
	}
	return true
}
