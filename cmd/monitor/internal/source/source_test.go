package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

func open(t *testing.T) (*Root, string) {
	t.Helper()
	dir := t.TempDir()
	root, err := OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root, dir
}

func codes(list *diagnostic.List) []diagnostic.Code {
	var out []diagnostic.Code
	for _, d := range list.Sorted() {
		out = append(out, d.Code)
	}
	return out
}

// TestVanished removes a file between listing and reading, as an editor or a synchroniser does.
func TestVanished(t *testing.T) {
	root, dir := open(t)
	name := filepath.Join(dir, "a.md")
	if err := os.WriteFile(name, []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	entries, err := root.List(".")
	if err != nil || len(entries) != 1 {
		t.Fatal(entries, err)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	var list diagnostic.List
	if _, ok := root.Read(entries[0].Name(), ChapterLimit, &list); ok {
		t.Error("a file that is gone was read")
	}
	if got := codes(&list); !slices.Equal(got, []diagnostic.Code{diagnostic.Vanished}) {
		t.Errorf("got %v", got)
	}
}

// TestOutside holds the text of the error of os.Root for a path that escapes. ReportRead depends on
// it.
func TestOutside(t *testing.T) {
	root, dir := open(t)
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "link.md")); err != nil {
		t.Skip("this system makes no symbolic links:", err)
	}
	for _, name := range []string{"link.md", "../x.md"} {
		var list diagnostic.List
		if _, ok := root.Read(name, ChapterLimit, &list); ok {
			t.Errorf("%s was read", name)
		}
		if got := codes(&list); !slices.Equal(got, []diagnostic.Code{diagnostic.OutsideRoot}) {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

// TestReadBytes reads what people put where a file is expected.
func TestReadBytes(t *testing.T) {
	root, dir := open(t)
	for name, text := range map[string]string{"text": "een twee", "empty": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	links := os.Symlink("../text", filepath.Join(dir, "folder", "link")) == nil &&
		os.Symlink("nowhere", filepath.Join(dir, "dead")) == nil
	for _, test := range []struct {
		name  string
		limit int64
		want  string
		code  diagnostic.Code
	}{
		{"text", 100, "een twee", ""},
		{"text", 8, "een twee", ""},
		{"text", 7, "", diagnostic.TooLarge},
		{"empty", 0, "", ""},
		{"folder/../text", 100, "een twee", ""},
		{"folder", 100, "", diagnostic.NotRegular},
		{"nothing", 100, "", diagnostic.Vanished},
		{"folder/link", 100, "een twee", ""},
		{"dead", 100, "", diagnostic.DeadLink},
	} {
		if !links && (test.name == "folder/link" || test.name == "dead") {
			continue
		}
		var list diagnostic.List
		data, ok := root.ReadBytes(test.name, test.limit, diagnostic.Position{}, &list)
		got, want := codes(&list), []diagnostic.Code{test.code}
		if string(data) != test.want || ok != (test.code == "") || !ok && !slices.Equal(got, want) {
			t.Errorf("%s, %d: got %q and %v, want %q and %v", test.name, test.limit, data, got, test.want, want)
		}
	}
}

func TestSuggest(t *testing.T) {
	tests := []struct{ word, want string }{
		{"verziem", "verzuim"},
		{"vezruim", "verzuim"}, // neighbours swapped
		{"Verzuim", "verzuim"},
		{"abro", "arbo"},
		{"ärbö", ""}, // two changes in four letters, whatever their bytes
		{"iets heel anders", ""},
		{"", ""},
		{"verzuim", ""}, // it is there, so it cannot be what was meant
	}
	for _, test := range tests {
		if got := Suggest(test.word, []string{"arbo", "verzuim", "brand"}); got != test.want {
			t.Errorf("Suggest(%q) = %q, want %q", test.word, got, test.want)
		}
	}
}

func TestListed(t *testing.T) {
	names := []string{"arbo", "brand", "verzuim", "brand-in-gebouw", "geweld", "fraude", "spionage", "reizen", "ict",
		"lab", "diefstal", "sabotage"}
	const others = "arbo, brand, verzuim, brand-in-gebouw, geweld, fraude, spionage, reizen, ict, lab, …"
	for word, want := range map[string]string{
		"uitslaande-brand": "brand, brand-in-gebouw, arbo, verzuim, geweld, fraude, spionage, reizen, ict, lab, …",
		"sabotages":        "sabotage, arbo, brand, verzuim, brand-in-gebouw, geweld, fraude, spionage, reizen, ict, …",
		"iets anders":      others, "": others,
	} {
		if got := Listed(word, names); got != want {
			t.Errorf("%q: %s, want %s", word, got, want)
		}
	}
}

func TestJoin(t *testing.T) {
	tests := []struct {
		reference, want string
		inside          bool
	}{
		{"beeld.png", "content/2026/nl/beeld.png", true},
		{"../beeld.png", "content/2026/beeld.png", true},
		{"../../../data/x.png", "data/x.png", false},
		{"../../../../x.png", "../x.png", false},
		{"../../../contentx/x.png", "contentx/x.png", false},
	}
	for _, test := range tests {
		got, inside := Join("content/2026/nl/a.md", test.reference, "content")
		if got != test.want || inside != test.inside {
			t.Errorf("Join(%q) = %q, %v", test.reference, got, inside)
		}
	}
}

func TestTooDeep(t *testing.T) {
	deep := strings.Repeat("[", nesting+1)
	tests := []struct {
		text string
		deep bool
	}{
		{"a = " + deep, true},
		{`a = "` + deep + `"`, false},
		{"a = '" + deep + "'", false},
		{`a = """` + "\n" + deep + `"""`, false},
		{`a = "\"` + deep + `"`, false},
		{"# " + deep, false},
		{strings.Repeat("a = [ 1 ]\n", 100), false},
		{strings.Repeat("a.", nesting+1) + "b = 1", true},
		{strings.Repeat("a.b = 1.5\n", 100), false},
		{strings.Repeat("{a=", nesting+1), true},
	}
	for _, test := range tests {
		if got := tooDeep(test.text) >= 0; got != test.deep {
			t.Errorf("%.30q: got %v", test.text, got)
		}
	}
}

// FuzzTOML reads anything as TOML and looks up the position of everything in it: nothing panics, and
// every position is in the file.
func FuzzTOML(f *testing.F) {
	f.Add([]byte("a = 1\n[b.c]\nd = { e = \"x\", f.g = [1, 2] }\n"))
	f.Add([]byte("a.b.c = 2026-01-01\n'q u' = \"\"\"\nx\n\"\"\"\n[[t]]\nx = nan\n"))
	f.Add([]byte("a = [[[[[[\n"))
	f.Add([]byte("a = \"\\uE000\" \nb = [{c = \"\\\\e\\e\"}, '\\f']\n[[t]]\n\"\\U0000202E\" = 1\n"))
	f.Add([]byte("a = \"\xff\"\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file := NewFile("x.toml", data)
		if invalidUTF8(file.Data) >= 0 {
			return
		}
		var list diagnostic.List
		table, ok := ParseTOML(file, 0, len(file.Data), &list)
		if ok {
			visit(t, table, 0)
			table.Close()
			found := make(map[rune]bool)
			addRefused(found, table.values)
			for r := range found {
				if !strings.ContainsRune(string(file.Data), r) {
					t.Errorf("%U came in", r)
				}
			}
		} else if list.Errors() == 0 {
			t.Error("refused without a word")
		}
		lines := strings.Count(string(file.Data), "\n") + 1
		for _, d := range list.Sorted() {
			if d.Position.Line < 0 || d.Position.Line > lines {
				t.Errorf("line %d of %d", d.Position.Line, lines)
			}
		}
	})
}

func visit(t *testing.T, table *Table, depth int) {
	for _, key := range table.Keys() {
		if at := table.At(key); at.File != "x.toml" {
			t.Errorf("%q has no position", key)
		}
		table.AtKey(key)
		table.Float(key)
		table.Date(key)
		table.Strings(key)
		if table.IsTable(key) && depth < nesting {
			if sub, ok := table.Table(key); ok {
				visit(t, sub, depth+1)
			}
		}
	}
}

// FuzzFrontMatter finds the head of anything: its borders are in order and inside the text.
func FuzzFrontMatter(f *testing.F) {
	f.Add([]byte("+++\ntitle = \"x\"\n+++\ntext"))
	f.Add([]byte("+++\n+++"))
	f.Add([]byte("+++"))
	f.Add([]byte("\xef\xbb\xbf+++  \r\nx=1\r\n+++\t\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file := NewFile("x.md", data)
		var list diagnostic.List
		from, to, body, ok := FrontMatter(file, &list)
		if !ok {
			if list.Errors() != 1 {
				t.Errorf("%d errors", list.Errors())
			}
			return
		}
		if from > to || to > body || body > len(file.Data) {
			t.Errorf("%d %d %d of %d", from, to, body, len(file.Data))
		}
	})
}
