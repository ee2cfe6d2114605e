// Command surveygen invents the answers to a survey, so that an edition can show what the report
// looks like before a survey is held. `make survey` runs it for the editions of this repository:
//
//	go run ./cmd/monitor/internal/surveygen --year 2026 [--root .]
//
// It reads the survey, the risks and the categories of an edition, and writes the file of answers
// that its survey.toml names, or survey.csv when that file does not exist yet. The same edition
// always gets the same answers. It refuses an edition whose survey.toml does not say `example =
// true`, so it never overwrites real answers.
//
// It owns the invented answers (generate.go) and what people are taken to think of risks (priors.csv),
// and imports the packages that read an edition.
package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/pflag"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "surveygen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	flags := pflag.NewFlagSet("surveygen", pflag.ContinueOnError)
	year := flags.String("year", "", "the edition, such as 2026")
	dir := flags.String("root", ".", "folder that holds data/")
	switch err := flags.Parse(args); {
	case errors.Is(err, pflag.ErrHelp):
		return nil
	case err != nil:
		return err
	}
	number, err := strconv.Atoi(*year)
	if err != nil {
		return fmt.Errorf("--year is an edition, such as 2026")
	}
	root, err := source.OpenRoot(*dir)
	if err != nil {
		return err
	}
	defer root.Close()
	var list diagnostic.List
	e := edition.Load(root, edition.LoadSite(root, &list), *year, false, &list).Edition
	// The list is not printed: `monitor check` reports what else is wrong, such as answers that are
	// missing.
	switch {
	case e.Partial:
		return fmt.Errorf("a file of edition %s cannot be read: see monitor check", *year)
	case e.Survey == nil:
		return fmt.Errorf("edition %s has no survey", *year)
	}
	if !e.Survey.Example {
		return fmt.Errorf("the survey of %s does not say example = true: its answers are not invented", *year)
	}
	var b bytes.Buffer
	if err := generate(&b, number, e.Survey, e.Risks, e.Categories); err != nil {
		return err
	}
	// Survey.Answers is empty when the file does not exist yet.
	name := cmp.Or(e.Survey.Answers, "data/"+*year+"/survey.csv")
	return os.WriteFile(filepath.Join(*dir, filepath.FromSlash(name)), b.Bytes(), 0o644)
}
