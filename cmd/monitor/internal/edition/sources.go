package edition

import (
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// orientation reads where the report looked outside: what was read, who knows something, and who was
// consulted.
func (r *reader) orientation(top *source.Table) {
	r.each(top, "source", model.SourceKind, r.work)
	r.checkWorks()
	r.each(top, "organisation", model.OrganisationKind, r.expertise)
	r.each(top, "consultation", model.ConsultationKind, r.consultation)
}

func (r *reader) work(id string, t *source.Table) {
	w := &model.Work{
		Head:      r.head(t, model.SourceKind, id, "title"),
		Publisher: r.text(t, "publisher", true),
		Short:     r.text(t, "short", false),
		DOI:       doi(t, "doi"),
		URL:       webAddress(t, "url"),
		Seen:      r.past(t, "seen"),
	}
	w.Year = intBetween(t, "year", firstYear, r.thisYear(), 0)
	if t.Has("url") { // what stands at an address changes, or goes
		required(t, "seen")
	}
	r.edition.Sources = append(r.edition.Sources, w)
}

// checkWorks warns of a source that is there already under another id: it would be two in the
// bibliography.
func (r *reader) checkWorks() {
	type mark struct{ key, value string }
	first := make(map[mark]*model.Work)
	for _, w := range r.edition.Sources {
		words := func(text model.Text) string {
			return strings.ToLower(text.In(r.site.Languages[0], r.site.Languages...))
		}
		for _, m := range []mark{{"doi", strings.ToLower(w.DOI)}, {"url", w.URL},
			{"title", words(w.Title) + "\n" + words(w.Publisher) + "\n" + itoa(w.Year)}} {
			if other := first[m]; other != nil && m.value != "" {
				r.table(w).Report(m.key, diagnostic.SourceTwice, "", w.ID, other.ID, m.key)
				break // one slip is one message
			}
			first[m] = w
		}
	}
}

// doiForm matches a DOI (https://www.doi.org/the-identifier/resources/handbook, section 2.2), with
// what people copy along.
var doiForm = regexp.MustCompile(`^(?i:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.[0-9]{4,9}/[^\s"<>]+)$`)

// doi reads a DOI without the address of a resolver.
func doi(t *source.Table, key string) string {
	s, ok := t.String(key)
	if !ok {
		return ""
	}
	m := doiForm.FindStringSubmatch(s)
	switch {
	case m == nil:
		t.Report(key, diagnostic.BadDOI, "", s)
		return ""
	case m[1] != s:
		t.Report(key, diagnostic.BadDOI, m[1], s)
		return ""
	}
	return s
}

func (r *reader) expertise(id string, t *source.Table) {
	o := &model.Organisation{
		Head:      r.head(t, model.OrganisationKind, id, "title"),
		Expertise: r.text(t, "expertise", true),
		URL:       webAddress(t, "url"),
	}
	referAll(r, t, "categories", model.CategoryKind, false, &o.Categories)
	r.edition.Organisations = append(r.edition.Organisations, o)
}

// consultation reads a talk. One with an organisation that is hidden is hidden.
func (r *reader) consultation(id string, t *source.Table) {
	required(t, "organisation", "date")
	c := &model.Consultation{
		Head:    r.head(t, model.ConsultationKind, id, "subject"),
		Role:    r.inWords(t, "role", true),
		Date:    r.past(t, "date"),
		Outcome: r.text(t, "outcome", false),
		Example: t.Bool("example"),
	}
	refer(r, t, "organisation", model.OrganisationKind, &c.Organisation)
	r.afterData = append(r.afterData, func() {
		if c.Organisation == nil { // which was reported, and pages take it for granted
			r.edition.Consultations = slices.DeleteFunc(r.edition.Consultations,
				func(other *model.Consultation) bool { return other == c })
			return
		}
		c.Audience = max(c.Audience, c.Organisation.Audience)
	})
	referAll(r, t, "categories", model.CategoryKind, false, &c.Categories)
	r.edition.Consultations = append(r.edition.Consultations, c)
}
