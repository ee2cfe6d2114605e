package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// protocolPage is the protocol: a document that can be printed and adopted.
func protocolPage() *pageKind {
	return &pageKind{name: "protocol", words: "protocol", file: "protocol", menu: reportMenu,
		fill:    (*press).fillProtocol,
		anchors: map[model.Kind]string{model.ClauseKind: "bepaling-"},
		heading: func(b *book, _ string) string { return b.textOf(b.edition.Protocol.Title) },
		ids:     when(func(b *book) bool { return b.edition.Protocol != nil })}
}

// ProtocolView is the protocol with the tables that the data make.
type ProtocolView struct {
	Version  string
	Status   State // key: proposal, adopted
	Preamble string
	Digest   string // of an adopted protocol
	Clauses  []ClauseView
	Annexes  []Annex
	// What the protocol leaves open.
	Uncovered     []Link   // registers, without an address, and indicators
	WithoutDeputy []string // roles
	Sign          bool     // on paper there is room to adopt it
}

// ClauseView is an article.
type ClauseView struct {
	ID, Number, Title, Text string
	Facts                   []ClauseFact
}

// ClauseFact is one thing that a clause agrees: a text, or links to what it covers.
type ClauseFact struct {
	Term, Text, Note string
	Open             bool // nothing is agreed
	Links            []Link
}

// Annex is a table behind the clauses; one of its fields is set.
type Annex struct {
	ID, Title    string
	Registration *RegistrationView
	Matrix       *MatrixView
	Deputies     []DeputyRow
	Moments      []MomentRow
}

// DeputyRow says who stands in for a role.
type DeputyRow struct{ Role, By, Note string }

// MomentRow is a moment of the year.
type MomentRow struct {
	Day               *Day
	Title, Text, Role string
}

func (p *press) fillProtocol(b *book, page *Page, _ string) error {
	e, l, of := b.edition, b.language, b.edition.Protocol
	v := &ProtocolView{Version: of.Version, Preamble: b.textOf(of.Preamble), Sign: of.Adopted.IsZero()}
	switch {
	case !of.Adopted.IsZero():
		v.Digest = of.Digest
		v.Status = State{"adopted", l.Say("protocol.adopted", "by", b.roleTitle(of.By), "date", l.Date(of.Adopted))}
	case of.By != nil:
		v.Status = State{"proposal", l.Say("protocol.proposal-to", "by", b.roleTitle(of.By))}
	default:
		v.Status = State{"proposal", l.Say("protocol.proposal")}
	}
	for n, c := range e.Clauses {
		v.Clauses = append(v.Clauses, ClauseView{ID: b.address.anchor(model.ClauseKind, c.ID), Number: l.Whole(n + 1),
			Title: b.textOf(c.Title), Text: b.textOf(c.Text), Facts: b.clauseFacts(page.Path, c)})
	}
	registers, indicators := e.Uncovered()
	for _, r := range registers {
		v.Uncovered = append(v.Uncovered, Link{Title: b.textOf(r.Title)})
	}
	for _, i := range indicators {
		v.Uncovered = append(v.Uncovered, b.indicatorLink(page.Path, i))
	}
	for _, r := range e.WithoutDeputy() {
		v.WithoutDeputy = append(v.WithoutDeputy, b.roleTitle(r))
	}
	b.addAnnexes(v, page.Path)
	page.View = v
	return nil
}

// clauseFacts returns what a clause agrees. Of one that covers something it says too what is not
// agreed.
func (b *book) clauseFacts(page string, c *model.Clause) []ClauseFact {
	var facts []ClauseFact
	if links := b.covered(page, c); len(links) > 0 {
		facts = append(facts, ClauseFact{Term: b.language.Say("protocol.covers"), Links: links})
	}
	for _, f := range []struct{ key, text, note string }{
		{"incident", b.textOf(c.Incident), ""},
		{"reporter", b.textOf(c.Reporter), ""},
		{"to", b.roleTitle(c.To), ""},
		{"within", b.durationText(c.Within), ""},
		{"classifies", b.roleTitle(c.Classifies), ""},
		{"closes", b.roleTitle(c.Closes), ""},
		{"escalates", b.roleTitle(c.Escalates), b.textOf(c.Escalation)},
		{"kept", b.durationText(c.Kept), ""},
	} {
		open := f.text == "" && f.note == ""
		if !open || len(c.Covers) > 0 {
			facts = append(facts, ClauseFact{Term: b.language.Say("protocol." + f.key), Text: f.text, Note: f.note,
				Open: open})
		}
	}
	return facts
}

// covered returns what a clause covers. A register has no page of its own.
func (b *book) covered(page string, c *model.Clause) []Link {
	var links []Link
	for _, of := range c.Covers {
		if of.Kind == model.RegisterKind {
			links = append(links, Link{Title: b.textOf(b.edition.Register(of.ID).Title)})
			continue
		}
		for _, t := range b.things(page, of.Kind, of.ID) {
			links = append(links, Link{Href: t.Href, Title: t.Title, Accent: t.Accent})
		}
	}
	return links
}

// durationText writes a duration: "72 uur". The result is "" for none.
func (b *book) durationText(d model.Duration) string {
	if d.Count == 0 {
		return ""
	}
	return b.language.Count("duration."+string(d.Unit), d.Count)
}

// addAnnexes adds the tables that there are, lettered from A.
func (b *book) addAnnexes(v *ProtocolView, page string) {
	add := func(key string, a Annex) {
		a.ID = "ui-annex-" + key
		a.Title = b.language.Say("protocol.annex", "letter", string(rune('A'+len(v.Annexes))), "title",
			b.language.Say("protocol.annex-"+key))
		v.Annexes = append(v.Annexes, a)
	}
	if r := b.registration(page); r != nil {
		add("registration", Annex{Registration: r})
	}
	if m := b.matrix(); m != nil {
		add("relations", Annex{Matrix: m})
	}
	var deputies []DeputyRow
	for _, d := range b.edition.Protocol.Deputies {
		deputies = append(deputies, DeputyRow{b.roleTitle(d.Role), b.roleTitle(d.By), b.textOf(d.Note)})
	}
	if len(deputies) > 0 {
		add("deputies", Annex{Deputies: deputies})
	}
	var moments []MomentRow
	for _, m := range b.edition.Moments {
		moments = append(moments, MomentRow{b.day(m.Date), b.textOf(m.Title), b.textOf(m.Text), b.roleTitle(m.Role)})
	}
	if len(moments) > 0 {
		add("moments", Annex{Moments: moments})
	}
}
