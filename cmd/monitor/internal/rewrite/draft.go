package rewrite

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// Folders are the folders of the sources.
var Folders = []string{"content", "data", "themes"}

// draftName is the pattern of the names of drafts. Package source skips what begins with a point.
const draftName = ".monitor-draft-*"

// Draft is a copy of the sources in a folder beside them. Commands change and check the copy, and Install puts what
// changed in the place of the sources.
type Draft struct {
	root, dir string
	// were has what each changed file was, nil for a new one.
	were      map[string][]byte
	installed []string
}

// ErrChanged says that somebody else changed a file since the draft was made.
var ErrChanged = errors.New("the file has changed meanwhile")

// NewDraft copies the sources. The caller must call Discard.
func NewDraft(root string) (*Draft, error) {
	dir, err := os.MkdirTemp(root, draftName)
	if err != nil {
		return nil, err
	}
	d := &Draft{root: root, dir: dir, were: make(map[string][]byte)}
	for _, folder := range Folders {
		from := filepath.Join(root, folder)
		if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS(from)); err != nil {
			d.Discard()
			return nil, err
		}
	}
	return d, nil
}

// Dir returns the folder of the copy.
func (d *Draft) Dir() string { return d.dir }

// Discard removes the copy.
func (d *Draft) Discard() { _ = os.RemoveAll(d.dir) }

func (d *Draft) at(name string) string    { return filepath.Join(d.dir, filepath.FromSlash(name)) }
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
	err = fs.WalkDir(os.DirFS(d.dir), folder, func(name string, e fs.DirEntry, err error) error {
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
	slices.SortFunc(all, func(a, b Change) int { return bytes.Compare([]byte(a.Name), []byte(b.Name)) })
	return all, nil
}

// Changed returns the names of the files that Install put in their place or removed.
func (d *Draft) Changed() []string { return d.installed }

// Install puts all that changed in the place of the sources. When something cannot be written, or somebody changed a
// file meanwhile, it takes everything back.
func (d *Draft) Install() (err error) {
	changes, err := d.Changes()
	if err != nil {
		return err
	}
	for _, c := range changes {
		now, err := os.ReadFile(d.place(c.Name))
		isNew := errors.Is(err, fs.ErrNotExist)
		if isNew != (c.Before == nil) || !isNew && (err != nil || !bytes.Equal(now, c.Before)) {
			return &fs.PathError{Op: "install", Path: c.Name, Err: ErrChanged}
		}
	}
	var undo []func() error
	defer func() {
		if err == nil {
			return
		}
		for _, back := range slices.Backward(undo) {
			if failed := back(); failed != nil {
				err = fmt.Errorf("%w; %w", err, failed)
			}
		}
	}()
	for _, c := range changes {
		if c.Now == nil {
			continue
		}
		made, err := makeFolders(filepath.Dir(d.place(c.Name)))
		undo = append(undo, made...)
		if err == nil {
			err = d.putInPlace(c, &undo)
		}
		if err != nil {
			return err
		}
	}
	for _, c := range changes {
		d.installed = append(d.installed, c.Name)
		if c.Now == nil {
			if err := os.Remove(d.place(c.Name)); err != nil {
				return err
			}
			undo = append(undo, func() error { return d.restore(c) })
		}
	}
	return nil
}

// putInPlace renames the new file over the old one, whose permissions it keeps.
func (d *Draft) putInPlace(c Change, undo *[]func() error) error {
	to := d.place(c.Name)
	if info, err := os.Stat(to); err == nil {
		if err := os.Chmod(d.at(c.Name), info.Mode().Perm()); err != nil {
			return err
		}
	}
	if err := os.Rename(d.at(c.Name), to); err != nil {
		return err
	}
	*undo = append(*undo, func() error { return d.restore(c) })
	return nil
}

// restore brings a file back to what it was.
func (d *Draft) restore(c Change) error {
	to := d.place(c.Name)
	if c.Before == nil {
		return os.Remove(to)
	}
	mode := fs.FileMode(0o666)
	if info, err := os.Stat(to); err == nil {
		mode = info.Mode().Perm()
	}
	back := filepath.Join(d.dir, "back")
	if err := os.WriteFile(back, c.Before, mode); err != nil {
		return err
	}
	return os.Rename(back, to)
}

// makeFolders makes a folder and those above it, and returns how to take them back.
func makeFolders(dir string) (undo []func() error, err error) {
	var lacking []string
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil || at == filepath.Dir(at) {
			break
		}
		lacking = append(lacking, at)
	}
	for _, at := range slices.Backward(lacking) {
		if err := os.Mkdir(at, 0o777); err != nil {
			return undo, err
		}
		undo = append(undo, func() error { return os.Remove(at) })
	}
	return undo, nil
}

// CopyFolder copies the files below a folder of the copy to another folder of it.
func (d *Draft) CopyFolder(from, to string) error {
	names, err := d.Files(from)
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := d.Read(name)
		if err == nil {
			err = d.Write(path.Join(to, name[len(from)+1:]), data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
