package prose

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// What stands beside a quoted number changes what it says: "21%", "21 million" and "not 21" are not
// 21. Each word and sign beside a number is one of these, tried in this order:
//
//	a word of the indicator   in its unit or title: "21 accidents"
//	a magnitude               "2.1 million" is compared as 2,100,000
//	a unit                    an error, unless the indicator has that unit
//	a known word              "nearly", "about"
//	anything else             a warning
//
// The theme has the lists of the last four (quote.word in i18n).

// besideWords are the words of a language that may stand beside a number.
type besideWords struct {
	magnitudes map[string]float64 // what the number is multiplied by
	units      map[string]string  // the first of the words for the same unit
	known      map[string]bool
	// These stand right before a number: "not"; "more than"; "over", which says that the exact number is
	// higher than the one written; "nearly", which says that it is lower.
	denied, other, above, below *regexp.Regexp
}

// newBesideWords reads the lists: "million=6|…" with powers of ten, "%,per cent|…", "nearly|…".
func newBesideWords(l *language.Language) besideWords {
	before := func(key string) *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:` + l.Say("quote.word."+key) + `)\s*$`)
	}
	b := besideWords{magnitudes: make(map[string]float64), units: make(map[string]string), known: make(map[string]bool),
		denied: before("denied"), other: before("other"), above: before("above"), below: before("below")}
	for entry := range strings.SplitSeq(l.Say("quote.word.magnitudes"), "|") {
		word, power, _ := strings.Cut(entry, "=")
		n, _ := strconv.Atoi(power)
		b.magnitudes[word] = math.Pow10(n)
	}
	for entry := range strings.SplitSeq(l.Say("quote.word.units"), "|") {
		words := strings.Split(entry, ",")
		for _, word := range words {
			b.units[word] = words[0]
		}
	}
	for word := range strings.SplitSeq(l.Say("quote.word.beside"), "|") {
		b.known[word] = true
	}
	return b
}

// token is a word or a sign in a text.
type token struct {
	word       string // in lower case
	start, end int
}

// tokens finds the words and the signs of units in a text.
func tokens(s string) []token {
	var all []token
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		end := at + size
		switch {
		case strings.ContainsRune("%‰€$£", r):
		case unicode.IsLetter(r):
			for end < len(s) {
				r, size := utf8.DecodeRuneInString(s[end:])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '’' && r != '\'' {
					break
				}
				end += size
			}
		default:
			at = end
			continue
		}
		all = append(all, token{strings.ToLower(s[at:end]), at, end})
		at = end
	}
	return all
}

// ownWords are the words in the unit and the title of the indicator that is quoted, and of the part.
func (q *quotationCheck) ownWords() []token {
	own := tokens(q.textOf(q.indicator.Unit) + " " + q.textOf(q.indicator.Title))
	if q.series.Member != nil {
		own = append(own, tokens(q.textOf(q.series.Member.Title)+" "+q.series.Member.Key)...)
	}
	if q.perCent() {
		own = append(own, token{word: "%"})
	}
	return own
}

// isOwn reports whether a word is one of the indicator's own, or has another ending than that:
// "employee" for "employees".
func isOwn(word string, own []token) bool {
	const shortestStem = 4
	for _, o := range own {
		if o.word == word || min(len(o.word), len(word)) >= shortestStem &&
			(strings.HasPrefix(o.word, word) || strings.HasPrefix(word, o.word)) {
			return true
		}
	}
	return false
}

// checkWords checks the words in the author's text, beside its numbers, and scales these by the
// magnitudes behind them. It reports a unit that is not the indicator's and returns false. more are
// units that are right here, too; other words are a warning when strict.
func (q *quotationCheck) checkWords(all []writtenNumber, strict bool, more ...string) bool {
	own, beside := q.ownWords(), q.beside
	var odd []string
	for _, t := range tokens(q.authorText) {
		if factor, ok := beside.magnitudes[t.word]; ok && !isOwn(t.word, own) {
			if n := numberBefore(all, q.authorText, t.start); n != nil {
				n.value, n.scale = n.value*factor, factor
				continue
			}
		}
		switch {
		case !q.unitAgrees(t.word, own, more):
			q.reportText(diagnostic.OtherUnit, q.authorText, t.word, q.indicator.ID, q.unitName())
			return false
		case strict && !isOwn(t.word, own) && beside.units[t.word] == "" && !beside.known[t.word]:
			odd = append(odd, t.word)
		}
	}
	if odd != nil {
		q.reportText(diagnostic.OtherWords, q.authorText, strings.Join(odd, " "))
	}
	return true
}

// numberBefore returns the number right before an offset of a text, or nil.
func numberBefore(all []writtenNumber, text string, offset int) *writtenNumber {
	for n := range all {
		if all[n].end <= offset && strings.Trim(text[all[n].end:offset], " \u00a0\u2009\u202f") == "" {
			return &all[n]
		}
	}
	return nil
}

// unitAgrees reports whether a word is no unit, or one of the indicator or of more.
func (q *quotationCheck) unitAgrees(word string, own []token, more []string) bool {
	unit, ok := q.beside.units[word]
	return !ok || slices.Contains(more, unit) ||
		slices.ContainsFunc(own, func(o token) bool { return o.word == word || q.beside.units[o.word] == unit })
}

// unitName is the unit of the indicator for a message.
func (q *quotationCheck) unitName() string {
	if unit := q.textOf(q.indicator.Unit); unit != "" {
		return unit
	}
	if q.perCent() {
		return "%"
	}
	return "-"
}

// checkOutside checks the unit or the magnitude right before and behind the link. ours is the number.
func (q *quotationCheck) checkOutside(ours string) {
	report := func(from int, t token, together string) {
		scales := q.beside.magnitudes[t.word] != 0
		if !scales && q.beside.units[t.word] == "" {
			return
		}
		own := q.ownWords()
		if !scales && q.unitAgrees(t.word, own, nil) || scales && isOwn(t.word, own) {
			return
		}
		q.list.Add(diagnostic.OtherUnit, q.position(from+t.start, t.end-t.start), "",
			together, t.word, q.indicator.ID, q.unitName())
	}
	if next, ok := q.link.NextSibling().(*ast.Text); ok {
		value := string(next.Segment.Value(q.body))
		if all := tokens(value); len(all) > 0 && strings.Trim(value[:all[0].start], " \u00a0") == "" {
			report(next.Segment.Start, all[0], ours+" "+all[0].word)
		}
	}
	if previous, ok := q.link.PreviousSibling().(*ast.Text); ok {
		value := string(previous.Segment.Value(q.body))
		if all := tokens(value); len(all) > 0 {
			last := all[len(all)-1]
			if strings.Contains("€$£", last.word) && strings.Trim(value[last.end:], " \u00a0") == "" {
				report(previous.Segment.Start, last, last.word+" "+ours)
			}
		}
	}
}

// textBefore is the end of what stands before the link in its block, in one line.
func (q *quotationCheck) textBefore() string {
	const longest = 20 // of the words that are looked for, in bytes
	before := ""
	for n := q.link.PreviousSibling(); n != nil && len(before) < longest; n = n.PreviousSibling() {
		text, ok := n.(*ast.Text)
		if !ok {
			break
		}
		if text.SoftLineBreak() {
			before = " " + before
		}
		before = string(text.Segment.Value(q.body)) + before
	}
	return before[max(0, len(before)-longest):]
}

// checkBefore reports words right before the link that say another number than ours. Behind another
// quotation, "more than" compares the two.
func (q *quotationCheck) checkBefore(ours string) {
	before := q.textBefore()
	words := q.beside.denied.FindString(before)
	if words == "" && len(q.quotedBy[q.block()]) == 1 {
		words = q.beside.other.FindString(before)
	}
	if words = strings.TrimSpace(words); words != "" {
		q.list.Add(diagnostic.OtherWords, q.linkPosition(), "", words+" "+ours, words)
	}
}

// checkSide reports "over" before a number that was rounded up, and "nearly" before one that was rounded
// down. x is the number before it was rounded.
func (q *quotationCheck) checkSide(n writtenNumber, x float64) {
	before := q.textBefore() + q.authorText[:strings.IndexAny(q.authorText, "0123456789")]
	words := ""
	switch {
	case n.value > x:
		words = q.beside.above.FindString(before)
	case n.value < x:
		words = q.beside.below.FindString(before)
	}
	if words = strings.TrimSpace(words); words != "" {
		q.reportText(diagnostic.OtherWords, q.authorText, words)
	}
}

// checkUnquoted reports a link to an indicator whose text is a number, alone or with its unit, and
// that names no period: it looks like a quotation, and nothing checks it. A year is no such number.
func (w *walker) checkUnquoted(n *ast.Link, i *model.Indicator) {
	if n.FirstChild() == nil {
		return
	}
	text := withoutMarkup(n, w.body)
	all, ok := parseNumbers(text, w.language)
	if !ok || len(all) != 1 || yearInText.MatchString(text) {
		return
	}
	q := quotationCheck{walker: w, indicator: i}
	own := q.ownWords()
	for _, t := range tokens(text) {
		if w.beside.magnitudes[t.word] == 0 && w.beside.units[t.word] == "" && !w.beside.known[t.word] &&
			!isOwn(t.word, own) {
			return
		}
	}
	w.list.Add(diagnostic.NumberWithoutPeriod, w.position(nodeStart(n)+1, len(text)), "", text, i.ID)
}

// checkBound reports a bound that the text gives as the number itself: no word such as "at least" is
// in the link or right before it.
func (q *quotationCheck) checkBound(p report.Point) {
	words := "quote.word.least"
	switch {
	case p.Flags.Has(model.AtMost):
		words = "quote.word.most"
	case !p.Flags.Has(model.AtLeast):
		return
	}
	said := q.textBefore() + withoutMarkup(q.link, q.body)
	for word := range strings.SplitSeq(q.language.Say(words), "|") {
		if strings.Contains(strings.ToLower(said), word) {
			return
		}
	}
	q.list.Add(diagnostic.BoundAsExact, q.linkPosition(), "", q.indicator.ID, p.Period.String()+q.partSuffix(),
		q.language.Bound(q.language.Number(p.Number, q.decimals-p.FewerDecimals), p.Flags))
}
