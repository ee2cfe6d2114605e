package publish

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// replacement replaces the old site by the new one. After an interruption another replacement goes
// on: it reads from the disk what is left to do.
type replacement struct {
	root      *os.Root
	old, next *listing
	stale     []string // files of the old site that the new one does not have
}

type operation string

const (
	opMove   operation = "move"   // rename a staged file into the site
	opRemove operation = "remove" // remove a file that is no longer part of it
)

type step struct {
	op   operation
	path string
}

func newReplacement(root *os.Root, old, next Manifest) *replacement {
	r := &replacement{root: root, old: newListing(root, old), next: newListing(root, next)}
	for _, f := range old.Files {
		if _, stays := r.next.files[f.Path]; !stays {
			r.stale = append(r.stale, f.Path)
		}
	}
	return r
}

// finish does what a killed build left to do.
func (r *replacement) finish() error {
	steps, err := r.plan()
	if err != nil {
		r.withdraw()
		return err
	}
	return r.carryOut(steps)
}

// plan returns the steps that are left. It fails when something foreign is in the way of one, or a folder may not be
// written in.
func (r *replacement) plan() ([]step, error) {
	staged, err := r.staged()
	if err != nil {
		return nil, err
	}
	var adds, replaces, late []string
	for _, f := range r.next.Files {
		if !staged[f.Path] {
			continue
		}
		there, err := r.old.occupant(f.Path)
		isFolder := err == nil && there != nil && there.IsDir()
		if isFolder {
			err = r.onlyStale(f.Path)
		}
		switch {
		case err != nil:
			return nil, err
		case isFolder || r.old.isInWay(f.Path):
			late = append(late, f.Path)
		case there == nil:
			adds = append(adds, f.Path)
		default:
			replaces = append(replaces, f.Path)
		}
	}
	for _, path := range r.stale {
		if _, err := r.old.folderExists(path); errors.Is(err, ErrLink) {
			return nil, err
		}
	}
	var steps []step
	addSteps := func(op operation, paths []string) {
		for _, path := range paths {
			steps = append(steps, step{op, path})
		}
	}
	slices.SortFunc(adds, byPlacement)
	slices.SortFunc(replaces, byPlacement)
	addSteps(opMove, adds)
	addSteps(opMove, replaces)
	addSteps(opRemove, r.stale)
	addSteps(opMove, late)
	return steps, r.mayChange(steps)
}

// mayChange checks that the folders in which steps change names may be written in. One that may not would stop the
// replacement halfway.
func (r *replacement) mayChange(steps []step) error {
	checked := map[string]bool{}
	check := func(dir string) error {
		if checked[dir] {
			return nil
		}
		checked[dir] = true
		return asError("", dir, mayWrite(filepath.Join(r.root.Name(), filepath.FromSlash(dir))))
	}
	for _, s := range steps {
		dir, _ := splitPath(s.path)
		for ; dir != ""; dir, _ = splitPath(dir) {
			if there, err := lstat(r.root, dir); err != nil {
				return asError("", dir, err)
			} else if there != nil && there.IsDir() {
				break // or it is made, in the folder that holds it
			}
		}
		if err := check(dir); err != nil {
			return err
		}
	}
	return check("") // for the manifest
}

// onlyStale checks that the folder at path holds nothing but stale files.
func (r *replacement) onlyStale(path string) error {
	return fs.WalkDir(r.root.FS(), path, func(at string, d fs.DirEntry, err error) error {
		within := func(stale string) bool { return strings.HasPrefix(stale, at+"/") }
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.ContainsFunc(r.stale, within), d.Type().IsRegular() && slices.Contains(r.stale, at):
			return nil
		}
		return refuse(ErrForeign, at)
	})
}

// carryOut does the steps, and then moves the new manifest into place.
func (r *replacement) carryOut(steps []step) error {
	for _, s := range steps {
		if err := r.doStep(s); err != nil {
			r.withdraw()
			return asError("", s.path, err)
		}
	}
	if r.next.equal(r.old.Manifest) {
		return r.root.Remove(decisionFile)
	}
	return r.root.Rename(decisionFile, ManifestName)
}

func (r *replacement) doStep(s step) error {
	if s.op == opRemove {
		return r.remove(s.path)
	}
	return r.moveIn(s.path)
}

