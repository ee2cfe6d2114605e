package site

import (
	"net/url"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/calendar"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// organisationPage is the page of roles, the relations between them, and the registration of
// indicators.
func organisationPage() *pageKind {
	return &pageKind{name: "organisation", words: "organisation", file: "organisation", menu: reportMenu,
		fill: (*press).fillOrganisation, files: (*press).registrationCalendar,
		ids: when(func(b *book) bool { return len(b.edition.Relations) > 0 || b.hasRegistration() })}
}

// OrganisationView has the roles, the relations between them, and who registers which indicator.
type OrganisationView struct {
	Capacities []CapacityView
	Matrix     *MatrixView
	Protocol   *ProtocolView
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
}

// MatrixView has the relations between roles: H, O and F for hierarchical, operational and
// functional.
type MatrixView struct {
	Columns []string
	Rows    []MatrixRow
	About   []RelationView
}

// MatrixRow has the relations of one role to the role of each column. A cell is empty where there
// is none.
type MatrixRow struct {
	From  string
	Cells []MatrixCell
}

// MatrixCell is one relation: its letters, and what they mean in words.
type MatrixCell struct{ Letters, Words string }

// RelationView describes one relation.
type RelationView struct{ From, To, Letters, Words, About string }

// ProtocolView says who registers which indicator, where and how often.
type ProtocolView struct {
	Counts   []Count
	Rows     []RegistrationRow
	Calendar string // link to the days of delivery for calendar programs; "" when none is known
	Without  []Link // indicators of which nobody said how they come about
}

// RegistrationRow says how one indicator is registered.
type RegistrationRow struct {
	Link
	By, System, Every string
	Delivered, Due    *Day
	Late              bool
	Example           bool // the numbers of the indicator are invented
}

func (b *book) hasRegistration() bool {
	return slices.ContainsFunc(b.edition.Indicators, func(i *model.Indicator) bool { return i.Registration != nil })
}

func (p *press) fillOrganisation(b *book, page *Page, _ string) error {
	page.View = &OrganisationView{Capacities: b.capacities(page.Path), Matrix: b.matrix(),
		Protocol: b.protocol(page.Path)}
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
			role := RoleView{Title: b.textOf(r.Title), Categories: holds[r]}
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

// matrix returns the relations. A role has a row when it has a relation to another role, and a
// column when another role has one to it.
func (b *book) matrix() *MatrixView {
	if len(b.edition.Relations) == 0 {
		return nil
	}
	type pair struct{ from, to *model.Role }
	relations := make(map[pair]model.Relation)
	from, to := make(map[*model.Role]bool), make(map[*model.Role]bool)
	v := &MatrixView{}
	for _, r := range b.edition.Relations {
		relations[pair{r.From, r.To}] = r
		from[r.From], to[r.To] = true, true
		v.About = append(v.About, RelationView{b.textOf(r.From.Title), b.textOf(r.To.Title), r.Letters(),
			b.relationText(r), b.textOf(r.About)})
	}
	var columns []*model.Role
	for _, r := range b.edition.RoleOrder {
		if to[r] {
			columns = append(columns, r)
			v.Columns = append(v.Columns, b.textOf(r.Title))
		}
	}
	for _, r := range b.edition.RoleOrder {
		if !from[r] {
			continue
		}
		row := MatrixRow{From: b.textOf(r.Title)}
		for _, other := range columns {
			cell := MatrixCell{}
			if relation, ok := relations[pair{r, other}]; ok {
				cell = MatrixCell{relation.Letters(), b.relationText(relation)}
			}
			row.Cells = append(row.Cells, cell)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// relationText writes the letters of a relation as words.
func (b *book) relationText(r model.Relation) string {
	var words []string
	for _, letter := range r.Letters() {
		words = append(words, b.language.Say("organisation.relation."+string(letter)))
	}
	return strings.Join(words, ", ")
}

// isLate reports whether a delivery was due before the edition's date.
func (b *book) isLate(r *model.Registration) bool {
	return !r.Due.IsZero() && r.Due.Before(b.edition.Date)
}

func (b *book) protocol(page string) *ProtocolView {
	v := &ProtocolView{}
	late, due := 0, 0
	for _, i := range b.indicators {
		link := b.indicatorLink(page, i)
		r := i.Registration
		if r == nil {
			v.Without = append(v.Without, link)
			continue
		}
		row := RegistrationRow{Link: link, By: b.roleTitle(r.By), System: b.textOf(r.System),
			Every:     b.language.Say("organisation.every." + r.Every.String()),
			Delivered: b.day(r.Delivered), Due: b.day(r.Due), Late: b.isLate(r), Example: i.Example}
		if row.Late {
			late++
		}
		if row.Due != nil {
			due++
		}
		v.Rows = append(v.Rows, row)
	}
	if len(v.Rows) == 0 {
		return nil
	}
	if due > 0 {
		v.Calendar = relative(page, b.address.calendar())
	}
	for _, c := range []struct {
		key string
		n   int
	}{{"registered", len(v.Rows)}, {"late", late}, {"without", len(v.Without)}} {
		if c.n > 0 {
			v.Counts = append(v.Counts, b.newCount("organisation.count.", c.key, c.n))
		}
	}
	return v
}

// registrationCalendar writes a calendar of the days on which indicators are due.
func (p *press) registrationCalendar(b *book, _ string) error {
	l := b.language
	c := calendar.Calendar{
		Product: "-//" + b.textOf(b.site.Organisation.Name) + "//" + b.textOf(b.site.Title) + "//" +
			strings.ToUpper(l.Code),
		Name:  l.Say("organisation.calendar.name", "edition", b.textOf(b.edition.Title)),
		Stamp: b.edition.Date,
	}
	for _, i := range b.indicators {
		r := i.Registration
		if r == nil || r.Due.IsZero() {
			continue
		}
		c.Events = append(c.Events, calendar.Event{
			// The UID is the same in all editions and languages, so that a later calendar moves the
			// day.
			UID:     "registratie-" + i.ID + "@" + b.host(),
			Day:     r.Due,
			Summary: l.Say("organisation.calendar.summary", "indicator", b.textOf(i.Title)),
			Description: l.Say("organisation.calendar.description", "by", b.roleTitle(r.By), "system",
				b.textOf(r.System), "every", l.Say("organisation.every."+r.Every.String())),
		})
	}
	if len(c.Events) == 0 {
		return nil
	}
	return p.out.Write(b.address.calendar(), calendar.Write(c))
}

// host returns the host name of the organisation's site, which makes UIDs unique.
func (b *book) host() string {
	if u, err := url.Parse(b.site.Organisation.URL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "monitor.invalid"
}
