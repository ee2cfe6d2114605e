package site

import (
	"html/template"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Pick is an Entry with its picture.
type Pick struct {
	Entry
	Kind      string
	Sparkline template.HTML  // of an indicator; may be ""
	Audience  model.Audience // of an indicator: who may see it
}

// Picks returns what chapters can refer to in the newest edition, as the Board sees it, kind by kind: the
// kinds that authors use most come first. style is the address of the style sheet of the pictures.
func (p *Preview) Picks() (picks []Pick, style string) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.shown == nil || len(p.shown.Loaded) == 0 {
		return nil, ""
	}
	v := p.proof(proofOf{p.shown, model.Board, model.Concept})
	b := v.plan.editions[len(v.plan.editions)-1].book(p.lang)
	v.ready(b, p.marks(v))
	kinds := []string{string(model.IndicatorKind), FigureKind, string(model.RiskKind), string(model.MeasureKind),
		string(model.TermKind), string(model.ChapterKind)}
	for _, kind := range model.ReferenceKinds {
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	for _, kind := range kinds {
		for _, e := range v.plan.Catalogue(v.plan.Newest(), p.lang, kind) {
			pick := Pick{Entry: e, Kind: kind}
			if i := b.edition.Indicator(e.ID); kind == string(model.IndicatorKind) {
				pick.Sparkline, pick.Audience = b.sparkline(i), i.Audience
			}
			picks = append(picks, pick)
		}
	}
	return picks, p.shown.Theme.Style
}
