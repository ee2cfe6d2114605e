package adoption

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Record is what an edition said when it was adopted, and what corrections have made of that since.
type Record struct {
	Year        string
	Said        Levels
	Corrections []Corrected // in the order in which they were made
}

// Corrected is what is said otherwise since a correction. A statement without a text is gone.
type Corrected struct {
	ID   string
	Said Levels
}

// Levels are statements by audience. The lowest has all that it sees, and each other one only what it
// sees otherwise than the one below it.
type Levels map[model.Audience][]Statement

// Audiences are those whose statements are kept, the lowest first.
var Audiences = []model.Audience{model.Public, model.Intranet, model.Board}

// NewLevels returns the levels that, laid over what each audience saw, make what it sees now.
func NewLevels(saw, sees map[model.Audience][]Statement) Levels {
	levels := make(Levels)
	for _, a := range Audiences {
		levels[a] = changed(overlay(saw[a], levels, a), sees[a])
	}
	return levels
}

// Seen returns what an audience saw in the adopted edition, with all recorded corrections.
func (r *Record) Seen(audience model.Audience) []Statement {
	said := overlay(nil, r.Said, audience)
	for _, c := range r.Corrections {
		said = overlay(said, c.Said, audience)
	}
	return said
}

// Corrected returns what each recorded correction changed for an audience, by its id.
func (r *Record) Corrected(audience model.Audience) map[string][]Difference {
	out := make(map[string][]Difference)
	said := overlay(nil, r.Said, audience)
	for _, c := range r.Corrections {
		now := overlay(said, c.Said, audience)
		out[c.ID], said = Differences(said, now), now
	}
	return out
}

// overlay puts what levels say to an audience over statements.
func overlay(said []Statement, levels Levels, audience model.Audience) []Statement {
	for _, a := range Audiences {
		if a <= audience {
			said = merge(said, levels[a])
		}
	}
	return said
}

// merge puts statements in the place of those with the same path. Both are sorted.
func merge(under, over []Statement) []Statement {
	var out []Statement
	for len(under) > 0 || len(over) > 0 {
		order := -1
		switch {
		case len(under) == 0:
			order = 1
		case len(over) > 0:
			order = slices.Compare(under[0].Path, over[0].Path)
		}
		if order < 0 {
			out, under = append(out, under[0]), under[1:]
			continue
		}
		if over[0].Text != "" {
			out = append(out, over[0])
		}
		if over = over[1:]; order == 0 {
			under = under[1:]
		}
	}
	return out
}

// Difference is a statement that is not what it was. Was or Is is "" for one that is new or gone.
type Difference struct {
	Path    []string
	Was, Is string
}

// Differences returns how statements differ from those before. Both are sorted.
func Differences(before, after []Statement) []Difference {
	var out []Difference
	for len(before) > 0 || len(after) > 0 {
		order := -1
		switch {
		case len(before) == 0:
			order = 1
		case len(after) > 0:
			order = slices.Compare(before[0].Path, after[0].Path)
		}
		d := Difference{}
		if order <= 0 {
			d.Path, d.Was, before = before[0].Path, before[0].Text, before[1:]
		}
		if order >= 0 {
			d.Path, d.Is, after = after[0].Path, after[0].Text, after[1:]
		}
		if d.Was != d.Is {
			out = append(out, d)
		}
	}
	return out
}

// Things returns the differences, with a single one for each thing that is new or gone as a whole. That
// one has the title of the thing as its text, or the id when it has none.
func Things(before, after []Statement, all []Difference) []Difference {
	had, has := headsOf(before), headsOf(after)
	var out []Difference
	reported := make(map[string]bool)
	for _, d := range all {
		head := headOf(d.Path)
		switch {
		case had[head] != nil && has[head] != nil:
			out = append(out, d)
		case !reported[head]:
			reported[head] = true
			out = append(out, Difference{d.Path[:headLength(d.Path)], nameIn(had[head]), nameIn(has[head])})
		}
	}
	return out
}

// mostOfOne is how many differences of one thing are told one by one.
const mostOfOne = 5

// ByThing returns differences in groups for a message each: one difference, or all of a thing that has
// many. A change of the weights of a survey changes hundreds of its numbers.
func ByThing(all []Difference) [][]Difference {
	count := make(map[string]int)
	for _, d := range all {
		count[headOf(d.Path)]++
	}
	var out [][]Difference
	at := make(map[string]int)
	for _, d := range all {
		head := headOf(d.Path)
		if n, ok := at[head]; ok && count[head] > mostOfOne {
			out[n] = append(out[n], d)
			continue
		}
		at[head] = len(out)
		out = append(out, []Difference{d})
	}
	return out
}

// headLength is how many keys of a path name the thing that it is about: two for most (indicator,
// ziekteverzuim), and three for a chapter, which has its language too.
func headLength(path []string) int {
	switch kind := model.Kind(path[0]); kind {
	case model.EditionItself, model.SurveyItself:
		return 1
	case model.ChapterKind:
		return 3
	}
	return 2
}

