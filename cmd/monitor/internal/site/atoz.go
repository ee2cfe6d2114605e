package site

import "slices"

// atozPage is the register: all pages and things from A to Z. The search of the site leads to it when
// no script runs, and its script is published beside it.
func atozPage() *pageKind {
	return &pageKind{name: "atoz", words: "atoz", file: "atoz", menu: reportMenu, ids: always, fill: (*press).fillAtoZ,
		files:  (*press).searchFile,
		beside: func(b *book, _ string) []string { return []string{b.address.search()} }}
}

// AtoZView is the register, by first letter.
type AtoZView struct{ Letters []AtoZLetter }

// AtoZLetter lists what begins with a letter. The label of a link is what it leads to: "Kengetal".
type AtoZLetter struct {
	ID, Letter string
	Links      []Link
}

func (p *press) fillAtoZ(b *book, page *Page, _ string) error {
	v := &AtoZView{}
	all := slices.DeleteFunc(b.searchDocuments(), func(d searchDocument) bool { return d.within })
	b.inDictionaryOrder(all)
	for _, d := range all {
		letter := initial(d.title)
		n := slices.IndexFunc(v.Letters, func(l AtoZLetter) bool { return l.Letter == letter })
		if n < 0 {
			n, v.Letters = len(v.Letters), append(v.Letters, AtoZLetter{ID: letterAnchor(letter), Letter: letter})
		}
		link := Link{Href: relative(page.Path, d.address), Title: d.title, Label: d.kind}
		if l := &v.Letters[n]; !slices.Contains(l.Links, link) {
			l.Links = append(l.Links, link)
		}
	}
	page.View = v
	return nil
}
