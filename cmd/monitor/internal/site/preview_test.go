package site

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/shelf"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// golden is a small site with something of everything, and themeFolder the theme.
const (
	golden      = "../../testdata/golden"
	themeFolder = "../../../../themes/ut"
)

// folder is a copy of a site in a temporary folder, which a test edits.
type folder struct {
	t    *testing.T
	dir  string
	was  map[string][]byte // the files as they were copied
	now  map[string][]byte
	rand *rand.Rand
}

// copySite copies the sources of a site, and the templates and words of its theme.
func copySite(t *testing.T, dir string, seed uint64) *folder {
	f := &folder{t: t, dir: t.TempDir(), was: make(map[string][]byte), rand: rand.New(rand.NewPCG(seed, 0))}
	for from, to := range map[string]string{path.Join(dir, "content"): "content", path.Join(dir, "data"): "data",
		themeFolder + "/templates": "themes/ut/templates", themeFolder + "/i18n": "themes/ut/i18n"} {
		err := filepath.WalkDir(from, func(name string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			relative, _ := filepath.Rel(from, name)
			f.was[path.Join(to, filepath.ToSlash(relative))] = data
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	f.now = make(map[string][]byte)
	f.restore()
	return f
}

// write writes a file, or deletes it when data is nil.
func (f *folder) write(name string, data []byte) {
	f.t.Helper()
	file := filepath.Join(f.dir, filepath.FromSlash(name))
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if data == nil {
		delete(f.now, name)
		err = os.Remove(file)
	} else if f.now[name] = data; err == nil {
		err = os.WriteFile(file, data, 0o644)
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

// restore makes all files what they were, and returns those that were not.
func (f *folder) restore() (changed []string) {
	for name := range f.now {
		if _, ok := f.was[name]; !ok {
			f.write(name, nil)
			changed = append(changed, name)
		}
	}
	for name, data := range f.was {
		if now, ok := f.now[name]; !ok || !bytes.Equal(now, data) {
			f.write(name, data)
			changed = append(changed, name)
		}
	}
	return changed
}

// some returns a file whose name matches, or "".
func (f *folder) some(form string) string {
	matches := regexp.MustCompile(form).MatchString
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(f.now)), func(name string) bool { return !matches(name) })
	if len(names) == 0 {
		return ""
	}
	return names[f.rand.IntN(len(names))]
}

// replace replaces one match of a form in a file, and returns whether there was one.
func (f *folder) replace(name, form string, by func(match string) string) bool {
	all := regexp.MustCompile(form).FindAllIndex(f.now[name], -1)
	if len(all) == 0 {
		return false
	}
	at := all[f.rand.IntN(len(all))]
	data := slices.Concat(f.now[name][:at[0]], []byte(by(string(f.now[name][at[0]:at[1]]))), f.now[name][at[1]:])
	f.write(name, data)
	return true
}

const (
	chapterFiles  = `^content/20\d\d/[a-z]+/.*\.md$`
	dataFiles     = `^data/20\d\d/.*\.toml$`
	templateFiles = `^themes/.*\.html$`
	wordFiles     = `^themes/.*\.toml$`
)

// edits are what people do to the files of a site. Each returns what it changed.
var edits = map[string]func(f *folder) []string{
	"text": func(f *folder) []string {
		name := f.some(chapterFiles)
		f.replace(name, `(?m)^[A-Z][a-z]+ [a-z]+ `, func(s string) string { return s + "eigenlijk " })
		return []string{name}
	},
	"paragraph": func(f *folder) []string {
		name := f.some(chapterFiles)
		f.write(name, fmt.Appendf(slices.Clone(f.now[name]), "\n## Kop %d\n\nNog een alinea.\n", f.rand.IntN(1000)))
		return []string{name}
	},
	"reference": func(f *folder) []string {
		name := f.some(chapterFiles)
		f.replace(name, `\]\((?:indicator|risk|term|measure|figure):[a-z]`, func(s string) string { return s + "x" })
		return []string{name}
	},
	"quotation": func(f *folder) []string {
		name := f.some(chapterFiles)
		f.replace(name, `\[[0-9][^\]\[]*\]\(indicator:`, func(s string) string { return "[9" + s[1:] })
		return []string{name}
	},
	"figure": func(f *folder) []string {
		name := f.some(chapterFiles)
		f.replace(name, `(?m)^(?:indicator|kind|breakdown) = "[a-z]`, func(s string) string { return s + "y" })
		return []string{name}
	},
	"front matter": func(f *folder) []string {
		name := f.some(chapterFiles)
		f.replace(name, `(?m)^title = "`, func(s string) string { return s + "Over " })
		return []string{name}
	},
	"half saved": func(f *folder) []string {
		name := f.some(chapterFiles + "|" + dataFiles)
		if data := f.now[name]; len(data) > 0 {
			f.write(name, slices.Clone(data[:f.rand.IntN(len(data))]))
		}
		return []string{name}
	},
	"damage": func(f *folder) []string {
		name := f.some(chapterFiles + "|" + dataFiles + `|\.csv$|^data/site.toml$|` + wordFiles)
		data := slices.Clone(f.now[name])
		for range 1 + f.rand.IntN(3) {
			if len(data) > 0 {
				data[f.rand.IntN(len(data))] = byte(f.rand.IntN(256))
			}
		}
		f.write(name, data)
		return []string{name}
	},
	"number": func(f *folder) []string {
		name := f.some(dataFiles)
		f.replace(name, `[0-9]`, func(string) string { return strconv.Itoa(f.rand.IntN(10)) })
		return []string{name}
	},
	"row": func(f *folder) []string {
		name := f.some(`^data/.*\.csv$`)
		f.replace(name, `(?m)[0-9]+$`, func(string) string { return strconv.Itoa(f.rand.IntN(6)) })
		return []string{name}
	},
	"id": func(f *folder) []string {
		name := f.some(dataFiles)
		f.replace(name, `(?m)^\[[a-z]+\.[a-z-]+`, func(s string) string { return s + "-nieuw" })
		return []string{name}
	},
	"site": func(f *folder) []string {
		f.replace("data/site.toml", `title\.nl = "`, func(s string) string { return s + "De " })
		return []string{"data/site.toml"}
	},
	"word": func(f *folder) []string {
		name := f.some(wordFiles)
		f.replace(name, `(?m)^[a-z-]+ = "[A-Z][a-z]+`, func(s string) string { return s + "s" })
		return []string{name}
	},
	"template": func(f *folder) []string {
		name := f.some(templateFiles)
		f.replace(name, `</(?:p|li|td)>`, func(s string) string { return "!" + s })
		return []string{name}
	},
	"rename": func(f *folder) []string {
		name := f.some(chapterFiles)
		to := strings.TrimSuffix(name, ".md") + "-anders.md"
		f.write(to, f.now[name])
		f.write(name, nil)
		return []string{name, to}
	},
	"deletion": func(f *folder) []string {
		name := f.some(chapterFiles + "|" + dataFiles + `|\.(?:csv|png|svg)$`)
		f.write(name, nil)
		return []string{name}
	},
	"new chapter": func(f *folder) []string {
		name := path.Join(path.Dir(f.some(chapterFiles)), fmt.Sprintf("%d-nieuw-%d.md", f.rand.IntN(99), f.rand.IntN(99)))
		f.write(name, fmt.Appendf(nil, "+++\ntitle = \"Nieuw %d\"\n+++\n\nTekst.\n", f.rand.IntN(99)))
		return []string{name}
	},
	"left behind": func(f *folder) []string {
		name := f.some(chapterFiles) + "~"
		f.write(name, []byte("een kopie"))
		return []string{name}
	},
}

// keepAll is a shelf in memory.
type keepAll struct{ kept sync.Map }

func (k *keepAll) Get(key shelf.Key) ([]byte, bool) {
	content, ok := k.kept.Load(key)
	if !ok {
		return nil, false
	}
	return content.([]byte), true
}

func (k *keepAll) Put(key shelf.Key, content []byte) { k.kept.Store(key, content) }

// built is a site built from the files as they are, and what is wrong with them.
func built(t *testing.T, dir string, audience model.Audience, tools Tools) (
	files map[string][]byte, wrong []diagnostic.Diagnostic, errors int,
) {
	t.Helper()
	root, err := source.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	years, err := edition.Years(root)
	if err != nil {
		t.Fatal(err)
	}
	var list diagnostic.List
	s := ReadSources(root, years, years)
	s.Report(&list)
	plan := s.Prepare(audience, tools, &list)
	out := &printedFiles{data: make(map[string][]byte)}
	if err := plan.Publish(context.Background(), out, tools, &list); err != nil {
		t.Fatal(err)
	}
	root.Faults(&list)
	return out.data, list.Sorted(), list.Errors()
}

// tryEdits edits a copy of a site so many times, and after each compares one in so many pages of the preview
// with those of a build.
func tryEdits(t *testing.T, dir string, times int, seed uint64, oneIn int) {
	f := copySite(t, dir, seed)
	kinds := slices.Sorted(maps.Keys(edits))
	p := NewPreview(f.dir, "nl", Tools{})
	defer p.Close()
	if _, err := p.Refresh(nil); err != nil {
		t.Fatal(err)
	}
	tools := Tools{Shelf: &keepAll{}, Program: "test"}
	faultless := 0
	for n := range times {
		var changed []string
		if n%3 != 2 { // two edits after each other, and then from the start
			changed = f.restore()
		}
		kind := kinds[n%len(kinds)]
		changed = append(changed, edits[kind](f)...)
		if n%5 == 0 {
			changed = nil // as after a sleep
		}
		if _, err := p.Refresh(changed); err != nil {
			t.Fatal(err)
		}
		audience := model.Audience(n % 3)
		sampled := func(address string) bool { return f.rand.IntN(oneIn) == 0 }
		if comparePreview(t, p, fmt.Sprintf("%d %s %v", n, kind, changed), f.dir, audience, tools, sampled) {
			faultless++
		}
		if t.Failed() {
			return
		}
	}
	if faultless < times/4 {
		t.Errorf("only %d of %d edits left no mistake: the bytes of pages are hardly compared", faultless, times)
	}
}

// comparePreview compares a preview with a build, and returns whether there was one.
func comparePreview(t *testing.T, p *Preview, what, dir string, audience model.Audience, tools Tools,
	sampled func(address string) bool) (faultless bool) {
	t.Helper()
	files, wrong, errors := built(t, dir, audience, tools)
	for _, address := range slices.Sorted(maps.Keys(files)) {
		if !sampled(address) || strings.HasPrefix(address, "assets/figure.") && !sampled(address) {
			continue
		}
		want := files[address]
		got, found, outdated, err := p.File(audience, model.Concept, address)
		if err != nil || !found || outdated || !bytes.Equal(got, want) {
			t.Errorf("%s: %s for %s: found %v, outdated %v, error %v, and differs from a build", what, address, audience, found,
				outdated, err)
			return errors == 0
		}
	}
	told := p.Diagnostics(audience)
	if said(told) != said(wrong) {
		t.Errorf("%s: for %s the preview tells\n%v\nand a check\n%v", what, audience, said(told), said(wrong))
	}
	if errors > 0 {
		tryFaulty(t, p, what, audience, sampled)
	}
	return errors == 0
}

func said(all []diagnostic.Diagnostic) string {
	var b strings.Builder
	_ = diagnostic.Print(&b, "text", "nl", "", all)
	return b.String()
}

// tryFaulty asks for all pages of a site with mistakes, with and without drafts. Those of the chapters have
// their mistakes on them.
func tryFaulty(t *testing.T, p *Preview, what string, audience model.Audience, sampled func(address string) bool) {
	t.Helper()
	if len(p.shown.Loaded) == 0 {
		return
	}
	marks := make(map[string][]diagnostic.Diagnostic) // by the address of the page
	for _, d := range p.Diagnostics(audience) {
		at, _, ok := p.Where(audience, d.Position.File, d.Position.Line)
		// An older text may be shown, which is without the mistake. That something is not what was adopted is
		// known of the edition as a whole: the panel says it.
		adopted := d.Code >= diagnostic.RecordChanged && d.Code <= diagnostic.TextChanged
		marked := d.Severity == diagnostic.Error && !adopted
		if ok && marked && path.Ext(d.Position.File) == ".md" && p.shown == p.read {
			marks[at] = append(marks[at], d)
		}
	}
	for _, least := range []model.Status{model.Concept, model.Discussed} {
		for _, address := range slices.Sorted(maps.Keys(p.proof(proofOf{p.shown, audience, least}).pages)) {
			if len(marks[address]) == 0 && !sampled(address) {
				continue
			}
			content, found, _, err := p.File(audience, least, address)
			if err != nil || !found {
				t.Errorf("%s: %s for %s, from %s: found %v, error %v", what, address, audience, least, found, err)
			}
			for _, d := range marks[address] {
				mark := fmt.Sprintf(`data-code="%s" data-file="%s" data-line="%d"`, d.Code, d.Position.File, d.Position.Line)
				if least == model.Concept && !bytes.Contains(content, []byte(mark)) {
					t.Errorf("%s: %s for %s lacks the mark of\n%s", what, address, audience, said([]diagnostic.Diagnostic{d}))
				}
			}
		}
	}
}

func TestPreview(t *testing.T) { tryEdits(t, golden, len(edits), 1, 8) }

// opened is a preview of a copy of the golden site.
func opened(t *testing.T) (*folder, *Preview) {
	t.Helper()
	f := copySite(t, golden, 1)
	p := NewPreview(f.dir, "en", Tools{})
	t.Cleanup(func() { p.Close() })
	refresh(t, p)
	return f, p
}

func refresh(t *testing.T, p *Preview) (version int) {
	t.Helper()
	version, err := p.Refresh(nil)
	if err != nil {
		t.Fatal(err)
	}
	return version
}

// page returns a page for the board, which must be there.
func (p *Preview) page(t *testing.T, address string) (content string, outdated bool) {
	t.Helper()
	file, found, outdated, err := p.File(model.Board, model.Concept, address)
	if err != nil || !found {
		t.Fatalf("%s: found %v, error %v", address, found, err)
	}
	return string(file), outdated
}

// What cannot be read at all keeps its last text, until it can be read again or is gone. The mistake is told.
func TestPreviewOutdated(t *testing.T) {
	const chapter, data, site = "content/2026/nl/20-gebouwen.md", "data/2026/risks.toml", "data/site.toml"
	for _, test := range []struct{ file, broken string }{
		{chapter, "+++\ntitle = \"Gebou"},
		{chapter, "+++\ntitle = \"Gebouwen\"\n+++\n\nGeen \xff.\n"},
		{data, "[risk.brand]\ntitle = \"Bra"},
		{"data/2026/edition.toml", "[edition"},
		{site, "[site\n"},
		{"themes/ut/i18n/nl.toml", "[page"},
		{"themes/ut/templates/chapter.html", "{{define \"chapter\""},
	} {
		f, p := opened(t)
		was, outdated := p.page(t, "2026/gebouwen.html")
		if outdated {
			t.Fatal("a page is outdated without a mistake")
		}
		f.write(test.file, []byte(test.broken))
		refresh(t, p)
		now, outdated := p.page(t, "2026/gebouwen.html")
		if test.file == chapter { // the mistake stands before its text
			from := strings.Index(now, `<div class="fault"`)
			to := strings.Index(now, "</p></div>\n")
			if from < 0 || to < from {
				t.Errorf("%s: the mistake is not on the page", test.file)
				continue
			}
			now = now[:from] + now[to+len("</p></div>\n"):]
		}
		if !outdated || now != was {
			t.Errorf("%s: outdated %v, and the page is the same: %v", test.file, outdated, now == was)
		}
		if !slices.ContainsFunc(p.Diagnostics(model.Board), func(d diagnostic.Diagnostic) bool {
			return d.Position.File == test.file && d.Severity == diagnostic.Error
		}) {
			t.Errorf("%s: the mistake is not told", test.file)
		}
		f.restore()
		refresh(t, p)
		if now, outdated = p.page(t, "2026/gebouwen.html"); outdated || now != was {
			t.Errorf("%s: mended, outdated %v, and the page is the same: %v", test.file, outdated, now == was)
		}
	}
}

// When the folder of the data or the chapters is away, the last pages stay until it is back. The mistake is told.
func TestPreviewAway(t *testing.T) {
	for _, folder := range []string{"data", "content"} {
		f, p := opened(t)
		const seen, unseen = "2026/methode.html", "2026/gebouwen.html"
		was, _ := p.page(t, seen)
		at, away := filepath.Join(f.dir, folder), filepath.Join(f.dir, "away")
		if err := os.Rename(at, away); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			refresh(t, p)
			if now, outdated := p.page(t, seen); !outdated || now != was {
				t.Errorf("without %s: outdated %v, and the page is the same: %v", folder, outdated, now == was)
			}
			if _, outdated := p.page(t, unseen); !outdated {
				t.Errorf("without %s: a page that nobody saw is not outdated", folder)
			}
			if len(errorsIn(p)) == 0 {
				t.Errorf("without %s: no mistake is told", folder)
			}
			f.write("themes/ut/templates/chapter.html", append(f.was["themes/ut/templates/chapter.html"], '\n'))
		}
		f.write("themes/ut/templates/chapter.html", f.was["themes/ut/templates/chapter.html"])
		if err := os.Rename(away, at); err != nil {
			t.Fatal(err)
		}
		refresh(t, p)
		if now, outdated := p.page(t, seen); outdated || now != was {
			t.Errorf("%s is back: outdated %v, and the page is the same: %v", folder, outdated, now == was)
		}
		if found := errorsIn(p); len(found) > 0 {
			t.Errorf("%s is back, and there is %v", folder, found)
		}
	}
}

// errorsIn returns the errors that the Board is told.
func errorsIn(p *Preview) []diagnostic.Diagnostic {
	return slices.DeleteFunc(p.Diagnostics(model.Board), func(d diagnostic.Diagnostic) bool {
		return d.Severity != diagnostic.Error
	})
}

// A folder without anything that can be read has no pages, and no end.
func TestPreviewNothing(t *testing.T) {
	dir := t.TempDir()
	p := NewPreview(dir, "nl", Tools{})
	defer p.Close()
	for _, text := range []string{"", "[site\n", "[site]\nlanguages = [\"nl\"]\n"} {
		if text != "" {
			if err := os.MkdirAll(filepath.Join(dir, "data"), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "data", "site.toml"), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		refresh(t, p)
		_, found, _, err := p.File(model.Board, model.Concept, "index.html")
		_, _, ok := p.Where(model.Board, "data/site.toml", 1)
		if found || err != nil || ok || len(p.Diagnostics(model.Board)) == 0 {
			t.Errorf("%q: found %v, error %v", text, found, err)
		}
	}
}

// The version is another one only when something that is read changed.
func TestPreviewVersion(t *testing.T) {
	f, p := opened(t)
	first := refresh(t, p)
	f.write("content/2026/nl/.20-gebouwen.md.swp", []byte("x"))
	f.write("LEESMIJ.md", []byte("x"))
	if refresh(t, p) != first {
		t.Error("a file that is not read gave another version")
	}
	name := "content/2026/nl/20-gebouwen.md"
	f.write(name, append(slices.Clone(f.now[name]), "\nMeer.\n"...))
	if version, err := p.Refresh([]string{name}); err != nil || version == first {
		t.Error("another text gave the same version", err)
	}
}

// Chapters that did not reach a status are gone, and no link leads to one.
func TestPreviewReached(t *testing.T) {
	f, p := opened(t)
	name := "content/2026/nl/50-bestuur.md"
	f.replace(name, `(?m)^status = .*$`, func(string) string { return "" })
	f.replace("content/2026/nl/90-methode.md", `"besproken"`, func(string) string { return `"vastgesteld"` })
	refresh(t, p)
	count := make(map[model.Status]int)
	for n, least := range []model.Status{model.Concept, model.Discussed, model.Adopted} {
		for _, audience := range []model.Audience{model.Public, model.Board} {
			proof := p.proof(proofOf{p.shown, audience, least})
			for address := range proof.pages {
				content, found, _, err := p.File(audience, least, address)
				if err != nil || !found {
					t.Fatalf("%s: found %v, error %v", address, found, err)
				}
				for _, m := range regexp.MustCompile(`href="([^":#?]+\.html)`).FindAllSubmatch(content, -1) {
					to := path.Join(path.Dir(address), string(m[1]))
					if _, ok := proof.pages[to]; !ok {
						t.Errorf("%s leads to %s, which is gone", address, to)
					}
				}
			}
			for _, b := range proof.plan.books() {
				for _, c := range b.chapters {
					if slices.Index(model.Statuses, string(c.Status)) < n {
						t.Errorf("%s is there, and is %s", c.Path, c.Status)
					}
					count[least]++
				}
			}
		}
	}
	if count[model.Concept] <= count[model.Discussed] || count[model.Discussed] <= count[model.Adopted] {
		t.Errorf("chapters: %v", count)
	}
}

// TestReview says how far the chapter on a page is, and how often it was discussed.
func TestReview(t *testing.T) {
	_, p := openedInDutch(t)
	for address, want := range map[string]string{
		"2026/gebouwen.html": "Besproken. 1 van de 4 besprekingen gehouden. 1 is te laat.",
		"2026/bestuur.html":  "Concept.", "2026/index.html": "", "2026/weg.html": "",
	} {
		if got := p.Review(model.Board, address); got != want {
			t.Errorf("%s: %q", address, got)
		}
	}
}

func TestPreviewWhere(t *testing.T) {
	f, p := opened(t)
	line := func(file, text string) int {
		before, _, found := strings.Cut(string(f.now[file]), text)
		if !found {
			t.Fatalf("%s has no %q", file, text)
		}
		return 1 + strings.Count(before, "\n")
	}
	for _, test := range []struct{ file, text, page, anchor string }{
		{"content/2026/nl/20-gebouwen.md", "title = ", "2026/gebouwen.html", ""},
		{"data/2026/risks.toml", "[risk.", "2026/risicos/", ""},
		{"data/2026/indicators/gebouwen.toml", "kind = ", "2026/indicatoren/", ""},
		{"data/2026/survey.toml", "[survey]", "2026/enquete.html", ""},
		{"data/2026/survey.csv", "respondent", "2026/enquete.html", ""},
		{"data/2026/glossary.toml", "[term.", "2026/begrippen.html", "begrip-"},
	} {
		address, anchor, ok := p.Where(model.Board, test.file, line(test.file, test.text))
		if !ok || !strings.HasPrefix(address, test.page) || !strings.HasPrefix(anchor, test.anchor) {
			t.Errorf("%s %s: %s %s %v", test.file, test.text, address, anchor, ok)
		}
	}
	file := "content/2026/nl/20-gebouwen.md"
	for n, text := range strings.Split(string(f.now[file]), "\n") {
		if heading, ok := strings.CutPrefix(text, "## "); ok {
			_, anchor, _ := p.Where(model.Board, file, n+1)
			_, before, _ := p.Where(model.Board, file, n)
			content, _ := p.page(t, "2026/gebouwen.html")
			if anchor == before || !strings.Contains(content, `id="`+anchor+`"`) {
				t.Errorf("%q: %q, and on the line before %q", heading, anchor, before)
			}
		}
	}
	for _, file := range []string{"themes/ut/i18n/nl.toml", "content/2026/nl/99-weg.md", "../x", ""} {
		if address, _, ok := p.Where(model.Board, file, 1); ok {
			t.Errorf("%s is on %s", file, address)
		}
	}
}

// TestPicks looks up what chapters can refer to: the same as monitor list, with pictures of indicators.
func TestPicks(t *testing.T) {
	_, p := opened(t)
	picks, style := p.Picks()
	if !strings.HasSuffix(style, ".css") {
		t.Errorf("the style is %q", style)
	}
	kinds, pictures := map[string]int{}, 0
	for _, x := range picks {
		kinds[x.Kind]++
		if x.Copy == "" || x.Title == "" {
			t.Errorf("%+v", x)
		}
		if x.Sparkline != "" {
			pictures++
		}
	}
	for _, kind := range []string{"indicator", "figure", "risk", "measure", "term", "chapter"} {
		if kinds[kind] == 0 {
			t.Errorf("no %s can be picked", kind)
		}
	}
	if picks[0].Kind != "indicator" || pictures == 0 {
		t.Errorf("%d pictures; the first is %+v", pictures, picks[0])
	}
}

// Many ask at the same time, while the sources change.
func TestPreviewTogether(t *testing.T) {
	f, p := opened(t)
	var group errgroup.Group
	for n := range 8 {
		group.Go(func() error {
			for _, address := range []string{"2026/index.html", "2026/gebouwen.html", "index.html"} {
				if _, found, _, err := p.File(model.Audience(n%3), model.Status(model.Statuses[n%2]), address); err != nil || !found {
					return fmt.Errorf("%s: found %v, error %w", address, found, err)
				}
				p.Diagnostics(model.Audience(n % 3))
				p.Where(model.Audience(n%3), "data/2026/risks.toml", 10)
			}
			return nil
		})
	}
	for n := range 3 {
		name := "content/2026/nl/20-gebouwen.md"
		f.write(name, fmt.Appendf(slices.Clone(f.was[name]), "\nZin %d.\n", n))
		refresh(t, p)
	}
	if err := group.Wait(); err != nil {
		t.Error(err)
	}
}
