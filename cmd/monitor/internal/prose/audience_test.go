package prose

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// TestCutHidden cuts bodies for the intranet. Each word of what is left must still know its
// line.
func TestCutHidden(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"no block", "een\n\ntwee audience\n", "een\n\ntwee audience\n"},
		{"hidden", "een\n\n```audience board\ngeheim\n```\n\ntwee\n", "een\n\ntwee\n"},
		{"shown", "een\n\n```audience intranet\nmidden\n```\n\ntwee\n", "een\n\nmidden\n\ntwee\n"},
		{"close together", "een\n```audience board\ngeheim\n```\ntwee\n", "een\n\ntwee\n"},
		{"first", "```audience board\ngeheim\n```\n\ntwee\n", "twee\n"},
		{"last", "een\n\n```audience board\ngeheim\n```", "een\n\n"},
		{"all", "```audience board\ngeheim\n```\n", ""},
		{"two",
			"een\n\n~~~audience board\ngeheim\n~~~\n\n```audience board\ngeheim\n```\n\ntwee\n",
			"een\n\ntwee\n"},
		{"a hidden one in a shown one",
			"een\n\n````audience intranet\nmidden\n\n```audience board\ngeheim\n```\n\nnog\n````\n\ntwee\n",
			"een\n\nmidden\n\nnog\n\ntwee\n"},
		{"a shown one in a hidden one",
			"een\n\n````audience board\ngeheim\n\n```audience intranet\ngeheim\n```\n\ngeheim\n````\n\ntwee\n",
			"een\n\ntwee\n"},
		{"with a figure",
			"````audience intranet\n```figure\nkind = \"x\"\n```\n````\n",
			"```figure\nkind = \"x\"\n```\n\n"},
		{"an example",
			"````markdown\n```audience board\nzichtbaar\n```\n````\n",
			"````markdown\n```audience board\nzichtbaar\n```\n````\n"},
		{"in code",
			"een\n\n    code\n\n```audience board\ngeheim\n\ngeheim\n```\n\n    nog\n",
			"een\n\n    code\n\n    nog\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c, e := setting()
			var list diagnostic.List
			file := source.NewFile("x.md", []byte(test.body))
			w := &walker{Converter: c, text: &Text{Chapter: e.Chapters["nl"][0]}, file: file, list: &list}
			w.cutHidden(file.Data)
			if got := string(w.body); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if list.Errors() > 0 {
				t.Error(list.Sorted()[0].Message("en"))
			}
			for _, word := range strings.Fields(test.want) {
				if strings.Contains(word, "`") {
					continue
				}
				at, want := w.position(strings.Index(string(w.body), word), 1), strings.Index(test.body, word)
				if got := file.At(want, 1); at != got {
					t.Errorf("%q is at %d:%d, want %d:%d", word, at.Line, at.Column, got.Line, got.Column)
				}
			}
		})
	}
}

// converted is all that a chapter becomes, or "" when there are errors.
func converted(body string) string {
	var list diagnostic.List
	text := convert(body, &list)
	if list.Errors() > 0 {
		return ""
	}
	var out bytes.Buffer
	for _, h := range text.Headings {
		fmt.Fprintln(&out, h.Level, h.ID, h.Text)
	}
	for _, p := range text.Segments {
		if p.Figure != nil {
			fmt.Fprintln(&out, p.Figure.ID, text.Label(p.Figure), p.Figure.Title, p.Figure.Spec.Key())
		}
		out.Write(p.HTML)
	}
	fmt.Fprintln(&out, text.Uses)
	return out.String()
}

// withOtherSecrets is a body with another content in each audience block for the Board, as goldmark
// alone finds these blocks; ok is false when there is none.
func withOtherSecrets(body string) (other string, ok bool) {
	c, _ := setting()
	data := []byte(body)
	var out bytes.Buffer
	at := 0
	for n := c.markdown.Parser().Parse(text.NewReader(data)).FirstChild(); n != nil; n = n.NextSibling() {
		block, fenced := n.(*ast.FencedCodeBlock)
		if !fenced || block.Info == nil || block.Lines().Len() == 0 {
			continue
		}
		info := strings.Fields(string(block.Info.Value(data)))
		from, to := block.Lines().At(0).Start, block.Lines().At(block.Lines().Len()-1).Stop
		if len(info) == 2 && info[0] == "audience" && info[1] == model.Board.String() && from >= at {
			out.WriteString(body[at:from] + "iets\n\n## Anders\n")
			at, ok = to, true
		}
	}
	out.WriteString(body[at:])
	return out.String(), ok
}

