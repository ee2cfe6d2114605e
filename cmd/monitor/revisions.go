package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// revisedAlone compares the edition with the one before when only one edition was asked for.
// Mistakes in the one before are not reported. The result is nil when there is none before, or when
// all editions were asked for.
func (s *sources) revisedAlone(to model.Audience) []*report.Report {
	if len(s.loaded) != 1 {
		return nil
	}
	n := slices.Index(s.years, s.loaded[0].Edition.Year)
	if n <= 0 {
		return nil
	}
	before := edition.Load(s.root, s.site, s.years[n-1], false, &diagnostic.List{})
	return []*report.Report{site.Revised(before, s.loaded[0], to, s.list)}
}

// revision is a line of the list, in JSON. Its numbers have all decimals of the data, also those
// that the site does not show.
type revision struct {
	Edition   string   `json:"edition"`
	Since     string   `json:"since"`
	Indicator string   `json:"indicator"`
	Dimension string   `json:"dimension,omitempty"`
	Part      string   `json:"part,omitempty"`
	Period    string   `json:"period,omitempty"`
	Sort      string   `json:"sort"`           // corrected, added, withdrawn, reflagged or redefined
	What      []string `json:"what,omitempty"` // the keys that changed, when redefined
	Was       *float64 `json:"was,omitempty"`
	Now       *float64 `json:"now,omitempty"`
	WasFlags  string   `json:"wasFlags,omitempty"`
	NowFlags  string   `json:"nowFlags,omitempty"`
	Absolute  *float64 `json:"difference,omitempty"`
	Percent   *float64 `json:"percent,omitempty"`
	Reason    string   `json:"reason,omitempty"`
	Owed      bool     `json:"reasonOwed,omitempty"`
}

// reportRevisions prints the diagnostics, and the revisions on stdout. It returns the exit status
// for the diagnostics.
func (p *program) reportRevisions(
	format string, list *diagnostic.List, strict bool, reports []*report.Report,
) (status int, err error) {
	if format == "json" {
		all := []revision{}
		for _, r := range reports {
			all = append(all, p.revisions(r)...)
		}
		status = exitStatus(list, strict)
		return status, diagnostic.PrintJSON(p.stdout, p.lang, p.base(), list.Sorted(), "revisions", all)
	}
	if status, err = p.report(format, list, strict); err != nil {
		return status, err
	}
	for _, r := range reports {
		if r.Revisions == nil {
			continue
		}
		if err := p.revisionTable(r); err != nil {
			return status, err
		}
	}
	return status, nil
}

// revisions returns the lines of a report, those of redefined indicators first.
func (p *program) revisions(r *report.Report) []revision {
	if r.Revisions == nil {
		return nil
	}
	var out []revision
	// A reason in the data may have several lines; here it has one.
	say := func(e report.Explanation) string {
		return strings.Join(strings.FieldsFunc(e.Reason.In(p.lang, wording.Languages...), func(r rune) bool {
			return unicode.IsSpace(r) || unicode.IsControl(r)
		}), " ")
	}
	number := func(x float64, has bool) *float64 {
		if !has {
			return nil
		}
		x = language.Round(x, 9) // without the noise of binary fractions
		return &x
	}
	line := revision{Edition: r.Edition.Year, Since: r.Revisions.Since.Year}
	for _, d := range r.Revisions.Redefined {
		l := line
		l.Indicator, l.Sort, l.What = d.Is.ID, "redefined", properties(d.Properties)
		l.Reason, l.Owed = say(d.Explanation), d.Unexplained()
		out = append(out, l)
	}
	for _, v := range r.Revisions.Values {
		l := line
		l.Indicator, l.Period, l.Sort = v.Indicator.ID, v.To.Period.String(), string(v.Sort)
		l.Reason, l.Owed = say(v.Explanation), v.Unexplained()
		if v.Member != nil {
			l.Dimension, l.Part = v.Dimension.ID, v.Member.Key
		}
		l.Was, l.WasFlags = number(v.From.Number, v.From.State == report.Shown), string(v.From.Flags)
		l.Now, l.NowFlags = number(v.To.Number, v.To.State == report.Shown), string(v.To.Flags)
		l.Absolute, l.Percent = number(v.Absolute, v.HasDifference), number(v.Percent, v.HasPercent)
		if l.Reason == "" && v.Settled && v.Sort == report.Corrected {
			l.Reason = p.say("revisions.provisional")
		}
		out = append(out, l)
	}
	return out
}

func properties(all []compare.Property) []string {
	var keys []string
	for _, p := range all {
		keys = append(keys, string(p))
	}
	return keys
}

// revisionTable writes the revisions of an edition as a table for people.
func (p *program) revisionTable(r *report.Report) error {
	l := language.New(p.lang, nil)
	all := p.revisions(r)
	var b strings.Builder
	b.WriteString(p.say("revisions.head", r.Edition.Year, r.Revisions.Since.Year,
		len(all), p.plural(len(all), "revisions.one", "revisions.more")) + "\n")
	rows := [][]string{{p.say("revisions.indicator"), p.say("revisions.period"), p.say("revisions.was"),
		p.say("revisions.is"), p.say("revisions.difference"), p.say("revisions.reason")}}
	for _, v := range all {
		row := []string{v.Indicator, v.Period, p.cell(l, v.Was, v.WasFlags), p.cell(l, v.Now, v.NowFlags),
			p.differenceCell(l, v), v.Reason}
		if v.Dimension != "" {
			row[1] += "/" + v.Dimension + "/" + v.Part
		}
		if v.Sort == "redefined" {
			row[1], row[2], row[3] = strings.Join(v.What, ", "), "", p.say("revisions.redefined")
		}
		if v.Reason == "" {
			row[5] = "–"
			if v.Owed {
				row[5] = p.say("revisions.missing")
			}
		}
		rows = append(rows, row)
	}
	if len(all) > 0 {
		writeColumns(&b, rows)
	}
	_, err := fmt.Fprint(p.stdout, b.String())
	return err
}

func (p *program) cell(l *language.Language, x *float64, flags string) string {
	if x == nil {
		return p.say("revisions.no-figure")
	}
	s := exact(l, *x)
	if flags != "" {
		s += " " + flags
	}
	return s
}

func (p *program) differenceCell(l *language.Language, v revision) string {
	if v.Absolute == nil {
		return ""
	}
	s := exact(l, *v.Absolute)
	if *v.Absolute > 0 {
		s = "+" + s
	}
	if v.Percent != nil {
		s += " (" + l.Signed(*v.Percent, language.PercentDecimals(*v.Percent)) + "%)"
	}
	return s
}

// exact writes a number with all the decimals that it has.
func exact(l *language.Language, x float64) string {
	decimals := 0
	for decimals < 9 && language.Round(x, decimals) != x {
		decimals++
	}
	return l.Number(x, decimals)
}

// writeColumns writes rows in columns. Only the last column is not padded.
func writeColumns(b *strings.Builder, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for n, cell := range row {
			widths[n] = max(widths[n], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		line := ""
		for n, cell := range row {
			line += "  " + cell
			if n < len(row)-1 {
				line += strings.Repeat(" ", widths[n]-utf8.RuneCountInString(cell))
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
