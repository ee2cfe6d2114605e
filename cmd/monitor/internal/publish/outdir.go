package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// prepareDir makes dir, unless it exists, and checks that we may use it. It returns the folders it
// made, outermost first.
func prepareDir(dir string) (made []string, err error) {
	if dir == "" {
		return nil, refuse(ErrNotFolder, "")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	home, homeErr := os.UserHomeDir()
	if homeErr == nil && filepath.Clean(home) == abs {
		return nil, refuse(ErrHome, "")
	}
	found, err := os.Stat(abs)
	switch {
	case err == nil && !found.IsDir(), err != nil && throughFile(abs):
		return nil, refuse(ErrNotFolder, "")
	case errors.Is(err, syscall.ELOOP):
		return nil, &Error{Reason: ErrDeadLink, Err: err}
	case errors.Is(err, fs.ErrNotExist):
		if _, lerr := os.Lstat(abs); lerr == nil {
			return nil, &Error{Reason: ErrDeadLink, Err: err}
		}
		return makeDirs(abs)
	case err != nil:
		return nil, err
	}
	resolved, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return nil, err
	}
	if filepath.Dir(resolved) == resolved {
		return nil, refuse(ErrFilesystem, "")
	}
	if homeErr == nil {
		if h, err := os.Stat(home); err == nil && os.SameFile(h, found) {
			return nil, refuse(ErrHome, "")
		}
	}
	return nil, nil
}

// throughFile reports whether a path that cannot be used goes through a file. Windows gives the same
// error for that as for a path through folders that do not exist yet.
func throughFile(path string) bool {
	parent := filepath.Dir(path)
	found, err := os.Stat(parent)
	if err == nil {
		return !found.IsDir()
	}
	return parent != path && throughFile(parent)
}

// makeDirs is os.MkdirAll, but returns the folders it made so that Abort can remove them.
func makeDirs(dir string) (made []string, err error) {
	if parent := filepath.Dir(dir); parent != dir {
		if _, err := os.Stat(parent); errors.Is(err, fs.ErrNotExist) {
			if made, err = makeDirs(parent); err != nil {
				return nil, err
			}
		}
	}
	if err := os.Mkdir(dir, folderMode); errors.Is(err, fs.ErrExist) {
		return made, nil // another build made it in the meantime
	} else if err != nil {
		removeDirs(made)
		return nil, err
	}
	made = append(made, dir)
	// The umask may have removed rights; see the rules of the folder. Where Chmod fails, the file
	// system has no modes.
	_ = os.Chmod(dir, folderMode)
	return made, nil
}

// removeDirs removes the folders that makeDirs made, as far as they are still empty.
func removeDirs(made []string) {
	for i := len(made) - 1; i >= 0; i-- {
		if os.Remove(made[i]) != nil {
			return
		}
	}
}
