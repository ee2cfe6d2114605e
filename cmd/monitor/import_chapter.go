package main

import (
	"bytes"
	"errors"
	"fmt"
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
	// A mistake in a text keeps no text from coming in: it may be the one that this text mends.
	s, n, status := p.readSoundData(*year)
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
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return nil, p.failed("intake.cannot-read", file, p.reason(err))
	}
	return nil, p.unusable("intake.cannot-read", file, p.reason(err))
}

// unusable reports that a text cannot become a chapter.
func (p *program) unusable(key wording.Key, args ...any) int {
	fmt.Fprintln(p.stderr, "monitor: "+p.say(key, args...))
	return exitSources
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
	if m.present == nil && m.draft.Exists(place) { // a chapter that cannot be read
		return m.misused("word.taken", path.Join(m.base(), place))
	}
	folder := wording.In(m.language, wording.Refer("word.pictures"))
	chapter, err := m.document.Chapter(m.ctx, folder+"/"+m.id, false)
	switch {
	case m.ctx != nil && m.ctx.Err() != nil:
		return m.failed("cli.interrupted")
	case err != nil:
		return m.failed("intake.cannot-read", m.file, m.reason(err))
	case len(chapter.Markdown) == 0:
		m.showLost(chapter)
		return m.unusable("word.empty", m.file)
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
			changes = append(changes, m.changed(where, c.Near, "", c.Text))
		case word.Deleted:
			changes = append(changes, m.changed(where, c.Near, c.Text, ""))
		case word.Remarked:
			remarks = append(remarks, m.say("word.remark", where, c.Near, c.Text))
		}
	}
	m.lines(m.say("word.changes", len(changes)), changes)
	m.lines(m.say("word.remarks", len(remarks)), remarks)
}

// changed says that something became something else, at a place.
func (m *chapterImport) changed(where, near, was, now string) string {
	if near != "" {
		where = m.say("word.behind", where, near)
	}
	switch {
	case was == "":
		return fmt.Sprintf("+ %s: “%s”", where, now)
	case now == "":
		return fmt.Sprintf("- %s: “%s”", where, was)
	}
	return fmt.Sprintf("~ %s: “%s” → “%s”", where, was, now)
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
		word.MergedCells: "word.merged-cells", word.LinkedPicture: "word.linked-picture", word.Drawing: "word.drawing",
		word.PictureSize: "word.picture-size", word.CaptionNumber: "word.caption-number"}
	var lines []string
	for _, lost := range c.Lost {
		args := []any{lost.Said}
		if lost.Loss == word.PictureSize {
			args = append(args, source.ImageLimit>>20, word.DotLimit/1_000_000)
		}
		lines = append(lines, m.say(keys[lost.Loss], args...))
	}
	m.lines(m.say("word.lost"), lines)
}

// complete finds out which chapter the text becomes, and reports what is wrong with the flags.
func (m *chapterImport) complete() (status int, bad bool) {
	languages := m.sources.site.Languages
	from := strings.Split(m.document.From, "/") // 2026/nl/verkeer/board
	ours := len(from) == 4 && from[0] == m.edition.Edition.Year && (m.language == "" || m.language == from[1])
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
	chosen := m.id != "" && !named // by --chapter
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
		if at := path.Join(m.base(), m.present.Path); !m.returned && !chosen {
			return m.misused("word.present", at, m.title, m.id), true
		}
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
	known := m.edition.Defined(model.CategoryKind)
	switch first := m.chapterOf(m.category); {
	case m.category == "":
	case !slices.Contains(known, m.category):
		return m.mistaken(source.Suggest(m.category, known), "cli.bad-value-choose", "--category", typed(m.category),
			strings.Join(known, ", ")), true
	case first != nil:
		return m.misused("word.category-taken", m.category, path.Join(m.base(), first.Path), first.Slug), true
	}
	return exitDone, false
}

// chapterOf returns the chapter of a category in the language of the text, or nil.
func (m *chapterImport) chapterOf(category string) *model.Chapter {
	all := m.edition.Edition.Chapters[m.language]
	if n := slices.IndexFunc(all, func(c *model.Chapter) bool { return c.Category == category }); n >= 0 {
		return all[n]
	}
	return nil
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
	if status, bad := m.replaced(text[m.present.Body:]); bad {
		return nil, status
	}
	return append(bytes.TrimRight(slices.Clone(text[:m.present.Body]), "\r\n \t"), '\n'), exitDone
}

// ours matches what only a chapter has: references to data, and blocks such as figures.
var (
	ourReferences = regexp.MustCompile(`\]\([a-z]+:[^/)]`)
	ourBlocks     = regexp.MustCompile("(?m)^```+[a-z]")
)

// replaced tells that the present text goes, and refuses that when it has what no word processor can bring back.
func (m *chapterImport) replaced(body []byte) (status int, bad bool) {
	at := path.Join(m.base(), m.present.Path)
	references, blocks := len(ourReferences.FindAll(body, -1)), len(ourBlocks.FindAll(body, -1))
	if references+blocks > 0 {
		return m.misused("word.loses", at, references, blocks), true
	}
	if len(bytes.TrimSpace(body)) > 0 {
		fmt.Fprintln(m.stdout, m.say("word.replaces", at))
	}
	return exitDone, false
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
		case c.Name != place && c.Before != nil:
			pictures = append(pictures, m.say("word.instead", path.Join(m.base(), c.Name)))
		case c.Name != place:
			pictures = append(pictures, path.Join(m.base(), c.Name))
		case m.present != nil:
			fmt.Fprintf(m.stdout, "%s", diff.Diff("a/"+c.Name, c.Before, "b/"+c.Name, c.Now))
		}
	}
	m.lines(m.say("word.pictures-of", len(pictures)), pictures)
}
