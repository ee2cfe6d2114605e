package prose

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// quotes is a parser of straight quotation marks, which become those of the language. goldmark's
// typographer has the rules of English: it would put a closing mark before the Dutch 'een citaat'.
// What a mark stands for decides package source, for texts of the data too.
type quotes struct {
	outer, inner pairOfMarks // for " and for '
}

type pairOfMarks struct{ open, close []byte }

func newQuotes(l *language.Language) *quotes {
	say := func(key string) []byte { return []byte(html.EscapeString(l.Say(key))) }
	return &quotes{
		outer: pairOfMarks{say("page.quote.open"), say("page.quote.close")},
		inner: pairOfMarks{say("page.quote.inner-open"), say("page.quote.inner-close")},
	}
}

// blockMarks is the key of the marks of the block that is being parsed.
var blockMarks = parser.NewContextKey()

func (q *quotes) Trigger() []byte { return []byte{'\'', '"'} }

func (q *quotes) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	marks := pc.ComputeIfAbsent(blockMarks, func() any { return new(source.Marks) }).(*source.Marks)
	line, _ := block.PeekLine()
	node := ast.NewString(q.printed(marks, line[0], block.PrecendingCharacter(), string(line[1:])))
	block.Advance(1)
	node.SetCode(true)
	return node
}

// printed returns the HTML for the next mark of a text.
func (q *quotes) printed(marks *source.Marks, mark byte, before rune, after string) []byte {
	pair := q.outer
	if mark == '\'' {
		pair = q.inner
	}
	switch marks.Read(mark, before, after) {
	case source.Apostrophe:
		return []byte("’")
	case source.Opening:
		return pair.open
	case source.Closing:
		return pair.close
	case source.Prime:
		return []byte(string(source.PrimeOf(mark)))
	}
	return []byte("&quot;")
}

// escaped returns the HTML of a text that is no Markdown, such as a caption.
func (q *quotes) escaped(s string) string {
	if !strings.ContainsAny(s, `'"`) {
		return escape(s)
	}
	var b strings.Builder
	var marks source.Marks
	last := ' '
	for i, r := range s {
		if r == '\'' || r == '"' {
			b.Write(q.printed(&marks, byte(r), last, s[i+1:]))
		} else {
			b.WriteString(escape(string(r)))
		}
		last = r
	}
	return b.String()
}

// CloseBlock forgets the quotations that are open at the end of a block.
func (q *quotes) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) { pc.Set(blockMarks, nil) }