// moveIn renames a staged file into the site. It checks once more that nothing foreign is in the
// way.
func (r *replacement) moveIn(path string) error {
	if there, err := r.old.occupant(path); err != nil {
		return err
	} else if there != nil && there.IsDir() {
		return refuse(ErrForeign, path)
	}
	if err := r.makeFolder(path); err != nil {
		return err
	}
	return r.root.Rename(stageDir+"/"+path, path)
}

// makeFolder makes the folder of path, unless it exists.
func (r *replacement) makeFolder(path string) error {
	if exists, err := r.old.folderExists(path); err != nil || exists {
		return err
	}
	dir, _ := splitPath(path)
	if err := r.makeFolder(dir); err != nil {
		return err
	}
	// The folder is made beside the site and moved, so that it has its mode as soon as it is there.
	// No staged file can have this name: it begins with a dot.
	const beside = stageDir + "/.folder"
	if err := r.root.Mkdir(beside, folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	_ = r.root.Chmod(beside, folderMode) // see writeFile
	return r.root.Rename(beside, dir)
}

// remove removes a stale file, if it is still a file, and then its folders that are empty.
func (r *replacement) remove(path string) error {
	if exists, err := r.old.folderExists(path); errors.Is(err, ErrLink) {
		return err
	} else if exists {
		there, err := lstat(r.root, path)
		if err != nil {
			return err
		}
		if there != nil && there.Mode().IsRegular() && !r.isNew(path, there) {
			if err := r.root.Remove(path); err != nil {
				return err
			}
		}
	}
	r.prune(path)
	return nil
}

// isNew reports whether the file at a stale path is a new one, moved in before an interruption. On
// a file system that ignores case, a new file Home.html is also at the stale path home.html.
func (r *replacement) isNew(path string, there fs.FileInfo) bool {
	name, stays := r.next.folded[foldCase(path)]
	if !stays || !r.next.isSame(name, there) {
		return false
	}
	staged, _ := lstat(r.root, stageDir+"/"+name) // after an error the file counts as new, and is kept
	return staged == nil
}

// prune removes those of the folders of path that are empty.
func (r *replacement) prune(path string) {
	for dir, _ := splitPath(path); dir != ""; dir, _ = splitPath(dir) {
		there, err := lstat(r.root, dir)
		switch {
		case err != nil || there != nil && !there.IsDir():
			return
		case there != nil && r.root.Remove(dir) != nil:
			return // it holds something
		}
	}
}

// withdraw moves the new files back and removes the decision, provided that every file of the old
// site is still in place. Otherwise the decision stays for the next Open.
func (r *replacement) withdraw() {
	staged, err := r.staged()
	if err != nil {
		return
	}
	var added []string
	for _, f := range r.next.Files {
		if last, ours := r.old.files[f.Path]; !ours {
			added = append(added, f.Path)
		} else if last != f && !staged[f.Path] {
			return
		}
	}
	for _, path := range r.stale {
		if there, err := lstat(r.root, path); err != nil || there == nil || r.isNew(path, there) {
			return
		}
	}
	for _, path := range added {
		if !staged[path] {
			err := r.root.Rename(path, stageDir+"/"+path)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return
			}
		}
		r.prune(path)
	}
	_ = r.root.Remove(decisionFile) // release removes the staged files
}

// staged returns the paths of the files that are still staged.
func (r *replacement) staged() (map[string]bool, error) {
	paths := map[string]bool{}
	err := fs.WalkDir(r.root.FS(), stageDir, func(at string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			paths[strings.TrimPrefix(at, stageDir+"/")] = true
		}
		if at == stageDir && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	return paths, err
}

// byPlacement compares files by the order in which they are moved in: first assets, then pages from
// the deepest folder to the top, the index page of a folder after its other pages. Links hold in
// any order. In this one, a page comes after the pages that it summarises.
func byPlacement(a, b string) int {
	return cmp.Or(
		cmp.Compare(placementRank(a), placementRank(b)),
		-cmp.Compare(strings.Count(a, "/"), strings.Count(b, "/")),
		strings.Compare(a, b),
	)
}

func placementRank(path string) int {
	_, name := splitPath(path)
	switch {
	case strings.HasPrefix(path, "assets/"):
		return 0
	case name == "index.html":
		return 2
	}
	return 1
}
