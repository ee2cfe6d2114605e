package site

// sheetLinks returns links to the sheets of all categories that have one.
func (b *book) sheetLinks(page string) []Link {
	var all []Link
	for _, g := range b.pages {
		if g.menu == sheetMenu {
			owner := b.roleTitle(b.edition.Category(g.id).Owner)
			all = append(all, Link{Href: relative(page, g.path), Title: g.titleIn(b), Summary: owner,
				Accent: g.accentIn(b)})
		}
	}
	return all
}
