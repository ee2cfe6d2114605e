package prose

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ids makes the ids of headings: "Één kop!" has "een-kop". People copy these addresses, so an id
// depends on nothing but the words of its heading: not on the address of a link in it, nor on the
// number of a note or a figure or one that was filled in, which changes with what is added. A second
// heading with the same words has a number behind it, "een-kop-2", unless another heading is called
// that.
type ids struct {
	// used has all ids so far, each with the highest number that was tried behind it. The search
	// for the next free one starts there, so that many equal headings take linear time.
	used     map[string]int
	expected map[string]bool // what is the id of a heading without a number behind it
}

func newIDs() *ids { return &ids{make(map[string]int), make(map[string]bool)} }

// reserved are the beginnings of ids that pages use for anything else than headings.
var reserved = []string{"fig-", "aspect-", "ui-", "fn", "term-"}

// expect must be called with the words of all headings, before of.
func (s *ids) expect(words string) { s.expected[baseID(words)] = true }

// of returns the id of the next heading.
func (s *ids) of(words string) string {
	base := baseID(words)
	id := base
	for s.used[id] > 0 || id != base && s.expected[id] {
		s.used[base]++
		id = base + "-" + strconv.Itoa(s.used[base])
	}
	s.used[id] = 1
	return id
}

// baseID is the id of a heading without a number behind it.
func baseID(words string) string {
	base := slug(words)
	if base == "" {
		base = "kop"
	}
	for _, prefix := range reserved {
		if strings.HasPrefix(base, prefix) {
			base = "kop-" + base
		}
	}
	return base
}

// slug is a text in lower case, letters without accents, "2" for "²", and one hyphen for anything
// else.
func slug(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
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
