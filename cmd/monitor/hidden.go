package main

import (
	"fmt"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/privacy"
	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// listHidden prints which numbers of the newest edition the site hides, why, and within which range
// an outsider can place each. It does not print the numbers: the output of a check may end up in a
// log, which more people can read than the data.
func (p *program) listHidden(plan *site.Plan) {
	if count, mean := plan.Rounded(); count > 0 {
		digits := strconv.FormatFloat(mean, 'f', 1, 64)
		if p.lang == "nl" {
			digits = strings.Replace(digits, ".", ",", 1)
		}
		fmt.Fprintln(
			p.stdout,
			p.say("hidden.rounded", plan.Newest(), count, p.plural(count, "hidden.number", "hidden.numbers"),
				plan.RoundingBase(), digits),
		)
	}
	hidden := plan.Hidden()
	if len(hidden) == 0 {
		return
	}
	count := make(map[privacy.State]int)
	for _, h := range hidden {
		count[h.Secret]++
	}
	year := hidden[len(hidden)-1].Of.Edition.Year
	fmt.Fprintln(p.stdout, p.say("hidden.edition", year,
		len(hidden), p.plural(len(hidden), "hidden.number", "hidden.numbers"),
		count[privacy.Small], count[privacy.Confidential], count[privacy.Withheld]))
	if count[privacy.Withheld] > 0 {
		fmt.Fprintln(p.stdout, p.say("hidden.exact"))
	}
	for _, h := range hidden {
		at := h.Position()
		at.File = path.Join(filepath.ToSlash(p.root), at.File)
		fmt.Fprintf(p.stdout, "  %s:%d: %s: %s\n", at.File, at.Line, site.NumberName(h.Finding), p.whyHidden(h))
	}
}

// whyHidden returns why a number is hidden, and the range in which an outsider can place it.
func (p *program) whyHidden(h site.Hidden) string {
	var reason wording.Key
	switch {
	case h.Part:
		reason = "hidden.not-given"
	case h.Secret == privacy.Small && h.Shown == privacy.Small:
		reason = "hidden.small"
	case h.Secret == privacy.Small:
		reason = "hidden.small-unmarked"
	case h.Secret == privacy.Confidential:
		reason = "hidden.confidential"
	case h.WithWhole:
		reason = "hidden.with-total"
	case h.Indicator.Kind != model.Count:
		reason = "hidden.few"
	default:
		reason = "hidden.secondary"
	}
	if h.Possible.Low > h.Possible.High {
		return p.say(reason)
	}
	return p.say("hidden.found", p.say(reason), wording.In(p.lang, site.RangeText(h.Possible)))
}
