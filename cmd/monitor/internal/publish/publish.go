// Package publish owns the output folder: which files in it are ours, how a new site takes the place of the old one,
// and the manifest that says what is there.
//
// It imports the standard library only. It knows nothing of pages, and it never reads a clock, asks a question, prints,
// follows a symbolic link, or touches a file that no manifest of its own names.
//
// # The rules of the folder
//
//   - Ours are manifest.json and the files that it lists. Dotfiles are the user's: they do not count and are kept.
//   - A folder that holds anything else and has no manifest is refused. With a manifest, foreign files are left alone,
//     and a new file that would overwrite one is refused before anything changes.
//   - A file that is on disk byte for byte already is left as it is, with its time, so that copying the site elsewhere
//     copies only what changed. Contents are compared; neither times nor the manifest are trusted.
//   - Files get mode 0644 and folders 0755 whatever the umask: another user, the web server, must read them, and a site
//     that works or not by the shell it was built in is a trap. Nothing in it is more secret than the site is.
//
// # How a site is replaced
//
// New files are staged in .monitor/new, a mirror of the site. The new manifest in .monitor/manifest.json decides: with
// it there, what is still staged is what is left to do. Every step is one rename or removal, so that a reader never
// sees half a file.
//
//	step                                        killed there, the folder holds        the next Open
//	1. stage new and changed files              the old site                          drops what is staged
//	2. write the new manifest beside them,      the old site                          drops what is staged
//	   rename it to .monitor/manifest.json
//	3. rename new files into place              the old site, and files without       does steps 3 to 6 with what
//	                                            a link to them                        is still staged
//	4. rename files that replace others         pages of both sites; links hold       the same
//	5. remove files of the old site only        the new site, and some of those       the same
//	6. rename the manifest into place           the new site                          removes .monitor
//
// A file that takes the place of a folder, or of a name in another case, or a folder that takes that of a file, waits
// for step 5. Before step 3 all places are looked at, and before each rename its own: something foreign there is an
// error. After an error new files go back as long as no old file was replaced or removed; later, the next Open goes on.
//
// Only the manifest is flushed to the disk (fsync), not each file: that would cost more than all the rest, and a killed
// process loses nothing that it has written. After a power failure files may be empty; the next build compares contents
// and mends them.
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
)

const (
	workDir      = ".monitor"
	stageDir     = workDir + "/new"
	decisionFile = workDir + "/" + ManifestName
	lockFile     = workDir + "/lock"
	// journalFile is what older versions had instead of decisionFile.
	journalFile = workDir + "/journal"

	fileMode   fs.FileMode = 0o644
	folderMode fs.FileMode = 0o755
)

// Publication is one new site in the making. Write is safe for concurrent use; Commit and Abort are to be called when
// all Writes have returned.
type Publication struct {
	dir  string
	root *os.Root
	lock *os.File
	made []string // folders that Open made
	old  *listing

	mu     sync.Mutex
	names  map[string]string // folded path to path; that of a folder ends in a slash
	files  []File
	staged int // how many of them are not on disk yet
	failed error
	closed bool
}

// Summary is what a publication came to.
type Summary struct {
	Files   int   // in the site, the manifest not counted
	Bytes   int64 // their sizes together
	Written int   // files that are new or replaced others
	// Unchanged is the number of files left as they were, and Removed that of files no longer part of the site.
	Unchanged, Removed int
}

// Open prepares dir, which is made if need be, for a new publication: it locks it, finishes or drops what a killed
// build left, and reads the last manifest. It fails with an *Error: an unsuitable dir (ErrNotFolder, ErrDeadLink,
// ErrFilesystem, ErrHome), ErrForeign, ErrLink, ErrBusy, ErrManifest, ErrOlder, ErrNoSpace or ErrStorage.
func Open(dir string) (*Publication, error) {
	made, err := prepareDir(dir)
	if err != nil {
		return nil, explain(dir, "", err)
	}
	p := &Publication{dir: dir, made: made, names: map[string]string{}}
	if err := p.open(); err != nil {
		_ = p.release()
		return nil, explain(dir, "", err)
	}
	return p, nil
}

func (p *Publication) open() (err error) {
	if p.root, err = os.OpenRoot(p.dir); err != nil {
		return err
	}
	// A folder that is not ours must not even get a lock file.
	if err := refuseForeign(p.root); err != nil {
		return err
	}
	if p.lock, err = acquire(p.root); err != nil {
		return err
	}
	// Once more, as another build may have been at work until now.
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
	for _, left := range []string{stageDir, journalFile, journalFile + ".part"} {
		if err := p.root.RemoveAll(left); err != nil {
			return err
		}
	}
	p.old = newListing(p.root, old)
	for _, f := range old.Files {
		if _, err := p.old.folder(f.Path); errors.Is(err, ErrLink) {
			return err
		}
	}
	return nil
}

