package prose

import (
	"cmp"
	"html"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// figureScheme is the scheme of links to figures. The other schemes are of things of the edition.
const figureScheme = "figure"

// The classes of a number that is quoted.
const quotedReal, quotedInvented = "quoted", "quoted is-example"

var schemes = slices.Sorted(slices.Values(append(slices.Clone(model.ReferenceKinds), figureScheme)))

// externalSchemes lead off the site. Their addresses are not checked.
var externalSchemes = []string{"http", "https", "mailto"}

// locator finds a position. It is called only when there is something to report.
type locator func() diagnostic.Position

// cutScheme splits an address behind its scheme (RFC 3986, section 3.1); ok is false when it has
// none.
func cutScheme(address string) (scheme, rest string, ok bool) {
	for i, c := range []byte(address) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '.' || c == '-'):
		default:
			return address[:i], address[min(i+1, len(address)):], i > 0 && c == ':'
		}
	}
	return "", "", false
}

// resolveLink checks a link and replaces its address by that of a page. It returns the node to put
// in place of the link, or nil to leave the link there.
func (w *walker) resolveLink(n *ast.Link) ast.Node {
	address := string(n.Destination)
	destination := n.Destination // as the author wrote it: n.Destination changes below
	locate := func() diagnostic.Position { return w.addressPosition(n, destination) }
	scheme, id, ok := cutScheme(address)
	switch {
	case !ok:
		w.resolveLocal(n, address, locate)
		return nil
	case scheme == figureScheme:
		w.resolveFigure(n, id, locate)
		return nil
	case !slices.Contains(model.ReferenceKinds, scheme):
		w.checkExternal(address, locate)
		return nil
	}
	kind := model.Kind(scheme)
	href, title, ok := w.resolveThing(n, kind, id, locate)
	if !ok {
		return nil
	}
	n.Destination = []byte(href)
	if kind == model.SourceKind {
		w.cite(n, id)
		return nil
	}
	if kind == model.TermKind {
		if use := w.termButton(n, id, title); use != nil {
			return use
		}
	}
	if n.FirstChild() == nil {
		filledIn := ast.NewString([]byte(escape(title)))
		if kind == model.IndicatorKind && strings.Contains(id, "@") {
			filledIn.SetAttributeString(ofData, true)
		}
		n.AppendChild(n, filledIn)
	}
	return nil
}

// ofData is the attribute of a number that was filled in. Newer data have another one.
const ofData = "of-data"

// escape escapes a text for HTML.
func escape(s string) string { return html.EscapeString(s) }

// resolveThing finds the address and the title of the thing that a reference points at. The title
// of a quoted number is the number.
func (w *walker) resolveThing(
	n *ast.Link, kind model.Kind, id string, locate locator,
) (href, title string, ok bool) {
	switch kind {
	case model.ChapterKind:
		if c := w.findChapter(id, locate); c != nil {
			return w.links.Chapter(c, ""), c.Title, true
		}
		return "", "", false
	case model.IndicatorKind:
		id, quotation, quoted := strings.Cut(id, "@")
		i := w.findIndicator(id, locate)
		if i == nil {
			return "", "", false
		}
		w.markUsed(i.ID)
		if !quoted {
			w.checkUnquoted(n, i)
			return w.links.Thing(kind, i.ID), w.textOf(i.Title), true
		}
		class := quotedReal
		if i.Example && !strings.HasSuffix(quotation, "?period") {
			class = quotedInvented
			w.invented = append(w.invented, n)
		}
		n.SetAttributeString("class", []byte(class))
		return w.links.Thing(kind, i.ID), w.checkQuotation(n, i, quotation, locate), true
	}
	t, ok := w.findThing(kind, id, locate)
	if !ok {
		return "", "", false
	}
	if a, ok := t.(*model.Aspect); ok {
		return w.links.Aspect(a), w.textOf(a.Title), true
	}
	return w.links.Thing(kind, id), w.textOf(t.Header().Title), true
}

// textOf is a text of the data in the language of the site.
func (w *walker) textOf(t model.Text) string { return t.In(w.language.Code, w.site.Languages...) }

// findChapter finds a chapter by its slug. It reports one that does not exist or that the readers
// of the link may not see, and returns nil.
func (w *walker) findChapter(slug string, locate locator) *model.Chapter {
	c := w.chapters[slug]
	switch {
	case c == nil:
		if now, renamed := w.all.Renamed(model.ChapterKind, slug); renamed {
			w.list.Add(diagnostic.Renamed, locate(), "", diagnostic.Kind(model.ChapterKind), slug, now)
		} else {
			w.reportUnknown(diagnostic.Kind(model.ChapterKind), slug, locate, slices.Sorted(maps.Keys(w.chapters)))
		}
	case !w.reportAbove(diagnostic.Kind(model.ChapterKind), slug, c.Audience, locate):
		return w.visible[slug]
	}
	return nil
}

// findIndicator finds an indicator as the audience sees it. It reports one that does not exist or
// that the readers may not see, and returns nil.
func (w *walker) findIndicator(id string, locate locator) *model.Indicator {
	if _, ok := w.findThing(model.IndicatorKind, id, locate); ok {
		return w.report.Edition.Indicator(id)
	}
	return nil
}

