package edition

import (
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func (r *reader) reviews(top *source.Table) {
	r.each(top, "review", model.ReviewKind, func(id string, t *source.Table) {
		required(t, "chapter", "with")
		v := &model.Review{
			Head:    model.Head{ID: id, Audience: audience(t)},
			With:    r.role(t, "with"),
			Due:     date(t, "due"),
			Date:    r.past(t, "date"),
			Outcome: model.ReviewOutcome(choice(t, "outcome", model.ReviewOutcomes, "")),
			Note:    r.text(t, "note", false),
		}
		if v.Outcome != "" && !t.Has("date") {
			t.ReportKey("outcome", diagnostic.OutcomeWithoutDate, "")
		}
		if slug, ok := t.String("chapter"); ok {
			v.Chapter = slug
			r.afterChapters = append(r.afterChapters, func() { r.checkChapter(t, "chapter", slug) })
		}
		r.edition.Reviews = append(r.edition.Reviews, v)
	})
}

// checkChapter reports a slug that no chapter has in any language.
func (r *reader) checkChapter(t *source.Table, key, slug string) {
	for _, lang := range r.site.Languages {
		if r.edition.Chapter(lang, slug) != nil {
			return
		}
	}
	r.reportNoChapter(t, key, slug, r.site.Languages...)
}

// checkStatusBacked warns of a chapter with a status that no review supports.
func (r *reader) checkStatusBacked() {
	if r.edition.Partial {
		return
	}
	reviews := make(map[string][]*model.Review)
	for _, v := range r.edition.Reviews {
		reviews[v.Chapter] = append(reviews[v.Chapter], v)
	}
	for _, lang := range r.site.Languages {
		for _, c := range r.edition.Chapters[lang] {
			backed := slices.ContainsFunc(reviews[c.Slug], func(v *model.Review) bool { return backs(v, c.Status) })
			if c.Status != model.Concept && !backed {
				r.list.Add(diagnostic.StatusNotBacked, inFrontMatter(r.bodies[c.Path], "status"), "", string(c.Status))
			}
		}
	}
}

// draftForm matches a text that says of itself that it is a draft.
var draftForm = regexp.MustCompile(`(?i)\b(?:dit|deze)(?:\s+\pL+){0,3}\s+(?:is|zijn)(?:\s+nog)?` +
	`(?:\s+een)?\s+(?:concept|conceptversie|ontwerp)\b|\bthis(?:\s+\pL+){0,3}\s+is(?:\s+still)?(?:\s+a)?\s+draft\b`)

// checkNoDrafts warns of a text that says that it is a draft, in an edition or a chapter that was
// adopted.
func (r *reader) checkNoDrafts() {
	adopted := r.edition.Status == model.Adopted
	if adopted {
		for _, p := range r.passages {
			for lang, list := range p.Words {
				if found := draftForm.FindString(strings.Join(list, "\n")); found != "" {
					r.list.Add(diagnostic.SaysConcept, p.Position(lang), "", found)
				}
			}
		}
	}
	for _, chapters := range r.edition.Chapters {
		for _, c := range chapters {
			if !adopted && c.Status != model.Adopted {
				continue
			}
			file := r.bodies[c.Path]
			if at := draftForm.FindIndex(file.Data); at != nil {
				r.list.Add(diagnostic.SaysConcept, file.At(at[0], at[1]-at[0]), "", string(file.Data[at[0]:at[1]]))
			}
		}
	}
}

// backs reports whether a review suffices for a chapter to have a status.
func backs(v *model.Review, status model.Status) bool {
	held := !v.Date.IsZero()
	if status == model.Adopted {
		return held && v.Outcome == model.BoardAdopted && v.With != nil && v.With.Capacity == model.BoardMember
	}
	return held
}