// interferes fails when the text of a chapter depends on what only the Board may see. It reports whether
// the chapter had an audience block for the Board and no errors.
func interferes(t *testing.T, body string) (checked bool) {
	t.Helper()
	other, ok := withOtherSecrets(body)
	if !ok {
		return false
	}
	now := converted(body)
	if now == "" {
		return false
	}
	if before := converted(other); before != now {
		t.Fatalf("this chapter:\n%s\nsays:\n%s\nand with another secret:\n%s\nsays:\n%s", body, now, other, before)
	}
	return true
}

func TestNoInterference(t *testing.T) { changeSecrets(t, 2000) }

// changeSecrets makes chapters of random lines that open and close blocks, lists, quotes and notes,
// and changes what is for the Board. Nobody else may see a difference. goldmark decides what is in a
// block, so this also tests that audience.go finds the fences where goldmark does.
func changeSecrets(t *testing.T, tries int) {
	t.Helper()
	lines := []string{
		"", "", "woorden", "- punt", "  vervolg", "    diep", "1. punt", "   vervolg", "> citaat",
		"[^1]: noot\n\nNoot.[^1]", ": uitleg", "## Kop", "```", "````", "```text", "  ```text", "   ```",
		"    ```", "- ```text", "> ```", "~~~text", "~~~", "```audience board", " ```audience board",
		"| a | b |\n|---|---|", "***", "[x]\n\n[x]: https://example.org", "Noot.[^2]\n\n[^2]: noot", "```text\ncode\n```",
		"```figure\nindicator = \"verzuim\"\n```", "- punt\n\n  ```text\n  code\n  ```",
		"- punt\n\n  ```text", "- punt\n\n      diep", "```audience board\ngeheim\n```",
		"````audience board\n```text\ngeheim\n```\n````",
		"~~~audience board\n- geheim[^1]\n\n[^1]: noot\n~~~",
		"````audience intranet\nmidden\n\n```audience board\n## Kop\n```\n````",
		"```audience intranet\nmidden\n```",
	}
	draw := rand.New(rand.NewPCG(4, 5))
	checked := 0
	for range tries {
		var body strings.Builder
		for range 3 + draw.IntN(7) {
			fmt.Fprintln(&body, lines[draw.IntN(len(lines))])
		}
		if interferes(t, body.String()) {
			checked++
		}
	}
	t.Logf("%d of %d chapters had something to hide and were right", checked, tries)
	if checked < tries/20 {
		t.Errorf("only %d of %d chapters had something to hide and were right", checked, tries)
	}
}

// FuzzAudience looks for chapters that show something that is for the Board.
func FuzzAudience(f *testing.F) {
	f.Add("een\n\n```audience board\ngeheim\n```\n\ntwee\n")
	f.Add("- een\n\n  ```text\n\n```audience board\n- geheim[^1]\n```\n\n[^1]: x\n")
	f.Add("````audience intranet\n```audience board\n## Kop\n```\n````\n\n## Kop\n")
	f.Fuzz(func(t *testing.T, body string) { interferes(t, body) })
}

// FuzzFence changes the marks of an audience block for the Board, and what is within and around
// them. Nobody else sees what is in it, or there is an error.
func FuzzFence(f *testing.F) {
	f.Add("een\n", "```", "", uint8(0), uint16(0), "", "```\n\ntwee")
	f.Add("- een\n", "  ´´´´", "\u00ad", uint8(3), uint16(1), " {", "´´´´")
	f.Add("> een\n", "> \\```", " ", uint8(8), uint16(0xffff), "=x", "> ```")
	f.Add("- ```text\n", "::: {", "_", uint8(4), uint16(0), "}", ":::\n```text\n```")
	f.Fuzz(func(t *testing.T, before, marks, within string, at uint8, capitals uint16, behind, end string) {
		const words, secret = "audience board", "qgeheimq"
		var body strings.Builder
		for line := range strings.Lines(before) {
			// In a block of code at the start of a line this would be an example.
			if line[0] != '`' && line[0] != '~' {
				body.WriteString(line)
			}
		}
		body.WriteString("\n" + withoutLetters(marks))
		for n, r := range words {
			if capitals>>n&1 == 1 {
				r = unicode.ToUpper(r)
			}
			if n == int(at)%len(words) {
				body.WriteString(withoutLetters(within))
			}
			body.WriteRune(r)
		}
		behind = strings.NewReplacer("\n", "", "\r", "").Replace(behind)
		body.WriteString(behind + "\n" + secret + "\n" + end + "\n")
		if text := body.String(); utf8.ValidString(text) && strings.Contains(converted(text), secret) {
			t.Errorf("the secret is in\n%s\nof\n%q", converted(text), text)
		}
	})
}

// withoutLetters drops the letters of a text, what an editor shows on a new line, and entities, which
// may be letters.
func withoutLetters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Lm, r) || r == '&' ||
			strings.ContainsRune("\n\v\f\r\u0085\u2028\u2029", r) {
			return -1
		}
		return r
	}, text)
}
