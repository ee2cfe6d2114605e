// Package surveyimport owns the way from the export of a survey tool to the answers to a survey: from a wide table, a
// row for each person, to a row for each answer. It knows LimeSurvey, Qualtrics and Microsoft Forms (tool.go).
//
//	x, ok := surveyimport.Recognise(name, rows)          // which tool, which columns (export.go)
//	text := surveyimport.Propose(x, e)                   // a first [import] for survey.toml (propose.go)
//	plan := surveyimport.NewPlan(x, l, list)             // which column is what, by [import] (plan.go)
//	result := plan.Convert(list)                         // the answers (convert.go)
//
// Nothing that a person typed comes through. The answers are written with the ids and the numbers of the survey alone,
// so a text that is no known answer has no way into them; it is reported, and an e-mail address in it is refused. Who
// answered is asked of an export for one thing: whether somebody answered twice. Respondents get new numbers in the
// order of their answers, so that neither the order of the export nor its times can be found back.
//
// It imports model and edition for what the survey asks, diagnostic and wording for reporting, source for
// suggestions, and rewrite for how TOML is written. It reads and writes no files.
package surveyimport

import (
	"regexp"
	"slices"
	"strings"
)

// Export is an export of a survey tool.
type Export struct {
	File string
	tool *tool
	// columns are those of the file, in its order.
	columns []*column
	rows    []row
	times   []timesOf // when they were sent in, by each way to read the dates
}

type column struct {
	name    string   // in the first row
	text    string   // in the second row of Qualtrics, or ""
	aliases []string // by which a mapping may call it, as names writes them
	labels  []string // what can name the thing that the answers are about
	// personal: it is about the person or the sending. freeText: people wrote in it.
	personal, freeText bool
}

type row struct {
	line  int // in the file, from 1
	cells []string
}

// Recognise reads a table as the export of a survey tool. ok is false when it is not one of a known tool.
func Recognise(file string, rows [][]string) (x *Export, ok bool) {
	first := slices.IndexFunc(rows, func(cells []string) bool { return !blank(cells) })
	if first < 0 {
		return nil, false
	}
	head := rows[first]
	for _, t := range tools {
		if t.wrote(head) {
			x = &Export{File: file, tool: t}
			break
		}
	}
	if x == nil {
		return nil, false
	}
	below := first + 1
	var texts []string
	if x.tool == qualtrics {
		below, texts = headsOfQualtrics(rows, below)
	}
	codes := x.tool == limeSurvey && withText.MatchString(head[0])
	for n, name := range head {
		c := &column{name: oneLine(name)}
		if n < len(texts) {
			c.text = oneLine(texts[n])
		}
		code := ""
		if m := codeOf.FindStringSubmatch(c.name); codes && m != nil {
			code = m[1]
		}
		for _, alias := range []string{c.name, code, c.text} {
			if alias = normal(alias); alias != "" {
				c.aliases = append(c.aliases, alias)
			}
		}
		c.labels = x.tool.labels(c.name, c.text)
		short := normal(code)
		if short == "" {
			short = normal(c.name)
		}
		c.personal, c.freeText = x.tool.isPersonal(short), x.tool.freeText.MatchString(short)
		x.columns = append(x.columns, c)
	}
	for n := below; n < len(rows); n++ {
		if !blank(rows[n]) {
			x.rows = append(x.rows, row{n + 1, rows[n]})
		}
	}
	x.times = x.readTimes()
	return x, true
}

// InOneCell reports whether the first row has a line of a CSV file in its only cell, as Excel saves what it opened with
// another separator than the file has.
func InOneCell(rows [][]string) bool {
	const few = 5 // separators
	first := slices.IndexFunc(rows, func(cells []string) bool { return !blank(cells) })
	return first >= 0 && blank(rows[first][1:]) && max(strings.Count(rows[first][0], ","),
		strings.Count(rows[first][0], ";"), strings.Count(rows[first][0], "\t")) >= few
}

// Tool returns the name of the tool.
func (x *Export) Tool() string { return x.tool.title }

// Rows returns the number of rows with answers.
func (x *Export) Rows() int { return len(x.rows) }

// TellsSent reports whether the export says who did not send their answers in.
func (x *Export) TellsSent() bool {
	return len(x.tool.sent) == 0 || slices.ContainsFunc(x.columns, func(c *column) bool {
		return slices.ContainsFunc(c.aliases, func(alias string) bool { return slices.Contains(x.tool.sent, alias) })
	})
}

// Personal returns the names of the columns that are about people and how they answered.
func (x *Export) Personal() (names []string) {
	for _, c := range x.columns {
		if c.personal {
			names = append(names, c.name)
		}
	}
	return names
}

// wrote reports whether a row of names is of an export of the tool.
func (t *tool) wrote(head []string) bool {
	const enough = 2
	found := 0
	for _, names := range t.signs {
		if slices.ContainsFunc(head, func(name string) bool {
			name = normal(name)
			code, _, _ := strings.Cut(name, ".")
			return slices.Contains(names, name) || t == limeSurvey && slices.Contains(names, code)
		}) {
			found++
		}
	}
	return found >= enough
}

// headsOfQualtrics returns the row of texts below the names, and where the answers begin. Whoever opened the file in a
// spreadsheet may have removed the rows.
func headsOfQualtrics(rows [][]string, from int) (below int, texts []string) {
	const most = 30 // rows of the file: a text can have several lines, and each is a row without cells
	for n := from; n < min(len(rows), from+most); n++ {
		if blank(rows[n]) {
			continue
		}
		if strings.Contains(strings.Join(rows[n], " "), `"ImportId"`) {
			return n + 1, texts
		}
		if texts != nil {
			break
		}
		texts = rows[n]
	}
	return from, nil
}

var (
	// codeOf matches the code of a question in LimeSurvey, with those of its parts: G01Q02[SQ001][1].
	codeOf = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_]*(?:\[[^\]]*\])*)`)
	// withText matches the first name of an export with codes and texts.
	withText = regexp.MustCompile(`^id\W+\S`)
)

// cell returns what a row says in a column, by the name of it.
func (x *Export) cell(r row, name string) string {
	for n, c := range x.columns {
		if slices.Contains(c.aliases, name) {
			return x.at(r, n)
		}
	}
	return absent
}

func (x *Export) at(r row, column int) string {
	if column >= len(r.cells) {
		return ""
	}
	return strings.TrimSpace(r.cells[column])
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

var straight = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "\u00a0", " ",
	"\u200b", "", "\ufeff", "")

// normal returns a text as names are compared: in lower case, on one line, with straight quotation marks, and without
// a mark at the end.
func normal(text string) string {
	text = strings.ToLower(oneLine(straight.Replace(text)))
	return strings.TrimRight(text, ".:?!* ")
}
