package site

// notFoundPage is what a server shows for an address that does not exist. It says no more than its words.
func notFoundPage() *pageKind {
	return &pageKind{name: "notfound", words: "page.notfound", fixed: "404", root: true, ids: always,
		fill: func(*press, *book, *Page, string) error { return nil }}
}
