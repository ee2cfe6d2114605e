// Package site owns the pages: what each says, where it stands, how they lead to each other.
//
// It puts together what the packages below it make (prose, figure, theme) and hands every page to package
// publish. It is the only package that knows all of them, so it holds no rules of its own about numbers, texts or files:
// it asks. It works in two steps: Prepare looks at the data, and then either Check converts the chapters to see what is wrong
// with them, or Publish writes the site while it does so.
package site

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html/template"
	"image"
	_ "image/gif"  // sizes of images
	_ "image/jpeg" // sizes of images
	_ "image/png"  // sizes of images
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"utwente.nl/monitor/cmd/monitor/internal/appraisal"
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
)

// Writer takes the files of the site. package publish has one; it must be safe for use by many goroutines.
type Writer interface {
	Write(path string, parts ...[]byte) error
}

// Shelf keeps what was made from one build to the next. package shelf has one; it must be safe for use by many goroutines.
type Shelf interface {
	Get(kind string, k shelf.Key) ([]byte, bool)
	Put(kind string, k shelf.Key, parts ...[]byte)
}

// Tools are what a site is made with.
type Tools struct {
	Shelf Shelf
	// Program stands for the program that builds: what another one put on the shelf is not used. "": nothing is.
	Program string

	recalled func() *kept // see Recall
}

// Plan is a site whose data have been read. Its chapters are converted once, by Check or by Publish.
type Plan struct {
	audience model.Audience
	levels   []model.Audience // that things of the editions are for
	root     *source.Root
	site     *model.Site
	theme    *theme.Theme
	editions []*editionPlan // oldest first
	kin      *kinship
	images   *images
	hidden   []Hidden
}

// editionPlan is one edition in all languages that have text.
type editionPlan struct {
	edition *model.Edition // what the audience may see
	report  *report.Report
	before  *editionPlan // the edition before, or nil
	books   []*book      // by the site's languages
	// discussed are the reviews of each chapter, by its slug.
	discussed map[string][]*model.Review
}

// book is one edition in one language.
type book struct {
	*editionPlan
	site     *model.Site
	language *language.Language
	words    int // how many words the theme has for the language
	// templates are those of the theme, in the book's language.
	templates *template.Template
	address   addresses
	directory
	sources  map[string]*source.File   // of the chapters, by path
	chapters map[string]*model.Chapter // by slug
	// byCategory is the chapter that a category's page takes.
	byCategory map[string]*model.Chapter
	stops      []stop // in reading order

	// What there is when all chapters have been converted: their texts, in reading order, and in which of them an indicator is
	// shown or quoted.
	converter *prose.Converter
	texts     []*prose.Text
	usedIn    map[string][]*prose.Text
}

// Prepare derives all that is said of the data, and checks it; what is wrong goes to list. loaded are the editions, oldest
// first; of those that are past only what their readers know is taken. Of the tools the shelf is used, when there is one.
func Prepare(root *source.Root, site *model.Site, t *theme.Theme, loaded []*edition.Loaded, audience model.Audience, tools Tools, list *diagnostic.List) *Plan {
	p := &Plan{audience: audience, root: root, site: site, theme: t, images: newImages(root)}
	visible := p.visible(loaded)
	surveys := p.surveys(loaded, visible, tools.keeper())
	all := p.reports(loaded, visible)
	p.audit(all, list)
	for n, s := range surveys() {
		all[n].Report.Survey = s
	}
	all = slices.DeleteFunc(all, func(d derived) bool { return d.Past })
	loaded = slices.DeleteFunc(slices.Clone(loaded), func(l *edition.Loaded) bool { return l.Past })
	p.editions = make([]*editionPlan, len(loaded))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for n, d := range all {
		p.levels = append(p.levels, d.Loaded.Edition.AudienceLevels()...)
		group.Go(func() error {
			p.editions[n] = p.derive(d.Loaded, d.Report)
			return nil
		})
	}
	// The functions return no error: what is wrong is in the list.
	_ = group.Wait()
	for n, e := range p.editions {
		if n > 0 {
			e.before = p.editions[n-1]
		}
		for _, earlier := range p.editions[:n] {
			e.report.Earlier = append(e.report.Earlier, earlier.report)
		}
		if n > 0 {
			revise(e.report, e.before.report, loaded[n-1], loaded[n], list)
		}
	}
	for n, l := range loaded {
		e := p.editions[n]
		for n, code := range site.Languages {
			if n > 0 && len(e.edition.Chapters[code]) == 0 {
				continue
			}
			e.books = append(e.books, p.bind(e, l, code, list))
		}
	}
	p.kin = newKinship(p.editions)
	return p
}

// Check converts the chapters and writes nothing; what is wrong goes to list.
func (p *Plan) Check(list *diagnostic.List) {
	for _, b := range p.books() {
		// Nothing ends it.
		_ = b.convert(context.Background(), list, func(int) error { return nil })
	}
	p.checkWords(list)
}

// books are those of all editions, in all languages.
func (p *Plan) books() []*book {
	var all []*book
	for _, e := range p.editions {
		all = append(all, e.books...)
	}
	return all
}

