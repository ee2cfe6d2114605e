package edition

import (
	"regexp"
	"slices"
	"strconv"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// orientation reads where the report looked outside: what was read, who knows something, and who was
// consulted.
func (r *reader) orientation(top *source.Table) {
	r.each(top, "source", model.SourceKind, r.work)
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
	last, _ := strconv.Atoi(r.edition.Year)
	w.Year = intBetween(t, "year", firstYear, last, 0)
	if t.Has("url") { // what stands at an address changes, or goes
		required(t, "seen")
	}
	r.edition.Sources = append(r.edition.Sources, w)
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

// past reads a date, and warns of one after that of the edition.
func (r *reader) past(t *source.Table, key string) time.Time {
	r.notInFuture(t, key)
	return date(t, key)
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
		Role:    r.impersonal(t, "role", true),
		Date:    r.past(t, "date"),
		Outcome: r.impersonal(t, "outcome", false),
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
