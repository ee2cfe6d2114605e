package site

// ownIndicators counts the organisation's own indicators, those without a category included, and those of them with
// real figures. Every page that says how many indicators the report has, says this.
func (b *book) ownIndicators() (all, known int) {
	for _, i := range b.edition.Indicators {
		if i.Outside != nil {
			continue
		}
		all++
		if !i.Example {
			known++
		}
	}
	return all, known
}
