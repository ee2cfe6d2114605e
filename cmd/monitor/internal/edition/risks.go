package edition

import (
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) risks(top *source.Table) {
	told := make(map[[2]string]*source.Table)
	r.each(top, "risk", model.RiskKind, func(id string, t *source.Table) {
		risk := &model.Risk{
			Head:         r.head(t, model.RiskKind, id, "title"),
			Definition:   r.text(t, "definition", true),
			Causes:       r.texts(t, "causes"),
			Consequences: r.texts(t, "consequences"),
			Owner:        r.role(t, "owner"),
		}
		referAll(r, t, "aspects", model.AspectKind, true, &risk.Aspects)
		referAll(r, t, "indicators", model.IndicatorKind, false, &risk.Indicators)
		if c, ok := t.Table("connection"); ok {
			r.connections(c, risk, told)
		}
		r.edition.Risks = append(r.edition.Risks, risk)
	})
}

// connections reads the risks that this one leads to. told holds, for each pair of ids, the table
// that connects them: the other direction would say the same twice.
func (r *reader) connections(t *source.Table, risk *model.Risk, told map[[2]string]*source.Table) {
	for _, id := range t.Keys() {
		why := r.text(t, id, true)
		if id == risk.ID {
			t.ReportKey(id, diagnostic.RefersToItself, "", diagnostic.Kind(model.RiskKind), id)
			continue
		}
		if other := told[[2]string{id, risk.ID}]; other != nil {
			t.ReportKey(id, diagnostic.ToldTwice, "", id, fileAndLine(other.AtKey(risk.ID)))
			continue
		}
		told[[2]string{risk.ID, id}] = t
		r.afterData = append(r.afterData, func() {
			if to := r.edition.Risk(id); to != nil {
				risk.Connections = append(risk.Connections, model.Connection{To: to, Why: why})
			} else {
				r.reportUnknownKey(t, model.RiskKind, id)
			}
		})
	}
}
