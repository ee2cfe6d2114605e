package site

// notFoundPage is the page that a server shows for an address that does not exist. It has no view
// of its own.
func notFoundPage() *pageKind {
	return &pageKind{name: "notfound", words: "page.notfound", fixed: "404", root: true, anywhere: true,
		ids:  always,
		fill: func(*press, *book, *Page, string) error { return nil }}
}
