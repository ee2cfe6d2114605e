package intake

import (
	"encoding/csv"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// errNoColumn says that a CSV file has no place for what a sheet says.
var errNoColumn = errors.New("the file has no column")

// writer changes the data of one edition in a draft.
type writer struct {
	draft  *rewrite.Draft
	loaded *edition.Loaded
	lang   string // of notes
}

// Write puts changes into a draft: those that change anything.
func Write(draft *rewrite.Draft, l *edition.Loaded, lang string, changes []Change) error {
	w := &writer{draft, l, lang}
	for _, c := range changes {
		if c.Same || c.Kept != "" {
			continue
		}
		if err := w.write(c); err != nil {
			return fmt.Errorf("%s: %w", c.Name(), err)
		}
	}
	return nil
}

func (w *writer) write(c Change) error {
	keys := []string{string(model.IndicatorKind), c.Indicator.ID}
	name := w.loaded.Position(c.Indicator, "values").File
	data, err := w.draft.Read(name)
	if err != nil {
		return err
	}
	t := rewrite.ReadTOML(data)
	if p := t.Find(append(slices.Clone(keys), "values", "csv")...); p != nil {
		file, _ := t.Said(p.Value)
		return w.inCSV(path.Join("data", w.loaded.Edition.Year, file), c)
	}
	keys = append(keys, "values")
	if c.Member != nil {
		keys = append(keys[:2], "breakdown", c.Dimension.ID, c.Member.Key)
	}
	w.inTOML(t, keys, c)
	return w.draft.Write(name, t.Bytes())
}

// inTOML changes the value of a period in a table of values, or adds it in the order of the periods.
func (w *writer) inTOML(t *rewrite.TOML, table []string, c Change) {
	at := append(slices.Clone(table), c.Period.String())
	if !t.Has(at...) {
		written := w.written(c)
		switch next := laterThan(t, table, c.Period); {
		case next != nil:
			t.AddBefore(next, written, at...)
		case c.Member != nil && !t.Has(table...):
			key := c.Period.String()
			if strings.Contains(key, "/") {
				key = rewrite.Quote(key)
			}
			t.Add("{ "+key+" = "+written+" }", table...)
		default:
			t.Add(written, at...)
		}
		return
	}
	own := func(key ...string) []string { return append(slices.Clone(at), key...) }
	flags, value := t.Find(own("flags")...), t.Find(own("value")...)
	number := plainNumber(c.Number)
	if p := t.Find(at...); p != nil && (!strings.HasPrefix(t.Written(p.Value), "{") || w.bare(t, at, c)) {
		t.Replace(p.Value, w.written(c))
		return
	}
	if !c.Missing && !sameNumber(c.Indicator, c.Was, c.Number) || c.Was.Missing != c.Missing {
		switch {
		case value != nil:
			t.Replace(value.Value, number)
		case flags != nil && c.Now == "" && flags.Inline: // flags = ":" becomes the value
			t.Replace(flags.Whole, "value = "+number)
			flags = nil
		default:
			t.Add(number, own("value")...)
		}
		if p := t.Find(own("decimals")...); p != nil {
			t.Delete(own("decimals")...) // it was said of the number before
		}
	}
	switch {
	case c.Now == c.Was.Flags, flags == nil && c.Now == "":
	case c.Now == "":
		t.Delete(own("flags")...)
	default:
		t.Set(string(c.Now), own("flags")...)
	}
	if c.Of > 0 && c.Of != c.Was.Of {
		if p := t.Find(own("of")...); p != nil {
			t.Replace(p.Value, fmt.Sprint(c.Of))
		} else {
			t.Add(fmt.Sprint(c.Of), own("of")...)
		}
	}
	for lang := range c.Was.Note {
		if c.NoteGoes || c.Untranslated && lang != w.lang {
			t.Delete(own("note", lang)...)
		}
	}
	for _, x := range []struct{ key, text string }{{"note", c.Note}, {"revised", c.Revised}} {
		switch {
		case x.text == "":
		case t.Find(own(x.key)...) != nil && !t.Has(own(x.key, w.lang)...):
			t.Set(x.text, own(x.key)...)
		default:
			w.setText(t, x.text, own(x.key), w.lang)
		}
	}
}

// setText sets a text in a language. A new one is written with a dot: note.nl = "…".
func (w *writer) setText(t *rewrite.TOML, text string, at []string, lang string) {
	if t.Has(at...) {
		t.Set(text, append(at, lang)...)
		return
	}
	t.AddDotted(rewrite.Quote(text), lang, at...)
}

// bare reports whether a value in braces says nothing that a plain number would lose.
func (w *writer) bare(t *rewrite.TOML, at []string, c Change) bool {
	for _, p := range t.Pieces() {
		if p.Kind == source.Pair && p.Below(at...) && len(p.Path) > len(at) {
			if key := p.Path[len(at)]; key != "flags" && key != "value" && !(key == "note" && c.NoteGoes) {
				return false
			}
		}
	}
	return c.Was.Missing && c.Now == ""
}

// written returns a new value as TOML.
func (w *writer) written(c Change) string {
	var parts []string
	if !c.Missing {
		parts = append(parts, "value = "+plainNumber(c.Number))
	}
	if c.Now != "" {
		parts = append(parts, "flags = "+rewrite.Quote(string(c.Now)))
	}
	if c.Of > 0 {
		parts = append(parts, fmt.Sprintf("of = %d", c.Of))
	}
	if c.Note != "" {
		parts = append(parts, "note."+w.lang+" = "+rewrite.Quote(c.Note))
	}
	if c.Revised != "" {
		parts = append(parts, "revised."+w.lang+" = "+rewrite.Quote(c.Revised))
	}
	if len(parts) == 1 && !c.Missing {
		return plainNumber(c.Number)
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// laterThan returns the first value of a table that is of a later period; or nil.
func laterThan(t *rewrite.TOML, table []string, period model.Period) *source.Piece {
	pieces := t.Pieces()
	for n := range pieces {
		p := &pieces[n]
		if p.Kind != source.Pair || !p.Below(table...) || len(p.Path) != len(table)+1 {
			continue
		}
		other, ok := model.ParsePeriod(p.Path[len(table)])
		if ok && other.Frequency == period.Frequency && period.Before(other) {
			return p
		}
	}
	return nil
}

// inCSV changes a value in a CSV file with a series, or adds a row at its end.
func (w *writer) inCSV(name string, c Change) error {
	data, err := w.draft.Read(name)
	if err != nil {
		return err
	}
	rows, t := rewrite.Cells(data), rewrite.NewText(data)
	column := make(map[string]int)
	for n, cell := range rows[0] {
		column[strings.TrimSpace(t.Written(cell))] = n
	}
	comma := byte(',')
	if len(rows[0]) > 1 {
		comma = data[rows[0][1].From-1]
		if comma == '"' {
			comma = data[rows[0][1].From-2]
		}
	}
	number := plainNumber(c.Number)
	if comma != ',' && decimalComma(rows, t, column["value"]) {
		number = strings.Replace(number, ".", ",", 1)
	}
	fields := map[string]string{"period": c.Period.String()}
	if c.Member != nil {
		fields[c.Dimension.ID] = c.Member.Key
	}
	is := func(row []source.Range) bool {
		for key, n := range column {
			if key != "period" && w.loaded.Edition.Dimension(key) == nil {
				continue
			}
			if n >= len(row) || strings.TrimSpace(t.Written(row[n])) != fields[key] {
				return false
			}
		}
		return true
	}
	found := slices.IndexFunc(rows[1:], is) + 1
	fields["value"], fields["flags"] = number, string(c.Now)
	if c.Missing {
		fields["value"] = ""
	}
	for key, text := range map[string]string{"note": c.Note, "revised": c.Revised} {
		if _, ok := column[key+"."+w.lang]; ok {
			key += "." + w.lang
		}
		if text != "" {
			fields[key] = text
		}
	}
	if c.Of > 0 {
		fields["of"] = fmt.Sprint(c.Of)
	}
	for key := range column {
		isNote := key == "note" || strings.HasPrefix(key, "note.")
		if _, said := fields[key]; isNote && !said && (c.NoteGoes || c.Untranslated) {
			fields[key] = ""
		}
	}
	for key, text := range fields {
		if _, ok := column[key]; !ok && text != "" {
			return fmt.Errorf("%s: %w %q", name, errNoColumn, key)
		}
	}
	if found > 0 {
		row := rows[found]
		for key, text := range fields {
			n, ok := column[key]
			if ok && n < len(row) && unquoted(t.Written(row[n])) != text {
				t.Replace(row[n], quotedField(text, comma, data[row[n].From-1] == '"' && row[n].From > 0))
			}
		}
		return w.draft.Write(name, t.Bytes())
	}
	line := make([]string, len(rows[0]))
	for key, text := range fields {
		if n, ok := column[key]; ok {
			line[n] = text
		}
	}
	return w.draft.Write(name, withRow(data, line, comma))
}

// decimalComma reports whether the numbers of a CSV file have a decimal comma.
func decimalComma(rows [][]source.Range, t *rewrite.Text, column int) bool {
	for _, row := range rows[1:] {
		if column < len(row) && strings.Contains(t.Written(row[column]), ",") {
			return true
		}
	}
	return false
}

func unquoted(field string) string { return strings.TrimSpace(strings.ReplaceAll(field, `""`, `"`)) }

// quotedField writes a field of a CSV file; inside says that it stands between quotation marks already.
func quotedField(text string, comma byte, inside bool) string {
	doubled := strings.ReplaceAll(text, `"`, `""`)
	if inside || !strings.ContainsAny(text, "\"\r\n"+string(comma)) {
		return doubled
	}
	return `"` + doubled + `"`
}

// withRow returns a CSV file with a row behind it.
func withRow(data []byte, fields []string, comma byte) []byte {
	var b strings.Builder
	c := csv.NewWriter(&b)
	c.Comma, c.UseCRLF = rune(comma), strings.Contains(string(data), "\r\n")
	_ = c.Write(fields) // a strings.Builder takes everything
	c.Flush()
	out := slices.Clone(data)
	if len(out) > 0 && out[len(out)-1] != '\n' {
		out = append(out, '\n')
	}
	return append(out, b.String()...)
}

// Keep writes the answers and guesses of a reading into import.toml, under an id.
func Keep(draft *rewrite.Draft, year, id string, kept []Answer) error {
	name := path.Join("data", year, edition.ImportFile)
	data, err := draft.Read(name)
	if err != nil {
		data = nil // there is none yet
	}
	// What is said of the sheet as a whole comes before the tables below it.
	slices.SortStableFunc(kept, func(a, b Answer) int { return len(a.Key) - len(b.Key) })
	for _, a := range kept {
		t := rewrite.ReadTOML(data) // each change is seen by the next
		at := append([]string{"import", id}, a.Key...)
		t.Set(a.Said, at...)
		data = t.Bytes()
	}
	return draft.Write(name, data)
}
