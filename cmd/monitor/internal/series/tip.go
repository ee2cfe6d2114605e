package series

import "strings"

// tip is what a reader is told who points at a period of a series: the value with its flags in
// words, its interval and limits, and the notes on it. Without a number it begins with the word in
// its place. It is "" where nothing is known.
func (c *content) tip(s *series, n int) string {
	lines := []string{c.instead(s, n)}
	if s.shown(n) {
		lines[0] = c.flaggedText(s, n, spokenFlags)
	}
	if lines[0] == "" {
		return ""
	}
	for _, of := range []struct {
		heading string
		list    []*reach
	}{{"bounds.interval.column", s.bounds}, {"bounds.limits.column", s.limits}} {
		if of.list != nil && of.list[n] != nil {
			lines = append(lines, c.language.Say(of.heading)+": "+c.between(s, of.list[n]))
		}
	}
	if sayable(s.points[n]) {
		if note := c.language.Text(s.points[n].Note); note != "" {
			lines = append(lines, note)
		}
		if revised := c.revised(s, n); revised != "" {
			lines = append(lines, revised)
		}
	}
	return strings.Join(lines, "\n")
}
