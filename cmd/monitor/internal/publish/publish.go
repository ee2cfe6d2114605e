// Package publish owns the output folder: which files in it are ours, how a new site replaces the
// old one, and the manifest that lists what is there.
//
// It imports the standard library only. It knows nothing of pages. It never reads a clock, asks a
// question, prints, follows a symbolic link, or touches a file that none of its manifests names.
//
// # The rules of the folder
//
//   - Ours are manifest.json and the files that it lists. Dotfiles belong to the user: we keep them
//     and never write one.
//   - A folder without a manifest that holds anything but dotfiles is refused. In a folder with
//     a manifest, foreign files stay, and a new file that would overwrite one is refused before
//     anything changes.
//   - A file that is already on disk, byte for byte, is not touched and keeps its time. So
//     copying the site elsewhere copies only what changed. Contents are compared; times and the
//     manifest are not trusted.
//   - Files get mode 0644 and folders 0755, whatever the umask: the web server, another user,
//     must be able to read them. Nothing in the folder is more secret than the site itself.
//
// # How a site is replaced
//
// New files are staged in .monitor/new, a mirror of the site. The file .monitor/manifest.json, the
// new manifest, is the decision: once it is there, the files that are still staged are what is left
// to do. Every step is one rename or removal, so that a reader never sees half a file.
//
//	step                                   killed there, the folder holds  the next Open
//	1. stage new and changed files         the old site                    drops what is staged
//	2. write the new manifest beside them, the old site                    drops what is staged
//	   rename it to .monitor/manifest.json
//	3. rename new files into place         the old site, and files         does steps 3 to 6 with
//	                                       without a link to them          what is still staged
//	4. rename files that replace others    pages of both sites; links hold the same
//	5. remove files of the old site only   the new site, and some of those the same
//	6. rename the manifest into place      the new site                    removes .monitor
//
// A new file waits for step 5 when it replaces a folder or a name in another case, or when one of
// its folders replaces a file. Before step 3 all targets are checked, and each target again before
// its rename: something foreign there is an error. After an error the new files are moved back,
// provided that no old file was replaced or removed yet. If one was, the next Open goes on.
//
// Only the manifest is flushed to the disk (fsync). Flushing each file would take longer than
// everything else, and a killed process loses nothing that it has written. After a power failure
// files may be empty; the next build compares contents and writes them again.
package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/lock"
)

const (
	workDir      = ".monitor"
	stageDir     = workDir + "/new"
	decisionFile = workDir + "/" + ManifestName

	fileMode   fs.FileMode = 0o644
	folderMode fs.FileMode = 0o755
)

// Publication is a new site in the making. Write is safe for concurrent use. Call Commit or Abort
// when all Writes have returned.
type Publication struct {
	dir  string
	root *os.Root
	lock *lock.Lock
	made []string // folders that Open made
	old  *listing

	mu     sync.Mutex
	names  map[string]string // case-folded path to path; the path of a folder ends in a slash
	files  []File
	staged []string // paths of the files that are not in place yet
	failed error
	closed bool
}

// Summary is what a publication did. Its paths are sorted.
type Summary struct {
	Files   int      // in the site, without the manifest
	Added   []string // paths that the old site did not have
	Changed []string // paths of files that replaced others
	Removed []string // paths of files that are no longer part of the site
}

// Written returns how many files are new or replaced others.
func (s Summary) Written() int { return len(s.Added) + len(s.Changed) }

// Open prepares the folder dir for a new publication. It makes and locks the folder, finishes or
// drops what a killed build left, and reads the last manifest. Its errors are of type *Error: an
// unsuitable dir (ErrNotFolder, ErrDeadLink, ErrFilesystem, ErrHome), ErrForeign, ErrLink, ErrBusy,
// ErrManifest, ErrNoSpace, ErrForbidden or ErrStorage.
func Open(dir string) (*Publication, error) {
	made, err := prepareDir(dir)
	if err != nil {
		return nil, asError(dir, "", err)
	}
	p := &Publication{dir: dir, made: made, names: map[string]string{}}
	if err := p.open(); err != nil {
		_ = p.release()
		return nil, asError(dir, "", err)
	}
	return p, nil
}

