package main

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
	"utwente.nl/monitor/cmd/monitor/internal/surveyimport"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// importSurvey makes the answers to the survey of an edition of the export of a survey tool. While survey.toml does not
// say which column is what, it proposes that. It writes nothing before it has shown what, and somebody agreed.
func (p *program) importSurvey(args []string) int {
	f := p.flags("import survey")
	year := f.String("edition", "", p.say("flag.newest-edition"))
	yes := f.Bool("yes", false, p.say("flag.import-yes"))
	if status, done := p.parse(f, args, "cli.import-survey-about", 1); done {
		return status
	}
	if f.NArg() < 1 {
		return p.misused("cli.import-survey-what")
	}
	export, hidden, status := p.readExport(f.Arg(0))
	if export == nil {
		return status
	}
	draft, status := p.newDraft()
	if draft == nil {
		return status
	}
	defer draft.Discard()
	s, n, status := p.readUnless(func(s *sources) bool { return wrongInData(s.list, answersOf(s, *year)) }, *year)
	if s == nil {
		return status
	}
	defer s.root.Close()
	i := &surveyImport{program: p, sources: s, edition: s.loaded[n], export: export, draft: draft, yes: *yes,
		hidden: hidden}
	switch e := i.edition.Edition; {
	case i.edition.Adopted != nil:
		return p.misused("cli.adopted-closed", e.Year)
	case e.Survey == nil:
		return p.misused("cli.import-no-survey", e.Year)
	case i.edition.Import == nil:
		return i.propose()
	}
	return i.convert()
}

// answersOf returns the file with the answers to the survey of an edition, or "". It may have mistakes, since it is
// about to be replaced: answers to a question, say, that survey.toml does not have any more.
func answersOf(s *sources, year string) string {
	n := len(s.loaded) - 1
	if year != "" {
		n = slices.Index(s.years, year)
	}
	if n < 0 || s.loaded[n].Edition.Survey == nil {
		return ""
	}
	return s.loaded[n].Edition.Survey.Answers
}

// surveyImport is one export that is being brought in.
type surveyImport struct {
	*program
	sources *sources
	edition *edition.Loaded
	export  *surveyimport.Export
	draft   *rewrite.Draft
	yes     bool   // nobody is asked
	hidden  [2]int // rows and columns of the export that a spreadsheet hides
}

// readExport reads the export of a survey tool: the first sheet that is one. It reports a file that cannot be read or
// is none; export is then nil.
func (p *program) readExport(name string) (export *surveyimport.Export, hidden [2]int, status int) {
	book, status := p.readSheet(name)
	if book == nil {
		return nil, hidden, status
	}
	why := wording.Refer("phrase.import-empty")
	for _, grid := range book.Grids {
		if grid.Hidden {
			continue
		}
		height, width := grid.Size()
		rows := make([][]string, height)
		for n := range rows {
			for column := range width {
				if cell := grid.At(n, column); cell.Kind != sheet.Empty {
					for len(rows[n]) < column {
						rows[n] = append(rows[n], "")
					}
					text := cell.Text
					if cell.Kind == sheet.Date {
						text = cell.Date.Format(time.DateTime)
					}
					rows[n] = append(rows[n], text)
				}
			}
		}
		if x, ok := surveyimport.Recognise(name, rows); ok {
			return x, [2]int{len(grid.HiddenRows), len(grid.HiddenColumns)}, exitDone
		}
		if height > 0 {
			why = wording.Refer("phrase.import-no-export")
			if surveyimport.InOneCell(rows) {
				why = wording.Refer("phrase.import-one-cell")
			}
		}
	}
	var list diagnostic.List
	list.Add(diagnostic.NotSurveyExport, diagnostic.Position{File: name}, "", why)
	return nil, hidden, p.reportExport(&list)
}

// reportExport prints messages about an export, whose name is not one below --root.
func (p *program) reportExport(list *diagnostic.List) (status int) {
	if err := diagnostic.Print(p.stderr, "text", p.lang, "", list.Sorted()); err != nil {
		return p.failed("cli.cannot-print", p.reason(err))
	}
	return exitStatus(list, false)
}

