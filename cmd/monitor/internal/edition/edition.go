// Package edition reads files into the model. It reads data/ and content/, builds the site and one
// edition, and reports everything that is wrong with them.
//
// It imports source for reading, diagnostic and wording for reporting, survey for the answers, and
// model for what it builds. It never derives a number (package report does), and reads no Markdown
// beyond the front matter (package prose does).
package edition

import (
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// Loaded is an edition, the texts of its chapters, and the position in the files of everything in
// it.
type Loaded struct {
	Edition *model.Edition
	Answers *survey.Answers // to its survey; nil when not asked for, not readable, or without a survey
	// Import is how an export becomes those answers; nil when the data do not say.
	Import *SurveyImport
	// Texts are the files of the chapters by path. All audiences share them.
	Texts map[string]*source.File
	// Passages are all texts of the data that readers see, in the order of reading.
	Passages []Passage
	// Adopted is the file with what the edition said when it was adopted; nil when there is none.
	Adopted *source.File
	// Good are the TOML files and the chapters that could be read, by path. Unread are the paths of those
	// that could not be read at all.
	Good   map[string]*source.File
	Unread []string
	// Past reports whether the edition is read only for what it has already published. No pages are
	// made of it.
	Past bool

	origins
	rows map[*model.Indicator]map[cell]diagnostic.Position // in CSV files, of values that may have to be hidden
	// foreign reports whether a picture that browsers do not show is beside the chapters. Whether one of
	// them names it is checked.
	foreign bool
	named   map[string][]string // the keys of the table that names a CSV file, by its path

	Imports map[string]*Import // how sheets come in, by id
}

// Position returns the position of a thing of the edition, a pointer of the model. With a path of
// keys it is the position of that value below the thing, or of the nearest key above it that exists.
func (l *Loaded) Position(thing any, path ...string) diagnostic.Position {
	if c, ok := thing.(*model.Chapter); ok {
		return inFrontMatter(l.Texts[c.Path], path...)
	}
	if t := l.table(thing); t != nil {
		return t.AtPath(path...)
	}
	if _, ok := thing.(*model.Role); ok {
		return diagnostic.Position{File: SiteFile}
	}
	return diagnostic.Position{File: "data/" + l.Edition.Year}
}

// ElementPosition returns the position of element n of a list of a thing.
func (l *Loaded) ElementPosition(thing any, key string, n int) diagnostic.Position {
	return l.table(thing).AtElement(key, n)
}

// ValuePosition returns the position of a value of an indicator. dimension and member are "" for
// the whole. For a value that was counted it is the position of the rule.
func (l *Loaded) ValuePosition(i *model.Indicator, dimension, member string, period model.Period) diagnostic.Position {
	at := cell{period: period}
	if d := l.Edition.Dimension(dimension); d != nil {
		at.member = d.Member(member)
	}
	if row, ok := l.rows[i][at]; ok {
		return row
	}
	switch t := l.table(i); {
	case i.Register != nil:
		return l.Position(i, "from")
	case at.member != nil && t != nil && t.Has("breakdown"):
		return l.Position(i, "breakdown", dimension, member, period.String())
	}
	return l.Position(i, "values", period.String())
}

// Passage is a text, or a list of texts, in the data.
type Passage struct {
	Key   string
	Words model.Texts // a list for each language; a single text is a list of one
	table *source.Table
	cells map[string]diagnostic.Position // of a text in a CSV file: by language, and "" for the row
}

// Position returns the position of the passage in a language, or of the whole passage when it lacks
// that language.
func (p Passage) Position(lang string) diagnostic.Position {
	if p.table != nil {
		return p.table.AtPath(p.Key, lang)
	}
	if at, ok := p.cells[lang]; ok {
		return at
	}
	return p.cells[""]
}

// isMarkdown reports whether the passage is read as the text of a chapter is.
func (p Passage) isMarkdown() bool {
	kind, _ := p.Of()
	return p.Key == "text" && (kind == model.FindingKind || kind == model.RequestKind)
}

// Written returns where the text of a thing is in its file, in a language or the one that stands in
// for it; see [source.Table.Written].
func (l *Loaded) Written(thing model.Thing, key, lang string, languages []string) (
	file *source.File, from, to int, at diagnostic.Position,
) {
	t := l.table(thing)
	if !t.IsTable(key) {
		return t.Written(key)
	}
	for _, lang := range append([]string{lang}, languages...) {
		if file, from, to, at = t.Written(key, lang); from < to {
			break
		}
	}
	return file, from, to, at
}

// Of returns the thing that the passage is of; an edition itself, or a setting, has no id.
func (p Passage) Of() (kind model.Kind, id string) {
	if p.table == nil {
		return "", ""
	}
	switch keys := p.table.Above(); {
	case len(keys) > 1:
		return model.Kind(keys[0]), keys[1]
	case len(keys) > 0:
		return model.Kind(keys[0]), ""
	}
	return "", ""
}

// Years returns the editions that have data, oldest first.
func Years(root *source.Root) ([]string, error) {
	entries, err := root.List("data")
	if err != nil {
		return nil, err
	}
	var years []string
	for _, e := range entries {
		if e.IsDir() && isYear(e.Name()) {
			years = append(years, e.Name())
		}
	}
	return years, nil
}

// isYear reports whether a folder has the name of an edition.
func isYear(name string) bool {
	_, ok := model.ParsePeriod(name)
	return ok && len(name) == len("2026")
}

// Load reads one edition. It reads the answers to its survey only on request: they are most of the
// data. Mistakes are added to list. The result holds what could be read, and is complete only when
// list has no errors.
func Load(root *source.Root, site *model.Site, year string, answers bool, list *diagnostic.List) *Loaded {
	r := newReader(root, site, year, list)
	defer r.parseAhead(slices.Concat(numberFiles, otherFiles))()
	r.readNumbers()
	r.readFiles(otherFiles)
	var background errgroup.Group
	var given *survey.Answers
	if answers && r.edition.Survey != nil {
		// The edition still grows, so this is a copy. Everything that answers refer to is in it.
		soFar := *r.edition
		background.Go(func() error {
			given, _ = ReadAnswers(root, &soFar, soFar.Privacy.Threshold, list)
			return nil
		})
	}
	r.edition.Index()
	for _, f := range r.afterData {
		f()
	}
	r.unexpectedFiles()
	r.afterChapters = append(r.afterChapters, r.checkEvidence, r.checkStatusBacked, r.checkNoDrafts, r.checkNothingLeft,
		r.checkTitles)
	r.chapters()
	for _, f := range r.afterChapters {
		f()
	}
	r.checkPassages()
	r.checkLanguages()
	// The function returns no error: mistakes are in the list.
	_ = background.Wait()
	var adopted *source.File
	if name := path.Join(r.dir, AdoptedFile); root.Exists(name) {
		adopted, _ = root.Read(name, source.DataLimit, list)
	}
	return &Loaded{Edition: r.edition, Answers: given, Adopted: adopted, Texts: r.bodies, Passages: r.passages,
		Good: r.good, Unread: r.unread, origins: r.origins, rows: r.rows, foreign: r.foreign, named: r.named,
		Imports: r.imported, Import: r.export}
}

// LoadNumbers reads only the indicators of an edition and what they refer to. It serves earlier
// editions, which are read for what they have already published, and reports no mistakes in them.
func LoadNumbers(root *source.Root, site *model.Site, year string) *Loaded {
	r := newReader(root, site, year, &diagnostic.List{})
	defer r.parseAhead(numberFiles)()
	r.readNumbers()
	r.edition.Index()
	for _, f := range r.afterData {
		f()
	}
	return &Loaded{Edition: r.edition, origins: r.origins, rows: r.rows}
}

func newReader(root *source.Root, site *model.Site, year string, list *diagnostic.List) *reader {
	return &reader{
		root: root, list: list, site: site, dir: "data/" + year,
		edition: &model.Edition{
			Year: year, Language: site.Languages[0], Title: model.Text{"": year}, Status: model.Concept,
			Settings: site.Defaults,
		},
		spoken: spoken(site.Languages), aside: make(map[string]*aside),
		rolesFile: SiteFile,
		registers: make(map[string]*register), rules: make(map[*model.Indicator]*rule), csvRead: make(map[string]bool),
		ends:        make(map[dated]bool),
		cutReported: make(map[*model.Indicator]bool),
		origins:     origins{make(map[model.Kind]map[string]definition), make(map[any]*source.Table)},
		rows:        make(map[*model.Indicator]map[cell]diagnostic.Position), bodies: make(map[string]*source.File),
		good: make(map[string]*source.File), named: make(map[string][]string), imported: make(map[string]*Import),
	}
}

// AdoptedFile is the file of an edition with what it said when it was adopted (package adoption).
const AdoptedFile = "adopted.toml"

// MovedFile is the file of an edition with the addresses that it no longer has.
const MovedFile = "moved.toml"

// TaskFiles are the names of the list, in each language of the program, of what is left to do for an edition. Nothing
// reads it.
var TaskFiles = []string{"TE-DOEN.md", "TO-DO.md"}

// dataFile is the name of a data file and the function that reads it.
type dataFile struct {
	name     string
	read     func(r *reader, top *source.Table)
	required bool
}

// numberFiles are the files that numbers depend on, besides those of indicators; otherFiles are the
// rest. They are read in this order: a file may refer by id to things in the files before it.
var (
	numberFiles = []dataFile{
		{"edition.toml", (*reader).editionFile, true},
		{ownRolesFile, (*reader).ownRoles, false},
		{"categories.toml", (*reader).categories, true},
		{"dimensions.toml", (*reader).dimensions, false},
		{"registers.toml", (*reader).declareRegisters, false},
		{"peers.toml", (*reader).peers, false},
	}
	otherFiles = []dataFile{
		{"risks.toml", (*reader).risks, false},
		{"survey.toml", (*reader).survey, false},
		{"controls.toml", (*reader).controls, false},
		{"measures.toml", (*reader).measures, false},
		{"questions.toml", (*reader).questions, false},
		{"cycle.toml", (*reader).cycles, false},
		{"actions.toml", (*reader).actions, false},
		{"organisation.toml", (*reader).organisation, false},
		{"protocol.toml", (*reader).protocol, false},
		{"reviews.toml", (*reader).reviews, false},
		{"meetings.toml", (*reader).meetings, false},
		{"interviews.toml", (*reader).interviews, false},
		{"front.toml", (*reader).front, false},
		{"glossary.toml", (*reader).glossary, false},
		{"sources.toml", (*reader).orientation, false},
		{"corrections.toml", (*reader).corrections, false},
		{MovedFile, (*reader).moved, false},
		{ImportFile, (*reader).imports, false},
	}
)

// readFiles reads files in the order of the list.
func (r *reader) readFiles(files []dataFile) {
	for _, f := range files {
		if top, ok := r.open(path.Join(r.dir, f.name), f.required); ok {
			top.Headed()
			f.read(r, top)
			r.edition.Partial = r.edition.Partial || top.Unasked() // a table with a wrong name
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

// origins remembers the table that everything was read from: things by kind and id, and other
// values, such as a survey or a cycle, by pointer.
type origins struct {
	defined map[model.Kind]map[string]definition
	tables  map[any]*source.Table
}

// table returns the table that a thing or another value was read from, nil when that is not known.
func (o origins) table(thing any) *source.Table {
	if t, ok := thing.(model.Thing); ok {
		return o.defined[model.KindOf(t)][t.Header().ID].table
	}
	return o.tables[thing]
}

// reader holds the state of reading one edition.
type reader struct {
	root    *source.Root
	list    *diagnostic.List
	site    *model.Site
	dir     string
	edition *model.Edition
	origins
	// afterData holds checks that need all data, in the order of the files.
	afterData []func()
	// afterChapters holds checks that need the chapters as well.
	afterChapters []func()

	// opened parses a file of the edition by its name, once; see parseAhead.
	opened map[string]func() (*source.Table, bool)

	spoken []string          // the languages of texts that are read; see spoken
	aside  map[string]*aside // by those that the site does not have

	rows      map[*model.Indicator]map[cell]diagnostic.Position
	passages  []Passage
	bodies    map[string]*source.File // of chapters, by path
	imported  map[string]*Import      // how sheets come in, by id
	good      map[string]*source.File // TOML files and chapters, by path
	unread    []string                // those that cannot be read at all
	foreign   bool                    // see Loaded
	named     map[string][]string     // the keys of the table that names a CSV file, by its path
	export    *SurveyImport           // how an export becomes the answers to the survey, or nil
	answers   string                  // name of the file with the answers to the survey, or ""
	rolesFile string                  // that the roles were read from
	unasked   bool                    // a question of the survey could not be read

	registers     map[string]*register
	registerOrder []*register
	rules         map[*model.Indicator]*rule // of the indicators that are counted from a register
	csvRead       map[string]bool            // CSV files that indicators and registers name
	ends          map[dated]bool             // periods that were found to end after the edition
	noSecret      bool                       // was reported
	cutReported   map[*model.Indicator]bool  // of which a second cut was reported
	misnamed      bool                       // one of those, or the file with the answers, does not exist
	ruleAstray    bool                       // a rule names a register that does not exist
	headless      []*source.Table            // of indicators with values only, in the file that is being read
}

// parseAhead starts parsing TOML files on all cores: those named in the folder of the edition, and
// those of indicators. Parsing is most of the work of reading an edition and needs no order, unlike
// what follows. wait returns when all parsing has ended.
func (r *reader) parseAhead(known []dataFile) (wait func()) {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	r.opened = make(map[string]func() (*source.Table, bool))
	var files []func() (*source.Table, bool)
	for _, dir := range []string{r.dir, path.Join(r.dir, indicatorFolder)} {
		// A folder that cannot be listed is reported by the reader that needs it.
		entries, _ := r.root.List(dir)
		for _, e := range entries {
			name := path.Join(dir, e.Name())
			isKnown := dir != r.dir || slices.ContainsFunc(known, func(f dataFile) bool { return f.name == e.Name() })
			if path.Ext(name) == ".toml" && isKnown {
				r.opened[name] = sync.OnceValues(func() (*source.Table, bool) {
					return openTOML(r.root, name, r.list)
				})
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
		// The functions return no error: mistakes are in the list.
		_ = group.Wait()
	}()
	return func() { <-done }
}

// open returns a parsed TOML file. It reports a file that is required and absent.
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
	if ok {
		r.good[name] = t.File()
	} else {
		r.edition.Partial = true
		r.unread = append(r.unread, name)
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
	r.judging(top, &e.Judging)
	r.printing(top)
	e.Title = r.text(t, "title", true)
	e.Subtitle = r.text(t, "subtitle", false)
	e.Summary = r.text(t, "summary", false)
	e.Conclusion = r.text(t, "conclusion", false)
	r.dateOf(t)
	e.Status = model.Status(choice(t, "status", model.Statuses, string(model.Concept)))
	e.Method = r.namedChapter(t, "method")
	e.SummaryChapter = r.namedChapter(t, "summary_chapter")
	e.Examples = chosen(t, "example", model.ExampleFiles)
	r.tables[e] = t
	e.Unchanged = r.unchanged(t)
	numbersOfRules(t, &e.Settings)
}

// printing reads what is printed behind the report.
func (r *reader) printing(top *source.Table) {
	t, ok := top.Table("print")
	if !ok {
		return
	}
	defer t.Close()
	all := chosen(t, "appendices", model.AppendixPages)
	for n, name := range all {
		if slices.Contains(all[:n], name) {
			t.Report("appendices", diagnostic.AppendixTwice, "", name)
		}
	}
	r.edition.Appendices = all
}

// chosen returns the words of a key that is a list, each of which must be one of options.
func chosen(t *source.Table, key string, options []string) []string {
	words, _ := t.Strings(key)
	for _, word := range words {
		if !slices.Contains(options, word) {
			t.Report(key, diagnostic.BadChoice, source.SuggestWord(word, options), key, word, strings.Join(options, ", "))
		}
	}
	return words
}

// dateOf reads the date of the edition. It comes out in its own year, or early in the next; nothing is held
// against another date.
func (r *reader) dateOf(t *source.Table) {
	d, ok := t.Date("date")
	switch year := strconv.Itoa(d.Year()); {
	case !t.Has("date"):
		t.Missing("date")
	case !ok:
	case year != r.edition.Year && strconv.Itoa(d.Year()-1) != r.edition.Year:
		t.Report("date", diagnostic.DateOfAnother, "", d.Format(time.DateOnly), r.edition.Year)
	default:
		r.edition.Date = d
	}
}

// namedChapter reads the slug of a chapter, which must exist in the first language of the site.
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

// reportNoChapter reports a slug that no chapter in some languages has.
func (r *reader) reportNoChapter(t *source.Table, key, slug string, languages ...string) {
	if r.edition.Partial {
		return
	}
	var slugs []string
	if now, ok := r.edition.Renamed(model.ChapterKind, slug); ok {
		t.Report(key, diagnostic.Renamed, "", diagnostic.Kind(model.ChapterKind), slug, now)
		return
	}
	for _, lang := range languages {
		for _, c := range r.edition.Chapters[lang] {
			slugs = append(slugs, c.Slug)
		}
	}
	t.Report(key, diagnostic.UnknownID, source.Suggest(slug, slugs), diagnostic.Kind(model.ChapterKind), slug,
		source.Known(slug, slugs, ""))
}

// unexpectedFiles warns of files that nothing reads. Most have a misspelt name.
func (r *reader) unexpectedFiles() {
	known := []string{indicatorFolder, AdoptedFile}
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
			continue // an unreadable file may name it, or a wrong name may mean it
		}
		if !slices.Contains(known, e.Name()) && !slices.Contains(TaskFiles, e.Name()) {
			name, expected := path.Join(r.dir, e.Name()), strings.Join(known, ", ")
			suggestion := source.Suggest(e.Name(), known)
			if files := r.root.Tree(name); e.IsDir() && len(files) == 1 && suggestion == "" {
				name, expected = files[0], path.Join(e.Name(), "*.csv")
			}
			reportUnexpected(r.list, name, namesOf(entries), suggestion, expected)
		}
	}
	r.unexpectedInFolders("")
}

func itoa(n int) string { return strconv.Itoa(n) }
