package release

import (
	"cmp"
	"regexp"
	"slices"
	"sync"
)

// placeholderForms are what people write for what is still to come, each as a word or a phrase of its own. Those that are
// ordinary words too count only in the form in which they are placeholders: TODO and PM in capitals, "invullen" after dots,
// a bracket or "nog". The first group is what is reported.
var placeholderForms = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		word(`TODO|FIXME|TBD|TBA`),
		word(`[Xx]{3,}`),
		word(`(?i:n\.t\.b\.|n\.n\.b\.|t\.b\.d\.)`),
		word(`(?i:lorem ipsum)`),
		regexp.MustCompile(`((?:…|\.\.\.|\[|<|(?i:\bnog ))\s*(?i:in te vullen|invullen)\b[\]>]?)`),
		regexp.MustCompile(`(\[(?:\.\.\.|…)\])`),
		// PM, for pro memorie; not the time of day (3 PM), nor particulate matter (PM10, PM 2.5).
		regexp.MustCompile(`(?:^|[^\pL\pN_\s-]|[^\pN]\s|^\s)(PM)(?:[^\pL\pN_\s-]|\s+[^\pN\s]|\s*$)`),
	}
})

func word(forms string) *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^\pL\pN_])(` + forms + `)(?:[^\pL\pN_]|$)`)
}

// span is a stretch of a text, in bytes.
type span struct{ from, to int }

// placeholders returns what is still to be filled in in a text, in order.
func placeholders(text string) []span {
	var found []span
	for _, form := range placeholderForms() {
		// What parts two words may part the second from a third: go on from the end of the word itself.
		for at := 0; at <= len(text); {
			m := form.FindStringSubmatchIndex(text[at:])
			if m == nil {
				break
			}
			found = append(found, span{at + m[2], at + m[3]})
			at += m[3]
		}
	}
	slices.SortFunc(found, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return found
}
