// Package renew owns what a new edition takes over from the last one.
//
// It begins as a copy, in which nothing may seem to be of this year that is of the last:
//
//   - What was said once is left out: answers to questions and to the survey, interviews and reviews held, what came of
//     the phases of the cycles, meetings of the past, what was adopted and corrected, former ids, reasons of revisions.
//   - What is finished is left out, when no text refers to it: actions, recommendations, decisions.
//   - What is open stays as it was promised or asked, with its date: a text beside it may name that date.
//   - What comes back every year moves on: reviews, interviews, the cycles, the calendar, the survey.
//     A survey of which a chapter shows what came of it stays as a whole: without answers there is no figure.
//   - Each series that went on until now gets ":" (not there yet) for its new periods.
//
// Texts stay, and say what they said: the check for release names each of them. TaskList lists who must deliver what.
//
// The package imports model and edition for what the last edition says, source and rewrite for changing files, and
// wording for the list. It changes a draft only, and does not check it: the caller does (see Edition.Dangling).
package renew

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Edition is a new edition in the making.
type Edition struct {
	Year  string
	last  *edition.Loaded
	draft *rewrite.Draft
	years int // from the last edition to this one
	// kept has what is finished and stays, since a text refers to it.
	kept map[model.Evidence]bool
	// surveyed reports whether the survey stays that of the last edition, since a chapter shows what came of it.
	surveyed bool
	// Periods are the new periods of each indicator that gets any.
	Periods map[*model.Indicator][]model.Period
}

// New begins a new edition in a draft. year must be later than that of the last edition.
func New(draft *rewrite.Draft, last *edition.Loaded, year string) *Edition {
	from, _ := strconv.Atoi(last.Edition.Year)
	to, _ := strconv.Atoi(year)
	e := &Edition{Year: year, last: last, draft: draft, years: to - from, kept: make(map[model.Evidence]bool)}
	e.Periods = e.newPeriods()
	return e
}

// leftOut are the files that a new edition does not take over.
var leftOut = append([]string{edition.AdoptedFile, "corrections.toml", edition.MovedFile}, edition.TaskFiles...)

