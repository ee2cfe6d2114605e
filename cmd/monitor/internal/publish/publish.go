// Package publish owns the output folder: which files in it are ours, how a new site takes the place of the old one,
// and the manifest that says what is there.
//
// It imports package openat and the standard library. It knows nothing of pages, and it never reads a clock, asks a question, prints,
// follows a symbolic link, or touches a file that the last manifest does not name.
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
// Write stages files in .monitor/new, a mirror of the site. Commit writes .monitor/journal, the list of steps, and only
// then carries them out: new files first (whole folders at once where there was none), then files that replace others,
// then the manifest, and last the removal of what is no longer part of the site. Until the last new file is in place
// no page has changed, and until the manifest is in place nothing is removed, so that links hold all the time. Each
// step is one rename or removal, so that every file is whole all the time.
//
// A build that is killed before the journal is complete leaves the old site and a working folder that the next Open
// drops. Killed later it leaves a mixture whose links hold, and the next Open carries out the rest of the journal. A
// step that fails while files have only been added (a full disk, say) is undone to the old site.
//
// Only the journal and the manifest are flushed to the disk (fsync), not each file: that would cost more than all the
// rest, and a killed process loses nothing that it has written. After a power failure files may be empty; the next
// build compares contents and mends them.
package publish

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

const (
	workDir     = ".monitor"
	stageDir    = workDir + "/new"
	journalFile = workDir + "/journal"
	journalPart = workDir + "/journal.part" // a journal in the making
	lockFile    = workDir + "/lock"

	fileMode   fs.FileMode = 0o644
	folderMode fs.FileMode = 0o755
)

// Publication is one new site in the making. Write is safe for concurrent use; Commit and Abort are to be called when
// all Writes have returned.
type Publication struct {
	dir   string
	root  *os.Root
	lock  *os.File
	made  []string // folders that Open made
	chmod bool     // what we create does not get the modes we ask for

	old         map[string]File // the files of the last manifest
	oldFolders  map[string]bool // and their folders
	oldManifest []byte          // and its SHA-256, nil where there is none

	handles atomic.Int32 // folders held open

	mu      sync.Mutex
	names   map[string]string  // folded path to path; that of a folder ends in a slash
	folders map[string]*folder // by path
	files   []record
	failed  error // of the first Write that failed
	closed  bool
}

