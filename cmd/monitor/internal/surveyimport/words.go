package surveyimport

import (
	"regexp"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// kindOf is one kind of thing that a word of an export can mean: the risks, the groups.
type kindOf struct {
	ids    []string
	byWord map[string]int // by id and by title in each language, as names are compared; -1 for a title of two of them
	titles []string       // for suggestions
}

func newKind[T any](all []T, of func(T) (id string, title model.Text)) *kindOf {
	k := &kindOf{byWord: make(map[string]int)}
	add := func(word string, n int) {
		if other, known := k.byWord[word]; known && other != n {
			n = -1
		}
		if word != "" {
			k.byWord[word] = n
		}
	}
	for n, thing := range all {
		id, title := of(thing)
		k.ids = append(k.ids, id)
		for _, said := range title {
			add(normal(said), n)
			k.titles = append(k.titles, said)
		}
	}
	for n, id := range k.ids { // an id is nobody else's title
		k.byWord[id] = n
	}
	return k
}

// find returns the index of what a word means in the data alone. What stands behind it in brackets may explain it.
func (k *kindOf) find(word string) (n int, ok bool) {
	word = normal(word)
	if n, ok = k.byWord[word]; !ok {
		if at := strings.LastIndex(word, " ("); at > 0 && strings.HasSuffix(word, ")") {
			n, ok = k.byWord[word[:at]]
		}
	}
	return n, ok && n >= 0
}

func (k *kindOf) index(id string) (n int, ok bool) {
	for n, known := range k.ids {
		if known == id {
			return n, true
		}
	}
	return 0, false
}

// things are all kinds of thing of an edition that a survey asks about.
type things struct {
	groups, risks, categories, outlooks, approaches *kindOf
}

func thingsOf(e *model.Edition) *things {
	option := func(o *model.Option) (string, model.Text) { return o.ID, o.Title }
	s := e.Survey
	return &things{
		groups:     newKind(s.Groups, func(g *model.Group) (string, model.Text) { return g.ID, g.Title }),
		risks:      newKind(e.Risks, func(r *model.Risk) (string, model.Text) { return r.ID, r.Title }),
		categories: newKind(e.Categories, func(c *model.Category) (string, model.Text) { return c.ID, c.Title }),
		outlooks:   newKind(s.Outlooks, option),
		approaches: newKind(s.Approaches, option),
	}
}

// subjects returns what a kind of question is about, nil when it has no subjects.
func (t *things) subjects(kind model.SurveyKind) *kindOf {
	switch kind {
	case model.Severity, model.Likelihood, model.Impact, model.Drivers:
		return t.risks
	case model.ApproachTo:
		return t.categories
	}
	return nil
}

// answers returns what the answers to a kind of question can be, nil for points on a scale.
func (t *things) answers(kind model.SurveyKind) *kindOf {
	switch kind {
	case model.Current, model.Drivers:
		return t.risks
	case model.Outlook:
		return t.outlooks
	case model.ApproachTo:
		return t.approaches
	}
	return nil
}

// words are what an export calls things, by [import]: those of one question before those of all.
type words []map[string]string

func normalWords(own, all map[string]string) words {
	out := make(words, 0, 2)
	for _, some := range []map[string]string{own, all} {
		normed := make(map[string]string, len(some))
		for word, id := range some {
			normed[normal(word)] = id
		}
		out = append(out, normed)
	}
	return out
}

// meaning is what a word means.
type meaning int

const (
	unknown meaning = iota
	known
	nothing // it stands for no answer
)

// thing returns which thing of a kind a word means. A word that [import] gives another kind of thing means nothing
// special here: "1" may be a risk in one place and a point on a scale in another.
func (w words) thing(word string, k *kindOf) (n int, m meaning) {
	for _, some := range w {
		if id, ok := some[normal(word)]; ok {
			if id == "" {
				return 0, nothing
			}
			if n, ok := k.index(id); ok {
				return n, known
			}
		}
	}
	if n, ok := k.find(word); ok {
		return n, known
	}
	return 0, unknown
}

// pointOf matches a number with words before or behind it: 7 - very severe, Very severe (7).
var pointOf = regexp.MustCompile(`^([0-9]{1,2})(?:\s*[-:=(.,)]\s*\D*|\s+\D+)$|^\D+[-:=( ]\s*([0-9]{1,2})\)?$`)

// point returns the point on the scale of a question that a word means.
func (w words) point(word string, q *model.SurveyQuestion) (n int, m meaning) {
	word = normal(word)
	for _, some := range w {
		if id, ok := some[word]; ok {
			if id == "" {
				return 0, nothing
			}
			if n, err := strconv.Atoi(id); err == nil && n >= 1 && n <= q.Max {
				return n, known
			}
		}
	}
	number := strings.TrimSuffix(strings.TrimSuffix(word, ".0"), ",0") // as spreadsheets write it
	if m := pointOf.FindStringSubmatch(word); m != nil {
		number = m[1] + m[2]
	}
	if n, err := strconv.Atoi(number); err == nil && n >= 1 && n <= q.Max {
		return n, known
	}
	for _, said := range q.Low {
		if normal(said) == word {
			return 1, known
		}
	}
	for _, said := range q.High {
		if normal(said) == word {
			return q.Max, known
		}
	}
	return 0, unknown
}
