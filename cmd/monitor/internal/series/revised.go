package series

import (
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// RevisedLetter marks a value that was revised since the edition before. Like the other flags, it
// is from the code list of observation status, but it follows from the data instead of being
// written there.
const RevisedLetter = "r"

// flagged returns the flags of a point that the table shows as letters.
func (c *content) flagged(s *series, n int) string {
	all := letters(s.points[n], spokenFlags)
	if c.revised(s, n) != "" {
		all += RevisedLetter
	}
	return all
}

// revised says what a value was in the edition before, and why it changed. It is "" when the value
// did not change, or is still written in the same way.
func (c *content) revised(s *series, n int) string {
	v := s.points[n].Revision
	if v == nil {
		return ""
	}
	was := ""
	if v.From.State == report.Shown {
		was = c.boundedText(s, v.From.Number, s.decimals-v.From.FewerDecimals)
		if v.Sort == report.Corrected && was == c.boundedText(s, v.To.Number, s.decimals-v.To.FewerDecimals) {
			return ""
		}
	}
	text := c.language.Say("revision.note."+string(v.Sort), "was", was, "year", c.since)
	if why := c.language.Text(v.Reason); why != "" {
		return text + ". " + why
	}
	if v.Settled && v.Sort == report.Corrected {
		return text + ". " + c.language.Say("revision.settled")
	}
	return text
}

// revisions returns the notes on revised values in all columns of the table, by period.
func (c *content) revisions() []figure.Note {
	var out []figure.Note
	columns := c.all()
	for _, row := range c.rows() {
		for _, s := range columns {
			for n, p := range s.periods {
				if p != row {
					continue
				}
				if text := c.revised(s, n); text != "" {
					note := figure.Note{Period: c.language.Period(row), Text: text}
					if len(columns) > 1 && s != c.totals {
						note.Series = s.name
					}
					out = append(out, note)
				}
			}
		}
	}
	return out
}