// Write writes the files of the edition into the draft.
func (e *Edition) Write() error {
	for _, folder := range []string{"data", "content"} {
		from := path.Join(folder, e.last.Edition.Year)
		if !e.draft.Exists(from) {
			continue
		}
		names, err := e.draft.Files(from)
		if err != nil {
			return err
		}
		for _, name := range names {
			if slices.Contains(leftOut, path.Base(name)) {
				continue
			}
			data, err := e.draft.Read(name)
			if err == nil {
				err = e.draft.Write(path.Join(folder, e.Year, name[len(from)+1:]), e.renewed(name, data))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// renewed returns what becomes of a file.
func (e *Edition) renewed(name string, data []byte) []byte {
	switch path.Ext(name) {
	case ".md":
		return e.chapter(data)
	case ".csv":
		return e.series(name, data)
	case ".toml":
		t := rewrite.ReadTOML(data)
		for _, p := range t.Pieces() {
			for n, key := range p.Path {
				if p.Kind != source.Element && n > 0 && (key == "formerly" || key == "revised") &&
					path.Base(name) != edition.ImportFile { // there, keys are headers of sheets
					t.Delete(p.Path[:n+1]...)
				}
			}
		}
		if renew := e.files()[path.Base(name)]; renew != nil {
			renew(t)
		}
		if path.Base(path.Dir(name)) == "indicators" {
			e.indicators(t)
		}
		return t.Bytes()
	}
	return data
}

// files are the data files that need more than to lose what was formerly, each with what is done with it.
func (e *Edition) files() map[string]func(*rewrite.TOML) {
	return map[string]func(*rewrite.TOML){
		"edition.toml":    e.itself,
		"survey.toml":     e.survey,
		"questions.toml":  e.questions,
		"cycle.toml":      e.cycles,
		"actions.toml":    e.actions,
		"meetings.toml":   e.meetings,
		"interviews.toml": e.interviews,
		"reviews.toml":    e.reviews,
		"protocol.toml":   e.protocol,
	}
}

func (e *Edition) itself(t *rewrite.TOML) {
	t.Delete("edition", "unchanged")
	t.Set(string(model.Concept), "edition", "status")
	e.moveDates(t, "date")
	e.moveYears(t, "title", "subtitle")
}

func (e *Edition) survey(t *rewrite.TOML) {
	if e.surveyed {
		return
	}
	e.moveDates(t, "start", "end")
	e.moveYears(t, "title", "source")
}

func (e *Edition) questions(t *rewrite.TOML) {
	e.without(t, "question", "answer", "validated")
}

func (e *Edition) cycles(t *rewrite.TOML) {
	e.moveDates(t, "start", "end", "next")
	e.moveYearsBelow(t, "cycle", "input", "output", "record")
	for _, p := range t.Pieces() {
		const phase = 3 // cycle, category, phase
		if p.Kind == source.Element || len(p.Path) <= phase || p.Path[0] != "cycle" {
			continue
		}
		switch key := p.Path[phase]; key {
		case "came", "discussed":
			t.Delete(p.Path[:phase+1]...)
		case "state":
			t.Set(string(model.Todo), p.Path[:phase+1]...)
		}
	}
}

func (e *Edition) actions(t *rewrite.TOML) {
	for _, a := range e.last.Edition.Actions {
		if !a.Open() {
			e.drop(t, model.ActionKind, a.ID)
		}
	}
	for _, r := range e.last.Edition.Recommendations {
		if !r.Open() {
			e.drop(t, model.RecommendationKind, r.ID)
		}
	}
}

func (e *Edition) meetings(t *rewrite.TOML) {
	for _, m := range e.last.Edition.Meetings {
		if !m.Date.After(e.last.Edition.Date) {
			e.drop(t, model.MeetingKind, m.ID)
		}
	}
	for _, d := range e.last.Edition.Decisions {
		if d.Open() {
			t.Delete("decision", d.ID, "meeting")
			// Without a meeting a decision would be for the board.
			t.Set(d.Audience.String(), "decision", d.ID, "audience")
		} else {
			e.drop(t, model.DecisionKind, d.ID)
		}
	}
}

// interviews makes those that were held appointments again.
func (e *Edition) interviews(t *rewrite.TOML) {
	t.Delete("scan", "summary")
	for _, key := range []string{"discussed", "fed_back", "adopted"} {
		t.Delete("scan", key)
	}
	e.moveDates(t, "due")
	for _, i := range e.last.Edition.Interviews {
		e.appoint(t, model.InterviewKind, i.ID, i.Due, i.Date)
	}
	e.without(t, "interview", "agreed", "summary", "evidence", "answer")
	e.without(t, "observation", "now")
}

func (e *Edition) reviews(t *rewrite.TOML) {
	e.moveDates(t, "due")
	for _, r := range e.last.Edition.Reviews {
		e.appoint(t, model.ReviewKind, r.ID, r.Due, r.Date)
	}
	e.without(t, "review", "outcome", "note")
}

// appoint makes of what was held on a day what is due on that day a year later, when it had no day on which it was due.
func (e *Edition) appoint(t *rewrite.TOML, kind model.Kind, id string, due, held time.Time) {
	date := t.Find(string(kind), id, "date")
	switch {
	case date == nil:
	case due.IsZero():
		t.Replace(date.Names[len(date.Names)-1], "due")
		t.Replace(date.Value, e.moved(held))
	default:
		t.Delete(string(kind), id, "date")
	}
}

func (e *Edition) protocol(t *rewrite.TOML) {
	for _, m := range e.last.Edition.Moments {
		if p := t.Find("moment", m.ID, "date"); p != nil {
			t.Replace(p.Value, e.moved(m.Date))
		}
	}
	e.moveYearsBelow(t, "moment", "title", "text")
}

// drop leaves out what is finished.
func (e *Edition) drop(t *rewrite.TOML, kind model.Kind, id string) {
	if !e.kept[model.Evidence{Kind: kind, ID: id}] {
		t.Delete(string(kind), id)
	}
}

// without removes keys of all things of a kind.
func (e *Edition) without(t *rewrite.TOML, kind string, keys ...string) {
	for _, p := range t.Pieces() {
		if p.Kind != source.Element && len(p.Path) > 2 && p.Path[0] == kind && slices.Contains(keys, p.Path[2]) {
			t.Delete(p.Path[:3]...)
		}
	}
}

// moved returns a day in the new edition, as TOML writes it. What was on the last day of February stays there.
func (e *Edition) moved(day time.Time) string {
	to := day.AddDate(e.years, 0, 0)
	if to.Day() != day.Day() {
		to = to.AddDate(0, 0, -to.Day())
	}
	return to.Format(time.DateOnly)
}

// moveDates moves the days of keys on, wherever they are.
func (e *Edition) moveDates(t *rewrite.TOML, keys ...string) {
	for _, p := range t.Pieces() {
		if p.Kind != source.Pair || !slices.Contains(keys, p.Path[len(p.Path)-1]) {
			continue
		}
		if day, err := time.Parse(time.DateOnly, t.Written(p.Value)); err == nil {
			t.Replace(p.Value, e.moved(day))
		}
	}
}

// year matches the number of a year in a text.
var year = regexp.MustCompile(`\b20[0-9]{2}\b`)

// moveYears moves the years in some texts on, in all languages.
func (e *Edition) moveYears(t *rewrite.TOML, keys ...string) { e.moveYearsBelow(t, "", keys...) }

// moveYearsBelow is moveYears for the things of a kind.
func (e *Edition) moveYearsBelow(t *rewrite.TOML, kind string, keys ...string) {
	for _, p := range t.Pieces() {
		if p.Kind != source.Pair || kind != "" && p.Path[0] != kind {
			continue
		}
		last := len(p.Path) - 1
		if slices.Contains(keys, p.Path[last]) || last > 0 && slices.Contains(keys, p.Path[last-1]) {
			if written := t.Written(p.Value); e.later(written) != written {
				t.Replace(p.Value, e.later(written))
			}
		}
	}
}

// later returns a text in which the year of the last edition, and later ones, moved on.
func (e *Edition) later(text string) string {
	return year.ReplaceAllStringFunc(text, func(found string) string {
		if found < e.last.Edition.Year {
			return found
		}
		n, _ := strconv.Atoi(found)
		return strconv.Itoa(n + e.years)
	})
}

// chapter returns a chapter as a concept, with the figures that ended with the newest period going on to the new one.
func (e *Edition) chapter(data []byte) []byte {
	t := rewrite.ReadFrontMatter(data)
	t.Delete("formerly")
	if t.Has("status") {
		t.Set(string(model.Concept), "status")
	}
	e.moveYears(t, "title")
	for _, p := range t.Pieces() {
		if p.Kind == source.Element && p.Is("authors") {
			t.Replace(p.Value, e.later(t.Written(p.Value)))
		}
	}
	for _, m := range figureBlock.FindAllSubmatchIndex(data, -1) {
		e.figure(&t.Text, data, source.Range{From: m[2], To: m[3]})
	}
	return t.Bytes()
}

var figureBlock = regexp.MustCompile("(?ms)^ {0,3}```+[ \t]*figure[ \t]*\r?\n(.*?)^ {0,3}```")

// figure lets a figure that ends with the newest period go on to the new one, unless its title or note names the year.
func (e *Edition) figure(t *rewrite.Text, data []byte, block source.Range) {
	f := rewrite.ReadTOML(data[block.From:block.To])
	to := f.Find("to")
	if to == nil {
		return
	}
	written, _ := source.Unquote(f.Written(to.Value))
	period, ok := model.ParsePeriod(written)
	if !ok || period != newest(e.last.Edition)[period.Frequency] {
		return
	}
	for _, key := range []string{"title", "note"} {
		if p := f.Find(key); p != nil && strings.Contains(f.Written(p.Value), written) {
			return
		}
	}
	place := source.Range{From: block.From + to.Value.From, To: block.From + to.Value.To}
	t.Replace(place, strings.Replace(f.Written(to.Value), written, e.onward(period).String(), 1))
}

// onward returns the period so many years later.
func (e *Edition) onward(p model.Period) model.Period {
	for months := p.FirstMonth() + 12*e.years; p.FirstMonth() < months; {
		p = p.Next()
	}
	return p
}

// Dangling looks, among what is wrong with the draft, for references to what was left out. It removes those in
// lists, and returns how many. What a text refers to stays after all, and so does the survey when a chapter shows
// what came of it: then Write must be called again, and again is true.
func (e *Edition) Dangling(found *diagnostic.List) (removed int, again bool, err error) {
	in := make(map[string][]diagnostic.Position)
	for _, d := range found.Sorted() {
		if d.Code == diagnostic.SurveyWithheld && e.ours(d) && !e.surveyed {
			e.surveyed, again = true, true
		}
		of, ok := e.missing(d)
		if !ok {
			continue
		}
		if path.Ext(d.Position.File) != ".toml" {
			e.kept[of], again = true, true
			continue
		}
		data, err := e.draft.Read(d.Position.File)
		if err != nil {
			return removed, again, err
		}
		if element(rewrite.ReadTOML(data), data, d.Position) == nil {
			e.kept[of], again = true, true
			continue
		}
		in[d.Position.File] = append(in[d.Position.File], d.Position)
	}
	if again {
		return 0, true, nil
	}
	for name, positions := range in {
		data, err := e.draft.Read(name)
		if err != nil {
			return removed, false, err
		}
		t := rewrite.ReadTOML(data)
		for _, at := range positions {
			t.DeleteElement(element(t, data, at))
			removed++
		}
		if err := e.draft.Write(name, t.Bytes()); err != nil {
			return removed, false, err
		}
	}
	return removed, false, nil
}

// ours reports whether a diagnostic is about the new edition.
func (e *Edition) ours(d diagnostic.Diagnostic) bool {
	return strings.Contains(d.Position.File, "/"+e.Year+"/")
}

// missing returns what a diagnostic says is not in the new edition, when the last one has it.
func (e *Edition) missing(d diagnostic.Diagnostic) (of model.Evidence, ok bool) {
	if d.Code != diagnostic.UnknownID || !e.ours(d) || len(d.Args) < 2 {
		return of, false
	}
	for _, kind := range []model.Kind{model.ActionKind, model.RecommendationKind, model.MeetingKind, model.DecisionKind} {
		of = model.Evidence{Kind: kind, ID: d.Args[1]}
		if d.Args[0] == diagnostic.Kind(kind) && e.last.Edition.Has(of) && !e.kept[of] {
			return of, true
		}
	}
	return of, false
}

// element returns the element of a list at a position, or nil.
func element(t *rewrite.TOML, data []byte, at diagnostic.Position) *source.Piece {
	place, ok := rewrite.Place(data, at)
	pieces := t.Pieces()
	for n := range pieces {
		if p := &pieces[n]; ok && p.Kind == source.Element && p.Value.From <= place.From && place.To <= p.Value.To {
			return p
		}
	}
	return nil
}

// series returns a CSV file of values with a row for each new period, and the header of a file of answers. A register
// stays as it is.
func (e *Edition) series(name string, data []byte) []byte {
	if s := e.last.Edition.Survey; s != nil && s.Answers == name && !e.surveyed {
		header, _, _ := bytes.Cut(data, []byte("\n"))
		return append(header, '\n')
	}
	for i, periods := range e.Periods {
		if e.seriesOf(i) != name {
			continue
		}
		rows := rewrite.Cells(data)
		if len(rows) == 0 {
			return data
		}
		var added strings.Builder
		if !bytes.HasSuffix(data, []byte("\n")) {
			added.WriteString("\n")
		}
		for _, p := range periods {
			separator := ""
			for n, c := range rows[0] {
				added.WriteString(separator)
				switch string(data[c.From:c.To]) {
				case "period":
					added.WriteString(p.String())
				case "flags":
					added.WriteString(":")
				}
				if n+1 < len(rows[0]) {
					separator = string(data[c.To : c.To+1])
				}
			}
			added.WriteString("\n")
		}
		return fmt.Append(data, added.String())
	}
	return data
}
