package prose

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// ids makes the ids of headings: the heading's text in lower case, letters without their accents, all else a hyphen. They
// are addresses that people copy, so they do not depend on what stands elsewhere but for a number behind a second use.
type ids struct {
	// used has the ids that headings have, each with the highest number that was tried behind it:
	// the search for the next free one starts there, so that many equal headings take linear time.
	used map[string]int
}

func newIDs() *ids { return &ids{make(map[string]int)} }

// reserved are the beginnings of ids that pages use for other things than headings.
var reserved = []string{"fig-", "aspect-", "ui-", "fn", "term-"}

func (s *ids) Generate(value []byte, _ ast.NodeKind) []byte {
	base := slug(string(value))
	if base == "" {
		base = "kop"
	}
	for _, prefix := range reserved {
		if strings.HasPrefix(base, prefix) {
			base = "kop-" + base
		}
	}
	id := base
	for s.used[id] > 0 {
		s.used[base]++
		id = base + "-" + strconv.Itoa(s.used[base])
	}
	s.used[id] = 1
	return []byte(id)
}

// Put is never called: goldmark reads ids from the text only when it is asked to.
func (s *ids) Put([]byte) {}

func slug(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
			// an accent or an apostrophe within a word
		default:
			if n := b.Len(); n > 0 && b.String()[n-1] != '-' {
				b.WriteByte('-')
			}
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