// refuseForeign says ErrForeign where a folder without a manifest, placed or decided, holds something.
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
		if journal, err := lstat(root, journalFile); err != nil {
			return err
		} else if journal != nil {
			return refuse(ErrOlder, journalFile)
		}
		if decision, err := lstat(root, decisionFile); decision != nil || err != nil {
			return err
		}
	}
	// Asked after the listing, as another build may be publishing the first site at this moment.
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

// Write stages one file: path is slash-separated, relative and clean. It is safe for concurrent use. It fails with an
// *Error: one of the ErrPath… reasons, ErrForeign, ErrLink, ErrNoSpace, ErrStorage or ErrClosed. After a failure
// Commit refuses.
func (p *Publication) Write(path string, content []byte) error {
	err := p.write(path, content)
	if err == nil {
		return nil
	}
	err = explain(p.dir, path, err)
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
	there, err := p.old.standing(path)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	f := File{path, int64(len(content)), hex.EncodeToString(sum[:])}
	unchanged := there != nil && there.Mode().IsRegular() && there.Size() == f.Size && p.old.files[path] == f
	if unchanged {
		// A file that can not be read is replaced.
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
		p.staged++
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
	if other, taken := p.names[fold(path)]; taken {
		return collision(path, other)
	}
	var folders []string
	for dir, _ := split(path); dir != "" && p.names[fold(dir)] != dir+"/"; dir, _ = split(dir) {
		if other, taken := p.names[fold(dir)]; taken {
			return collision(dir, other)
		}
		folders = append(folders, dir)
	}
	for _, dir := range folders {
		p.names[fold(dir)] = dir + "/"
	}
	p.names[fold(path)] = path
	return nil
}

// collision names the two paths in the same order whichever was written first.
func collision(a, b string) error {
	b = strings.TrimSuffix(b, "/")
	return &Error{Reason: ErrPathCollision, Path: max(a, b), Other: min(a, b)}
}

// writeFile writes a new file, and the folders it is in. Before it closes the file it calls last, unless that is nil.
func writeFile(root *os.Root, name string, content []byte, last func(*os.File) error) error {
	const flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := root.OpenFile(name, flags, fileMode)
	if errors.Is(err, fs.ErrNotExist) {
		dir, _ := split(name)
		if err := root.MkdirAll(dir, folderMode); err != nil {
			return err
		}
		f, err = root.OpenFile(name, flags, fileMode)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	_ = f.Chmod(fileMode) // the umask may have taken rights away; where this is not possible, files have no modes
	if err == nil && last != nil {
		err = last(f)
	}
	// Quotas and network folders may tell only now that there is no room.
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// Commit puts the staged site in the place of the old one and writes the manifest, which lists the site's files and
// inputs. It closes the publication, also when it fails; the old site is then as it was, but for a failure among the
// replacements themselves (the disk goes away, Windows keeps a page open): links hold, and the next Open does the rest.
// It fails with an *Error: ErrIncomplete, ErrClosed, ErrForeign, ErrLink, ErrPathForm or ErrPathCollision (of an
// input), ErrNoSpace or ErrStorage.
func (p *Publication) Commit(inputs []Input) (Summary, error) {
	sum, err := p.commit(inputs)
	if err != nil {
		err = explain(p.dir, "", err)
		_ = p.Abort()
		return Summary{}, err
	}
	return sum, p.Abort()
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
	next, err := newManifest(p.files, inputs)
	if err != nil {
		return sum, err
	}
	sum = Summary{Files: len(next.Files), Written: p.staged, Unchanged: len(next.Files) - p.staged}
	for _, f := range next.Files {
		sum.Bytes += f.Size
	}
	for _, f := range p.old.Files {
		if p.names[fold(f.Path)] != f.Path {
			sum.Removed++
		}
	}
	if sum.Written == 0 && next.equal(p.old.Manifest) {
		return sum, nil
	}
	r, steps, err := p.decide(next)
	if err != nil {
		return sum, err
	}
	return sum, r.carryOut(steps)
}

// decide looks whether the old site can be replaced, and writes the new manifest. It returns the steps that are then to
// be done.
func (p *Publication) decide(next Manifest) (*replacement, []step, error) {
	r := newReplacement(p.root, p.old.Manifest, next)
	steps, err := r.plan()
	if err != nil {
		return nil, nil, err
	}
	const beside = stageDir + "/" + ManifestName
	if err := writeFile(p.root, beside, next.encode(), (*os.File).Sync); err != nil {
		return nil, nil, explain(p.dir, ManifestName, err)
	}
	return r, steps, p.root.Rename(beside, decisionFile)
}

// newManifest checks and sorts what the manifest lists.
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
	return explain(p.dir, workDir, p.release())
}

// release gives up the folder: the staged files unless a decision needs them still, the lock, and the folders that Open
// made if nothing came to be in them.
func (p *Publication) release() (err error) {
	if p.lock != nil {
		if decision, lerr := lstat(p.root, decisionFile); decision == nil && lerr == nil {
			err = p.root.RemoveAll(stageDir)
		}
		unlock(p.root, p.lock)
	}
	if p.root != nil {
		_ = p.root.Close()
	}
	removeDirs(p.made)
	return err
}
