package edition

import (
	"math"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// A CSV file of an indicator has one value in each row. A row that names a member of a dimension
// holds the value of that part; any other row holds the value of the whole.

// The columns of such a file, as Rows numbers them. After these come: the note in each language of
// the site; "revised", which is why the value was revised, as one text and in each language; and a
// column for each dimension of the edition, named by its id. Only period and value are required.
const (
	periodColumn = iota
	numberColumn
	flagsColumn
	ofColumn
	noteColumn
)

var seriesColumns = []string{"period", "value", "flags", "of", "note"}

const revisedName = "revised"

// seriesReader holds the state of reading one file.
type seriesReader struct {
	*reader
	rows       *source.Rows
	indicator  *model.Indicator
	dimensions []*model.Dimension               // those with a column in the file
	columns    []int                            // the column of each of those
	revised    int                              // the first column that says why a value was revised
	lines      map[cell]int                     // the line of each value
	totals     map[model.Period]source.Bookmark // of values of the whole
	parts      map[*model.Member][]model.Value
	unread     bool // a row could not be read
}

// cell identifies a value of an indicator; member is nil for the whole.
type cell struct {
	period model.Period
	member *model.Member
}

// csvValues reads the values and the breakdowns of an indicator from the CSV file that its table of
// values names. It reports whether it could.
func (r *reader) csvValues(t *source.Table, i *model.Indicator) (whole bool) {
	name, ok := r.csvFile(t, "csv")
	for _, key := range t.Keys() {
		if key != "csv" {
			t.ReportKey(key, diagnostic.ValuesTwice, "", wording.Refer("phrase.csv-file"))
			return false
		}
	}
	if !ok {
		return false
	}
	rows, ok := r.root.OpenCSV(name, r.list)
	if !ok {
		return false
	}
	defer rows.Close()
	s := &seriesReader{reader: r, rows: rows, indicator: i, lines: make(map[cell]int),
		totals: make(map[model.Period]source.Bookmark), parts: make(map[*model.Member][]model.Value)}
	if !s.selectColumns() {
		return false
	}
	empty := true
	for rows.Next() {
		s.readRow()
		empty = false
	}
	if empty && !rows.Unread() {
		r.list.Add(diagnostic.NoRows, diagnostic.Position{File: name}, "")
		return false
	}
	i.Partial = s.unread || rows.Unread()
	checkOrder(i.Values, func(n int) reporter {
		return func(code diagnostic.Code, suggestion string, args ...string) {
			rows.ReportAt(s.totals[i.Values[n].Period], code, suggestion, args...)
		}
	})
	byPeriod(i.Values)
	for _, d := range s.dimensions {
		b := &model.Breakdown{Dimension: d}
		for _, m := range d.Members {
			if values, ok := s.parts[m]; ok {
				byPeriod(values)
				b.Parts = append(b.Parts, model.Part{Member: m, Values: values})
			}
		}
		r.checkBreakdownSum(b, i, func(p model.Period) reporter {
			if total, ok := s.totals[p]; ok {
				return func(code diagnostic.Code, suggestion string, args ...string) {
					rows.ReportAt(total, code, suggestion, args...)
				}
			}
			return atValue(t, "csv")
		})
		i.Breakdowns = append(i.Breakdowns, b)
	}
	return !i.Partial
}

func byPeriod(values []model.Value) {
	slices.SortFunc(values, func(a, b model.Value) int { return a.Period.Ordinal() - b.Period.Ordinal() })
}

func (s *seriesReader) selectColumns() bool {
	optional := slices.Clone(seriesColumns[flagsColumn:])
	for _, lang := range s.site.Languages {
		optional = append(optional, "note."+lang)
	}
	s.revised = flagsColumn + len(optional)
	optional = append(optional, revisedName)
	for _, lang := range s.site.Languages {
		optional = append(optional, revisedName+"."+lang)
	}
	for _, d := range s.edition.Dimensions {
		if d.ID == revisedName || slices.Contains(seriesColumns, d.ID) {
			continue // the name has another meaning here
		}
		if slices.Contains(s.rows.Header(), d.ID) {
			s.dimensions = append(s.dimensions, d)
			s.columns = append(s.columns, flagsColumn+len(optional))
		}
		optional = append(optional, d.ID)
	}
	return s.rows.Select(seriesColumns[:flagsColumn], optional)
}

// reporterAt returns a reporter for a field of the row.
func (s *seriesReader) reporterAt(column int) reporter {
	return func(code diagnostic.Code, suggestion string, args ...string) {
		s.rows.Report(column, code, suggestion, args...)
	}
}

// readRow reads one value. It reports every mistake in the row, not only the first.
func (s *seriesReader) readRow() {
	if totalForm.MatchString(s.rows.Field(periodColumn)) {
		s.rows.Report(periodColumn, diagnostic.TotalRow, "")
		return
	}
	var v model.Value
	var okPeriod bool
	v.Period, okPeriod = parsePeriod(s.rows.Field(periodColumn), s.indicator, s.reporterAt(periodColumn))
	member, okMember := s.rowMember()
	v.Flags = parseFlags(s.rows.Field(flagsColumn), s.reporterAt(flagsColumn))
	okOf := s.readOf(&v)
	v.Note = s.columnText(noteColumn, seriesColumns[noteColumn])
	v.Revised = s.columnText(s.revised, revisedName)
	has, ok := s.rows.Field(numberColumn) != "", true
	if has {
		text := s.rows.Field(numberColumn)
		v.Number, ok = s.rows.Number(numberColumn)
		if ok && s.indicator.Kind == model.Count && grouped.MatchString(text) {
			s.rows.Report(numberColumn, diagnostic.ThousandsMark, withoutGroups(text), text)
			ok = false
		} else if ok {
			ok = checkNumber(v.Number, s.indicator, s.reporterAt(numberColumn))
		}
	}
	absent := wording.Refer("phrase.absent-field")
	if !okPeriod || !okMember || !decideMissing(&v, has, absent, s.reporterAt(numberColumn)) || !ok || !okOf {
		s.unread = true
		return
	}
	s.checkEnd(v, s.indicator, s.reporterAt(periodColumn))
	key := cell{v.Period, member}
	if first, twice := s.lines[key]; twice {
		what := v.Period.String()
		if member != nil {
			what += " " + member.Key
		}
		s.rows.Report(periodColumn, diagnostic.CellTwice, "", what, itoa(first))
		return
	}
	s.lines[key] = s.rows.Line()
	if s.indicator.Sensitive || v.Flags.Has(model.Confidential) {
		if s.reader.rows[s.indicator] == nil {
			s.reader.rows[s.indicator] = make(map[cell]diagnostic.Position)
		}
		s.reader.rows[s.indicator][key] = s.rows.Position(s.rows.Bookmark(numberColumn))
	}
	if member != nil {
		s.parts[member] = append(s.parts[member], v)
		return
	}
	s.indicator.Values = append(s.indicator.Values, v)
	s.totals[v.Period] = s.rows.Bookmark(numberColumn)
}

// readOf reads how many people the value of the row is about.
func (s *seriesReader) readOf(v *model.Value) bool {
	if s.rows.Field(ofColumn) == "" {
		return true
	}
	n, ok := s.rows.Number(ofColumn)
	switch {
	case !ok:
		return false
	case s.indicator.Kind == model.Count:
		s.rows.Report(ofColumn, diagnostic.BaseOfNoShare, "", "of")
		return false
	case n < 1 || n != math.Trunc(n) || n > math.MaxInt32:
		s.rows.Report(ofColumn, diagnostic.OutOfRange, "", "of", digits(n), wording.Refer("type.positive"))
		return false
	}
	v.Of = int(n)
	return true
}

// rowMember returns the member that the row is about, nil for the whole.
func (s *seriesReader) rowMember() (member *model.Member, ok bool) {
	ok = true
	var of *model.Dimension
	for n, d := range s.dimensions {
		column := s.columns[n]
		key := s.rows.Field(column)
		switch {
		case key == "":
		case of != nil:
			s.rows.Report(column, diagnostic.TwoDimensions, "", of.ID, d.ID)
			ok = false
		default:
			of = d
			if member = d.Member(key); member == nil {
				reportUnknownMember(d, key, s.reporterAt(column))
				ok = false
			}
		}
	}
	return member, ok
}

// columnText reads a text from the fields of a row: that in column is for all languages, those
// after it are for one language each.
func (s *seriesReader) columnText(column int, key string) model.Text {
	p := Passage{Key: key, Words: model.Texts{}, cells: make(map[string]diagnostic.Position)}
	text := model.Text{}
	for n, lang := range append([]string{""}, s.site.Languages...) {
		if words := source.Printed(s.rows.Field(column + n)); words != "" {
			text[lang], p.Words[lang] = words, []string{words}
			p.cells[lang] = s.rows.Position(s.rows.Bookmark(column + n))
		}
	}
	if len(text) == 0 {
		return nil
	}
	if _, all := p.cells[""]; !all {
		p.cells[""] = s.rows.Position(s.rows.Bookmark(periodColumn))
	}
	s.passages = append(s.passages, p)
	return text
}
