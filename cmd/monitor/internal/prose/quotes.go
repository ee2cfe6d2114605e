package prose

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// quotes is a parser of straight quotation marks, which become those of the language. goldmark's
// typographer has the rules of English: it would put a closing mark before the Dutch 'een citaat'.
//
// A mark opens a quotation when it precedes a word and follows none, and otherwise closes one. A
// mark behind a number that closes nothing is a prime, as in 5' 10". What is an apostrophe decides
// package source, for texts of the data too.
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

// openQuotes is the key of how many quotations are open in a block, by their mark.
var openQuotes = parser.NewContextKey()

// beforeQuotation are the marks that a quotation may follow without a space.
const beforeQuotation = "([{-–—/*_~\"'“‘«„|"

func (q *quotes) Trigger() []byte { return []byte{'\'', '"'} }

func (q *quotes) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	open := pc.ComputeIfAbsent(openQuotes, func() any { return make(map[byte]int) }).(map[byte]int)
	line, _ := block.PeekLine()
	mark, before, after := line[0], block.PrecendingCharacter(), string(line[1:])
	next, _ := utf8.DecodeRuneInString(after + " ")
	pair, prime := q.outer, "″"
	if mark == '\'' {
		pair, prime = q.inner, "′"
	}
	var printed []byte
	switch {
	case mark == '\'' && source.Apostrophe(before, after):
		printed = []byte("’")
	case (unicode.IsSpace(before) || strings.ContainsRune(beforeQuotation, before)) && !unicode.IsSpace(next):
		printed = pair.open
		open[mark]++
	case open[mark] > 0:
		printed = pair.close
		open[mark]--
	case unicode.IsDigit(before):
		printed = []byte(prime)
	case mark == '\'':
		printed = []byte("’")
	default:
		printed = []byte("&quot;")
	}
	block.Advance(1)
	node := ast.NewString(printed)
	node.SetCode(true)
	return node
}

// CloseBlock forgets the quotations that are open at the end of a block.
func (q *quotes) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) { pc.Set(openQuotes, nil) }
