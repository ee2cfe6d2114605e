package diagnostic

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

var update = flag.Bool("update", false, "write the page of diagnostics")

// TestCatalogue checks that every code has its texts in every language, and that all texts of a
// code use the same arguments. An entry that is read alone is what it is among all.
func TestCatalogue(t *testing.T) {
	source, err := os.ReadFile("codes.go")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`"(MV[0-9]{3})"`).FindAllStringSubmatch(string(source), -1)
	if len(named) != len(Codes()) {
		t.Errorf("codes.go names %d codes, the catalogue has %d", len(named), len(Codes()))
	}
	var all map[Code]Entry
	if _, err := toml.Decode(catalogueTOML, &all); err != nil {
		t.Fatal(err)
	}
	for _, n := range named {
		code := Code(n[1])
		e, ok := Explanation(code)
		if !ok {
			t.Errorf("%s is not in the catalogue", code)
			continue
		}
		if !reflect.DeepEqual(e, all[code]) {
			t.Errorf("%s alone is %v, and in the catalogue %v", code, e, all[code])
		}
		if e.Severity != "error" && e.Severity != "warning" {
			t.Errorf("%s is neither error nor warning", code)
		}
		for _, lang := range wording.Languages {
			if e.Text[lang] == "" || e.Explain[lang] == "" ||
				(e.Hint[lang] == "") != (e.Hint[wording.Languages[0]] == "") {
				t.Errorf("%s lacks a text in %s", code, lang)
			}
			if arguments(e.Text[lang]) != arguments(e.Text[wording.Languages[0]]) ||
				arguments(e.Hint[lang]) != arguments(e.Hint[wording.Languages[0]]) {
				t.Errorf("%s says other things in %s", code, lang)
			}
			// A format that numbers its arguments never prints %!(EXTRA …).
			if regexp.MustCompile(`%[^\[%]`).MatchString(e.Text[lang] + e.Hint[lang]) {
				t.Errorf("%s has an argument without a number in %s", code, lang)
			}
		}
	}
}

func arguments(format string) string {
	used := [10]bool{}
	for _, m := range regexp.MustCompile(`%\[([0-9])\]s`).FindAllStringSubmatch(format, -1) {
		used[m[1][0]-'0'] = true
	}
	return fmt.Sprint(used)
}

