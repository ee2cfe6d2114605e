package intake

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// The workbook to fill in has three sheets: what it is, the table, and the definitions. The first row of the table is
// hidden and names the columns for Read; the first columns are hidden and say which number a row is.

// The columns of the table, in order.
const (
	ownIndicator = iota
	ownPart      // dimension/member, or nothing
	ownPeriod
	ownTitle // from here on they are shown
	ownPartTitle
	ownUnit
	ownPeriodShown
	ownValue
	ownFlags
	ownOf
	ownNote
	ownColumns
)

// ownMark begins the names in the first row.
const ownMark = "monitor:"

// ownEdition begins the text below the first name, which says for which edition the table was made.
const ownEdition = ownMark + "edition "

// ownNames are the names of the columns in the first row.
var ownNames = [ownColumns]string{ownIndicator: "indicator", ownPart: "part", ownPeriod: "period", ownTitle: "title",
	ownPartTitle: "part-title", ownUnit: "unit", ownPeriodShown: "shown", ownValue: "value", ownFlags: "flags",
	ownOf: "of", ownNote: "note"}

// ownHeaders are what people see above the columns that they see.
var ownHeaders = map[int]wording.Key{ownTitle: "workbook.indicator", ownPartTitle: "workbook.part",
	ownUnit: "workbook.unit", ownPeriodShown: "workbook.period", ownValue: "workbook.value",
	ownFlags: "workbook.flags", ownOf: "workbook.of", ownNote: "workbook.note"}

const (
	shownBefore = 3  // periods before those to fill in
	mostToFill  = 12 // periods
)

// Of returns the indicators of a role: those that it owns, and those without an owner that it registers. What is
// counted from a register is not filled in.
func Of(e *model.Edition, role *model.Role) (all []*model.Indicator) {
	for _, i := range e.Indicators {
		by := i.Owner
		if by == nil && i.Registration != nil {
			by = i.Registration.By
		}
		if by == role && i.Register == nil {
			all = append(all, i)
		}
	}
	return all
}

// Form returns the workbook for a role, in a language of the program. site are the languages of the site.
func Form(e *model.Edition, role *model.Role, lang string, site []string) ([]byte, error) {
	f := &form{File: excelize.NewFile(), edition: e, role: role, lang: lang, site: site}
	defer f.Close()
	for _, step := range []func() error{f.styles, f.readMe, f.fillIn, f.definitions} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("the workbook: %w", err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("the workbook: %w", err)
	}
	return b.Bytes(), nil
}

// form is a workbook that is being made.
type form struct {
	*excelize.File
	edition *model.Edition
	role    *model.Role
	lang    string
	site    []string
	row     int // of the table, the next one

	head, wrapped, locked, open, openText int // styles
	numbers                               map[[2]int]int
}

func (f *form) say(key wording.Key, args ...any) string { return wording.Say(f.lang, key, args...) }

func (f *form) text(t model.Text) string { return t.In(f.lang, f.site...) }

func (f *form) styles() (err error) {
	f.numbers = make(map[[2]int]int)
	border := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "A6A6A6", Style: 1})
	}
	yellow := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFF8CC"}}
	free := &excelize.Protection{Locked: false}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, s := range []struct {
		to    *int
		style excelize.Style
	}{
		{&f.head, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: top, Border: border}},
		{&f.wrapped, excelize.Style{Alignment: top}},
		{&f.locked, excelize.Style{Alignment: top, Border: border, Font: &excelize.Font{Color: "595959"}}},
		{&f.open, excelize.Style{Fill: yellow, Border: border, Protection: free, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&f.openText, excelize.Style{Fill: yellow, Border: border, Protection: free, Alignment: top}},
	} {
		if *s.to, err = f.NewStyle(&s.style); err != nil {
			return err
		}
	}
	return nil
}

// number returns a style for a number with so many decimals.
func (f *form) number(base, decimals int) (int, error) {
	if style, ok := f.numbers[[2]int{base, decimals}]; ok {
		return style, nil
	}
	s, err := f.GetStyle(base)
	if err != nil {
		return 0, err
	}
	format := "0"
	if decimals > 0 {
		format += "." + strings.Repeat("0", decimals)
	}
	s.CustomNumFmt = &format
	style, err := f.NewStyle(s)
	f.numbers[[2]int{base, decimals}] = style
	return style, err
}

