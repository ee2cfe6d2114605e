package surveyimport

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Result is the answers to a survey, and what became of an export.
type Result struct {
	// CSV has the answers, as data/<year>/survey.csv: sorted, with new numbers for respondents.
	CSV []byte
	// Read is the number of rows of the export, and Left how many were left out for each reason.
	Read int
	Left map[Reason]int
	// Respondents is the number of people whose answers are in CSV; Partial how many of them skipped something.
	Respondents, Partial int
	// Answers is the number of answers in CSV, and ByQuestion that of each question, in the order of the survey.
	Answers    int
	ByQuestion []int
	// ByGroup is the number of people of each group, in the order of the survey.
	ByGroup []int
	// Skipped is the number of answers that [import] says to be none, and Broken that of pairs of risks that cannot be
	// counted: with one side empty, twice the same risk, or named before. Reversed is the number of pairs of which
	// somebody named the other direction too: an answer of its own, which the figures count once.
	Skipped, Broken, Reversed int
	// ByRow is the number of times that the last answers of somebody are those of the lower row, since no date says which
	// are. Outside is the number of people who answered before the survey began or after it ended.
	ByRow, Outside int
	// Alike is the number of people who gave the very same many answers as somebody else, who may be themselves.
	Alike int
}

// answer is one answer as the file has it: indices in the lists of the survey, -1 for none. They are compared in this
// order, so that equal people have equal lists.
type answer struct {
	question, subject, horizon, value int
}

func compareAnswers(a, b answer) int {
	return cmp.Or(cmp.Compare(a.question, b.question), cmp.Compare(a.subject, b.subject),
		cmp.Compare(a.horizon, b.horizon), cmp.Compare(a.value, b.value))
}

// respondent is what one person answered.
type respondent struct {
	group   int
	answers []answer
}

// conversion is the state of Convert.
type conversion struct {
	*Plan
	*Result
	list    *diagnostic.List
	strange map[strangeWord]*strangeness
	known   map[string]int // answers that are known, by question; "" is that of the group
}

// Convert makes answers of the rows of an export. It reports answers that nobody knows, with how often they were given,
// e-mail addresses, and people who answered more than once; the result is then not to be used.
func (p *Plan) Convert(list *diagnostic.List) *Result {
	c := &conversion{Plan: p, list: list, strange: make(map[strangeWord]*strangeness),
		known: make(map[string]int), Result: &Result{
			Read: len(p.export.rows), Left: make(map[Reason]int), ByQuestion: make([]int, len(p.survey.Questions)),
			ByGroup: make([]int, len(p.survey.Groups))}}
	var all []respondent
	rows := c.once(c.sentIn())
	c.checkDates(rows)
	for _, r := range rows {
		if one, ok := c.read(r); ok {
			all = append(all, one)
		}
	}
	c.reportStrange()
	items := c.items()
	const many = 20 // of fewer answers, two people can give the same
	seen := make(map[string]bool)
	for _, one := range all {
		if len(one.answers) >= many {
			what := fmt.Sprint(one)
			if seen[what] {
				c.Alike++
			}
			seen[what] = true
		}
		given := 0
		for n, a := range one.answers {
			// Of pairs people name as many as they like, so they are one item.
			if n == 0 || p.survey.Questions[a.question].Kind != model.Drivers || one.answers[n-1].question != a.question {
				given++
			}
			c.ByQuestion[a.question]++
		}
		if given < items {
			c.Partial++
		}
		c.Answers += len(one.answers)
		c.ByGroup[one.group]++
	}
	c.Respondents = len(all)
	c.CSV = c.write(all)
	return c.Result
}

// sentIn returns the rows of people who sent in their answers.
func (c *conversion) sentIn() (rows []row) {
	for _, r := range c.export.rows {
		why := c.export.tool.left(func(name string) string { return c.export.cell(r, name) })
		if why == Preview || why == Unfinished && !c.how.Unfinished {
			c.Left[why]++
			continue
		}
		rows = append(rows, r)
	}
	return rows
}

// once returns one row for each person: the last one, when [import] says so. Otherwise it reports the others.
func (c *conversion) once(rows []row) []row {
	dropped := make([]bool, len(rows)) // whether the person answered again later
	for _, name := range c.export.tool.same {
		last := make(map[string]int)
		for n, r := range rows {
			who := strings.ToLower(c.export.cell(r, name))
			if slices.Contains(nobody, who) {
				continue
			}
			other, again := last[who]
			last[who] = n
			if !again || dropped[other] || dropped[n] {
				continue
			}
			isSecond, dated := c.export.later(rows[other], r)
			if !dated {
				c.ByRow++
			}
			dropped[other], dropped[n] = isSecond, !isSecond
			if !isSecond {
				last[who] = other
			}
			if !c.how.KeepLast {
				c.list.Add(diagnostic.RespondentTwice, diagnostic.Position{File: c.export.File, Line: r.line}, "",
					strconv.Itoa(rows[other].line), name)
			}
		}
	}
	var kept []row
	for n, r := range rows {
		if dropped[n] {
			c.Left[Earlier]++
		} else {
			kept = append(kept, r)
		}
	}
	return kept
}

