package main

import (
	"fmt"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/release"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/site"
)

// check reads and checks all sources, and writes nothing.
func (p *program) check(args []string) int {
	f := p.flags("check")
	format := f.String("format", "text", p.say(message{"vorm van de meldingen: ", "form of the messages: "})+strings.Join(diagnostic.Formats, ", "))
	year := f.String("edition", "", p.say(message{"alleen deze editie (een jaar)", "only this edition (a year)"}))
	audience := f.String("audience", "", p.say(message{"alleen voor deze doelgroep (anders voor alle): ", "only for this audience (otherwise for all): "})+strings.Join(model.Audiences, ", "))
	strict := f.Bool("strict", false, p.say(message{"een waarschuwing telt als fout", "a warning counts as an error"}))
	final := f.Bool("release", false, p.say(message{"meld ook wat de nieuwste editie (of die van --edition) nog niet af maakt", "also report what keeps the newest edition (or that of --edition) from being final"}))
	revisions := f.Bool("revisions", false, p.say(message{"toon ook elk cijfer over een voorbije periode dat sinds de vorige editie is veranderd", "also show every figure for a past period that changed since the edition before"}))
	if status, done := p.parse(f, args, message{
		"Controleert alle bronnen en schrijft niets. Noemt ook de getallen van de nieuwste editie die de site niet toont, en waarom.",
		"Checks all sources and writes nothing. Also names the numbers of the newest edition that the site does not show, and why.",
	}); done {
		return status
	}
	if !slices.Contains(diagnostic.Formats, *format) {
		return p.misused(message{"--format kan niet %q zijn", "--format cannot be %q"}, *format)
	}
	if *revisions && *format != "text" && *format != "json" {
		return p.misused(message{"--revisions gaat met --format text of json, niet met %q", "--revisions goes with --format text or json, not with %q"}, *format)
	}
	to, ok := model.ParseAudience(*audience)
	if *audience == "" {
		to, ok = model.Board, true
	}
	if !ok {
		return p.misused(message{"--audience kan niet %q zijn", "--audience cannot be %q"}, *audience)
	}
	s, status := p.read(*year)
	if s == nil {
		return status
	}
	defer s.root.Close()
	if *final {
		s.checkRelease()
	}
	var reports []*report.Report
	if *revisions {
		reports = s.revisedAlone(to)
	}
	plan := s.prepare(to, site.Tools{}, s.list)
	below := plan.Check(s.list)
	if *revisions && reports == nil {
		reports = plan.Reports()
	}
	if *audience == "" {
		s.others(below)
	}
	var stop bool
	var err error
	if *revisions {
		stop, err = p.reportRevisions(*format, s.list, *strict, reports)
	} else {
		stop, err = p.report(*format, s.list, *strict)
	}
	if err != nil {
		return p.failed(message{"de meldingen konden niet worden geschreven: %v", "the messages could not be written: %v"}, err)
	}
	if *format == "text" {
		if !*revisions { // which were asked for, and stand alone on stdout
			p.explain(plan.Hidden())
		}
		p.summarise(s.list)
	}
	if stop {
		return exitSources
	}
	return exitDone
}

// checkRelease looks at the newest of the editions that were read. When it was read alone, the one before it is read too,
// to see that promises come back; what is wrong with that one itself was not asked.
func (s *sources) checkRelease() {
	if len(s.loaded) == 0 {
		return
	}
	newest := s.loaded[len(s.loaded)-1]
	if n := slices.Index(s.years, newest.Edition.Year); len(s.loaded) == 1 && n > 0 {
		before := edition.Load(s.root, s.site, s.years[n-1], false, &diagnostic.List{})
		edition.Follow([]*edition.Loaded{before, newest}, s.list)
	}
	release.Check(s.site, edition.SitePassages(s.root), newest, s.list)
}

// summarise says in one line how the check ended.
func (p *program) summarise(list *diagnostic.List) {
	errors, warnings := list.Errors(), list.Warnings()
	if errors+warnings == 0 {
		fmt.Fprintln(p.stderr, p.say(message{"Alles klopt.", "All is well."}))
		return
	}
	fmt.Fprintf(p.stderr, p.say(message{"%d %s, %d %s.\n", "%d %s, %d %s.\n"}),
		errors, p.plural(errors, message{"fout", "error"}, message{"fouten", "errors"}),
		warnings, p.plural(warnings, message{"waarschuwing", "warning"}, message{"waarschuwingen", "warnings"}))
}

func (p *program) plural(n int, one, other message) string {
	if n == 1 {
		return p.say(one)
	}
	return p.say(other)
}
