package main

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
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
	format := f.String("format", "text", p.say("flag.format", strings.Join(diagnostic.Formats, ", ")))
	year := f.String("edition", "", p.say("flag.edition"))
	audience := f.String("audience", "", p.say("flag.audience", strings.Join(model.Audiences, ", ")))
	strict := f.Bool("strict", false, p.say("flag.strict"))
	final := f.Bool("release", false, p.say("flag.release"))
	revisions := f.Bool("revisions", false, p.say("flag.revisions"))
	hidden := f.Bool("hidden", false, p.say("flag.hidden"))
	writeKey := f.Bool("write-key", false, p.say("flag.write-key"))
	if status, done := p.parse(f, args, "cli.check-about", 0); done {
		return status
	}
	if *writeKey {
		return p.writeRoundingKey()
	}
	if !slices.Contains(diagnostic.Formats, *format) {
		return p.misused("cli.bad-value", "--format", typed(*format))
	}
	if *revisions && *format != "text" && *format != "json" {
		return p.misused("cli.revisions-format", typed(*format))
	}
	to, ok := model.ParseAudience(*audience)
	if *audience == "" {
		to, ok = model.Board, true
	}
	if !ok {
		return p.misused("cli.bad-value", "--audience", typed(*audience))
	}
	told, _ := p.begin("cli.doing-sources")
	s, status := p.read(*year)
	if s == nil {
		told.stop()
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
	plan := s.checkFor(to, *audience == "")
	if *revisions && reports == nil {
		reports = plan.Reports()
	}
	told.stop()
	var err error
	if *revisions {
		status, err = p.reportRevisions(*format, s.list, *strict, reports)
	} else {
		status, err = p.report(*format, s.list, *strict)
	}
	if err != nil {
		return p.failed("cli.cannot-print", p.reason(err))
	}
	if *format == "text" {
		if *hidden {
			p.listHidden(plan)
		}
		p.listUntranslated(s)
		if *final {
			p.countKinds(s.list.Sorted())
		}
		p.summarise(s.list.Errors(), s.list.Warnings())
		if len(s.years) == 0 {
			p.showBeginning()
		}
	}
	return status
}

// checkFor checks the sources as an audience sees them, and as lower audiences do when that is asked for.
func (s *sources) checkFor(to model.Audience, lower bool) *site.Plan {
	plan := s.prepare(to, site.Tools{}, s.list)
	below := plan.Check(s.list)
	if !lower {
		below = nil
	}
	s.checkLower(below)
	s.checkRecord(append([]model.Audience{to}, below...)...)
	s.root.Faults(s.list)
	return plan
}

// checkRelease checks that the newest edition is final. When only that edition was asked for, it
// also reads the one before, to check that promises come back. Mistakes in the one before are not
// reported.
func (s *sources) checkRelease() {
	if len(s.loaded) == 0 {
		return
	}
	newest := s.loaded[len(s.loaded)-1]
	var before *edition.Loaded
	if n := slices.Index(s.years, newest.Edition.Year); len(s.loaded) > 1 {
		before = s.loaded[len(s.loaded)-2]
	} else if n > 0 {
		before = edition.Load(s.root, s.site, s.years[n-1], false, &diagnostic.List{})
		edition.Follow([]*edition.Loaded{before, newest}, false, s.list)
	}
	release.Check(s.site, edition.SitePassages(s.root), newest, s.list)
	release.CheckBefore(s.site, before, newest, s.list)
}

// countKinds prints how many messages there are of each kind, the most first, so that whoever works on an edition
// sees what is left.
func (p *program) countKinds(all []diagnostic.Diagnostic) {
	count := make(map[diagnostic.Code]int)
	for _, d := range all {
		count[d.Code]++
	}
	if len(count) == 0 {
		return
	}
	fmt.Fprintf(p.stderr, "\n%s\n", p.say("cli.kinds"))
	for _, code := range slices.SortedFunc(maps.Keys(count), func(a, b diagnostic.Code) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	}) {
		entry, _ := diagnostic.Explanation(code)
		fmt.Fprintf(p.stderr, "%6d  %s  %s\n", count[code], code, diagnostic.Blank(entry.Text[p.lang]))
	}
	fmt.Fprintln(p.stderr)
}

// summarise prints how many errors and warnings there are.
func (p *program) summarise(errors, warnings int) {
	if errors+warnings == 0 {
		fmt.Fprintln(p.stderr, p.say("cli.all-well"))
		return
	}
	fmt.Fprintln(p.stderr, p.say("cli.found", errors, p.plural(errors, "cli.error", "cli.errors"),
		warnings, p.plural(warnings, "cli.warning", "cli.warnings")))
}

// writeRoundingKey writes a new secret to round numbers with, where there is none.
func (p *program) writeRoundingKey() int {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	name := filepath.Join(p.root, filepath.FromSlash(edition.RoundingKey))
	// O_EXCL: another secret would round all published numbers anew, and so tell them.
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return p.misused("cli.key-exists", name)
	}
	if err == nil {
		_, err = fmt.Fprintf(file, "%x\n", secret)
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return p.failed("cli.cannot-write", name, p.reason(err))
	}
	fmt.Fprintln(p.stdout, p.say("cli.key-written", name))
	return exitDone
}
