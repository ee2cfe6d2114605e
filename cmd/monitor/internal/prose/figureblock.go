package prose

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

var nameForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// locateKey locates a key of a figure.
func locateKey(t *source.Table, key string) locator {
	return func() diagnostic.Position { return t.At(key) }
}

// readBlock reads the TOML in a fenced block with an info word. ok is false when it reported an
// error.
func (w *walker) readBlock(block *ast.FencedCodeBlock, word string) (t *source.Table, ok bool) {
	from := nodeStart(block)
	to := from
	if lines := block.Lines(); lines.Len() > 0 {
		from, to = lines.At(0).Start, lines.At(lines.Len()-1).Stop
	}
	if w.origin(to)-w.origin(from) != to-from {
		// Its lines are not one part of the file: it continues behind the end of its audience
		// block.
		w.list.Add(diagnostic.FenceOpen, w.position(nodeStart(block), len("```")+len(word)), "", word, "```")
		return nil, false
	}
	if slices.Contains(w.unreadable, ast.Node(block)) {
		return nil, false
	}
	base := w.text.Chapter.Body + w.origin(from)
	return source.ParseTOML(w.file, base, base+to-from, w.list)
}

// readFigure reads a fenced figure. It returns nil when it reported an error.
func (w *walker) readFigure(block *ast.FencedCodeBlock) *Figure {
	t, ok := w.readBlock(block, "figure")
	if !ok {
		w.draft.figureUnread = true
		return nil
	}
	f := &Figure{Number: len(w.text.Figures) + 1, offset: nodeStart(block), needs: w.readers}
	w.text.Figures = append(w.text.Figures, f)
	f.Title, _ = t.Words("title")
	f.Note, _ = t.Words("note")
	counts := t.Bool("counts")
	for key, words := range map[string]string{"title": f.Title, "note": f.Note} {
		if found := source.Markup(words); found != "" {
			t.Report(key, diagnostic.MarkupInText, "", found)
		}
	}
	w.nameFigure(f, t)
	ok = w.readSpec(f, t)
	t.Close()
	if !ok {
		return nil
	}
	if problem := draw.Complete(&f.Spec, w.report, w.language); problem != nil {
		unread := func(i *model.Indicator) bool { return i.Partial }
		if !f.Spec.Kind.Series() && w.all.Partial || slices.ContainsFunc(f.Spec.Indicators, unread) {
			return nil // the data that are missing may be in a file that could not be read
		}
		position := w.figurePosition(f)
		if problem.Key != "" && t.Has(problem.Key) {
			position = t.At(problem.Key)
		}
		w.list.Add(problem.Code, position, "", problem.Args...)
		return nil
	}
	if f.Title != "" && !counts {
		w.checkTitle(f, locateKey(t, "title"))
	}
	return f
}

// ConvertFigure reads a block of a figure as if it stood alone in a chapter for some readers. It returns nil when
// it reported an error, or the data that the figure needs could not be read.
func (c *Converter) ConvertFigure(block string, readers model.Audience, list *diagnostic.List) *Figure {
	chapter := &model.Chapter{Language: c.language.Code, Audience: readers}
	d := c.Convert(chapter, source.NewFile("", []byte(block)), list)
	for _, s := range d.text.Segments {
		if s.Figure != nil {
			return s.Figure
		}
	}
	return nil
}

// figurePosition is the position of the fence that begins a figure.
func (w *walker) figurePosition(f *Figure) diagnostic.Position {
	return w.position(f.offset, len("```figure"))
}

// nameFigure sets the id of a figure: that of the author, or one made of its number, "fig-3-2".
func (w *walker) nameFigure(f *Figure, t *source.Table) {
	f.ID = "fig-" + strings.ToLower(w.text.Chapter.Label) + "-" + strconv.Itoa(f.Number)
	name, ok := t.String("id")
	if ok && !nameForm.MatchString(name) {
		t.Report("id", diagnostic.BadID, slug(name), name)
		return
	}
	if ok {
		f.Name, f.ID = name, elementID(name)
	}
	first := w.draft.figures[f.ID]
	if first == nil {
		w.draft.figures[f.ID] = f
		return
	}
	position := w.figurePosition(f)
	if ok {
		position = t.At("id")
	} else {
		name = strings.TrimPrefix(f.ID, "fig-")
	}
	line := strconv.Itoa(w.figurePosition(first).Line)
	w.list.Add(diagnostic.DuplicateID, position, "",
		diagnostic.KindFigure, name, wording.Refer("phrase.on-line", line))
}

