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

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/site"
)

// TestRename tries some of the renamings of testRenamings.
func TestRename(t *testing.T) { testRenamings(t, func(n int, _ string) bool { return n%96 == 0 }) }

// TestRenameCompared tries those by which pages compare much with other editions.
func TestRenameCompared(t *testing.T) {
	compared := []string{"aspect", "category", "dimension", "horizon"}
	testRenamings(t, func(_ int, name string) bool {
		kind, _, _ := strings.Cut(name, ":")
		if name == "category:crisis" { // which the edition before does not have
			return false
		}
		n := slices.Index(compared, kind)
		if n >= 0 {
			compared = slices.Delete(compared, n, n+1) // one of each
		}
		return n >= 0
	})
}

// testRenamings gives everything in the golden sites another id, one at a time. The check must stay as it was and the
// pages must be the same but for addresses. Back again must give the same bytes. It tries the ids, as "kind:id",
// for which tried returns true.
func testRenamings(t *testing.T, tried func(n int, name string) bool) {
	t.Parallel()
	root := copiedGolden(t)
	before, pages := sourcesBelow(t, root), boardPages(t, root)
	said, _ := checked(root)
	all, earlier := allIDs(t, root, 0), allIDs(t, root, 1)
	if len(all) < 100 {
		t.Fatalf("only %d ids", len(all))
	}
	for n, name := range all {
		if !tried(n, name) {
			continue
		}
		kind, id, _ := strings.Cut(name, ":")
		if messages, status := renamed(root, name, "x-"+id); status != exitDone {
			// Roles are named in the adopted protocol.
			if !strings.Contains(messages, string(diagnostic.ProtocolChanged)) {
				t.Errorf("%s: %s", name, messages)
			}
			continue
		}
		if now, _ := checked(root); withoutX(now, id) != withoutX(said, id) {
			t.Errorf("%s: check says %s", name, now)
		}
		remembered := edition.Remembers(model.Kind(kind)) && slices.Contains(earlier, name)
		compareRenamed(t, name, remembered, pages, boardPages(t, root), id)
		if messages, status := renamed(root, kind+":x-"+id, id); status != exitDone {
			t.Errorf("%s, back: %s", name, messages)
		}
		for file, data := range sourcesBelow(t, root) {
			if was := before[file]; !bytes.Equal(was, data) && !strings.HasSuffix(file, edition.MovedFile) {
				t.Errorf("%s, there and back: %s differs", name, file)
			}
		}
		restore(t, root, before)
	}
}

