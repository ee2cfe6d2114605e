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

// sources is everything that was read and checked.
type sources struct {
	root   *source.Root
	theme  *theme.Theme
	plan   *site.Plan
	list   *diagnostic.List
	shared *model.Site
	// audience is who the plan is for.
	audience model.Audience
	loaded   []*edition.Loaded // oldest first
}

// check is one more look at the sources, when they have been read and the chapters not yet converted. years are all
// editions that there are; loaded those that are asked for, oldest first.
type check func(s *sources, shared *model.Site, years []string, loaded []*edition.Loaded)

// read reads the sources of one edition, or of all when year is "", and checks all but the text of chapters. What is wrong with
// them is in the list; an error means that they could not be looked at, and has been reported with the status returned.
func (p *program) read(year string, audience model.Audience, tools site.Tools, more ...check) (*sources, int) {
	root, err := source.OpenRoot(p.root)
	if err != nil {
		return nil, p.failed(message{"map %q kan niet worden geopend: %v", "folder %q cannot be opened: %v"}, p.root, reason(err))
	}
	if audience < model.Board {
		root.Leave("content") // whose digest would be in the Board's manifest alone
	}
	s := &sources{root: root, list: &diagnostic.List{}}
	shared := edition.LoadSite(root, s.list)
	all, err := edition.Years(root)
	if err != nil {
		root.Close()
		return nil, p.failed(message{"map %q kan niet worden gelezen: %v", "folder %q cannot be read: %v"}, "data", reason(err))
	}
	years := all
	if year != "" {
		if !slices.Contains(all, year) {
			root.Close()
			return nil, p.misused(message{"editie %q bestaat niet; er zijn: %v", "edition %q does not exist; there are: %v"}, year, all)
		}
		years = []string{year}
	}
	if len(years) == 0 {
		s.list.Add(diagnostic.MissingFile, diagnostic.Position{File: "data/<jaar>/edition.toml"}, "")
	}
	earlier := past(root, shared, all, years)
	loaded := make([]*edition.Loaded, len(years))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for n, y := range years {
		group.Go(func() error {
			loaded[n] = edition.Load(root, shared, y, true, s.list)
			return nil
		})
	}
	s.theme = theme.Load(root, themes.FS, shared.Theme, shared.Languages, s.list)
	// The functions return no error: what is wrong is in the list.
	_ = group.Wait()
	edition.Follow(loaded, s.list)
	s.shared, s.loaded, s.audience = shared, loaded, audience
	if known := earlier(); guarded(loaded) {
		s.loaded = append(known, loaded...)
	}
	// All data have been read now: who looks may ask for their digest.
	for _, look := range more {
		look(s, shared, all, loaded)
	}
	s.plan = site.Prepare(root, shared, s.theme, s.loaded, audience, tools, s.list)
	return s, exitDone
}

// others looks at the sources again, as each audience below that of the plan to which they are something else: what is hidden
// may be missed by what is not.
func (s *sources) others() {
	below := s.plan.Below()
	s.plan = nil // nothing is published, and it holds all chapters
	for _, lower := range below {
		var found diagnostic.List
		site.Prepare(s.root, s.shared, s.theme, s.loaded, lower, site.Tools{}, &found).Check(&found)
		s.list.Join(&found, lower.String())
	}
}

// past begins to read the editions before those that are asked for, and returns what waits for them: when these have something to
// hide, what an earlier edition shows is known to its readers, whether it is made again or not. What is wrong with them was not asked.
func past(root *source.Root, shared *model.Site, all, years []string) (wait func() []*edition.Loaded) {
	earlier := slices.DeleteFunc(slices.Clone(all), func(year string) bool { return len(years) == 0 || year >= years[0] })
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

// guarded tells whether any edition holds numbers that may not be shown.
func guarded(loaded []*edition.Loaded) bool {
	return slices.ContainsFunc(loaded, func(l *edition.Loaded) bool { return l.Edition.Guarded() })
}

// reason is the part of an error that says why.
func reason(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}
