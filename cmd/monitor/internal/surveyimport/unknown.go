package surveyimport

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// This file reports what nobody knows in an export: columns, what they are about, and answers. One cause is one
// message.

// lostColumn is a column about something that nobody knows.
type lostColumn struct {
	at       int
	word     string // for what it is about
	question *model.SurveyQuestion
	subjects *kindOf
}

// codeForm matches what tools write for a word: SQ001, A12, 7.
var codeForm = regexp.MustCompile(`^[A-Za-z]{0,2}[0-9]{1,4}$`)

// wordFor returns the word in a column's name, or in its text, for what it is about.
func (p *Plan) wordFor(c *column, part string) string {
	if n := len(c.labels) - 1; n >= 0 && p.export.tool != limeSurvey && strings.TrimSpace(c.labels[n]) != "" {
		return oneLine(c.labels[n])
	} else if m := codeOf.FindStringSubmatch(c.name); m != nil {
		if codes := bracketed.FindStringSubmatch(m[1]); codes != nil {
			return codes[1] // as it is written
		}
	}
	return part
}

// reportSubjects reports columns about something that nobody knows, but for those of another question. A word is
// reported once, with the line that says what it is. Many codes are one message: the export has no texts.
func (p *Plan) reportSubjects(lost []lostColumn, list *diagnostic.List) {
	at := diagnostic.Position{File: p.export.File, Line: 1}
	lost = slices.DeleteFunc(lost, func(l lostColumn) bool { return p.fields[l.at] != nil })
	codes := make(map[string][]lostColumn) // by the table that explains them
	told := make(map[[2]string]bool)       // by word and table
	tell := func(l lostColumn, table string) {
		if told[[2]string{l.word, table}] {
			return
		}
		told[[2]string{l.word, table}] = true
		c := p.export.columns[l.at]
		list.Add(diagnostic.ImportWordUnknown, at, "", wording.Refer("phrase.import-subject", shorten(c.label()),
			l.question.ID), line(l.word, p.likely(c, l.subjects)), table)
	}
	for _, l := range lost {
		table := p.wordsTable(l.word, l.question.ID)
		if codeForm.MatchString(l.word) {
			codes[table] = append(codes[table], l)
			continue
		}
		tell(l, table)
	}
	const few = 3 // columns
	for _, table := range slices.Sorted(maps.Keys(codes)) {
		some := codes[table]
		if len(some) <= few {
			for _, l := range some {
				tell(l, table)
			}
			continue
		}
		var names []string
		for _, l := range some[:few] {
			names = append(names, shorten(p.export.columns[l.at].name))
		}
		list.Add(diagnostic.ImportSubjectCodes, at, "", strconv.Itoa(len(some)), strings.Join(names, ", "),
			wording.Refer(p.headsHint()), line(some[0].word, "…"), table)
	}
}

// headsHint says how to export headings that tell what columns are about.
func (p *Plan) headsHint() wording.Key {
	switch p.export.tool {
	case limeSurvey:
		return "phrase.import-heads-lime"
	case qualtrics:
		return "phrase.import-heads-qualtrics"
	}
	return "phrase.import-heads"
}

// label is what a column is called in messages.
func (c *column) label() string { return cmp.Or(c.text, c.name) }

// likely returns the id of the subject whose title is most like what a column is called, or "…".
func (p *Plan) likely(c *column, k *kindOf) string {
	for _, label := range slices.Backward(append([]string{c.name}, c.labels...)) {
		if like := source.Suggest(oneLine(label), k.titles); like != "" {
			if n, ok := k.find(like); ok {
				return k.ids[n]
			}
		}
	}
	return "…"
}

// wordsTable returns which table of words a word belongs in: that for all questions, unless it means something else
// there.
func (p *Plan) wordsTable(word, question string) string {
	for taken := range p.how.Words {
		if normal(taken) == normal(word) {
			return edition.ImportTable + ".question." + question + ".words"
		}
	}
	return edition.ImportTable + ".words"
}

// line is a line to add to words.
func line(word, id string) string { return rewrite.Quote(word) + " = " + rewrite.Quote(id) }

