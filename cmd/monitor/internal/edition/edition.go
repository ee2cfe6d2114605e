// Package edition owns the way from files to the model: it reads data/ and content/ and builds the site and one edition,
// reporting everything that is wrong with them.
//
// It imports source for reading, diagnostic and wording for reporting, and model for what it builds. It derives nothing (package
// report does) and reads no Markdown beyond the front matter (package prose does).
package edition

import (
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// Loaded is an edition, the text of its chapters, and where in the files all of it stands.
type Loaded struct {
	Edition *model.Edition
	Answers *survey.Answers // to its survey; nil when they were not asked for, could not be read, or none was held
	// Texts are the files of the chapters, by path: the same for a chapter and for what an audience sees of it.
	Texts map[string]*source.File
	// Passages are all texts of the data that readers see, in the order in which they were read.
	Passages []Passage
	// Past tells that the edition is read only for what its readers know: no pages are made of it.
	Past bool

	written
	rows map[*model.Indicator]map[cell]diagnostic.Position // of secrets in CSV files, and what stands beside them
}

// At is where a thing of the edition (a pointer of the model) was written: the value at a path of keys below it, or the
// nearest above that; its head when there is no path.
func (l *Loaded) At(thing any, path ...string) diagnostic.Position {
	if c, ok := thing.(*model.Chapter); ok {
		return inFrontMatter(l.Texts[c.Path], path...)
	}
	if t := l.table(thing); t != nil {
		return t.AtPath(path...)
	}
	return diagnostic.Position{File: "data/" + l.Edition.Year}
}

// ValueAt is where a value of an indicator was written, that of a member of a dimension or, when these are "", of the whole;
// or what it was counted by.
func (l *Loaded) ValueAt(i *model.Indicator, dimension, member string, period model.Period) diagnostic.Position {
	at := cell{period: period}
	if d := l.Edition.Dimension(dimension); d != nil {
		at.member = d.Member(member)
	}
	if row, ok := l.rows[i][at]; ok {
		return row
	}
	switch t := l.table(i); {
	case i.Register != nil:
		return l.At(i, "from")
	case at.member != nil && t != nil && t.Has("breakdown"):
		return l.At(i, "breakdown", dimension, member, period.String())
	}
	return l.At(i, "values", period.String())
}

// Passage is a text, or a list of texts, in the data.
type Passage struct {
	Key   string
	Words model.Texts // one word list for each language; of a single text it has one element
	table *source.Table
	cells map[string]diagnostic.Position // by language, and "" for the row, when it stands in a CSV file
}

// At is where the passage stands in a language, or as a whole when it is not there in that one.
func (p Passage) At(lang string) diagnostic.Position {
	if p.table != nil {
		return p.table.AtPath(p.Key, lang)
	}
	if at, ok := p.cells[lang]; ok {
		return at
	}
	return p.cells[""]
}

// Years returns the editions that have data, oldest first.
func Years(root *source.Root) ([]string, error) {
	entries, err := root.List("data")
	if err != nil {
		return nil, err
	}
	var years []string
	for _, e := range entries {
		if _, ok := model.ParsePeriod(e.Name()); ok && e.IsDir() && len(e.Name()) == 4 {
			years = append(years, e.Name())
		}
	}
	return years, nil
}

// Load reads one edition, and with answers also those to its survey: they are most of the data of an edition, and not
// everything needs them. What is wrong is added to list; the result holds what could be read and is complete only when the
// list has no errors.
func Load(root *source.Root, site *model.Site, year string, answers bool, list *diagnostic.List) *Loaded {
	r := newReader(root, site, year, list)
	defer r.parseAhead(slices.Concat(numberFiles, otherFiles))()
	r.readNumbers()
	r.readFiles(otherFiles)
	var beside errgroup.Group
	var given *survey.Answers
	if answers && r.edition.Survey != nil {
		// A copy, since the edition is still being put together. All that answers are about has been read.
		soFar := *r.edition
		beside.Go(func() error {
			given, _ = ReadAnswers(root, &soFar, site.PrivacyThreshold, list)
			return nil
		})
	}
	r.edition.Index()
	for _, f := range r.afterData {
		f()
	}
	r.unexpectedFiles()
	r.afterChapters = append(r.afterChapters, r.checkStatusBacked, r.checkNothingLeft)
	r.chapters()
	for _, f := range r.afterChapters {
		f()
	}
	// The function returns no error: what is wrong is in the list.
	_ = beside.Wait()
	return &Loaded{Edition: r.edition, Answers: given, Texts: r.bodies, Passages: r.passages, written: r.written, rows: r.rows}
}

// LoadNumbers reads the indicators of an edition and what they refer to, and nothing else of it. What is wrong is not told:
// it is for who asks what an edition says that somebody else has checked.
func LoadNumbers(root *source.Root, site *model.Site, year string) *Loaded {
	r := newReader(root, site, year, &diagnostic.List{})
	defer r.parseAhead(numberFiles)()
	r.readNumbers()
	r.edition.Index()
	for _, f := range r.afterData {
		f()
	}
	return &Loaded{Edition: r.edition, written: r.written, rows: r.rows}
}

func newReader(root *source.Root, site *model.Site, year string, list *diagnostic.List) *reader {
	return &reader{
		root: root, list: list, site: site, dir: "data/" + year,
		edition:   &model.Edition{Year: year, Title: model.Text{"": year}, Status: model.Concept},
		registers: make(map[string]*register), rules: make(map[*model.Indicator]*rule), csvRead: make(map[string]bool),
		written: written{make(map[model.Kind]map[string]definition), make(map[any]*source.Table)},
		rows:    make(map[*model.Indicator]map[cell]diagnostic.Position), bodies: make(map[string]*source.File),
	}
}

// dataFile is a file of a folder of data, and what reads it.
type dataFile struct {
	name     string
	read     func(r *reader, top *source.Table)
	required bool
}

// numberFiles are the files that numbers are read from, beside those of indicators; otherFiles are the others. Each is read
// when those before it have been, and knows their things by id.
var (
	numberFiles = []dataFile{
		{"edition.toml", (*reader).editionFile, true},
		{"categories.toml", (*reader).categories, true},
		{"dimensions.toml", (*reader).dimensions, false},
		{"registers.toml", (*reader).declareRegisters, false},
	}
	otherFiles = []dataFile{
		{"risks.toml", (*reader).risks, false},
		{"survey.toml", (*reader).survey, false},
		{"measures.toml", (*reader).measures, false},
		{"questions.toml", (*reader).questions, false},
		{"cycle.toml", (*reader).cycles, false},
		{"actions.toml", (*reader).actions, false},
		{"organisation.toml", (*reader).organisation, false},
		{"reviews.toml", (*reader).reviews, false},
		{"front.toml", (*reader).front, false},
		{"glossary.toml", (*reader).glossary, false},
	}
)

// readFiles reads some files.
func (r *reader) readFiles(files []dataFile) {
	for _, f := range files {
		if top, ok := r.open(path.Join(r.dir, f.name), f.required); ok {
			f.read(r, top)
			top.Close()
		}
		r.edition.Index()
	}
}

// readNumbers reads the edition itself, its indicators, and what these refer to.
func (r *reader) readNumbers() {
	r.readFiles(numberFiles)
	r.indicators()
	r.countRegisters()
}

// written remembers where everything was written: things by kind and id, and what is no thing by itself.
type written struct {
	defined map[model.Kind]map[string]definition
	tables  map[any]*source.Table
}

// table is what a thing was read from, or a survey, a cycle and the like; nil when that is not known.
func (w written) table(of any) *source.Table {
	if thing, ok := of.(model.Thing); ok {
		return w.defined[model.KindOf(thing)][thing.Header().ID].of
	}
	return w.tables[of]
}

// reader holds what is known while one edition is read.
type reader struct {
	root    *source.Root
	list    *diagnostic.List
	site    *model.Site
	dir     string
	edition *model.Edition
	written
	// later holds what can be checked only when all data have been read, in the order of the files.
	afterData []func()
	// afterChapters holds what can be checked only when the chapters have been read too.
	afterChapters []func()

	// opened takes a file of the edition apart, once, by its name; see parseAhead.
	opened map[string]func() (*source.Table, bool)

	rows     map[*model.Indicator]map[cell]diagnostic.Position
	passages []Passage
	bodies   map[string]*source.File // of chapters, by path
	answers  string                  // name of the file with the answers to the survey, or ""

	registers     map[string]*register
	registerOrder []*register
	rules         map[*model.Indicator]*rule // of the indicators that are counted from a register
	csvRead       map[string]bool            // the CSV files that indicators and registers named
	misnamed      bool                       // one of them is not there
}

// parseAhead begins to take TOML files apart on all cores, those named in the edition's folder and those of indicators: that is most
// of the work of reading an edition, while what the files mean has to be read in their order. The result waits until none is
// being read any more.
func (r *reader) parseAhead(known []dataFile) (wait func()) {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	r.opened = make(map[string]func() (*source.Table, bool))
	var files []func() (*source.Table, bool)
	for _, dir := range []string{r.dir, path.Join(r.dir, indicatorFolder)} {
		// A folder that cannot be listed is reported by who needs what is in it.
		entries, _ := r.root.List(dir)
		for _, e := range entries {
			if name := path.Join(dir, e.Name()); path.Ext(name) == ".toml" && (dir != r.dir || slices.ContainsFunc(known, func(f dataFile) bool { return f.name == e.Name() })) {
				r.opened[name] = sync.OnceValues(func() (*source.Table, bool) { return openTOML(r.root, name, r.list) })
				files = append(files, r.opened[name])
			}
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, open := range files {
			group.Go(func() error {
				open()
				return nil
			})
		}
		// The functions return no error: what is wrong is in the list.
		_ = group.Wait()
	}()
	return func() { <-done }
}

// open returns a TOML file taken apart; required reports its absence.
func (r *reader) open(name string, required bool) (*source.Table, bool) {
	open := r.opened[name]
	if open == nil {
		if required {
			r.edition.Partial = true
			r.list.Add(diagnostic.MissingFile, diagnostic.Position{File: name}, "")
		}
		return nil, false
	}
	t, ok := open()
	if !ok {
		r.edition.Partial = true
	}
	return t, ok
}

func openTOML(root *source.Root, name string, list *diagnostic.List) (*source.Table, bool) {
	if !root.Exists(name) && !root.IsLink(name) {
		list.Add(diagnostic.MissingFile, diagnostic.Position{File: name}, "")
		return nil, false
	}
	file, ok := root.Read(name, source.DataLimit, list)
	if !ok {
		return nil, false
	}
	return source.ParseTOML(file, 0, len(file.Data), list)
}

func (r *reader) editionFile(top *source.Table) {
	t, ok := top.Table("edition")
	if !ok {
		if !top.Has("edition") {
			top.Missing("edition")
		}
		return
	}
	defer t.Close()
	e := r.edition
	e.Title = r.text(t, "title", true)
	e.Subtitle = r.text(t, "subtitle", false)
	e.Summary = r.text(t, "summary", false)
	e.Method = r.namedChapter(t, "method")
	e.SummaryChapter = r.namedChapter(t, "summary_chapter")
	if kinds, ok := t.Strings("example"); ok {
		for _, kind := range kinds {
			if !slices.Contains(model.ExampleFiles, kind) {
				t.Report("example", diagnostic.BadChoice, source.Suggest(kind, model.ExampleFiles), "example", kind, strings.Join(model.ExampleFiles, ", "))
			}
		}
		e.Examples = kinds
	}
	r.tables[e] = t
	e.Status = model.Status(choice(t, "status", model.Statuses, string(model.Concept)))
	if d, ok := t.Date("date"); ok {
		e.Date = d
	} else if !t.Has("date") {
		t.Missing("date")
	}
}

// namedChapter reads the slug of a chapter, which must exist in the site's first language.
func (r *reader) namedChapter(t *source.Table, key string) string {
	slug, _ := t.String(key)
	if slug != "" {
		r.afterChapters = append(r.afterChapters, func() {
			if first := r.site.Languages[0]; r.edition.Chapter(first, slug) == nil {
				r.reportNoChapter(t, key, slug, first)
			}
		})
	}
	return slug
}

// reportNoChapter reports a slug that no chapter of the languages has.
func (r *reader) reportNoChapter(t *source.Table, key, slug string, languages ...string) {
	if r.edition.Partial {
		return
	}
	var slugs []string
	for _, lang := range languages {
		for _, c := range r.edition.Chapters[lang] {
			slugs = append(slugs, c.Slug)
		}
	}
	t.Report(key, diagnostic.UnknownID, source.Suggest(slug, slugs), diagnostic.Kind(model.ChapterKind), slug)
}

// unexpectedFiles warns of files that nothing reads: most often a misspelt name.
func (r *reader) unexpectedFiles() {
	known := []string{indicatorFolder}
	for _, f := range slices.Concat(numberFiles, otherFiles) {
		known = append(known, f.name)
	}
	if r.answers != "" {
		known = append(known, r.answers)
	}
	known = append(known, r.namesRead("")...)
	entries, err := r.root.List(r.dir)
	if err != nil {
		source.ReportRead(r.list, diagnostic.Position{File: r.dir}, err)
		return
	}
	for _, e := range entries {
		if (r.edition.Partial || r.misnamed) && (e.IsDir() || path.Ext(e.Name()) == ".csv") {
			continue // it may be named in a file that could not be read, or be what a wrong name meant
		}
		if !slices.Contains(known, e.Name()) {
			r.list.Add(diagnostic.UnexpectedFile, diagnostic.Position{File: path.Join(r.dir, e.Name())},
				source.Suggest(e.Name(), known), strings.Join(known, ", "))
		}
	}
	r.unexpectedInFolders("")
}

func itoa(n int) string { return strconv.Itoa(n) }