func (p *Publication) open() (err error) {
	if p.root, err = os.OpenRoot(p.dir); err != nil {
		return err
	}
	// Checked before locking: a folder that is not ours must not even get a lock file.
	if err := refuseForeign(p.root); err != nil {
		return err
	}
	if p.lock, err = acquire(p.root); err != nil {
		return err
	}
	// Checked again: until now another build may have been at work.
	if err := refuseForeign(p.root); err != nil {
		return err
	}
	old, _, err := readManifest(p.root, ManifestName)
	if err != nil {
		return err
	}
	next, decided, err := readManifest(p.root, decisionFile)
	if err != nil {
		return err
	}
	if decided {
		if err := newReplacement(p.root, old, next).finish(); err != nil {
			return err
		}
		old = next
	}
	if err := p.root.RemoveAll(stageDir); err != nil {
		return err
	}
	p.old = newListing(p.root, old)
	for _, f := range old.Files {
		if _, err := p.old.folderExists(f.Path); errors.Is(err, ErrLink) {
			return err
		}
	}
	return nil
}

// Published returns the paths of the files of the site that this one replaces.
func (p *Publication) Published() []string {
	var paths []string
	for _, f := range p.old.Files {
		paths = append(paths, f.Path)
	}
	return paths
}

// refuseForeign returns ErrForeign for a folder that holds something and has no manifest and no
// decision.
func refuseForeign(root *os.Root) error {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return err
	}
	first := ""
	for _, e := range entries {
		if e.Name()[0] != '.' {
			first = e.Name()
			break
		}
	}
	if first == "" {
		return nil
	}
	work, err := lstat(root, workDir)
	if err != nil {
		return err
	}
	if work != nil && work.IsDir() {
		if decision, err := lstat(root, decisionFile); decision != nil || err != nil {
			return err
		}
	}
	// Looked up after the listing: another build may be publishing the first site at this moment.
	manifest, err := lstat(root, ManifestName)
	switch {
	case err != nil:
		return err
	case manifest == nil:
		return refuse(ErrForeign, first)
	case !manifest.Mode().IsRegular():
		return refuse(ErrForeign, ManifestName)
	}
	return nil
}

// Write stages one file. path is slash-separated, relative and clean. Write is safe for concurrent
// use. Its errors are of type *Error: one of the ErrPath… reasons, ErrForeign, ErrLink, ErrNoSpace,
// ErrForbidden, ErrStorage or ErrClosed. After a failed Write, Commit refuses.
func (p *Publication) Write(path string, content []byte) error {
	err := p.write(path, content)
	if err == nil {
		return nil
	}
	err = asError(p.dir, path, err)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failed == nil {
		p.failed = err
	}
	return err
}

