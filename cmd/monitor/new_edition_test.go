package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// TestNewEdition makes an edition of 2027 from the shipped one. It must be right, check --release must name all that is
// still last year's, and no page may say 2026 where that should be 2027.
func TestNewEdition(t *testing.T) {
	t.Parallel()
	root := shippedEdition(t)
	monitor(t, "new", "edition", "2027", "--root", root)
	p := &program{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, lang: "en", root: root}
	list, _ := p.checkFolder(root, true)
	for _, d := range list.Sorted() {
		if d.Code != diagnostic.EmptySurvey {
			t.Errorf("%s:%d: %s %q", d.Position.File, d.Position.Line, d.Code, d.Args)
		}
	}
	var asked [2]string
	for n, year := range []string{"2026", "2027"} {
		data, err := os.ReadFile(filepath.Join(root, "data", year, "front.toml"))
		if err != nil {
			t.Fatal(err)
		}
		asked[n] = string(data)
	}
	if asked[0] != asked[1] {
		t.Error("what the Board is asked has another date than its text says")
	}
	cycles, err := os.ReadFile(filepath.Join(root, "data", "2027", "cycle.toml"))
	if err != nil || !bytes.Contains(cycles, []byte("Oefenkalender van 2028")) {
		t.Error("what a cycle yields every year has the year of the last edition", err)
	}
	got := foundLeft(t, root)
	stays := regexp.MustCompile(`^(?:chapter|finding|request|recommendation|action|measure|edition|category):?`)
	want := listedLeft(t)
	delete(want, "action:burenoverleg") // it is finished
	for name := range want {
		if stays.MatchString(name) && got[name] == 0 {
			t.Errorf("check --release does not name %s", name)
		}
	}
	rules, used := readYearRules(t), make(map[*yearRule]bool)
	for path, page := range boardPages(t, root) {
		// The document repeats the pages, and so do the pages in English, in other words.
		if path, ok := strings.CutPrefix(path, "2027/"); ok && path != "afdrukken.html" && !strings.HasPrefix(path, "en/") {
			for _, text := range textsWith(t, page, "2026") {
				n := slices.IndexFunc(rules, func(r *yearRule) bool { return r.page.MatchString(path) && r.text.MatchString(text) })
				if n < 0 {
					t.Errorf("%s: %q", path, text)
				} else {
					used[rules[n]] = true
				}
			}
		}
	}
	for _, r := range rules {
		if !used[r] {
			t.Errorf("no page has %s :: %s", r.page, r.text)
		}
	}
}

// shippedEdition returns a folder with the shipped edition of 2026 alone.
func shippedEdition(t *testing.T) string {
	t.Helper()
	root := copiedEdition(t)
	for _, dir := range []string{"data", "content"} {
		if err := os.RemoveAll(filepath.Join(root, dir, "2027")); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// yearRule is where a page may say the year of the last edition.
type yearRule struct{ page, text *regexp.Regexp }

func readYearRules(t *testing.T) (rules []*yearRule) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "copy", "years.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if parts := strings.Split(strings.TrimSpace(line), " :: "); len(parts) == 3 && line[0] != '#' {
			rules = append(rules, &yearRule{regexp.MustCompile(parts[0]), regexp.MustCompile(parts[1])})
		}
	}
	return rules
}

// withinText are the elements that do not end a text.
var withinText = []string{"a", "abbr", "b", "button", "code", "em", "i", "span", "strong", "sub", "sup", "time"}

// textsWith returns the texts of a page that have a word: those of its blocks, and what its attributes say.
func textsWith(t *testing.T, page, word string) (texts []string) {
	t.Helper()
	add := func(text string) {
		if text = strings.Join(strings.Fields(text), " "); strings.Contains(text, word) {
			texts = append(texts, text)
		}
	}
	block := ""
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			add(block)
			return texts
		case html.TextToken:
			block += string(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			token := z.Token()
			if !slices.Contains(withinText, token.Data) {
				add(block)
				block = ""
			}
			for _, a := range token.Attr {
				if slices.Contains([]string{"content", "alt", "aria-label", "title"}, a.Key) {
					add(a.Val)
				}
			}
		}
	}
}

// TestNewEditionInterrupted wants nothing left when the user interrupts the command.
func TestNewEditionInterrupted(t *testing.T) {
	t.Parallel()
	root := copiedGolden(t)
	before := sourcesBelow(t, root)
	interrupted, stop := context.WithCancel(context.Background())
	stop()
	var out bytes.Buffer
	p := &program{ctx: interrupted, stdout: &out, stderr: &out, lang: "en"}
	if status := p.command([]string{"new", "edition", "2027", "--root", root}); status != exitEnvironment {
		t.Errorf("status %d: %s", status, out.String())
	}
	if after := sourcesBelow(t, root); len(after) != len(before) {
		t.Errorf("%d files, and there were %d", len(after), len(before))
	}
}

// TestReadOnlyFolder wants clear words from every command that writes, and nothing written.
func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	root := copiedGolden(t)
	before := sourcesBelow(t, root)
	if err := os.Chmod(root, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(root, 0o755) // or it cannot be removed
	const unchanged = "nothing was changed: .monitor-draft: you have no permission for that"
	const notBuilt = "this cannot be written to (you have no permission for that); nothing was changed. " +
		"Choose another folder with --out"
	const notExported = "cannot be written: you have no permission for that; choose another place with --xlsx"
	for want, commands := range map[string][][]string{
		unchanged: {{"new", "edition", "2027"}, {"rename", "risk:brand", "vuur"}},
		notBuilt: {{"build", "--cache", "", "--out", filepath.Join(root, "public")},
			{"build", "--cache", "", "--out", filepath.Join(root, "a", "b")}},
		notExported: {{"export", "--for", "directeur-hr", "--xlsx", filepath.Join(root, "hr.xlsx")}},
	} {
		for _, args := range commands {
			var out bytes.Buffer
			p := &program{ctx: context.Background(), stdout: &out, stderr: &out, lang: "en"}
			status := p.command(append(args, "--root", root))
			if status != exitEnvironment || !strings.Contains(out.String(), want) {
				t.Errorf("%v: status %d: %s", args, status, out.String())
			}
		}
	}
	if after := sourcesBelow(t, root); len(after) != len(before) {
		t.Errorf("%d files, and there were %d", len(after), len(before))
	}
}
