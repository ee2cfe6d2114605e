package main

import (
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/theme"
	"utwente.nl/monitor/themes"
)

// sources is everything that was read, before anything is derived of it.
type sources struct {
	root   *source.Root
	site   *model.Site
	theme  *theme.Theme
	years  []string          // of all editions that there are
	loaded []*edition.Loaded // those that are asked for, oldest first
	// known are the editions before these, read for what their readers know; none when there is
	// nothing to hide from them.
	known []*edition.Loaded
	list  *diagnostic.List // of what is wrong with all that
}

// read reads the sources of one edition, or of all when year is "". What is wrong with them is in
// the list; without sources they could not be looked at, and that has been reported with the status
// returned.
func (p *program) read(year string) (*sources, int) {
	if p.settle != nil {
		p.settle()
	}
	root, err := source.OpenRoot(p.root)
	if err != nil {
		return nil, p.failed("cli.cannot-open", p.root, reason(err))
	}
	s := &sources{root: root, list: &diagnostic.List{}}
	s.site = edition.LoadSite(root, s.list)
	s.years, err = edition.Years(root)
	if err != nil {
		root.Close()
		return nil, p.failed("cli.cannot-list", "data", reason(err))
	}
	years := s.years
	if year != "" {
		if !slices.Contains(s.years, year) {
			root.Close()
			return nil, p.misused("cli.no-edition", year, s.years)
		}
		years = []string{year}
	}
	if len(years) == 0 {
		s.list.Add(diagnostic.MissingFile, diagnostic.Position{File: "data/<jaar>/edition.toml"}, "")
	}
	earlier := readEarlier(root, s.site, s.years, years)
	s.loaded = make([]*edition.Loaded, len(years))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for n, y := range years {
		group.Go(func() error {
			s.loaded[n] = edition.Load(root, s.site, y, true, s.list)
			return nil
		})
	}
	s.theme = theme.Load(root, themes.FS, s.site.Theme, s.site.Languages, s.list)
	// The functions return no error: what is wrong is in the list.
	_ = group.Wait()
	edition.Follow(s.loaded, s.list)
	root.Faults(s.list)
	if known := earlier(); s.guarded() {
		s.known = known
	}
	return s, exitDone
}

// prepare derives what is said of the sources to an audience.
func (s *sources) prepare(audience model.Audience, tools site.Tools, list *diagnostic.List) *site.Plan {
	return site.Prepare(s.root, s.site, s.theme, slices.Concat(s.known, s.loaded), audience, tools, list)
}

// checkLower checks the sources again for each audience below that sees something else: what is
// hidden may be missed by what is not.
func (s *sources) checkLower(below []model.Audience) {
	for _, lower := range below {
		var found diagnostic.List
		s.prepare(lower, site.Tools{}, &found).Check(&found)
		s.list.Join(&found, lower.String())
	}
}

// readEarlier begins to read the editions before those that are asked for, and returns what waits
// for them: when these have something to hide, what an earlier edition shows is known to its
// readers, whether it is made again or not. What is wrong with them was not asked.
func readEarlier(root *source.Root, shared *model.Site, all, years []string) (wait func() []*edition.Loaded) {
	earlier := slices.DeleteFunc(slices.Clone(all), func(year string) bool {
		return len(years) == 0 || year >= years[0]
	})
	out := make([]*edition.Loaded, len(earlier))
	var group sync.WaitGroup
	for n, year := range earlier {
		group.Go(func() {
			out[n] = edition.LoadNumbers(root, shared, year)
			out[n].Past = true
		})
	}
	return func() []*edition.Loaded {
		group.Wait()
		return out
	}
}

// guarded reports whether any edition holds numbers that may not be shown.
func (s *sources) guarded() bool {
	return slices.ContainsFunc(s.loaded, func(l *edition.Loaded) bool { return l.Edition.Guarded() })
}

// reason is the part of an error that says why.
func reason(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}
