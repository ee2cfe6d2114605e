package site

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// The files of a site:
//
//	public/index.html                     the newest edition, and all editions
//	public/404.html
//	public/2026/…                         the site's first language; public/2026/en/… another one
//	public/2026/indicatoren/<id>.html
//	public/2026/risicos.html, risicos/<id>.html, enquete.html, maatregelen.html, …
//	                                      each only when the edition has the data
//	public/2026/search.js                 what can be found, for the script of the search
//	public/2026/data/<id>.csv, .json      the data of an indicator, as its page shows them
//	public/2026/data/figures/…            the data of other figures
//	public/assets/<name>.<hash>.<ext>     may be cached for ever
//	public/manifest.json                  see package publish
//
// Links are relative and name files, so that a site works in any folder of a server and from a file
// share.

// addresses has the address of each page of one edition in one language: its path in public/, such
// as "2026/risicos/brand.html". Every address names a file, never a folder, so that the site also
// works from a file share.
type addresses struct {
	dir   string // "2026" or "2026/en"
	data  string // the folder of data files: "2026/data/"
	kinds map[string]*pageKind
	names map[string]string // of files and folders, by the word for them: page.path.<word>
	// The kind of page on which a kind of thing has its address: a page of its own, or an anchor on
	// a page that lists all of them.
	ownPage, listPage map[model.Kind]*pageKind
}

// folderOf returns the folder of an edition in a language.
func folderOf(site *model.Site, year, lang string) string {
	if lang == site.Languages[0] {
		return year
	}
	return year + "/" + lang
}

func newAddresses(site *model.Site, year string, l *language.Language, kinds []*pageKind) addresses {
	dir := folderOf(site, year, l.Code)
	a := addresses{dir: dir, data: dir + "/data/", kinds: make(map[string]*pageKind), names: make(map[string]string),
		ownPage: make(map[model.Kind]*pageKind), listPage: make(map[model.Kind]*pageKind)}
	var words []string
	for _, k := range kinds {
		a.kinds[k.name] = k
		words = append(words, k.file, k.folder)
		if k.about != "" {
			a.ownPage[k.about] = k
		}
		for kind := range k.anchors {
			a.listPage[kind] = k
		}
	}
	for _, word := range words {
		if word != "" {
			a.names[word] = l.Say("page.path." + word)
		}
	}
	return a
}

// page returns the address of a page: the one about id, or the only one of its kind when id is "".
// It panics for a kind that is not in the table of pages, which is a mistake in the program.
func (a addresses) page(kind, id string) string {
	k := a.kinds[kind]
	switch {
	case k.at != nil:
		return k.at(a, id)
	case k.root:
		return k.fixed + ".html"
	case k.fixed != "":
		return a.dir + "/" + k.fixed + ".html"
	case k.file != "":
		return a.dir + "/" + a.names[k.file] + ".html"
	case k.folder != "":
		return a.dir + "/" + a.names[k.folder] + "/" + id + ".html"
	}
	return a.dir + "/" + id + ".html"
}

func (a addresses) home() string { return a.page("home", "") }

// chapter returns the address of a chapter: the page of its category, or its own page.
func (a addresses) chapter(c *model.Chapter) string {
	if c.Category != "" {
		return a.page("category", c.Category)
	}
	return a.page("chapter", c.Slug)
}

func (a addresses) aspect(s *model.Aspect) string {
	return a.page("category", s.Category) + "#aspect-" + s.ID
}

// thing returns the address of a thing. For an aspect or a chapter the id is not enough: see aspect
// and chapter.
func (a addresses) thing(kind model.Kind, id string) string {
	if k := a.ownPage[kind]; k != nil {
		return a.page(k.name, id)
	}
	return a.page(a.listPage[kind].name, "") + "#" + a.anchor(kind, id)
}

// anchor returns the id of the HTML element of a thing on a page that lists many.
func (a addresses) anchor(kind model.Kind, id string) string {
	return a.listPage[kind].anchors[kind] + id
}
func (a addresses) dataFile(id, extension string) string { return a.data + id + extension }

func (a addresses) figureData(slug, extension string) string {
	return a.data + "figures/" + slug + extension
}

// search returns the address of the script with all that can be found in the edition.
func (a addresses) search() string { return a.dir + "/search.js" }

// calendar returns the address of the calendar for calendar programs, named like its page.
func (a addresses) calendar() string { return a.dataFile(a.names[a.kinds["calendar"].file], ".ics") }

// taken returns the names of pages that no chapter can have.
func (a addresses) taken() []string {
	var names []string
	for _, k := range a.kinds {
		switch {
		case k.root:
		case k.fixed != "":
			names = append(names, k.fixed)
		case k.file != "":
			names = append(names, a.names[k.file])
		}
	}
	return names
}

// root returns the address of the site's root from a page, such as "../../".
func root(page string) string { return strings.Repeat("../", strings.Count(page, "/")) }

// relative returns the address of the page to as a link on the page from, such as
// "../risicos/brand.html".
func relative(from, to string) string {
	file, anchor := to, ""
	if i := strings.IndexByte(to, '#'); i >= 0 {
		file, anchor = to[:i], to[i:]
	}
	if file == from && anchor != "" {
		return anchor
	}
	// Folders that both begin with are left out.
	common := 0
	for i := 0; i < min(len(from), len(file)) && from[i] == file[i]; i++ {
		if from[i] == '/' {
			common = i + 1
		}
	}
	up := strings.Count(from[common:], "/")
	if up == 0 {
		return to[common:]
	}
	return strings.Repeat("../", up) + to[common:]
}
