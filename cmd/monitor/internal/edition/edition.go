// Package edition owns the way from files to the model: it reads data/ and content/ and builds the site and one edition,
// reporting everything that is wrong with them.
//
// It imports source for reading, diagnostic for reporting and model for what it builds. It derives nothing (package
// report does) and reads no Markdown beyond the front matter (package prose does).
package edition

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Loaded is an edition and the text of its chapters.
type Loaded struct {
	Edition *model.Edition
	Texts   map[*model.Chapter]*source.File
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

// Load reads one edition. What is wrong is added to list; the result holds what could be read and is complete only when
// the list has no errors.
func Load(root *source.Root, site *model.Site, year string, list *diagnostic.List) *Loaded {
	r := &reader{
		root: root, list: list, site: site, dir: "data/" + year,
		edition: &model.Edition{Year: year, Title: model.Text{"": year}, Status: model.Concept},
		defined: make(map[string]map[string]definition),
	}
	r.editionFile()
	r.categories()
	r.dimensions()
	r.indicators()
	r.edition.Index()
	for _, f := range r.later {
		f()
	}
	r.strangers()
	texts := r.chapters()
	if r.afterChapters != nil {
		r.afterChapters()
	}
	return &Loaded{r.edition, texts}
}

// reader holds what is known while one edition is read.
type reader struct {
	root    *source.Root
	list    *diagnostic.List
	site    *model.Site
	dir     string
	edition *model.Edition
	// defined remembers where each id of each kind was defined.
	defined map[string]map[string]definition
	// later holds what can be checked only when everything has been read, in the order of the files.
	later []func()
	// afterChapters checks what the edition says of its chapters.
	afterChapters func()
}

// open reads a TOML file; required reports its absence.
func (r *reader) open(name string, required bool) (*source.Table, bool) {
	before := r.list.Errors()
	t, ok := openTOML(r.root, name, required, r.list)
	if !ok && r.list.Errors() > before {
		r.edition.Partial = true
	}
	return t, ok
}

// unknown reports a reference to something that does not exist; not when it may stand in a file that could not be read,
// since one slip there would otherwise be followed by an error at every place that refers to it.
func (r *reader) unknown(t *source.Table, key, suggestion, kind, id string) {
	if !r.edition.Partial {
		t.Report(key, diagnostic.UnknownID, suggestion, kind, id)
	}
}

func openTOML(root *source.Root, name string, required bool, list *diagnostic.List) (*source.Table, bool) {
	if !root.Exists(name) && !root.IsLink(name) {
		if required {
			list.Add(diagnostic.MissingFile, diagnostic.Position{File: name}, "")
		}
		return nil, false
	}
	file, ok := root.Read(name, source.DataLimit, list)
	if !ok {
		return nil, false
	}
	return source.ParseTOML(file, 0, len(file.Data), list)
}

// kindNames are the kinds of things that have ids here, as messages call them.
var kindNames = map[string]string{"aspect": diagnostic.KindAspect, "category": diagnostic.KindCategory,
	"dimension": diagnostic.KindDimension, "indicator": diagnostic.KindIndicator}

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// definition is where an id was defined: a key of a table. The position is worked out only when it is asked for, which
// takes longer than reading the table.
type definition struct {
	in *source.Table
	id string
}

func (d definition) String() string {
	at := d.in.AtKey(d.id)
	return fmt.Sprintf("%s:%d", at.File, at.Line)
}

// define notes an id, and reports one that is ill-formed or was there already.
func (r *reader) define(t *source.Table, kind, id string) bool {
	if !idForm.MatchString(id) {
		t.ReportKey(id, diagnostic.BadID, idLike(id), id)
		return false
	}
	if r.defined[kind] == nil {
		r.defined[kind] = make(map[string]definition)
	}
	if first, ok := r.defined[kind][id]; ok {
		t.ReportKey(id, diagnostic.DuplicateID, "", kindNames[kind], id, first.String())
		return false
	}
	r.defined[kind][id] = definition{t, id}
	return true
}

// idLike makes an id of a text that is nearly one, to suggest it.
func idLike(s string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(s) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// each calls f for every table below key, in file order.
func (r *reader) each(t *source.Table, key, kind string, f func(id string, t *source.Table)) {
	all, ok := t.Table(key)
	if !ok {
		return
	}
	for _, id := range all.Keys() {
		if sub, ok := all.Table(id); ok && r.define(all, kind, id) {
			f(id, sub)
			sub.Close()
		}
	}
}

// text reads a text that may not be empty when it is required.
func (r *reader) text(t *source.Table, key string, required bool) model.Text {
	return siteText(t, key, required, r.site.Languages)
}

func siteText(t *source.Table, key string, required bool, languages []string) model.Text {
	if !t.Has(key) {
		if required {
			t.Missing(key)
		}
		return nil
	}
	text := model.Text(t.Text(key, languages))
	if required && text != nil && text.In(languages[0], languages...) == "" {
		t.ReportKey(key, diagnostic.MissingKey, "", key)
	}
	return text
}

// role reads a reference to a role of the site.
func (r *reader) role(t *source.Table, key string) *model.Role {
	id, ok := t.String(key)
	if !ok {
		return nil
	}
	role := r.site.Roles[id]
	if role == nil {
		t.Report(key, diagnostic.UnknownID, source.Suggest(id, keysOf(r.site.Roles)), diagnostic.KindRole, id)
	}
	return role
}

func keysOf[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// choice reads one of a fixed list of words.
func choice(t *source.Table, key string, among []string, otherwise string) string {
	s, ok := t.String(key)
	if !ok {
		return otherwise
	}
	if !slices.Contains(among, s) {
		t.Report(key, diagnostic.BadChoice, source.Suggest(s, among), key, s, strings.Join(among, ", "))
		return otherwise
	}
	return s
}

func (r *reader) editionFile() {
	top, ok := r.open(path.Join(r.dir, "edition.toml"), true)
	if !ok {
		return
	}
	defer top.Close()
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
	e.Method, _ = t.String("method")
	if e.Method != "" {
		r.afterChapters = func() { r.method(t) }
	}
	e.Status = model.Status(choice(t, "status", model.Statuses, string(model.Concept)))
	if d, ok := t.Date("date"); ok {
		e.Date = d
	} else if !t.Has("date") {
		t.Missing("date")
	}
}

// method sees that the chapter on method exists in the site's first language.
func (r *reader) method(t *source.Table) {
	var slugs []string
	for _, c := range r.edition.Chapters[r.site.Languages[0]] {
		slugs = append(slugs, c.Slug)
	}
	if !slices.Contains(slugs, r.edition.Method) {
		r.unknown(t, "method", source.Suggest(r.edition.Method, slugs), diagnostic.KindChapter, r.edition.Method)
	}
}

func (r *reader) categories() {
	top, ok := r.open(path.Join(r.dir, "categories.toml"), true)
	if !ok {
		return
	}
	defer top.Close()
	r.each(top, "category", "category", func(id string, t *source.Table) {
		c := &model.Category{ID: id, Number: len(r.edition.Categories) + 1,
			Title: r.text(t, "title", true), Description: r.text(t, "description", false), Owner: r.role(t, "owner")}
		r.each(t, "aspect", "aspect", func(id string, t *source.Table) {
			c.Aspects = append(c.Aspects, &model.Aspect{ID: id, Category: c.ID, Title: r.text(t, "title", true),
				Description: r.text(t, "description", false), Surroundings: t.Bool("surroundings")})
		})
		if keys, ok := t.Strings("key_indicators"); ok {
			r.later = append(r.later, func() { c.KeyIndicators = r.keyIndicators(t, keys) })
		}
		r.edition.Categories = append(r.edition.Categories, c)
	})
}

func (r *reader) keyIndicators(t *source.Table, ids []string) []*model.Indicator {
	var out []*model.Indicator
	for _, id := range ids {
		if i := r.edition.Indicator(id); i != nil {
			out = append(out, i)
		} else {
			r.unknown(t, "key_indicators", r.suggestIndicator(id), diagnostic.KindIndicator, id)
		}
	}
	return out
}

func (r *reader) suggestIndicator(id string) string {
	return source.Suggest(id, keysOf(r.defined["indicator"]))
}

var memberForm = regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`)

func (r *reader) dimensions() {
	top, ok := r.open(path.Join(r.dir, "dimensions.toml"), false)
	if !ok {
		return
	}
	defer top.Close()
	r.each(top, "dimension", "dimension", func(id string, t *source.Table) {
		d := &model.Dimension{ID: id, Title: r.text(t, "title", true)}
		if members, ok := t.Table("member"); ok {
			for _, key := range members.Keys() {
				m, ok := members.Table(key)
				if !ok {
					continue
				}
				if !memberForm.MatchString(key) {
					members.ReportKey(key, diagnostic.BadID, "", key)
				}
				d.Members = append(d.Members, &model.Member{Key: key, Title: r.text(m, "title", true)})
				m.Close()
			}
		}
		r.edition.Dimensions = append(r.edition.Dimensions, d)
	})
	r.edition.Index()
}

// strangers warns of files that nothing reads: most often a misspelt name.
func (r *reader) strangers() {
	known := []string{"edition.toml", "categories.toml", "dimensions.toml", "indicators"}
	entries, err := r.root.List(r.dir)
	if err != nil {
		r.list.Add(diagnostic.CannotRead, diagnostic.Position{File: r.dir}, "", reason(err))
		return
	}
	for _, e := range entries {
		if !slices.Contains(known, e.Name()) {
			r.list.Add(diagnostic.UnexpectedFile, diagnostic.Position{File: path.Join(r.dir, e.Name())},
				source.Suggest(e.Name(), known), strings.Join(known, ", "))
		}
	}
}

func reason(err error) string {
	if p, ok := err.(*fs.PathError); ok {
		return p.Err.Error()
	}
	return err.Error()
}

func itoa(n int) string { return strconv.Itoa(n) }