// readMe says what the workbook is, and that it is not for everybody.
func (f *form) readMe() error {
	name := f.say("workbook.read-me")
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	lines := strings.Split(f.say("workbook.about", f.text(f.role.Title), f.edition.Year), "\n")
	for n, line := range lines {
		cell := fmt.Sprintf("A%d", n+1)
		style := f.wrapped
		if n == 0 {
			style = f.head
		}
		if err := f.SetCellStr(name, cell, line); err != nil {
			return err
		}
		if err := f.SetCellStyle(name, cell, cell, style); err != nil {
			return err
		}
	}
	if err := f.SetColWidth(name, "A", "A", 100); err != nil {
		return err
	}
	return f.protect(name)
}

func (f *form) protect(sheet string) error {
	return f.ProtectSheet(sheet, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true,
		FormatColumns: true, FormatRows: true})
}

// fillIn writes the table.
func (f *form) fillIn() error {
	name := f.say("workbook.sheet")
	at, err := f.NewSheet(name)
	if err != nil {
		return err
	}
	f.SetActiveSheet(at)
	for n, key := range ownNames {
		if err := f.SetCellStr(name, cellName(n, 0), ownMark+key); err != nil {
			return err
		}
		if header, shown := ownHeaders[n]; shown {
			if err := f.set(name, n, 1, f.say(header), f.head); err != nil {
				return err
			}
		}
	}
	if err := f.SetCellStr(name, cellName(ownIndicator, 1), ownEdition+f.edition.Year); err != nil {
		return err
	}
	f.row = 2
	for _, i := range Of(f.edition, f.role) {
		if err := f.series(name, i, nil, nil, i.Values); err != nil {
			return err
		}
		for _, b := range i.Breakdowns {
			for _, p := range b.Parts {
				if err := f.series(name, i, b.Dimension, p.Member, p.Values); err != nil {
					return err
				}
			}
		}
	}
	for n, width := range map[int]float64{ownTitle: 34, ownPartTitle: 26, ownUnit: 24, ownPeriodShown: 11, ownValue: 12,
		ownFlags: 20, ownOf: 12, ownNote: 60} {
		column, _ := excelize.ColumnNumberToName(n + 1)
		if err := f.SetColWidth(name, column, column, width); err != nil {
			return err
		}
	}
	if err := f.SetColVisible(name, "A:C", false); err != nil {
		return err
	}
	if err := f.SetRowVisible(name, 1, false); err != nil {
		return err
	}
	if err := f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return f.protect(name)
}

func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		panic(err) // the table has few columns, and no more rows than a workbook can have
	}
	return name
}

func (f *form) set(sheet string, column, row int, value any, style int) error {
	cell := cellName(column, row)
	if err := f.SetCellValue(sheet, cell, value); err != nil {
		return err
	}
	return f.SetCellStyle(sheet, cell, cell, style)
}

// series writes the rows of an indicator, or of a part: what is known last, and what is to be filled in.
func (f *form) series(sheet string, i *model.Indicator, d *model.Dimension, m *model.Member, values []model.Value) error {
	open := toFill(i, values, f.edition)
	var rows []model.Period
	for _, v := range values {
		if !slices.Contains(open, v.Period) && (len(open) == 0 || v.Period.Before(open[0])) {
			rows = append(rows, v.Period)
		}
	}
	rows = append(rows[max(0, len(rows)-shownBefore):], open...)
	for _, p := range rows {
		v, known := model.ValueIn(values, p)
		if err := f.value(sheet, i, d, m, p, v, known, slices.Contains(open, p)); err != nil {
			return err
		}
		f.row++
	}
	return nil
}

// toFill returns the periods of a series that its owner fills in, oldest first: those that have ended and have no
// number yet, after the last one that has, and those whose number is provisional.
func toFill(i *model.Indicator, values []model.Value, e *model.Edition) (all []model.Period) {
	until := model.PeriodOf(i.Frequency, e.Date.Year(), int(e.Date.Month())).Previous()
	from := until
	for _, v := range values {
		if v.Flags.Has(model.Provisional) && !until.Before(v.Period) {
			all = append(all, v.Period)
		}
		if !v.Missing {
			from = v.Period.Next()
		}
	}
	for p := from; !until.Before(p); p = p.Next() {
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b model.Period) int { return a.Ordinal() - b.Ordinal() })
	return all[max(0, len(all)-mostToFill):]
}

