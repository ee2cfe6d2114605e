package edition

import (
	"regexp"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) categories(top *source.Table) {
	r.each(top, "category", model.CategoryKind, func(id string, t *source.Table) {
		c := &model.Category{
			Head:         model.Head{ID: id, Title: r.text(t, "title", true), Formerly: formerly(t)},
			Number:       len(r.edition.Categories) + 1,
			Description:  r.text(t, "description", false),
			Owner:        r.role(t, "owner"),
			Baseline:     r.text(t, "baseline", false),
			Employees:    r.text(t, "employees", false),
			Students:     r.text(t, "students", false),
			Surroundings: r.text(t, "surroundings", false),
			Contributors: r.rolesIn(t, "contributors"),
		}
		if id == model.WholeDocument || id == model.BoardDocument {
			t.ReportTable(diagnostic.CategoryOfDocument, "", id)
		}
		c.Judgement, c.Reason = r.status(t, "status", "judgement")
		r.each(t, "aspect", model.AspectKind, func(id string, t *source.Table) {
			a := &model.Aspect{
				Head:     model.Head{ID: id, Title: r.text(t, "title", true), Formerly: formerly(t)},
				Category: c.ID, Description: r.text(t, "description", false), Surroundings: t.Bool("surroundings")}
			a.Judgement, a.Reason = r.status(t, "status")
			c.Aspects = append(c.Aspects, a)
			r.edition.Aspects = append(r.edition.Aspects, a)
		})
		referAll(r, t, "key_indicators", model.IndicatorKind, false, &c.KeyIndicators)
		r.edition.Categories = append(r.edition.Categories, c)
	})
}

var memberForm = regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`)

func (r *reader) dimensions(top *source.Table) {
	r.each(top, "dimension", dimensionKind, func(id string, t *source.Table) {
		d := &model.Dimension{ID: id, Title: r.text(t, "title", true)}
		d.Formerly, _ = t.String("formerly")
		if members, ok := t.Table("member"); ok {
			for _, key := range members.Keys() {
				m, ok := members.Table(key)
				if !ok {
					continue
				}
				if !memberForm.MatchString(key) {
					members.ReportKey(key, diagnostic.BadID, "", key)
				}
				member := &model.Member{Key: key, Title: r.text(m, "title", true)}
				member.Formerly, _ = m.String("formerly")
				d.Members = append(d.Members, member)
				m.Close()
			}
		}
		r.edition.Dimensions = append(r.edition.Dimensions, d)
	})
}
