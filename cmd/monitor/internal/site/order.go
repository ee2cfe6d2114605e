package site

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// indicatorsInOrder returns the edition's indicators by category and aspect. Those without an
// aspect come last.
func (b *book) indicatorsInOrder() []*model.Indicator {
	var order []*model.Indicator
	for _, c := range b.edition.Categories {
		for _, a := range c.Aspects {
			for _, i := range b.edition.Indicators {
				if i.Aspect == a {
					order = append(order, i)
				}
			}
		}
	}
	for _, i := range b.edition.Indicators {
		if i.Aspect == nil {
			order = append(order, i)
		}
	}
	return order
}

// risksInOrder returns the edition's risks by category, and by file order in a category. Those
// without a category come last.
func (b *book) risksInOrder() []*model.Risk {
	of := make(map[string][]*model.Risk)
	for _, r := range b.edition.Risks {
		of[r.Category()] = append(of[r.Category()], r)
	}
	var order []*model.Risk
	for _, c := range b.edition.Categories {
		order = append(order, of[c.ID]...)
	}
	return append(order, of[""]...)
}

// letterAnchor returns the id of a letter's heading.
func letterAnchor(letter string) string {
	if letter == "#" {
		return "letter-0"
	}
	return "letter-" + letter
}

// initial returns the letter under which a word is listed: a capital without its accent, or "#"
// when the word begins with no letter.
func initial(word string) string {
	r, _ := utf8.DecodeRuneInString(norm.NFD.String(word))
	if !unicode.IsLetter(r) {
		return "#"
	}
	return string(unicode.ToUpper(r))
}
