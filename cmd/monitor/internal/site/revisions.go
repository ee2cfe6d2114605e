package site

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Revised returns the report of one edition with its revisions since the edition before, as an
// audience may see both. It reports to list the revisions that need a reason and have none.
func Revised(before, now *edition.Loaded, audience model.Audience, list *diagnostic.List) *report.Report {
	old := report.New(before.Edition.Visible(audience), before.Edition.Privacy)
	r := report.New(now.Edition.Visible(audience), now.Edition.Privacy, old)
	revise(r, old, before, now, list)
	return r
}

// Reports returns the reports of the editions, oldest first.
func (p *Plan) Reports() []*report.Report {
	var all []*report.Report
	for _, e := range p.editions {
		all = append(all, e.report)
	}
	return all
}

// revise compares a report with that of the edition before. It compares nothing when one of them is
// partial: an indicator that seems to be gone, or new, may be in a file that could not be read.
func revise(r, earlier *report.Report, before, now *edition.Loaded, list *diagnostic.List) {
	if before.Edition.Partial || now.Edition.Partial {
		return
	}
	r.MarkRevisions(earlier)
	type year struct {
		indicator *model.Indicator
		period    model.Period
	}
	// One slip, one message: a missing reason of an indicator covers its values, and one of a whole
	// covers its parts.
	all, owed := make(map[*model.Indicator]bool), make(map[year]bool)
	for _, d := range r.Revisions.Redefined {
		if d.Unexplained() {
			all[d.Is] = true
			whole := now.Edition.Indicator(d.Is.ID)
			list.Add(diagnostic.RedefinedWithoutReason, now.Position(whole, propertyKeys[d.Properties[0]]), "", d.Is.ID,
				before.Edition.Year, propertyNames(d.Properties))
		}
	}
	for _, v := range r.Revisions.Values {
		period := v.To.Period
		if was := before.Edition.Indicator(v.Indicator.ID); v.Indicator.Partial || was != nil && was.Partial {
			continue // what seems to be gone could not be read
		}
		if !v.Unexplained() || all[v.Indicator] || v.Member != nil && owed[year{v.Indicator, period}] {
			continue
		}
		if v.Member == nil {
			owed[year{v.Indicator, period}] = true
		}
		code := diagnostic.RevisedWithoutReason
		if v.Stale {
			code = diagnostic.ReasonOfBefore
		}
		list.Add(code, positionOf(now, v), "", v.Indicator.ID, period.String()+partKey(v), before.Edition.Year,
			pointText(v.From), pointText(v.To))
	}
	idleReasons(r, earlier, before, now, list)
}

// idleReasons reports a reason beside a value that was not revised: it was meant for another value.
// Hidden values are passed over. So is a reason that was copied along from the edition before.
func idleReasons(r, earlier *report.Report, before, now *edition.Loaded, list *diagnostic.List) {
	kept, _ := compare.Indicators(earlier.Edition, r.Edition)
	for _, pair := range kept {
		was, is := earlier.Facts(pair.Was), r.Facts(pair.Is)
		for _, value := range pair.Is.Values {
			old, known := model.ValueIn(pair.Was.Values, value.Period)
			point := is.Values.At(value.Period)
			if value.Revised.Empty() || !known || point.Revision != nil || !old.Revised.Empty() &&
				!old.Revised.Differs(value.Revised, r.Edition.Language) {
				continue
			}
			if point.State == report.Shown && was.Values.At(value.Period).State == report.Shown {
				list.Add(diagnostic.ReasonWithoutRevision,
					now.Position(now.Edition.Indicator(pair.Is.ID), "values", value.Period.String(), "revised"), "",
					pair.Is.ID, value.Period.String(), before.Edition.Year)
			}
		}
	}
}

// positionOf returns where a value was written, or the position of its indicator when the value is
// gone.
func positionOf(l *edition.Loaded, v *report.Revision) diagnostic.Position {
	whole, period := l.Edition.Indicator(v.Indicator.ID), v.To.Period
	switch {
	case v.To.State == report.Absent:
		return l.Position(whole)
	case v.Member != nil:
		return l.Position(whole, "breakdown", v.Dimension.ID, v.Member.Key, period.String())
	}
	return l.Position(whole, "values", period.String())
}

// partKey writes the part of a value as a reference names it: "/faculteit/BMS", or "" for the
// whole.
func partKey(v *report.Revision) string {
	if v.Member == nil {
		return ""
	}
	return "/" + v.Dimension.ID + "/" + v.Member.Key
}

// pointText writes a value as the data do, with its flags: "3.5 (b)".
func pointText(p report.Point) string {
	if p.State != report.Shown {
		return wording.Refer("phrase.empty")
	}
	s := numberForScript(p.Number)
	if p.Flags != "" {
		s += " (" + string(p.Flags) + ")"
	}
	return s
}

// propertyKeys are the keys of the properties in the data files.
var propertyKeys = map[compare.Property]string{compare.Definition: "definition", compare.Unit: "unit",
	compare.Kind: "kind", compare.Frequency: "frequency", compare.Per: "per"}

func propertyNames(all []compare.Property) string {
	var keys []string
	for _, p := range all {
		keys = append(keys, propertyKeys[p])
	}
	return strings.Join(keys, ", ")
}
