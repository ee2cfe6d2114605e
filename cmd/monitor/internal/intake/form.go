package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// The workbook to fill in has three sheets: what it is, the table, and the definitions. The first row of the table is
// hidden and names the columns for Read; the first columns are hidden and say which number a row is; the last one is
// hidden and says what the cells were, so that Read takes over what somebody changed in them and nothing else.

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
	ownWas // what the open cells were, for Read: hidden again
	ownColumns
)

// ownMark begins the names in the first row.
const ownMark = "monitor:"

// ownEdition begins the text below the first name, which says for which edition the table was made.
const ownEdition = ownMark + "edition "

// ownNames are the names of the columns in the first row.
var ownNames = [ownColumns]string{ownIndicator: "indicator", ownPart: "part", ownPeriod: "period", ownTitle: "title",
	ownPartTitle: "part-title", ownUnit: "unit", ownPeriodShown: "shown", ownValue: "value", ownFlags: "flags",
	ownOf: "of", ownNote: "note", ownWas: "was"}

// ownHeaders are what people see above the columns that they see.
var ownHeaders = map[int]wording.Key{ownTitle: "workbook.indicator", ownPartTitle: "workbook.part",
	ownUnit: "workbook.unit", ownPeriodShown: "workbook.period", ownValue: "workbook.value",
	ownFlags: "workbook.flags", ownOf: "workbook.of", ownNote: "workbook.note"}

// ownWidths are the widths of the columns that people see, in digits.
var ownWidths = [ownColumns]float64{ownTitle: 32, ownPartTitle: 22, ownUnit: 20, ownPeriodShown: 9, ownValue: 9,
	ownFlags: 15, ownOf: 12, ownNote: 44}

const (
	shownBefore = 3  // periods before those to fill in
	mostToFill  = 12 // periods
)

// The letter of the workbook: one that every office program has, or one as wide. The height of its lines is in points,
// and a column of so many digits has room for so many letters a digit: bold ones, which are the widest.
const (
	letter       = "Arial"
	letterSize   = 10
	letterHeight = 13
	letterWidth  = 1.03
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

	heading, head, wrapped, first, locked, open, openText int // styles
	numbers                                               map[[2]int]int
}

func (f *form) say(key wording.Key, args ...any) string { return wording.Say(f.lang, key, args...) }

func (f *form) text(t model.Text) string { return t.In(f.lang, f.site...) }

func (f *form) styles() (err error) {
	f.numbers = make(map[[2]int]int)
	if err := f.SetDefaultFont(letter); err != nil {
		return err
	}
	font := func(bold bool, color string) *excelize.Font {
		return &excelize.Font{Family: letter, Size: letterSize, Bold: bold, Color: color}
	}
	border := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "A6A6A6", Style: 1})
	}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	const yellow = "FFF2A8"
	free := &excelize.Protection{Locked: false}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, s := range []struct {
		to    *int
		style excelize.Style
	}{
		{&f.heading, excelize.Style{Font: font(true, ""), Alignment: top}},
		{&f.head, excelize.Style{Font: font(true, ""), Alignment: top, Border: border, Fill: fill("E7E6E6")}},
		{&f.wrapped, excelize.Style{Font: font(false, ""), Alignment: top}},
		{&f.first, excelize.Style{Font: font(true, ""), Alignment: top, Border: border}},
		{&f.locked, excelize.Style{Font: font(false, "595959"), Alignment: top, Border: border}},
		{&f.open, excelize.Style{Font: font(false, ""), Fill: fill(yellow), Border: border, Protection: free,
			Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&f.openText, excelize.Style{Font: font(false, ""), Fill: fill(yellow), Border: border, Protection: free,
			Alignment: top}},
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
		style := f.wrapped
		if n == 0 {
			style = f.heading
		}
		if err := f.set(name, 0, n, line, style); err != nil {
			return err
		}
	}
	return f.finish(name, []float64{100})
}

