// Package intake owns what a sheet of somebody else says of the indicators of an edition, and the sheet that owners
// fill in. Read finds the table in a grid of package sheet and reads values from it; Write puts them into a draft of
// the sources; Form makes the workbook for one role.
//
// A table is read in one way, whatever its shape. Each header and each label means something: an indicator, a part of a
// breakdown, a period, or what a column is for. The row and the column of a number together must say of which
// indicator, part and period it is; what they do not say, the sheet as a whole does: its name, a title above the
// table, or the answer to a question. What is not sure is asked, never assumed, and each answer is kept in the
// edition's import.toml ([edition.Import]), so that it is asked once.
//
// It never changes a source: that is for package rewrite, on the request of a command.
package intake

import (
	"path"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Question is something about a sheet that only its owner knows.
type Question struct {
	Text    string   // of wording, as wording.Refer gives it
	Key     []string // where import.toml keeps the answer, below the table of the import
	Choices []Choice
	Row     int // of the cell that it is about
	Column  int
}

// Choice is an answer, with what it means in the language of the user, as wording.Refer gives it, or a title.
type Choice struct{ Answer, Title string }

// Ask answers a question; ok is false when nobody is there to answer it.
type Ask func(q Question) (answer string, ok bool)

// Value is what a sheet says of an indicator, or of a part of it, in one period.
type Value struct {
	Indicator *model.Indicator
	Dimension *model.Dimension // nil for the whole
	Member    *model.Member
	Period    model.Period
	Number    float64
	Missing   bool // the sheet says that there is none
	// Flags are added to those that the data have; Bare says that there are none.
	Flags   model.Flags
	Bare    bool
	Of      int    // 0 when the sheet does not say
	Note    string // "" when the sheet has none, and so is Revised
	Revised string
	// NoteEmptied reports whether somebody took the note away.
	NoteEmptied bool
	// Since is the number when the sheet was made, if the data had another one since; or "".
	Since string

	Row, Column int
}

// Was returns what the data say.
func (v *Value) Was() (was model.Value, known bool) { return model.ValueIn(v.series(), v.Period) }

// series returns what the data say of all periods.
func (v *Value) series() []model.Value {
	if v.Member == nil {
		return v.Indicator.Values
	}
	if b := v.Indicator.Breakdown(v.Dimension.ID); b != nil {
		for _, p := range b.Parts {
			if p.Member.Key == v.Member.Key {
				return p.Values
			}
		}
	}
	return nil
}

// Understood is what a header, a label or a mark was taken for.
type Understood struct {
	Text, Meaning string
	Row, Column   int
}

// Aside is a cell that was not taken over, and why, as wording.Refer gives it.
type Aside struct {
	Row, Column int
	Why         string
}

// Reading is what was read from a grid.
type Reading struct {
	Grid       *sheet.Grid
	Values     []Value
	Understood []Understood
	Aside      []Aside
	// Kept are the answers and guesses to keep, in the order of the questions.
	Kept []Answer
	// Own reports whether the sheet is one that Form made.
	Own bool
	// Unchanged is how many rows of such a sheet are as Form wrote them.
	Unchanged int
}

// Answer is what import.toml keeps.
type Answer struct {
	Key  []string
	Said string
}

// reader reads one grid.
type reader struct {
	*Reading
	id      string
	edition *model.Edition
	langs   []string
	known   *edition.Import
	ask     Ask
	list    *diagnostic.List
	names   *names
	table   *table
	// defaults are what the sheet as a whole says.
	indicator *model.Indicator
	comma     bool // texts write a decimal comma
	footnotes map[string]string
	unsure    bool // a question was not answered
	asked     map[string]string
}

// Input is what Read needs to know.
type Input struct {
	Grid      *sheet.Grid
	ID        string   // of the import, in import.toml
	Titles    []string // what may name its indicator besides the grid itself, such as the name of the file
	Edition   *model.Edition
	Languages []string        // of the site
	Known     *edition.Import // what import.toml says; or nil
	Ask       Ask
}

// Read reads a grid. What is wrong, and what nobody answers, is in the list; the reading is then not complete.
func Read(in Input, list *diagnostic.List) *Reading {
	g, e := in.Grid, in.Edition
	r := &reader{Reading: &Reading{Grid: g}, id: in.ID, edition: e, langs: in.Languages, known: in.Known, ask: in.Ask,
		list: list, asked: make(map[string]string), footnotes: make(map[string]string)}
	if r.known == nil {
		r.known = &edition.Import{}
	}
	if columns, own := ownHead(g); own {
		r.Own = true
		r.readOwn(columns)
		return r.Reading
	}
	r.names = newNames(e, r.known)
	if !r.findTable() {
		return r.Reading
	}
	r.readTable(in.Titles)
	return r.Reading
}

// question returns the answer to a question: what is known already, or what is answered now. Without any it is
// reported.
func (r *reader) question(q Question, known string) (answer string, ok bool) {
	if known != "" {
		return known, true
	}
	id := diagnosticKey(q.Key)
	if said, ok := r.asked[id]; ok {
		return said, said != ""
	}
	answer, ok = r.ask(q)
	if !ok {
		r.asked[id] = ""
		r.unsure = true
		var choices []string
		for _, c := range q.Choices {
			answer := c.Answer
			if strings.HasPrefix(answer, "indicator:") {
				answer = "indicator:…" // there are many
			}
			if !slices.Contains(choices, answer) {
				choices = append(choices, answer)
			}
		}
		r.list.Add(diagnostic.SheetUnsaid, r.Grid.Position(q.Row, q.Column), "", r.Grid.Ref(q.Row, q.Column), q.Text,
			answerLine(r.id, q.Key), few(choices), path.Join("data", r.edition.Year, edition.ImportFile))
		return "", false
	}
	r.asked[id] = answer
	r.keep(q.Key, answer)
	return answer, true
}

// keep remembers an answer or a guess for import.toml.
func (r *reader) keep(key []string, said string) {
	same := func(a Answer) bool { return slices.Equal(a.Key, key) }
	if !slices.ContainsFunc(r.Kept, same) {
		r.Kept = append(r.Kept, Answer{key, said})
	}
}

// understood remembers what a text was taken for, to show it.
func (r *reader) understood(row, column int, text, meaning string) {
	same := func(u Understood) bool { return u.Text == text && u.Meaning == meaning }
	if !slices.ContainsFunc(r.Understood, same) {
		r.Understood = append(r.Understood, Understood{text, meaning, row, column})
	}
}

func (r *reader) report(row, column int, code diagnostic.Code, suggestion string, args ...string) {
	r.list.Add(code, r.Grid.Position(row, column), suggestion, append([]string{r.Grid.Ref(row, column)}, args...)...)
}

func (r *reader) aside(row, column int, why wording.Key, args ...string) {
	a := Aside{row, column, wording.Refer(why, args...)}
	if !slices.Contains(r.Aside, a) {
		r.Aside = append(r.Aside, a)
	}
}
