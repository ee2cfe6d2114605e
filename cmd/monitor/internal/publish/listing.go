package publish

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// listing is a manifest with the folder that it describes. It knows what in the folder is ours.
type listing struct {
	Manifest
	root   *os.Root
	files  map[string]File   // by path
	folded map[string]string // case-folded path to path
}

func newListing(root *os.Root, m Manifest) *listing {
	l := &listing{Manifest: m, root: root, files: map[string]File{}, folded: map[string]string{}}
	for _, f := range m.Files {
		l.files[f.Path] = f
		l.folded[foldCase(f.Path)] = f.Path
	}
	return l
}

// occupant returns what is at the path of a new file: nil for nothing, a file of ours, or a folder,
// whose content it does not check. It fails with ErrForeign or ErrLink when something else is
// there, or in place of one of its folders.
func (l *listing) occupant(path string) (fs.FileInfo, error) {
	exists, err := l.folderExists(path)
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

// folderExists reports whether the folder of path exists. When something else is in its place it
// returns ErrLink, or ErrForeign for a file that is not ours.
func (l *listing) folderExists(path string) (exists bool, err error) {
	dir, _ := splitPath(path)
	if dir == "" {
		return true, nil
	}
	if exists, err := l.folderExists(dir); err != nil || !exists {
		return false, err
	}
	there, err := lstat(l.root, dir)
	switch {
	case err != nil || there == nil:
		return false, err
	case there.IsDir():
		return true, nil
	case there.Mode()&fs.ModeSymlink != 0:
		return false, refuse(ErrLink, dir)
	case l.owns(dir, there):
		return false, nil
	}
	return false, refuse(ErrForeign, dir)
}

// owns reports whether there, which is at path, is a file of ours. On a file system that ignores
// case, the manifest may list it under a name in another case.
func (l *listing) owns(path string, there fs.FileInfo) bool {
	if !there.Mode().IsRegular() {
		return false
	}
	if _, listed := l.files[path]; listed {
		return true
	}
	name, listed := l.folded[foldCase(path)]
	return listed && l.isSame(name, there)
}

// isSame reports whether name is another name of the file there.
func (l *listing) isSame(name string, there fs.FileInfo) bool {
	other, err := lstat(l.root, name)
	return err == nil && other != nil && os.SameFile(other, there)
}

// isInWay reports whether a file of this listing must go before a new file can come at path. Either
// it is where one of the new file's folders is to be, or it has the same name in another case.
func (l *listing) isInWay(path string) bool {
	if name, listed := l.folded[foldCase(path)]; listed && name != path {
		return true
	}
	for dir, _ := splitPath(foldCase(path)); dir != ""; dir, _ = splitPath(dir) {
		if _, listed := l.folded[dir]; listed {
			return true
		}
	}
	return false
}

// lstat is os.Root.Lstat, but returns nil when nothing is there.
func lstat(root *os.Root, path string) (fs.FileInfo, error) {
	there, err := root.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, nil
	}
	return there, err
}
