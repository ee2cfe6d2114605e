package main

import (
	"bytes"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// mend puts the new id at the places of the diagnostics about the old one. It returns whether there were any.
func (r *renaming) mend(found *diagnostic.List) (mended bool, err error) {
	byFile := make(map[string][]diagnostic.Position)
	for _, d := range found.Sorted() {
		if r.isReference(d) {
			byFile[d.Position.File] = append(byFile[d.Position.File], d.Position)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(byFile)) {
		data, err := r.draft.Read(name)
		if err != nil {
			return false, err
		}
		changed := r.mendFile(name, data, byFile[name])
		if bytes.Equal(changed, data) {
			continue // the old id is not at its place: what is wrong is reported
		}
		mended = true
		if err := r.draft.Write(name, changed); err != nil {
			return false, err
		}
	}
	return mended, nil
}

// mendFile puts the new id at some places of a file.
func (r *renaming) mendFile(name string, data []byte, at []diagnostic.Position) []byte {
	if path.Ext(name) == ".csv" {
		return r.mendCSV(data, at)
	}
	isChapter := path.Ext(name) == ".md"
	t := rewrite.ReadTOML(data)
	if isChapter {
		t = rewrite.ReadFrontMatter(data)
	}
	for _, position := range at {
		if place, ok := rewrite.Place(data, position); ok && !r.mendTOML(t, place) && isChapter {
			r.mendText(&t.Text, data, place)
		}
	}
	return t.Bytes()
}

// mendCSV changes cells, each with all cells below and above it that say the same: of a survey, in the answers to the
// same question.
func (r *renaming) mendCSV(data []byte, at []diagnostic.Position) []byte {
	rows, t := rewrite.Cells(data), rewrite.NewText(data)
	question := slices.IndexFunc(rows[0], func(c source.Range) bool { return t.Written(c) == "question" })
	asked := func(row []source.Range) string {
		if question < 0 || question >= len(row) {
			return ""
		}
		return t.Written(row[question])
	}
	type part struct {
		column int
		asked  string
	}
	done := make(map[part]bool)
	for _, position := range at {
		place, ok := rewrite.Place(data, position)
		if !ok {
			continue
		}
		row, column, ok := cellAt(rows, place.From)
		if !ok {
			continue
		}
		of := part{column, asked(row)}
		if column == question {
			of.asked = ""
		}
		if done[of] {
			continue
		}
		done[of] = true
		for _, row := range rows {
			if (of.asked == "" || asked(row) == of.asked) && len(row) > column && t.Written(row[column]) == r.old {
				t.Replace(row[column], r.id)
			}
		}
	}
	return t.Bytes()
}

// cellAt returns the row with a place of a CSV file, and the column in which that is.
func cellAt(rows [][]source.Range, place int) (row []source.Range, column int, ok bool) {
	n, _ := slices.BinarySearchFunc(rows, place, func(row []source.Range, place int) int {
		return row[len(row)-1].To - place
	})
	if n >= len(rows) {
		return nil, 0, false
	}
	column = slices.IndexFunc(rows[n], func(c source.Range) bool { return c.From <= place && place <= c.To })
	return rows[n], column, column >= 0
}

// mendTOML changes a key, wherever it stands, or a reference in a value. It returns whether there is one at the place.
func (r *renaming) mendTOML(t *rewrite.TOML, place source.Range) bool {
	pieces := t.Pieces()
	for n := range pieces {
		p := &pieces[n]
		for m, name := range p.Names {
			key := p.Path[len(p.Path)-len(p.Names)+m]
			if name.From > place.To || place.From > name.To || !r.names(key) {
				continue
			}
			t.RenameKey(strings.Replace(key, r.old, r.id, 1), p.Path[:len(p.Path)-len(p.Names)+m+1]...)
			return true
		}
	}
	for _, p := range slices.Backward(pieces) { // an element before its list
		if p.Value.From > place.From || place.From >= p.Value.To {
			continue
		}
		if found := r.inText(t.Written(p.Value)); len(found) > 0 {
			for _, at := range found {
				t.Replace(source.Range{From: p.Value.From + at.From, To: p.Value.From + at.To}, r.id)
			}
			return true
		}
	}
	return false
}

// mendText changes the first reference in a text from the place on, or else from the beginning of its line, up to the
// next blank line.
func (r *renaming) mendText(t *rewrite.Text, data []byte, place source.Range) {
	end := len(data)
	if n := blankLine.FindIndex(data[place.To:]); n != nil {
		end = place.To + n[0]
	}
	for _, from := range []int{place.From, bytes.LastIndexByte(data[:place.From], '\n') + 1} {
		if found := r.inText(string(data[from:end])); len(found) > 0 {
			t.Replace(source.Range{From: from + found[0].From, To: from + found[0].To}, r.id)
			return
		}
	}
}

var blankLine = regexp.MustCompile(`\n[ \t]*\r?\n`)

// names reports whether a key is the old id, or a reference to it.
func (r *renaming) names(key string) bool { return key == r.old || key == string(r.kind)+":"+r.old }

// inText returns where the old id is in a text: behind its kind, or else where it stands alone.
func (r *renaming) inText(text string) (found []source.Range) {
	forms := []string{regexp.QuoteMeta(string(r.kind) + ":"), ""}
	if r.kind == model.ChapterKind {
		forms = slices.Insert(forms, 1, "figure:")
	}
	for _, form := range forms {
		whole := regexp.MustCompile(`(?:^|[^a-z0-9-])` + form + `(` + regexp.QuoteMeta(r.old) + `)(?:$|[^a-z0-9-])`)
		for at := 0; ; {
			m := whole.FindStringSubmatchIndex(text[at:])
			if m == nil {
				break
			}
			found = append(found, source.Range{From: at + m[2], To: at + m[3]})
			at += m[3]
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}
