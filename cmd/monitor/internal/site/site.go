// Package site owns the pages: what each says, its address, and the links between pages.
//
// It combines what the packages below it make (prose, figure, theme) and hands every page to
// package publish. It is the only package that knows all of them. It has no rules of its own about
// numbers, texts or files: other packages have these.
//
// It works in two steps. Prepare derives and checks the data. Then either Check converts the
// chapters to find what is wrong with them, or Publish converts them and writes the site. A Preview
// makes one page at a time for authors, also of sources with mistakes.
//
// Its words: Sources are what was read. A Plan is a site in the making. A book is one edition in one
// language. A press prints the books: it turns their pages into files. A proof is a site of which
// pages are printed when somebody asks for them. A frame is what is around the content of a page: the
// menu, the foot and the links to other languages. A sheet is the page for the meeting about a
// category, which is made for paper. A view is what the template of a kind of page sees.
package site

import (
	"context"
	"path"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"utwente.nl/monitor/cmd/monitor/internal/adoption"
	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/shelf"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
	"utwente.nl/monitor/cmd/monitor/internal/theme"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Writer takes the files of the site. Package publish has one. Many goroutines may call Write at
// the same time.
type Writer interface {
	Write(path string, content []byte) error
}

// Shelf keeps what one build makes for the next. Package shelf has one.
type Shelf interface {
	Get(key shelf.Key) ([]byte, bool)
	Put(key shelf.Key, content []byte)
}

// Tools keep what a build makes for the next one.
type Tools struct {
	Shelf Shelf
	// Program identifies the program. What another program made is not used. With "" nothing is
	// kept.
	Program string
	// Adopting is true when what is said is to be recorded, and so not held against the record.
	Adopting bool
	// Least leaves out the chapters that did not reach a status, and calls no edition the newest that did not.
	// With "" there is every chapter.
	Least model.Status
	// Progress is called when a file, or the files beside a page, are made. Goroutines call it at the
	// same time. It may be nil.
	Progress func(done, total int)
}

// Plan is a site whose data have been read and checked. Check or Publish converts its chapters,
// once.
type Plan struct {
	audience model.Audience
	levels   []model.Audience // the audiences that things of the editions name
	root     *source.Root
	site     *model.Site
	theme    *theme.Theme
	// languages are those of the site, and words what texts are held against; all editions share them.
	languages map[string]*language.Language
	words     map[string]*prose.Words

	editions []*editionPlan   // oldest first
	history  *compare.History // which things of the editions are the same
	images   *images
	hidden   []Hidden
	whole    bool // no edition before them is left out
	adopting bool

	least         model.Status // of its chapters; "" for any
	rounded       int          // numbers of the newest edition
	roundingError float64
}

// Prepare derives everything that the pages say about the data. It checks the data, and reports
// what is wrong to list. loaded are the editions, oldest first. Of editions that are past, and that
// the site does not show, it uses only what their readers know. tools may be zero.
func Prepare(root *source.Root, site *model.Site, t *theme.Theme, loaded []*edition.Loaded,
	audience model.Audience, tools Tools, list *diagnostic.List) *Plan {
	p := &Plan{audience: audience, root: root, site: site, theme: t, images: newImages(root), adopting: tools.Adopting,
		least: tools.Least, languages: make(map[string]*language.Language), words: make(map[string]*prose.Words)}
	for _, code := range site.Languages {
		l := language.New(code, p.wordsOfTheme(code))
		for _, key := range t.WordKeys {
			l.Say(key) // so that a check too finds the words that are lacking
		}
		p.languages[code], p.words[code] = l, prose.NewWords(l)
	}
	if years, err := edition.Years(root); err == nil && len(years) > 0 && len(loaded) > 0 {
		p.whole = loaded[0].Edition.Year == years[0] && !loaded[0].Past
	}
	visible := p.visibleEditions(loaded)
	surveys := p.surveys(loaded, visible, tools.keepDerived())
	all := p.reports(loaded, visible)
	p.reportExposed(all, list)
	for n, s := range surveys() {
		all[n].Report.Survey = s
	}
	p.judge(slices.DeleteFunc(all, func(d derived) bool { return d.Past }))
	p.connect(list)
	for _, e := range p.editions {
		for n, code := range site.Languages {
			if n == 0 || e.edition.TranslatedInto(code) {
				e.books = append(e.books, p.newBook(e, code, list))
			}
		}
	}
	if n := len(p.editions) - 1; n >= 0 {
		p.editions[n].reportSmall(list)
		p.editions[n].reportUnusable(list)
	}
	return p
}

// judge sets the editions of the plan, with what their reports say of indicators and measures.
func (p *Plan) judge(all []derived) {
	p.editions = make([]*editionPlan, len(all))
	var group sync.WaitGroup
	for n, d := range all {
		p.levels = append(p.levels, d.Loaded.Edition.AudienceLevels()...)
		var before *report.Report
		if n > 0 {
			before = all[n-1].Report
		}
		d.Report.Judge(d.Report.Edition.Judging, before) // one after the other: a test that was made keeps its result
		group.Go(func() { p.editions[n] = p.derive(d.Loaded, d.Report) })
	}
	group.Wait()
}

// connect tells each edition of those before it, and follows things through all of them.
func (p *Plan) connect(list *diagnostic.List) {
	var chain []*model.Edition
	for n, e := range p.editions {
		chain = append(chain, e.edition)
		e.corrected = sync.OnceValue(func() map[string][]adoption.Difference { return p.readCorrected(e) })
		for _, earlier := range p.editions[:n] {
			e.report.Earlier = append(e.report.Earlier, earlier.report)
		}
		if n == 0 {
			e.changes = func() *compare.Changes { return nil }
			continue
		}
		e.before = p.editions[n-1]
		e.changes = sync.OnceValue(func() *compare.Changes { return compare.Editions(e.before.edition, e.edition) })
		revise(e.report, e.before.report, e.before.loaded, e.loaded, list)
	}
	p.history = compare.Chain(chain)
}

// reportSmall reports changes that are demonstrable and small, when the site does not say from what
// part on a change is relevant.
func (e *editionPlan) reportSmall(list *diagnostic.List) {
	if e.report.Judging.Relevant != nil {
		return
	}
	const small = 0.05
	for _, i := range e.edition.Indicators {
		if e.report.Verdict(i).Small(small) {
			at := e.loaded.Position(e.loaded.Edition.Thing(model.IndicatorKind, i.ID))
			list.Add(diagnostic.SmallChange, at, "", i.ID)
		}
	}
}

// reportUnusable reports stretches of the data that give no control limits.
func (e *editionPlan) reportUnusable(list *diagnostic.List) {
	for _, i := range e.edition.Indicators {
		u := e.report.Verdict(i).Unusable
		if u == nil {
			continue
		}
		why := wording.Refer("phrase.base-few", strconv.Itoa(u.Comparable), strconv.Itoa(model.LeastBase))
		if u.Same {
			why = wording.Refer("phrase.base-same")
		}
		at := e.loaded.Position(e.loaded.Edition.Thing(model.IndicatorKind, i.ID), "limits")
		list.Add(diagnostic.UnusableBase, at, "", i.ID, why)
	}
}

// Check converts the chapters, writes nothing, and reports what is wrong to list. It returns the
// audiences below the plan's, from the highest, that see something else than the audience above
// them.
func (p *Plan) Check(list *diagnostic.List) (below []model.Audience) {
	for _, b := range p.books() {
		// The context is never cancelled.
		_ = b.convert(context.Background(), list)
	}
	p.checkAdopted(list)
	p.reportSearch(list)
	p.checkWords(list)
	return p.audiencesBelow()
}

// books returns the books of all editions, in all languages.
func (p *Plan) books() []*book {
	var all []*book
	for _, e := range p.editions {
		all = append(all, e.books...)
	}
	return all
}

func (p *Plan) audiencesBelow() []model.Audience {
	levels := slices.Clone(p.levels)
	for _, b := range p.books() {
		for _, t := range b.texts {
			levels = append(levels, t.Levels...)
		}
	}
	var below []model.Audience
	for to := p.audience; to > model.Public; to-- {
		if slices.Contains(levels, to) {
			below = append(below, to-1)
		}
	}
	return below
}

// visibleEditions returns the editions as the audience may see them.
func (p *Plan) visibleEditions(loaded []*edition.Loaded) []*model.Edition {
	out := make([]*model.Edition, len(loaded))
	for n, l := range loaded {
		out[n] = l.Edition.Reached(p.least).Visible(p.audience)
		out[n].LabelLike(p.site.Languages[0])
	}
	return out
}

// surveys starts to work out the results of the surveys, in parallel with work that does not need
// them. The function that it returns waits for the results. An edition without a survey, or whose
// answers were not read, has nil.
func (p *Plan) surveys(loaded []*edition.Loaded, visible []*model.Edition,
	keep survey.Keep) (wait func() []*survey.Results) {
	out := make([]*survey.Results, len(loaded))
	var group sync.WaitGroup
	for n, e := range visible {
		answers := loaded[n].Answers
		if e.Survey == nil || answers == nil {
			continue
		}
		group.Go(func() {
			// The answers were read with the whole edition. They name risks that may be hidden.
			out[n] = survey.Aggregate(e.Survey, e.Risks, e.Categories, answers, e.Privacy.Threshold, keep)
		})
	}
	return func() []*survey.Results {
		group.Wait()
		return out
	}
}

// derive adds the appraisal of measures to the report of an edition, which has nothing that the audience may
// not see.
func (p *Plan) derive(l *edition.Loaded, r *report.Report) *editionPlan {
	visible := r.Edition
	if len(visible.Measures) > 0 {
		r.Appraisal = appraisal.New(visible.Measures, visible.DiscountRate)
	}
	return &editionPlan{audience: p.audience, edition: visible, report: r, loaded: l, discussed: reviewsOf(visible)}
}

// checkWords reports words that the theme lacks, and whether there are any.
func (p *Plan) checkWords(list *diagnostic.List) (missing bool) {
	for _, b := range p.books() {
		if b.wordCount == 0 {
			continue // the file of words could not be read, and that has been reported
		}
		for _, key := range b.language.Missing() {
			file := path.Join("themes", b.site.Theme, "i18n", b.language.Code+".toml")
			list.Add(diagnostic.ThemeWord, diagnostic.Position{File: file}, "", key, b.language.Code)
			missing = true
		}
	}
	return missing
}

// Publish converts the chapters and writes every page and file of the plan, in parallel. The
// content of a page does not depend on the order in which pages are made. Publish reports what is
// wrong to list; when the list has errors, it writes nothing.
func (p *Plan) Publish(ctx context.Context, out Writer, tools Tools, list *diagnostic.List) error {
	opened := make(chan *press, 1)
	go func() { opened <- newPress(p, out, tools) }() // what the last build kept is read meanwhile
	for _, b := range p.books() {
		if err := b.convert(ctx, list); err != nil {
			return err
		}
	}
	p.checkAdopted(list)
	p.reportSearch(list)
	if list.Errors() > 0 {
		p.checkWords(list)
		return nil
	}
	press := <-opened
	jobs := press.assetJobs()
	for _, g := range p.pages() {
		jobs = append(jobs, press.pageJobs(g.book, g.bookPage)...)
	}
	var done atomic.Int64
	if err := each(ctx, len(jobs), func(n int) error {
		err := jobs[n]()
		if made := done.Add(1); tools.Progress != nil {
			tools.Progress(int(made), len(jobs))
		}
		return err
	}); err != nil {
		return err
	}
	if !p.checkWords(list) {
		// A figure that lacks a word must be made again next time, so that the word is reported
		// again.
		press.save()
	}
	return nil
}

// printedPage is a page of the site, with the book that it is printed for.
type printedPage struct {
	*book
	bookPage
}

// pages returns all pages of the site: those of all books, and those at the root.
func (p *Plan) pages() []printedPage {
	var all []printedPage
	for _, b := range p.books() {
		for _, g := range b.pages {
			if !g.root || b == p.atRoot().books[0] {
				all = append(all, printedPage{b, g})
			}
		}
	}
	return all
}

// atRoot returns the edition whose pages are at the root of the site: the newest that reached
// the least status, or the newest when none did.
func (p *Plan) atRoot() *editionPlan {
	for _, e := range slices.Backward(p.editions) {
		if e.edition.Status.Reached(p.least) {
			return e
		}
	}
	return p.editions[len(p.editions)-1]
}

// listed reports whether pages lead to an edition: to all but those that did not reach the least status.
func (p *Plan) listed(e *editionPlan) bool {
	return e == p.atRoot() || e.edition.Status.Reached(p.least)
}

// each calls do for the numbers from 0 to n-1, on all processors. It returns the first error, after
// which it begins nothing more.
func each(ctx context.Context, n int, do func(n int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for k := range n {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return do(k)
		})
	}
	return group.Wait()
}
