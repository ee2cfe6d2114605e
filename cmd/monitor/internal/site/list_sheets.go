package site

// sheetLinks lead to the sheets of all categories that have one.
func (b *book) sheetLinks(page string) []Link {
	var all []Link
	for _, c := range b.edition.Categories {
		if b.hasSheet(c) {
			all = append(all, Link{Href: relative(page, b.address.sheet(c.ID)), Title: b.say(c.Title), Summary: b.roleTitle(c.Owner), Accent: c.Number})
		}
	}
	return all
}
