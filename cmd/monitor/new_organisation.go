package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
)

// firstYear is the edition that a new monitor begins with when nobody says which. The program has no clock.
const firstYear = "2026"

// newOrganisation makes the smallest monitor that is worth looking at, in a folder of its own.
func (p *program) newOrganisation(args []string) int {
	f := p.flags("new organisation")
	name := f.String("name", "", p.say("new.name"))
	year := f.String("year", firstYear, p.say("new.year"))
	if status, done := p.parse(f, args, "cli.new-organisation-about", 1); done {
		return status
	}
	dir := f.Arg(0)
	if dir == "" {
		return p.misused("cli.new-organisation-where")
	}
	if n, err := strconv.Atoi(*year); err != nil || len(*year) != len(firstYear) || n < 1900 {
		return p.misused("cli.no-year", typed(*year))
	}
	if *name == "" && p.terminal {
		fmt.Fprint(p.stdout, p.say("new.name")+": ")
		line, ok := p.readLine()
		if !ok {
			return p.failed("cli.interrupted")
		}
		*name = line
	}
	if *name == "" {
		*name = p.say("new.example-name")
	}
	if status, bad := p.unfitText("--name", *name); bad {
		return status
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return p.failed("cli.cannot-write", f.Arg(0), p.reason(err))
	}
	if status, bad := p.taken(dir); bad {
		return status
	}
	return p.settleIn(dir, *name, *year)
}

// taken reports a folder in which there is something, or that is a part of a monitor.
func (p *program) taken(dir string) (status int, bad bool) {
	entries, err := os.ReadDir(dir)
	switch {
	case err == nil && len(entries) > 0:
		return p.misused("cli.folder-taken", dir), true
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return p.misused("cli.no-folder", dir, p.reason(err)), true
	}
	for at := filepath.Dir(dir); ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, filepath.FromSlash(edition.SiteFile))); err == nil {
			return p.misused("cli.folder-inside", dir, at), true
		}
		if at == filepath.Dir(at) {
			return exitDone, false
		}
	}
}

// settleIn writes the monitor beside the folder, checks it, and only then gives it its name.
func (p *program) settleIn(dir, name, year string) int {
	failed := func(err error) int { return p.failed("cli.cannot-write", dir, p.reason(err)) }
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		return failed(err)
	}
	staged, err := os.MkdirTemp(filepath.Dir(dir), ".monitor-*")
	if err != nil {
		return failed(err)
	}
	defer os.RemoveAll(staged)
	fields := map[string]string{"name": name, "year": year, "description": p.say("new.description", name)}
	for n := range 5 {
		last, _ := strconv.Atoi(year)
		fields["y"+strconv.Itoa(n+1)] = strconv.Itoa(last - n - 1)
	}
	for file, text := range readStarters("organisation." + p.lang + ".txt") {
		file := filepath.Join(staged, filepath.FromSlash(fill(file, fields)))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return failed(err)
		}
		if err := os.WriteFile(file, []byte(fill(text, fields)), 0o666); err != nil {
			return failed(err)
		}
	}
	found, status := p.checkFolder(staged, true)
	switch {
	case found == nil:
		return status
	case found.Errors() > 0:
		if _, err := p.report("text", found, false); err != nil {
			return p.failed("cli.cannot-print", p.reason(err))
		}
		return p.misused("cli.new-refused")
	case p.ctx.Err() != nil:
		return p.failed("cli.interrupted")
	}
	if err := os.Chmod(staged, 0o755); err != nil {
		return failed(err)
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // it is empty
		return failed(err)
	}
	if err := os.Rename(staged, dir); err != nil {
		return failed(err)
	}
	fmt.Fprintln(p.stdout, p.say("cli.new-organisation-made", dir, asTyped(dir)))
	return exitDone
}

// asTyped returns the name of a folder as it is typed on a command line.
func asTyped(name string) string {
	if strings.ContainsAny(name, " '\"") {
		return strconv.Quote(name)
	}
	return name
}

// showBeginning says how a monitor is begun, and showNewEdition how the next edition of one.
func (p *program) showBeginning() {
	fmt.Fprintf(p.stderr, "\n%s\n\n    monitor new organisation %s\n", p.say("cli.begin"), p.say("cli.begin-folder"))
}

func (p *program) showNewEdition(year string) {
	fmt.Fprintf(p.stderr, "\n%s\n\n    monitor new edition %s\n", p.say("cli.make-edition"), year)
}
