package edition

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/sync/errgroup"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

var chapterName = regexp.MustCompile(`^(?:([0-9]+)-)?([a-z0-9]+(?:-[a-z0-9]+)*)\.md$`)

// chapters reads the front matter of every chapter of every language, in parallel.
func (r *reader) chapters() {
	base := path.Join("content", r.edition.Year)
	r.strangeLanguages(base)
	r.edition.Chapters = make(map[string][]*model.Chapter)
	for _, lang := range r.site.Languages {
		dir := path.Join(base, lang)
		entries, err := r.root.List(dir)
		if err != nil {
			source.ReportRead(r.list, diagnostic.Position{File: dir}, err)
			continue
		}
		var names []string
		for _, e := range entries {
			switch name := path.Join(dir, e.Name()); {
			case strings.EqualFold(path.Ext(name), ".md"):
				names = append(names, e.Name())
			case e.IsDir():
				r.unreadBelow(dir, name)
			default:
				r.unreadFile(name, namesOf(entries), "*.md")
			}
		}
		names = r.skipCopies(dir, names, true)
		chapters := make([]*model.Chapter, len(names))
		files := make([]*source.File, len(names))
		var group errgroup.Group
		group.SetLimit(runtime.GOMAXPROCS(0))
		for n, name := range names {
			group.Go(func() error {
				chapters[n], files[n] = r.chapter(path.Join(dir, name), lang)
				return nil
			})
		}
		// The functions return no error: mistakes are in the list.
		_ = group.Wait()
		for n, c := range chapters {
			if c == nil {
				r.edition.Partial = true
				r.unread = append(r.unread, path.Join(dir, names[n]))
			} else {
				r.bodies[c.Path], r.good[c.Path] = files[n], files[n]
				r.edition.Chapters[lang] = append(r.edition.Chapters[lang], c)
			}
		}
		r.orderChapters(lang)
	}
	r.checkTranslations()
}

// chapterNameLike returns a good name for a chapter that is like another name, or "" when there is
// none, or the page would have the name of another chapter of the folder.
func (r *reader) chapterNameLike(name string) string {
	base := path.Base(name)
	like := idLike(strings.TrimSuffix(base, path.Ext(base))) + ".md"
	form := chapterName.FindStringSubmatch(like)
	if form == nil {
		return ""
	}
	others, _ := r.root.List(path.Dir(name)) // which has the chapter, so it can be read
	for _, e := range others {
		if other := chapterName.FindStringSubmatch(e.Name()); other != nil && other[2] == form[2] {
			return ""
		}
	}
	return like
}

// wrongInName returns what is wrong with the name of a chapter's file.
func wrongInName(base string) string {
	for _, c := range strings.TrimSuffix(base, ".md") {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-':
		case unicode.IsUpper(c):
			return wording.Refer("phrase.name-capital", string(c))
		case unicode.IsSpace(c):
			return wording.Refer("phrase.name-space")
		case unicode.IsGraphic(c):
			return wording.Refer("phrase.name-sign", string(c))
		default:
			return wording.Refer("phrase.name-unseen", fmt.Sprintf("U+%04X", c))
		}
	}
	return wording.Refer("phrase.name-hyphens")
}

// unreadBelow warns of the files in a folder of the chapters' folder dir, where only pictures are read.
func (r *reader) unreadBelow(dir, folder string) {
	for _, name := range r.root.Tree(folder) {
		expected := "*.md"
		if path.Ext(name) == ".md" {
			expected = path.Join(dir, path.Base(name))
		}
		r.unreadFile(name, nil, expected)
	}
}

// checkMarkup reports a text at the head of a chapter that has markup: it is shown as it was typed.
func checkMarkup(t *source.Table, key, words string) {
	if found := source.Markup(words); found != "" {
		t.Report(key, diagnostic.MarkupInText, "", found)
	}
}

// inFrontMatter returns the position of a key's value in a chapter's front matter. It parses the
// front matter again: few chapters are asked for a position.
func inFrontMatter(file *source.File, path ...string) diagnostic.Position {
	var list diagnostic.List
	if from, to, _, ok := source.FrontMatter(file, &list); ok {
		if t, ok := source.ParseTOML(file, from, to, &list); ok {
			return t.AtPath(path...)
		}
	}
	return file.Whole()
}

// strangeLanguages warns of folders for languages that the site does not have.
func (r *reader) strangeLanguages(base string) {
	entries, err := r.root.List(base)
	if err != nil {
		return // reported with the folders of the languages
	}
	for _, e := range entries {
		name := path.Join(base, e.Name())
		if !slices.Contains(r.site.Languages, e.Name()) && !onlyPictures(r.root, name) {
			reportUnexpected(r.list, name, namesOf(entries), "", base+"/"+r.site.Languages[0]+"/")
		}
	}
}

