package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// list prints what an edition has of a kind, with its published value and the text to copy. Without a
// kind it searches all of them.
func (p *program) list(args []string) int {
	f := p.flags("list")
	format := f.String("format", "text", p.say("flag.list-format"))
	year := f.String("edition", "", p.say("flag.newest-edition"))
	if status, done := p.parse(f, args, "cli.list-about", len(args)); done {
		return status
	}
	known := strings.Join(site.CatalogueKinds, ", ")
	switch {
	case f.NArg() == 0:
		return p.misused("cli.list-kind", known)
	case *format != "text" && *format != "json":
		return p.misused("cli.bad-value-choose", "--format", typed(*format), "text, json")
	}
	s, status := p.read(*year)
	if s == nil {
		return status
	}
	defer s.root.Close()
	plan := s.prepare(model.Board, site.Tools{}, s.list)
	plan.Check(s.list)
	s.root.Faults(s.list)
	if s.list.Environment() || len(s.loaded) == 0 {
		status, _ := p.report("text", s.list, false)
		return status
	}
	newest := s.loaded[len(s.loaded)-1].Edition.Year
	kinds, words := f.Args()[:1], f.Args()[1:]
	isKind := slices.Contains(site.CatalogueKinds, f.Arg(0))
	if !isKind {
		kinds, words = site.CatalogueKinds, f.Args()
	}
	var entries []site.Entry
	for _, kind := range kinds {
		for _, e := range plan.Catalogue(newest, p.lang, kind) {
			if e.Matches(words...) {
				entries = append(entries, e)
			}
		}
	}
	if len(entries) == 0 && !isKind {
		return p.mistaken(source.SuggestWord(f.Arg(0), site.CatalogueKinds), "cli.list-unknown", typed(f.Arg(0)), known)
	}
	if *format == "json" {
		p.printEntriesAsJSON(entries)
	} else {
		p.printEntries(entries)
	}
	if s.list.Errors() > 0 {
		fmt.Fprintln(p.stderr, p.say("cli.list-partial"))
	}
	return exitDone
}

// printEntries prints entries in columns: what to copy, the title, and the value.
func (p *program) printEntries(entries []site.Entry) {
	const widest = 60 // a longer text pushes the columns behind it aside
	width := 0
	for _, e := range entries {
		if n := utf8.RuneCountInString(e.Copy); n <= widest {
			width = max(width, n)
		}
	}
	for _, e := range entries {
		about := e.Title
		if value := e.Says(); value != "" {
			about += ": " + value
		}
		if e.Example {
			about += " " + p.say("cli.list-example")
		}
		fmt.Fprintln(p.stdout, strings.TrimRight(fmt.Sprintf("%-*s  %s", width, e.Copy, about), " "))
	}
	if len(entries) == 0 {
		fmt.Fprintln(p.stderr, p.say("cli.list-none"))
	}
}

func (p *program) printEntriesAsJSON(entries []site.Entry) {
	encoder := json.NewEncoder(p.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	// What could not be written is reported by run.
	_ = encoder.Encode(append([]site.Entry{}, entries...))
}
