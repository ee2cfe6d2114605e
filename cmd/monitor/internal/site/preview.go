package site

import (
	"crypto/sha256"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/theme"
)

// A Preview is the site as it would be built from the sources as they are now, for reading while they are
// written. Its pages are made when they are asked for. Without mistakes they have the bytes that a build
// would give them. With mistakes there is a page too, on which these are marked. It is safe for concurrent
// use.
//
// What changed is read again and derived anew in the simplest way. Of a chapter with another text only that
// text is converted again. When anything else changed in an edition, the edition is read again; when
// anything else changed, everything is. All that follows from what was read is then derived anew, when a
// page needs it.
type Preview struct {
	dir, lang string
	tools     Tools

	mu      sync.RWMutex // Refresh writes, all else reads
	root    *source.Root
	version int
	sums    map[string][sha256.Size]byte // of all files in the folders of sources, by path
	read    *Sources                     // as the files are
	// shown is what pages are made of: read, with the last good text of each file that cannot be read.
	shown    *Sources
	good     lastGood
	outdated map[string]bool // editions of which shown has older texts; all when the site or the theme is older

	proving sync.Mutex // of proofs
	proofs  map[proofOf]*proof
}

// lastGood is what was read last of what can break.
type lastGood struct {
	site  *model.Site
	theme *theme.Theme
	texts map[string][]byte // of TOML files and chapters, by path
}

// proofOf says who looks at what.
type proofOf struct {
	sources  *Sources
	audience model.Audience
	least    model.Status // of the chapters
}

// NewPreview returns a preview of the folder that has content, data and themes. It reads nothing yet. lang
// is the language of the messages on pages.
func NewPreview(dir, lang string, tools Tools) *Preview {
	return &Preview{dir: dir, lang: lang, tools: tools, proofs: make(map[proofOf]*proof)}
}

// sourceFolders are the folders with sources.
var sourceFolders = []string{"content", "data", "themes"}

// Refresh reads what changed on disk since the last Refresh: the files and folders named, by their paths
// from the folder of the preview, with slashes; nil when everything may have changed. The version that it
// returns is another one when something did change.
func (p *Preview) Refresh(changed []string) (version int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.root == nil {
		if p.root, err = source.OpenRoot(p.dir); err != nil {
			return p.version, err
		}
		changed = nil
	}
	names := p.changedFiles(changed)
	switch {
	case p.read != nil && len(names) == 0:
		return p.version, nil
	case p.read != nil && p.readTexts(names):
	default:
		if err := p.readAgain(names); err != nil {
			p.sums = nil // so that the next Refresh reads all again
			return p.version, err
		}
	}
	p.version++
	return p.version, nil
}

// Close releases the folder.
func (p *Preview) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.root == nil {
		return nil
	}
	return p.root.Close()
}

// changedFiles returns the files that are not what they were at the last Refresh, among those named and
// below the folders named.
func (p *Preview) changedFiles(named []string) []string {
	if named == nil {
		named = sourceFolders
	}
	look := make(map[string]bool)
	for _, name := range named {
		name = path.Clean(name)
		for _, file := range append(p.root.Tree(name), name) {
			look[file] = true
		}
		for file := range p.sums {
			if strings.HasPrefix(file, name+"/") {
				look[file] = true
			}
		}
	}
	sums := maps.Clone(p.sums)
	if sums == nil {
		sums = make(map[string][sha256.Size]byte)
	}
	var changed []string
	for _, file := range slices.Sorted(maps.Keys(look)) {
		if top, _, _ := strings.Cut(file, "/"); source.LeftBehind(file) || !slices.Contains(sourceFolders, top) {
			continue
		}
		was, had := sums[file]
		is, has := p.root.Sum(file)
		switch {
		case has && (!had || was != is):
			sums[file] = is
			changed = append(changed, file)
		case had && !has:
			delete(sums, file)
			changed = append(changed, file)
		}
	}
	p.sums = sums
	return changed
}

// readTexts reads chapters again of which only the text changed. It returns false when a file is another
// one, or more changed.
func (p *Preview) readTexts(names []string) bool {
	if p.shown != p.read {
		return false
	}
	for _, name := range names {
		n := slices.IndexFunc(p.read.Loaded, func(l *edition.Loaded) bool { return l.ReadText(p.root, name) })
		if n < 0 {
			return false
		}
	}
	for _, v := range p.proofs {
		v.forget(names)
	}
	return true
}

