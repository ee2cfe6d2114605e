package intake

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// numberForm is a number in a text: a bound, the digits with their marks, a sign of per cent, and what follows.
var numberForm = regexp.MustCompile(
	`^(<=|>=|[<>≤≥])? ?[€$]? ?([-−]?[0-9][0-9.,' \x{a0}\x{202f}]*?) ?(%)? *([^0-9.,%' \x{a0}\x{202f}].*)?$`)

// spaced is a number with spaces or apostrophes between its thousands, and nowhere else.
var spaced = regexp.MustCompile(`^[-−]?[0-9]{1,3}([ '\x{a0}\x{202f}][0-9]{3})+([.,][0-9]+)?$`)

// numeral reports whether a text is a number, perhaps with marks.
func numeral(text string) bool {
	g := numberForm.FindStringSubmatch(text)
	return g != nil && len([]rune(g[4])) <= longestMark
}

// longestMark is how many characters a mark behind a number has at most: "(p)", "***".
const longestMark = 4

// missingWords say that there is no number, folded.
var missingWords = []string{"nb", "nvt", "na", "onbekend", "unknown", "geen", "ontbreekt", "missing", "nietbekend",
	"nietbeschikbaar", "notavailable", "ng", "x"}

// dashes may say that there is no number, or that it is 0.
var dashes = []string{"-", "–", "—", ".", "..", "…", "...", "*", "?"}

// content is what a cell with a number says.
type content struct {
	number  float64
	has     bool
	missing bool
	flags   model.Flags
	note    string // of a footnote
}

// findComma finds out how texts write their decimals: by those that can be read in one way.
func (r *reader) findComma(cells []place) {
	var comma, point, either []place
	for _, p := range cells {
		c := r.Grid.At(p.row, p.column)
		if c.Kind != sheet.Text {
			continue
		}
		g := numberForm.FindStringSubmatch(c.Text)
		if g == nil {
			continue
		}
		switch decimalMark(g[2], p.count) {
		case ",":
			comma = append(comma, p)
		case ".":
			point = append(point, p)
		case "?":
			either = append(either, p)
		}
	}
	switch {
	case r.known.Numbers != "":
		r.comma = r.known.Numbers == "nl"
	case len(comma) > 0 && len(point) > 0:
		a, b := comma[0], point[0]
		said, _ := r.question(r.askNumbers(wording.Refer("intake.ask-numbers-both", r.Grid.At(a.row, a.column).Text,
			r.Grid.Ref(b.row, b.column), r.Grid.At(b.row, b.column).Text), a), "")
		r.comma = said == "nl"
	case len(comma)+len(point) > 0:
		r.comma = len(comma) > 0
	case len(either) > 0:
		p := either[0]
		said, _ := r.question(r.askNumbers(wording.Refer("intake.ask-numbers", r.Grid.At(p.row, p.column).Text), p), "")
		r.comma = said == "nl"
	}
}

func (r *reader) askNumbers(text string, p place) Question {
	return Question{Text: text, Key: []string{"numbers"}, Row: p.row, Column: p.column, Choices: []Choice{
		{"nl", wording.Refer("intake.numbers-nl")}, {"en", wording.Refer("intake.numbers-en")}}}
}

// decimalMark returns the decimal mark of a number: "," or "."; "?" when it may be either, and "" when it has no marks.
// A count has no decimals.
func decimalMark(digits string, count bool) string {
	points, commas := strings.Count(digits, "."), strings.Count(digits, ",")
	mark, other := ".", ","
	if commas > 0 {
		mark, other = ",", "."
	}
	last := strings.LastIndex(digits, mark)
	switch {
	case points+commas == 0:
		return ""
	case points > 0 && commas > 0:
		if strings.LastIndex(digits, ".") > strings.LastIndex(digits, ",") {
			return "."
		}
		return ","
	case points+commas > 1, count && len(digits)-last-1 == 3:
		return other // between thousands
	case len(digits)-last-1 != 3 || strings.HasPrefix(strings.TrimLeft(digits, "-−"), "0") || last > 3:
		return mark
	}
	return "?"
}

