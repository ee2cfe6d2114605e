package edition

import (
	"cmp"
	"regexp"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// This file finds numbers that can be read, but mean something else than whoever typed them thinks:
// points between the thousands, a share as a fraction, another year.

// grouped matches a number that may have a mark between its thousands.
var grouped = regexp.MustCompile(`^-?[0-9]{1,3}[.,][0-9]{3}$`)

// withoutGroups returns a grouped number without its mark.
func withoutGroups(text string) string { return strings.NewReplacer(".", "", ",", "").Replace(text) }

// checkTyped is checkNumber for a value in TOML. It also reports a count with a point before three
// digits: TOML reads 1.000 as one.
func checkTyped(t *source.Table, key string, x float64, i *model.Indicator) bool {
	if i.Kind == model.Count && reportThousands(t, key) {
		return false
	}
	return checkNumber(x, i, atValue(t, key))
}

// reportThousands reports a number with a point before three digits, and returns whether it did. It is
// for numbers of people and of euros, which have no thousandths.
func reportThousands(t *source.Table, key string) bool {
	if t.IsDecimal(key) {
		if text := t.Literal(key); grouped.MatchString(text) {
			t.Report(key, diagnostic.ThousandsMark, withoutGroups(text), text)
			return true
		}
	}
	return false
}

// totalForm matches the beginning of the row of totals that a spreadsheet puts below its columns.
var totalForm = regexp.MustCompile(`^(?i)(?:eind|sub|grand )?(?:totaal|total|totals|totalen|som|sum)\b|^(?i)aantal:?$`)

// dated is a period of an indicator.
type dated struct {
	indicator *model.Indicator
	period    model.Period
}

// checkEnd reports a value of a period that begins after the date of the edition. It warns of a value
// of a period that ends after that date, unless a flag says that it is not final. It does so once for
// the whole and its parts.
func (r *reader) checkEnd(v model.Value, i *model.Indicator, report reporter) {
	date := r.edition.Date
	first, last := v.Period.Days()
	of := dated{i, v.Period}
	if date.IsZero() || !last.After(date) || r.ends[of] {
		return
	}
	r.ends[of] = true
	switch {
	case first.After(date):
		report(diagnostic.AfterEdition, "", v.Period.String(), date.Format(time.DateOnly))
	case !v.Missing && !v.Flags.Has(model.Provisional) && !v.Flags.Has(model.Estimated):
		report(diagnostic.PeriodNotOver, "", v.Period.String(), date.Format(time.DateOnly))
	}
}

// checkOrder warns of the one value that is out of order in the file: 2018 behind 2024 may have to
// be 2025. Values may be in order from old to new or from new to old, or in none.
func checkOrder(values []model.Value, reporterFor func(n int) reporter) {
	if len(values) < 3 {
		return
	}
	var out [2][]int // what is out of order, from old to new and from new to old
	for direction := range out {
		last := 0
		for n := 1; n < len(values); n++ {
			order := cmp.Compare(values[n].Period.Ordinal(), values[last].Period.Ordinal())
			if direction == 1 {
				order = -order
			}
			if order < 0 {
				out[direction] = append(out[direction], n)
			} else {
				last = n
			}
		}
	}
	if len(out[0]) == 1 && len(out[1]) > 1 {
		n := out[0][0]
		reporterFor(n)(diagnostic.OutOfOrder, "", values[n].Period.String(), values[n-1].Period.String())
	}
}

// checkFractions warns of a share whose values all look like fractions of one: 0.52 for 52 %. A
// value with its base is no fraction, since the program has calculated with it.
func checkFractions(t *source.Table, i *model.Indicator) {
	if i.Kind != model.Share || len(i.Values) < 2 || i.Partial || i.Target != nil && *i.Target <= 1 && *i.Target > 0 {
		return
	}
	highest := 0.0
	for _, v := range i.Values {
		if v.Of > 0 {
			return
		}
		highest = max(highest, v.Number)
	}
	if highest > 0.1 && highest <= 1 {
		t.ReportTable(diagnostic.FractionsOfOne, "", digits(highest), digits(highest*100))
	}
}