// chapter reads one chapter as far as its front matter; nil when it cannot be read.
func (r *reader) chapter(name, lang string) (*model.Chapter, *source.File) {
	file, ok := r.root.Read(name, source.ChapterLimit, r.list)
	if !ok {
		return nil, nil
	}
	form := chapterName.FindStringSubmatch(path.Base(name))
	if form == nil {
		base := path.Base(name)
		r.list.Add(diagnostic.BadChapterName, file.Whole(), r.chapterNameLike(name), base, wrongInName(base))
		return nil, nil
	}
	if why := unfitName(form[2]); why != "" {
		r.list.Add(diagnostic.NameUnfit, file.Whole(), "", form[2], why)
		return nil, nil
	}
	if file.ReportUnmerged(r.list) {
		return nil, nil
	}
	from, to, body, ok := source.FrontMatter(file, r.list)
	if !ok {
		return nil, nil
	}
	t, ok := source.ParseTOML(file, from, to, r.list)
	if !ok {
		return nil, nil
	}
	defer t.Close()
	c := &model.Chapter{Slug: form[2], Path: name, Language: lang, Body: body}
	c.Order, _ = strconv.Atoi(form[1])
	if n, ok := t.Int("order"); ok {
		c.Order = n
	}
	if c.Title, ok = t.Words("title"); !ok && !t.Has("title") || ok && c.Title == "" {
		t.Missing("title")
	}
	c.Numbered = !t.Has("numbered") || t.Bool("numbered")
	c.Summary, _ = t.Words("summary")
	c.Authors, _ = t.Strings("authors")
	checkMarked(t, "title", c.Title)
	checkMarked(t, "summary", c.Summary)
	checkMarked(t, "authors", c.Authors...)
	for n, author := range c.Authors {
		if found := personIn(author); found != "" {
			t.ReportElement("authors", n, diagnostic.PersonNamed, "", found)
		}
	}
	checkMarkup(t, "title", c.Title)
	checkMarkup(t, "summary", c.Summary)
	c.Status = model.Status(choice(t, "status", model.Statuses, string(model.Concept)))
	c.Audience, c.Formerly = audience(t), formerly(t)
	if id, ok := t.String("category"); ok {
		if r.edition.Category(id) == nil {
			r.reportUnknown(t, "category", model.CategoryKind, id)
		} else {
			c.Category = id
		}
	}
	return c, file
}

// freeNumber returns a number between those of a chapter and the next one.
func freeNumber(chapters []*model.Chapter, n int) int {
	const step = 10 // as authors number them
	order := chapters[n].Order
	for _, next := range chapters[n:] {
		if next.Order > order {
			return order + max(1, (next.Order-order)/2)
		}
	}
	return order + step
}

// orderChapters puts the chapters of a language in reading order, numbers them, and reports two
// with the same name.
func (r *reader) orderChapters(lang string) {
	chapters := r.edition.Chapters[lang]
	slices.SortStableFunc(chapters, func(a, b *model.Chapter) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Path, b.Path))
	})
	slug, category := make(map[string]*model.Chapter), make(map[string]*model.Chapter)
	title := make(map[string]*model.Chapter)
	chapters = slices.DeleteFunc(chapters, func(c *model.Chapter) bool {
		first := slug[c.Slug]
		if first == nil {
			slug[c.Slug] = c
			return false
		}
		r.list.Add(diagnostic.ChapterTwice, diagnostic.Position{File: c.Path}, "", c.Slug, lang, first.Path)
		return true
	})
	r.edition.Chapters[lang] = chapters
	model.Label(chapters)
	for n, c := range chapters {
		at := diagnostic.Position{File: c.Path}
		if n > 0 && c.Order > 0 && c.Order == chapters[n-1].Order {
			r.list.Add(diagnostic.SameNumber, at, "", itoa(c.Order), chapters[n-1].Path, itoa(freeNumber(chapters, n)))
		} else if first := title[c.Title]; first != nil && c.Title != "" {
			r.list.Add(diagnostic.SameTitle, inFrontMatter(r.bodies[c.Path], "title"), "", c.Title, first.Path)
		}
		title[c.Title] = c
		if c.Category == "" {
			if r.edition.Category(c.Slug) != nil {
				r.list.Add(diagnostic.PageTaken, at, "", c.Slug+".html", wording.Refer("phrase.category-page", c.Slug))
			}
			continue
		}
		if first := category[c.Category]; first != nil {
			r.list.Add(diagnostic.SecondChapter, at, "", c.Category, first.Path)
		}
		category[c.Category] = c
	}
	for _, c := range chapters {
		if len(bytes.TrimSpace(r.bodies[c.Path].Data[c.Body:])) == 0 && !r.list.Mentions(c.Path) {
			r.list.Add(diagnostic.ChapterEmpty, diagnostic.Position{File: c.Path}, "")
		}
	}
}