// finish sets what a sheet has when its cells are written: widths of columns, 0 for those that are hidden; heights of
// rows; how it is printed; its protection.
func (f *form) finish(sheet string, widths []float64) error {
	for n, width := range widths {
		column, err := excelize.ColumnNumberToName(n + 1)
		if err != nil {
			return err
		}
		if width == 0 {
			err = f.SetColVisible(sheet, column, false)
		} else {
			err = f.SetColWidth(sheet, column, column, width)
		}
		if err != nil {
			return err
		}
	}
	rows, err := f.GetRows(sheet)
	if err != nil {
		return err
	}
	for n, row := range rows {
		most := 1
		for at, text := range row {
			if widths[at] > 0 {
				most = max(most, linesOf(text, int(widths[at]*letterWidth)))
			}
		}
		// A row without a height grows with what is typed into it, but LibreOffice gives it one line.
		if most > 1 {
			if err := f.SetRowHeight(sheet, n+1, float64(most*letterHeight+2)); err != nil {
				return err
			}
		}
	}
	landscape, a4, wide, long, fit := "landscape", 9, 1, 0, true
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &wide,
		FitToHeight: &long}); err != nil {
		return err
	}
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return f.protect(sheet)
}

// linesOf returns how many lines a text takes in a column that is so many letters wide.
func linesOf(text string, width int) int {
	lines, used := 1, 0
	for word := range strings.FieldsSeq(text) {
		size := utf8.RuneCountInString(word)
		if used > 0 && used+1+size > width {
			lines, used = lines+1, 0
		}
		if used > 0 {
			used++
		}
		used += size
		lines, used = lines+(used-1)/width, (used-1)%width+1 // a word can be longer than a line
	}
	return lines
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
	if err := f.SetRowVisible(name, 1, false); err != nil {
		return err
	}
	if err := f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: name,
		RefersTo: "'" + name + "'!$2:$2"}); err != nil { // the headers are above each printed page
		return err
	}
	return f.finish(name, ownWidths[:])
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
	rows := slices.Clone(open)
	for _, v := range values {
		if !slices.Contains(open, v.Period) {
			rows = append(rows, v.Period)
		}
	}
	slices.SortFunc(rows, func(a, b model.Period) int { return a.Ordinal() - b.Ordinal() })
	first := len(rows)
	if len(open) > 0 {
		first = slices.Index(rows, open[0])
	}
	rows = rows[max(0, first-shownBefore):]
	for n, p := range rows {
		v, known := model.ValueIn(values, p)
		name := f.locked
		if n == 0 {
			name = f.first
		}
		if err := f.value(sheet, i, d, m, p, v, known, slices.Contains(open, p), name); err != nil {
			return err
		}
		f.row++
	}
	return nil
}

// toFill returns the periods of a series that its owner fills in, oldest first: of the last ones that have ended,
// those that have no number yet and those whose number is provisional. What lacks altogether between numbers is not
// asked for.
func toFill(i *model.Indicator, values []model.Value, e *model.Edition) (all []model.Period) {
	until := model.PeriodOf(i.Frequency, e.Date.Year(), int(e.Date.Month())).Previous()
	from := until
	for _, v := range values {
		if (v.Missing || v.Flags.Has(model.Provisional)) && !until.Before(v.Period) &&
			v.Period.Ordinal() > until.Ordinal()-mostToFill {
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

// value writes one row; name is the style of what it is about.
func (f *form) value(sheet string, i *model.Indicator, d *model.Dimension, m *model.Member, p model.Period, v model.Value,
	known, open bool, name int,
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
	cells := [ownColumns]any{i.ID, part, p.String(), f.text(i.Title), partTitle, f.text(i.Unit), p.String()}
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
	cells[ownWas] = rememberCells(cells)
	for n, value := range cells {
		is := f.locked
		switch {
		case n == ownTitle, n == ownPartTitle:
			is = name
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
	return f.finish(name, []float64{36, 24, 50, 50, 30, 24})
}