// value writes one row.
func (f *form) value(sheet string, i *model.Indicator, d *model.Dimension, m *model.Member, p model.Period, v model.Value,
	known, open bool,
) error {
	part, partTitle := "", f.say("workbook.whole")
	if m != nil {
		part, partTitle = d.ID+"/"+m.Key, f.text(d.Title)+": "+f.text(m.Title)
	}
	style, words := f.locked, f.locked
	if open {
		style, words = f.open, f.openText
	}
	number, err := f.number(style, i.Decimals)
	if err != nil {
		return err
	}
	cells := [ownColumns]any{i.ID, part, p.String(), f.text(i.Title), partTitle, f.text(i.Unit), p.String(), nil, nil, nil, nil}
	if known && !v.Missing {
		cells[ownValue] = v.Number
	}
	if known && v.Flags != "" && !(open && v.Missing) {
		cells[ownFlags] = string(v.Flags)
	}
	if v.Of > 0 {
		cells[ownOf] = v.Of
	}
	if note := v.Note.In(f.site[0], f.site...); note != "" {
		cells[ownNote] = note
	}
	for n, value := range cells {
		is := f.locked
		switch {
		case n == ownValue:
			is = number
		case n == ownOf && i.Kind == model.Count: // has none
		case n == ownFlags, n == ownOf:
			is = style
		case n == ownNote:
			is = words
		}
		if err := f.set(sheet, n, f.row, value, is); err != nil {
			return err
		}
	}
	if !open {
		return nil
	}
	return f.validate(sheet, i)
}

