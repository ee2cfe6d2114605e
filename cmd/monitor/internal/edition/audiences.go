package edition

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// audience reads who may see what a table is about: everybody, when it does not say.
func audience(t *source.Table) model.Audience { return audienceOf(t, "audience") }

func audienceOf(t *source.Table, key string) model.Audience {
	a, _ := model.ParseAudience(choice(t, key, model.Audiences, model.Audiences[0]))
	return a
}

// breakdownAudiences reads who may see a breakdown, by its dimension. It stands beside the breakdowns, whose own keys are those of
// members. A breakdown is seen by nobody who may not see its indicator, whatever it says.
func (r *reader) breakdownAudiences(t *source.Table, i *model.Indicator) {
	all, ok := t.Table("breakdown_audience")
	if !ok {
		return
	}
	defer all.Close()
	for _, id := range all.Keys() {
		needs := audienceOf(all, id)
		if b := i.Breakdown(id); b != nil {
			b.Audience = needs
			continue
		}
		var ids []string
		for _, b := range i.Breakdowns {
			ids = append(ids, b.Dimension.ID)
		}
		all.ReportKey(id, diagnostic.NoBreakdown, source.Suggest(id, ids), i.ID, id)
	}
}

// checkTranslations reports a translation that is for more people than the chapter in another language: what one of them hides, the
// other would show.
func (r *reader) checkTranslations() {
	strictest := make(map[string]*model.Chapter)
	for _, lang := range r.site.Languages {
		for _, c := range r.edition.Chapters[lang] {
			if first := strictest[c.Slug]; first == nil || c.Audience > first.Audience {
				strictest[c.Slug] = c
			}
		}
	}
	for _, lang := range r.site.Languages {
		for _, c := range r.edition.Chapters[lang] {
			if other := strictest[c.Slug]; c.Audience < other.Audience {
				r.list.Add(diagnostic.TranslationAudience, inFrontMatter(r.bodies[c.Path], "audience"), "", c.Slug, other.Path, other.Audience.String(), c.Audience.String())
			}
		}
	}
}

// chapterNeeds is who may see the chapter of a slug in all its languages.
func chapterNeeds(e *model.Edition, slug string) model.Audience {
	needs := model.Public
	for lang := range e.Chapters {
		if c := e.Chapter(lang, slug); c != nil {
			needs = max(needs, c.Audience)
		}
	}
	return needs
}

// checkNothingLeft reports what names only things that some of its readers may not see, where it has to name one: for those readers it
// would rest on nothing. Anything else that is hidden from them falls away.
func (r *reader) checkNothingLeft() {
	if r.edition.Partial {
		return
	}
	e := r.edition
	check := func(thing model.Thing, kind model.Kind, key string, named []model.Audience) {
		if len(named) == 0 {
			return
		}
		h := thing.Header()
		if least := slices.Min(named); least > h.Audience {
			r.table(thing).Report(key, diagnostic.NothingLeft, "", diagnostic.Kind(kind), h.ID, h.Audience.String(),
				least.String())
		}
	}
	for _, m := range e.Measures {
		var named []model.Audience
		for _, risk := range m.Risks {
			named = append(named, risk.Audience)
		}
		check(m, model.MeasureKind, "risks", named)
	}
	for _, f := range e.Findings {
		var named []model.Audience
		for _, evidence := range f.Evidence {
			if evidence.Kind == model.ChapterKind {
				named = append(named, chapterNeeds(e, evidence.ID))
			} else if thing := e.Thing(evidence.Kind, evidence.ID); thing != nil {
				named = append(named, thing.Header().Audience)
			}
		}
		check(f, model.FindingKind, "evidence", named)
	}
	for _, q := range e.Requests {
		var named []model.Audience
		for _, m := range q.Measures {
			named = append(named, m.Audience)
		}
		check(q, model.RequestKind, "measures", named)
	}
}
