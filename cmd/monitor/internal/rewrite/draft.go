package rewrite

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/lock"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// folders are the folders of the sources.
var folders = []string{"content", "data", "themes"}

// workDir is the folder of a draft, beside the sources. Package source skips what begins with a point.
const workDir = ".monitor-draft"

// Draft is a copy of the sources in a folder beside them. Commands change and check the copy, and Install puts what
// changed in the place of the sources. One process at a time has a draft.
type Draft struct {
	root string
	work *os.Root // root, for the lock
	lock *lock.Lock
	// were has what each changed file was, nil for a new one.
	were      map[string][]byte
	installed []string
	undone    []string
}

// Why a draft cannot be made or installed. An fs.PathError has the name of the file.
var (
	// ErrChanged says that somebody else changed a file since the draft was made.
	ErrChanged = errors.New("the file has changed meanwhile")
	// ErrReadOnly says that nobody may write a file.
	ErrReadOnly = errors.New("the file is read-only")
	// ErrNotPlain says that something is a link, or another thing that is no file and no folder. A link would have
	// to be followed or replaced, and nobody said which.
	ErrNotPlain = errors.New("this is no plain file or folder")
	// ErrJournal says that the journal of an installation is not as it was written.
	ErrJournal = errors.New("the file is damaged")
	// ErrHalf says that an installation ended half way and could not be taken back.
	ErrHalf = errors.New("half of the changes are left")
)

// NewDraft takes back what a killed process left half installed, and copies the sources. The caller must call Discard.
// The error is lock.ErrBusy while another process has a draft.
func NewDraft(root string) (d *Draft, err error) {
	d = &Draft{root: root, were: make(map[string][]byte)}
	if d.work, err = os.OpenRoot(root); err != nil {
		return nil, err
	}
	if d.lock, err = lock.Acquire(d.work, workDir); err != nil {
		_ = d.work.Close()
		return nil, err
	}
	if d.undone, err = d.undo(); err == nil {
		_ = os.RemoveAll(d.Dir()) // of a killed process, as the next one
		_ = os.RemoveAll(d.place(keptDir))
		err = d.copySources()
	}
	if err != nil {
		d.Discard()
		return nil, err
	}
	return d, nil
}

// copySources copies the folders of the sources, without what package source skips.
func (d *Draft) copySources() error {
	if err := os.Mkdir(d.Dir(), 0o777); err != nil {
		return err
	}
	return fs.WalkDir(os.DirFS(d.root), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || name == ".":
			return err
		case !inFolders(name) || source.LeftBehind(name):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			return os.Mkdir(d.at(name), 0o777)
		case !e.Type().IsRegular():
			return &fs.PathError{Op: "copy", Path: name, Err: ErrNotPlain}
		}
		data, err := os.ReadFile(d.place(name))
		if err == nil {
			err = os.WriteFile(d.at(name), data, 0o666)
		}
		return about(name, err)
	})
}

// inFolders reports whether a path is of one of the folders of the sources, or in one.
func inFolders(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return slices.Contains(folders, top)
}

// about returns an error with the name of a file of the sources.
func about(name string, err error) error {
	if err == nil {
		return nil
	}
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err
	} else if inner, ok := errors.AsType[*os.LinkError](err); ok {
		err = inner.Err
	}
	return &fs.PathError{Op: "change", Path: name, Err: err}
}

// Dir returns the folder of the copy.
func (d *Draft) Dir() string { return filepath.Join(d.root, workDir, "copy") }

// Undone returns the names of the files that a killed process had changed, and that NewDraft brought back.
func (d *Draft) Undone() []string { return d.undone }

// Discard removes the copy.
func (d *Draft) Discard() {
	_ = os.RemoveAll(d.Dir())
	d.lock.Release()
	_ = d.work.Close()
}

func (d *Draft) at(name string) string    { return filepath.Join(d.Dir(), filepath.FromSlash(name)) }
func (d *Draft) place(name string) string { return filepath.Join(d.root, filepath.FromSlash(name)) }

// Read returns a file of the copy.
func (d *Draft) Read(name string) ([]byte, error) { return os.ReadFile(d.at(name)) }

// Exists reports whether the copy has a file or folder.
func (d *Draft) Exists(name string) bool {
	_, err := os.Stat(d.at(name))
	return err == nil
}

// Files returns the files of the copy below a folder, in the order of their names.
func (d *Draft) Files(folder string) (names []string, err error) {
	err = fs.WalkDir(os.DirFS(d.Dir()), folder, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// note remembers what a file was before its first change.
func (d *Draft) note(name string) error {
	if _, noted := d.were[name]; noted {
		return nil
	}
	data, err := d.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		data, err = nil, nil
	} else if data == nil {
		data = []byte{}
	}
	d.were[name] = data
	return err
}

// Write writes a file of the copy.
func (d *Draft) Write(name string, data []byte) error {
	if err := d.note(name); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(d.at(name)), 0o777); err != nil {
		return err
	}
	return os.WriteFile(d.at(name), data, 0o666)
}

// Remove removes a file of the copy.
func (d *Draft) Remove(name string) error {
	if err := d.note(name); err != nil {
		return err
	}
	return os.Remove(d.at(name))
}

// Move gives a file of the copy another name. The error is fs.ErrExist when another file has that name.
func (d *Draft) Move(from, to string) error {
	if d.Exists(to) {
		return &fs.PathError{Op: "move", Path: to, Err: fs.ErrExist}
	}
	data, err := d.Read(from)
	if err == nil {
		err = d.Write(to, data)
	}
	if err == nil {
		err = d.Remove(from)
	}
	return err
}

// Change is what became of one file; nil for no file.
type Change struct {
	Name        string
	Before, Now []byte
}

// Changes returns the files that differ from the sources, in the order of their names.
func (d *Draft) Changes() (all []Change, err error) {
	for name, before := range d.were {
		now, err := d.Read(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if before == nil && now == nil || before != nil && now != nil && bytes.Equal(before, now) {
			continue
		}
		all = append(all, Change{name, before, now})
	}
	slices.SortFunc(all, func(a, b Change) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}
