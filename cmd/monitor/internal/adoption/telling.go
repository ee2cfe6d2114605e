package adoption

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Telling returns the differences that could tell a hidden count: anything that changes of an
// indicator in a period in which it hides a number, but a number that is no longer shown. Readers
// know both versions. When the total goes from 60 to 63 and nothing else does, the number that is
// "<5" both times went from 1 to 4. And when another number is withheld beside it than before, the two
// versions together have them all.
func Telling(before, after []Statement) []Difference {
	hidden := make(map[string]bool)
	for _, s := range slices.Concat(before, after) {
		if key := seriesPeriod(s.Path); key != "" && !isNumber(s.Text) && s.Text != ":" {
			hidden[key] = true
		}
	}
	var out []Difference
	for _, d := range Differences(before, after) {
		shown := d.Is != "" && d.Is != ":" && (isNumber(d.Is) || !isNumber(d.Was))
		if shown && hidden[seriesPeriod(d.Path)] {
			out = append(out, d)
		}
	}
	return out
}

// seriesPeriod returns the indicator and the period that a statement gives a number of; "" for any
// other statement.
func seriesPeriod(path []string) string {
	if len(path) < 4 || path[0] != string(model.IndicatorKind) {
		return ""
	}
	switch rest := path[2:]; {
	case rest[0] == "values" && len(rest) == 2, rest[0] == "rates" && len(rest) == 2,
		rest[0] == "breakdown" && len(rest) == 4:
		return path[1] + " " + path[len(path)-1]
	}
	return ""
}

// ValueChanged returns the numbers that a difference changed of the values of an indicator: of a period, as
// the data write them, and of the member of a dimension when it is of a part. ok is false when it is
// anything else, or when readers saw no number before or after.
func (d Difference) ValueChanged() (period, dimension, member string, ok bool) {
	if seriesPeriod(d.Path) == "" || d.Path[2] == "rates" || !isNumber(d.Was) || !isNumber(d.Is) {
		return "", "", "", false
	}
	if d.Path[2] == "breakdown" {
		dimension, member = d.Path[3], d.Path[4]
	}
	return d.Path[len(d.Path)-1], dimension, member, true
}

// isNumber reports whether what is said of a period is a number, and not that it is hidden.
func isNumber(text string) bool {
	text = strings.TrimLeft(text, "~-")
	return text != "" && text[0] >= '0' && text[0] <= '9'
}