func headOf(path []string) string { return strings.Join(path[:headLength(path)], "\x00") }

// Past is something that an edition had at any time since it was adopted.
type Past struct {
	Audience   model.Audience // the lowest that saw it
	Head       []string       // the keys that name it
	InCategory bool           // a chapter on the page of a category
	Gone       bool           // a correction removed it
}

// Had returns all that the edition had when it was adopted, and since.
func (r *Record) Had() map[model.Evidence]Past {
	had := make(map[model.Evidence]Past)
	note := func(levels Levels) {
		for _, a := range Audiences {
			for _, s := range levels[a] {
				head := s.Path[:headLength(s.Path)]
				x := Subject(head)
				past, known := had[x]
				if !known || a < past.Audience {
					past.Audience, past.Head = a, head
				}
				past.Gone = true
				past.InCategory = past.InCategory ||
					x.Kind == model.ChapterKind && slices.Equal(s.Path[len(head):], []string{"category"})
				had[x] = past
			}
		}
	}
	note(r.Said)
	for _, c := range r.Corrections {
		note(c.Said)
	}
	for _, s := range r.Seen(model.Board) {
		x := Subject(s.Path)
		past := had[x]
		past.Gone = false
		had[x] = past
	}
	return had
}

// Subject returns what a correction must name to cover a statement. Of a chapter the language does not
// matter; roles and pictures belong to the edition itself.
func Subject(path []string) model.Evidence {
	x := model.Evidence{Kind: model.Kind(path[0])}
	switch n := headLength(path); {
	case x.Kind == "role" || x.Kind == "picture":
		x.Kind = model.EditionItself
	case n > 1:
		x.ID = path[n-1]
	}
	return x
}

// headsOf returns the statements about each thing.
func headsOf(said []Statement) map[string][]Statement {
	out := make(map[string][]Statement)
	for _, s := range said {
		out[headOf(s.Path)] = append(out[headOf(s.Path)], s)
	}
	return out
}

// nameIn returns the title of a thing, or its id when it has none; "" without statements.
func nameIn(said []Statement) string {
	for _, s := range said {
		if rest := s.Path[headLength(s.Path):]; len(rest) > 0 && rest[0] == "title" {
			return s.Text
		}
	}
	if len(said) == 0 {
		return ""
	}
	return said[0].Path[headLength(said[0].Path)-1]
}

// changed returns the statements that differ from those before. One that is gone has no text.
func changed(before, after []Statement) []Statement {
	var out []Statement
	for _, d := range Differences(before, after) {
		out = append(out, Statement{d.Path, d.Is})
	}
	return out
}

// TOML returns the file of a record: a line for each statement, sorted, with its whole path, so that
// a difference in git reads by itself.
func (r *Record) TOML(comment string) []byte {
	body := r.body()
	var out bytes.Buffer
	for line := range strings.Lines(comment) {
		fmt.Fprintf(&out, "# %s\n", strings.TrimSpace(line))
	}
	fmt.Fprintf(&out, "\n[adopted]\nedition = %s\ndigest = %s\n", quoted(r.Year), quoted(digest(body)))
	for _, a := range Audiences {
		fmt.Fprintf(&out, "says.%s = %s\n", a, quoted(Digest(r.Seen(a))))
	}
	if len(r.Corrections) > 0 {
		var ids []string
		for _, c := range r.Corrections {
			ids = append(ids, quoted(c.ID))
		}
		fmt.Fprintf(&out, "corrections = [%s]\n", strings.Join(ids, ", "))
	}
	out.Write(body)
	return out.Bytes()
}

// Digest returns the digest of statements, which differs when any of them does. No key or text has
// the characters between them.
func Digest(said []Statement) string {
	var text []byte
	for _, s := range said {
		for _, key := range s.Path {
			text = append(append(text, key...), 0)
		}
		text = append(append(text, s.Text...), 1)
	}
	return digest(text)
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

func lines(said []Statement) []byte {
	var out bytes.Buffer
	for _, s := range said {
		fmt.Fprintf(&out, "%s = %s\n", toml.Key(s.Path), quoted(s.Text))
	}
	return out.Bytes()
}

func (r *Record) body() []byte {
	var out bytes.Buffer
	write := func(levels Levels, head ...string) {
		for _, a := range Audiences {
			if len(levels[a]) == 0 {
				continue
			}
			fmt.Fprintf(&out, "\n[%s]\n", toml.Key(append(head, a.String())))
			out.Write(lines(levels[a]))
		}
	}
	write(r.Said)
	for _, c := range r.Corrections {
		write(c.Said, "correction", c.ID)
	}
	return out.Bytes()
}

// quoted writes a basic string of TOML. Those of JSON have the same escapes.
func quoted(s string) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string never fails
	return strings.TrimSuffix(out.String(), "\n")
}
