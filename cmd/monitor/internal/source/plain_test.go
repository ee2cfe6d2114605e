package source

import (
	"reflect"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

func TestPlain(t *testing.T) {
	for _, test := range []struct {
		text  string
		plain bool
	}{
		{"", true}, {"\n\n# een\n  # twee\n", true}, {`a = "b"`, true}, {"a=1\n  b-c_D2 =  -12  \n1 = 0", true}, {"a = true\nb = false", true},
		{`a = ["x", "y" ,"z",]`, true}, {"a = []\nb = [ ]", true}, {`a = "é = # ["`, true}, {`a = ""`, true},
		{`a = "b" # c`, false}, {`a = "\n"`, false}, {`a = """b"""`, false}, {"a = 'b'", false}, {"a = 1.5", false}, {"a = 012", false},
		{"a = -0", false}, {"a = +1", false}, {"a = 1_000", false}, {"a.b = 1", false}, {"[a]", false}, {`"a" = 1`, false}, {"a = 2026-01-01", false},
		{"a = 1\na = 2", false}, {"a", false}, {"a = ", false}, {"= 1", false}, {`a = ["x" "y"]`, false}, {`a = [1]`, false}, {`a = ["x"`, false},
		{"a = {}", false}, {"a = \"\t\"", false}, {"a = 9999999999999999", false}, {"a = inf", false}, {"# \x01", false}, {"a = \"\x7f\"", false},
	} {
		if _, _, ok := plain(test.text); ok != test.plain {
			t.Errorf("%q: plain %v", test.text, ok)
		}
		comparePlain(t, test.text)
	}
}

// comparePlain sees that what is plain means the same to the library.
func comparePlain(t *testing.T, text string) {
	t.Helper()
	values, keys, ok := plain(text)
	if !ok {
		return
	}
	var want map[string]any
	meta, err := toml.Decode(text, &want)
	if err != nil {
		t.Fatalf("%q is plain, and to the library: %v", text, err)
	}
	if len(want) > 0 && !reflect.DeepEqual(values, want) || len(want) != len(values) {
		t.Errorf("%q is %v, and to the library %v", text, values, want)
	}
	for n, key := range meta.Keys() {
		if n >= len(keys) || key.String() != toml.Key([]string{keys[n]}).String() {
			t.Errorf("%q: keys %v, and to the library %v", text, keys, meta.Keys())
			break
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("title = \"Een\"\nauthors = [\"a\", \"b\"]\norder = 40\nnumbered = false\n# c\n")
	f.Add("indicator = \"ziekteverzuim\"\nkind = \"line\"\nfrom = 2020\n")
	f.Add("a = [\"\", ]\nb = -1\n")
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) { // as every file that is read
			comparePlain(t, text)
		}
	})
}

func BenchmarkPlain(b *testing.B) {
	file := NewFile("x.md", []byte("title = \"Werknemers en studenten\"\ncategory = \"werknemers\"\nauthors = [\"Schrijfgroep 3\"]\nstatus = \"concept\"\nsummary = \"Een zin.\"\n"))
	for b.Loop() {
		ParseTOML(file, 0, len(file.Data), nil)
	}
}
