package site

import (
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/privacy"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Hidden is a number of the newest edition that the site does not show. It is meant for the owner of
// the data, and no page may have it.
type Hidden struct {
	privacy.Finding
	loaded *edition.Loaded
}

// Position returns where the number was written. It takes a while, and few ask for it.
func (h Hidden) Position() diagnostic.Position { return position(h.loaded, h.Coordinates) }

// Hidden returns all numbers of the newest edition that are not shown.
func (p *Plan) Hidden() []Hidden { return p.hidden }

// Newest returns the year of the newest edition.
func (p *Plan) Newest() string { return p.editions[len(p.editions)-1].edition.Year }

// RoundingBase returns what rounded numbers are multiples of.
func (p *Plan) RoundingBase() int { return p.editions[len(p.editions)-1].edition.Privacy.Base }

// Rounded returns how many numbers of the newest edition are rounded, and their mean difference
// from what they are rounded to.
func (p *Plan) Rounded() (count int, mean float64) { return p.rounded, p.roundingError }

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
			r := report.New(v, v.Privacy, append(known[to][:len(known[to]):len(known[to])], wider...)...)
			known[to] = append(known[to], r)
			wider = append(wider, r)
		}
		own := known[p.audience]
		r := report.New(visible[n], visible[n].Privacy, append(own[:len(own):len(own)], wider...)...)
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

// reportExposed tries to work out every protected number from what is published, and reports to list
// each number that it finds too narrowly.
func (p *Plan) reportExposed(all []derived, list *diagnostic.List) {
	at := make(map[*privacy.Publication]*edition.Loaded, len(all))
	for _, d := range all {
		at[d.Published] = d.Loaded
	}
	for n, d := range all {
		if d.Past || d.Loaded.Edition.Partial {
			continue // the site does not show it, or it is not known what else is shown
		}
		for _, i := range d.Published.OtherProtection() {
			list.Add(diagnostic.OtherProtection, d.Position(i, "protect"), "", i.ID, all[n-1].Loaded.Edition.Year)
		}
		for _, f := range d.Published.Findings() {
			from := at[f.Of]
			if from == nil {
				continue // the site of a wider audience reports what that audience sees
			}
			h := Hidden{f, from}
			switch {
			case f.Before != nil:
				list.Add(diagnostic.SmallCountBefore, h.Position(), "", f.Before.Edition.Year)
			case f.Exposed && f.Secret == privacy.Shown:
				list.Add(diagnostic.RoundedFound, h.Position(), "", NumberName(f))
			case f.Exposed:
				need := RangeText(f.Need)
				if f.Few {
					need = wording.Refer("phrase.three-numbers")
				}
				list.Add(diagnostic.SmallCountFound, h.Position(), "", RangeText(f.Possible), need, NumberName(f))
			}
			if n == len(all)-1 && f.Of == d.Published && f.Secret != privacy.Shown {
				p.hidden = append(p.hidden, h)
			}
		}
		reportCopies(d, at, list)
	}
	if n := len(all) - 1; n >= 0 && !all[n].Past {
		p.rounded, p.roundingError = all[n].Published.Rounded()
	}
}

// reportCopies reports numbers from which a protected count can be worked out, such as its share.
func reportCopies(d derived, at map[*privacy.Publication]*edition.Loaded, list *diagnostic.List) {
	for _, c := range d.Published.Copies() {
		from := at[c.Of]
		switch {
		case from == nil: // a wider audience's, which is looked at in its own site
		case c.Of != d.Published:
			list.Add(diagnostic.TellsCountBefore, position(d.Loaded, c.Count), "", c.Indicator.ID, from.Edition.Year)
		default:
			by := wording.Refer("phrase.what-itself-says")
			if c.Base != nil {
				by = `"` + c.Base.ID + `"`
			}
			code := diagnostic.TellsCount
			if c.Unsure {
				code = diagnostic.MayTellCount
			}
			list.Add(code, position(from, c.Coordinates), "", c.Count.Indicator.ID, c.Period.String(), by)
		}
	}
}

// NumberName is the name of a number in messages: its indicator, period and part.
func NumberName(f privacy.Finding) string {
	s := []string{f.Indicator.ID, f.Period.String()}
	if b := f.Breakdown; b != nil {
		part := f.Member()
		if part == "" {
			part = "(rest)"
		}
		s = append(s, b.Dimension.ID+" "+part)
	}
	return strings.Join(s, ", ")
}

// position returns where a number was written.
func position(l *edition.Loaded, at privacy.Coordinates) diagnostic.Position {
	i := l.Edition.Indicator(at.Indicator.ID)
	if b := at.Breakdown; b != nil {
		return l.ValuePosition(i, b.Dimension.ID, at.Member(), at.Period)
	}
	return l.ValuePosition(i, "", "", at.Period)
}

// RangeText writes a range for a message: "3", "1–4", "7 of meer".
func RangeText(r privacy.Range) string {
	low := strconv.FormatInt(r.Low, 10)
	switch {
	case r.Low >= r.High:
		return low
	case r.High == privacy.Unbounded:
		return wording.Refer("phrase.or-more", low)
	}
	return low + "–" + strconv.FormatInt(r.High, 10)
}
