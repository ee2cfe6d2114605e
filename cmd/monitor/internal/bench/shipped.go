package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// limitAgainst is how many times the time of an older monitor the shipped site may take.
const limitAgainst = 1.1

// contestant is a monitor with its own copy of its sources, in which a chapter can be changed.
type contestant struct{ monitor, dir string }

// newContestant copies the sources below root into dir.
func newContestant(monitor, root, dir string) (contestant, error) {
	c := contestant{monitor, dir}
	for _, folder := range []string{"content", "data", "themes"} {
		if err := os.CopyFS(filepath.Join(c.root(), folder), os.DirFS(filepath.Join(root, folder))); err != nil {
			return c, err
		}
	}
	return c, nil
}

func (c contestant) root() string { return filepath.Join(c.dir, "sources") }

// saveChapter adds a sentence to the last chapter of the newest edition, as its author would.
func (c contestant) saveChapter() error {
	chapters, err := filepath.Glob(filepath.Join(c.root(), "content", "*", "*", "*.md"))
	if err != nil || len(chapters) == 0 {
		return errors.Join(err, errors.New(c.root()+" has no chapters"))
	}
	f, err := os.OpenFile(chapters[len(chapters)-1], os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString("\nEen zin erbij.\n")
	return errors.Join(err, f.Close())
}

// contestants returns the monitor and, when there is one, the older monitor.
func (m *meter) contestants() ([]contestant, error) {
	ours, err := newContestant(m.monitor, m.root, filepath.Join(m.dir, "shipped"))
	if err != nil || m.against == "" {
		return []contestant{ours}, err
	}
	program, root, given := strings.Cut(m.against, ",")
	if !given {
		root = m.root
	}
	// A name without a folder would be looked up in PATH.
	if program, err = filepath.Abs(program); err != nil {
		return nil, err
	}
	theirs, err := newContestant(program, root, filepath.Join(m.dir, "against"))
	return []contestant{ours, theirs}, err
}

// shipped measures builds of the repository's own site: with nothing kept from earlier builds, with
// everything kept but into a new folder, and again into that folder after a chapter was saved.
func (m *meter) shipped(ctx context.Context) (rows []row, err error) {
	contestants, err := m.contestants()
	if err != nil {
		return nil, err
	}
	for _, step := range []struct {
		what, out, cache string // N stands for the round
		saved            bool
	}{
		{"nothing kept", "cold-N", "cache-N", false},
		{"everything kept", "warm-N", "cache-0", false},
		{"one chapter saved", "warm-0", "cache-0", true},
	} {
		var turns []func(round int) (cost, error)
		for _, c := range contestants {
			turns = append(turns, func(round int) (cost, error) {
				if step.saved {
					if err := c.saveChapter(); err != nil {
						return cost{}, err
					}
				}
				numbered := strings.NewReplacer("N", itoa(round))
				out, cache := numbered.Replace(step.out), numbered.Replace(step.cache)
				return m.build(ctx, c.monitor, c.root(), filepath.Join(c.dir, out), filepath.Join(c.dir, cache))
			})
		}
		costs, err := m.alternate("shipped site, "+step.what, turns...)
		if err != nil {
			return rows, err
		}
		r := row{what: "shipped site, " + step.what, cost: median(costs[0])}
		if len(costs) > 1 {
			r.figures = ratioFigures(costs[0], costs[1], "the older monitor", limitAgainst)
		}
		rows = append(rows, r)
	}
	return rows, nil
}
