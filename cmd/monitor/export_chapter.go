package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/chromium"
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/printer"
	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/word"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// audienceNames are how messages call the audiences.
var audienceNames = map[model.Audience]wording.Key{model.Public: "word.to-public", model.Intranet: "word.to-intranet",
	model.Board: "word.to-board"}

// findPandoc finds pandoc, or reports that it is not here.
func (p *program) findPandoc() (pandoc *word.Pandoc, status int) {
	pandoc, err := word.Find()
	if err != nil {
		return nil, p.failed("word.no-pandoc")
	}
	return pandoc, exitDone
}

// exportChapter makes a text of Word of a chapter, as an audience sees it.
func (p *program) exportChapter(chapter, file, year, language, audience string) int {
	to, ok := model.ParseAudience(audience)
	switch {
	case !ok:
		return p.misused("cli.bad-value-choose", "--audience", typed(audience), strings.Join(model.Audiences, ", "))
	case !strings.EqualFold(filepath.Ext(file), ".docx"):
		return p.misused("word.export-file")
	case chapter == "":
		return p.misused("word.export-which")
	}
	if status, bad := p.amongSources(file); bad {
		return status
	}
	if _, err := os.Lstat(file); err == nil {
		return p.misused("word.export-exists", file)
	}
	if _, err := os.Stat(filepath.Dir(file)); errors.Is(err, fs.ErrNotExist) {
		return p.misused("word.export-nowhere", filepath.ToSlash(filepath.Dir(file)))
	}
	pandoc, status := p.findPandoc()
	if pandoc == nil {
		return status
	}
	s, n, status := p.readSound(year)
	if s == nil {
		return status
	}
	defer s.root.Close()
	if language == "" {
		language = languageOf(chapter, s.site.Languages)
	}
	found := chapterNamed(s.loaded[n], language, chapter)
	switch {
	case found == nil:
		var known []string
		for _, c := range s.loaded[n].Edition.Chapters[language] {
			known = append(known, c.Slug)
		}
		return p.mistaken(source.Suggest(chapterSlug(chapter), known), "word.export-known", typed(chapter), language,
			strings.Join(known, ", "))
	case to < found.Audience:
		return p.misused("word.export-audience", found.Slug, found.Audience.String())
	}
	m, files, status := p.manuscript(s, s.loaded[n].Edition.Year, found, to)
	if m == nil {
		return status
	}
	lines, err := p.linesOf(pandoc, m)
	m.Sent = word.Marks(lines, s.loaded[n].Edition.Privacy.Secret)
	var data []byte
	if err == nil {
		if status := p.takePictures(m, files); status != exitDone {
			return status
		}
		data, err = word.Write(p.ctx, pandoc, m.Page)
	}
	switch {
	case p.ctx.Err() != nil:
		return p.failed("cli.interrupted")
	case err != nil:
		return p.failed("word.not-made", p.reason(err))
	}
	if err := writeNew(file, data); errors.Is(err, fs.ErrExist) {
		return p.misused("word.export-exists", file)
	} else if err != nil {
		return p.failed("workbook.export-elsewhere", file, p.reason(err), "--docx")
	}
	fmt.Fprintln(p.stdout, p.say("word.exported", file, found.Title, p.say(audienceNames[to])))
	return exitDone
}

// manuscript makes a chapter for a word processor, as an audience sees it, and the files that its pictures need. m is
// nil when that failed, which is reported.
func (p *program) manuscript(s *sources, year string, c *model.Chapter, to model.Audience) (m *site.Manuscript,
	files *printer.Files, status int) {
	var list diagnostic.List
	var plan *site.Plan
	if !p.finishes(func() {
		plan = s.prepare(to, site.Tools{}, &list) // nothing is kept: one chapter is quickly made
		plan.Check(&list)
	}) {
		return nil, nil, p.failed("cli.interrupted")
	}
	if list.Errors() > 0 {
		return nil, nil, p.refused(&list)
	}
	files = &printer.Files{}
	m, err := plan.Manuscript(year, c.Language, c.Slug, files, site.Tools{})
	switch {
	case err != nil:
		return nil, nil, p.failed("word.not-made", p.reason(err))
	case m == nil:
		return nil, nil, p.misused("word.export-audience", c.Slug, c.Audience.String())
	}
	return m, files, exitDone
}

// takePictures has a browser take the pictures of a text, when it has any.
func (p *program) takePictures(m *site.Manuscript, files *printer.Files) (status int) {
	if len(m.Shots) == 0 {
		return exitDone
	}
	browser, err := chromium.Find()
	if errors.Is(err, chromium.ErrNone) {
		return p.failed("word.no-browser")
	} else if err != nil {
		return p.failed("pdf.no-such-browser", os.Getenv("CHROME"), p.reason(err))
	}
	drawing, _ := p.begin("word.doing-figures")
	defer drawing.stop()
	printing, err := printer.Open(p.ctx, browser, files)
	if p.ctx.Err() != nil {
		return p.failed("cli.interrupted")
	} else if err != nil {
		return p.failed("pdf.does-not-start", browser, p.reason(err))
	}
	defer printing.Close()
	shots, err := printing.Pictures(m.Path, m.Shots)
	switch {
	case p.ctx.Err() != nil:
		return p.failed("cli.interrupted")
	case err != nil && printing.Ended(), errors.Is(err, printer.ErrCrashed):
		return p.failed("pdf.ended", browser, m.Path)
	case errors.Is(err, printer.ErrSlow):
		return p.failed("pdf.slow", browser, m.Path)
	case err != nil:
		return p.failed("word.not-made", p.reason(err))
	}
	for n, shot := range shots {
		m.Pictures = append(m.Pictures, word.Picture{Name: site.ShotName(m.Shots[n]), Data: shot})
	}
	return exitDone
}

// chapterSlug returns the id of a chapter that is named by its id, or by its file: 40-verkeer.md.
func chapterSlug(name string) string {
	base := path.Base(filepath.ToSlash(name))
	if !strings.HasSuffix(base, ".md") {
		return base
	}
	base = strings.TrimSuffix(base, ".md")
	return strings.TrimLeft(strings.TrimLeft(base, "0123456789"), "-")
}

// languageOf returns the language of a chapter that is named by its file, and otherwise the first language.
func languageOf(name string, languages []string) string {
	dir := path.Base(path.Dir(filepath.ToSlash(name)))
	for _, l := range languages {
		if l == dir {
			return l
		}
	}
	return languages[0]
}

// chapterNamed returns a chapter of an edition by its id or its file, or nil.
func chapterNamed(l *edition.Loaded, language, name string) *model.Chapter {
	for _, c := range l.Edition.Chapters[language] {
		if c.Slug == chapterSlug(name) {
			return c
		}
	}
	return nil
}

// amongSources refuses a place for a file of another program: the folder of a site, and those of the sources.
func (p *program) amongSources(file string) (status int, bad bool) {
	dir, taken := p.takenFolder(file)
	if !taken {
		return exitDone, false
	}
	return p.misused("word.export-place", file, filepath.ToSlash(dir)), true
}
