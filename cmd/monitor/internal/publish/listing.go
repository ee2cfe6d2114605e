package publish

import (
	"errors"
	"io/fs"
	"os"
	"sync"
	"syscall"
)

// listing is a manifest that can be asked what in the folder is ours.
type listing struct {
	Manifest
	root   *os.Root
	files  map[string]File   // by path
	folded map[string]string // folded path to path
	known  sync.Map          // folders that were there when we looked, by path
}

func newListing(root *os.Root, m Manifest) *listing {
	l := &listing{Manifest: m, root: root, files: map[string]File{}, folded: map[string]string{}}
	for _, f := range m.Files {
		l.files[f.Path] = f
		l.folded[fold(f.Path)] = f.Path
	}
	return l
}

// standing returns what stands where a new file comes, nil for nothing: a file of ours, or a folder, of which it does not
// look what is in it. It fails with ErrForeign or ErrLink when something else stands there or where its folders are.
func (l *listing) standing(path string) (fs.FileInfo, error) {
	exists, err := l.folder(path)
	if err != nil || !exists {
		return nil, err
	}
	there, err := lstat(l.root, path)
	switch {
	case err != nil || there == nil:
		return nil, err
	case there.IsDir(), l.owns(path, there):
		return there, nil
	}
	return nil, refuse(ErrForeign, path)
}

// folder reports whether the folder of path exists, or says what is there instead: ErrLink, or ErrForeign for a file
// that is not ours. It looks at each folder once, see forget.
func (l *listing) folder(path string) (exists bool, err error) {
	dir, _ := split(path)
	if dir == "" {
		return true, nil
	}
	if _, known := l.known.Load(dir); known {
		return true, nil
	}
	if exists, err := l.folder(dir); err != nil || !exists {
		return false, err
	}
	there, err := lstat(l.root, dir)
	switch {
	case err != nil || there == nil:
		return false, err
	case there.IsDir():
		l.known.Store(dir, true)
		return true, nil
	case there.Mode()&fs.ModeSymlink != 0:
		return false, refuse(ErrLink, dir)
	case l.owns(dir, there):
		return false, nil
	}
	return false, refuse(ErrForeign, dir)
}

// forget makes folder look again.
func (l *listing) forget() { l.known.Clear() }

// owns reports whether what is at path is a file of ours. Where names that differ in case only are one, the manifest may
// know it by another name.
func (l *listing) owns(path string, there fs.FileInfo) bool {
	if !there.Mode().IsRegular() {
		return false
	}
	if _, listed := l.files[path]; listed {
		return true
	}
	name, listed := l.folded[fold(path)]
	return listed && l.isSame(name, there)
}

// isSame reports whether name is another name of a file.
func (l *listing) isSame(name string, there fs.FileInfo) bool {
	other, err := lstat(l.root, name)
	return err == nil && other != nil && os.SameFile(other, there)
}

// inWay reports whether a file of this listing must go before a new file can come at path: it is where one of the
// folders is to be, or has the same name in another case.
func (l *listing) inWay(path string) bool {
	if name, listed := l.folded[fold(path)]; listed && name != path {
		return true
	}
	for dir, _ := split(fold(path)); dir != ""; dir, _ = split(dir) {
		if _, listed := l.folded[dir]; listed {
			return true
		}
	}
	return false
}

// lstat is os.Root.Lstat, but for nothing there it returns nil.
func lstat(root *os.Root, path string) (fs.FileInfo, error) {
	there, err := root.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, nil
	}
	return there, err
}
