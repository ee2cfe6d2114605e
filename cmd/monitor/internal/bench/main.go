// Command bench measures how fast the monitor builds, next to the least that any program would need for the same work.
// `make bench` runs it:
//
//	go run ./cmd/monitor/internal/bench [--sizes 12,1000,5000] [--respondents 12000,120000] [--runs 3] [--keep DIR] [--root .]
//
// It generates editions of some sizes from a fixed seed, builds each with an empty figure cache (cold), with a full one
// into a new folder (warm) and again into that folder (rebuild), runs the floor (floor.go), and prints one table, each
// figure beside its limit. Then it reads and adds up the answers to surveys of some sizes (answers.go). It measures and does not judge: the exit status is 0 also when a limit is passed.
//
// A busy machine shows in all times but least in processor time, so that is given as well. Where the disk is what is busy,
// or much was removed from it in the last minutes (see empty), TMPDIR can name a folder in memory.
//
// It also builds an edition of indicators in very many parts (parted.go), times the reading of answers to surveys (answers.go), the appraisal of generated measures (appraisal.go), and what is
// derived of generated numbers (derive.go), on cases that are harder than those of a report.
//
// It owns the generated editions, answers, measures and numbers, and the measuring. It runs the monitor as a user would, as a program
// of its own, and imports of it package publish, to read manifests, and what those last two need. It never touches the
// repository's own output.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/spf13/pflag"
)

// floorCommand is the first argument of a run of this program that is the floor.
const floorCommand = "floor"

func main() {
	run := bench
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case floorCommand:
			run = floorProcess
		case answersCommand:
			run = answersProcess
		case answersFloor:
			run = answersFloorProcess
		}
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is a whole run. All that it makes is in one folder, which is removed at the end and on an interrupt.
func bench() (err error) {
	flags := pflag.NewFlagSet("bench", pflag.ContinueOnError)
	sizes := flags.IntSlice("sizes", []int{12, 1000, 5000}, "chapters of the generated editions")
	respondents := flags.IntSlice("respondents", []int{12000, 120000}, "respondents of the generated surveys")
	runs := flags.Int("runs", 3, "rounds of runs, and two more of small editions; the median counts")
	keep := flags.String("keep", "", "`folder` for the editions and the sites of each last round, kept afterwards (default: a temporary one)")
	root := flags.String("root", ".", "the repository")
	switch err := flags.Parse(os.Args[1:]); {
	case errors.Is(err, pflag.ErrHelp):
		return nil
	case err != nil:
		return err
	case flags.NArg() > 0:
		return fmt.Errorf("%q is one too many", flags.Arg(0))
	case *runs < 1:
		return fmt.Errorf("--runs must be at least 1")
	}
	for _, size := range *sizes {
		if size < smallest || size > largest {
			return fmt.Errorf("--sizes: an edition has %d to %d chapters", smallest, largest)
		}
	}
	for _, n := range *respondents {
		if n < surveyThreshold {
			return fmt.Errorf("--respondents: a survey has %d or more", surveyThreshold)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	dir := *keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "monitor-bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	} else if dir, err = emptyFolder(dir); err != nil {
		return err
	}
	m, err := newMeter(ctx, dir, *root, *runs, *keep != "")
	if err != nil {
		return err
	}
	// What was measured is printed also when what came after it failed.
	var results []result
	for _, size := range *sizes {
		r, failed := m.generated(ctx, size)
		if failed != nil {
			err = failed
			break
		}
		results = append(results, r)
	}
	if len(results) > 0 && ctx.Err() == nil {
		err = errors.Join(printReport(os.Stdout, results), err)
	}
	if err != nil {
		return err
	}
	shipped, err := m.shipped(ctx, *root)
	if err != nil {
		return err
	}
	printShipped(os.Stdout, shipped)
	parted, err := m.parted(ctx)
	if err != nil {
		return err
	}
	printParted(os.Stdout, parted)
	surveys, err := m.answers(ctx, *respondents)
	printAnswers(os.Stdout, surveys)
	// Last, since a program that is started is counted to hold what this one does.
	printAppraised(os.Stdout, appraiseAll())
	printDerived(os.Stdout, deriveAll(3))
	return err
}

// emptyFolder makes a folder, or takes one that is empty, and returns its absolute path.
func emptyFolder(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		err = fmt.Errorf("%s is not empty", dir)
	}
	return dir, err
}

func itoa(n int) string { return strconv.Itoa(n) }
