package site

// accessibilityPage is the page on which the organisation states how far everyone can use the site.
func accessibilityPage() *pageKind {
	return &pageKind{name: "accessibility", words: "accessibility", file: "accessibility", menu: reportMenu,
		ids:  when(func(b *book) bool { return b.site.Accessibility != nil }),
		fill: (*press).fillAccessibility}
}

// AccessibilityView is the statement.
type AccessibilityView struct {
	Compliance string // in a sentence
	Examined   string
	Date       *Day // nil when the data do not say
	Known      string
	Email      string // "" for Contact
	Contact    string
	Desk       *DeskView // beside Contact; may be nil
	Complaint  string
}

func (p *press) fillAccessibility(b *book, page *Page, _ string) error {
	a := b.site.Accessibility
	v := &AccessibilityView{Compliance: b.language.Say("accessibility.compliance." + string(a.Compliance)),
		Examined: b.textOf(a.Examined), Date: b.day(a.Date), Known: b.textOf(a.Known), Email: a.Email,
		Contact: b.textOf(b.site.Contact), Complaint: b.textOf(a.Complaint)}
	if a.Desk != nil {
		desk := b.desk(a.Desk)
		v.Desk = &desk
	}
	page.View = v
	return nil
}
