package publish

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// replacement is the way from the old site to the new one. After an interruption another one goes on: what is left to do
// is read from the disk.
type replacement struct {
	root      *os.Root
	old, next *listing
	stale     []string // files of the old site that the new one does not have
}

type operation string

const (
	opPlace  operation = "place"  // rename a staged file into the site
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

// finish does what a killed build has left to do.
func (r *replacement) finish() error {
	steps, err := r.plan()
	if err != nil {
		r.takeBack()
		return err
	}
	return r.carryOut(steps)
}

// plan lists the steps that are left, and fails when something foreign is in the way of one.
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
		there, err := r.old.standing(f.Path)
		isFolder := err == nil && there != nil && there.IsDir()
		if isFolder {
			err = r.onlyStale(f.Path)
		}
		switch {
		case err != nil:
			return nil, err
		case isFolder || r.old.inWay(f.Path):
			late = append(late, f.Path)
		case there == nil:
			adds = append(adds, f.Path)
		default:
			replaces = append(replaces, f.Path)
		}
	}
	for _, path := range r.stale {
		if _, err := r.old.folder(path); errors.Is(err, ErrLink) {
			return nil, err
		}
	}
	var steps []step
	do := func(op operation, paths []string) {
		for _, path := range paths {
			steps = append(steps, step{op, path})
		}
	}
	slices.SortFunc(adds, inOrder)
	slices.SortFunc(replaces, inOrder)
	do(opPlace, adds)
	do(opPlace, replaces)
	do(opRemove, r.stale)
	do(opPlace, late)
	return steps, nil
}

// onlyStale checks that nothing is left of the folder at path once the stale files are gone.
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

// carryOut does the steps, and makes the new manifest that of the folder.
func (r *replacement) carryOut(steps []step) error {
	r.old.forget()
	for _, s := range steps {
		if err := r.do(s); err != nil {
			r.takeBack()
			return explain("", s.path, err)
		}
	}
	if r.next.equal(r.old.Manifest) {
		return r.root.Remove(decisionFile)
	}
	return r.root.Rename(decisionFile, ManifestName)
}

func (r *replacement) do(s step) error {
	if s.op == opRemove {
		return r.remove(s.path)
	}
	return r.place(s.path)
}

// place looks once more that all is ours, and renames a staged file into the site.
func (r *replacement) place(path string) error {
	if there, err := r.old.standing(path); err != nil {
		return err
	} else if there != nil && there.IsDir() {
		return refuse(ErrForeign, path)
	}
	if err := r.makeFolder(path); err != nil {
		return err
	}
	return r.root.Rename(stageDir+"/"+path, path)
}

// makeFolder makes the folder of path, if need be.
func (r *replacement) makeFolder(path string) error {
	if exists, err := r.old.folder(path); err != nil || exists {
		return err
	}
	dir, _ := split(path)
	if err := r.makeFolder(dir); err != nil {
		return err
	}
	// It is made beside the site, so that it has its mode as soon as it is there. No staged file has that name.
	const beside = stageDir + "/.folder"
	if err := r.root.Mkdir(beside, folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	_ = r.root.Chmod(beside, folderMode) // see writeFile
	return r.root.Rename(beside, dir)
}

// remove removes a stale file, if it is still a file, and the folders that are empty then.
func (r *replacement) remove(path string) error {
	if exists, err := r.old.folder(path); errors.Is(err, ErrLink) {
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

// isNew reports whether what is at a stale path is a new file that was placed before an interruption: where names that
// differ in case only are one, it seems to be at both.
func (r *replacement) isNew(path string, there fs.FileInfo) bool {
	name, stays := r.next.folded[fold(path)]
	if !stays || !r.next.isSame(name, there) {
		return false
	}
	staged, _ := lstat(r.root, stageDir+"/"+name) // in doubt it is kept
	return staged == nil
}

// prune removes the folders of path that are empty.
func (r *replacement) prune(path string) {
	for dir, _ := split(path); dir != ""; dir, _ = split(dir) {
		there, err := lstat(r.root, dir)
		switch {
		case err != nil || there != nil && !there.IsDir():
			return
		case there != nil && r.root.Remove(dir) != nil:
			return // it holds something
		}
		r.old.forget()
	}
}

// takeBack withdraws the decision, if every file of the old site is still in place, and with it the new files that are.
// Otherwise the decision stays for the next Open.
func (r *replacement) takeBack() {
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
	_ = r.root.Remove(decisionFile) // what is staged goes with the Publication
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

// inOrder sorts new or replaced files: first what pages are made of, then pages from the deepest to the top, a folder's
// index page after its other pages. Links hold in any order; this one makes a page that sums others up come after them.
func inOrder(a, b string) int {
	return cmp.Or(
		cmp.Compare(rank(a), rank(b)),
		-cmp.Compare(strings.Count(a, "/"), strings.Count(b, "/")),
		strings.Compare(a, b),
	)
}

func rank(path string) int {
	_, name := split(path)
	switch {
	case strings.HasPrefix(path, "assets/"):
		return 0
	case name == "index.html":
		return 2
	}
	return 1
}
