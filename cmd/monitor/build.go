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
)

// build checks all sources and writes the site.
func (p *program) build(args []string) int {
	f := p.flags("build")
	out := f.String("out", "", p.say(message{"map waar de site komt (standaard public/ in --root)", "folder that gets the site (default public/ in --root)"}))
	year := f.String("edition", "", p.say(message{"alleen deze editie; andere komen niet in de site", "only this edition; others are left out of the site"}))
	audience := f.String("audience", model.Intranet.String(), p.say(message{"voor wie: ", "for whom: "})+strings.Join(model.Audiences, ", "))
	strict := f.Bool("strict", false, p.say(message{"een waarschuwing stopt de bouw", "a warning stops the build"}))
	cache := f.String("cache", defaultCache(), p.say(message{"map met getekende figuren; leeg: geen", "folder of drawn figures; empty: none"}))
	quiet := f.BoolP("quiet", "q", false, p.say(message{"alleen meldingen tonen", "show only messages"}))
	if status, done := p.parse(f, args, message{"Controleert alle bronnen en schrijft de site.", "Checks all sources and writes the site."}); done {
		return status
	}
	to, ok := model.ParseAudience(*audience)
	if !ok {
		return p.misused(message{"--audience kan niet %q zijn; kies uit %s", "--audience cannot be %q; choose from %s"}, *audience, strings.Join(model.Audiences, ", "))
	}
	if *out == "" {
		*out = filepath.Join(p.root, "public")
	}
	kept := shelf.Open(*cache)
	tools := site.Tools{Shelf: kept, Program: identity()}
	s, status := p.read(*year)
	if s == nil {
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
		// Nothing can be written, but all that is wrong with the sources is to be told at once.
		plan.Check(s.list)
	} else if err := plan.Publish(p.ctx, publication, tools, s.list); err != nil && s.list.Errors() == 0 {
		return p.unpublished(err)
	}
	if stop, err := p.report("text", s.list, *strict); stop || err != nil {
		p.summarise(s.list)
		fmt.Fprintln(p.stderr, p.say(message{"Er is niets geschreven; de vorige site staat er nog.", "Nothing was written; the previous site is still there."}))
		return exitSources
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
		fmt.Fprintf(p.stdout, p.say(message{
			"%d bestanden: %d geschreven, %d ongewijzigd, %d verwijderd.\nOpen %s\n",
			"%d files: %d written, %d unchanged, %d removed.\nOpen %s\n",
		}), summary.Files, summary.Written, summary.Unchanged, summary.Removed, filepath.Join(*out, "index.html"))
	}
	return exitDone
}

// inputs are what the manifest says of the sources. Size and checksum of all sources change with what is hidden, so that only
// a site for those who may see everything has them: whether something is hidden from the others may not be told either. Nor has
// one that hides numbers from them as well, or that holds what people answered: whoever has the rest could try which number gives
// the checksum.
func (s *sources) inputs(audience model.Audience) []publish.Input {
	surveyed := slices.ContainsFunc(s.loaded, func(l *edition.Loaded) bool { return l.Edition.Survey != nil })
	if audience < model.Board || s.guarded() || surveyed {
		return nil
	}
	digest := s.root.Digest()
	return []publish.Input{{Path: "sources", Size: digest.Size, SHA256: digest.SHA256}}
}

// defaultCache is where drawn figures are kept: the user's cache folder, or nowhere when there is none.
func defaultCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "monitor", "figures")
}

// wayOut says, for the reasons of package publish, what happened and what to do.
var wayOut = map[error]message{
	publish.ErrNotFolder:  {"dat is een bestand, geen map; kies een andere --out", "that is a file, not a folder; choose another --out"},
	publish.ErrDeadLink:   {"de koppeling wijst nergens naar; verwijder haar of kies een andere --out", "the link leads nowhere; remove it or choose another --out"},
	publish.ErrFilesystem: {"dat is de hele schijf; kies een map voor de site alleen", "that is the whole disk; choose a folder for the site alone"},
	publish.ErrHome:       {"dat is uw eigen map; kies een map voor de site alleen", "that is your home folder; choose a folder for the site alone"},
	publish.ErrForeign:    {"dit is niet door monitor geschreven en wordt niet overschreven; kies een lege map, of haal het weg", "this was not written by monitor and is not overwritten; choose an empty folder, or remove it"},
	publish.ErrLink:       {"hier staat een koppeling waar een map van de site stond; haal haar weg", "a link stands here where a folder of the site was; remove it"},
	publish.ErrBusy:       {"een andere bouw schrijft nu in deze map; wacht tot die klaar is", "another build is writing to this folder now; wait until it is done"},
	publish.ErrManifest:   {"dit bestand is beschadigd of met de hand veranderd; zet het terug, of maak de map leeg en bouw opnieuw", "this file is damaged or was changed by hand; put it back, or empty the folder and build again"},
	publish.ErrOlder:      {"hier is een bouw met een oudere versie van monitor afgebroken; maak de map leeg en bouw opnieuw", "a build with an older version of monitor was stopped here halfway; empty the folder and build again"},
	publish.ErrNoSpace:    {"er is geen ruimte meer; de vorige site staat er nog", "there is no space left; the previous site is still there"},
	publish.ErrStorage:    {"het bestandssysteem weigert", "the file system refuses"},

	// Names come from ids and file names in the sources.
	publish.ErrPathReserved:  {"deze naam is op Windows gereserveerd; geef het kengetal of hoofdstuk een andere id", "this name is reserved on Windows; give the indicator or chapter another id"},
	publish.ErrPathLong:      {"dit adres is langer dan 200 tekens; kies een kortere id", "this address is longer than 200 characters; choose a shorter id"},
	publish.ErrPathCollision: {"dit adres is al van een andere bladzijde; kies een andere id", "this address is another page's already; choose another id"},
}

// unpublished reports why the site was not written. The old one is still there: nothing is replaced before all is ready.
func (p *program) unpublished(err error) int {
	if errors.Is(err, context.Canceled) {
		return p.failed(message{"afgebroken; de vorige site staat er nog", "interrupted; the previous site is still there"})
	}
	e, ok := errors.AsType[*publish.Error](err)
	if !ok {
		return p.failed(message{"de site kon niet worden gemaakt: %v", "the site could not be made: %v"}, err)
	}
	where := filepath.Join(e.Dir, filepath.FromSlash(e.Path))
	why, known := wayOut[e.Reason]
	if !known {
		return p.failed(message{"%s: %v", "%s: %v"}, where, err)
	}
	text := p.say(why)
	if cause := e.Err; cause != nil && slices.Contains([]error{publish.ErrStorage, publish.ErrNoSpace}, e.Reason) {
		text += " (" + reason(cause).Error() + ")"
	}
	return p.failed(message{"%s: %s", "%s: %s"}, where, text)
}
