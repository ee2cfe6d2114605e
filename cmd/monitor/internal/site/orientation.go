package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// orientationPage is the page of the outside world: organisations with expertise, the experts who were
// consulted, and the peers whose numbers stand beside those of the report.
func orientationPage() *pageKind {
	return &pageKind{name: "orientation", words: "orientation", file: "orientation", menu: reportMenu,
		fill: (*press).fillOrientation,
		anchors: map[model.Kind]string{model.OrganisationKind: "organisatie-",
			model.ConsultationKind: "raadpleging-", model.PeerKind: "elders-"},
		ids: when(func(b *book) bool {
			return len(b.edition.Organisations)+len(b.edition.Consultations)+len(b.edition.Peers) > 0
		})}
}

// OrientationView is what the report found outside, by category.
type OrientationView struct {
	Groups []OrientationGroup
	Peers  []PeerEntry
}

// OrientationGroup is what is about one category, or about all. What is about several is in the group
// of the first, and the others lead to it.
type OrientationGroup struct {
	ID, Title     string
	Accent        int
	Organisations []OrganisationEntry
	Consultations []ConsultationEntry
	Also          []Link
}

// OrganisationEntry is an organisation with expertise.
type OrganisationEntry struct{ ID, Title, Expertise, URL string }

// ConsultationEntry is a talk with an expert.
type ConsultationEntry struct {
	ID, Subject  string
	Role         string
	Organisation Link
	Day          *Day
	Outcome      string
	Example      bool
}

// PeerEntry is a peer, with the indicators that show its numbers.
type PeerEntry struct {
	ID, Title, URL string
	Indicators     []Link
}

func (p *press) fillOrientation(b *book, page *Page, _ string) error {
	v := &OrientationView{Groups: []OrientationGroup{{ID: "ui-all", Title: b.language.Say("orientation.all")}}}
	for _, c := range b.edition.Categories {
		v.Groups = append(v.Groups, OrientationGroup{ID: "ui-category-" + c.ID, Title: b.textOf(c.Title), Accent: c.Number})
	}
	// group returns the group that a thing is in, after it put links to the thing in the others.
	group := func(categories []*model.Category, kind model.Kind, thing model.Thing) *OrientationGroup {
		if len(categories) == 0 {
			return &v.Groups[0]
		}
		at := func(c *model.Category) *OrientationGroup { return &v.Groups[1+slices.Index(b.edition.Categories, c)] }
		for _, c := range categories[1:] {
			at(c).Also = append(at(c).Also, b.linkTo(page.Path, kind, thing))
		}
		return at(categories[0])
	}
	for _, o := range b.edition.Organisations {
		g := group(o.Categories, model.OrganisationKind, o)
		g.Organisations = append(g.Organisations, OrganisationEntry{
			ID:    b.address.anchor(model.OrganisationKind, o.ID),
			Title: b.textOf(o.Title), Expertise: b.textOf(o.Expertise), URL: o.URL})
	}
	for _, c := range b.edition.Consultations {
		g := group(c.Categories, model.ConsultationKind, c)
		g.Consultations = append(g.Consultations, ConsultationEntry{
			ID:      b.address.anchor(model.ConsultationKind, c.ID),
			Subject: b.textOf(c.Title), Role: b.textOf(c.Role), Day: b.day(c.Date), Outcome: b.textOf(c.Outcome),
			Organisation: b.linkTo(page.Path, model.OrganisationKind, c.Organisation), Example: c.Example})
	}
	v.Groups = slices.DeleteFunc(v.Groups, func(g OrientationGroup) bool {
		return len(g.Organisations)+len(g.Consultations)+len(g.Also) == 0
	})
	for _, one := range b.edition.Peers {
		e := PeerEntry{ID: b.address.anchor(model.PeerKind, one.ID), Title: b.textOf(one.Title), URL: one.URL}
		for _, i := range b.indicators {
			if slices.ContainsFunc(i.Peers, func(n model.PeerNumbers) bool { return n.Peer == one }) {
				e.Indicators = append(e.Indicators, b.indicatorLink(page.Path, i))
			}
		}
		v.Peers = append(v.Peers, e)
	}
	page.View = v
	return nil
}
