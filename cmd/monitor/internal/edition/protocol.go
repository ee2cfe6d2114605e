package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// protocol reads the protocol with its clauses and deputies, and the moments of the year.
func (r *reader) protocol(top *source.Table) {
	t, ok := top.Table("protocol")
	if !ok {
		if !top.Has("protocol") {
			top.Missing("protocol")
		}
		for _, key := range []string{"clause", "deputy", "moment"} {
			top.Has(key) // so that only what is missing is reported
		}
		return
	}
	defer t.Close()
	required(t, "version")
	p := &model.Protocol{
		Title:    r.text(t, "title", true),
		Preamble: r.text(t, "preamble", false),
		Adopted:  r.past(t, "adopted"),
		By:       r.role(t, "by"),
	}
	p.Version, _ = t.String("version")
	p.Digest, _ = t.String("digest")
	if t.Has("adopted") && !t.Has("by") {
		t.ReportKey("adopted", diagnostic.AdoptedWithoutBy, "")
	}
	if t.Has("adopted") && slices.Contains(r.edition.Examples, "protocol") {
		t.ReportKey("adopted", diagnostic.AdoptedExample, "", r.dir+"/edition.toml")
	}
	if t.Has("digest") && !t.Has("adopted") {
		t.Missing("adopted")
	}
	r.edition.Protocol = p
	r.tables[p] = t
	r.each(top, "clause", model.ClauseKind, r.clause)
	r.deputies(top, p)
	r.each(top, "moment", model.MomentKind, func(id string, t *source.Table) {
		required(t, "role", "date")
		r.edition.Moments = append(r.edition.Moments, &model.Moment{
			Head: r.head(t, model.MomentKind, id, "title"),
			Text: r.text(t, "text", false),
			Role: r.role(t, "role"),
			Date: date(t, "date"),
		})
	})
	r.afterData = append(r.afterData, func() { r.checkAdoptedProtocol(t, p) })
}

func (r *reader) clause(id string, t *source.Table) {
	c := &model.Clause{
		Head:       r.head(t, model.ClauseKind, id, "title"),
		Text:       r.text(t, "text", true),
		Incident:   r.text(t, "incident", false),
		Reporter:   r.inWords(t, "reporter", false),
		To:         r.role(t, "to"),
		Within:     duration(t, "within"),
		Classifies: r.role(t, "classifies"),
		Closes:     r.role(t, "closes"),
		Escalation: r.text(t, "escalation", false),
		Escalates:  r.role(t, "escalates"),
		Kept:       duration(t, "kept"),
		Covers:     r.pointers(t, "covers", model.CoverKinds, false),
	}
	r.edition.Clauses = append(r.edition.Clauses, c)
}

// deputies reads who stands in for whom. It reports a circle once, at the deputy that closes it.
func (r *reader) deputies(top *source.Table, p *model.Protocol) {
	all, ok := top.Table("deputy")
	if !ok {
		return
	}
	standsIn := make(map[*model.Role]*model.Role)
	for _, id := range all.Keys() {
		t, ok := all.Table(id)
		if !ok {
			continue
		}
		d := model.Deputy{Role: r.roleByID(id, atKey(all, id)), By: r.role(t, "by"), Note: r.text(t, "note", false)}
		if !t.Has("by") && !t.Has("note") {
			t.Missing("by")
		}
		t.Close()
		if d.Role == nil {
			continue
		}
		p.Deputies = append(p.Deputies, d)
		chain := []string{id}
		for next := d.By; next != nil; next = standsIn[next] {
			chain = append(chain, next.ID)
			if next == d.Role {
				t.Report("by", diagnostic.DeputyCircle, "", strings.Join(chain, " → "), id)
				d.By = nil // so that no later circle runs through this one
				break
			}
		}
		standsIn[d.Role] = d.By
	}
}

// checkAdoptedProtocol warns of an adopted protocol that is not what was adopted, or of which that
// cannot be seen. It needs what clauses refer to.
func (r *reader) checkAdoptedProtocol(t *source.Table, p *model.Protocol) {
	if p.Adopted.IsZero() || r.edition.Partial {
		return
	}
	now := protocolDigest(r.edition)
	switch day := p.Adopted.Format(time.DateOnly); {
	case !t.Has("digest"):
		t.ReportKey("adopted", diagnostic.ProtocolUnsealed, "", day, now)
	case p.Digest != now:
		t.Report("digest", diagnostic.ProtocolChanged, "", day, now)
	}
}

// protocolDigest returns the digest of what a protocol agrees: version, preamble, clauses and deputies.
// Keys without a value are left out, so that a new key changes no digest of a protocol without it.
func protocolDigest(e *model.Edition) string {
	type agreed map[string]any
	id := func(r *model.Role) string {
		if r == nil {
			return ""
		}
		return r.ID
	}
	var all []agreed
	add := func(a agreed) {
		for key, value := range a {
			if text, ok := value.(model.Text); value == "" || ok && len(text) == 0 {
				delete(a, key)
			}
		}
		all = append(all, a)
	}
	p := e.Protocol
	add(agreed{"version": p.Version, "preamble": p.Preamble})
	for _, c := range e.Clauses {
		var covers []string
		for _, of := range c.Covers {
			covers = append(covers, string(of.Kind)+":"+of.ID)
		}
		add(agreed{"clause": c.ID, "title": c.Title, "text": c.Text, "covers": strings.Join(covers, " "),
			"incident": c.Incident, "reporter": c.Reporter, "to": id(c.To), "within": c.Within.String(),
			"classifies": id(c.Classifies), "closes": id(c.Closes), "escalation": c.Escalation,
			"escalates": id(c.Escalates), "kept": c.Kept.String()})
	}
	for _, d := range p.Deputies {
		add(agreed{"deputy": id(d.Role), "by": id(d.By), "note": d.Note})
	}
	text, _ := json.Marshal(all) // of texts only, which never fails; keys are sorted
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

var durationForm = regexp.MustCompile(`^([1-9][0-9]{0,3}) (` + strings.Join(model.Units, "|") + `)(s?)$`)

// duration reads a number with a unit of time: "72 hours".
func duration(t *source.Table, key string) model.Duration {
	s, ok := t.String(key)
	if !ok {
		return model.Duration{}
	}
	m := durationForm.FindStringSubmatch(s)
	if m == nil || (m[1] == "1") != (m[3] == "") {
		t.Report(key, diagnostic.BadDuration, durationLike(s), s)
		return model.Duration{}
	}
	n, _ := strconv.Atoi(m[1]) // of at most four digits
	return model.Duration{Count: n, Unit: model.Unit(m[2])}
}

var (
	durationParts = regexp.MustCompile(`^\s*([1-9][0-9]{0,3})\s*(\pL+)\s*$`)
	// foreignUnits are the units as people may write them.
	foreignUnits = map[string][]string{"hour": {"h", "u", "uur", "uren"}, "day": {"d", "dag", "dagen"},
		"week": {"w", "weken"}, "month": {"maand", "maanden"}, "year": {"y", "j", "jaar", "jaren"}}
)

// durationLike turns a text that is nearly a duration into one, to suggest it: "72u" into "72 hours".
// The result is "" for any other text.
func durationLike(s string) string {
	m := durationParts.FindStringSubmatch(strings.ToLower(s))
	if m == nil {
		return ""
	}
	n, _ := strconv.Atoi(m[1])
	for _, unit := range model.Units {
		if strings.TrimSuffix(m[2], "s") == unit || slices.Contains(foreignUnits[unit], m[2]) {
			return model.Duration{Count: n, Unit: model.Unit(unit)}.String()
		}
	}
	return ""
}
