package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/office"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/word"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// importChapter makes a chapter of a text of a word processor. It lists what reviewers changed and remarked, and writes
// nothing before somebody agreed.
func (p *program) importChapter(args []string) int {
	f := p.flags("import")
	year := f.String("edition", "", p.say("flag.newest-edition"))
	id := f.String("chapter", "", p.say("flag.becomes-chapter"))
	title := f.String("title", "", p.say("new.title"))
	category := f.String("category", "", p.say("new.chapter-of"))
	language := f.String("language", "", p.say("flag.chapter-language"))
	yes := f.Bool("yes", false, p.say("flag.yes"))
	if status, done := p.parse(f, args, "word.import-about", 1); done {
		return status
	}
	pandoc, status := p.findPandoc()
	if pandoc == nil {
		return status
	}
	file := filepath.ToSlash(f.Arg(0))
	document, status := p.readText(pandoc, file)
	if document == nil {
		return status
	}
	draft, status := p.newDraft()
	if draft == nil {
		return status
	}
	defer draft.Discard()
	s, n, status := p.readSound(*year)
	if s == nil {
		return status
	}
	defer s.root.Close()
	m := &chapterImport{program: p, draft: draft, sources: s, edition: s.loaded[n], file: file, document: document,
		id: *id, title: *title, category: *category, language: *language}
	if m.edition.Adopted != nil {
		return p.misused("cli.adopted-closed", m.edition.Edition.Year)
	}
	return m.run(*yes)
}

// readText reads a text; document is nil when that failed, which is reported.
func (p *program) readText(pandoc *word.Pandoc, file string) (document *word.Document, status int) {
	data, err := office.Read(file)
	if err == nil {
		document, err = word.Read(p.ctx, pandoc, data)
	}
	switch {
	case err == nil:
		return document, exitDone
	case p.ctx != nil && p.ctx.Err() != nil:
		return nil, p.failed("cli.interrupted")
	case errors.Is(err, office.ErrNone):
		err = word.ErrNotWord
	}
	fmt.Fprintln(p.stderr, "monitor: "+p.say("intake.cannot-read", file, p.reason(err)))
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return nil, exitEnvironment
	}
	return nil, exitSources
}

// chapterImport is a text that becomes a chapter.
type chapterImport struct {
	*program
	draft                         *rewrite.Draft
	sources                       *sources
	edition                       *edition.Loaded
	file                          string
	document                      *word.Document
	id, title, category, language string
	audience                      model.Audience // of a text that monitor export made
	present                       *model.Chapter // that gets another text; nil when the chapter is new
	returned                      bool           // monitor export made the text, of a chapter that is there
}

func (m *chapterImport) run(yes bool) int {
	m.showReview()
	if status, bad := m.complete(); bad {
		return status
	}
	if m.returned {
		return m.compare()
	}
	place := m.place()
	folder := wording.In(m.language, wording.Refer("word.pictures"))
	chapter, err := m.document.Chapter(m.ctx, folder+"/"+m.id, false)
	switch {
	case m.ctx != nil && m.ctx.Err() != nil:
		return m.failed("cli.interrupted")
	case err != nil:
		return m.failed("intake.cannot-read", m.file, m.reason(err))
	}
	m.showLost(chapter)
	head, status := m.head()
	if head == nil {
		return status
	}
	text := append(append(head, '\n'), chapter.Markdown...)
	if err := m.draft.Write(place, withEnds(text, head)); err != nil {
		return m.failed("cli.cannot-write", place, m.reason(err))
	}
	for _, picture := range chapter.Pictures {
		name := path.Join(path.Dir(place), picture.Name)
		if err := m.draft.Write(name, picture.Data); err != nil {
			return m.failed("cli.cannot-write", name, m.reason(err))
		}
	}
	changes, err := m.draft.Changes()
	if err != nil {
		return m.failed("cli.cannot-print", m.reason(err))
	}
	if len(changes) == 0 {
		fmt.Fprintln(m.stdout, m.say("intake.nothing"))
		return exitDone
	}
	m.showFiles(place, changes)
	added, status := m.checkDraft(m.draft, m.sources)
	if added == nil {
		return status
	}
	if added.Errors() > 0 {
		fmt.Fprintln(m.stdout, m.say("word.revise", added.Errors()))
	}
	return m.confirm(m.draft, yes)
}