// readSpec reads what a figure shows. Like the methods below, it returns false when it reported an error.
func (w *walker) readSpec(f *Figure, t *source.Table) bool {
	s := &f.Spec
	ok := true
	if id, has := t.String("indicator"); has {
		ok = w.addIndicator(s, id, locateKey(t, "indicator")) && ok
	}
	if ids, has := t.Strings("indicators"); has {
		for n, id := range ids {
			ok = w.addIndicator(s, id, func() diagnostic.Position { return t.AtElement("indicators", n) }) && ok
		}
	}
	if kind, has := t.String("kind"); has {
		s.Kind = figure.Kind(kind)
		ok = w.checkChoice(t, "kind", kind, figure.Kinds()) && w.checkSurvey(s.Kind, t) && ok
	}
	if measure, has := t.String("measure"); has {
		s.Rate = measure == "rate"
		ok = w.checkChoice(t, "measure", measure, []string{"value", "rate"}) && ok
	}
	s.Interval, s.Limits = t.Bool("interval"), t.Bool("limits")
	if id, has := t.String("breakdown"); has && ok {
		ok = w.readBreakdown(s, id, t)
	}
	if s.Rate && ok {
		ok = w.checkDenominators(s, t)
	}
	ok = w.readPeriod(t, "from", &s.From) && ok
	ok = w.readPeriod(t, "to", &s.To) && ok
	ok = w.readSubject(s, t) && ok
	if ok && len(s.Indicators) == 0 && s.Kind.Series() {
		if !t.Has("indicator") && !t.Has("indicators") && !t.Unasked() { // one of those may be misspelt
			w.list.Add(diagnostic.NoFigureSubject, w.figurePosition(f), "")
		}
		ok = false
	}
	return ok
}

// addIndicator adds an indicator to those that a figure shows.
func (w *walker) addIndicator(s *figure.Spec, id string, locate locator) bool {
	i := w.findIndicator(id, locate)
	if i == nil {
		return false
	}
	if slices.Contains(s.Indicators, i) {
		w.list.Add(diagnostic.DuplicateID, locate(), "",
			diagnostic.Kind(model.IndicatorKind), id, wording.Refer("phrase.earlier-in-list"))
		return false
	}
	s.Indicators = append(s.Indicators, i)
	w.markUsed(i.ID)
	return true
}

// readSubject reads the risk and the category that a figure is about. draw.Complete reports a kind of
// figure that cannot show them.
func (w *walker) readSubject(s *figure.Spec, t *source.Table) bool {
	risk, category := true, true
	if id, has := t.String("risk"); has {
		if _, risk = w.findThing(model.RiskKind, id, locateKey(t, "risk")); risk {
			s.Risk = w.report.Edition.Risk(id)
		}
	}
	if id, has := t.String("category"); has {
		if _, category = w.findThing(model.CategoryKind, id, locateKey(t, "category")); category {
			s.Category = w.report.Edition.Category(id)
		}
	}
	return risk && category
}

// checkChoice reports a value that is not one of those known.
func (w *walker) checkChoice(t *source.Table, key, value string, among []string) bool {
	if slices.Contains(among, value) {
		return true
	}
	t.Report(key, diagnostic.BadChoice, source.SuggestWord(value, among), key, value, strings.Join(among, ", "))
	return false
}

// readBreakdown reads the dimension that a figure is split by. Each of its indicators must have it.
func (w *walker) readBreakdown(s *figure.Spec, id string, t *source.Table) bool {
	for _, i := range s.Indicators {
		if b := w.all.Indicator(i.ID).Breakdown(id); b != nil &&
			w.reportAbove(diagnostic.KindBreakdown, id, b.Audience, locateKey(t, "breakdown")) {
			return false
		}
		b := i.Breakdown(id)
		if b == nil {
			var known []string
			for _, other := range i.Breakdowns {
				known = append(known, other.Dimension.ID)
			}
			t.Report("breakdown", diagnostic.NoBreakdown, source.Suggest(id, known), i.ID, id)
			return false
		}
		s.Breakdown = b.Dimension
	}
	return true
}

// checkDenominators reports a rate per something that its readers may not see. They could divide by the
// rate and find that number.
func (w *walker) checkDenominators(s *figure.Spec, t *source.Table) bool {
	for _, i := range s.Indicators {
		if per := w.all.Indicator(i.ID).Per; per != nil &&
			w.reportAbove(diagnostic.Kind(model.IndicatorKind), per.Indicator.ID, per.Indicator.Audience,
				locateKey(t, "measure")) {
			return false
		}
	}
	return true
}

// checkSurvey reports a figure of the survey for readers who may not see the survey.
func (w *walker) checkSurvey(kind figure.Kind, t *source.Table) bool {
	s := w.all.Survey
	if s == nil || !kind.Survey() {
		return true
	}
	return !w.reportAbove(diagnostic.KindSurvey, w.textOf(s.Title), s.Audience, locateKey(t, "kind"))
}

// readPeriod reads a period, if the figure has one under a key.
func (w *walker) readPeriod(t *source.Table, key string, into *model.Period) bool {
	written, ok := t.Scalar(key)
	if !ok {
		return !t.Has(key)
	}
	p, ok := model.ParsePeriod(written)
	if !ok {
		t.Report(key, diagnostic.BadPeriod, source.SuggestPeriod(written), written)
		return false
	}
	*into = p
	return true
}