// file returns the path of a file of the edition.
func (i *surveyImport) file(name string) string {
	return path.Join("data", i.edition.Edition.Year, name)
}

// propose shows a first [import], and writes it at the end of survey.toml.
func (i *surveyImport) propose() int {
	proposal := surveyimport.Propose(i.export, i.edition.Edition)
	name := i.file("survey.toml")
	text := "# " + strings.ReplaceAll(i.say("import-survey.remark", i.export.Tool()), "\n", "\n# ") + "\n" + proposal.Text
	fmt.Fprintln(i.stdout, i.say("import-survey.proposal", i.export.File, i.export.Tool(), path.Join(i.base(), name)))
	fmt.Fprintf(i.stdout, "\n%s\n", text)
	if !proposal.Group {
		fmt.Fprintln(i.stdout, i.say("import-survey.no-group"))
	}
	if len(proposal.Open) > 0 {
		fmt.Fprintln(i.stdout, i.say("import-survey.open", strings.Join(proposal.Open, ", ")))
	}
	if len(proposal.Statements) > 0 {
		fmt.Fprintln(i.stdout, i.say("import-survey.statements", strings.Join(proposal.Statements, ", ")))
	}
	if proposal.Codes {
		fmt.Fprintln(i.stdout, i.say("import-survey.codes"))
	}
	if proposal.NoTexts {
		fmt.Fprintln(i.stdout, i.say("import-survey.no-texts"))
	}
	if proposal.Guessed {
		fmt.Fprintln(i.stdout, i.say("import-survey.guessed"))
	}
	before, err := i.draft.Read(name)
	if err == nil {
		err = i.draft.Write(name, appended(before, text))
	}
	if err != nil {
		return i.failed("cli.cannot-write", name, i.reason(err))
	}
	if status, ok := i.checked(); !ok {
		return status
	}
	return i.write("import-survey.proposed")
}

// convert makes the answers, shows what became of the export, and writes them.
func (i *surveyImport) convert() int {
	var list, how diagnostic.List
	plan := surveyimport.NewPlan(i.export, i.edition, &list, &how)
	result := &surveyimport.Result{}
	if how.Errors() == 0 {
		result = plan.Convert(&list)
	}
	if how.Errors()+list.Errors() > 0 {
		if _, err := i.report("text", &how, false); err != nil {
			return i.failed("cli.cannot-print", i.reason(err))
		}
		i.reportExport(&list)
		fmt.Fprintln(i.stderr, i.say("import-survey.refused"))
		return exitSources
	}
	if result.Respondents == 0 {
		i.showRows(result)
		fmt.Fprintln(i.stderr, "monitor: "+i.say("import-survey.nobody", i.export.File))
		return exitSources
	}
	i.show(plan, result)
	name := i.edition.Edition.Survey.Answers
	if err := i.draft.Write(name, result.CSV); err != nil {
		return i.failed("cli.cannot-write", name, i.reason(err))
	}
	if status, ok := i.checked(); !ok {
		return status
	}
	return i.write("import-survey.written")
}

// showRows prints what became of the rows of the export.
func (i *surveyImport) showRows(r *surveyimport.Result) {
	out := i.stdout
	fmt.Fprintln(out, i.say("import-survey.read", i.export.File, i.export.Tool(), r.Read))
	if i.hidden != [2]int{} {
		fmt.Fprintln(out, "  "+i.say("import-survey.hidden", i.hidden[0], i.hidden[1]))
	}
	if !i.export.TellsSent() {
		fmt.Fprintln(out, "  "+i.say("import-survey.unsure"))
	}
	reasons := map[surveyimport.Reason]wording.Key{
		surveyimport.Preview: "import-survey.preview", surveyimport.Unfinished: "import-survey.unfinished",
		surveyimport.Earlier: "import-survey.earlier", surveyimport.NoGroup: "import-survey.without-group",
		surveyimport.NoAnswer: "import-survey.without-answer",
	}
	for _, why := range surveyimport.Reasons {
		if n := r.Left[why]; n > 0 {
			fmt.Fprintf(out, "%6d  %s\n", n, i.say(reasons[why]))
		}
	}
}

