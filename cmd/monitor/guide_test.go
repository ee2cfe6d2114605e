package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// The guides are tested as an author uses them: what they show must be accepted, and what the
// program has must be in them. The first line of a block says what it is. "toml risks.toml" is of
// that file of an edition; "toml indicators/x.toml [indicator.x.values]" stands below that head;
// "csv" is a file; "markdown" is a chapter when it has a name, and otherwise a part of one. A line
// "..." stands for the keys that every indicator needs.

// guides are the guides in Dutch, each with its English twin; the first is on chapters.
var guides = [][2]string{
	{"schrijven", "writing"}, {"eerste-hoofdstuk", "first-chapter"}, {"nieuwe-editie", "new-edition"},
	{"andere-organisatie", "another-organisation"}, {"gegevens", "data"}, {"gegevens-registers", "data-registers"},
	{"invullen", "filling-in"}, {"gegevens-oordeel", "data-verdicts"}, {"gegevens-risicos", "data-risks"},
	{"gegevens-protocol", "data-protocol"}, {"gegevens-elders", "data-elsewhere"}, {"publiceren", "publishing"}, {"enquete-houden", "holding-the-survey"},
	{"word", "from-word"},
}

type guide struct {
	name   string
	blocks []block
	prose  string // all but the blocks
}

type block struct{ kind, file, head, text string }

var (
	fence  = regexp.MustCompile("^(```+)(.*)$")
	quoted = regexp.MustCompile("`[^`\n]+`")
	row    = regexp.MustCompile("(?m)^\\| (`[^` (]+`(?:, `[^` (]+`)*) \\|.*$") // of which the first cell holds keys
)

func readGuide(t *testing.T, name string) guide {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	g, within := guide{name: name}, "" // the fence of the block that is being read
	for line := range strings.Lines(string(data)) {
		m := fence.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		switch {
		case within != "" && m != nil && m[0] == within:
			within = ""
		case within != "":
			g.blocks[len(g.blocks)-1].text += line
		case m != nil:
			label := append(strings.SplitN(m[2], " ", 3), "", "")
			within, g.blocks = m[1], append(g.blocks, block{label[0], label[1], label[2], ""})
		default:
			g.prose += line
		}
	}
	return g
}

func readGuides(t *testing.T) [][2]guide {
	var out [][2]guide
	for _, pair := range guides {
		out = append(out, [2]guide{readGuide(t, "docs/"+pair[0]+".md"), readGuide(t, "docs/"+pair[1]+".md")})
	}
	return out
}

// words are what a block has in one language: texts, and the title, note and id of a figure.
var words = regexp.MustCompile(`\w+\.(?:nl|en) = (?:"[^"]*"|\[[^\]]*\])|(?m:^(?:title|note|id) = .*$|\s*#.*$)|[\s,]`)

// TestGuideTwins wants the same blocks and rows in both languages, but for words.
func TestGuideTwins(t *testing.T) {
	figures := regexp.MustCompile("(?s)```figure\n(.*?)```")
	for _, pair := range readGuides(t) {
		var shown [2][]string
		for n, g := range pair {
			for _, b := range g.blocks {
				switch b.kind {
				case "toml":
					shown[n] = append(shown[n], b.file+b.head+words.ReplaceAllString(b.text, ""))
				case "markdown":
					for _, f := range figures.FindAllStringSubmatch(b.text, -1) {
						shown[n] = append(shown[n], words.ReplaceAllString(f[1], ""))
					}
				}
				shown[n] = append(shown[n], b.kind)
			}
			for _, r := range row.FindAllStringSubmatch(g.prose, -1) {
				shown[n] = append(shown[n], r[1])
			}
		}
		for n := range max(len(shown[0]), len(shown[1])) {
			a := append(shown[0], "nothing")[min(n, len(shown[0]))]
			b := append(shown[1], "nothing")[min(n, len(shown[1]))]
			if a != b {
				t.Errorf("%s has %s, and %s %s", pair[0].name, a, pair[1].name, b)
				break
			}
		}
	}
}

// TestGuideNames looks up every command, flag, message and address that a text for readers names.
func TestGuideNames(t *testing.T) {
	made := regexp.MustCompile(`^\W*make ([a-z-]+)`)
	called := regexp.MustCompile(`(?:go run \./cmd/monitor|^\W*monitor)((?: [^ #` + "`" + `]+)*)`)
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	texts := []guide{readGuide(t, "docs/README.md"), readGuide(t, "ARCHITECTURE.md"), readGuide(t, "../../README.md")}
	for _, pair := range readGuides(t) {
		texts = append(texts, pair[0], pair[1])
	}
	for _, g := range texts {
		said, all := quoted.FindAllString(g.prose, -1), g.prose
		for _, b := range g.blocks {
			all += b.text
			if b.kind == "sh" {
				said = append(said, strings.Split(b.text, "\n")...)
			}
		}
		for _, s := range said {
			if m := made.FindStringSubmatch(s); m != nil && !strings.Contains(string(makefile), "\n"+m[1]+":") {
				t.Errorf("%s: no %q", g.name, m[0])
			}
			if m := called.FindStringSubmatch(s); m != nil {
				var messages bytes.Buffer
				p := &program{stdout: io.Discard, stderr: &messages, lang: "en"}
				if p.command(append(strings.Fields(m[1]), "--help")) != exitDone {
					t.Errorf("%s: %s: %s", g.name, s, messages.String())
				}
			}
		}
		for _, m := range regexp.MustCompile(`\bMV\d{3}\b`).FindAllString(all, -1) {
			if !slices.Contains(diagnostic.Codes(), diagnostic.Code(m)) {
				t.Errorf("%s: no message %s", g.name, m)
			}
		}
		for _, m := range link.FindAllStringSubmatch(quoted.ReplaceAllString(g.prose, ""), -1) {
			to, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(to, "://") {
				continue
			} else if to == "" {
				to = filepath.Base(g.name)
			}
			to = filepath.Join(filepath.Dir(g.name), to)
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s: %v", g.name, err)
			} else if anchor != "" && !slices.Contains(anchors(readGuide(t, to).prose), anchor) {
				t.Errorf("%s: no heading #%s in %s", g.name, anchor, to)
			}
		}
	}
}

// anchors are the addresses of headings, as servers of git make them.
func anchors(prose string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`(?m)^#+ +(.*)$`).FindAllStringSubmatch(prose, -1) {
		letters := regexp.MustCompile(`[^\pL\pN _-]`).ReplaceAllString(strings.ToLower(m[1]), "")
		out = append(out, strings.ReplaceAll(letters, " ", "-"))
	}
	return out
}
