package edition

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// audience reads who may see what a table describes: everybody, unless it says otherwise.
func audience(t *source.Table) model.Audience { return audienceOf(t, "audience", model.Public) }

// audienceOf reads an audience under a key; without the key it is otherwise.
func audienceOf(t *source.Table, key string, otherwise model.Audience) model.Audience {
	a, _ := model.ParseAudience(choice(t, key, model.Audiences, otherwise.String()))
	if written, ok := t.String(key); ok && written != a.String() {
		return model.Public // what is above its readers then would follow from the slip
	}
	return a
}

// checkPassages reports the texts of the data of which a line seems to say for whom it is, those with
// markup, which pages show as it was typed, and those that name a person.
func (r *reader) checkPassages() {
	languages := append([]string{""}, r.site.Languages...)
	for _, p := range r.passages {
		for _, lang := range languages {
			if slices.ContainsFunc(p.Words[lang], marked) {
				r.list.Add(diagnostic.AudienceInText, p.Position(lang), "")
				continue // one slip is one message
			}
			for _, words := range p.Words[lang] {
				if found := personIn(words); found != "" && !p.isOfWork() {
					r.list.Add(diagnostic.PersonNamed, p.Position(lang), "", found)
				}
			}
			for _, words := range p.Words[lang] {
				if p.isMarkdown() {
					break
				}
				if found := source.Markup(words); found != "" {
					r.list.Add(diagnostic.MarkupInText, p.Position(lang), "", found)
				}
			}
		}
	}
}

// checkMarked reports such a text at the head of a chapter.
func checkMarked(t *source.Table, key string, words ...string) {
	if slices.ContainsFunc(words, marked) {
		t.Report(key, diagnostic.AudienceInText, "")
	}
}

// marked reports whether a line of a text seems to say for whom it is.
func marked(text string) bool { return source.Marked(text, model.Audiences) }

// breakdownAudiences reads who may see each breakdown, from a table keyed by dimension. That table
// is not part of the breakdowns, since their keys are members. An audience that may not see the
// indicator sees none of its breakdowns.
func (r *reader) breakdownAudiences(t *source.Table, i *model.Indicator) {
	all, ok := t.Table("breakdown_audience")
	if !ok {
		return
	}
	defer all.Close()
	for _, id := range all.Keys() {
		needs := audienceOf(all, id, model.Public)
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

// checkTranslations reports a translation with a wider audience than the same chapter in another
// language: it would show what the other hides.
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
				r.list.Add(diagnostic.TranslationAudience, inFrontMatter(r.bodies[c.Path], "audience"), "", c.Slug,
					other.Path, other.Audience.String(), c.Audience.String())
			}
		}
	}
}

// chapterNeeds returns who may see the chapter of a slug in all its languages.
func chapterNeeds(e *model.Edition, slug string) model.Audience {
	needs := model.Public
	for lang := range e.Chapters {
		if c := e.Chapter(lang, slug); c != nil {
			needs = max(needs, c.Audience)
		}
	}
	return needs
}

// evidenceNeeds returns who may see a thing that evidence points at; none when there is no such thing.
func evidenceNeeds(e *model.Edition, of model.Evidence) []model.Audience {
	if of.Kind == model.ChapterKind {
		return []model.Audience{chapterNeeds(e, of.ID)}
	}
	if thing := e.Thing(of.Kind, of.ID); thing != nil {
		return []model.Audience{thing.Header().Audience}
	}
	return nil
}

// checkNothingLeft reports a thing that must name others, when some of its readers may see none of
// those. A public finding needs public evidence: with only an indicator for the board, it would
// rest on nothing. Where nothing has to be named, hidden things are simply left out.
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
	for _, c := range e.Controls {
		var named []model.Audience
		for _, aspect := range c.Aspects {
			named = append(named, aspect.Audience)
		}
		check(c, model.ControlKind, "aspects", named)
	}
	for _, m := range e.Measures {
		var named []model.Audience
		for _, risk := range m.Risks {
			named = append(named, risk.Audience)
		}
		check(m, model.MeasureKind, "risks", named)
	}
	needs := func(all []model.Evidence) (named []model.Audience) {
		for _, evidence := range all {
			named = append(named, evidenceNeeds(e, evidence)...)
		}
		return named
	}
	for _, f := range e.Findings {
		check(f, model.FindingKind, "evidence", needs(f.Evidence))
	}
	for _, o := range e.Observations {
		check(o, model.ObservationKind, "evidence", needs(o.Evidence))
	}
	for _, d := range e.Decisions {
		check(d, model.DecisionKind, "about", needs(d.About))
		if d.Meeting != nil {
			check(d, model.DecisionKind, "meeting", []model.Audience{d.Meeting.Audience})
		}
	}
	for _, q := range e.Requests {
		var named []model.Audience
		for _, m := range q.Measures {
			named = append(named, m.Audience)
		}
		check(q, model.RequestKind, "measures", named)
	}
}