// TestPage checks that the page of all codes in the documentation agrees with the catalogue.
func TestPage(t *testing.T) {
	const page = "../../DIAGNOSTICS.md"
	var b strings.Builder
	b.WriteString("# Meldingen van monitor\n\n" +
		"Elke melding heeft een vaste code. Bij een fout (error) wordt er niets geschreven; " +
		"een waarschuwing (warning) houdt\n" +
		"alleen met `--strict` iets tegen. *English below each Dutch text.*\n\n" +
		"<!-- Made of internal/diagnostic/catalogue.toml by: " +
		"go test ./cmd/monitor/internal/diagnostic -run TestPage -update -->\n")
	for _, code := range Codes() {
		e, _ := Explanation(code)
		fmt.Fprintf(&b, "\n## %s (%s)\n\n", code, e.Severity)
		for _, lang := range wording.Languages {
			fmt.Fprintf(&b, "- `%s`: %s", Blank(e.Text[lang]), e.Explain[lang])
			if hint := e.Hint[lang]; hint != "" && Blank(hint) != "…" {
				fmt.Fprintf(&b, " *%s.*", strings.TrimSuffix(Blank(hint), "."))
			}
			b.WriteByte('\n')
		}
	}
	if *update {
		if err := os.WriteFile(page, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Errorf("%s is not what the catalogue says; run this test with -update", page)
	}
}

func TestList(t *testing.T) {
	var l List
	for n := range mostPerFile + 7 {
		l.Add(UnknownKey, Position{File: "b", Line: mostPerFile + 7 - n, Column: 1}, "", "k", "l")
	}
	l.Add(NoValues, Position{File: "a"}, "")
	l.Add(NoValues, Position{File: "a"}, "")
	all := l.Sorted()
	// The same thing twice is one.
	if l.Errors() != mostPerFile+7 || l.Warnings() != 1 {
		t.Errorf("%d errors, %d warnings", l.Errors(), l.Warnings())
	}
	if len(all) != 1+mostPerFile+1 || all[0].Position.File != "a" || all[1].Position.Line > all[2].Position.Line {
		t.Errorf("%d diagnostics", len(all))
	}
	if last := all[len(all)-1]; last.Code != TooMany || last.Args[0] != "7" || last.Position.Line != 0 {
		t.Errorf("%+v", last)
	}
}

func TestRaise(t *testing.T) {
	var l List
	l.Add(NoValues, Position{File: "a"}, "")
	l.Add(NoValues, Position{File: "b"}, "")
	l.Add(UnknownKey, Position{File: "b"}, "", "k", "l")
	for range 2 { // once more raises nothing
		l.Raise(func(d Diagnostic) bool { return d.Position.File == "b" })
		all := l.Sorted()
		if l.Errors() != 2 || l.Warnings() != 1 || all[0].Severity != Warning || all[1].Severity != Error {
			t.Errorf("%d errors, %d warnings: %v", l.Errors(), l.Warnings(), all)
		}
	}
}

// TestJoin checks that a second look adds what it finds where the first found nothing.
func TestJoin(t *testing.T) {
	at := func(line int) Position { return Position{File: "a", Line: line, Column: 1} }
	var first, second List
	first.Add(UnknownID, at(1), "", "risico", "x")
	first.Add(MissingFile, at(0), "")
	second.Add(UnknownID, at(1), "", "risico", "x")
	second.Add(NoAnchor, at(1), "", "kop", "b") // follows from the other
	second.Add(NoAnchor, at(2), "", "kop", "b")
	second.Add(MissingFile, at(0), "")
	second.Add(UnexpectedFile, at(0), "", "c")
	first.Join(&second, "public")
	var got []string
	for _, d := range first.Sorted() {
		got = append(got, fmt.Sprint(d.Position.Line, " ", d.Code, d.For))
	}
	if want := "0 MV007, 0 MV009public, 1 MV104, 2 MV403public"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
	if first.Errors() != 3 || first.Warnings() != 1 {
		t.Errorf("%d errors and %d warnings", first.Errors(), first.Warnings())
	}
}

// TestText shows positions at the start, in the middle and at the end of lines, in long lines too
// and beside odd characters.
func TestText(t *testing.T) {
	long := strings.Repeat("x", 150)
	tests := []struct {
		name string
		d    Diagnostic
		want string
	}{
		{
			"suggestion",
			Diagnostic{Code: UnknownID, Severity: Error, Args: []string{"aspect", "abro"}, Suggestion: "arbo",
				Position: Position{"a.toml", 14, 11, 4, `aspect = "abro"`}},
			"a.toml:14:11: error: aspect \"abro\" bestaat niet [MV104]\n" +
				"   14 | aspect = \"abro\"\n      |           ^^^^ bedoelde u \"arbo\"?\n",
		},
		{"whole file", Diagnostic{Code: Vanished, Severity: Error, Position: Position{File: "a.md"}},
			"a.md: error: het bestand verdween terwijl het werd gelezen [MV002]\n" +
				"     begin opnieuw als het opslaan of synchroniseren klaar is\n"},
		{
			"tab and control",
			Diagnostic{Code: NoValues, Severity: Warning, Position: Position{"a\x1b.md", 1, 2, 1, "\té\x1b[31m"}},
			"a·.md:1:2: warning: dit kengetal heeft geen enkele waarde [MV124]\n    1 |  é·[31m\n      |  ^\n",
		},
		{"far right", Diagnostic{Code: NoValues, Severity: Warning, Position: Position{"a", 1, 150, 9, long}},
			"a:1:150: warning: dit kengetal heeft geen enkele waarde [MV124]\n    1 | …" + long[:50] +
				"\n      | " + strings.Repeat(" ", 50) + "^\n"},
		{"behind the end", Diagnostic{Code: NoValues, Severity: Warning, Position: Position{"a", 1, 9, 1, "kort"}},
			"a:1:9: warning: dit kengetal heeft geen enkele waarde [MV124]\n    1 | kort\n      |     ^\n"},
	}
	for _, test := range tests {
		var b bytes.Buffer
		if err := Print(&b, "text", "nl", "", []Diagnostic{test.d}); err != nil {
			t.Fatal(err)
		}
		if b.String() != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, b.String(), test.want)
		}
	}
}

// TestMachine checks that formats for machines are well-formed whatever the texts contain.
func TestMachine(t *testing.T) {
	d := []Diagnostic{{Code: UnknownID, Severity: Error, Args: []string{"aspect", "a\"b\n%,:", "?"},
		Position: Position{"a,b:c.toml", 3, 2, 1, "x"}}}
	for _, format := range []string{"json", "sarif"} {
		var b bytes.Buffer
		if err := Print(&b, format, "en", "root", d); err != nil {
			t.Fatal(err)
		}
		if !json.Valid(b.Bytes()) {
			t.Errorf("%s: %s", format, b.String())
		}
	}
	var b bytes.Buffer
	if err := Print(&b, "github", "en", ".", d); err != nil {
		t.Fatal(err)
	}
	want := "::error file=a%2Cb%3Ac.toml,line=3,col=2,endColumn=3,title=MV104::" +
		"aspect \"a\"b%0A%25,:\" does not exist (?)\n"
	if b.String() != want {
		t.Errorf("got %q", b.String())
	}
}
