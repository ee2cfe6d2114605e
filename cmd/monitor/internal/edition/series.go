package edition

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// A series in a CSV file has one value a row. A row that names no part of a dimension holds the
// value of the indicator as a whole; one that names a part holds the value of that part.

// The columns of such a file, as Rows numbers them. Behind them come the note in each language of
// the site, why the value was revised as it is and in each language, and a column for each
// dimension of the edition, named by its id; of all but the first two a file has those that it
// needs.
const (
	periodColumn = iota
	numberColumn
	flagsColumn
	noteColumn
)

var seriesColumns = []string{"period", "value", "flags", "note"}

const revisedName = "revised"

// seriesReader holds what is known while a file is read.
type seriesReader struct {
	*reader
	rows       *source.Rows
	indicator  *model.Indicator
	dimensions []*model.Dimension // those that the file has a column for
	columns    []int              // of each of them
	revised    int                // the column that says why a value was revised
	lines      map[cell]int       // where each value stands
	totals     map[model.Period]source.Mark
	parts      map[*model.Member][]model.Value
}

// cell is what a row is about; member is nil for the whole.
type cell struct {
	period model.Period
	member *model.Member
}

// csvValues reads the values and the breakdowns of an indicator from the file that its table of
// values names; whole is false when that could not be done.
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
		totals: make(map[model.Period]source.Mark), parts: make(map[*model.Member][]model.Value)}
	if !s.selectColumns() {
		return false
	}
	for rows.Next() {
		s.readRow()
	}
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
	return true
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
			continue // the name has a meaning of its own here
		}
		if slices.Contains(s.rows.Header(), d.ID) {
			s.dimensions = append(s.dimensions, d)
			s.columns = append(s.columns, flagsColumn+len(optional))
		}
		optional = append(optional, d.ID)
	}
	return s.rows.Select(seriesColumns[:flagsColumn], optional)
}

// reporterAt reports at a field of the row.
func (s *seriesReader) reporterAt(column int) reporter {
	return func(code diagnostic.Code, suggestion string, args ...string) {
		s.rows.Report(column, code, suggestion, args...)
	}
}

// readRow reads one value. The whole row is looked at before it gives up on it.
func (s *seriesReader) readRow() {
	var v model.Value
	var okPeriod bool
	v.Period, okPeriod = parsePeriod(s.rows.Field(periodColumn), s.indicator, s.reporterAt(periodColumn))
	member, okMember := s.rowMember()
	v.Flags = parseFlags(s.rows.Field(flagsColumn), s.reporterAt(flagsColumn))
	v.Note = s.columnText(noteColumn, seriesColumns[noteColumn])
	v.Revised = s.columnText(s.revised, revisedName)
	has, ok := s.rows.Field(numberColumn) != "", true
	if has {
		if v.Number, ok = s.rows.Number(numberColumn); ok {
			ok = checkNumber(v.Number, s.indicator, s.reporterAt(numberColumn))
		}
	}
	if !okPeriod || !okMember || !decideMissing(&v, has, s.reporterAt(numberColumn)) || !ok {
		return
	}
	at := cell{v.Period, member}
	if first, twice := s.lines[at]; twice {
		what := v.Period.String()
		if member != nil {
			what += " " + member.Key
		}
		s.rows.Report(periodColumn, diagnostic.CellTwice, "", what, itoa(first))
		return
	}
	s.lines[at] = s.rows.Line()
	if s.indicator.Sensitive || v.Flags.Has(model.Confidential) {
		if s.reader.rows[s.indicator] == nil {
			s.reader.rows[s.indicator] = make(map[cell]diagnostic.Position)
		}
		s.reader.rows[s.indicator][at] = s.rows.Position(s.rows.Mark(numberColumn))
	}
	if member != nil {
		s.parts[member] = append(s.parts[member], v)
		return
	}
	s.indicator.Values = append(s.indicator.Values, v)
	s.totals[v.Period] = s.rows.Mark(numberColumn)
}

// rowMember is the part that the row is about, or nil for the whole.
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

// columnText is what the row says of its value in a column, for all languages, and in those behind
// it, for each its own.
func (s *seriesReader) columnText(column int, key string) model.Text {
	p := Passage{Key: key, Words: model.Texts{}, cells: make(map[string]diagnostic.Position)}
	text := model.Text{}
	for n, lang := range append([]string{""}, s.site.Languages...) {
		if words := s.rows.Field(column + n); words != "" {
			text[lang], p.Words[lang] = words, []string{words}
			p.cells[lang] = s.rows.Position(s.rows.Mark(column + n))
		}
	}
	if len(text) == 0 {
		return nil
	}
	if _, all := p.cells[""]; !all {
		p.cells[""] = s.rows.Position(s.rows.Mark(periodColumn))
	}
	s.passages = append(s.passages, p)
	return text
}
