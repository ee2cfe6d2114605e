package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// cost is what one run of a program took.
type cost struct {
	wall, processor time.Duration // processor: user and system time of all cores
	peak            int64         // largest resident memory in bytes; 0 when it is not known
}

// meter runs the programs that are measured.
type meter struct {
	dir     string // holds everything that is made
	root    string // the repository
	against string // an older monitor and its root, or ""
	monitor string // the program that is measured
	runs    int    // how often each program runs
}

// install runs `go install` in a folder, without cgo, as the Makefile does. The program goes to
// m.dir.
func (m *meter) install(ctx context.Context, dir, program string) error {
	progress("go install %s", program)
	command := exec.CommandContext(ctx, "go", "install", program)
	command.Dir = dir
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOBIN="+m.dir)
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	if err := command.Run(); err != nil {
		return fmt.Errorf("go install %s: %w", program, err)
	}
	return nil
}

// build runs a monitor on the sources below root.
func (m *meter) build(ctx context.Context, monitor, root, out, cache string) (cost, error) {
	return m.run(ctx, monitor, "build", "--quiet", "--root", root, "--out", out, "--cache", cache)
}

// run runs a program to its end. The disk is idle when it starts.
func (m *meter) run(ctx context.Context, program string, args ...string) (cost, error) {
	command := exec.CommandContext(ctx, program, args...)
	var messages bytes.Buffer
	command.Stderr = &messages
	flushDisks()
	start := time.Now()
	err := command.Run()
	wall := time.Since(start)
	if ctx.Err() != nil {
		return cost{}, ctx.Err()
	}
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w\n%s", filepath.Base(program), err, messages.Bytes())
	}
	state := command.ProcessState
	return cost{wall, state.UserTime() + state.SystemTime(), peakMemory(state)}, nil
}

// alternate runs each of some turns m.runs times and returns the costs of each turn. The turns
// alternate, and every other round is in reverse, so that what disturbs the machine for a while
// disturbs them all.
func (m *meter) alternate(what string, turns ...func(round int) (cost, error)) ([][]cost, error) {
	costs := make([][]cost, len(turns))
	for round := range m.runs {
		progress("%s: run %d of %d", what, round+1, m.runs)
		for n := range turns {
			if round%2 == 1 {
				n = len(turns) - 1 - n
			}
			c, err := turns[n](round)
			if err != nil {
				return nil, err
			}
			costs[n] = append(costs[n], c)
		}
	}
	return costs, nil
}

// median returns the median of each time, and the highest peak.
func median(costs []cost) cost {
	var walls, processors []time.Duration
	var peak int64
	for _, c := range costs {
		walls, processors, peak = append(walls, c.wall), append(processors, c.processor), max(peak, c.peak)
	}
	return cost{middle(walls), middle(processors), peak}
}

// middle sorts numbers and returns their median; the higher one when two are in the middle.
func middle[N cmp.Ordered](numbers []N) N {
	slices.Sort(numbers)
	return numbers[len(numbers)/2]
}

// progress writes a line for whoever waits.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