// Below are the audiences below that of the plan, from the highest, to which the editions are something else than to the one
// above. The chapters must have been converted.
func (p *Plan) Below() []model.Audience {
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

// visible are the editions as the audience may see them.
func (p *Plan) visible(loaded []*edition.Loaded) []*model.Edition {
	out := make([]*model.Edition, len(loaded))
	for n, l := range loaded {
		out[n] = l.Edition.Visible(p.audience)
	}
	return out
}

// surveys begins to work out what is said of the surveys of the editions, beside what nothing of it is needed for; the function
// returned waits for them. An edition without a survey, or whose answers were not read, has nil.
func (p *Plan) surveys(loaded []*edition.Loaded, visible []*model.Edition, keep survey.Keep) (wait func() []*survey.Results) {
	out := make([]*survey.Results, len(loaded))
	var group sync.WaitGroup
	for n, e := range visible {
		answers := loaded[n].Answers
		if e.Survey == nil || answers == nil {
			continue
		}
		group.Go(func() {
			// The answers name risks that may be hidden; they were read with the whole edition.
			out[n] = survey.Aggregate(e.Survey, e.Risks, e.Categories, answers, p.site.PrivacyThreshold, keep)
		})
	}
	return func() []*survey.Results {
		group.Wait()
		return out
	}
}

// derive works out what else may be said of an edition. Nothing below it knows of what the audience may not see.
func (p *Plan) derive(l *edition.Loaded, r *report.Report) *editionPlan {
	visible := r.Edition
	r.Judge(p.site.Judging)
	if !l.Again {
		l.Answers = nil // all that is said of them has been worked out
	}
	if len(visible.Measures) > 0 {
		r.Appraisal = appraisal.New(visible.Measures, p.site.DiscountRate)
	}
	return &editionPlan{edition: visible, report: r, discussed: reviewsOf(visible)}
}

// bind makes the book of an edition in one language, its chapters not yet converted.
func (p *Plan) bind(e *editionPlan, l *edition.Loaded, code string, list *diagnostic.List) *book {
	b := &book{editionPlan: e, site: p.site, language: language.New(code, p.theme.Words[code]), words: len(p.theme.Words[code]),
		sources: l.Texts, chapters: make(map[string]*model.Chapter), byCategory: make(map[string]*model.Chapter)}
	var err error
	if b.templates, err = p.theme.Templates(b.language.Say); err != nil {
		list.Add(diagnostic.ThemeFile, diagnostic.Position{File: path.Join("themes", p.site.Theme, "templates")}, "", "*.html", err.Error())
	}
	b.address = newAddresses(p.site, e.edition.Year, b.language)
	for _, c := range e.edition.Chapters[code] {
		b.chapters[c.Slug] = c
		if c.Category != "" {
			b.byCategory[c.Category] = c
		}
		if slices.Contains(b.address.taken(), c.Slug) && c.Category == "" {
			list.Add(diagnostic.PageTaken, diagnostic.Position{File: c.Path}, "", c.Slug+".html", diagnostic.Both("die maakt monitor zelf", "monitor makes it itself"))
		}
	}
	b.stops = b.readingOrder()
	b.converter = prose.New(p.site, l.Edition, e.report, p.audience, b.language, &links{book: b, images: p.images})
	b.index()
	return b
}

// convert converts the chapters, in parallel. write is called for each as soon as its text is complete, with its place among
// the texts, unless something is wrong already; an error of it ends the work.
func (b *book) convert(ctx context.Context, list *diagnostic.List, write func(n int) error) error {
	chapters := b.edition.Chapters[b.language.Code]
	place := make(map[*model.Chapter]int, len(chapters))
	for n, c := range chapters {
		place[c] = n
	}
	b.texts = make([]*prose.Text, len(chapters))
	err := each(ctx, len(chapters), func(_ context.Context, n int) error {
		c := chapters[n]
		complete := b.converter.Convert(c, b.sources[c.Path], list)
		// The text has been converted: its source would only take memory from here on.
		b.sources[c.Path].Release()
		for _, t := range complete {
			n := place[t.Chapter]
			b.texts[n] = t
			if list.Errors() > 0 {
				continue
			}
			if err := write(n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	b.usedIn = make(map[string][]*prose.Text)
	for _, t := range b.texts {
		for _, id := range t.Uses {
			b.usedIn[id] = append(b.usedIn[id], t)
		}
	}
	return nil
}

// checkWords reports words that were asked for and that the theme does not have, and tells whether there are any.
func (p *Plan) checkWords(list *diagnostic.List) (missing bool) {
	for _, b := range p.books() {
		if b.words == 0 {
			continue // the file of words could not be read, and that has been reported
		}
		for _, key := range b.language.Missing() {
			list.Add(diagnostic.ThemeWord, diagnostic.Position{File: path.Join("themes", b.site.Theme, "i18n", b.language.Code+".toml")},
				"", key, b.language.Code)
			missing = true
		}
	}
	return missing
}

// Publish converts the chapters and writes every page and file of the plan. The page of a chapter is written as soon as its
// text is complete, so that a report of thousands of chapters is never in memory as a whole; the pages of the data follow. Pages
// are made in parallel; what they hold does not depend on which comes first. What is wrong goes to list; when that has errors, it
// holds all there is to say and the rest was not written.
func (p *Plan) Publish(ctx context.Context, out Writer, tools Tools, list *diagnostic.List) error {
	press := newPress(p, out, tools)
	for _, b := range p.books() {
		if err := b.convert(ctx, list, func(n int) error { return press.chapter(ctx, b, n) }); err != nil {
			return err
		}
	}
	if list.Errors() > 0 {
		p.checkWords(list)
		return nil
	}
	var jobs []job
	for _, b := range p.books() {
		jobs = append(jobs, press.pages(b)...)
	}
	jobs = append(jobs, press.rootPages()...)
	jobs = append(jobs, press.files()...)
	// The largest first, so that none is left for one worker at the end.
	slices.SortStableFunc(jobs, func(a, b job) int { return cmp.Compare(b.weight, a.weight) })
	if err := each(ctx, len(jobs), func(ctx context.Context, n int) error { return jobs[n].run(ctx) }); err != nil {
		return err
	}
	if !p.checkWords(list) {
		// What lacks a word would be taken from the shelf next time, and nobody would be told any more.
		press.save()
	}
	return nil
}

// each does something n times, on all processors, and returns the first error, after which nothing more is begun. It takes as many
// goroutines as there are processors: a new one for each of thousands of chapters would have its stack grown each time.
func each(ctx context.Context, n int, do func(ctx context.Context, n int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() error {
			for k := int(next.Add(1)) - 1; k < n; k = int(next.Add(1)) - 1 {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := do(ctx, k); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// job is one file or page to make. weight is a rough size: 1 for a page like most others.
type job struct {
	weight int
	run    func(ctx context.Context) error
}

// links tells package prose where things are, seen from a chapter's page.
type links struct {
	book   *book
	images *images
}

func (l *links) from(to string) string           { return relative(l.book.address.home(), to) }
func (l *links) Chapter(c *model.Chapter) string { return l.from(l.book.address.chapter(c)) }
func (l *links) Category(id string) string       { return l.from(l.book.address.category(id)) }
func (l *links) Aspect(a *model.Aspect) string   { return l.from(l.book.address.aspect(a)) }
func (l *links) Indicator(id string) string      { return l.from(l.book.address.indicator(id)) }

func (l *links) Thing(kind, id string) string { return l.from(l.book.address.thing(kind, id)) }

func (l *links) Image(name string, at diagnostic.Position, list *diagnostic.List) (prose.Image, bool) {
	i, ok := l.images.find(name, at, list)
	if !ok {
		return prose.Image{}, false
	}
	return prose.Image{Href: l.from(i.published), Width: i.width, Height: i.height}, true
}

// images are the pictures beside the chapters, each read and published once.
type images struct {
	root  *source.Root
	mu    sync.Mutex
	found map[string]*picture
}

type picture struct {
	published     string
	data          []byte
	width, height int
}

func newImages(root *source.Root) *images {
	return &images{root: root, found: make(map[string]*picture)}
}

func (s *images) find(name string, at diagnostic.Position, list *diagnostic.List) (*picture, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.found[name]; ok {
		return p, true
	}
	if !s.root.Exists(name) && !s.root.IsLink(name) {
		list.Add(diagnostic.NoImage, at, "", name)
		return nil, false
	}
	data, ok := s.root.ReadBytes(name, source.ImageLimit, at, list)
	if !ok {
		return nil, false
	}
	p := &picture{data: data, published: theme.Fingerprint(name, data)}
	if !p.measure(strings.ToLower(path.Ext(name))) {
		list.Add(diagnostic.BadImage, at, "", name)
		return nil, false
	}
	s.found[name] = p
	return p, true
}

// measure finds the size of a picture, and tells whether it is what its name says. An SVG is let through when it holds
// nothing that acts or asks other hosts.
func (p *picture) measure(extension string) bool {
	switch extension {
	case ".svg":
		text := bytes.ToLower(p.data)
		for _, bad := range []string{"<script", "javascript:", "<foreignobject", "href=\"http", "href='http", "url(http", " onload", " onclick", "<!entity"} {
			if bytes.Contains(text, []byte(bad)) {
				return false
			}
		}
		return bytes.Contains(text, []byte("<svg"))
	case ".webp":
		return len(p.data) > 12 && string(p.data[:4]) == "RIFF" && string(p.data[8:12]) == "WEBP"
	}
	config, kind, err := image.DecodeConfig(bytes.NewReader(p.data))
	if err != nil || kind != strings.TrimPrefix(strings.Replace(extension, ".jpg", ".jpeg", 1), ".") {
		return false
	}
	p.width, p.height = config.Width, config.Height
	return true
}

// all returns the pictures by published path, sorted.
func (s *images) all() []*picture {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*picture
	for _, p := range s.found {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *picture) int { return strings.Compare(a.published, b.published) })
	return slices.CompactFunc(out, func(a, b *picture) bool { return a.published == b.published })
}

func failed(page string, err error) error { return fmt.Errorf("%s: %w", page, err) }