// compare shows what a text that came back says otherwise than its chapter does, tracked or not. It writes nothing:
// in a text of Word, references, quoted numbers and figures are plain words and pictures.
func (m *chapterImport) compare() int {
	written, _, status := m.manuscript(m.sources, m.edition.Edition.Year, m.present, m.audience)
	if written == nil {
		return status
	}
	for _, shot := range written.Shots {
		written.Pictures = append(written.Pictures, word.Picture{Name: site.ShotName(shot), Data: emptyPicture})
	}
	data, err := word.Write(m.ctx, m.document.Pandoc, written.Page)
	var was *word.Document
	if err == nil {
		was, err = word.Read(m.ctx, m.document.Pandoc, data)
	}
	var texts [2]*word.Chapter
	for n, document := range []*word.Document{was, m.document} {
		if err == nil {
			texts[n], err = document.Chapter(m.ctx, m.id, true)
		}
	}
	switch {
	case m.ctx.Err() != nil:
		return m.failed("cli.interrupted")
	case err != nil:
		return m.failed("intake.cannot-read", m.file, m.reason(err))
	}
	place := path.Join(m.base(), m.present.Path)
	changes := diff.Diff(place, texts[0].Markdown, m.file, texts[1].Markdown)
	if len(changes) == 0 && was.Title == m.document.Title && was.Summary == m.document.Summary {
		fmt.Fprintln(m.stdout, m.say("word.same", place))
		return exitDone
	}
	fmt.Fprintln(m.stdout, m.say("word.differs", place))
	for _, pair := range [][2]string{{was.Title, m.document.Title}, {was.Summary, m.document.Summary}} {
		if pair[0] != pair[1] {
			fmt.Fprintf(m.stdout, "-%s\n+%s\n", pair[0], pair[1])
		}
	}
	fmt.Fprintf(m.stdout, "%s", changes)
	fmt.Fprintln(m.stdout, m.say("word.by-hand", place, m.id))
	return exitDone
}

// emptyPicture stands for a figure where only its place matters: a PNG of one pixel.
var emptyPicture = func() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))) // writing into memory cannot fail
	return b.Bytes()
}()

// showReview prints what reviewers changed and remarked.
func (m *chapterImport) showReview() {
	if m.document.Macros {
		fmt.Fprintln(m.stdout, m.say("word.macros"))
	}
	var changes, remarks []string
	for _, c := range m.document.Changes {
		where := m.say("word.beginning")
		if c.Heading != "" {
			where = m.say("word.below", c.Heading)
		}
		switch c.Kind {
		case word.Inserted:
			changes = append(changes, m.say("word.inserted", where, c.Near, c.Text))
		case word.Deleted:
			changes = append(changes, m.say("word.deleted", where, c.Near, c.Text))
		case word.Remarked:
			remarks = append(remarks, m.say("word.remark", where, c.Near, c.Text))
		}
	}
	m.lines(m.say("word.changes", len(changes)), changes)
	m.lines(m.say("word.remarks", len(remarks)), remarks)
}

// lines prints lines below a heading, and nothing when there are none.
func (m *chapterImport) lines(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintln(m.stdout, heading)
	for _, line := range lines {
		fmt.Fprintln(m.stdout, "  "+line)
	}
}

// showLost prints what the text has and a chapter cannot have.
func (m *chapterImport) showLost(c *word.Chapter) {
	keys := map[word.Loss]wording.Key{word.PictureForm: "word.picture-form", word.Formula: "word.formula",
		word.MergedCells: "word.merged-cells", word.LinkedPicture: "word.linked-picture", word.Drawing: "word.drawing"}
	var lines []string
	for _, lost := range c.Lost {
		lines = append(lines, m.say(keys[lost.Loss], lost.Said))
	}
	m.lines(m.say("word.lost"), lines)
}

