package site

import (
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Hidden is a number of the newest edition that the site does not show, and where it was written.
// It is meant for the owner of the data, and no page may have it.
type Hidden struct {
	Position diagnostic.Position
	report.Suppression
}

// Hidden returns all numbers of the newest edition that are not shown.
func (p *Plan) Hidden() []Hidden { return p.hidden }

// derived is the report of an edition, with the sources that it was made of.
type derived struct {
	*edition.Loaded
	*report.Report
}

// reports derives the report of each edition, oldest first. A report takes into account what its
// readers know already. For the Board's report of 2026 these are the Board's reports of 2024 and
// 2025, and the reports of 2026 for the public and the intranet. An audience that sees the same
// counts as the plan's audience, in all editions so far, needs no report of its own. visible are
// the editions as the plan's audience may see them.
func (p *Plan) reports(loaded []*edition.Loaded, visible []*model.Edition) []derived {
	out := make([]derived, 0, len(loaded))
	known := make(map[model.Audience][]*report.Report)
	differs := make(map[model.Audience]bool) // from the plan's audience, in an edition up to here
	for n, l := range loaded {
		var wider []*report.Report
		for to := model.Public; to < p.audience; to++ {
			v := l.Edition.Visible(to)
			if !differs[to] && sameCounts(v, visible[n]) {
				continue
			}
			differs[to] = true
			r := report.New(v, p.site.PrivacyThreshold, append(known[to][:len(known[to]):len(known[to])], wider...)...)
			known[to] = append(known[to], r)
			wider = append(wider, r)
		}
		own := known[p.audience]
		r := report.New(visible[n], p.site.PrivacyThreshold, append(own[:len(own):len(own)], wider...)...)
		known[p.audience] = append(own, r)
		for to := model.Public; to < p.audience; to++ {
			if !differs[to] {
				known[to] = append(known[to], r) // they see the same
			}
		}
		out = append(out, derived{l, r})
	}
	return out
}

// sameCounts reports whether two copies of an edition have the same indicators and breakdowns.
func sameCounts(a, b *model.Edition) bool {
	if len(a.Indicators) != len(b.Indicators) {
		return false
	}
	for n, i := range a.Indicators {
		if len(i.Breakdowns) != len(b.Indicators[n].Breakdowns) {
			return false
		}
	}
	return true
}

// reportExposed tries to work out every hidden number from what is shown, and reports to list each
// number that it finds too narrowly.
func (p *Plan) reportExposed(all []derived, list *diagnostic.List) {
	at := make(map[*report.Report]*edition.Loaded, len(all))
	for _, d := range all {
		at[d.Report] = d.Loaded
	}
	for n, d := range all {
		if d.Past || d.Loaded.Edition.Partial {
			continue // the site does not show it, or it is not known what else is shown
		}
		for _, s := range d.Suppressions() {
			from := at[s.Of]
			if from == nil {
				continue // the site of a wider audience reports what that audience sees
			}
			h := Hidden{position(from, s.Coordinates), s}
			switch {
			case s.Before != nil:
				list.Add(diagnostic.SmallCountBefore, h.Position, "", s.Before.Edition.Year)
			case s.Narrow:
				list.Add(diagnostic.SmallCountFound, h.Position, "", RangeText(s.Reach), RangeText(s.Need))
			}
			if n == len(all)-1 && s.Of == d.Report {
				p.hidden = append(p.hidden, h)
			}
		}
		reportEchoes(d, at, list)
	}
}

// reportEchoes reports numbers from which a hidden count can be worked out, such as its share.
func reportEchoes(d derived, at map[*report.Report]*edition.Loaded, list *diagnostic.List) {
	for _, e := range d.Echoes() {
		from := at[e.Of]
		switch {
		case from == nil: // a wider audience's, which is looked at in its own site
		case e.Of != d.Report:
			list.Add(diagnostic.TellsCountBefore, position(d.Loaded, e.Count), "", e.Indicator.ID, from.Edition.Year)
		default:
			by := wording.Refer("phrase.what-itself-says")
			if e.Base != nil {
				by = `"` + e.Base.ID + `"`
			}
			code := diagnostic.TellsCount
			if e.Unsure {
				code = diagnostic.MayTellCount
			}
			list.Add(code, position(from, e.Coordinates), "", e.Count.Indicator.ID, e.Period.String(), by)
		}
	}
}

// position returns where a number was written.
func position(l *edition.Loaded, at report.Coordinates) diagnostic.Position {
	i := l.Edition.Indicator(at.Indicator.ID)
	if b := at.Breakdown; b != nil {
		return l.ValuePosition(i, b.Dimension.ID, at.Member(), at.Period)
	}
	return l.ValuePosition(i, "", "", at.Period)
}

// RangeText writes a range for a message: "3", "1–4", "7 of meer".
func RangeText(r disclosure.Range) string {
	low := strconv.FormatInt(r.Low, 10)
	switch {
	case r.Low == r.High:
		return low
	case r.Low > r.High: // the attack was broken off
		return wording.Refer("phrase.perhaps-found")
	case r.High == disclosure.Unbounded:
		return wording.Refer("phrase.or-more", low)
	}
	return low + "–" + strconv.FormatInt(r.High, 10)
}
