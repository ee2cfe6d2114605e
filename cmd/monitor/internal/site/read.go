package site

import (
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/theme"
	"utwente.nl/monitor/themes"
)

// Sources are all that a site is made of, as it was read. Nothing is derived from it yet.
type Sources struct {
	Root   *source.Root
	Site   *model.Site
	Theme  *theme.Theme
	Years  []string          // of all editions, oldest first
	Loaded []*edition.Loaded // the editions that were asked for, oldest first
	// Known are the editions before Loaded, for what their readers know already. There are none
	// when Loaded has nothing to hide.
	Known []*edition.Loaded

	// What is wrong with each part, so that a part can be read again alone; editions as in Loaded.
	siteFound, themeFound, besideFound *diagnostic.List
	editionsFound                      []*diagnostic.List
}

// ReadSources reads the site, the theme and some of the editions. all are the years of those that have data.
func ReadSources(root *source.Root, all, asked []string) *Sources {
	s := &Sources{Root: root, Years: all, siteFound: &diagnostic.List{}}
	s.Site = edition.LoadSite(root, s.siteFound)
	s.readEditions(asked, nil)
	s.readTheme()
	return s
}

// ownThemes are the themes of the program itself that were read, by their name and the languages of their words:
// "ut nl en". No file of a project can change them.
var ownThemes sync.Map

// readTheme reads the theme of the site. A project with a folder of themes may replace parts of the program's theme.
// Without that folder it is read once: to read it takes half the time of a check of a small site.
func (s *Sources) readTheme() {
	s.themeFound = &diagnostic.List{}
	own := !s.Root.Exists("themes")
	of := strings.Join(append([]string{s.Site.Theme}, s.Site.Languages...), " ")
	if known, ok := ownThemes.Load(of); ok && own {
		s.Theme = known.(*theme.Theme)
		return
	}
	s.Theme = theme.Load(s.Root, themes.FS, s.Site.Theme, s.Site.Languages, s.themeFound)
	if own && len(s.themeFound.Sorted()) == 0 {
		ownThemes.Store(of, s.Theme)
	}
}

// readEditions reads the editions of some years, and what is beside them. An edition that same returns for a year is
// taken as it is, with what was found wrong with it. same may be nil.
func (s *Sources) readEditions(years []string, same func(year string) (*edition.Loaded, *diagnostic.List)) {
	s.besideFound = &diagnostic.List{}
	if s.Site.Partial {
		years = nil // nearly everything depends on the languages and roles of the site
	} else if len(years) == 0 {
		s.besideFound.Add(diagnostic.MissingFile, diagnostic.Position{File: "data/<jaar>/edition.toml"}, "")
	}
	if s.Root.Exists(source.Journal) {
		s.besideFound.Add(diagnostic.HalfChanged, diagnostic.Position{File: source.Journal}, "")
	}
	earlier := readEarlier(s.Root, s.Site, s.Years, years)
	s.Loaded, s.editionsFound = make([]*edition.Loaded, len(years)), make([]*diagnostic.List, len(years))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for n, year := range years {
		if same != nil {
			if s.Loaded[n], s.editionsFound[n] = same(year); s.Loaded[n] != nil {
				continue
			}
		}
		group.Go(func() error {
			s.editionsFound[n] = &diagnostic.List{}
			s.Loaded[n] = edition.Load(s.Root, s.Site, year, true, s.editionsFound[n])
			return nil
		})
	}
	if !s.Site.Partial {
		edition.CheckFolders(s.Root, s.Site, s.Years, []string{theme.Base}, s.besideFound)
	}
	// The functions return no error: mistakes are in the lists.
	_ = group.Wait()
	edition.Follow(s.Loaded, len(years) > 0 && years[0] == s.Years[0], s.besideFound)
	s.Root.Faults(s.besideFound)
	if known := earlier(); s.Guarded() {
		s.Known = known
	}
}

// Report adds what is wrong with the sources to list.
func (s *Sources) Report(list *diagnostic.List) {
	for _, found := range append([]*diagnostic.List{s.siteFound, s.themeFound, s.besideFound}, s.editionsFound...) {
		list.AddAll(found)
	}
}

// Prepare derives what an audience may see of the sources.
func (s *Sources) Prepare(audience model.Audience, tools Tools, list *diagnostic.List) *Plan {
	return Prepare(s.Root, s.Site, s.Theme, slices.Concat(s.Known, s.Loaded), audience, tools, list)
}

// Guarded reports whether any edition holds numbers that may not be shown.
func (s *Sources) Guarded() bool {
	return slices.ContainsFunc(s.Loaded, func(l *edition.Loaded) bool { return l.Edition.Guarded() })
}

// readEarlier starts to read the editions before those of years, and returns a function that waits
// for them. Readers know what earlier editions showed, and could use it to find what these hide.
// Mistakes in earlier editions are not reported.
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