// complete finds out which chapter the text becomes, and reports what is wrong with the flags.
func (m *chapterImport) complete() (status int, bad bool) {
	languages := m.sources.site.Languages
	from := strings.Split(m.document.From, "/") // 2026/nl/verkeer/board
	ours := len(from) == 4 && from[0] == m.edition.Edition.Year
	if len(from) == 4 {
		m.audience, _ = model.ParseAudience(from[3])
	}
	named := m.id == "" && m.title == "" // by the text alone
	if named && ours {
		m.id = from[2]
		if m.language == "" {
			m.language = from[1]
		}
	}
	switch {
	case m.language == "":
		m.language = languageOf(m.id, languages)
	case !slices.Contains(languages, m.language):
		return m.misused("cli.bad-value-choose", "--language", typed(m.language), strings.Join(languages, ", ")), true
	}
	if m.title == "" {
		m.title = m.document.Title
	}
	if m.id == "" {
		if m.title == "" {
			return m.misused("word.no-title"), true
		}
		m.id = m.title
		if like, why := edition.CheckID(m.title); why != "" {
			m.id = like
		}
	}
	m.id = chapterSlug(m.id)
	if m.present = chapterNamed(m.edition, m.language, m.id); m.present != nil {
		m.title = m.present.Title
		m.returned = named && ours
		return exitDone, false
	}
	if status, bad := m.unfit(m.id); bad {
		return status, true
	}
	if m.title == "" {
		return m.misused("word.no-title"), true
	}
	if status, bad := m.unfitText("--title", m.title); bad {
		return status, true
	}
	if known := m.edition.Defined(model.CategoryKind); m.category != "" && !slices.Contains(known, m.category) {
		return m.mistaken(source.Suggest(m.category, known), "cli.bad-value-choose", "--category", typed(m.category),
			strings.Join(known, ", ")), true
	}
	return exitDone, false
}

// place returns the file of the chapter: the one that is there, that of its original in another language, or one behind
// the last.
func (m *chapterImport) place() string {
	if m.present != nil {
		return m.present.Path
	}
	e := m.edition.Edition
	dir := path.Join("content", e.Year, m.language)
	if original := chapterNamed(m.edition, m.sources.site.Languages[0], m.id); original != nil {
		return path.Join(dir, path.Base(original.Path))
	}
	return path.Join(dir, newChapterFile(e, m.sources.site.Languages[0], m.id))
}

// head returns the front matter: that of the chapter that is there, or what monitor new writes. It is nil when it could
// not be read, which is reported.
func (m *chapterImport) head() (head []byte, status int) {
	if m.present == nil {
		fields := map[string]string{"title": m.title, "category": m.category, "summary": m.document.Summary}
		if m.audience > model.Public {
			fields["audience"] = m.audience.String()
		}
		text := fill(readStarters(m.lang + ".txt")[string(model.ChapterKind)], fields)
		end := strings.Index(text, "\n+++\n") + len("\n+++\n")
		return []byte(text[:end]), exitDone
	}
	text, err := m.draft.Read(m.present.Path)
	if err != nil {
		return nil, m.failed("intake.cannot-read", m.present.Path, m.reason(err))
	}
	m.showReplaced(text[m.present.Body:])
	return append(bytes.TrimRight(slices.Clone(text[:m.present.Body]), "\r\n \t"), '\n'), exitDone
}

// ours matches what only a chapter has: references to data, and blocks such as figures.
var (
	ourReferences = regexp.MustCompile(`\]\([a-z]+:[^/)]`)
	ourBlocks     = regexp.MustCompile("(?m)^```+[a-z]")
)

// showReplaced tells what of the present text no word processor can bring back.
func (m *chapterImport) showReplaced(body []byte) {
	references, blocks := len(ourReferences.FindAll(body, -1)), len(ourBlocks.FindAll(body, -1))
	if references+blocks > 0 {
		fmt.Fprintln(m.stdout, m.say("word.replaces", m.present.Path, references, blocks))
	}
}

// withEnds returns a text with the ends of lines that its front matter has.
func withEnds(text, head []byte) []byte {
	if !bytes.Contains(head, []byte("\r\n")) {
		return text
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
}

// showFiles prints what would be written: of the chapter that is there the differences, and otherwise the names of
// files.
func (m *chapterImport) showFiles(place string, changes []rewrite.Change) {
	if m.present == nil {
		fmt.Fprintln(m.stdout, m.say("word.new", m.title, path.Join(m.base(), place)))
	}
	var pictures []string
	for _, c := range changes {
		switch {
		case c.Name != place:
			pictures = append(pictures, path.Join(m.base(), c.Name))
		case m.present != nil:
			fmt.Fprintf(m.stdout, "%s", diff.Diff("a/"+c.Name, c.Before, "b/"+c.Name, c.Now))
		}
	}
	m.lines(m.say("word.pictures-of", len(pictures)), pictures)
}