// record is a file of the new site.
type record struct {
	File
	in     *folder
	staged bool // false: the file on disk is the same
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
// ErrFilesystem, ErrHome), ErrForeign, ErrLink, ErrBusy, ErrManifest, ErrNoSpace or ErrStorage.
func Open(dir string) (*Publication, error) {
	made, err := prepareDir(dir)
	if err != nil {
		return nil, explain(dir, "", err)
	}
	p := &Publication{dir: dir, made: made, names: map[string]string{}, folders: map[string]*folder{}}
	if err := p.open(); err != nil {
		p.release()
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
	if err := finishLast(p.root); err != nil {
		return err
	}
	if err := refuseForeign(p.root); err != nil {
		return err
	}
	if err := p.readOld(); err != nil {
		return err
	}
	if err := p.root.Mkdir(stageDir, folderMode); err != nil {
		return err
	}
	// The umask, or a default access list of the folder, may take rights away. Seen once, the extra call for each file
	// is saved where they do not.
	info, err := p.root.Lstat(stageDir)
	if err != nil {
		return err
	}
	p.chmod = info.Mode().Perm() != folderMode
	return p.openTop()
}

// refuseForeign says ErrForeign where a folder without a manifest, and without a journal that will make one, holds
// something.
func refuseForeign(root *os.Root) error {
	top, err := root.Open(".")
	if err != nil {
		return err
	}
	entries, err := top.ReadDir(-1)
	_ = top.Close()
	if err != nil {
		return err
	}
	first := ""
	for _, e := range entries {
		if name := e.Name(); name[0] != '.' && (first == "" || name < first) {
			first = name
		}
	}
	if first == "" {
		return nil
	}
	if info, err := root.Lstat(workDir); err == nil && info.IsDir() {
		if _, err := root.Lstat(journalFile); err == nil {
			return nil
		}
	}
	// Asked after the listing, as another build may be publishing the first site at this moment.
	info, err := root.Lstat(ManifestName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return refuse(ErrForeign, first)
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return refuse(ErrForeign, ManifestName)
	}
	return nil
}

// readOld reads the last manifest, if there is one, and checks that none of its folders is a link by now.
func (p *Publication) readOld() error {
	f, err := p.root.Open(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	m, err := ReadManifest(io.TeeReader(f, sum))
	if err != nil {
		return err
	}
	p.oldManifest = sum.Sum(nil)
	p.old = make(map[string]File, len(m.Files))
	p.oldFolders = map[string]bool{}
	for _, f := range m.Files {
		p.old[f.Path] = f
		for dir, _ := split(f.Path); dir != "" && !p.oldFolders[dir]; dir, _ = split(dir) {
			p.oldFolders[dir] = true
		}
	}
	folders := make([]string, 0, len(p.oldFolders))
	for dir := range p.oldFolders {
		folders = append(folders, dir)
	}
	slices.Sort(folders) // a folder comes before those in it
	for _, dir := range folders {
		if info, err := p.root.Lstat(dir); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return refuse(ErrLink, dir)
		}
	}
	return nil
}

// Write stages one file: path is slash-separated, relative and clean, the content is parts in their order. It is safe
// for concurrent use. It fails with an *Error: one of the ErrPath… reasons, ErrForeign, ErrLink, ErrNoSpace,
// ErrStorage or ErrClosed. After a failure Commit refuses.
func (p *Publication) Write(path string, parts ...[]byte) error {
	err := p.write(path, parts)
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

func (p *Publication) write(path string, parts [][]byte) error {
	if err := checkSitePath(path); err != nil {
		return refuse(err, path)
	}
	in, err := p.claim(path)
	if err != nil {
		return err
	}
	if err := in.look(); err != nil {
		return err
	}
	_, name := split(path)
	f := File{Path: path}
	s := scratchPool.Get().(*scratch)
	defer scratchPool.Put(s)
	if len(parts) > 1 {
		parts = s.join(parts)
	}
	f.Size, f.SHA256 = s.sum(parts)

	last, ours := p.old[path]
	found, exists := in.found[name]
	switch {
	case !exists:
	case found.IsDir() && p.oldFolders[path]:
		// A file where a folder of ours is: plan sees whether that can go.
	case !ours, !found.IsRegular():
		return refuse(ErrForeign, path)
	case last.Size == f.Size && last.SHA256 == f.SHA256 && in.same(s, name, parts):
		p.record(record{File: f, in: in})
		return nil
	}
	if err := in.stage(s, name, parts); err != nil {
		return err
	}
	p.record(record{File: f, in: in, staged: true})
	return nil
}

func (p *Publication) record(r record) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files = append(p.files, r)
}

// claim reserves path and returns its folder.
func (p *Publication) claim(path string) (*folder, error) {
	key := fold(path)
	dir, _ := split(path)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, refuse(ErrClosed, path)
	}
	if other, taken := p.names[key]; taken {
		return nil, collision(path, other)
	}
	in, err := p.folderAt(dir)
	if err != nil {
		return nil, err
	}
	p.names[key] = path
	return in, nil
}

// folderAt returns the folder at path dir, which it claims if it is new. The caller holds p.mu.
func (p *Publication) folderAt(dir string) (*folder, error) {
	if f := p.folders[dir]; f != nil {
		return f, nil
	}
	if other, taken := p.names[fold(dir)]; taken {
		return nil, collision(dir, other)
	}
	outer, _ := split(dir)
	parent, err := p.folderAt(outer)
	if err != nil {
		return nil, err
	}
	f := &folder{p: p, path: dir, parent: parent}
	p.names[fold(dir)] = dir + "/"
	p.folders[dir] = f
	return f, nil
}

// collision names the two paths in the same order whichever was written first.
func collision(a, b string) error {
	b = strings.TrimSuffix(b, "/")
	return &Error{Reason: ErrPathCollision, Path: max(a, b), Other: min(a, b)}
}