// reportUnknown reports an id that does not exist, unless a file could not be read that may have
// it.
func (w *walker) reportUnknown(kind, id string, locate locator, known []string) {
	if w.all.Partial || w.all.Misread[id] {
		return
	}
	where := ""
	switch kind {
	case diagnostic.Kind(model.TermKind):
		where = "data/" + w.all.Year + "/glossary.toml"
	case diagnostic.Kind(model.SourceKind):
		where = "data/" + w.all.Year + "/sources.toml"
	}
	suggestion := source.Suggest(id, known)
	if p := periodBehind.FindStringSubmatch(id); p != nil && slices.Contains(known, p[1]) {
		suggestion = p[1] + "@" + p[2]
	}
	w.list.Add(diagnostic.UnknownID, locate(), suggestion, kind, id, source.Known(id, known, where))
}

// periodBehind matches an id with a period behind it that lacks its "@".
var periodBehind = regexp.MustCompile(`^([a-z0-9-]+)[{:/#?(]([0-9]{4}[-/Q0-9]*)[})]?$`)

// checkExternal reports an address with a scheme that is neither external nor ours.
func (w *walker) checkExternal(address string, locate locator) {
	scheme, rest, ok := cutScheme(address)
	if !ok {
		return
	}
	if slices.Contains(externalSchemes, strings.ToLower(scheme)) {
		if to := behindRedirect(address); to != "" {
			w.list.Add(diagnostic.LinkOutside, locate(), to, address)
		}
		return
	}
	if strings.EqualFold(scheme, "file") || len(scheme) == 1 { // on somebody's own disk
		w.list.Add(diagnostic.LinkOutside, locate(), "", address)
		return
	}
	w.list.Add(diagnostic.UnknownScheme, locate(), suggestScheme(scheme, rest), scheme, strings.Join(schemes, ", "))
}

// behindRedirect returns the address that Outlook or a search engine has wrapped in one of its own,
// which often tells who received it; or "".
func behindRedirect(address string) string {
	if !strings.Contains(address, "url") {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch {
	case strings.HasSuffix(u.Host, ".safelinks.protection.outlook.com"):
		return u.Query().Get("url")
	case strings.HasPrefix(u.Host, "www.google.") && u.Path == "/url":
		return cmp.Or(u.Query().Get("q"), u.Query().Get("url"))
	}
	return ""
}

// suggestScheme is an address with the scheme of ours that its author may have meant, or "".
func suggestScheme(scheme, rest string) string {
	for _, s := range schemes {
		if strings.EqualFold(scheme, wording.In("nl", diagnostic.Kind(s))) {
			return s + ":" + rest
		}
	}
	if s := source.SuggestWord(scheme, schemes); s != "" {
		return s + ":" + rest
	}
	return ""
}

// resolveLocal replaces the address of a link to another chapter's file, "20-mensen.md", to a
// heading in it, "20-mensen.md#werkdruk", or to a heading of this chapter, "#werkdruk".
func (w *walker) resolveLocal(n *ast.Link, address string, locate locator) {
	file, anchor, _ := strings.Cut(address, "#")
	target := w.text.Chapter
	if file != "" {
		if path.Ext(file) != ".md" || strings.HasPrefix(file, "/") {
			w.list.Add(diagnostic.LinkOutside, locate(), w.suggestAddress(address), address)
			return
		}
		name := path.Join(path.Dir(target.Path), file)
		if target = w.files[name]; target == nil && w.all.Partial {
			return
		} else if target == nil {
			w.list.Add(diagnostic.BrokenLink, locate(), w.suggestFile(file), file)
			return
		}
		if target = w.findChapter(target.Slug, locate); target == nil {
			return
		}
	} else if anchor == "" {
		w.list.Add(diagnostic.LinkOutside, locate(), "", address)
		return
	}
	href := "#" + anchor
	if target != w.text.Chapter {
		href = w.links.Chapter(target, anchor)
	}
	if anchor != "" {
		w.draft.pending = append(w.draft.pending, pending{chapter: target, anchor: anchor, readers: w.readers,
			from: w.addressStart(n), address: address})
	}
	n.Destination = []byte(href)
	if n.FirstChild() == nil {
		n.AppendChild(n, ast.NewString([]byte(html.EscapeString(target.Title))))
	}
}

// suggestAddress is an address that an author may have meant with one that is none, or "".
func (w *walker) suggestAddress(address string) string {
	id, quotation, quoted := strings.Cut(address, "@")
	switch {
	case strings.HasPrefix(address, "www."):
		return "https://" + address
	case w.all.Indicator(id) != nil:
		return "indicator:" + address
	case quoted && strings.Contains(quotation, "."):
		return "mailto:" + address
	case w.chapters[strings.ToLower(id)] != nil:
		return "chapter:" + strings.ToLower(id)
	}
	return w.suggestFile(strings.TrimSuffix(address, path.Ext(address)) + ".md")
}

// suggestFile is the name of a chapter that an author may have meant, or "".
func (w *walker) suggestFile(file string) string {
	var names []string
	for _, c := range w.all.Chapters[w.language.Code] {
		names = append(names, path.Base(c.Path))
	}
	if slices.Contains(names, path.Base(file)) {
		return path.Base(file)
	}
	return source.Suggest(path.Base(file), names)
}
