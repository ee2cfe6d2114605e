package main

import (
	"fmt"
	"slices"
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/renew"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// furthest is how many years an edition may be after the last one. More is a slip.
const furthest = 10

// newEdition makes a new edition from the last one.
func (p *program) newEdition(args []string) int {
	f := p.flags("new edition")
	skip := f.Bool("skip", false, p.say("flag.skip"))
	if status, done := p.parse(f, args, "cli.new-edition-about", 1); done {
		return status
	}
	draft, status := p.newDraft()
	if draft == nil {
		return status
	}
	defer draft.Discard()
	s, status := p.read("")
	if s == nil {
		return status
	}
	defer s.root.Close()
	plan := s.checkFor(model.Board, true)
	if s.list.Errors() > 0 || len(s.loaded) == 0 {
		return p.refused(s.list)
	}
	last := s.loaded[len(s.loaded)-1]
	year := f.Arg(0)
	if year == "" {
		return p.misused("cli.new-edition-year", following(last.Edition.Year))
	}
	if status, bad := p.unfitYear(year, s.years); bad {
		return status
	}
	if next := following(last.Edition.Year); year != next && !*skip {
		return p.mistaken(next, "cli.edition-skips", typed(year), last.Edition.Year)
	}
	for _, folder := range []string{"content", "data"} {
		// What does not exist has no files.
		if begun, _ := draft.Files(folder + "/" + year); len(begun) > 0 {
			return p.misused("cli.edition-begun", begun[0], year)
		}
	}
	e := renew.New(draft, last, year)
	found, err := p.renew(e, draft)
	if err != nil {
		return p.failed("cli.cannot-write", draft.Dir(), p.reason(err))
	}
	if found == nil {
		return exitEnvironment // reported
	}
	lang := s.site.Languages[0] // of those who will read the list
	if !slices.Contains(wording.Languages, lang) {
		lang = p.lang
	}
	values := make(map[string]string)
	for _, entry := range plan.Catalogue(last.Edition.Year, lang, string(model.IndicatorKind)) {
		values[entry.ID] = entry.Value
	}
	tasks := "data/" + year + "/" + edition.TaskFiles[slices.Index(wording.Languages, lang)]
	if err := draft.Write(tasks, []byte(e.TaskList(lang, s.site.Languages, values))); err != nil {
		return p.failed("cli.cannot-write", tasks, p.reason(err))
	}
	if status := p.install(draft); status != exitDone {
		return status
	}
	fmt.Fprintln(p.stdout, p.say("cli.new-edition-made", year, last.Edition.Year, tasks))
	if found.Errors() > 0 {
		fmt.Fprintln(p.stderr, p.say("cli.new-edition-mend", found.Errors()))
		return exitSources
	}
	return exitDone
}

// renew writes the edition, until nothing in it refers to what was left out. It returns what is wrong with it.
func (p *program) renew(e *renew.Edition, draft *rewrite.Draft) (found *diagnostic.List, err error) {
	for again := true; ; {
		if again {
			if err := e.Write(); err != nil {
				return nil, err
			}
		}
		found, _ = p.checkFolder(draft.Dir(), false)
		if found == nil {
			return nil, nil
		}
		var removed int
		if removed, again, err = e.Dangling(found); err != nil || removed == 0 && !again {
			return found, err
		}
	}
}

// following returns the year after another.
func following(year string) string {
	n, _ := strconv.Atoi(year)
	return strconv.Itoa(n + 1)
}

// unfitYear reports a text that cannot be the year of a new edition.
func (p *program) unfitYear(year string, years []string) (status int, bad bool) {
	last := years[len(years)-1]
	if fault, bad := yearFault(year, years); bad {
		return p.mistaken(following(last), fault, typed(year), last), true
	}
	return exitDone, false
}

// yearFault returns what is wrong with the year of a new edition, beside the years that there are.
func yearFault(year string, years []string) (fault wording.Key, bad bool) {
	last := years[len(years)-1]
	n, err := strconv.Atoi(year)
	newest, _ := strconv.Atoi(last)
	switch {
	case err != nil || len(year) != len(last):
		return "cli.no-year", true
	case slices.Contains(years, year):
		return "cli.edition-exists", true
	case n < newest:
		return "cli.edition-past", true
	case n > newest+furthest:
		return "cli.edition-far", true
	}
	return "", false
}
