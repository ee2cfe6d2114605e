package edition

import (
	"path"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) risks() {
	top, ok := r.open(path.Join(r.dir, "risks.toml"), false)
	if !ok {
		return
	}
	defer top.Close()
	told := make(map[[2]string]*source.Table)
	r.each(top, "risk", "risk", func(id string, t *source.Table) {
		risk := &model.Risk{
			ID:           id,
			Title:        r.text(t, "title", true),
			Definition:   r.text(t, "definition", true),
			Causes:       r.texts(t, "causes"),
			Consequences: r.texts(t, "consequences"),
			Owner:        r.role(t, "owner"),
			Formerly:     r.formerly(t, "risk", id),
			Audience:     audience(t),
		}
		referAll(r, t, "aspects", "aspect", true, (*model.Edition).Aspect, func(all []*model.Aspect) { risk.Aspects = all })
		referAll(r, t, "indicators", "indicator", false, (*model.Edition).Indicator, func(all []*model.Indicator) { risk.Indicators = all })
		if c, ok := t.Table("connection"); ok {
			r.connections(c, risk, told)
		}
		r.edition.Risks = append(r.edition.Risks, risk)
		r.places[risk] = t
	})
}

// connections reads to which risks one leads. told remembers, for a pair of ids in either order, where it was told.
func (r *reader) connections(t *source.Table, risk *model.Risk, told map[[2]string]*source.Table) {
	for _, id := range t.Keys() {
		why := r.text(t, id, true)
		if id == risk.ID {
			t.ReportKey(id, diagnostic.RefersToItself, "", diagnostic.KindRisk, id)
			continue
		}
		if other := told[[2]string{id, risk.ID}]; other != nil {
			t.ReportKey(id, diagnostic.ToldTwice, "", id, placeOf(other.AtKey(risk.ID)))
			continue
		}
		told[[2]string{risk.ID, id}] = t
		r.later = append(r.later, func() {
			if to := r.edition.Risk(id); to != nil {
				risk.Connections = append(risk.Connections, model.Connection{To: to, Why: why})
			} else {
				r.unknownKey(t, "risk", id)
			}
		})
	}
}
