// Package theme owns how a theme is found and read: its templates, words, styles, scripts and
// fonts, and the names under which its files are published.
//
// A theme is a folder. A file is looked up in three folders, and the first that has it wins: in
// themes/<name>/ of the project, in the theme of that name that comes with the program, and in the
// base theme. So a project's own theme holds only the files that it changes. The package imports
// source, picture, share and diagnostic. It knows nothing of what the pages say.
package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"image/color"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/picture"
	"utwente.nl/monitor/cmd/monitor/internal/share"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Base is the theme that others build on.
const Base = "ut"

// fileLimit is more than any file of a theme needs.
const fileLimit = 8 << 20

// Asset is a file as it is published. Its name has a hash of its content, so that a browser may
// keep it for ever.
type Asset struct {
	Path string // "assets/style.0f3a….css"
	Data []byte
}

// Credit names a work of others that the site contains, with its licence, and where it comes from.
type Credit struct{ Title, URL string }

// Theme is a theme that was read.
type Theme struct {
	templates *template.Template // without words: see Templates
	// Words are the words by language and by dotted key, such as "page.home".
	Words map[string]map[string]string
	// WordKeys are the keys of the words that the templates name. A word that is lacking is found
	// with them, even when no page of a site would show it.
	WordKeys []string
	// Assets are all files to publish.
	Assets []Asset
	// The paths of assets that pages link to.
	Style   string
	Scripts []string
	Icon    string
	// Font is that of running text; FontScript asks for it before the style sheet does. Both are ""
	// when the theme names no font.
	Font, FontScript string
	// TouchIcon and Picture are PNG: for a place on somebody's screen, and for a link that somebody shares.
	TouchIcon, Picture string
	// Share draws the picture of a page for such a link; nil when the theme does not say how.
	Share *share.Look
	// ECharts, Finder and Search are scripts that are loaded when they are used.
	ECharts, Finder, Search string
	// Credits are the works of others that their licences ask to name.
	Credits []Credit
	// Licences is the path of the text of those licences.
	Licences string
}

// The libraries of charts and of the search, and the script that finds with the latter, which every theme must
// have; and the script of a theme that names a font.
const (
	chartsFile = "vendor/echarts.min.js"
	searchFile = "vendor/search.min.js"
	finderFile = "scripts/find.js"
	fontFile   = "scripts/font.js"
)

// Load reads a theme. embedded holds the themes that come with the program. What is wrong goes to
// list. The parts that could be read are usable, so that the chapters can be checked too.
func Load(root *source.Root, embedded fs.FS, name string, languages []string, list *diagnostic.List) *Theme {
	l := &loader{root: root, embedded: embedded, name: name, list: list,
		theme: &Theme{Words: make(map[string]map[string]string)}, assets: make(map[string]string)}
	l.manifest()
	l.templates()
	for _, lang := range languages {
		l.words(lang)
	}
	t := l.theme
	t.ECharts = l.asset(chartsFile, l.need(chartsFile))
	t.Search = l.asset(searchFile, l.need(searchFile))
	t.Finder = l.asset(finderFile, l.need(finderFile))
	t.Licences = l.asset("licences.txt", l.licences())
	return t
}

type loader struct {
	root     *source.Root
	embedded fs.FS
	name     string
	list     *diagnostic.List
	theme    *Theme
	assets   map[string]string // published path by file of the theme
}

// read returns a file of the theme from the first folder that has it. shown is its path in
// messages. The lines of a text end in LF, as in a source.
func (l *loader) read(file string) (data []byte, shown string, ok bool) {
	data, shown, ok = l.readBytes(file)
	if !isFont(file) && (path.Ext(file) == ".svg" || !isPicture(file)) {
		data = source.UnixLines(data)
	}
	return data, shown, ok
}

func (l *loader) readBytes(file string) (data []byte, shown string, ok bool) {
	if onDisk := path.Join("themes", l.name, file); l.root.Exists(onDisk) {
		data, ok := l.root.ReadBytes(onDisk, fileLimit, diagnostic.Position{}, l.list)
		return data, onDisk, ok
	}
	for _, name := range []string{l.name, Base} {
		if data, err := fs.ReadFile(l.embedded, path.Join(name, file)); err == nil {
			return data, path.Join("themes", name, file), true
		}
	}
	return nil, path.Join("themes", l.name, file), false
}

// need is read for a file that every theme must have: it reports one that is missing.
func (l *loader) need(file string) []byte {
	data, shown, ok := l.read(file)
	if !ok {
		l.list.Add(diagnostic.MissingFile, diagnostic.Position{File: shown}, "")
	}
	return data
}

