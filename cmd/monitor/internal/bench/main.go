// Command bench measures what the monitor costs: time, processor time and memory. `make bench`
// runs it:
//
//	go run ./cmd/monitor/internal/bench [--runs 5] [--against PROGRAM[,ROOT]] [--root .] [--only saves]
//
// It prints one table, with limits beside the figures that have one:
//
//   - the shipped site, and with --against the same built by an older monitor (shipped.go);
//   - generated editions of 100, 300 and 1,000 chapters, and Hugo with the same Markdown
//     (chapters.go);
//   - an edition with the shape of national statistics (parted.go), and one that is counted from a
//     register and rounded (register.go);
//   - saves of a shipped chapter and of its data while they are served, and of the same chapter with hugo
//     server (saves.go);
//   - how long the shipped site takes to react to a reader with a slow machine (reactions.go);
//   - the shipped survey with many more answers (survey.go), and lists of measures (appraisal.go);
//   - how often verdicts err, on series drawn at random (verdicts.go).
//
// It measures and does not judge: the exit status is 0 also when a limit is passed. A busy machine
// lengthens wall time most and processor time least.
//
// It owns the generated sources and the measuring. It runs the monitor as a user does, as a
// program. It may import packages model, appraisal and simulation, for what it measures within its own
// process, and chromium, in which it looks at saves and reactions.
// It writes to a temporary folder (below TMPDIR), never to the repository.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/pflag"
)

func main() {
	if err := bench(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench measures everything and prints the table. When a measurement fails, it prints what was
// measured before. The temporary folder is removed, also after an interrupt.
func bench() (err error) {
	flags := pflag.NewFlagSet("bench", pflag.ContinueOnError)
	runs := flags.Int("runs", 5, "how often each program runs; the median counts")
	against := flags.String("against", "", "older monitor, as `PROGRAM[,ROOT]`; ROOT has its sources and its theme")
	root := flags.String("root", ".", "the repository")
	only := flags.String("only", "", "measure one thing: shipped, saves, chapters, …")
	switch err := flags.Parse(os.Args[1:]); {
	case errors.Is(err, pflag.ErrHelp):
		return nil
	case err != nil:
		return err
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case *runs < 1:
		return errors.New("--runs must be at least 1")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	dir, err := os.MkdirTemp("", "monitor-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	m := &meter{dir: dir, root: *root, against: *against, monitor: filepath.Join(dir, "monitor"), runs: *runs}
	chosen, err := m.measurements(*only)
	if err != nil {
		return err
	}
	if err := m.install(ctx, *root, "./cmd/monitor"); err != nil {
		return err
	}
	var rows []row
	defer func() { err = errors.Join(err, printTable(os.Stdout, rows)) }()
	for _, measurement := range chosen {
		measured, err := measurement.measure(ctx)
		rows = append(rows, measured...)
		if err != nil {
			return err
		}
	}
	return nil
}

// measurement is one thing that is measured, and its name on the command line.
type measurement struct {
	name    string
	measure func(context.Context) ([]row, error)
}

// measurements returns the measurement with a name, or all of them for "". Appraisals and verdicts run in this process,
// and so come last: Linux counts the memory of a program to be at least that of the process that started it.
func (m *meter) measurements(only string) ([]measurement, error) {
	all := []measurement{{"shipped", m.shipped}, {"chapters", m.chapters}, {"parted", m.parted},
		{"register", m.register}, {"survey", m.survey}, {"saves", m.saves}, {"reactions", m.reactions},
		{"appraisals", m.appraisals}, {"verdicts", m.verdicts}}
	if only == "" {
		return all, nil
	}
	var names []string
	for _, one := range all {
		if one.name == only {
			return []measurement{one}, nil
		}
		names = append(names, one.name)
	}
	return nil, fmt.Errorf("nothing is called %q; --only takes one of %s", only, strings.Join(names, ", "))
}