// show prints what became of the export.
func (i *surveyImport) show(plan *surveyimport.Plan, r *surveyimport.Result) {
	e, out := i.edition.Edition, i.stdout
	i.showRows(r)
	if r.ByRow > 0 {
		fmt.Fprintln(out, i.say("import-survey.by-row", r.ByRow))
	}
	if r.Alike > 0 {
		fmt.Fprintln(out, i.say("import-survey.alike", r.Alike))
	}
	if s := e.Survey; r.Outside > 0 {
		fmt.Fprintln(out, i.say("import-survey.outside", r.Outside, s.Start.Format(time.DateOnly),
			s.End.Format(time.DateOnly)))
	}
	fmt.Fprintf(out, "%6d  %s\n", r.Respondents, i.say("import-survey.kept", r.Partial, r.Answers))
	for n, g := range e.Survey.Groups {
		small := ""
		if r.ByGroup[n] > 0 && r.ByGroup[n] < e.Privacy.Threshold {
			small = i.say("import-survey.small", e.Privacy.Threshold)
		}
		fmt.Fprintf(out, "%10d  %s%s\n", r.ByGroup[n], g.ID, small)
	}
	fmt.Fprintln(out, i.say("import-survey.questions"))
	for n, q := range e.Survey.Questions {
		unasked := ""
		if ids := plan.Unasked(q); len(ids) > 0 {
			unasked = i.say("import-survey.unasked", strings.Join(ids, ", "))
		}
		fmt.Fprintf(out, "%6d  %s%s\n", r.ByQuestion[n], q.ID, unasked)
	}
	if r.Skipped > 0 {
		fmt.Fprintln(out, i.say("import-survey.skipped", r.Skipped))
	}
	if r.Broken > 0 {
		fmt.Fprintln(out, i.say("import-survey.broken", r.Broken))
	}
	if r.Reversed > 0 {
		fmt.Fprintln(out, i.say("import-survey.reversed", r.Reversed))
	}
	fmt.Fprintln(out, i.say("import-survey.personal", strings.Join(i.export.Personal(), ", ")))
	if left := plan.Unused(); len(left) > 0 {
		fmt.Fprintln(out, i.say("import-survey.unused", strings.Join(left, ", ")))
	}
	if a := i.edition.Answers; a != nil && a.Respondents() > 0 {
		fmt.Fprintln(out, i.say("import-survey.replaces", path.Join(i.base(), e.Survey.Answers), a.Respondents()))
	}
	if e.Survey.Example {
		fmt.Fprintln(out, i.say("import-survey.example"))
	}
}

// checked checks the draft as the sources are checked, and shows what is wrong that was not before. Mistakes in data
// refuse the import. A chapter may quote the answers that were there before: its writer has to see to that, afterwards.
func (i *surveyImport) checked() (status int, ok bool) {
	added, status := i.checkDraft(i.draft, i.sources)
	if added == nil {
		return status, false
	}
	if wrongInData(added) {
		return i.misused("cli.new-refused"), false
	}
	if added.Errors() > 0 {
		fmt.Fprintln(i.stdout, i.say("import-survey.revise"))
	}
	return exitDone, true
}

// write installs the draft when somebody agrees.
func (i *surveyImport) write(done wording.Key) int {
	if !i.yes {
		if !i.terminal {
			fmt.Fprintln(i.stdout, i.say("import-survey.say-yes"))
			return exitDone
		}
		fmt.Fprint(i.stdout, i.say("import-survey.ask")+" ")
		answer, ok := i.readLine()
		if !ok {
			return i.failed("cli.interrupted")
		}
		if !agrees(answer) {
			fmt.Fprintln(i.stdout, i.say("import-survey.not-written"))
			return exitDone
		}
	}
	if status := i.install(i.draft); status != exitDone {
		return status
	}
	fmt.Fprintln(i.stdout, i.say(done))
	i.nameChanges(i.draft)
	return exitDone
}
