package prose

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ids makes the ids of headings: "Één kop!" has "een-kop". People copy these addresses, so an id
// depends on nothing but the words that readers see in its heading: not on the address of a link in
// it, nor on the number of a note or a figure, which changes when another is added. A second
// heading with the same text has a number behind it, "een-kop-2".
type ids struct {
	// used has all ids so far, each with the highest number that was tried behind it. The search
	// for the next free one starts there, so that many equal headings take linear time.
	used map[string]int
}

func newIDs() *ids { return &ids{make(map[string]int)} }

// reserved are the beginnings of ids that pages use for anything else than headings.
var reserved = []string{"fig-", "aspect-", "ui-", "fn", "term-"}

// of returns the id of a heading with some words.
func (s *ids) of(words string) string {
	base := slug(words)
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
	return id
}

// slug is a text in lower case, letters without accents, and one hyphen for anything else.
func slug(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
			// Accents and apostrophes are left out.
		default:
			if n := b.Len(); n > 0 && b.String()[n-1] != '-' {
				b.WriteByte('-')
			}
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
