package main

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// listHidden prints which numbers of the newest edition the site hides, why, and within which range
// an outsider can place each. It does not print the numbers: the output of a check may end up in a
// log, which more people can read than the data.
func (p *program) listHidden(hidden []site.Hidden) {
	if len(hidden) == 0 {
		return
	}
	count := make(map[report.State]int)
	method := disclosure.Exact
	for _, h := range hidden {
		count[h.Secret]++
		method = max(method, h.Method)
	}
	year := hidden[len(hidden)-1].Of.Edition.Year
	fmt.Fprintln(p.stdout, p.say("hidden.edition", year,
		len(hidden), p.plural(len(hidden), "hidden.number", "hidden.numbers"),
		count[report.Small], count[report.Confidential], count[report.Withheld]))
	if count[report.Withheld] > 0 {
		key := wording.Key("hidden.exact")
		if method == disclosure.Heuristic {
			key = "hidden.heuristic"
		}
		fmt.Fprintln(p.stdout, p.say(key))
	}
	for _, h := range hidden {
		at := h.Position
		at.File = path.Join(filepath.ToSlash(p.root), at.File)
		fmt.Fprintf(p.stdout, "  %s:%d: %s: %s\n", at.File, at.Line, numberName(h.Coordinates), p.whyHidden(h))
	}
}

// numberName returns how the list names a number: by its indicator, period and part.
func numberName(at report.Coordinates) string {
	s := []string{at.Indicator.ID, at.Period.String()}
	if b := at.Breakdown; b != nil {
		part := at.Member()
		if part == "" {
			part = "(rest)"
		}
		s = append(s, b.Dimension.ID+" "+part)
	}
	return strings.Join(s, ", ")
}

// whyHidden returns why a number is hidden, and the range in which an outsider can place it.
func (p *program) whyHidden(h site.Hidden) string {
	var reason wording.Key
	switch {
	case h.Whole:
		reason = "hidden.with-total"
	case h.Shown == report.Missing || h.Shown == report.Absent:
		reason = "hidden.not-given"
	case h.Secret == report.Small && h.Shown == report.Small:
		reason = "hidden.small"
	case h.Secret == report.Small:
		reason = "hidden.small-unmarked"
	case h.Secret == report.Confidential:
		reason = "hidden.confidential"
	default:
		reason = "hidden.secondary"
	}
	if h.Reach.Low > h.Reach.High {
		return p.say(reason)
	}
	return p.say("hidden.found", p.say(reason), wording.In(p.lang, site.RangeText(h.Reach)))
}
