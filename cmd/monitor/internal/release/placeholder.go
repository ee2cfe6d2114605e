package release

import (
	"cmp"
	"regexp"
	"slices"
	"sync"
)

// placeholderForms match what people write where text is still to come. Each is a word or a phrase,
// and its first group is what is reported. Ordinary words count only in some forms: TODO and PM in
// capitals, "invullen" after dots, a bracket or "nog".
var placeholderForms = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		word(`TODO|FIXME|TBD|TBA`),
		word(`[Xx]{3,}`),
		word(`(?i:n\.t\.b\.|n\.n\.b\.|t\.b\.d\.)`),
		word(`(?i:lorem ipsum)`),
		regexp.MustCompile(`((?:…|\.\.\.|\[|<|(?i:\bnog ))\s*(?i:in te vullen|invullen)\b[\]>]?)`),
		regexp.MustCompile(`(\[(?:\.\.\.|…)\])`),
		// PM for pro memorie, not the time of day (3 PM), nor particulate matter (PM10, PM 2.5).
		regexp.MustCompile(`(?:^|[^\pL\pN_\s-]|[^\pN]\s|^\s)(PM)(?:[^\pL\pN_\s-]|\s+[^\pN\s]|\s*$)`),
	}
})

// word matches forms that are not part of a longer word.
func word(forms string) *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^\pL\pN_])(` + forms + `)(?:[^\pL\pN_]|$)`)
}

// span is a range of bytes in a text, without the byte at to.
type span struct{ from, to int }

// placeholders returns the placeholders in a text, in order.
func placeholders(text string) []span {
	var found []span
	for _, form := range placeholderForms() {
		// Continue at the end of the placeholder and not of the match: in "PM, PM" the match of the
		// first includes the comma, which the second needs before it.
		for at := 0; at <= len(text); {
			m := form.FindStringSubmatchIndex(text[at:])
			if m == nil {
				break
			}
			found = append(found, span{at + m[2], at + m[3]})
			at += m[3]
		}
	}
	slices.SortFunc(found, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.from, b.from),
			cmp.Compare(a.to, b.to))
	})
	return found
}
