package site

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"
	"strings"
)

// The page of a chapter is an outline as well, as far as it is like that of another: within one folder only its texts, its
// neighbours and its body differ. Running the templates for each of thousands takes longer than all else that is done for their
// pages.

// leaf is what differs between pages of chapters with the same outline.
type leaf struct {
	texts []string // the addresses last
	// contents and body are HTML; of the body its parts.
	contents []byte
	body     [][]byte
}

const leafAddresses = 2

// fewChapters and fewRows are what is written sooner by running the templates than by making outlines of them first.
const (
	fewChapters = 50
	fewRows     = 200
)

// leafOf takes a page apart; ok is false for a page with more to it than that.
func leafOf(page *Page) (l leaf, ok bool) {
	c, _ := page.View.(*ChapterView)
	if c == nil || page.Elsewhere != nil || c.Reviews != nil || c.ReviewsHeld != "" || c.Numbers != nil || c.Revisions != nil {
		return leaf{}, false
	}
	previous, next := orNone(page.Previous), orNone(page.Next)
	l = leaf{contents: []byte(c.Contents), body: c.body}
	l.texts = append(append(l.texts, page.Title, page.Tab, page.Description, page.Path, c.Summary, previous.Title, next.Title), c.Authors...)
	l.texts = append(l.texts, previous.Href, next.Href)
	return l, plainAddress(previous.Href) && plainAddress(next.Href)
}

func orNone(l *Link) Link {
	if l == nil {
		return Link{}
	}
	return *l
}

// place puts marks, or other texts, into a page in the place of its own, for the template to write.
func (l leaf) place(page *Page, texts []any, bodies []template.HTML) map[string]any {
	authors, hrefs := texts[7:len(texts)-leafAddresses], texts[len(texts)-leafAddresses:]
	as := fields(page)
	as["Title"], as["Tab"], as["Description"], as["Path"] = texts[0], texts[1], texts[2], texts[3]
	chapter := fields(page.View.(*ChapterView))
	chapter["Summary"], chapter["Authors"] = texts[4], authors
	chapter["Contents"], chapter["Body"] = bodies[0], bodies[1]
	if len(l.contents) == 0 {
		chapter["Contents"] = template.HTML("")
	}
	if len(l.body) == 0 {
		chapter["Body"] = template.HTML("")
	}
	as["View"] = chapter
	for n, link := range []*Link{page.Previous, page.Next} {
		if link != nil {
			to := fields(link)
			to["Title"], to["Href"] = texts[5+n], hrefs[n]
			as[[]string{"Previous", "Next"}[n]] = to
		}
	}
	return as
}

// outlined makes a page by its outline; nil when it has none.
func (p *press) outlined(b *book, page *Page) [][]byte {
	l, ok := leafOf(page)
	if !ok {
		return nil
	}
	o, _ := page.leaves.get(l.shape(page), func() (*outline, error) {
		trial := *page
		trial.holes.filled = slices.Clip(trial.holes.filled)
		return newOutline(l.texts, leafAddresses, 2, func(texts []any, bodies []template.HTML) ([]byte, error) {
			data := l.place(page, texts, bodies)
			parts, err := p.whole(b, &trial, data, func(content template.HTML) { data["Content"] = content })
			return bytes.Join(parts, nil), err
		}), nil
	})
	if o == nil {
		return nil
	}
	return o.fill(make([][]byte, 0, 64+len(l.body)), l.texts, [][]byte{l.contents}, l.body)
}

// shape is what else the outline of a page depends on: a page with another one has another outline.
func (l leaf) shape(page *Page) string {
	var b strings.Builder
	for _, text := range l.texts {
		if text == "" {
			b.WriteByte('-')
		} else {
			b.WriteByte('+')
		}
	}
	b.WriteString(strconv.FormatBool(len(l.contents) > 0) + strconv.FormatBool(len(l.body) > 0) + strconv.Itoa(page.Accent))
	for _, part := range append(breadcrumbs(page), page.View.(*ChapterView).StatusKey) {
		b.WriteString("\n" + part)
	}
	return b.String()
}

func breadcrumbs(page *Page) (all []string) {
	for _, l := range page.Breadcrumbs {
		all = append(all, l.Href, l.Title)
	}
	return all
}