// readAgain reads the parts of the sources that have a file among names, or everything the first time.
func (p *Preview) readAgain(names []string) error {
	years, err := edition.Years(p.root)
	if err != nil {
		return err
	}
	was, now := p.read, &Sources{Root: p.root, Years: years}
	if was != nil && !slices.ContainsFunc(names, isOfSite) {
		now.Site, now.siteFound = was.Site, was.siteFound
	} else {
		now.siteFound = &diagnostic.List{}
		now.Site = edition.LoadSite(p.root, now.siteFound)
	}
	if was != nil && now.Site == was.Site && !touches(names, "themes") {
		now.Theme, now.themeFound = was.Theme, was.themeFound
	} else {
		now.readTheme()
	}
	now.readEditions(years, unchanged(now.Site, names, was))
	p.read = now
	if p.isAway("data") || p.isAway("content") {
		for _, year := range p.shown.Years {
			p.outdated[year] = true
		}
	} else {
		p.show(names)
	}
	maps.DeleteFunc(p.proofs, func(of proofOf, _ *proof) bool { return of.sources != p.shown })
	return nil
}

// isAway reports whether a folder with all that pages are made of is gone. Nobody means that: somebody gave it another
// name, and the last good pages stay until it is back.
func (p *Preview) isAway(folder string) bool {
	return !p.root.Exists(folder) && touches(slices.Collect(maps.Keys(p.good.texts)), folder)
}

// isOfSite reports whether a file may belong to all editions.
func isOfSite(name string) bool {
	top, rest, _ := strings.Cut(name, "/")
	return top == "data" && !strings.Contains(rest, "/")
}

// touches reports whether a file is in a folder.
func touches(names []string, folder string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, folder+"/") })
}

// unchanged returns a function that returns the edition of a year as was has it, unless the site is another
// one or a file of the edition is among names.
func unchanged(site *model.Site, names []string, was *Sources) func(year string) (*edition.Loaded, *diagnostic.List) {
	return func(year string) (*edition.Loaded, *diagnostic.List) {
		if was == nil || was.Site != site || touches(names, "data/"+year) || touches(names, "content/"+year) {
			return nil, nil
		}
		n := slices.IndexFunc(was.Loaded, func(l *edition.Loaded) bool { return l.Edition.Year == year })
		if n < 0 {
			return nil, nil
		}
		return was.Loaded[n], was.editionsFound[n]
	}
}

// show sets what pages are made of.
func (p *Preview) show(names []string) {
	was, now := p.shown, *p.read
	p.outdated = make(map[string]bool)
	switch {
	case now.Site.Partial && p.good.site != nil:
		now.Site = p.good.site
	case !now.Site.Partial:
		p.good.site = now.Site
	}
	switch bad := now.themeFound.Errors() > 0 || now.Site != p.read.Site; {
	case bad && p.good.theme != nil: // the site says which words the theme must have
		now.Theme = p.good.theme
	case !bad:
		p.good.theme = now.Theme
	}
	texts := make(map[string][]byte)
	instead := make(map[string][]byte)
	for _, l := range p.read.Loaded {
		for name, file := range l.Good {
			texts[name] = file.Data
		}
		for _, name := range l.Unread {
			if last, ok := p.good.texts[name]; ok {
				texts[name], instead[name] = last, last
				p.outdated[l.Edition.Year] = true
			}
		}
	}
	if now.Site != p.read.Site {
		texts = p.good.texts // no edition was read
	}
	p.good.texts = texts
	if now.Site != p.read.Site || len(instead) > 0 {
		now.Root = p.root.Instead(instead)
		asRead, asShown := unchanged(now.Site, nil, p.read), unchanged(now.Site, names, was)
		now.readEditions(now.Years, func(year string) (*edition.Loaded, *diagnostic.List) {
			if l, found := asRead(year); l != nil && !p.outdated[year] {
				return l, found
			}
			return asShown(year)
		})
	}
	if now.Site != p.read.Site || now.Theme != p.read.Theme {
		for _, year := range now.Years {
			p.outdated[year] = true
		}
	}
	if p.shown = p.read; now.Site != p.read.Site || now.Theme != p.read.Theme || len(instead) > 0 {
		p.shown = &now
	}
}

// proof returns what an audience sees of some sources.
func (p *Preview) proof(of proofOf) *proof {
	p.proving.Lock()
	v := p.proofs[of]
	if v == nil {
		v = new(proof)
		p.proofs[of] = v
	}
	p.proving.Unlock()
	v.once.Do(func() {
		tools := p.tools
		tools.Least = of.least
		v.open(of.sources.Prepare(of.audience, tools, &v.found))
	})
	return v
}

