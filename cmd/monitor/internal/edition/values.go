package edition

import (
	"cmp"
	"math"
	"slices"
	"strconv"
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
	text := model.Text(t.Text(key, r.spoken))
	if text == nil {
		return nil
	}
	setAside(r, t, key, text)
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
	texts := model.Texts(t.Texts(key, r.spoken))
	if texts != nil {
		setAside(r, t, key, texts)
		r.passages = append(r.passages, Passage{Key: key, Words: texts, table: t})
	}
	return texts
}

// setAside removes what a text says in a language that the site does not have. There may be thousands of
// such texts, of which checkLanguages makes one message.
func setAside[T any](r *reader, t *source.Table, key string, text map[string]T) {
	for lang := range text {
		if lang == "" || slices.Contains(r.site.Languages, lang) {
			continue
		}
		if r.aside[lang] == nil {
			r.aside[lang] = &aside{table: t, key: key}
		}
		r.aside[lang].texts++
		delete(text, lang)
	}
}

// aside is the first of the texts in a language that the site does not have, and how many there are.
type aside struct {
	table *source.Table
	key   string
	texts int
}

// checkLanguages reports each language of texts that the site does not have, unless that was reported in
// the file of the site.
func (r *reader) checkLanguages() {
	for _, lang := range r.spoken {
		if a := r.aside[lang]; a != nil && !slices.Contains(r.site.Unlisted, lang) {
			at := a.table.AtPath(a.key, lang)
			r.list.AddRepeated(a.texts-1, diagnostic.LanguageAbsent, at, "", lang, strings.Join(r.site.Languages, ", "))
		}
	}
}

// spoken returns the languages of a site, and those of the program: texts may be in a language that was
// taken from the list of the site.
func spoken(languages []string) []string {
	all := slices.Clone(languages)
	for _, lang := range wording.Languages {
		if !slices.Contains(all, lang) {
			all = append(all, lang)
		}
	}
	return all
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

// past reads a date, and warns of one after that of the edition.
func (r *reader) past(t *source.Table, key string) time.Time {
	r.notInFuture(t, key)
	return date(t, key)
}

// thisYear returns the last year of which the edition can tell: its own, or that of its date.
func (r *reader) thisYear() int {
	year, _ := strconv.Atoi(r.edition.Year) // which is the name of its folder
	return max(year, r.edition.Date.Year())
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
	if precedes(to, from) {
		t.Report(last, diagnostic.DateOrder, "", last, to.Format(time.DateOnly), first, from.Format(time.DateOnly))
	}
}

// precedes reports whether a day lies before another; both must be known.
func precedes(day, other time.Time) bool {
	return !day.IsZero() && !other.IsZero() && day.Before(other)
}
