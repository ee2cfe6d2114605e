package main

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/site"
)

// explain tells the owner of the data, and nobody else, which numbers of the newest edition the site does not show: why, and
// what an outsider can find of each. The numbers themselves are not repeated: what a check says may be kept in a log that more
// people read than the data.
func (p *program) explain(hidden []site.Hidden) {
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
	fmt.Fprintf(p.stdout, p.say(message{
		"Editie %s toont %d %s niet. Klein: %d; vertrouwelijk: %d; om een ander te beschermen: %d.\n",
		"Edition %s does not show %d %s. Small: %d; confidential: %d; to protect another: %d.\n",
	}), year, len(hidden), p.plural(len(hidden), message{"getal", "number"}, message{"getallen", "numbers"}),
		count[report.Small], count[report.Confidential], count[report.Withheld])
	if count[report.Withheld] > 0 {
		fmt.Fprintln(p.stdout, p.say(map[disclosure.Method]message{
			disclosure.Exact:     {"Minder verbergen kan een daarvan verraden aan wie weet hoe er gekozen wordt.", "Hiding less may give one of them away to somebody who knows how they are chosen."},
			disclosure.Heuristic: {"Van een grote tabel is gezocht naar zo weinig mogelijk; misschien kan het met nog minder.", "Of a large table as little as could be found is hidden; perhaps it can be done with less."},
		}[method]))
	}
	for _, h := range hidden {
		at := h.At
		at.File = path.Join(filepath.ToSlash(p.root), at.File)
		fmt.Fprintf(p.stdout, "  %s:%d: %s: %s\n", at.File, at.Line, place(h.Place), p.why(h))
	}
}

// place names a number: its indicator, period, and part.
func place(at report.Place) string {
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

// why says why a number is not shown, and what can be found of it.
func (p *program) why(h site.Hidden) string {
	var reason message
	switch {
	case h.Whole:
		reason = message{"verborgen met het totaal", "hidden with its total"}
	case h.Shown == report.Missing || h.Shown == report.Absent:
		reason = message{"staat er niet, maar is volgens het totaal een klein aantal", "is not given, but by the total it is a small count"}
	case h.Secret == report.Small && h.Shown == report.Small:
		reason = message{"klein aantal, primair verborgen", "small count, primary suppression"}
	case h.Secret == report.Small:
		reason = message{"klein aantal, primair verborgen zonder teken, dat te veel zou zeggen", "small count, primary suppression without a mark, which would tell too much"}
	case h.Secret == report.Confidential:
		reason = message{"vertrouwelijk, primair verborgen", "confidential, primary suppression"}
	default:
		reason = message{"secundair verborgen, om een ander getal te beschermen", "secondary suppression, to protect another number"}
	}
	if h.Reach.Low > h.Reach.High {
		return p.say(reason)
	}
	return fmt.Sprintf(p.say(message{"%s; een buitenstaander vindt %s", "%s; an outsider finds %s"}), p.say(reason),
		diagnostic.In(p.lang, site.Span(h.Reach)))
}
