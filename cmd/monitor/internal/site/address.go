package site

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// addresses knows where each page of one edition in one language stands. Every address names a file, never a folder, so
// that the site also works from a file share.
type addresses struct {
	dir   string // "2026" or "2026/en"
	kinds map[string]*pageKind
	names map[string]string // of files and folders, by the word for them: page.path.<word>
	// Where a thing stands, by its kind: on a page of its own, or below an anchor on a page of many.
	ownPage, listPage map[model.Kind]*pageKind
}

// calendarName is the word for the name of the calendar of deliveries.
const calendarName = "registration"

func newAddresses(site *model.Site, year string, l *language.Language, kinds []*pageKind) addresses {
	a := addresses{dir: year, kinds: make(map[string]*pageKind), names: make(map[string]string),
		ownPage: make(map[model.Kind]*pageKind), listPage: make(map[model.Kind]*pageKind)}
	if l.Code != site.Languages[0] {
		a.dir += "/" + l.Code
	}
	words := []string{calendarName}
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

// page is where a page of a kind stands: the one about an id, or the only one when that is "". A kind that is not in the table
// is a mistake in the program.
func (a addresses) page(kind, id string) string {
	k := a.kinds[kind]
	switch {
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

// chapter is where a chapter stands: on the page of its category, or on its own.
func (a addresses) chapter(c *model.Chapter) string {
	if c.Category != "" {
		return a.page("category", c.Category)
	}
	return a.page("chapter", c.Slug)
}

func (a addresses) aspect(s *model.Aspect) string {
	return a.page("category", s.Category) + "#aspect-" + s.ID
}

// thing is where a thing stands. Of an aspect and a chapter more must be known than the id: they have methods of their own.
func (a addresses) thing(kind model.Kind, id string) string {
	if k := a.ownPage[kind]; k != nil {
		return a.page(k.name, id)
	}
	return a.page(a.listPage[kind].name, "") + "#" + a.anchor(kind, id)
}

// anchor is the id of the element of a thing that stands on a page of many.
func (a addresses) anchor(kind model.Kind, id string) string {
	return a.listPage[kind].anchors[kind] + id
}
func (a addresses) data(id, extension string) string { return a.dir + "/data/" + id + extension }

func (a addresses) figureData(slug, extension string) string {
	return a.dir + "/data/figures/" + slug + extension
}

func (a addresses) calendar() string { return a.data(a.names[calendarName], ".ics") }

// taken are the names of pages that no chapter can have.
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

// root is the way from a page to the root of the site: "../../".
func root(page string) string { return strings.Repeat("../", strings.Count(page, "/")) }

// relative is the shortest address of one page seen from another.
func relative(from, to string) string {
	file, anchor := to, ""
	if i := strings.IndexByte(to, '#'); i >= 0 {
		file, anchor = to[:i], to[i:]
	}
	if file == from && anchor != "" {
		return anchor
	}
	// What the folders of both begin with is left out.
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
