package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// organisationPage is the page of roles, the relations between them, and the registration of
// indicators.
func organisationPage() *pageKind {
	return &pageKind{name: "organisation", words: "organisation", file: "organisation", menu: reportMenu,
		fill: (*press).fillOrganisation,
		ids:  when(func(b *book) bool { return len(b.edition.Relations) > 0 || b.hasRegistration() })}
}

// OrganisationView has the roles, the relations between them, and who registers which indicator.
type OrganisationView struct {
	Capacities   []CapacityView
	Matrix       *MatrixView
	Registration *RegistrationView
}

// CapacityView has the roles with one capacity.
type CapacityView struct {
	Title string
	Roles []RoleView
}

// RoleView is a role with what it is responsible for.
type RoleView struct {
	Title      string
	Categories []Link // that it holds the portfolio of
	Delivers   string // how many indicators; "" for none
	Email      string
}

func (p *press) fillOrganisation(b *book, page *Page, _ string) error {
	page.View = &OrganisationView{Capacities: b.capacities(page.Path), Matrix: b.matrix(),
		Registration: b.registration(page.Path)}
	return nil
}

// capacities returns the roles by capacity. Those without one come last.
func (b *book) capacities(page string) []CapacityView {
	holds := make(map[*model.Role][]Link)
	for _, c := range b.edition.Categories {
		if c.Owner != nil {
			holds[c.Owner] = append(holds[c.Owner], *b.categoryLink(page, c))
		}
	}
	delivers := make(map[*model.Role]int)
	for _, i := range b.edition.Indicators {
		if i.Owner != nil {
			delivers[i.Owner]++
		}
	}
	var all []CapacityView
	for _, capacity := range append(slices.Clone(model.Capacities), "") {
		key := capacity
		if key == "" {
			key = "none"
		}
		v := CapacityView{Title: b.language.Say("organisation.capacity." + key)}
		for _, r := range b.edition.RoleOrder {
			if string(r.Capacity) != capacity {
				continue
			}
			role := RoleView{Title: b.textOf(r.Title), Categories: holds[r], Email: r.Email}
			if n := delivers[r]; n > 0 {
				role.Delivers = b.language.Count("organisation.delivers", n)
			}
			v.Roles = append(v.Roles, role)
		}
		if len(v.Roles) > 0 {
			all = append(all, v)
		}
	}
	return all
}
