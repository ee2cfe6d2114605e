package site

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/feed"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// feedName is the address of the feed in public/.
const feedName = "feed.xml"

// feed publishes the news of the site: its editions, and the corrections of each, in the site's
// first language. Addresses are whole when the site knows its own, and relative otherwise.
func (p *press) feed(b *book, _ string) error {
	address := func(path string) string { return b.site.BaseURL + path }
	author, title := b.textOf(b.site.Organisation.Name), b.textOf(b.site.Title)
	f := feed.Feed{Key: author + "\n" + title, Title: title, Author: author, Home: address("index.html"),
		Lang: b.language.Code, Updated: b.edition.Date}
	if b.site.BaseURL != "" {
		f.Self = address(feedName)
	}
	for _, e := range p.editions {
		if !p.listed(e) {
			continue
		}
		own := e.books[0]
		f.Entries = append(f.Entries, feed.Entry{Key: e.edition.Year, Title: own.textOf(e.edition.Title),
			Summary: own.textOf(e.edition.Summary), Href: address(own.address.home()), Date: e.edition.Date})
		for _, c := range e.edition.Corrections {
			title := []string{own.language.Say("corrections.title"), e.edition.Year, own.textOf(c.Title)}
			f.Entries = append(f.Entries, feed.Entry{Key: e.edition.Year + "/" + c.ID,
				Title: strings.Join(title, ": "), Summary: own.textOf(c.Why),
				Href: address(own.address.thing(model.CorrectionKind, c.ID)), Date: c.Date})
		}
	}
	slices.SortStableFunc(f.Entries, func(x, y feed.Entry) int { return y.Date.Compare(x.Date) })
	return p.out.Write(feedName, feed.Write(f))
}
