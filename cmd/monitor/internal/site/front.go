package site

import (
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// atTop is how many risks the home ranks.
const atTop = 10

// findings are the edition's key findings.
func (b *book) findings(page string) []FindingView {
	var all []FindingView
	for _, f := range b.edition.Findings {
		v := FindingView{ID: "bevinding-" + f.ID, Title: b.say(f.Title), Text: b.say(f.Text), Category: b.categoryLink(page, f.Category)}
		for _, e := range f.Evidence {
			v.Evidence = append(v.Evidence, b.things(page, string(e.Kind), e.ID)...)
		}
		all = append(all, v)
	}
	return all
}

// requests are what the Board is asked to decide: about a category, or all when it is nil.
func (b *book) requests(page string, about *model.Category) []RequestView {
	var all []RequestView
	for _, r := range b.edition.Requests {
		if about != nil && r.Category != about {
			continue
		}
		v := RequestView{ID: "besluit-" + r.ID, Title: b.say(r.Title), Text: b.say(r.Text), Category: b.categoryLink(page, r.Category), Before: b.day(r.Before)}
		for _, m := range r.Measures {
			v.Measures = append(v.Measures, b.things(page, "measure", m.ID)...)
		}
		all = append(all, v)
	}
	return all
}

// perception is what respondents find the worst risks, or nil when they were not asked.
func (b *book) perception(page string) *PerceptionView {
	s := b.report.Survey
	if s == nil || s.Withheld || len(s.Severity) == 0 {
		return nil
	}
	v := &PerceptionView{Example: s.Survey.Example, About: b.language.Say("front.survey.about", "n", b.language.Number(float64(s.N), 0),
		"from", b.language.Date(s.Survey.Start), "to", b.language.Date(s.Survey.End))}
	for _, h := range ends(s.Survey.Horizons) {
		view := HorizonView{Title: b.say(h.Title), Risks: b.ranked(page, s.Severity[h.ID], "", atTop)}
		if len(view.Risks) > 0 {
			v.Horizons = append(v.Horizons, view)
		}
	}
	if len(v.Horizons) == 0 {
		return nil
	}
	return v
}

// ends are the first and the last of some horizons.
func ends(all []*model.Horizon) []*model.Horizon {
	if len(all) > 2 {
		return []*model.Horizon{all[0], all[len(all)-1]}
	}
	return all
}

// ranked are the first risks of a ranking that the reader may see: of a category, or of all when it is "".
func (b *book) ranked(page string, ranking []survey.Ranked, category string, most int) []RankedRisk {
	var all []RankedRisk
	for _, r := range ranking {
		risk := b.edition.Risk(r.Risk.ID)
		if risk == nil || category != "" && risk.Category() != category {
			continue
		}
		if len(all) == most {
			break
		}
		v := RankedRisk{Link: Link{Href: relative(page, b.address.risk(risk.ID)), Title: b.say(risk.Title)},
			Rank: strconv.Itoa(r.Rank), Score: b.language.Number(r.Value, 1),
			Example: b.report.Survey.Survey.Example}
		if c := b.edition.Category(risk.Category()); c != nil {
			v.Accent, v.Summary = c.Number, b.say(c.Title)
		}
		if r.RankLow != r.RankHigh {
			v.Spread = b.language.Say("front.spread", "low", strconv.Itoa(r.RankLow), "high", strconv.Itoa(r.RankHigh))
		}
		all = append(all, v)
	}
	return all
}
