package edition

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// text reads a text. A required text may not be empty.
func (r *reader) text(t *source.Table, key string, required bool) model.Text {
	if !t.Has(key) {
		if required {
			t.Missing(key)
		}
		return nil
	}
	languages := r.site.Languages
	text := model.Text(t.Text(key, languages))
	if text == nil {
		return nil
	}
	if required && strings.TrimSpace(text.In(languages[0], languages...)) == "" {
		t.ReportKey(key, diagnostic.MissingKey, "", key)
	}
	words := make(model.Texts, len(text))
	for lang, s := range text {
		words[lang] = []string{s}
	}
	r.passages = append(r.passages, Passage{Key: key, Words: words, table: t})
	return text
}

// texts reads a list of texts.
func (r *reader) texts(t *source.Table, key string) model.Texts {
	texts := model.Texts(t.Texts(key, r.site.Languages))
	if texts != nil {
		r.passages = append(r.passages, Passage{Key: key, Words: texts, table: t})
	}
	return texts
}

// choice reads one of a fixed list of words. Of a word that is misspelt the result is the one that was
// meant, so that nothing follows from the slip; without any it is otherwise.
func choice(t *source.Table, key string, among []string, otherwise string) string {
	s, ok := t.String(key)
	if !ok {
		return otherwise
	}
	if !slices.Contains(among, s) {
		like := source.SuggestWord(s, among)
		t.Report(key, diagnostic.BadChoice, like, key, s, strings.Join(among, ", "))
		return cmp.Or(like, otherwise)
	}
	return s
}

// required reports keys that are absent.
func required(t *source.Table, keys ...string) {
	for _, key := range keys {
		if !t.Has(key) {
			t.Missing(key)
		}
	}
}

// positiveInt reads a whole number above 0; the result is 0 without a valid one.
func positiveInt(t *source.Table, key string) int {
	n, ok := t.Int(key)
	if ok && n <= 0 {
		t.Report(key, diagnostic.OutOfRange, "", key, itoa(n), wording.Refer("type.positive"))
		return 0
	}
	return n
}

// intBetween reads a whole number from low to high; otherwise is the result without a valid one.
func intBetween(t *source.Table, key string, low, high, otherwise int) int {
	n, ok := t.Int(key)
	if !ok {
		return otherwise
	}
	if n < low || n > high {
		t.Report(key, diagnostic.OutOfRange, "", key, itoa(n), itoa(low)+"–"+itoa(high))
		return otherwise
	}
	return n
}

// mostEuros is more than a university spends in a century. A larger amount is a typing error.
const mostEuros = 1e12

// euros reads an amount of money from 0 to mostEuros.
func euros(t *source.Table, key string) float64 {
	x, ok := t.Float(key)
	if ok && reportThousands(t, key) {
		return 0
	}
	if ok && (math.IsNaN(x) || x < 0 || x > mostEuros) {
		t.Report(key, diagnostic.OutOfRange, "", key, digits(x), wording.Refer("type.amount"))
		return 0
	}
	return x
}

// date reads a date; the result is the zero Time without a valid one. A year such as 0026 or 20266 is
// a typing error.
func date(t *source.Table, key string) time.Time {
	d, ok := t.Date(key)
	if ok && (d.Year() < firstYear || d.Year() > lastYear) {
		t.Report(key, diagnostic.OutOfRange, "", key, d.Format(time.DateOnly), itoa(firstYear)+"–"+itoa(lastYear))
		return time.Time{}
	}
	return d
}

// notInFuture warns of the first day, of those under some keys, that lies after the date of the
// edition: what an edition says was done cannot be done later.
func (r *reader) notInFuture(t *source.Table, keys ...string) {
	limit := r.edition.Date
	for _, key := range keys {
		if d, _ := t.Date(key); !limit.IsZero() && d.After(limit) && d.Year() <= lastYear {
			t.Report(key, diagnostic.DateAfterEdition, "", d.Format(time.DateOnly), limit.Format(time.DateOnly))
			return
		}
	}
}

// inOrder reports a date that precedes the one that should come first. An absent date is in order.
func inOrder(t *source.Table, first string, from time.Time, last string, to time.Time) {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		t.Report(last, diagnostic.DateOrder, "", last, to.Format(time.DateOnly), first, from.Format(time.DateOnly))
	}
}
