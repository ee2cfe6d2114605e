package publish

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
)

// Commit puts the staged site in the place of the old one and writes the manifest, which lists the site's files and
// inputs. It closes the publication, also when it fails; the old site is then as it was, but for a failure among the
// replacements themselves (the disk goes away, Windows keeps a page open): what is left to do is in the journal, links
// hold, and the next Open finishes it. It fails with an *Error: ErrIncomplete, ErrClosed, ErrForeign, ErrLink,
// ErrPathForm or ErrPathCollision (of an input), ErrNoSpace or ErrStorage.
func (p *Publication) Commit(inputs []Input) (Summary, error) {
	sum, err := p.commit(inputs)
	if err != nil {
		err = explain(p.dir, "", err)
		_ = p.Abort()
		return Summary{}, err
	}
	return sum, p.Abort()
}

// Abort drops what was staged and leaves the old site as it is. After Commit it does nothing.
func (p *Publication) Abort() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	p.closeFolders()
	return explain(p.dir, workDir, p.release())
}

// release gives up the folder: the staged files unless a journal says that they are still needed, the lock, and the
// folders that Open made if nothing came to be in them.
func (p *Publication) release() (err error) {
	if p.lock != nil {
		if _, lerr := p.root.Lstat(journalFile); lerr != nil {
			err = dropStaged(p.root)
		}
		unlock(p.root, p.lock)
	}
	if p.root != nil {
		_ = p.root.Close()
	}
	removeDirs(p.made)
	return err
}

func (p *Publication) commit(inputs []Input) (sum Summary, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return sum, refuse(ErrClosed, "")
	}
	if p.failed != nil {
		return sum, &Error{Reason: ErrIncomplete, Err: p.failed}
	}
	m, err := p.manifest(inputs)
	if err != nil {
		return sum, err
	}
	for _, r := range p.files {
		sum.Files++
		sum.Bytes += r.Size
		if r.staged {
			sum.Written++
		} else {
			sum.Unchanged++
		}
	}
	stale := p.stale()
	sum.Removed = len(stale)
	steps, err := p.plan(stale, m.encode())
	if err != nil || len(steps) == 0 {
		return sum, err
	}
	p.closeFolders()
	p.folders = nil
	if err := writeJournal(p.root, steps); err != nil {
		return sum, err
	}
	return sum, carryOut(p.root, steps)
}

// manifest makes the new manifest, and sorts p.files on the way.
func (p *Publication) manifest(inputs []Input) (m Manifest, err error) {
	slices.SortFunc(p.files, func(a, b record) int { return strings.Compare(a.Path, b.Path) })
	m.Files = make([]File, len(p.files))
	for i, r := range p.files {
		m.Files[i] = r.File
	}
	m.Inputs = slices.Clone(inputs)
	slices.SortFunc(m.Inputs, func(a, b Input) int { return strings.Compare(a.Path, b.Path) })
	for i, in := range m.Inputs {
		if err := checkInputPath(in.Path); err != nil || in.Size < 0 || !isSum(in.SHA256) {
			return m, refuse(ErrPathForm, in.Path)
		}
		if i > 0 && m.Inputs[i-1].Path == in.Path {
			return m, collision(in.Path, in.Path)
		}
	}
	return m, nil
}