// parse reads digits with marks.
func (r *reader) parse(digits string, count bool) (float64, bool) {
	digits = strings.TrimSpace(digits)
	if strings.ContainsAny(digits, " '\u00a0\u202f") && !spaced.MatchString(digits) {
		return 0, false
	}
	digits = strings.NewReplacer("−", "-", " ", "", "\u00a0", "", "\u202f", "", "'", "").Replace(digits)
	thousands, decimal := ",", "."
	if r.comma {
		thousands, decimal = ".", ","
	}
	if m := decimalMark(digits, count); m != "" && m != "?" && m != decimal {
		return 0, false
	}
	digits = strings.Replace(strings.ReplaceAll(digits, thousands, ""), decimal, ".", 1)
	x, err := strconv.ParseFloat(digits, 64)
	return x, err == nil
}

// readNumber reads a cell that should have a number of an indicator. ok is false for one that is empty, or that is
// reported.
func (r *reader) readNumber(row, column int, i *model.Indicator) (v content, ok bool) {
	if v, ok = r.anyNumber(row, column, i); !ok || !v.has {
		return v, ok
	}
	switch {
	case i.Kind == model.Count && (v.number < 0 || v.number != math.Trunc(v.number)):
		r.report(row, column, diagnostic.SheetOutOfRange, "", plainNumber(v.number), i.ID, wording.Refer("intake.is-count"))
	case i.Kind == model.Share && (v.number < 0 || v.number > 100):
		r.report(row, column, diagnostic.SheetOutOfRange, "", plainNumber(v.number), i.ID, wording.Refer("intake.is-share"))
	default:
		return v, true
	}
	return v, false
}

// anyNumber reads a cell that should have a number, whatever that is.
func (r *reader) anyNumber(row, column int, i *model.Indicator) (v content, ok bool) {
	c := r.Grid.At(row, column)
	switch c.Kind {
	case sheet.Empty:
		return v, false
	case sheet.Fault:
		r.report(row, column, diagnostic.SheetFault, "", c.Text)
		return v, false
	case sheet.Unanswered:
		r.aside(row, column, "intake.unanswered", c.Text)
		return v, false
	case sheet.Number:
		x := c.Number
		if c.Percent {
			x *= 100
		}
		return content{number: clean(x), has: true}, true
	case sheet.Text:
		return r.readText(row, column, c.Text, i)
	}
	r.report(row, column, diagnostic.SheetNoNumber, "", c.Text, i.ID)
	return v, false
}

// clean removes the noise of binary fractions: 0.0375 × 100 is 3.75.
func clean(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	return y
}

func (r *reader) readText(row, column int, text string, i *model.Indicator) (v content, ok bool) {
	if _, known := r.known.Marks[text]; known || slices.Contains(dashes, text) {
		said, ok := r.markMeans(row, column, text, true)
		switch {
		case !ok || said == "skip":
			return v, false
		case said == "0":
			return content{has: true}, true
		}
		return content{missing: true, flags: model.Flags(strings.ReplaceAll(said, ":", ""))}, true
	}
	if slices.Contains(missingWords, fold(text)) {
		r.understood(row, column, text, "flags \":\"")
		return content{missing: true}, true
	}
	g := numberForm.FindStringSubmatch(text)
	if g == nil || len([]rune(g[4])) > longestMark && !r.isUnit(g[4], i) {
		r.report(row, column, diagnostic.SheetNoNumber, "", text, i.ID)
		return v, false
	}
	x, fine := r.parse(g[2], i.Kind == model.Count)
	if !fine {
		r.report(row, column, diagnostic.SheetNoNumber, "", text, i.ID)
		return v, false
	}
	v = content{number: x, has: true}
	switch g[1] {
	case "<", "≤", "<=":
		v.flags = "<"
		if g[1] == "<" && i.Kind == model.Count {
			v.number-- // fewer than 5 is at most 4
		}
	case ">", "≥", ">=":
		v.flags = ">"
		if g[1] == ">" && i.Kind == model.Count {
			v.number++
		}
	}
	if v.flags != "" {
		r.understood(row, column, text, plainNumber(v.number)+" "+string(v.flags))
	}
	if tail := strings.TrimSpace(g[4]); tail != "" && !r.isUnit(tail, i) {
		if flags := strings.Trim(tail, "()"); strings.Trim(flags, "bepcud") == "" && flags != "" &&
			(tail != flags || strings.HasSuffix(strings.TrimSuffix(text, tail), " ")) {
			v.flags += model.Flags(flags)
			r.understood(row, column, text, string(v.flags))
			return v, true
		}
		said, ok := r.markMeans(row, column, tail, false)
		switch {
		case !ok || said == "skip":
			return content{}, false
		case said == "0":
		case said != "none":
			v.flags += model.Flags(said)
		}
		v.note = r.footnotes[tail]
	}
	return v, true
}

