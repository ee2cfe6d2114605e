package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/publish"
)

// A small edition is measured more often: its runs are short, and so the more disturbed.
const (
	smallEdition = 100 // chapters
	moreRuns     = 2
)

// cost is what one run of a program took.
type cost struct {
	wall, cpu time.Duration // cpu: user and system, of all cores
	peak      int64         // bytes resident
}

// result is what was measured of one edition.
type result struct {
	counts
	files                      int
	written                    int64 // bytes
	floor, cold, warm, rebuild cost
}

// meter runs the programs to be measured.
type meter struct {
	dir     string // all files that are made
	self    string // this program
	monitor string
	runs    int
	keep    bool // the sites of the last round
	rounds  int  // so far
}

// newMeter builds the monitor.
func newMeter(ctx context.Context, dir, root string, runs int, keep bool) (*meter, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	m := &meter{dir: dir, self: self, monitor: filepath.Join(dir, "monitor"), runs: runs, keep: keep}
	fmt.Fprintln(os.Stderr, "building the monitor")
	build := exec.CommandContext(ctx, "go", "build", "-o", m.monitor, "./cmd/monitor")
	build.Dir, build.Env = root, append(os.Environ(), "CGO_ENABLED=0") // as make does
	if output, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, output)
	}
	return m, nil
}

// generated measures a generated edition.
func (m *meter) generated(ctx context.Context, chapters int) (result, error) {
	name := fmt.Sprintf("%d chapters", chapters)
	fmt.Fprintf(os.Stderr, "%s: generating\n", name)
	root := filepath.Join(m.dir, fmt.Sprintf("edition-%04d", chapters))
	c, err := generate(ctx, root, chapters)
	if err != nil {
		return result{}, err
	}
	r := result{counts: c}
	runs := m.runs
	if chapters <= smallEdition {
		runs += moreRuns
	}
	err = m.measure(ctx, &r, name, root, chapterFolder(root), runs)
	return r, err
}

// shippedSite is what was measured of the repository's own site: all of it, and its newest edition alone.
type shippedSite struct {
	year        string
	all, newest result
}

// shipped measures the site of the repository itself, or nothing where there is none.
func (m *meter) shipped(ctx context.Context, root string) (*shippedSite, error) {
	years, err := filepath.Glob(filepath.Join(root, "data", "[0-9][0-9][0-9][0-9]"))
	if err != nil || len(years) == 0 {
		return nil, err
	}
	s := &shippedSite{year: filepath.Base(slices.Max(years))}
	if err := m.measure(ctx, &s.all, "shipped site", root, "", m.runs+moreRuns); err != nil {
		return nil, err
	}
	return s, m.measure(ctx, &s.newest, "shipped edition "+s.year, root, "", m.runs+moreRuns, "--edition", s.year)
}

// measure takes the median of some rounds.
func (m *meter) measure(ctx context.Context, r *result, name, root, chapters string, runs int, more ...string) error {
	rounds := make([]round, runs)
	for n := range rounds {
		fmt.Fprintf(os.Stderr, "%s: round %d of %d\n", name, n+1, runs)
		m.rounds++
		base := filepath.Join(m.dir, fmt.Sprintf("round-%03d", m.rounds))
		var err error
		if rounds[n], err = m.round(ctx, r, root, chapters, base, more...); err != nil {
			return err
		}
		if m.keep && n == runs-1 {
			break
		}
		if err := empty(base); err != nil {
			return err
		}
	}
	r.floor = median(rounds, func(r round) cost { return r.floor })
	r.cold = median(rounds, func(r round) cost { return r.cold })
	r.warm = median(rounds, func(r round) cost { return r.warm })
	r.rebuild = median(rounds, func(r round) cost { return r.rebuild })
	return nil
}

// round is one run of each kind. The kinds take turns, so that what disturbs the machine for a while disturbs them all.
type round struct{ floor, cold, warm, rebuild cost }

// round runs each kind once, with all output below base, and notes in r what came out. Without a folder of chapters there
// is no floor.
func (m *meter) round(ctx context.Context, r *result, root, chapters, base string, more ...string) (c round, err error) {
	out := func(name string) string { return filepath.Join(base, name) }
	build := func(to string) (cost, error) {
		return m.run(ctx, m.monitor, append([]string{"build", "--quiet", "--root", root, "--out", out(to), "--cache", out("cache")}, more...)...)
	}
	if c.cold, err = build("cold"); err != nil {
		return c, err
	}
	manifest := filepath.Join(out("cold"), publish.ManifestName)
	site, err := files(manifest)
	if err != nil {
		return c, err
	}
	r.files, r.written = len(site), 0
	for _, f := range site {
		r.written += f.Size
	}
	if chapters != "" {
		if err := floorFolders(site, out("floor")); err != nil {
			return c, err
		}
		if c.floor, err = m.run(ctx, m.self, floorCommand, "--chapters", chapters, "--manifest", manifest, "--out", out("floor")); err != nil {
			return c, err
		}
	}
	if c.warm, err = build("warm"); err != nil {
		return c, err
	}
	c.rebuild, err = build("warm")
	return c, err
}

// run runs a program to its end. The disk is idle when it starts.
func (m *meter) run(ctx context.Context, program string, args ...string) (cost, error) {
	command := exec.CommandContext(ctx, program, args...)
	command.Env = environment(filepath.Join(m.dir, "user-cache"))
	var messages bytes.Buffer
	command.Stderr = &messages
	flushDisks()
	start := time.Now()
	err := command.Run()
	wall := time.Since(start)
	if err != nil {
		if ctx.Err() != nil {
			return cost{}, ctx.Err()
		}
		return cost{}, fmt.Errorf("%s %s: %w\n%s", filepath.Base(program), args[0], err, messages.Bytes())
	}
	state := command.ProcessState
	return cost{wall, state.UserTime() + state.SystemTime(), peakMemory(state)}, nil
}

// environment is that of the user without what would change how the Go runtime works, and with a cache folder of our own.
func environment(cache string) []string {
	env := slices.DeleteFunc(os.Environ(), func(s string) bool {
		name, _, _ := strings.Cut(s, "=")
		return slices.Contains([]string{"GOGC", "GOMEMLIMIT", "GODEBUG", "GOMAXPROCS", "XDG_CACHE_HOME"}, name)
	})
	return append(env, "XDG_CACHE_HOME="+cache)
}

// median takes the middle of each measure over some rounds, but the highest peak.
func median(rounds []round, of func(round) cost) (m cost) {
	walls, cpus := make([]time.Duration, len(rounds)), make([]time.Duration, len(rounds))
	for n, r := range rounds {
		c := of(r)
		walls[n], cpus[n], m.peak = c.wall, c.cpu, max(m.peak, c.peak)
	}
	slices.Sort(walls)
	slices.Sort(cpus)
	low, high := (len(rounds)-1)/2, len(rounds)/2
	m.wall, m.cpu = (walls[low]+walls[high])/2, (cpus[low]+cpus[high])/2
	return m
}

// empty takes the content from all files below a folder, and leaves the files: their space is free again, but the next run
// does not stumble over their remains, as ext4 walks around every inode that was freed in the last minutes, which can take
// ten times as long as the writing. All are removed at the end of the whole run.
func empty(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		return os.Truncate(path, 0)
	})
}
