package edition

import (
	"cmp"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Follow compares each edition with the one before: what has another id than then must have existed, and what was promised
// must come back. loaded are the editions, oldest first; with one of them there is nothing to compare.
func Follow(loaded []*Loaded, list *diagnostic.List) {
	for n := 1; n < len(loaded); n++ {
		before, now := loaded[n-1], loaded[n]
		if before.Edition.Partial || now.Edition.Partial {
			continue // what seems to be gone may stand in the file that could not be read
		}
		earlier, things := traced(before.Edition), traced(now.Edition)
		compareIDs(before, now, earlier, things, list)
		compareOpen(before, now, earlier, things, list)
		compareAudiences(before, now, earlier, things, list)
	}
}

// trace is what follows a thing from one edition to the next.
type trace struct {
	thing              any
	kind, id, formerly string
	open               bool // promised, and not yet done
	audience           model.Audience
}

// traced are the things of an edition that can be followed.
func traced(e *model.Edition) []trace {
	var out []trace
	for _, i := range e.Indicators {
		out = append(out, trace{i, "indicator", i.ID, i.Formerly, false, i.Audience})
	}
	for _, r := range e.Risks {
		out = append(out, trace{r, "risk", r.ID, r.Formerly, false, r.Audience})
	}
	for _, m := range e.Measures {
		out = append(out, trace{m, "measure", m.ID, m.Formerly, false, m.Audience})
	}
	for _, q := range e.Questions {
		out = append(out, trace{q, "question", q.ID, q.Formerly, false, q.Audience})
	}
	for _, r := range e.Recommendations {
		out = append(out, trace{r, "recommendation", r.ID, r.Formerly, r.State.Open(), r.Audience})
	}
	for _, a := range e.Actions {
		out = append(out, trace{a, "action", a.ID, a.Formerly, a.State.Open(), a.Audience})
	}
	return out
}

// compareIDs reports a formerly that is no id of the edition before.
func compareIDs(before, now *Loaded, earlier, things []trace, list *diagnostic.List) {
	for _, t := range things {
		if t.formerly == "" {
			continue
		}
		var ids []string
		for _, old := range earlier {
			if old.kind == t.kind {
				ids = append(ids, old.id)
			}
		}
		if !slices.Contains(ids, t.formerly) {
			list.Add(diagnostic.FormerlyUnknown, now.At(t.thing, "formerly"), source.Suggest(t.formerly, ids),
				kindNames[t.kind], t.formerly, before.Edition.Year)
		}
	}
}

// compareOpen reports what was open and is not there any more. It points at the promise; the way out is in the new edition.
func compareOpen(before, now *Loaded, earlier, things []trace, list *diagnostic.List) {
	for _, old := range earlier {
		back := slices.ContainsFunc(things, func(t trace) bool {
			return t.kind == old.kind && (t.id == old.id || t.formerly == old.id)
		})
		if old.open && !back {
			list.Add(diagnostic.NotFollowedUp, before.At(old.thing), "", kindNames[old.kind], old.id,
				before.Edition.Year, now.Edition.Year, "data/"+now.Edition.Year+"/actions.toml")
		}
	}
}

// compareAudiences warns of what is for fewer people than in the edition before: that one still shows it to the others.
func compareAudiences(before, now *Loaded, earlier, things []trace, list *diagnostic.List) {
	type name struct{ kind, id string }
	was := make(map[name]model.Audience, len(earlier))
	for _, old := range earlier {
		was[name{old.kind, old.id}] = old.audience
	}
	for _, t := range things {
		then, known := was[name{t.kind, cmp.Or(t.formerly, t.id)}]
		if known && t.audience > then {
			list.Add(diagnostic.AudienceRaised, now.At(t.thing, "audience"), "", kindNames[t.kind], t.id, t.audience.String(),
				before.Edition.Year, then.String())
		}
	}
}
