package site

import (
	"bytes"
	"crypto/sha256"
	"slices"
)

// newPage fills in what every page has.
func (p *press) newPage(b *book, kind, path, title, description string) (*Page, error) {
	frame, err := p.frameOf(b, kind, path)
	if err != nil {
		return nil, err
	}
	page := *frame
	page.Head, page.Bar, page.Foot = page.holes.put(frame.head), page.holes.put(frame.bar), page.holes.put(frame.foot)
	page.Kind, page.Path, page.Title, page.Tab, page.Description = kind, path, title, title, description
	if e := page.Edition; e != nil && e.Title != title {
		page.Tab += " – " + e.Title
	}
	page.Elsewhere = p.elsewhere(b, path)
	return &page, nil
}

// frameOf returns what is around a page. It is the same for most pages of a folder, and made once for them.
func (p *press) frameOf(b *book, kind, path string) (*Page, error) {
	key := b.edition.Year + " " + b.language.Code + " " + root(path)
	if len(b.books) > 1 || kind != "chapter" && kind != "indicator" && kind != "risk" || path == b.address.dir+"/"+b.edition.Method+".html" {
		// It marks itself in the menu, or leads to a page of its own in another language.
		key += path
	}
	return p.frames.get(key, func() (*Page, error) { return p.frame(b, kind, path) })
}

// frame is what is around a page: menu, sections, links to assets.
func (p *press) frame(b *book, kind, path string) (*Page, error) {
	page := &Page{Language: b.language, Root: root(path), SiteTitle: b.say(b.site.Title), Assets: p.assets(path), leaves: new(once[*outline])}
	if kind != "archive" && kind != "notfound" {
		page.Edition = b.editionView(path)
	}
	for _, c := range b.edition.Categories {
		to := b.address.category(c.ID)
		page.Menu = append(page.Menu, Link{Href: relative(path, to), Title: b.say(c.Title), Accent: c.Number, Current: to == path})
	}
	section := func(to, title string) {
		page.Sections = append(page.Sections, Link{Href: relative(path, to), Title: title, Current: to == path})
	}
	section(b.address.home(), b.language.Say("page.home"))
	if b.hasRisks() {
		section(b.address.riskList(), b.language.Say("risk.title"))
	}
	if b.hasSurvey() {
		section(b.address.surveyPage(), b.language.Say("survey.title"))
	}
	if b.hasMeasures() {
		section(b.address.measureList(), b.language.Say("measure.title"))
	}
	if b.hasQuestions() {
		section(b.address.questionList(), b.language.Say("question.title"))
	}
	if b.hasActions() {
		section(b.address.actions(), b.language.Say("actions.title"))
	}
	section(b.address.indicatorList(), b.language.Say("page.indicators.title"))
	section(b.address.figureList(), b.language.Say("page.figures.title"))
	if b.hasGlossary() {
		section(b.address.glossaryPage(), b.language.Say("glossary.title"))
	}
	if c := b.chapters[b.edition.Method]; c != nil {
		section(b.address.chapter(c), c.Title)
	}
	if b.hasOrganisation() {
		section(b.address.organisationPage(), b.language.Say("organisation.title"))
	}
	if b.before != nil {
		section(b.address.changesPage(), b.language.Say("changes.title"))
	}
	section(b.address.colophonPage(), b.language.Say("page.colophon.title"))
	section(archivePage, b.language.Say("page.archive"))
	for _, other := range b.books {
		if other != b {
			page.Languages = append(page.Languages, Link{Href: relative(path, b.counterpart(path, other)),
				Title: other.language.Say("language"), Language: other.language.Code})
		}
	}
	var err error
	for _, part := range []struct {
		name string
		to   *[]byte
	}{{"head", &page.head}, {"bar", &page.bar}, {"foot", &page.foot}} {
		if *part.to, err = p.fragment(b, part.name, page); err != nil {
			return nil, failed(path, err)
		}
	}
	page.digest = sha256.Sum256(bytes.Join([][]byte{page.head, page.bar, page.foot}, []byte{'\n'}))
	return page, nil
}

func (b *book) editionView(from string) *EditionView {
	e := b.edition
	return &EditionView{Year: e.Year, Title: b.say(e.Title), Subtitle: b.say(e.Subtitle), Summary: b.say(e.Summary),
		Organisation: b.say(b.site.Organisation.Name), Date: b.language.Date(e.Date), DateISO: e.Date.Format("2006-01-02"),
		Status: b.language.Say("page.status." + string(e.Status)), StatusKey: string(e.Status),
		Href: relative(from, b.address.home()), Example: ExampleView{slices.Contains(e.Examples, "actions"), slices.Contains(e.Examples, "cycle"),
			slices.Contains(e.Examples, "organisation"), slices.Contains(e.Examples, "reviews")}}
}

func (b *book) homeLink(page string) Link {
	return Link{Href: relative(page, b.address.home()), Title: b.say(b.edition.Title)}
}
