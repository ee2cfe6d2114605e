package rewrite

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"syscall"

	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// An installation is whole or taken back, also when its process is killed:
//
//	step                                  killed there, the next NewDraft
//	1. keep what changes in before/       drops that
//	2. write the journal                  takes back what has been done of step 3, and drops the journal
//	3. rename new files into their place, the same
//	   and remove those that go
//	4. remove the journal                 finds nothing to do
//
// Nothing is flushed to the disk: a killed process loses nothing that it has written. After a power failure files may
// be empty. The checksums in the journal show that, and the user is told to look.

// keptDir has what files were before an installation.
const keptDir = workDir + "/before"

// entry is a line of the journal: a file, with the checksums of what it was and what it becomes; "" for no file.
type entry struct {
	Name   string `json:"name"`
	Before string `json:"before"`
	Now    string `json:"now"`
}

// checksum returns the checksum of a file's content; nil is no file.
func checksum(data []byte) string {
	if data == nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Changed returns the names of the files that Install put in their place or removed.
func (d *Draft) Changed() []string { return d.installed }

// Install puts all that changed in the place of the sources. When something cannot be written, it takes everything
// back. It does nothing when it should not write a file, or when somebody changed one meanwhile.
func (d *Draft) Install() error {
	changes, err := d.Changes()
	if err != nil {
		return err
	}
	for _, c := range changes {
		if err := d.mayChange(c); err != nil {
			return about(c.Name, err)
		}
	}
	if err := d.writeJournal(changes); err != nil {
		return err
	}
	for _, removals := range []bool{false, true} { // last: what moves is always somewhere
		for _, c := range changes {
			if (c.Now == nil) != removals {
				continue
			}
			if err := d.carryOut(c); err != nil {
				_, half := d.undo()
				return errors.Join(half, about(c.Name, err))
			}
		}
	}
	for _, c := range changes {
		d.installed = append(d.installed, c.Name)
	}
	return d.dropJournal()
}

// mayChange returns why a file of the sources may not be changed.
func (d *Draft) mayChange(c Change) error {
	info, err := os.Lstat(d.place(c.Name))
	const anybodyWrites = 0o222
	switch {
	case errors.Is(err, fs.ErrNotExist) && c.Before == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist) || err == nil && c.Before == nil:
		return ErrChanged
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return ErrNotPlain
	case info.Mode().Perm()&anybodyWrites == 0:
		return ErrReadOnly
	}
	now, err := os.ReadFile(d.place(c.Name))
	if err == nil && !bytes.Equal(now, c.Before) {
		err = ErrChanged
	}
	return err
}

// carryOut makes one change in the sources. A file keeps its permissions.
func (d *Draft) carryOut(c Change) error {
	to := d.place(c.Name)
	if c.Now == nil {
		return os.Remove(to)
	}
	if c.Before != nil {
		info, err := os.Stat(to)
		if err == nil {
			err = os.Chmod(d.at(c.Name), info.Mode().Perm())
		}
		if err != nil {
			return err
		}
	} else if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return os.Rename(d.at(c.Name), to)
}

// writeJournal keeps what files are, and then writes down what will become of them.
func (d *Draft) writeJournal(changes []Change) error {
	var entries []entry
	for _, c := range changes {
		entries = append(entries, entry{c.Name, checksum(c.Before), checksum(c.Now)})
		if c.Before == nil {
			continue
		}
		if err := d.keep(c); err != nil {
			return about(c.Name, err)
		}
	}
	data, err := json.MarshalIndent(entries, "", "\t")
	if err != nil {
		return err
	}
	name := d.place(source.Journal)
	if err := os.WriteFile(name+".new", data, 0o666); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// keep keeps what a file is.
func (d *Draft) keep(c Change) error {
	name := d.kept(c.Name)
	info, err := os.Stat(d.place(c.Name))
	if err == nil {
		err = os.MkdirAll(filepath.Dir(name), 0o777)
	}
	if err == nil {
		err = os.WriteFile(name, c.Before, 0o666)
	}
	if err == nil {
		err = os.Chmod(name, info.Mode().Perm())
	}
	return err
}

// kept returns where it is kept what a file was.
func (d *Draft) kept(name string) string { return d.place(path.Join(keptDir, name)) }

// dropJournal ends an installation.
func (d *Draft) dropJournal() error {
	if err := os.Remove(d.place(source.Journal)); err != nil {
		return errors.Join(ErrHalf, about(source.Journal, err))
	}
	_ = os.RemoveAll(d.place(keptDir)) // or else the next draft does
	return nil
}

// undo takes back what an installation has done, by its journal, and returns the files that it had changed. When
// somebody changed one of them since, undo does nothing. Every error is an ErrHalf.
func (d *Draft) undo() (undone []string, err error) {
	defer func() {
		if err != nil && !errors.Is(err, ErrHalf) {
			err = errors.Join(ErrHalf, err)
		}
	}()
	entries, found, err := d.readJournal()
	if err != nil || !found {
		return nil, err
	}
	changed, err := d.carriedOut(entries)
	if err != nil {
		return nil, err
	}
	for _, e := range changed {
		if e.Before == "" {
			err = os.Remove(d.place(e.Name))
		} else {
			err = os.Rename(d.kept(e.Name), d.place(e.Name))
		}
		if err != nil {
			return undone, about(e.Name, err)
		}
		undone = append(undone, e.Name)
	}
	for _, e := range entries {
		if e.Before == "" {
			d.removeEmpty(path.Dir(e.Name))
		}
	}
	return undone, d.dropJournal()
}

// readJournal returns what the journal has; found is false when there is none.
func (d *Draft) readJournal() (entries []entry, found bool, err error) {
	data, err := os.ReadFile(d.place(source.Journal))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, about(source.Journal, err)
	}
	outside := func(e entry) bool { return !fs.ValidPath(e.Name) || !inFolders(e.Name) }
	if json.Unmarshal(data, &entries) != nil || slices.ContainsFunc(entries, outside) {
		return nil, false, about(source.Journal, ErrJournal)
	}
	return entries, true, nil
}

// carriedOut returns the entries of which the file is what it was to become. All others must be what they were.
func (d *Draft) carriedOut(entries []entry) (changed []entry, err error) {
	for _, e := range entries {
		is, err := sumOf(d.place(e.Name))
		if err != nil {
			return nil, about(e.Name, err)
		}
		if is == e.Before {
			continue
		}
		if was, err := sumOf(d.kept(e.Name)); is != e.Now || was != e.Before || err != nil {
			return nil, about(e.Name, errors.Join(ErrChanged, err))
		}
		changed = append(changed, e)
	}
	return changed, nil
}

// removeEmpty removes a folder that was made for a file, and those above it: perhaps not all were made. Folders in
// which there is something stay.
func (d *Draft) removeEmpty(dir string) {
	for ; dir != "."; dir = path.Dir(dir) {
		if err := os.Remove(d.place(dir)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return
		}
	}
}

// sumOf returns the checksum of a file on disk, "" when there is none.
func sumOf(name string) (string, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return "", nil
	}
	if data == nil {
		data = []byte{}
	}
	return checksum(data), err
}
