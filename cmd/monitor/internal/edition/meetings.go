package edition

import (
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// meetings reads meetings and decisions. Unlike other things they are for the Board unless they say
// otherwise; a decision is for whom its meeting is.
func (r *reader) meetings(top *source.Table) {
	r.each(top, "meeting", model.MeetingKind, func(id string, t *source.Table) {
		required(t, "of", "date")
		m := &model.Meeting{
			Head:     r.head(t, model.MeetingKind, id, "title"),
			Of:       r.role(t, "of"),
			Chair:    r.role(t, "chair"),
			Date:     date(t, "date"),
			Subjects: r.texts(t, "subjects"),
			Text:     r.text(t, "text", false),
			Example:  t.Bool("example"),
		}
		if !t.Has("audience") {
			m.Audience = model.Board
		}
		if t.Has("text") && r.isToCome(m) {
			t.ReportKey("text", diagnostic.MeetingToCome, "", id, m.Date.Format(time.DateOnly))
		}
		r.edition.Meetings = append(r.edition.Meetings, m)
	})
	r.each(top, "decision", model.DecisionKind, func(id string, t *source.Table) {
		d := &model.Decision{
			Head:     r.head(t, model.DecisionKind, id, "title"),
			About:    r.pointers(t, "about", model.EvidenceKinds, true),
			Owner:    r.role(t, "owner"),
			Due:      date(t, "due"),
			Finished: r.past(t, "finished"),
			Result:   r.text(t, "result", false),
			Example:  t.Bool("example"),
		}
		d.State, d.Reason = r.progress(t)
		checkFinished(t, d.State)
		refer(r, t, "meeting", model.MeetingKind, &d.Meeting)
		ownAudience := t.Has("audience")
		r.afterData = append(r.afterData, func() {
			switch {
			case ownAudience:
			case d.Meeting != nil:
				d.Audience = d.Meeting.Audience
			default:
				d.Audience = model.Board
			}
			if d.Meeting != nil {
				if r.isToCome(d.Meeting) {
					t.Report("meeting", diagnostic.MeetingToCome, "", d.Meeting.ID, d.Meeting.Date.Format(time.DateOnly))
				}
				inOrder(t, "meeting", d.Meeting.Date, "due", d.Due)
				inOrder(t, "meeting", d.Meeting.Date, "finished", d.Finished)
			}
		})
		r.edition.Decisions = append(r.edition.Decisions, d)
	})
}

// isToCome reports whether a meeting is held after the date of the edition.
func (r *reader) isToCome(m *model.Meeting) bool { return precedes(r.edition.Date, m.Date) }

// checkMeetings reports a meeting from before the last edition, and a decision of no meeting that the
// last edition does not have either. before is nil for the first edition.
func checkMeetings(before, now *Loaded, list *diagnostic.List) {
	if now.Edition.Partial || before != nil && before.Edition.Partial {
		return
	}
	if before != nil {
		for _, m := range now.Edition.Meetings {
			if limit := before.Edition.Date; !m.Date.IsZero() && m.Date.Before(limit) {
				list.Add(diagnostic.MeetingBefore, now.Position(m, "date"), "", m.ID, m.Date.Format(time.DateOnly),
					before.Edition.Year, limit.Format(time.DateOnly))
			}
		}
	}
	for _, d := range now.Edition.Decisions {
		id := d.ID
		if d.Formerly != "" {
			id = d.Formerly
		}
		carried := before != nil && before.Edition.Thing(model.DecisionKind, id) != nil
		if t := now.table(d); t != nil && !t.Has("meeting") && !carried {
			list.Add(diagnostic.DecisionOfNone, now.Position(d), "", d.ID)
		}
	}
}
