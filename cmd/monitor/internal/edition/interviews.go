package edition

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// mostAsked is how many questions fit in an hour and a half, at five minutes each, and in a guide of
// two sheets of A4.
const mostAsked = 18

func (r *reader) interviews(top *source.Table) {
	if t, ok := top.Table("scan"); ok {
		r.edition.Scan = r.scan(t)
		r.tables[r.edition.Scan] = t
		t.Close()
	}
	r.each(top, "interview", model.InterviewKind, func(id string, t *source.Table) {
		required(t, "with") // referAll asks for aspects
		i := &model.Interview{
			Head:     model.Head{ID: id, Audience: audienceOf(t, "audience", model.Board)},
			With:     r.interviewed(t),
			By:       r.role(t, "by"),
			Due:      date(t, "due"),
			Date:     date(t, "date"),
			Agreed:   date(t, "agreed"),
			Summary:  r.text(t, "summary", false),
			Evidence: r.text(t, "evidence", false),
			Example:  t.Bool("example"),
		}
		i.Title = r.rolesTitle(i.With)
		referAll(r, t, "aspects", model.AspectKind, true, &i.Aspects)
		referAll(r, t, "questions", model.QuestionKind, false, &i.Questions)
		r.afterData = append(r.afterData, func() { r.checkAsked(t, i) })
		if replies, ok := t.Table("answer"); ok {
			r.replies(replies, i)
			replies.Close()
		}
		inOrder(t, "date", i.Date, "agreed", i.Agreed)
		r.notInFuture(t, "date", "agreed")
		for _, key := range []string{"answer", "summary", "evidence", "agreed"} {
			if t.Has(key) && !t.Has("date") {
				t.ReportKey(key, diagnostic.ReportWithoutInterview, "", key)
				break // one slip is one message
			}
		}
		r.edition.Interviews = append(r.edition.Interviews, i)
	})
	r.each(top, "observation", model.ObservationKind, func(id string, t *source.Table) {
		o := &model.Observation{
			Head: model.Head{ID: id, Title: r.text(t, "title", true), Formerly: formerly(t),
				Audience: audienceOf(t, "audience", model.Board)},
			Text:    r.text(t, "text", false),
			Now:     r.text(t, "now", false),
			Example: t.Bool("example"),
		}
		refer(r, t, "category", model.CategoryKind, &o.Category)
		o.Evidence = r.pointers(t, "evidence", model.EvidenceKinds, true)
		r.edition.Observations = append(r.edition.Observations, o)
	})
}

// counted matches how many interviews there are, in words. The page says so itself, from the data.
var counted = regexp.MustCompile(`(?i)\b(?:[0-9]+|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|` +
	`two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)` +
	` (?:(?:van de|of the) \S+ )?(?:gesprekken|interviews)\b`)

// scan reads how far the report of the Quick Scan has come.
func (r *reader) scan(t *source.Table) *model.Scan {
	s := &model.Scan{
		Summary:   r.text(t, "summary", false),
		Discussed: date(t, "discussed"),
		FedBack:   date(t, "fed_back"),
		Adopted:   date(t, "adopted"),
		Example:   t.Bool("example"),
		Audience:  audienceOf(t, "audience", model.Board),
	}
	for lang, words := range s.Summary {
		if found := counted.FindString(words); found != "" {
			r.list.Add(diagnostic.InterviewsCounted, t.AtPath("summary", lang), "", found)
		}
	}
	inOrder(t, "discussed", s.Discussed, "adopted", s.Adopted)
	inOrder(t, "fed_back", s.FedBack, "adopted", s.Adopted)
	r.notInFuture(t, "discussed", "fed_back", "adopted")
	return s
}

// replies reads what was answered, by the id of the question.
func (r *reader) replies(all *source.Table, i *model.Interview) {
	for _, id := range all.Keys() {
		t, ok := all.Table(id)
		if !ok {
			continue
		}
		required(t, "level")
		reply := model.Reply{
			Question: r.edition.Question(id),
			Level:    intBetween(t, "level", 0, model.TopLevel, 0),
			Words:    r.text(t, "words", true),
		}
		t.Close()
		if reply.Question == nil {
			r.reportUnknownKey(all, model.QuestionKind, id)
			continue
		}
		i.Replies = append(i.Replies, reply)
		r.afterData = append(r.afterData, func() {
			if !slices.Contains(i.Questions, reply.Question) && len(i.Aspects) > 0 {
				all.ReportKey(id, diagnostic.ReplyNotAsked, "", id, i.ID)
			}
			answer := reply.Question.Answer
			switch {
			case answer == nil, answer.Level == reply.Level:
			case answer.Example && !i.Example:
				all.ReportKey(id, diagnostic.ExampleContradicted, "", id, itoa(answer.Level), itoa(reply.Level))
			case i.Held() && answer.Date.Equal(i.Date) && slices.Contains(i.With, answer.By):
				all.ReportKey(id, diagnostic.RoleContradicts, "", id, i.Date.Format(time.DateOnly), itoa(answer.Level),
					itoa(reply.Level))
			}
		})
	}
}

// checkAsked sets the questions of an interview that names none: all about its aspects. It warns of
// more than fit.
func (r *reader) checkAsked(t *source.Table, i *model.Interview) {
	if len(i.Questions) == 0 {
		for _, q := range r.edition.Questions {
			if slices.Contains(i.Aspects, q.Aspect) {
				i.Questions = append(i.Questions, q)
			}
		}
	}
	if n := len(i.Questions); n > mostAsked {
		key := "aspects"
		if t.Has("questions") {
			key = "questions"
		}
		t.Report(key, diagnostic.InterviewLong, "", itoa(n), itoa(mostAsked))
	}
}

// rolesTitle returns the titles of roles as one text.
func (r *reader) rolesTitle(roles []*model.Role) model.Text {
	title := make(model.Text)
	for _, lang := range r.site.Languages {
		var titles []string
		for _, role := range roles {
			titles = append(titles, role.Title.In(lang, r.site.Languages...))
		}
		title[lang] = strings.Join(titles, " / ")
	}
	return title
}

// interviewed reads with whom an interview is: a role, or several.
func (r *reader) interviewed(t *source.Table) []*model.Role {
	var out []*model.Role
	ids, ok := t.OneOrMore("with")
	if ok && len(ids) == 0 {
		t.Missing("with")
	}
	for n, id := range ids {
		report := atValue(t, "with")
		if len(ids) > 1 {
			report = atElement(t, "with", n)
		}
		role := r.roleByID(id, report)
		switch {
		case role == nil:
		case slices.Contains(out, role):
			report(diagnostic.NamedTwice, "", id)
		default:
			out = append(out, role)
		}
	}
	return out
}
