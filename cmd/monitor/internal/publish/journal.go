package publish

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// The journal is a list of steps that can be carried out again from the start after any interruption: a step whose
// staged file is gone has been done.

type operation string

const (
	opAdd     operation = "add"     // bring a staged file or folder to a place where nothing is
	opReplace operation = "replace" // bring a staged file to the place of one
	opClear   operation = "clear"   // remove a file that stands in the way of the next add
	opRemove  operation = "remove"  // remove a file that is no longer part of the site
)

type step struct {
	op   operation
	path string
}

// The journal is text: a heading, a line for each step, and a last line. Paths have no line ends in them (checkPath).
const (
	journalHead = "monitor journal 1"
	journalEnd  = "end"
)

// writeJournal writes the journal. From its rename on the new site is decided.
func writeJournal(root *os.Root, steps []step) error {
	var b strings.Builder
	b.WriteString(journalHead)
	for _, s := range steps {
		fmt.Fprintf(&b, "\n%s %s", s.op, s.path)
	}
	b.WriteString("\n" + journalEnd + "\n")
	if err := writeSynced(root, journalPart, []byte(b.String()), 0o600); err != nil {
		return err
	}
	return root.Rename(journalPart, journalFile)
}

func readJournal(r io.Reader) ([]step, error) {
	var steps []step
	lines := bufio.NewScanner(r)
	if !lines.Scan() || lines.Text() != journalHead {
		return nil, errUnexpected
	}
	for lines.Scan() && len(steps) < maxManifestLines {
		op, path, _ := strings.Cut(lines.Text(), " ")
		switch operation(op) {
		case opAdd, opReplace:
			if path == ManifestName {
				break
			}
			fallthrough
		case opClear, opRemove:
			if err := checkSitePath(path); err != nil {
				return nil, fmt.Errorf("%q: %w", path, err)
			}
		case journalEnd:
			if path != "" || lines.Scan() {
				return nil, errUnexpected
			}
			return steps, nil
		default:
			return nil, errUnexpected
		}
		steps = append(steps, step{operation(op), path})
	}
	return nil, errors.Join(io.ErrUnexpectedEOF, lines.Err())
}

// finishLast carries out what a killed build had decided, or drops what it had not.
func finishLast(root *os.Root) error {
	f, err := root.Open(journalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return dropStaged(root)
	} else if err != nil {
		return err
	}
	steps, err := readJournal(f)
	_ = f.Close()
	if err != nil {
		return &Error{Reason: ErrManifest, Path: journalFile, Err: err}
	}
	if err := carryOut(root, steps); err != nil {
		return err
	}
	return dropStaged(root)
}

// dropStaged removes what a build made in the working folder, the lock excepted, and nothing else that may be in it.
func dropStaged(root *os.Root) error {
	if err := root.Remove(journalPart); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return root.RemoveAll(stageDir)
}

// carryOut does the steps and then removes the journal. If a step fails before anything of the old site was touched,
// what was added is taken back and the journal removed as well; otherwise the journal stays.
func carryOut(root *os.Root, steps []step) error {
	m := mover{root: root}
	err := m.all(steps)
	m.leave()
	if err != nil {
		if !oldIsWhole(root, steps) || takeBack(root, steps) != nil {
			return err
		}
	} else {
		prune(root, steps)
	}
	if err1 := root.Remove(journalFile); err == nil {
		err = err1
	}
	return err
}

// mover carries out steps. It keeps the last folder open, staged and in place, as steps come folder by folder.
type mover struct {
	root     *os.Root
	dir      string
	places   bool     // opened for files to be placed, not for removals
	from, to *os.Root // nil: there is no such folder
	handles  moveHandles
}

func (m *mover) all(steps []step) error {
	for i, s := range steps {
		if err := m.enter(s); err != nil {
			return explain("", s.path, err)
		}
		_, name := split(s.path)
		var err error
		switch s.op {
		case opAdd, opReplace:
			err = m.place(s, name)
		case opClear:
			if isStaged(m.root, nextAdd(steps[i:])) {
				err = m.remove(name)
				m.leave()
				prune(m.root, steps[i:i+1])
			}
		case opRemove:
			err = m.remove(name)
		}
		if err != nil {
			return explain("", s.path, err)
		}
	}
	return nil
}