// validate limits what can be typed into the open cells of a row.
func (f *form) validate(sheet string, i *model.Indicator) error {
	at := func(column int) *excelize.DataValidation {
		dv := excelize.NewDataValidation(true)
		dv.Sqref = cellName(column, f.row)
		return dv
	}
	number := at(ownValue)
	var err error
	said := f.say("workbook.wrong-number")
	switch i.Kind {
	case model.Count:
		said = f.say("workbook.wrong-count")
		err = number.SetRange(0, 0, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorGreaterThanOrEqual)
	case model.Share:
		said = f.say("workbook.wrong-share")
		err = number.SetRange(0, 100, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
	case model.Rate:
		err = number.SetRange(0, 0, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorGreaterThanOrEqual)
	default:
		err = number.SetRange(-1e15, 1e15, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
	}
	if err != nil {
		return err
	}
	number.SetError(excelize.DataValidationErrorStyleStop, f.text(i.Title), said)
	number.SetInput(f.text(i.Unit), said)
	flags := at(ownFlags)
	var list []string
	for _, x := range ownFlagWords {
		list = append(list, string(x.flag)+" "+f.say(x.key))
	}
	if err := flags.SetDropList(list); err != nil {
		return err
	}
	// Two flags at once are not in the list and may be typed.
	flags.SetError(excelize.DataValidationErrorStyleWarning, f.say("workbook.flags"), f.say("workbook.wrong-flags"))
	all := []*excelize.DataValidation{number, flags}
	if i.Kind != model.Count {
		of := at(ownOf)
		if err := of.SetRange(1, 0, excelize.DataValidationTypeWhole,
			excelize.DataValidationOperatorGreaterThanOrEqual); err != nil {
			return err
		}
		of.SetError(excelize.DataValidationErrorStyleStop, f.say("workbook.of"), f.say("workbook.wrong-count"))
		all = append(all, of)
	}
	for _, dv := range all {
		if err := f.AddDataValidation(sheet, dv); err != nil {
			return err
		}
	}
	return nil
}

// ownFlagWords are the flags in the list of the workbook. "-" takes those away that a number has.
var ownFlagWords = []struct {
	flag rune
	key  wording.Key
}{{model.Provisional, "intake.flag-p"}, {model.Estimated, "intake.flag-e"}, {model.Break, "intake.flag-b"},
	{model.Differs, "intake.flag-d"}, {model.LowReliable, "intake.flag-u"}, {model.Confidential, "intake.flag-c"},
	{model.NotAvailable, "intake.mark-missing"}, {model.AtMost, "intake.flag-most"},
	{model.AtLeast, "intake.flag-least"}, {'-', "workbook.no-flag"}}

// definitions writes what each indicator counts.
func (f *form) definitions() error {
	name := f.say("workbook.definitions")
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	headers := []wording.Key{"workbook.indicator", "workbook.unit", "workbook.definition", "workbook.method",
		"workbook.source", "workbook.id"}
	for n, key := range headers {
		if err := f.set(name, n, 0, f.say(key), f.head); err != nil {
			return err
		}
	}
	for n, i := range Of(f.edition, f.role) {
		for at, text := range []string{f.text(i.Title), f.text(i.Unit), f.text(i.Definition), f.text(i.Method),
			f.text(i.Source.Title), i.ID} {
			if err := f.set(name, at, n+1, text, f.wrapped); err != nil {
				return err
			}
		}
	}
	for column, width := range map[string]float64{"A": 34, "B": 24, "C": 60, "D": 60, "E": 40, "F": 30} {
		if err := f.SetColWidth(name, column, column, width); err != nil {
			return err
		}
	}
	return f.protect(name)
}

// IsOwn reports whether a grid is the table of a workbook that Form made.
func IsOwn(g *sheet.Grid) bool {
	_, own := ownHead(g)
	return own
}

// ownHead returns the columns of a table that Form made, by the names in its first row.
func ownHead(g *sheet.Grid) (columns map[string]int, own bool) {
	columns = make(map[string]int)
	_, most := g.Size()
	for n := range most {
		if name, ok := strings.CutPrefix(g.At(0, n).Text, ownMark); ok {
			columns[name] = n
		}
	}
	for _, name := range []int{ownIndicator, ownPart, ownPeriod, ownValue, ownFlags, ownOf, ownNote} {
		if _, ok := columns[ownNames[name]]; !ok {
			return nil, false
		}
	}
	return columns, true
}

// readOwn reads a table that Form made, and somebody filled in. Its hidden rows and columns are ours.
func (r *reader) readOwn(columns map[string]int) {
	at := func(column int) int { return columns[ownNames[column]] }
	rows, _ := r.Grid.Size()
	year, told := strings.CutPrefix(r.Grid.At(1, at(ownIndicator)).Text, ownEdition)
	if told && year != r.edition.Year {
		r.report(1, at(ownIndicator), diagnostic.SheetOfOther, "", year, r.edition.Year)
	}
	type line struct {
		row  int
		of   Value
		said string
	}
	var lines []line
	var cells []place
	for row := 2; row < rows; row++ {
		v, why := r.ownPlace(r.Grid.At(row, at(ownIndicator)).Text, r.Grid.At(row, at(ownPart)).Text,
			r.Grid.At(row, at(ownPeriod)).Text)
		v.Row, v.Column = row, at(ownValue)
		lines = append(lines, line{row, v, why})
		if v.Indicator != nil {
			cells = append(cells, place{row, at(ownValue), v.Indicator.Kind == model.Count})
		}
	}
	r.findComma(cells)
	for _, l := range lines {
		v, value := l.of, r.Grid.At(l.row, at(ownValue))
		flags, note := r.Grid.At(l.row, at(ownFlags)).Text, r.Grid.At(l.row, at(ownNote)).Text
		missing := false
		if v.Indicator != nil {
			was, known := v.Was()
			missing = known && was.Missing // and stays so: only its note can be another
		}
		if value.Kind == sheet.Empty && !missing && !strings.Contains(flags, ":") {
			if flags+note != "" {
				r.aside(l.row, v.Column, "intake.aside-empty")
			}
			continue
		}
		if l.said != "" {
			r.report(l.row, v.Column, diagnostic.SheetNowhere, "", l.said)
			continue
		}
		fine := true
		v.Missing = value.Kind == sheet.Empty
		if value.Kind != sheet.Empty {
			n, ok := r.readNumber(l.row, v.Column, v.Indicator)
			v.Number, v.Missing, v.Flags, fine = n.number, n.missing, n.flags, ok
		}
		for column, role := range map[int]string{ownFlags: "flags", ownOf: "of", ownNote: "note"} {
			if fine && r.Grid.At(l.row, at(column)).Text != "" {
				fine = r.addBeside(&v, l.row, at(column), role)
				v.Missing = v.Missing && value.Kind == sheet.Empty // a number says more than a flag that was left
			}
		}
		if fine {
			r.Values = append(r.Values, v)
		}
	}
	r.reportTwice()
}

// ownPlace returns of what a row is; why says what of it does not exist (any more).
func (r *reader) ownPlace(indicator, part, period string) (v Value, why string) {
	v.Indicator = r.edition.Indicator(indicator)
	if v.Indicator == nil {
		return v, wording.Refer("intake.no-such", "indicator:"+indicator)
	}
	if part != "" {
		dimension, member, _ := strings.Cut(part, "/")
		if v.Dimension = r.edition.Dimension(dimension); v.Dimension != nil {
			v.Member = v.Dimension.Member(member)
		}
		if v.Member == nil {
			return v, wording.Refer("intake.no-such", part)
		}
	}
	var ok bool
	if v.Period, ok = model.ParsePeriod(period); !ok || v.Period.Frequency != v.Indicator.Frequency {
		return v, wording.Refer("intake.no-such", period)
	}
	return v, ""
}
