package main

import (
	"os"
	"path/filepath"
)

// misplaced reports a --out or --cache that is mixed up with something else: what is published may
// not hold the cache, in which figures for every audience are kept, and neither may be where the
// sources are, or would be.
func (p *program) misplaced(out, cache string) (status int, bad bool) {
	flags := []struct{ name, dir string }{{"--out", out}, {"--cache", cache}}
	if cache == "" {
		flags = flags[:1]
	}
	for _, f := range flags {
		for _, name := range []string{"data", "content", "themes"} {
			sources := filepath.Join(p.root, name)
			switch {
			case within(f.dir, sources):
				return p.misused("cli.in-sources", f.name, f.dir, sources), true
			case within(sources, f.dir):
				return p.misused("cli.around-sources", f.name, f.dir, sources), true
			}
		}
	}
	if cache != "" && (within(cache, out) || within(out, cache)) {
		return p.misused("cli.cache-with-site", cache, out), true
	}
	return exitDone, false
}

// within reports whether a folder is another one or is in it, also by way of links. Neither need
// exist.
func within(dir, outer string) bool {
	outer = resolved(outer)
	for dir = resolved(dir); ; dir = filepath.Dir(dir) {
		if dir == outer || sameFolder(dir, outer) {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

// sameFolder reports whether two paths lead to one folder, as they may where capitals do not
// matter.
func sameFolder(a, b string) bool {
	inA, errA := os.Stat(a)
	inB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(inA, inB)
}

// resolved returns the absolute path of a folder without links in the part of it that exists.
func resolved(dir string) string {
	if absolute, err := filepath.Abs(dir); err == nil {
		dir = absolute
	}
	rest := ""
	for {
		if target, err := filepath.EvalSymlinks(dir); err == nil {
			return filepath.Join(target, rest)
		}
		if dir == filepath.Dir(dir) {
			return filepath.Join(dir, rest)
		}
		dir, rest = filepath.Dir(dir), filepath.Join(filepath.Base(dir), rest)
	}
}
