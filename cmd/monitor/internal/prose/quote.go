package prose

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// quote checks a number in the text against the data, and returns the number as the language writes it for a link that
// has no text. A number agrees when the data, rounded to the digits shown, give it.
func (w *walker) quote(n *ast.Link, i *model.Indicator, when string, at place) string {
	period, ok := model.ParsePeriod(when)
	if !ok {
		w.list.Add(diagnostic.BadPeriod, at(), "", when)
		return ""
	}
	point, ok := pointOf(w.report.Facts(i), period)
	switch {
	case !ok || point.State == report.Missing || point.State == report.Absent:
		w.list.Add(diagnostic.NoValueThen, at(), "", i.ID, when)
		return ""
	case point.State != report.Shown:
		w.list.Add(diagnostic.HiddenNumber, at(), "", i.ID, when)
		return ""
	}
	ours := w.language.Number(point.Number, i.Decimals)
	if n.FirstChild() != nil {
		said := plain(n, w.body)
		if strings.TrimSuffix(said, "%") == ours {
			return ours // as most are
		}
		value, decimals, ok := parseNumber(said, w.language)
		switch {
		case !ok:
			w.list.Add(diagnostic.NotOneNumber, w.at(start(n)+1, len(said)), "", said)
		case language.Round(point.Number, decimals) != value:
			w.list.Add(diagnostic.NumberDiffers, w.at(start(n)+1, len(said)), "", said, ours, i.ID, when)
		}
	}
	return ours
}

func pointOf(f *report.Facts, period model.Period) (report.Point, bool) {
	for _, p := range f.Values.Points {
		if p.Period == period {
			return p, true
		}
	}
	return report.Point{}, false
}

var numberForm = regexp.MustCompile(`[-−–]?[0-9][0-9.,'’\x{00a0}\x{2009}\x{202f} ]*[0-9]|[-−–]?[0-9]`)

// parseNumber finds the one number in a text, with its count of decimals. Thousands may be set apart by the language's
// mark, a thin or a no-break space, in groups of three; anything else is not a number, so that "3.75" in Dutch is seen
// for the slip it is.
func parseNumber(s string, l *language.Language) (value float64, decimals int, ok bool) {
	found := numberForm.FindAllStringIndex(s, -1)
	if len(found) != 1 {
		return 0, 0, false
	}
	number := s[found[0][0]:found[0][1]]
	sign := 1.0
	// A minus counts only where it does not join two words: "COVID-19" has none.
	for _, minus := range []string{"-", "−", "–"} {
		if rest, cut := strings.CutPrefix(number, minus); cut {
			number = rest
			if found[0][0] == 0 || s[found[0][0]-1] == ' ' {
				sign = -1
			}
		}
	}
	whole, fraction, _ := strings.Cut(number, l.Decimal)
	for _, mark := range []string{l.Group, "\u00a0", "\u2009", "\u202f", " "} {
		groups := strings.Split(whole, mark)
		if len(groups) == 1 {
			continue
		}
		for n, g := range groups {
			if n > 0 && len(g) != 3 || n == 0 && (len(g) < 1 || len(g) > 3) {
				return 0, 0, false
			}
		}
		whole = strings.Join(groups, "")
		break
	}
	value, err := strconv.ParseFloat(whole+"."+fraction+"0", 64)
	if err != nil || strings.ContainsAny(fraction, ".,'’ \u00a0\u2009\u202f") {
		return 0, 0, false
	}
	return sign * value, len(fraction), true
}