// File returns the file of the site at an address, such as "2026/index.html", as a reader of an audience
// sees it, with the chapters that reached a status. found is false when the site has no such file. outdated is
// true when the page is made of the last text of a source that could be read.
func (p *Preview) File(audience model.Audience, least model.Status, address string) (
	content []byte, found, outdated bool, err error,
) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.shown == nil || len(p.shown.Loaded) == 0 {
		return nil, false, false, nil
	}
	v := p.proof(proofOf{p.shown, audience, least})
	content, found, err = v.file(address, p.marks(v))
	year, _, below := strings.Cut(address, "/")
	if !below {
		year = v.plan.atRoot().edition.Year
	}
	return content, found, p.outdated[year], err
}

// marks returns a function that returns the mistakes to mark on the pages of a proof.
func (p *Preview) marks(v *proof) mistakes {
	return func() ([]diagnostic.Diagnostic, string) {
		var list diagnostic.List
		p.read.Report(&list)
		if p.shown != p.read {
			p.shown.Report(&list)
		}
		list.AddAll(&v.found)
		return errorsOf(&list), p.lang
	}
}

// errorsOf returns the errors of a list, without the warnings.
func errorsOf(list *diagnostic.List) []diagnostic.Diagnostic {
	return slices.DeleteFunc(list.Sorted(), func(d diagnostic.Diagnostic) bool { return d.Severity != diagnostic.Error })
}

// Diagnostics returns what is wrong with the sources now, as `monitor check` for the audience says.
func (p *Preview) Diagnostics(audience model.Audience) []diagnostic.Diagnostic {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.read == nil {
		return nil
	}
	return p.proof(proofOf{p.read, audience, model.Concept}).diagnostics(p.read)
}

// Where returns the address of the page, and the anchor on it, on which readers of an audience find what
// stands in a source file at a line: for a chapter its page, and its last heading up to the line; for data
// the page of the thing that they are about. ok is false when there is no such page.
func (p *Preview) Where(audience model.Audience, file string, line int) (address, anchor string, ok bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.shown == nil {
		return "", "", false
	}
	v := p.proof(proofOf{p.shown, audience, model.Concept})
	for _, e := range v.plan.editions {
		for _, b := range e.books {
			for n, c := range b.inOrder {
				if c.Path == file && b.owns(c) {
					v.ready(b, p.marks(v))
					return b.address.chapter(c), headingAt(b.texts[n], line), true
				}
			}
		}
		whole := e.loaded.Edition
		switch {
		case whole.Survey != nil && (file == whole.Survey.Answers || file == e.loaded.Position(whole.Survey).File):
			address, ok = e.books[0].paths[subject{"survey", ""}]
			return address, "", ok
		case strings.HasPrefix(file, "data/"+whole.Year+"/"):
			return e.books[0].addressOf(e.loaded.ThingAt(file, line))
		}
	}
	return "", "", false
}

// Review returns how far the chapter on a page is, and how many of its reviews were held: "Besproken. 1 van de
// 4 besprekingen gehouden." It is "" for a page without a chapter.
func (p *Preview) Review(audience model.Audience, address string) string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.shown == nil {
		return ""
	}
	page, ok := p.proof(proofOf{p.shown, audience, model.Concept}).pages[address]
	if !ok {
		return ""
	}
	for _, c := range page.book.inOrder {
		if page.book.address.chapter(c) == address {
			b := page.book.editionPlan.book(p.lang)
			_, held := b.reviewViews(c.Slug)
			return strings.TrimSpace(b.language.Say("page.status."+string(c.Status)) + ". " + held)
		}
	}
	return ""
}

// headingAt returns the id of the last heading of a text up to a line of its file, or "".
func headingAt(t *prose.Text, line int) string {
	id := ""
	for _, h := range t.Headings {
		if h.Line <= line {
			id = h.ID
		}
	}
	return id
}

// addressOf returns the page on which a thing is, and the anchor there; ok is false when the book has none.
func (b *book) addressOf(kind model.Kind, whole model.Thing) (address, anchor string, ok bool) {
	if whole == nil {
		return "", "", false
	}
	switch thing := b.edition.Thing(kind, whole.Header().ID).(type) {
	case nil:
		return "", "", false
	case *model.Aspect:
		address = b.address.aspect(thing)
	default:
		if b.address.ownPage[kind] == nil && b.address.listPage[kind] == nil {
			return "", "", false
		}
		address = b.address.thing(kind, thing.Header().ID)
	}
	address, anchor, _ = strings.Cut(address, "#")
	_, ok = b.subjects[address]
	return address, anchor, ok
}