// read reads the answers of one person.
func (c *conversion) read(r row) (one respondent, ok bool) {
	word := c.export.at(r, c.Plan.group)
	group, m := 0, nothing // of an unknown group too, all answers are looked at: they may all be codes
	if !c.silent(word) {
		group, m = c.groups.thing(word, c.things.groups)
	}
	switch m {
	case unknown:
		c.wonder("", word, r, c.Plan.group)
	case nothing:
		c.Left[NoGroup]++
		return one, false
	default:
		c.known[""]++
	}
	one.group = group
	pairs := make(map[string]*[2]int) // of risks, from 1; by question and which pair
	var order []string
	for at, f := range c.fields {
		if f == nil {
			continue
		}
		value, ok := c.answer(r, at, f)
		if !ok {
			continue
		}
		if f.inPair {
			if pairs[f.pair] == nil {
				pairs[f.pair], order = new([2]int), append(order, f.pair)
			}
			side := 0
			if f.driven {
				side = 1
			}
			pairs[f.pair][side] = value + 1
			continue
		}
		one.answers = append(one.answers, answer{c.number(f.question), f.subject, f.horizon, value})
	}
	if q := c.survey.Asked(model.Drivers); q != nil {
		for _, which := range order {
			one.answers = append(one.answers, answer{c.number(q), pairs[which][0] - 1, -1, pairs[which][1] - 1})
		}
		one.answers = c.whole(one.answers, c.number(q))
	}
	if m == unknown {
		return one, false
	}
	if len(one.answers) == 0 {
		c.Left[NoAnswer]++
		return one, false
	}
	slices.SortFunc(one.answers, compareAnswers)
	return one, true
}

// whole removes the pairs of risks that cannot be counted.
func (c *conversion) whole(answers []answer, drivers int) []answer {
	named := make(map[[2]int]bool)
	return slices.DeleteFunc(answers, func(a answer) bool {
		if a.question != drivers {
			return false
		}
		pair := [2]int{a.subject, a.value}
		if min(pair[0], pair[1]) < 0 || pair[0] == pair[1] || named[pair] {
			c.Broken++
			return true
		}
		if named[[2]int{a.value, a.subject}] {
			c.Reversed++
		}
		named[pair] = true
		return false
	})
}

// number returns the index of a question in the survey.
func (p *Plan) number(q *model.SurveyQuestion) int { return slices.Index(p.survey.Questions, q) }

func (c *conversion) silent(word string) bool {
	return word == "" || slices.Contains(c.export.tool.silent, strings.ToLower(word))
}

// answer reads one answer: the index of a thing, or a point on a scale.
func (c *conversion) answer(r row, at int, f *field) (value int, ok bool) {
	word := c.export.at(r, at)
	if c.silent(word) {
		return 0, false
	}
	var m meaning
	if among := c.things.answers(f.question.Kind); among != nil {
		value, m = f.words.thing(strings.TrimSuffix(word, ";"), among) // Forms ends a choice with it
	} else {
		value, m = f.words.point(word, f.question)
	}
	switch m {
	case unknown:
		c.wonder(f.question.ID, word, r, at)
	case nothing:
		c.Skipped++
	default:
		c.known[f.question.ID]++
	}
	return value, m == known
}

// items returns how many answers somebody gives who skips nothing.
func (c *conversion) items() (n int) {
	drivers := false
	for _, f := range c.fields {
		switch {
		case f == nil:
		case f.question.Kind == model.Drivers:
			drivers = true
		default:
			n++
		}
	}
	if drivers {
		n++
	}
	return n
}

// write returns the answers as a file. Respondents are numbered in the order of their group and answers: the order of
// the export, which is that of time, is lost. People with the same answers cannot be told apart, so their order says
// nothing.
func (c *conversion) write(all []respondent) []byte {
	slices.SortFunc(all, func(a, b respondent) int {
		return cmp.Or(cmp.Compare(a.group, b.group), slices.CompareFunc(a.answers, b.answers, compareAnswers))
	})
	var out strings.Builder
	out.WriteString("respondent,group,question,subject,horizon,value\n")
	digits := max(3, len(strconv.Itoa(len(all))))
	for n, one := range all {
		for _, a := range one.answers {
			q := c.survey.Questions[a.question]
			subject, horizon, value := "", "", strconv.Itoa(a.value)
			if subjects := c.things.subjects(q.Kind); subjects != nil {
				subject = subjects.ids[a.subject]
			}
			if a.horizon >= 0 {
				horizon = c.survey.Horizons[a.horizon].ID
			}
			if among := c.things.answers(q.Kind); among != nil {
				value = among.ids[a.value]
			}
			fmt.Fprintf(&out, "r%0*d,%s,%s,%s,%s,%s\n", digits, n+1, c.survey.Groups[one.group].ID, q.ID, subject, horizon,
				value)
		}
	}
	return []byte(out.String())
}
