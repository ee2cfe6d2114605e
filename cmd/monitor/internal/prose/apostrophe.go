package prose

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// apostrophe is a parser of a single quotation mark before a word. goldmark's typographer takes
// such a mark before t, e, n and l for an apostrophe, as in English: 'twas, 'em. It would put a
// closing mark before the Dutch 'een citaat'. Few Dutch words begin with an apostrophe; every other
// word is quoted.
type apostrophe struct {
	open, apostrophe []byte // what to write: an opening quotation mark or an apostrophe
}

// clitics are the Dutch words that begin with an apostrophe.
var clitics = map[string]bool{"s": true, "t": true, "n": true, "k": true, "m": true, "r": true, "ie": true}

func (a *apostrophe) Trigger() []byte { return []byte{'\''} }

func (a *apostrophe) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	if unicode.IsLetter(before) || unicode.IsDigit(before) || before == '\'' {
		return nil
	}
	line, _ := block.PeekLine()
	word := line[1:]
	for n := 0; n < len(word); {
		r, width := utf8.DecodeRune(word[n:])
		if !unicode.IsLetter(r) {
			word = word[:n]
			break
		}
		n += width
	}
	if len(word) == 0 {
		return nil
	}
	mark := a.open
	if clitics[string(word)] {
		mark = a.apostrophe
	}
	node := ast.NewString(mark)
	node.SetCode(true)
	block.Advance(1)
	return node
}