// nextAdd is the path that the clear step at the start of steps makes room for.
func nextAdd(steps []step) string {
	for _, s := range steps {
		if s.op == opAdd {
			return s.path
		}
	}
	return ""
}

// enter opens the folder of a step.
func (m *mover) enter(s step) (err error) {
	dir, _ := split(s.path)
	places := s.op == opAdd || s.op == opReplace
	if m.to != nil && m.dir == dir && m.places == places {
		return nil
	}
	m.leave()
	m.dir, m.places = dir, places
	m.to, err = openFolder(m.root, dir)
	switch {
	case !places && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrForeign)):
		return nil // no such folder any more, so nothing to remove from it
	case !places:
		return err
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		// Somebody removed it after we looked.
		if err := m.root.MkdirAll(dir, folderMode); err != nil {
			return err
		}
		if m.to, err = openFolder(m.root, dir); err != nil {
			return err
		}
	default:
		return err
	}
	if m.from, err = openFolder(m.root, join(stageDir, dir)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return m.handles.open(m.from, m.to)
}

func (m *mover) leave() {
	m.handles.close()
	for _, r := range []*os.Root{m.from, m.to} {
		if r != nil {
			_ = r.Close()
		}
	}
	m.from, m.to = nil, nil
}

// place renames a staged file or folder into the site.
func (m *mover) place(s step, name string) error {
	if m.from == nil {
		return nil
	}
	if s.op == opAdd {
		if _, err := m.to.Lstat(name); err == nil {
			if _, err := m.from.Lstat(name); errors.Is(err, fs.ErrNotExist) {
				return nil // done before an interruption
			}
			return refuse(ErrForeign, s.path) // put there while we were at work
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	err := m.rename(name)
	if err == nil {
		return nil
	}
	if _, serr := m.from.Lstat(name); errors.Is(serr, fs.ErrNotExist) {
		return nil // done before an interruption
	}
	if info, terr := m.to.Lstat(name); terr == nil && info.IsDir() {
		return refuse(ErrForeign, s.path)
	}
	return err
}

// remove removes a file, if it is one.
func (m *mover) remove(name string) error {
	if m.to == nil {
		return nil
	}
	info, err := m.to.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil
	} else if err != nil {
		return err
	}
	return m.to.Remove(name)
}

// prune removes the folders that the given removals emptied.
func prune(root *os.Root, steps []step) {
	var dirs []string
	for _, s := range steps {
		if dir, _ := split(s.path); s.op == opRemove || s.op == opClear {
			for ; dir != ""; dir, _ = split(dir) {
				dirs = append(dirs, dir)
			}
		}
	}
	slices.SortFunc(dirs, func(a, b string) int { return strings.Compare(b, a) }) // those within a folder before it
	for _, dir := range slices.Compact(dirs) {
		// A folder that holds something can not be removed, and that is as it should be.
		if info, err := root.Lstat(dir); err == nil && info.IsDir() {
			_ = root.Remove(dir)
		}
	}
}

// oldIsWhole reports whether every file of the old site is still in place: all that replaces one is still staged, and
// all that is to go is still there.
func oldIsWhole(root *os.Root, steps []step) bool {
	for _, s := range steps {
		switch s.op {
		case opReplace:
			if !isStaged(root, s.path) {
				return false
			}
		case opClear, opRemove:
			if _, err := root.Lstat(s.path); err != nil {
				return false
			}
		}
	}
	return true
}

// takeBack undoes the adds of steps.
func takeBack(root *os.Root, steps []step) error {
	for _, s := range slices.Backward(steps) {
		if s.op != opAdd || isStaged(root, s.path) {
			continue
		}
		err := root.Rename(s.path, stageDir+"/"+s.path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func isStaged(root *os.Root, path string) bool {
	_, err := root.Lstat(stageDir + "/" + path)
	return err == nil
}
