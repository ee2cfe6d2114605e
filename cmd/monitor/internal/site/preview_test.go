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
	"testing"

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
type keepAll map[shelf.Key][]byte

func (k keepAll) Get(key shelf.Key) ([]byte, bool)  { content, ok := k[key]; return content, ok }
func (k keepAll) Put(key shelf.Key, content []byte) { k[key] = content }

// built is a site built from the files as they are, and what is wrong with them.
func built(t *testing.T, dir string, audience model.Audience, tools Tools) (map[string][]byte, []diagnostic.Diagnostic, int) {
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
	tools := Tools{Shelf: keepAll{}, Program: "test"}
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
		got, found, outdated, err := p.File(audience, true, address)
		if err != nil || !found || outdated || !bytes.Equal(got, want) {
			t.Errorf("%s: %s for %s: found %v, outdated %v, error %v, and differs from a build", what, address, audience, found,
				outdated, err)
			return errors == 0
		}
	}
	told := p.Diagnostics(audience)
	if !slices.EqualFunc(told, wrong, func(a, b diagnostic.Diagnostic) bool {
		return a.Message("nl") == b.Message("nl") && a.Position == b.Position
	}) {
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
		// An older text may be shown, which is without the mistake.
		if ok && d.Severity == diagnostic.Error && path.Ext(d.Position.File) == ".md" && p.shown == p.read {
			marks[at] = append(marks[at], d)
		}
	}
	for _, drafts := range []bool{false, true} {
		for _, address := range slices.Sorted(maps.Keys(p.proof(proofOf{p.shown, audience, drafts}).pages)) {
			if len(marks[address]) == 0 && !sampled(address) {
				continue
			}
			content, found, _, err := p.File(audience, drafts, address)
			if err != nil || !found {
				t.Errorf("%s: %s for %s, drafts %v: found %v, error %v", what, address, audience, drafts, found, err)
			}
			for _, d := range marks[address] {
				mark := fmt.Sprintf(`data-code="%s" data-file="%s" data-line="%d"`, d.Code, d.Position.File, d.Position.Line)
				if drafts && !bytes.Contains(content, []byte(mark)) {
					t.Errorf("%s: %s for %s lacks the mark of\n%s", what, address, audience, said([]diagnostic.Diagnostic{d}))
				}
			}
		}
	}
}

func TestPreview(t *testing.T) { tryEdits(t, golden, len(edits), 1, 8) }
