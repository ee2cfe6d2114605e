package prose

import (
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// spoken is a chapter with one of everything that must not get lost. Each part has a word that is
// nowhere else.
const spoken = "Het verzuim was [4,03](indicator:verzuim@2022), en dat is **vetweg**.[^een]\n\n" +
	"```figure\nindicator = \"verzuim\"\nid = \"beeld\"\n```\n\n" +
	"```asks\ncategory = \"mensen\"\n```\n\n" +
	"Zie [](figure:beeld) en [naarweg](https://example.org).\n\n" +
	"| Jaar | Hoeveel |\n|---|--:|\n| celweg | 26 |\n\n" +
	"- puntweg\n- nogeens\n\n## Kopweg\n\nDe slotweg.\n\n[^een]: De nootweg.\n"

// parts are what the page shows of spoken: what is in the source, and what is then in the page.
var parts = [][2]string{
	{"[4,03](indicator:verzuim@2022)", `class="quoted">4,03</a>`},
	{"vetweg", "vetweg"},
	{"```figure\nindicator = \"verzuim\"\n", "<FIGURE"},
	{"```asks\ncategory = \"mensen\"\n", "<EXCERPT"},
	{"[naarweg](https://example.org)", `<a href="https://example.org">naarweg</a>`},
	{"celweg", "celweg"},
	{"26", "26"},
	{"puntweg", "puntweg"},
	{"nogeens", "nogeens"},
	{"Kopweg", "Kopweg"},
	{"slotweg", "slotweg"},
	{"nootweg", "nootweg"},
}

// checkSpoken fails when a changed chapter still has a part of spoken, which its page has not, and
// there is no message.
func checkSpoken(t *testing.T, markdown string) {
	t.Helper()
	var list diagnostic.List
	text := convert(markdown, &list)
	if len(list.Sorted()) > 0 {
		return
	}
	var page strings.Builder
	for _, s := range text.Segments {
		if s.Figure != nil {
			page.WriteString("<FIGURE")
		}
		if s.Excerpt != nil {
			page.WriteString("<EXCERPT")
		}
		page.Write(s.HTML)
	}
	meant := strings.ReplaceAll(markdown, `\[`, "") // a backslash says that the bracket is one
	for _, p := range parts {
		if strings.Contains(meant, p[0]) && !strings.Contains(page.String(), p[1]) {
			t.Errorf("%q\nlost %q without a message:\n%s", markdown, p[0], page.String())
		}
	}
}

// slipsOfHand are what a slip of a hand puts into a text; "" deletes a letter.
var slipsOfHand = []string{"", " ", "\n", "\t", "`", "*", "[", "]", "(", ")", "|", "#", "^", ":", "-", ">",
	"\\", "\n\n"}

// TestSilence makes each slip at each place of a chapter.
func TestSilence(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 7
	}
	for at := 0; at < len(spoken); at += step {
		for _, slip := range slipsOfHand {
			rest := spoken[at:]
			if slip == "" {
				rest = rest[1:]
			}
			checkSpoken(t, spoken[:at]+slip+rest)
		}
	}
}

// FuzzSilence makes any change.
func FuzzSilence(f *testing.F) {
	f.Add(uint(0), uint(0), "x")
	f.Add(uint(17), uint(1), " [")
	f.Fuzz(func(t *testing.T, at, length uint, slip string) {
		from := int(at % uint(len(spoken)))
		to := from + int(length%8)
		if to <= len(spoken) && strings.ToValidUTF8(slip, "") == slip {
			checkSpoken(t, spoken[:from]+slip+spoken[to:])
		}
	})
}
