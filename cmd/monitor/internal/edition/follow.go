package edition

import (
	"cmp"
	"path"
	"slices"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Follow compares each edition with the one before. A former id must have existed, and an open
// promise must come back. loaded are the editions, oldest first; whole says that none was before them,
// so that what the first of them takes over comes from nowhere.
func Follow(loaded []*Loaded, whole bool, list *diagnostic.List) {
	for n, now := range loaded {
		if n == 0 {
			if whole {
				checkMeetings(nil, now, list)
			}
			continue
		}
		before := loaded[n-1]
		checkMeetings(before, now, list)
		if before.Edition.Partial || now.Edition.Partial {
			continue // the unreadable file may have what seems to be gone
		}
		checkDimensions(before, now, list)
		checkRoles(before, now, list)
		checkHorizons(before, now, list)
		checkReworded(before, now, list)
		checkChapters(before, now, list)
		checkMoved(before, now, list)
		back := make(map[reference]bool)
		for kind, thing := range now.Edition.Things() {
			if kind.Followed() {
				h := thing.Header()
				back[reference{kind, h.ID}], back[reference{kind, h.Formerly}] = true, true
				checkFollowed(before, now, kind, thing, list)
			}
		}
		// The message points at the promise in the old edition. The solution is in the new one.
		for kind, old := range before.Edition.Things() {
			if p, ok := old.(model.Promise); ok && p.Open() && !back[reference{kind, old.Header().ID}] {
				at := before.Position(old)
				list.Add(diagnostic.NotFollowedUp, at, "", diagnostic.Kind(kind), old.Header().ID, before.Edition.Year,
					now.Edition.Year, path.Join("data", now.Edition.Year, path.Base(at.File)))
			}
		}
	}
}

// checkDimensions reports a former id of a dimension, or a former key of a member, that the edition
// before does not have.
func checkDimensions(before, now *Loaded, list *diagnostic.List) {
	for _, d := range now.Edition.Dimensions {
		table := now.defined[dimensionKind][d.ID].table
		was := before.Edition.Dimension(cmp.Or(d.Formerly, d.ID))
		if was == nil && d.Formerly != "" {
			var ids []string
			for _, x := range before.Edition.Dimensions {
				ids = append(ids, x.ID)
			}
			list.Add(diagnostic.FormerlyUnknown, table.AtPath("formerly"), source.Suggest(d.Formerly, ids),
				diagnostic.Kind(dimensionKind), d.Formerly, before.Edition.Year)
		}
		for _, m := range d.Members {
			if m.Formerly == "" || was != nil && was.Member(m.Formerly) != nil {
				continue
			}
			var keys []string
			if was != nil {
				for _, x := range was.Members {
					keys = append(keys, x.Key)
				}
			}
			list.Add(diagnostic.FormerlyUnknown, table.AtPath("member", m.Key, "formerly"),
				source.Suggest(m.Formerly, keys), memberName(d), m.Formerly, before.Edition.Year)
		}
	}
}

// checkRoles reports a former id of a role that the edition before does not have.
func checkRoles(before, now *Loaded, list *diagnostic.List) {
	for _, role := range now.Edition.RoleOrder {
		if role.Formerly != "" && before.Edition.Roles[role.Formerly] == nil {
			list.Add(diagnostic.FormerlyUnknown, now.Position(role, "formerly"),
				source.Suggest(role.Formerly, keysOf(before.Edition.Roles)), diagnostic.Kind(roleKind), role.Formerly,
				before.Edition.Year)
		}
	}
}

// checkHorizons reports a former id of a horizon that the survey of the edition before does not have.
func checkHorizons(before, now *Loaded, list *diagnostic.List) {
	if now.Edition.Survey == nil || before.Edition.Survey == nil {
		return
	}
	var known []string
	for _, h := range before.Edition.Survey.Horizons {
		known = append(known, h.ID)
	}
	for _, h := range now.Edition.Survey.Horizons {
		if h.Formerly != "" && !slices.Contains(known, h.Formerly) {
			list.Add(diagnostic.FormerlyUnknown, now.defined[horizonKind][h.ID].table.AtPath("formerly"),
				source.Suggest(h.Formerly, known), diagnostic.Kind(horizonKind), h.Formerly, before.Edition.Year)
		}
	}
}

// checkReworded warns of questions that ask something else than in the edition before, and do not say
// why, or have the answer to what they asked then.
func checkReworded(before, now *Loaded, list *diagnostic.List) {
	for _, q := range now.Edition.Questions {
		was := before.Edition.Question(cmp.Or(q.Formerly, q.ID))
		if was == nil || !q.Reworded(was, now.Edition.Language) {
			continue
		}
		since := before.Edition.Date
		on, _ := q.Changed()
		if !on.After(since) {
			list.Add(diagnostic.QuestionReworded, now.Position(q, "text"), "", q.ID, before.Edition.Year,
				since.Format(time.DateOnly))
		}
		// An answer from before the day of the change was reported with the question.
		if q.AnswersOldText(was, since, now.Edition.Language) && !precedes(q.Answer.Date, on) {
			list.Add(diagnostic.AnswerBeforeRewording, now.Position(q, "answer"), "", q.ID, since.Format(time.DateOnly))
		}
	}
}

// checkChapters reports a former name of a chapter that the edition before does not have.
func checkChapters(before, now *Loaded, list *diagnostic.List) {
	slugs := before.Edition.Slugs()
	for _, chapters := range now.Edition.Chapters {
		for _, c := range chapters {
			if c.Formerly != "" && !slices.Contains(slugs, c.Formerly) {
				list.Add(diagnostic.FormerlyUnknown, now.Position(c, "formerly"), source.Suggest(c.Formerly, slugs),
					diagnostic.Kind(model.ChapterKind), c.Formerly, before.Edition.Year)
			}
		}
	}
}

// checkMoved reports an address that leads on for readers who did not see, in the edition before, what
// stood there: its name may tell them something.
func checkMoved(before, now *Loaded, list *diagnostic.List) {
	for _, m := range now.Edition.Moved {
		if had, ok := before.Edition.AudienceOf(m.From); ok {
			now.ReportMovedTells(m, had, list)
		}
	}
}

// ReportMovedTells reports an address that more readers can know than those who saw what stood there.
func (l *Loaded) ReportMovedTells(m *model.Moved, had model.Audience, list *diagnostic.List) {
	to, _ := l.Edition.AudienceOf(m.To)
	if max(m.Audience, to) < had {
		list.Add(diagnostic.MovedTells, l.Position(m), "", m.From.String(), had.String())
	}
}

// reference identifies a thing in its edition.
type reference struct {
	kind model.Kind
	id   string
}

// checkFollowed reports a former id that the edition before does not have. It warns of a thing that
// fewer people may see than before: the edition before still shows it to the others.
func checkFollowed(before, now *Loaded, kind model.Kind, thing model.Thing, list *diagnostic.List) {
	h := thing.Header()
	was := before.Edition.Thing(kind, cmp.Or(h.Formerly, h.ID))
	switch {
	case was == nil && h.Formerly != "":
		list.Add(diagnostic.FormerlyUnknown, now.Position(thing, "formerly"),
			source.Suggest(h.Formerly, before.Edition.IDs(kind)),
			diagnostic.Kind(kind), h.Formerly, before.Edition.Year)
	case was != nil && h.Audience > was.Header().Audience:
		list.Add(diagnostic.AudienceRaised, now.Position(thing, "audience"), "", diagnostic.Kind(kind), h.ID,
			h.Audience.String(), before.Edition.Year, was.Header().Audience.String())
	}
}