// stale lists the files of the last manifest that the new site does not have.
func (p *Publication) stale() (paths []string) {
	for path := range p.old {
		if p.names[fold(path)] != path {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// plan stages the manifest and lists the steps from the old site to the new one, none if they are the same.
func (p *Publication) plan(stale []string, manifest []byte) ([]step, error) {
	clears, removes, err := p.inTheWay(stale)
	if err != nil {
		return nil, err
	}
	var adds, replaces, cleared []step
	seen := map[string]bool{}
	for _, r := range p.files {
		if !r.staged {
			continue
		}
		s := step{op: opReplace, path: r.Path}
		if _, name := split(r.Path); !isRegular(r.in.found, name) {
			s = step{op: opAdd, path: r.in.unit(r.Path)}
		}
		switch {
		case seen[s.path]:
		case s.op == opReplace:
			replaces = append(replaces, s)
		case clears[s.path] != nil:
			for _, path := range clears[s.path] {
				cleared = append(cleared, step{op: opClear, path: path})
			}
			cleared = append(cleared, s)
			delete(clears, s.path)
		default:
			adds = append(adds, s)
		}
		seen[s.path] = true
	}
	for _, paths := range clears { // in the way of nothing after all
		removes = append(removes, paths...)
	}
	slices.Sort(removes)
	slices.SortFunc(adds, inOrder)
	slices.SortFunc(replaces, inOrder)
	steps := slices.Concat(adds, replaces, cleared)

	if sum := sha256.Sum256(manifest); !bytes.Equal(sum[:], p.oldManifest) {
		if err := writeSynced(p.root, stageDir+"/"+ManifestName, manifest, fileMode); err != nil {
			return nil, explain(p.dir, ManifestName, err)
		}
		if p.chmod {
			_ = p.root.Chmod(stageDir+"/"+ManifestName, fileMode)
		}
		s := step{op: opAdd, path: ManifestName}
		if p.oldManifest != nil {
			s.op = opReplace
		}
		steps = append(steps, s)
	}
	for _, path := range removes {
		steps = append(steps, step{op: opRemove, path: path})
	}
	return steps, nil
}

func isRegular(found map[string]fs.FileMode, name string) bool {
	mode, exists := found[name]
	return exists && mode.IsRegular()
}

// unit is what one rename brings into place for a new file at path: the outermost folder that the old site does not
// have, or the file itself.
func (f *folder) unit(path string) string {
	for ; !f.present; f = f.parent {
		path = f.path
	}
	return path
}

// inTheWay splits stale into the files that must go before something new can take their place (a folder where a file
// was, a file where a folder was, or a name that differs in case only and so is the same on some systems), by the unit
// that they stand in the way of, and those that can go last.
func (p *Publication) inTheWay(stale []string) (clears map[string][]string, removes []string, err error) {
	clears = map[string][]string{}
	for _, path := range stale {
		unit := ""
		for key := fold(path); key != "" && unit == ""; key, _ = split(key) {
			name, taken := p.names[key]
			dir, isFolder := strings.CutSuffix(name, "/")
			switch {
			case !taken:
			case !isFolder:
				outer, _ := split(name)
				unit = p.folders[outer].unit(name)
			case key == fold(path):
				unit = p.folders[dir].unit("")
			}
		}
		if unit == "" {
			removes = append(removes, path)
		} else {
			clears[unit] = append(clears[unit], path)
		}
	}
	for _, unit := range slices.Sorted(maps.Keys(clears)) {
		if err := p.onlyOurs(unit, clears[unit]); err != nil {
			return nil, nil, err
		}
	}
	return clears, removes, nil
}

// onlyOurs checks that nothing is left of the folder at path, if there is one, once the given files are gone.
func (p *Publication) onlyOurs(path string, files []string) error {
	info, err := p.root.Lstat(path)
	if err != nil || !info.IsDir() {
		return nil
	}
	return fs.WalkDir(p.root.FS(), path, func(at string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			for _, f := range files {
				if strings.HasPrefix(f, at+"/") {
					return nil
				}
			}
		case d.Type().IsRegular() && slices.Contains(files, at):
			return nil
		}
		return refuse(ErrForeign, at)
	})
}

// inOrder sorts new or replaced files: first what pages are made of, then pages from the deepest to the top, a folder's
// index page after its other pages. Links hold in any order (see the package comment); this one makes a page that
// sums others up come after them.
func inOrder(a, b step) int {
	dirA, _ := split(a.path)
	dirB, _ := split(b.path)
	return cmp.Or(
		cmp.Compare(rank(a.path), rank(b.path)),
		-cmp.Compare(depth(a.path), depth(b.path)),
		strings.Compare(dirA, dirB), // so that one folder is opened once
		strings.Compare(a.path, b.path),
	)
}

func rank(path string) int {
	_, name := split(path)
	switch {
	case path == "assets" || strings.HasPrefix(path, "assets/"):
		return 0
	case name == "index.html":
		return 2
	}
	return 1
}

func depth(path string) int { return strings.Count(path, "/") }

// writeSynced writes a new file through to the disk.
func writeSynced(root *os.Root, path string, content []byte, mode fs.FileMode) error {
	f, err := root.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if err1 := f.Close(); err == nil {
		err = err1
	}
	return err
}