// names returns the names of files in a folder of the theme that match wanted. It looks in all
// folders that a theme is read from. The names are sorted, each once.
func (l *loader) names(dir string, wanted *regexp.Regexp) []string {
	var names []string
	addNames := func(entries []fs.DirEntry) {
		for _, e := range entries {
			if wanted.MatchString(e.Name()) && !slices.Contains(names, e.Name()) {
				names = append(names, e.Name())
			}
		}
	}
	onDisk := path.Join("themes", l.name, dir)
	entries, err := l.root.List(onDisk)
	if err != nil {
		source.ReportRead(l.list, diagnostic.Position{File: onDisk}, err)
	}
	addNames(entries)
	for _, name := range []string{l.name, Base} {
		if entries, err := fs.ReadDir(l.embedded, path.Join(name, dir)); err == nil {
			addNames(entries)
		}
	}
	slices.Sort(names)
	return names
}

var (
	templateName = regexp.MustCompile(`\.html$`)
	licenceName  = regexp.MustCompile(`^(LICENSE|NOTICE)-`)
)

// byteOrderMark makes a browser read a text as UTF-8, also from a file share.
const byteOrderMark = "\ufeff"

// licences joins the texts that the licences of others ask to be handed on with their works. They
// lie beside the works, so a project that adds a font only has to add its licence to the folder.
func (l *loader) licences() []byte {
	text := []byte(byteOrderMark)
	for _, dir := range []string{"fonts", "vendor"} {
		for _, name := range l.names(dir, licenceName) {
			text = fmt.Appendf(text, "%s\n%s\n\n%s\n\n", name, strings.Repeat("=", len(name)),
				strings.TrimSpace(string(l.need(path.Join(dir, name)))))
		}
	}
	return text
}

// manifest reads theme.toml: the styles in their order, the scripts, the font, the pictures and the credits.
func (l *loader) manifest() {
	file, t, ok := l.toml("theme.toml")
	if !ok {
		return
	}
	defer t.Close()
	styles, _ := t.Strings("styles")
	scripts, _ := t.Strings("scripts")
	font, _ := t.String("font")
	pictures := []struct {
		key      string
		isShared bool // shown by others, who show no SVG
		to       *string
	}{{"icon", false, &l.theme.Icon}, {"touch_icon", true, &l.theme.TouchIcon}, {"picture", true, &l.theme.Picture}}
	files := make([]string, len(pictures))
	for n, p := range pictures {
		files[n], _ = t.String(p.key)
		if p.isShared && strings.EqualFold(path.Ext(files[n]), ".svg") {
			t.Report(p.key, diagnostic.ThemeFile, "", "theme.toml", fmt.Sprintf("%s = %q (PNG)", p.key, files[n]))
		}
	}
	if credits, ok := t.Table("credit"); ok {
		for _, key := range credits.Keys() {
			if c, ok := credits.Table(key); ok {
				title, _ := c.String("title")
				url, _ := c.String("url")
				l.theme.Credits = append(l.theme.Credits, Credit{title, url})
				c.Close()
			}
		}
	}
	var style strings.Builder
	for _, s := range styles {
		style.WriteString(l.publishNamed(s, string(l.need(s))))
		style.WriteByte('\n')
	}
	l.theme.Style = l.asset("style.css", []byte(style.String()))
	for _, s := range scripts {
		l.theme.Scripts = append(l.theme.Scripts, l.asset(s, l.need(s)))
	}
	if font != "" {
		l.theme.Font = l.asset(font, l.need(font))
		l.theme.FontScript = l.asset(fontFile, l.need(fontFile))
	}
	for n, p := range pictures {
		if name := files[n]; name != "" && l.mayShow(name) {
			*p.to = l.asset(name, l.need(name))
		}
	}
	if look, ok := t.Table("share"); ok {
		l.share(look)
		look.Close()
	}
	if len(styles) == 0 {
		l.list.Add(diagnostic.ThemeFile, file.Whole(), "", "theme.toml", "styles = []")
	}
}

// share reads how the picture of a page looks. Its fonts are no part of the site.
func (l *loader) share(t *source.Table) {
	said, reported := make(map[string]string), false
	for _, key := range []string{"paper", "ink", "regular", "strong"} {
		text, ok := t.String(key)
		said[key] = text
		reported = reported || !ok && t.Has(key)
	}
	if reported {
		return
	}
	wrong := func(key, form string) {
		t.Report(key, diagnostic.ThemeFile, "", "theme.toml", fmt.Sprintf("share.%s = %q (%s)", key, said[key], form))
	}
	var colours [2]color.RGBA
	for n, key := range []string{"paper", "ink"} {
		digits, ok := strings.CutPrefix(said[key], "#")
		c, err := hex.DecodeString(digits)
		if !ok || err != nil || len(c) != 3 {
			wrong(key, "#rrggbb")
			return
		}
		colours[n] = color.RGBA{c[0], c[1], c[2], 255}
	}
	var fonts [2][]byte
	for n, key := range []string{"regular", "strong"} {
		if said[key] == "" {
			wrong(key, "fonts/….ttf")
			return
		}
		if fonts[n] = l.need(said[key]); fonts[n] == nil {
			return
		}
	}
	look, err := share.NewLook(fonts[0], fonts[1], colours[0], colours[1])
	if err != nil {
		t.ReportTable(diagnostic.ThemeFile, "", "theme.toml", fmt.Sprintf("share: %v (TrueType, OpenType)", err))
		return
	}
	l.theme.Share = look
}

