package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/publish"
	"utwente.nl/monitor/cmd/monitor/internal/shelf"
	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// build checks all sources and writes the site.
func (p *program) build(args []string) int {
	f := p.flags("build")
	out := f.String("out", "", p.say("flag.out"))
	year := f.String("edition", "", p.say("flag.build-edition"))
	audience := f.String("audience", model.Intranet.String(),
		p.say("flag.build-audience", strings.Join(model.Audiences, ", ")))
	withoutDrafts := f.Bool("without-drafts", false, p.say("flag.without-drafts"))
	strict := f.Bool("strict", false, p.say("flag.build-strict"))
	cache := f.String("cache", defaultCache(), p.say("flag.cache"))
	quiet := f.BoolP("quiet", "q", false, p.say("flag.quiet"))
	if status, done := p.parse(f, args, "cli.build-about", 0); done {
		return status
	}
	to, ok := model.ParseAudience(*audience)
	if !ok {
		return p.misused("cli.bad-value-choose", "--audience", typed(*audience), strings.Join(model.Audiences, ", "))
	}
	if *out == "" {
		*out = filepath.Join(p.root, "public")
	}
	// As package shelf does with the cache: "link/.." then means the same in every check and write.
	*out = filepath.Clean(*out)
	if status, bad := p.misplaced(*out, *cache); bad {
		return status
	}
	kept := shelf.Open(*cache)
	told, pages := p.begin("cli.doing-sources")
	tools := site.Tools{Shelf: kept, Program: identity(), Progress: pages}
	if *withoutDrafts {
		tools.Least = model.Discussed
	}
	s, status := p.read(*year)
	if s == nil {
		told.stop()
		return status
	}
	defer s.root.Close()
	plan := s.prepare(to, tools, s.list)
	var publication *publish.Publication
	var unsuitable error
	if s.list.Errors() == 0 {
		if publication, unsuitable = publish.Open(*out); publication != nil {
			defer publication.Abort()
		}
	}
	if publication == nil {
		// Nothing can be written, but the user wants to know all that is wrong with the sources.
		plan.Check(s.list)
	} else if err := plan.Publish(p.ctx, publication, tools, s.list); err != nil && s.list.Errors() == 0 {
		told.stop()
		return p.unpublished(err)
	} else if s.list.Errors() == 0 {
		plan.ReportLost(publication.Published(), s.list)
		s.checkRecord(to)
	}
	told.stop()
	s.root.Faults(s.list)
	if status, err := p.report("text", s.list, *strict); status != exitDone || err != nil {
		p.summarise(s.list.Errors(), s.list.Warnings())
		fmt.Fprintln(p.stderr, p.say("cli.nothing-written"))
		return status
	}
	if unsuitable != nil {
		return p.unpublished(unsuitable)
	}
	kept.Tidy()
	summary, err := publication.Commit(s.inputs(to))
	if err != nil {
		return p.unpublished(err)
	}
	if !*quiet {
		fmt.Fprintln(p.stdout, p.say("cli.written", summary.Files, summary.Written(), summary.Files-summary.Written(),
			len(summary.Removed)))
		p.listPages(summary)
		fmt.Fprintln(p.stdout, p.say("cli.open", filepath.Join(*out, "index.html")))
	}
	return exitDone
}

// listPages prints which pages are new, changed or gone, the first ten of each. It prints nothing
// for a site that was not there before.
func (p *program) listPages(s publish.Summary) {
	if len(s.Added) == s.Files {
		return
	}
	for _, kind := range []struct {
		what  wording.Key
		paths []string
	}{{"cli.page-added", s.Added}, {"cli.page-changed", s.Changed}, {"cli.page-removed", s.Removed}} {
		pages := slices.DeleteFunc(kind.paths, func(path string) bool { return !strings.HasSuffix(path, ".html") })
		const most = 10
		for _, path := range pages[:min(most, len(pages))] {
			fmt.Fprintln(p.stdout, p.say(kind.what, path))
		}
		if more := len(pages) - most; more > 0 {
			fmt.Fprintln(p.stdout, p.say(kind.what, p.say("cli.pages-more", more)))
		}
	}
}

// inputs returns what the manifest says of the sources: the size and the checksum of all together.
// Only a site that hides nothing from its readers has them. They change with the hidden things, and
// so would reveal that there are any. They could also reveal a hidden number or answer: somebody
// who has the other sources could try numbers until the checksum is the same.
func (s *sources) inputs(audience model.Audience) []publish.Input {
	surveyed := slices.ContainsFunc(s.loaded, func(l *edition.Loaded) bool { return l.Edition.Survey != nil })
	if audience < model.Board || s.guarded() || surveyed {
		return nil
	}
	digest := s.root.Digest()
	return []publish.Input{{Path: "sources", Size: digest.Size, SHA256: digest.SHA256}}
}

// defaultCache returns the folder for drawn figures, below the user's cache folder. It returns ""
// when there is none: then no figures are kept.
func defaultCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "monitor", "figures")
}

// wayOut has a text for each reason of package publish: what happened, and what to do.
var wayOut = map[error]wording.Key{
	publish.ErrNotFolder:  "out.not-folder",
	publish.ErrDeadLink:   "out.dead-link",
	publish.ErrFilesystem: "out.filesystem",
	publish.ErrHome:       "out.home",
	publish.ErrForeign:    "out.foreign",
	publish.ErrLink:       "out.link",
	publish.ErrBusy:       "out.busy",
	publish.ErrManifest:   "out.manifest",
	publish.ErrNoSpace:    "out.no-space",
	publish.ErrInUse:      "out.in-use",
	publish.ErrForbidden:  "out.forbidden",
	publish.ErrStorage:    "out.storage",

	// Names come from ids and file names in the sources.
	publish.ErrPathReserved:  "out.path-reserved",
	publish.ErrPathLong:      "out.path-long",
	publish.ErrPathCollision: "out.path-collision",
}

// unpublished reports why the site was not written. The old site is still there.
func (p *program) unpublished(err error) int {
	if errors.Is(err, context.Canceled) {
		return p.failed("out.interrupted")
	}
	e, ok := errors.AsType[*publish.Error](err)
	if !ok {
		return p.failed("out.failed", err)
	}
	where := filepath.Join(e.Dir, filepath.FromSlash(e.Path))
	why, known := wayOut[e.Reason]
	if !known {
		return p.failed("out.at", where, err)
	}
	cause := ""
	if e.Err != nil {
		cause = p.reason(e.Err)
	}
	return p.failed("out.at", where, p.say(why, cause))
}