// shorten returns a text for a message.
func shorten(text string) string {
	const most = 80 // characters
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// reportAbsent reports the columns that the export does not have, each with the one that is most like it. When most are
// not there, that is one message: the export is of another questionnaire, or of another tool. fits is then false.
func (p *Plan) reportAbsent(how *diagnostic.List) (fits bool) {
	const few = 3
	if n := len(p.absent); n > few && 2*n > p.names {
		how.Add(diagnostic.ImportOfOtherForm, p.how.At(), "", strconv.Itoa(n), strconv.Itoa(p.names), p.export.File,
			p.export.Tool())
		return false
	}
	for _, n := range p.absent {
		hint := p.nearest(n)
		if n.q.ID != "" {
			hint = wording.Refer("phrase.import-absent", hint, n.q.ID)
		}
		how.Add(diagnostic.ImportColumnAbsent, n.at(), "", n.name, p.export.File, hint)
	}
	return true
}

// nearest says which column is most like a name, written as [import] writes it.
func (p *Plan) nearest(n named) string {
	split := &proposal{Export: p.export, things: p.things, survey: p.survey, words: normalWords(nil, nil)}
	name := strings.NewReplacer(edition.Subject, "", edition.Pair, "").Replace(normal(n.name))
	best, likeness := "", 0.3 // less is chance
	var free []string
	for at, c := range p.export.columns {
		if c.personal || c.freeText || at == p.group || p.fields[at] != nil {
			continue
		}
		form := c.name // as a mapping may call it
		if n.mark {
			form, _, _ = split.split(c)
		} else if len(c.aliases) > 1 && p.export.tool == limeSurvey {
			form = codeOf.FindString(c.name)
		}
		if !slices.Contains(free, form) {
			free = append(free, form)
		}
		for _, alias := range c.aliases {
			if l := alike(name, alias); l > likeness {
				if best, likeness = form, l; alias == normal(c.text) {
					best = c.text
					if end := strings.LastIndex(c.text, " - "); n.mark && end >= 0 {
						best = c.text[:end] + " - " + edition.Subject
					}
				}
			}
		}
	}
	if like := source.Suggest(n.name, free); like != "" {
		best = like
	}
	if best != "" {
		return wording.Refer("phrase.import-like", shorten(best))
	}
	const most = 8
	if len(free) > most {
		free = append(free[:most], "…")
	}
	for i := range free {
		free[i] = shorten(free[i])
	}
	return wording.Refer("phrase.import-has", strings.Join(free, ", "))
}

// alike returns which part of the words of two texts they share, from 0 to 1 (Dice's coefficient).
func alike(a, b string) float64 {
	x, y := wordsIn(a), wordsIn(b)
	if len(x)+len(y) == 0 {
		return 0
	}
	shared := 0
	for word := range x {
		if y[word] {
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(x)+len(y))
}

var letters = regexp.MustCompile(`[\pL\pN]+`)

func wordsIn(text string) map[string]bool {
	out := make(map[string]bool)
	for _, word := range letters.FindAllString(normal(text), -1) {
		out[word] = true
	}
	return out
}

// strangeWord is an answer that nobody knows.
type strangeWord struct {
	question string // "" for the group
	word     string
}

type strangeness struct{ times, line, column int }

// wonder remembers an answer that nobody knows. One with an e-mail address in it is not shown.
func (c *conversion) wonder(question, word string, r row, column int) {
	if edition.HoldsAddress(word) {
		c.list.Add(diagnostic.ImportPersonal, diagnostic.Position{File: c.export.File, Line: r.line}, "",
			wording.Refer("phrase.import-cell", shorten(c.export.columns[column].name)))
		return
	}
	key := strangeWord{question, word}
	if c.strange[key] == nil {
		c.strange[key] = &strangeness{line: r.line, column: column}
	}
	c.strange[key].times++
}

// reportStrange reports the answers that nobody knows, those that were given most first.
func (c *conversion) reportStrange() {
	const most = 20 // of a question: more is a column in which people wrote
	coded := c.reportCodes()
	shown := make(map[string]int)
	keys := slices.SortedFunc(maps.Keys(c.strange), func(a, b strangeWord) int {
		return cmp.Or(cmp.Compare(a.question, b.question), cmp.Compare(c.strange[b].times, c.strange[a].times),
			cmp.Compare(a.word, b.word))
	})
	for _, key := range keys {
		if shown[key.question]++; shown[key.question] > most || slices.Contains(coded, key.question) {
			continue
		}
		s, what, among := c.strange[key], wording.Refer("phrase.import-group"), c.things.groups
		table := edition.ImportTable + ".group.words"
		if key.question != "" {
			q := c.fields[s.column].question
			what, among = wording.Refer("phrase.import-question", key.question), c.things.answers(q.Kind)
			if among == nil {
				what = wording.Refer("phrase.import-scale", key.question, strconv.Itoa(q.Max))
			}
			table = c.wordsTable(key.word, key.question)
		}
		id := "…"
		if among != nil {
			id = c.likely(&column{name: key.word}, among)
		}
		c.list.Add(diagnostic.ImportWordUnknown, diagnostic.Position{File: c.export.File, Line: s.line}, "",
			wording.Refer("phrase.import-answer", shorten(key.word), what, strconv.Itoa(s.times)), line(key.word, id), table)
	}
}

// reportCodes reports, in one message, the questions to which all answers are codes that nobody knows: the export has
// codes where it can have words. It returns their ids.
func (c *conversion) reportCodes() (coded []string) {
	words := make(map[string][]string) // by question
	first := 0                         // line
	for key, s := range c.strange {
		words[key.question] = append(words[key.question], key.word)
		if first == 0 || s.line < first {
			first = s.line
		}
	}
	var names, samples []string
	for _, id := range slices.Sorted(maps.Keys(words)) {
		some := words[id]
		if c.known[id] > 0 || len(some) < 2 || slices.ContainsFunc(some, func(w string) bool {
			return !codeForm.MatchString(w)
		}) {
			continue
		}
		coded = append(coded, id)
		slices.Sort(some)
		for _, word := range some[:2] {
			if !slices.Contains(samples, word) && len(samples) < 4 {
				samples = append(samples, word)
			}
		}
		names = append(names, cmp.Or(id, "group"))
	}
	if len(coded) > 0 {
		hint := wording.Key("phrase.import-answers-lime")
		if c.export.tool == qualtrics {
			hint = "phrase.import-answers-qualtrics"
		}
		c.list.Add(diagnostic.ImportAnswerCodes, diagnostic.Position{File: c.export.File, Line: first}, "",
			strings.Join(names, ", "), strings.Join(samples, ", "), wording.Refer(hint))
	}
	return coded
}