func (l *loader) toml(name string) (*source.File, *source.Table, bool) {
	data, shown, ok := l.read(name)
	if !ok {
		l.list.Add(diagnostic.MissingFile, diagnostic.Position{File: shown}, "")
		return nil, nil, false
	}
	file, ok := source.NewText(shown, data, l.list)
	if !ok {
		return nil, nil, false
	}
	t, ok := source.ParseTOML(file, 0, len(file.Data), l.list)
	return file, t, ok
}

// asset publishes a file once and returns its path. A picture is cleaned first (picture.Clean).
func (l *loader) asset(file string, data []byte) string {
	if published, ok := l.assets[file]; ok {
		return published
	}
	if data != nil && isPicture(file) {
		// The themes that come with the program have no faults, so it is the project's own file.
		name := path.Join("themes", l.name, file)
		p, _ := picture.Clean(name, data, diagnostic.Position{File: name}, l.list)
		data = p.Data
	}
	published := Fingerprint(file, data)
	l.assets[file] = published
	l.theme.Assets = append(l.theme.Assets, Asset{published, data})
	return published
}

// isPicture and isFont report what the name of a file says that it is.
func isPicture(file string) bool {
	return slices.Contains(picture.Types, strings.ToLower(path.Ext(file)))
}

func isFont(file string) bool {
	return slices.Contains([]string{".woff2", ".woff", ".ttf", ".otf"}, strings.ToLower(path.Ext(file)))
}

// mayShow reports whether a file is a picture of a kind that can be cleaned. It reports any other
// file as an error, since nobody knows what such a file would reveal.
func (l *loader) mayShow(file string) bool {
	if !isPicture(file) {
		l.list.Add(diagnostic.BadImage, diagnostic.Position{File: path.Join("themes", l.name, file)}, "", file)
	}
	return isPicture(file)
}

// Fingerprint returns the path under which a file is published: assets/<name>.<hash>.<ext>, where
// hash is the first 12 hexadecimals of its SHA-256.
func Fingerprint(file string, data []byte) string {
	sum := sha256.Sum256(data)
	extension := path.Ext(file)
	name := strings.TrimSuffix(path.Base(file), extension)
	return fmt.Sprintf("assets/%s.%s%s", name, hex.EncodeToString(sum[:6]), extension)
}

var urlForm = regexp.MustCompile(`url\(\s*["']?([^"')]+)["']?\s*\)`)

// publishNamed publishes the files that a style sheet names, and returns its text with their
// published names. A style sheet may name nothing outside the theme: the site loads nothing from
// other hosts.
func (l *loader) publishNamed(sheet, text string) string {
	return urlForm.ReplaceAllStringFunc(text, func(match string) string {
		address := urlForm.FindStringSubmatch(match)[1]
		if strings.HasPrefix(address, "data:") || strings.HasPrefix(address, "#") {
			return match
		}
		file := path.Join(path.Dir(sheet), address)
		data, shown, ok := l.read(file)
		switch {
		case !ok || strings.Contains(address, "://"):
			l.list.Add(diagnostic.ThemeFile, diagnostic.Position{File: shown}, "", address, sheet)
			return match
		case !isFont(file) && !l.mayShow(file):
			return match
		}
		return `url("` + path.Base(l.asset(file, data)) + `")`
	})
}

// sayForm finds the words that a template names.
var sayForm = regexp.MustCompile(`\bsay "([^"]+)"`)

func (l *loader) templates() {
	set := template.New("").Funcs(template.FuncMap{"say": func(key string, _ ...string) string { return key }})
	for _, name := range l.names("templates", templateName) {
		data, shown, ok := l.read(path.Join("templates", name))
		if !ok {
			continue
		}
		file, ok := source.NewText(shown, data, l.list)
		if !ok {
			continue
		}
		text := string(file.Data)
		for _, match := range sayForm.FindAllStringSubmatch(text, -1) {
			l.theme.WordKeys = append(l.theme.WordKeys, match[1])
		}
		if _, err := set.Parse(text); err != nil {
			l.list.Add(diagnostic.ThemeFile, diagnostic.Position{File: shown}, "", name, err.Error())
		}
	}
	l.theme.templates = set
}

func (l *loader) words(lang string) {
	_, t, ok := l.toml("i18n/" + lang + ".toml")
	if !ok {
		return
	}
	words := make(map[string]string)
	flatten(t, "", words)
	l.theme.Words[lang] = words
}

// flatten adds the texts of a table and of the tables in it to into, by dotted keys that begin with
// prefix.
func flatten(t *source.Table, prefix string, into map[string]string) {
	for _, key := range t.Keys() {
		if t.IsTable(key) {
			if sub, ok := t.Table(key); ok {
				flatten(sub, prefix+key+".", into)
			}
		} else if s, ok := t.String(key); ok {
			into[prefix+key] = s
		}
	}
}
