package main

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/theme"
)

// sources is everything that was read. Nothing is derived from it yet.
type sources struct {
	root   *source.Root
	site   *model.Site
	theme  *theme.Theme
	years  []string          // of all editions, oldest first
	loaded []*edition.Loaded // the editions that were asked for, oldest first
	// known are the editions before loaded, for what their readers know already. There are none
	// when loaded has nothing to hide.
	known []*edition.Loaded
	list  *diagnostic.List // the mistakes in all that
}

// read reads the sources of one edition, or of all when year is "". Mistakes in them are added to
// the list. When the sources cannot be read at all, read reports why, and returns nil and an exit
// status.
func (p *program) read(year string) (*sources, int) {
	if p.settle != nil {
		p.settle()
	}
	root, err := source.OpenRoot(p.root)
	if err != nil {
		return nil, p.notOpened(err)
	}
	s := &sources{root: root, list: &diagnostic.List{}}
	s.years, err = edition.Years(root)
	if err != nil {
		root.Close()
		return nil, p.failed("cli.cannot-list", "data", p.reason(err))
	}
	years := s.years
	if year != "" {
		if !slices.Contains(s.years, year) {
			root.Close()
			status := p.misused("cli.no-edition", typed(year), strings.Join(s.years, ", "))
			if n := len(s.years); n == 0 {
				p.showBeginning()
			} else if _, unfit := yearFault(year, s.years); !unfit {
				p.showNewEdition(year)
			}
			return nil, status
		}
		years = []string{year}
	}
	read := site.ReadSources(root, s.years, years)
	s.site, s.theme, s.loaded, s.known = read.Site, read.Theme, read.Loaded, read.Known
	read.Report(s.list)
	return s, exitDone
}

// prepare derives what an audience may see of the sources.
func (s *sources) prepare(audience model.Audience, tools site.Tools, list *diagnostic.List) *site.Plan {
	return site.Prepare(s.root, s.site, s.theme, slices.Concat(s.known, s.loaded), audience, tools, list)
}

// checkLower checks the sources again for the lower audiences, which see less: a text that they see
// may refer to a thing that is hidden from them.
func (s *sources) checkLower(below []model.Audience) {
	for _, lower := range below {
		var found diagnostic.List
		// With mistakes in the sources, what an edition says otherwise follows from these.
		s.prepare(lower, site.Tools{Adopting: s.list.Errors() > 0}, &found).Check(&found)
		s.list.Join(&found, lower.String())
	}
}

// checkRecord holds an adopted edition that was read alone against its record. Its verdicts rest on the
// editions before it, which are read for that, and whose mistakes are not reported.
func (s *sources) checkRecord(audiences ...model.Audience) {
	if len(s.loaded) != 1 || s.loaded[0].Adopted == nil || s.list.Errors() > 0 {
		return
	}
	alone := s.loaded[0]
	n := slices.Index(s.years, alone.Edition.Year)
	if n == 0 {
		return // it is the first, and was checked with the rest
	}
	var elsewhere diagnostic.List
	var all []*edition.Loaded
	for _, year := range s.years[:n] {
		all = append(all, edition.Load(s.root, s.site, year, true, &elsewhere))
	}
	if elsewhere.Errors() > 0 {
		return
	}
	all = append(all, alone)
	for n, to := range audiences {
		found := s.list
		if n > 0 {
			found = &diagnostic.List{}
		}
		site.Prepare(s.root, s.site, s.theme, all, to, site.Tools{}, &elsewhere).CheckRecord(alone.Edition.Year, found)
		if n > 0 {
			s.list.Join(found, to.String())
		}
	}
}

// guarded reports whether any edition holds numbers that may not be shown.
func (s *sources) guarded() bool {
	return slices.ContainsFunc(s.loaded, func(l *edition.Loaded) bool { return l.Edition.Guarded() })
}