// isUnit reports whether a text behind a number is the unit of its indicator, or its first word.
func (r *reader) isUnit(text string, i *model.Indicator) bool {
	for _, unit := range i.Unit {
		first, _, _ := strings.Cut(strings.TrimLeft(unit, "% "), " ")
		if key := fold(text); key != "" && (key == fold(unit) || key == fold(first)) {
			return true
		}
	}
	return false
}

// markMeans returns what a mark beside a number means, or one in its place.
func (r *reader) markMeans(row, column int, mark string, alone bool) (string, bool) {
	key := []string{"marks", mark}
	known := r.known.Marks[mark]
	footnote := r.footnotes[mark]
	if flag := flagIn(footnote); known == "" && flag != "" && !alone {
		r.keep(key, flag)
		r.understood(row, column, mark, flag)
		return flag, true
	}
	choices := []Choice{{"p", wording.Refer("intake.flag-p")}, {"e", wording.Refer("intake.flag-e")},
		{"b", wording.Refer("intake.flag-b")}, {"u", wording.Refer("intake.flag-u")}, {"d", wording.Refer("intake.flag-d")},
		{"none", wording.Refer("intake.mark-none")}, {"skip", wording.Refer("intake.mark-skip")}}
	text := wording.Refer("intake.ask-mark", mark, r.Grid.At(row, column).Text)
	if footnote != "" {
		text = wording.Refer("intake.ask-mark-noted", mark, footnote)
	}
	if alone {
		choices = []Choice{{":", wording.Refer("intake.mark-missing")}, {"0", wording.Refer("intake.mark-zero")},
			{"skip", wording.Refer("intake.mark-skip")}}
		text = wording.Refer("intake.ask-mark-alone", mark)
	}
	said, ok := r.question(Question{Text: text, Key: key, Choices: choices, Row: row, Column: column}, known)
	if ok {
		r.understood(row, column, mark, said)
	}
	return said, ok
}

// flagIn returns the flag that a footnote speaks of, or "".
func flagIn(footnote string) string {
	lower := strings.ToLower(footnote)
	for _, f := range []struct{ word, flag string }{{"voorlopig", "p"}, {"provisional", "p"}, {"preliminary", "p"},
		{"schatting", "e"}, {"geschat", "e"}, {"estimate", "e"}, {"trendbreuk", "b"}, {"break in", "b"}} {
		if strings.Contains(lower, f.word) {
			return f.flag
		}
	}
	return ""
}

// footnoteForm is a line below a table that explains a mark: "* voorlopig", "1) geschat".
var footnoteForm = regexp.MustCompile(`^(\*{1,3}|[†‡#]|[¹²³⁴⁵⁶⁷⁸⁹]|\(?[a-z1-9]\))[:.]? *(\pL.*)$`)

// findFootnotes remembers the footnotes below the table, which are no rows of it.
func (r *reader) findFootnotes() {
	rows, columns := r.Grid.Size()
	for row := r.table.body; row < rows; row++ {
		for column := range columns {
			if g := footnoteForm.FindStringSubmatch(r.Grid.At(row, column).Text); g != nil {
				r.footnotes[g[1]] = g[2]
			}
		}
	}
}

// base reads how many people a number is about.
func base(c sheet.Cell) (int, bool) {
	x := c.Number
	if c.Kind == sheet.Text {
		y, err := strconv.ParseFloat(strings.NewReplacer(".", "", ",", "", " ", "").Replace(c.Text), 64)
		if err != nil {
			return 0, false
		}
		x = y
	} else if c.Kind != sheet.Number {
		return 0, false
	}
	return int(x), x >= 1 && x == math.Trunc(x) && x <= math.MaxInt32
}

// plainNumber writes a number as the data do.
func plainNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
