package wording

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// catalogue has all texts, by section.
func catalogue(t *testing.T) (all map[string]texts) {
	t.Helper()
	if _, err := toml.Decode(wordingTOML, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestSections reads each section alone: that gives what it has among all others.
func TestSections(t *testing.T) {
	for name, want := range catalogue(t) {
		if got := section(name); !reflect.DeepEqual(got, want) {
			t.Errorf("%s alone has %d texts, and among all %d", name, len(got), len(want))
		}
	}
}

// TestWording checks that each text is there in each language, with the same arguments, all
// numbered.
func TestWording(t *testing.T) {
	verb := regexp.MustCompile(`%\[[0-9]\][a-z]`)
	for section, names := range catalogue(t) {
		for name, text := range names {
			var first []string
			for n, lang := range Languages {
				if text[lang] == "" {
					t.Errorf("%s.%s lacks a text in %s", section, name, lang)
				}
				verbs := verb.FindAllString(text[lang], -1)
				slices.Sort(verbs)
				verbs = slices.Compact(verbs)
				if n == 0 {
					first = verbs
				} else if !slices.Equal(verbs, first) {
					t.Errorf("%s.%s: %s has the arguments %v, %s has %v", section, name, Languages[0], first, lang,
						verbs)
				}
				if strings.Contains(verb.ReplaceAllString(text[lang], ""), "%") {
					t.Errorf("%s.%s has an argument without a number in %s", section, name, lang)
				}
			}
			if len(text) != len(Languages) {
				t.Errorf("%s.%s has %d languages", section, name, len(text))
			}
		}
	}
}

// TestKeys checks that the code uses all texts and no others. Every string in the code that has the
// form of a key is one. The code makes keys of kinds, and of forms of figures, from their names; tests
// of packages edition and serve check that each has its words.
func TestKeys(t *testing.T) {
	var sections []string
	all := catalogue(t)
	for section := range all {
		sections = append(sections, section)
	}
	form := regexp.MustCompile(`^(` + strings.Join(sections, "|") + `)\.[a-z-]+$`)
	used := make(map[Key]bool)
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil || !form.MatchString(text) {
				return true
			}
			used[Key(text)] = true
			if _, ok := lookUp(Languages[0], Key(text)); !ok {
				t.Errorf("%s: there is no text %q", name, text)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for section, names := range all {
		for name := range names {
			if key := Key(section + "." + name); section != "kind" && section != "form" && !used[key] {
				t.Errorf("nothing says %q", key)
			}
		}
	}
}

func TestIn(t *testing.T) {
	for _, test := range []struct{ arg, nl, en string }{
		{"plain", "plain", "plain"},
		{Refer("kind.risk"), "risico", "risk"},
		{Refer("phrase.or-more", "7"), "7 of meer", "7 or more"},
		{"\x1fno key", "\x1fno key", "\x1fno key"},
		{"", "", ""},
	} {
		if nl, en := In("nl", test.arg), In("en", test.arg); nl != test.nl || en != test.en {
			t.Errorf("%q: %q, %q; want %q, %q", test.arg, nl, en, test.nl, test.en)
		}
	}
}