// copiedGolden returns a copy of the golden sources.
func copiedGolden(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, dir := range []string{"data", "content"} {
		if err := os.CopyFS(filepath.Join(root, dir), os.DirFS(filepath.Join(goldenDir, dir))); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// allIDs returns all that has an id in an edition, as "kind:id"; back is how many editions are newer.
func allIDs(t *testing.T, root string, back int) (all []string) {
	t.Helper()
	p := &program{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, lang: "en", root: root}
	s, _ := p.read("")
	defer s.root.Close()
	l := s.loaded[len(s.loaded)-1-back]
	for _, kind := range l.DefinedKinds() {
		for _, id := range l.Defined(model.Kind(kind)) {
			all = append(all, kind+":"+id)
		}
	}
	return all
}

// renamed runs the command, and returns what it says.
func renamed(root, name, id string) (messages string, status int) {
	var out bytes.Buffer
	p := &program{ctx: context.Background(), stdout: &out, stderr: &out, lang: "en"}
	status = p.command([]string{"rename", "--root", root, name, id})
	return out.String(), status
}

// sourcesBelow returns the files of the sources.
func sourcesBelow(t *testing.T, root string) tree {
	t.Helper()
	files := readTree(t, root)
	for name := range files {
		if strings.HasSuffix(name, "/") {
			delete(files, name)
		}
	}
	return files
}

// restore makes the sources what they were.
func restore(t *testing.T, root string, before tree) {
	t.Helper()
	for name := range sourcesBelow(t, root) {
		if _, was := before[name]; !was {
			if err := os.Remove(filepath.Join(root, filepath.FromSlash(name))); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, data := range before {
		write(t, filepath.Join(root, filepath.FromSlash(name)), data)
	}
}

// madePages takes the files of a site in memory.
type madePages struct{ files chan [2]string }

func (p madePages) Write(path string, content []byte) error {
	p.files <- [2]string{path, string(content)}
	return nil
}

// boardPages returns the pages that the Board sees.
func boardPages(t *testing.T, root string) map[string]string {
	t.Helper()
	var messages bytes.Buffer
	p := &program{stdout: &messages, stderr: &messages, lang: "en", root: root}
	s, _ := p.read("")
	defer s.root.Close()
	list := &diagnostic.List{}
	out, files, done := madePages{make(chan [2]string)}, make(map[string]string), make(chan bool)
	go func() {
		for f := range out.files {
			if strings.HasSuffix(f[0], ".html") {
				files[f[0]] = f[1]
			}
		}
		done <- true
	}()
	err := s.prepare(model.Board, site.Tools{}, list).Publish(context.Background(), out, site.Tools{}, list)
	close(out.files)
	<-done
	if err != nil || list.Errors() > 0 {
		t.Fatal(err, list.Sorted())
	}
	return files
}

// withoutX returns a text in which an id is as it was.
func withoutX(text, id string) string {
	text = strings.ReplaceAll(text, "x-"+id, id)
	return regexp.MustCompile(`\s*\^+|\s*\d+ \|.*|:\d+:\d+:`).ReplaceAllString(text, "")
}

// compareRenamed compares the pages before and after renaming. remembered reports whether the new id says what it was
// in the edition before.
func compareRenamed(t *testing.T, name string, remembered bool, before, now map[string]string, id string) {
	t.Helper()
	plain := func(text string) string {
		if !remembered { // a page of another edition is that of something else
			text = elsewhere.ReplaceAllString(text, "")
		}
		text = strings.ReplaceAll(text, "x-"+id, id)
		return regexp.MustCompile(`[a-z-]+\.[0-9a-f]{8,}\.|sha256-[^"']+`).ReplaceAllString(text, "")
	}
	found := make(map[string]string)
	for path, text := range now {
		// The address that a page had leads on now. The page is at its new one.
		if at := plain(path); found[at] == "" || !strings.Contains(text, `http-equiv="refresh"`) {
			found[at] = plain(text)
		}
	}
	for path, text := range before {
		if strings.Contains(path, "wijzigingen") || strings.Contains(path, "changes") {
			continue // which say that the id changed
		}
		text = plain(text)
		if now, ok := found[path]; !ok {
			t.Errorf("%s: page %s is gone", name, path)
		} else if now != text {
			n := 0
			for n < min(len(now), len(text)) && now[n] == text[n] {
				n++
			}
			t.Errorf("%s: page %s differs: %q was %q", name, path, now[max(0, n-60):min(len(now), n+80)],
				text[max(0, n-60):min(len(text), n+80)])
		}
	}
}

// elsewhere matches a link to the page of another edition.
var elsewhere = regexp.MustCompile(`<a href="(?:\.\./)+20[^<]*</a>(?: <span class="elsewhere-missing">[^<]*</span>)?`)

// TestRenameLater gives a thing of an edition another id when the next edition has it too: that follows.
func TestRenameLater(t *testing.T) {
	t.Parallel()
	root := copiedGolden(t)
	said, _ := checked(root)
	var out bytes.Buffer
	p := &program{ctx: context.Background(), stdout: &out, stderr: &out, lang: "en"}
	if p.command([]string{"rename", "--root", root, "--edition", "2025", "risk:stroomstoring", "black-out"}) != exitDone {
		t.Fatal(out.String())
	}
	data, err := os.ReadFile(filepath.Join(root, "data", "2026", "risks.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), `formerly = "black-out"`) {
		t.Error("the next edition does not follow the risk")
	}
	if now, _ := checked(root); len(now) != len(said) {
		t.Errorf("check says %s", now)
	}
}

// TestFormerlyUnknown names former ids that the edition before does not have.
func TestFormerlyUnknown(t *testing.T) {
	t.Parallel()
	root := copiedGolden(t)
	for head, file := range map[string]string{
		"[category.gebouwen]": "categories", "[category.gebouwen.aspect.lab]": "categories",
		"[horizon.twee]": "survey", "[dimension.alarm]": "dimensions",
	} {
		name := filepath.Join(root, "data", "2026", file+".toml")
		data, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(data), head+"\n") {
			t.Fatal(head, err)
		}
		write(t, name, []byte(strings.Replace(string(data), head, head+"\nformerly = \"nooit\"", 1)))
	}
	said, _ := checked(root)
	for _, kind := range []string{"category", "aspect", "horizon", "dimension"} {
		if !strings.Contains(said, `edition 2025 has no `+kind+` "nooit" [MV612]`) {
			t.Errorf("%s: %s", kind, said)
		}
	}
}

// TestRenameInBraces gives a thing another id that is written in braces, with its id in quotation marks.
func TestRenameInBraces(t *testing.T) {
	t.Parallel()
	const things = `
[action]
'proef' = { title = { nl = "Proef", en = "Trial" }, category = "gebouwen", finished = 2025-03-01, state = "done" }
`
	root := copiedGolden(t)
	for _, year := range []string{"2025", "2026"} {
		name := filepath.Join(root, "data", year, "actions.toml")
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		write(t, name, append(data, things...))
	}
	before := sourcesBelow(t, root)
	if messages, status := renamed(root, "action:proef", "probeersel"); status != exitDone {
		t.Fatal(messages)
	}
	now := string(sourcesBelow(t, root)["data/2026/actions.toml"])
	for _, part := range []string{"\n'probeersel' = {", `state = "done", formerly = "proef" }`} {
		if !strings.Contains(now, part) {
			t.Errorf("there is no %q in %s", part, now[strings.Index(now, "[action]"):])
		}
	}
	if messages, status := renamed(root, "action:probeersel", "proef"); status != exitDone {
		t.Fatal(messages)
	}
	for file, data := range sourcesBelow(t, root) {
		if !bytes.Equal(data, before[file]) {
			t.Errorf("there and back: %s differs", file)
		}
	}
}

// TestRenameTogether changes the sources while another command does.
func TestRenameTogether(t *testing.T) {
	t.Parallel()
	root := copiedGolden(t)
	other, err := rewrite.NewDraft(root)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Discard()
	for _, args := range [][]string{{"rename", "risk:brand", "vuur"}, {"new", "edition", "2027"}, {"new", "chapter"}} {
		var out bytes.Buffer
		p := &program{ctx: context.Background(), stdout: &out, stderr: &out, lang: "nl"}
		status := p.command(append(args, "--root", root))
		const want = "monitor: er is niets veranderd: een andere opdracht verandert deze bronnen nu; " +
			"wacht tot die klaar is\n"
		if status != exitEnvironment || out.String() != want {
			t.Errorf("%s: status %d: %s", args, status, out.String())
		}
	}
}

// TestRenameInterrupted wants nothing changed when the user interrupts the command, and when a file cannot be written.
func TestRenameInterrupted(t *testing.T) {
	t.Parallel()
	root := copiedGolden(t)
	before := sourcesBelow(t, root)
	interrupted, stop := context.WithCancel(context.Background())
	stop()
	var out bytes.Buffer
	p := &program{ctx: interrupted, stdout: &out, stderr: &out, lang: "en"}
	status := p.command([]string{"rename", "--root", root, "risk:brand", "vuur"})
	if status != exitEnvironment || !strings.Contains(out.String(), "interrupted; nothing was changed") {
		t.Errorf("status %d: %s", status, out.String())
	}
	after := sourcesBelow(t, root)
	if len(after) != len(before) {
		t.Errorf("%d files, and there were %d", len(after), len(before))
	}
	for name, data := range before {
		if !slices.Equal(after[name], data) {
			t.Errorf("%s was changed", name)
		}
	}
}
