package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/intake"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// export makes a workbook in which a role fills in its own numbers, or a text of Word of a chapter.
func (p *program) export(args []string) int {
	f := p.flags("export")
	year := f.String("edition", "", p.say("flag.newest-edition"))
	id := f.String("for", "", p.say("flag.for"))
	file := f.String("xlsx", "", p.say("flag.xlsx"))
	chapter := f.String("chapter", "", p.say("flag.chapter"))
	text := f.String("docx", "", p.say("flag.docx"))
	language := f.String("language", "", p.say("flag.chapter-language"))
	audience := f.String("audience", model.Intranet.String(), p.say("flag.build-audience", strings.Join(model.Audiences, ", ")))
	if status, done := p.parse(f, args, "workbook.export-about", 0); done {
		return status
	}
	if *chapter != "" || *text != "" {
		return p.exportChapter(*chapter, *text, *year, *language, *audience)
	}
	if !strings.EqualFold(filepath.Ext(*file), ".xlsx") {
		return p.misused("workbook.export-file")
	}
	if status, bad := p.unprotected(*file); bad {
		return status
	}
	s, n, status := p.readSoundData(*year)
	if s == nil {
		return status
	}
	defer s.root.Close()
	e := s.loaded[n].Edition
	role := e.Roles[*id]
	if role == nil || len(intake.Of(e, role)) == 0 {
		known := rolesWithNumbers(s.loaded[n])
		return p.mistaken(source.Suggest(*id, known), "workbook.export-for", strings.Join(known, ", "))
	}
	data, err := intake.Form(e, role, p.lang, s.site.Languages)
	if err != nil {
		return p.failed("cli.cannot-write", *file, p.reason(err))
	}
	if err := writeNew(*file, data); errors.Is(err, fs.ErrExist) {
		return p.misused("workbook.export-exists", *file)
	} else if err != nil {
		return p.failed("workbook.export-elsewhere", *file, p.reason(err), "--xlsx")
	}
	title := role.Title.In(p.lang, s.site.Languages...)
	fmt.Fprintln(p.stdout, p.say("workbook.exported", *file, len(intake.Of(e, role)), title))
	by, err := ignoredBy(*file)
	if err != nil {
		return p.failed("cli.cannot-write", ".gitignore", p.reason(err))
	}
	if by != "" {
		fmt.Fprintln(p.stdout, p.say("workbook.ignored", filepath.ToSlash(by)))
	}
	return exitDone
}

// rolesWithNumbers returns the ids of the roles that deliver numbers.
func rolesWithNumbers(l *edition.Loaded) (ids []string) {
	for _, id := range l.Defined("role") {
		if len(intake.Of(l.Edition, l.Edition.Roles[id])) > 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// unprotected refuses a place in which unprotected numbers do not belong.
func (p *program) unprotected(file string) (status int, bad bool) {
	dir, taken := p.takenFolder(file)
	if !taken {
		return exitDone, false
	}
	return p.misused("workbook.export-place", file, filepath.ToSlash(dir)), true
}

// takenFolder reports whether a file would come into the folder of a site, or into one of the sources, and returns
// that.
func (p *program) takenFolder(file string) (outer string, taken bool) {
	dir := filepath.Dir(file)
	for _, name := range []string{"public", "data", "content", "themes"} {
		if outer := filepath.Join(p.root, name); within(dir, outer) {
			return outer, true
		}
	}
	// Whatever monitor builds has a manifest.
	for at := resolved(dir); ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "manifest.json")); err == nil {
			return at, true
		}
		if at == filepath.Dir(at) {
			return "", false
		}
	}
}

// writeNew writes a file that nobody but its owner may read, and that is not there yet.
func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err != nil {
		return errors.Join(err, os.Remove(name)) // half a workbook is none
	}
	return nil
}

// ignoredBy returns the .gitignore that keeps a workbook out of git, under whatever ending it is saved; "" when it is
// in no work tree. When none does, it adds lines to that in the folder of the workbook.
func ignoredBy(file string) (name string, err error) {
	dir := resolved(filepath.Dir(file))
	base := filepath.Base(file)
	for at := dir; ; at = filepath.Dir(at) {
		lines, err := ignoreLines(at)
		if err != nil {
			return "", err
		}
		if at == dir && slices.Contains(lines, ignoring(base)) {
			return filepath.Join(at, ".gitignore"), nil
		}
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			break
		}
		if at == filepath.Dir(at) {
			return "", nil
		}
	}
	name = filepath.Join(dir, ".gitignore")
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	return name, os.WriteFile(name, append(text, ignoring(base)+"\n"+ignoring(".~lock."+base)+"\n"...), 0o666)
}

// ignoreLines returns the lines of the .gitignore of a folder, if it has one.
func ignoreLines(dir string) (lines []string, err error) {
	text, err := os.ReadFile(filepath.Join(dir, ".gitignore"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for line := range strings.Lines(string(text)) {
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines, err
}

// ignoring returns the line with which git ignores a file of the same folder, whatever it ends in: some save a workbook
// as .csv or .ods, and LibreOffice writes .~lock.NAME.xlsx# while it is open.
func ignoring(base string) string {
	base = strings.TrimSuffix(base, filepath.Ext(base))
	return "/" + strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, `\`, `\\`).Replace(base) + ".*"
}
