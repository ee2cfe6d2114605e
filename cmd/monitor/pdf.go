package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/chromium"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/printer"
	"utwente.nl/monitor/cmd/monitor/internal/shelf"
	"utwente.nl/monitor/cmd/monitor/internal/site"
)

// pdf prints the documents of an edition with a browser. Files appear once all are printed.
func (p *program) pdf(args []string) int {
	f := p.flags("pdf")
	out := f.String("out", "", p.say("flag.pdf-out"))
	year := f.String("edition", "", p.say("flag.pdf-edition"))
	language := f.String("language", "", p.say("flag.pdf-language"))
	audience := f.String("audience", model.Intranet.String(), p.say("flag.build-audience", strings.Join(model.Audiences, ", ")))
	only := f.String("only", "", p.say("flag.pdf-only"))
	cache := f.String("cache", defaultCache(), p.say("flag.cache"))
	if status, done := p.parse(f, args, "cli.pdf-about", 0); done {
		return status
	}
	to, ok := model.ParseAudience(*audience)
	if !ok {
		return p.misused("cli.bad-value-choose", "--audience", typed(*audience), strings.Join(model.Audiences, ", "))
	}
	if *out == "" {
		*out = filepath.Join(p.root, "pdf")
	}
	browser, err := chromium.Find()
	if errors.Is(err, chromium.ErrNone) {
		return p.failed("pdf.no-browser")
	} else if err != nil {
		return p.failed("pdf.no-such-browser", os.Getenv("CHROME"), p.reason(err))
	}
	s, status := p.read("")
	if s == nil {
		return status
	}
	defer s.root.Close()
	tools := site.Tools{Shelf: shelf.Open(*cache), Program: identity()}
	plan := s.prepare(to, tools, s.list)
	plan.Check(s.list)
	s.root.Faults(s.list)
	if status, err := p.report("text", s.list, false); status != exitDone || err != nil {
		p.summarise(s.list.Errors(), s.list.Warnings())
		fmt.Fprintln(p.stderr, p.say("cli.nothing-written"))
		return status
	}
	if *year == "" {
		*year = plan.Newest()
	} else if !slices.Contains(s.years, *year) {
		return p.misused("cli.no-edition", typed(*year), strings.Join(s.years, ", "))
	}
	if *language == "" {
		*language = s.site.Languages[0]
	} else if !slices.Contains(s.site.Languages, *language) {
		return p.misused("cli.bad-value-choose", "--language", typed(*language), strings.Join(s.site.Languages, ", "))
	}
	var files printer.Files
	documents, err := plan.Documents(*year, *language, &files, tools)
	if err != nil {
		return p.failed("pdf.not-made", p.reason(err))
	}
	if *only != "" {
		var ids []string
		for _, d := range documents {
			ids = append(ids, d.ID)
		}
		documents = slices.DeleteFunc(documents, func(d site.Document) bool { return d.ID != *only })
		if len(documents) == 0 {
			return p.misused("cli.bad-value-choose", "--only", typed(*only), strings.Join(ids, ", "))
		}
	}
	return p.print(browser, &files, documents, *out)
}

// print prints documents into a folder.
func (p *program) print(browser string, files *printer.Files, documents []site.Document, out string) int {
	// Whether the folder can be written in is known before the printing, which takes a while.
	drafts, err := openDrafts(out, documents)
	defer drafts.discard()
	if err != nil {
		return p.failed("pdf.cannot-write", out, p.reason(err))
	}
	printing, err := printer.Open(p.ctx, browser, files)
	switch {
	case p.ctx.Err() != nil:
		return p.failed("pdf.interrupted")
	case errors.Is(err, chromium.ErrSilent):
		return p.failed("pdf.silent", browser)
	case err != nil:
		return p.failed("pdf.does-not-start", browser, p.reason(err))
	}
	defer printing.Close()
	for n, d := range documents {
		pdf, err := printing.Print(d.Path, d.Date)
		switch {
		case p.ctx.Err() != nil:
			return p.failed("pdf.interrupted")
		case err != nil && printing.Ended(), errors.Is(err, printer.ErrCrashed):
			return p.failed("pdf.ended", browser, d.Name)
		case errors.Is(err, printer.ErrSlow):
			return p.failed("pdf.slow", browser, d.Name)
		case err != nil:
			return p.failed("pdf.died", browser, d.Name, p.reason(err))
		}
		if _, err := drafts[n].Write(pdf); err != nil {
			return p.failed("pdf.cannot-write", out, p.reason(err))
		}
	}
	for n, d := range documents {
		name := filepath.Join(out, d.Name+".pdf")
		if err := drafts[n].install(name); err != nil {
			return p.failed("pdf.cannot-write", name, p.reason(err))
		}
	}
	for _, d := range documents {
		fmt.Fprintln(p.stdout, p.say("pdf.written", filepath.Join(out, d.Name+".pdf")))
	}
	return exitDone
}

// draftFile is a PDF that is not there yet, beside where it comes.
type draftFile struct{ *os.File }

type draftFiles []draftFile

// openDrafts makes the folder, and a file in it for each document.
func openDrafts(out string, documents []site.Document) (drafts draftFiles, err error) {
	if err := os.MkdirAll(out, 0o777); err != nil {
		return nil, err
	}
	for range documents {
		file, err := os.CreateTemp(out, ".monitor-*.pdf")
		if err != nil {
			return drafts, err
		}
		drafts = append(drafts, draftFile{file})
	}
	return drafts, nil
}

// install puts a draft in its place, at once.
func (d draftFile) install(name string) error {
	if err := errors.Join(d.Chmod(0o644), d.Sync(), d.Close()); err != nil {
		return err
	}
	return os.Rename(d.Name(), name)
}

// discard removes the drafts that were not installed.
func (d draftFiles) discard() {
	for _, file := range d {
		_ = file.Close() // it is closed when it was installed
		_ = os.Remove(file.Name())
	}
}