func (p *Publication) write(path string, content []byte) error {
	if err := checkSitePath(path); err != nil {
		return refuse(err, path)
	}
	if err := p.claim(path); err != nil {
		return err
	}
	there, err := p.old.occupant(path)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	f := File{path, int64(len(content)), hex.EncodeToString(sum[:])}
	unchanged := there != nil && there.Mode().IsRegular() && there.Size() == f.Size && p.old.files[path] == f
	if unchanged {
		// A file that cannot be read is replaced.
		last, err := p.root.ReadFile(path)
		unchanged = err == nil && bytes.Equal(last, content)
	}
	if !unchanged {
		if err := writeFile(p.root, stageDir+"/"+path, content, nil); err != nil {
			return err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files = append(p.files, f)
	if !unchanged {
		p.staged = append(p.staged, path)
	}
	return nil
}

// claim reserves path and its folders.
func (p *Publication) claim(path string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return refuse(ErrClosed, path)
	}
	if other, taken := p.names[foldCase(path)]; taken {
		return collision(path, other)
	}
	var folders []string
	for dir, _ := splitPath(path); dir != "" && p.names[foldCase(dir)] != dir+"/"; dir, _ = splitPath(dir) {
		if other, taken := p.names[foldCase(dir)]; taken {
			return collision(dir, other)
		}
		folders = append(folders, dir)
	}
	for _, dir := range folders {
		p.names[foldCase(dir)] = dir + "/"
	}
	p.names[foldCase(path)] = path
	return nil
}

// collision returns the error for two paths that collide. It names them in the same order,
// whichever was written first.
func collision(a, b string) error {
	b = strings.TrimSuffix(b, "/")
	return &Error{Reason: ErrPathCollision, Path: max(a, b), Other: min(a, b)}
}

// writeFile writes a new file, and makes its folders. Before it closes the file it calls last,
// unless last is nil.
func writeFile(root *os.Root, name string, content []byte, last func(*os.File) error) error {
	const flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := root.OpenFile(name, flags, fileMode)
	if errors.Is(err, fs.ErrNotExist) {
		dir, _ := splitPath(name)
		if err := root.MkdirAll(dir, folderMode); err != nil {
			return err
		}
		f, err = root.OpenFile(name, flags, fileMode)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	_ = f.Chmod(fileMode) // the umask may have removed rights; where Chmod fails, files have no modes
	if err == nil && last != nil {
		err = last(f)
	}
	// Quotas and network folders may report only now that there is no room.
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// Commit replaces the old site by the staged one and writes the manifest, which lists the site's
// files and inputs. It closes the publication, also when it fails. After a failure the old site is
// as it was, unless the failure came while files were being replaced (the disk is gone, Windows
// keeps a page open). Then links hold, and the next Open does the rest. Its errors are of type
// *Error: ErrIncomplete, ErrClosed, ErrForeign, ErrLink, ErrPathForm or ErrPathCollision (of an
// input), ErrNoSpace, ErrForbidden or ErrStorage.
func (p *Publication) Commit(inputs []Input) (Summary, error) {
	summary, err := p.commit(inputs)
	if err != nil {
		err = asError(p.dir, "", err)
		_ = p.Abort()
		return Summary{}, err
	}
	return summary, p.Abort()
}

func (p *Publication) commit(inputs []Input) (summary Summary, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return summary, refuse(ErrClosed, "")
	}
	if p.failed != nil {
		return summary, &Error{Reason: ErrIncomplete, Err: p.failed}
	}
	next, err := newManifest(p.files, inputs)
	if err != nil {
		return summary, err
	}
	summary = Summary{Files: len(next.Files)}
	slices.Sort(p.staged)
	for _, path := range p.staged {
		if _, old := p.old.files[path]; old {
			summary.Changed = append(summary.Changed, path)
		} else {
			summary.Added = append(summary.Added, path)
		}
	}
	for _, f := range p.old.Files {
		if p.names[foldCase(f.Path)] != f.Path {
			summary.Removed = append(summary.Removed, f.Path)
		}
	}
	if summary.Written() == 0 && next.equal(p.old.Manifest) {
		return summary, nil
	}
	r, steps, err := p.decide(next)
	if err != nil {
		return summary, err
	}
	return summary, r.carryOut(steps)
}

// decide checks that the old site can be replaced, and writes the decision. It returns the steps
// that are left.
func (p *Publication) decide(next Manifest) (*replacement, []step, error) {
	r := newReplacement(p.root, p.old.Manifest, next)
	steps, err := r.plan()
	if err != nil {
		return nil, nil, err
	}
	const beside = stageDir + "/" + ManifestName
	if err := writeFile(p.root, beside, next.encode(), (*os.File).Sync); err != nil {
		return nil, nil, asError(p.dir, ManifestName, err)
	}
	return r, steps, p.root.Rename(beside, decisionFile)
}

// newManifest returns the manifest of files and inputs, sorted. It checks the inputs; Write has
// checked the files.
func newManifest(files, inputs []File) (Manifest, error) {
	byPath := func(a, b File) int { return strings.Compare(a.Path, b.Path) }
	m := Manifest{slices.SortedFunc(slices.Values(files), byPath), slices.SortedFunc(slices.Values(inputs), byPath)}
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

// Abort drops what was staged and leaves the old site as it is. After Commit it does nothing.
func (p *Publication) Abort() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	return asError(p.dir, workDir, p.release())
}

// acquire locks the working folder.
func acquire(root *os.Root) (*lock.Lock, error) {
	l, err := lock.Acquire(root, workDir)
	switch {
	case errors.Is(err, lock.ErrBusy):
		err = refuse(ErrBusy, "")
	case errors.Is(err, lock.ErrNotFolder):
		err = refuse(ErrForeign, workDir)
	}
	return l, err
}

// release gives up the folder. It drops the staged files, unless a decision still needs them, and
// the lock, and removes the folders that Open made if they are empty.
func (p *Publication) release() (err error) {
	if p.lock != nil {
		if decision, lerr := lstat(p.root, decisionFile); decision == nil && lerr == nil {
			err = p.root.RemoveAll(stageDir)
		}
		p.lock.Release()
	}
	if p.root != nil {
		_ = p.root.Close()
	}
	removeDirs(p.made)
	return err
}
