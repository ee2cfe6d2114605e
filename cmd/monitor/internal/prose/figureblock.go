package prose

import (
	"regexp"
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

// figure reads a fenced figure. nil means that it was wrong, and reported.
func (w *walker) readFigure(block *ast.FencedCodeBlock) *Figure {
	from := nodeStart(block)
	to := from
	if lines := block.Lines(); lines.Len() > 0 {
		from, to = lines.At(0).Start, lines.At(lines.Len()-1).Stop
	}
	if w.origin(to)-w.origin(from) != to-from {
		// It runs on over the end of the audience block that it stands in.
		w.list.Add(diagnostic.FenceOpen, w.position(nodeStart(block), len("```figure")), "", "figure", "```")
		return nil
	}
	base := w.text.Chapter.Body + w.origin(from)
	t, ok := source.ParseTOML(w.file, base, base+to-from, w.list)
	if !ok {
		return nil
	}
	f := &Figure{Number: len(w.text.Figures) + 1, offset: nodeStart(block), needs: w.readers}
	w.text.Figures = append(w.text.Figures, f)
	f.Title, _ = t.Words("title")
	f.Note, _ = t.Words("note")
	w.nameFigure(f, t)
	ok = w.readSpec(f, t)
	t.Close()
	if !ok {
		return nil
	}
	if problem := draw.Complete(&f.Spec, w.report, w.language); problem != nil {
		if !f.Spec.Kind.Series() && w.all.Partial {
			return nil // what is missing may stand in a file that could not be read
		}
		at := w.figurePosition(f)
		if problem.Key != "" && t.Has(problem.Key) {
			at = t.At(problem.Key)
		}
		w.list.Add(problem.Code, at, "", problem.Args...)
		return nil
	}
	return f
}

// head is where a figure begins.
func (w *walker) figurePosition(f *Figure) diagnostic.Position {
	return w.position(f.offset, len("```figure"))
}

// name gives the figure its id: the author's, or one made of its number.
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
	at := w.figurePosition(f)
	if ok {
		at = t.At("id")
	} else {
		name = strings.TrimPrefix(f.ID, "fig-")
	}
	w.list.Add(diagnostic.DuplicateID, at, "", diagnostic.KindFigure, name, wording.Refer("phrase.on-line", strconv.Itoa(w.figurePosition(first).Line)))
}

// spec reads what the figure shows.
func (w *walker) readSpec(f *Figure, t *source.Table) bool {
	s := &f.Spec
	ok := true
	if id, has := t.String("indicator"); has {
		ok = w.addIndicator(s, id, func() diagnostic.Position { return t.At("indicator") }) && ok
	}
	if ids, has := t.Strings("indicators"); has {
		for _, id := range ids {
			ok = w.addIndicator(s, id, func() diagnostic.Position { return t.At("indicators") }) && ok
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
	ok = w.readAccent(s, t) && ok
	if ok && len(s.Indicators) == 0 && s.Kind.Series() {
		if !t.Has("indicator") && !t.Has("indicators") {
			w.list.Add(diagnostic.NoFigureSubject, w.figurePosition(f), "")
		}
		ok = false
	}
	return ok
}

func (w *walker) addIndicator(s *figure.Spec, id string, locate locator) bool {
	i := w.findIndicator(id, locate)
	if i == nil {
		return false
	}
	for _, other := range s.Indicators {
		if other == i {
			w.list.Add(diagnostic.DuplicateID, locate(), "", diagnostic.Kind(model.IndicatorKind), id, wording.Refer("phrase.earlier-in-list"))
			return false
		}
	}
	s.Indicators = append(s.Indicators, i)
	w.markUsed(i.ID)
	return true
}

// standsOut reads the risk and the category that a figure is about. A kind that cannot show them says so (Spec.Complete).
func (w *walker) readAccent(s *figure.Spec, t *source.Table) bool {
	risk, category := true, true
	if id, has := t.String("risk"); has {
		if _, risk = w.findThing(model.RiskKind, id, func() diagnostic.Position { return t.At("risk") }); risk {
			s.Risk = w.report.Edition.Risk(id)
		}
	}
	if id, has := t.String("category"); has {
		if _, category = w.findThing(model.CategoryKind, id, func() diagnostic.Position { return t.At("category") }); category {
			s.Category = w.report.Edition.Category(id)
		}
	}
	return risk && category
}

func (w *walker) checkChoice(t *source.Table, key, value string, among []string) bool {
	for _, a := range among {
		if a == value {
			return true
		}
	}
	t.Report(key, diagnostic.BadChoice, source.Suggest(value, among), key, value, strings.Join(among, ", "))
	return false
}

func (w *walker) readBreakdown(s *figure.Spec, id string, t *source.Table) bool {
	for _, i := range s.Indicators {
		if b := w.all.Indicator(i.ID).Breakdown(id); b != nil && w.reportAbove(diagnostic.KindBreakdown, id, b.Audience, func() diagnostic.Position { return t.At("breakdown") }) {
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

// denominators sees that a rate is of what its reader may see, or it would tell the number that it was divided by.
func (w *walker) checkDenominators(s *figure.Spec, t *source.Table) bool {
	for _, i := range s.Indicators {
		if per := w.all.Indicator(i.ID).Per; per != nil &&
			w.reportAbove(diagnostic.Kind(model.IndicatorKind), per.Indicator.ID, per.Indicator.Audience, func() diagnostic.Position { return t.At("measure") }) {
			return false
		}
	}
	return true
}

// surveyed sees that the survey may be seen where a figure of it stands.
func (w *walker) checkSurvey(kind figure.Kind, t *source.Table) bool {
	s := w.all.Survey
	if s == nil || !kind.Survey() {
		return true
	}
	return !w.reportAbove(diagnostic.KindSurvey, w.textOf(s.Title), s.Audience, func() diagnostic.Position { return t.At("kind") })
}

func (w *walker) readPeriod(t *source.Table, key string, into *model.Period) bool {
	written, ok := t.Scalar(key)
	if !ok {
		return !t.Has(key)
	}
	p, ok := model.ParsePeriod(written)
	if !ok {
		t.Report(key, diagnostic.BadPeriod, "", written)
		return false
	}
	*into = p
	return true
}
