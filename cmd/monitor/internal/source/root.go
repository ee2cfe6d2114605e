// Package source owns the files that people write: reading them safely, knowing where in them something stands, and
// decoding their TOML so that every value can be pointed at.
//
// It imports packages diagnostic and wording, and knows nothing of what the files mean. It never follows a path out of the project's
// folder, never writes, and never gives up at the first mistake where a later one can be found too.
package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// Limits in bytes. A chapter of 1,000 words is 8 KB and the data of an edition some 100 KB, so these leave room for a
// hundred times that, while an export of 50 MB under a wrong name is refused before it takes memory.
const (
	ChapterLimit = 2 << 20
	DataLimit    = 8 << 20
	ImageLimit   = 20 << 20
)

// Root is the folder that holds content/, data/ and themes/. Paths are relative to it, with slashes. Symbolic links that
// leave it are refused by the operating system's own means (os.Root).
type Root struct {
	root *os.Root

	mu     sync.Mutex
	inputs []input
	faults []fault // of the machine, met where nobody could be told
}

// fault is what the system said when it was asked whether there is something at a path.
type fault struct {
	path string
	err  error
}

// input is a file that was read.
type input struct {
	path string
	size int64
	sum  [sha256.Size]byte
}

// Digest stands for everything that was read.
type Digest struct {
	Size   int64  // bytes of all files together
	SHA256 string // hexadecimal, over the paths and the checksums of all files
}

// Digest returns the digest of all files that were read so far, or of those in the folders named. It is one
// for all of them, since the manifest is published: the checksum of a single file would let somebody who knows the rest of
// it guess a number that is hidden, and its name would tell of things that the reader may not see.
func (r *Root) Digest(folders ...string) Digest {
	r.mu.Lock()
	defer r.mu.Unlock()
	var sorted []input
	for _, i := range r.inputs {
		top, _, _ := strings.Cut(i.path, "/")
		if len(folders) == 0 || slices.Contains(folders, top) {
			sorted = append(sorted, i)
		}
	}
	slices.SortFunc(sorted, func(a, b input) int { return strings.Compare(a.path, b.path) })
	sorted = slices.CompactFunc(sorted, func(a, b input) bool { return a.path == b.path })
	var d Digest
	h := sha256.New()
	for _, i := range sorted {
		d.Size += i.size
		fmt.Fprintf(h, "%s\x00%x\n", i.path, i.sum)
	}
	d.SHA256 = hex.EncodeToString(h.Sum(nil))
	return d
}

// note remembers a file that was read; sum makes its checksum.
func (r *Root) note(name string, size int64, sum func() [sha256.Size]byte) {
	name = path.Clean(name)
	in := input{name, size, sum()}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.inputs = append(r.inputs, in)
}

// OpenRoot opens the project's folder.
func OpenRoot(dir string) (*Root, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Root{root: root}, nil
}

// Close releases the folder.
func (r *Root) Close() error { return r.root.Close() }

// List returns the names in a folder, sorted, without names that begin with a dot. A folder that does not exist has none.
func (r *Root) List(dir string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(r.root.FS(), dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	shown := entries[:0]
	for _, e := range entries {
		if e.Name()[0] != '.' {
			shown = append(shown, e)
		}
	}
	return shown, nil
}

// Exists reports whether there is something at a path inside the root. Where the system cannot tell, it holds that there is,
// and Faults says why it cannot.
func (r *Root) Exists(name string) bool {
	_, err := r.root.Stat(name)
	if err == nil || errors.Is(err, fs.ErrNotExist) || faultOfName(err) || escapes(err) {
		return err == nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults = append(r.faults, fault{name, err})
	return true
}

// Faults reports what the system could not tell when it was asked whether something exists.
func (r *Root) Faults(list *diagnostic.List) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range r.faults {
		ReportRead(list, diagnostic.Position{File: f.path}, f.err)
	}
	r.faults = nil
}

// escapes reports whether a path leads out of the project's folder. os.Root has no exported error for this; the text is fixed by
// its documentation and held by a test.
func escapes(err error) bool {
	path, ok := errors.AsType[*fs.PathError](err)
	return ok && path.Err.Error() == "path escapes from parent"
}

// IsLink reports whether there is a symbolic link at a path, wherever it leads.
func (r *Root) IsLink(name string) bool {
	info, err := r.root.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// isSpecial reports whether there is something at a path that no system opens as a file, such as a socket.
func (r *Root) isSpecial(name string) bool {
	info, err := r.root.Stat(name)
	return err == nil && !info.Mode().IsRegular()
}

// open opens a regular file of at most limit bytes. Trouble is reported in list at the place given, and ok is false.
func (r *Root) open(name string, limit int64, at diagnostic.Position, list *diagnostic.List) (f *os.File, length int64, ok bool) {
	// Without O_NONBLOCK opening a pipe would wait for its writer for ever.
	f, err := r.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	var info fs.FileInfo
	if err == nil {
		info, err = f.Stat()
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && r.IsLink(name):
		list.Add(diagnostic.DeadLink, at, "")
	case err == nil && !info.Mode().IsRegular(), err != nil && r.isSpecial(name):
		list.Add(diagnostic.NotRegular, at, "")
	case err != nil:
		ReportRead(list, at, err)
	case info.Size() > limit:
		list.Add(diagnostic.TooLarge, at, "", size(info.Size()), size(limit))
	default:
		return f, info.Size(), true
	}
	if f != nil {
		_ = f.Close()
	}
	return nil, 0, false
}

// ReadBytes reads a file of at most limit bytes as it is. Trouble is reported in list at the place given (a file's own
// when at is the zero value), and ok is false.
func (r *Root) ReadBytes(name string, limit int64, at diagnostic.Position, list *diagnostic.List) (data []byte, ok bool) {
	if at.File == "" {
		at.File = name
	}
	f, length, ok := r.open(name, limit, at, list)
	if !ok {
		return nil, false
	}
	defer f.Close()
	// The size is a promise that a growing file breaks, so what else comes is read too, up to one byte more than allowed.
	var b bytes.Buffer
	b.Grow(int(length) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(f, limit+1)); err != nil {
		ReportRead(list, at, err)
		return nil, false
	}
	data = b.Bytes()
	if int64(len(data)) > limit {
		list.Add(diagnostic.TooLarge, at, "", size(int64(len(data))), size(limit))
		return nil, false
	}
	r.note(name, int64(len(data)), func() [sha256.Size]byte { return sha256.Sum256(data) })
	return data, true
}

// Read reads a text file: UTF-8, without a byte order mark, with line feeds only. Raw keeps what stood on disk.
func (r *Root) Read(name string, limit int64, list *diagnostic.List) (*File, bool) {
	raw, ok := r.ReadBytes(name, limit, diagnostic.Position{}, list)
	if !ok {
		return nil, false
	}
	file := NewFile(name, raw)
	if bad := invalidUTF8(file.Data); bad >= 0 {
		list.Add(diagnostic.InvalidUTF8, file.At(bad, 1), "")
		return nil, false
	}
	return file, true
}

func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// ReportRead reports why a file or folder could not be read. A fault of its name or of what it links to is one of the sources;
// what else the system has against it is told apart, since no author can mend that.
func ReportRead(list *diagnostic.List, at diagnostic.Position, err error) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		list.Add(diagnostic.Vanished, at, "")
	case escapes(err):
		list.Add(diagnostic.OutsideRoot, at, "")
	case faultOfName(err):
		list.Add(diagnostic.CannotRead, at, "", reason(err))
	case errors.Is(err, fs.ErrPermission):
		list.Add(diagnostic.ReadForbidden, at, "")
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		list.Add(diagnostic.TooManyOpen, at, "")
	case errors.Is(err, syscall.ENOMEM):
		list.Add(diagnostic.NoMemory, at, "")
	default:
		list.Add(diagnostic.ReadFailed, at, "", reason(err))
	}
}

// faultOfName reports whether there can be no file of that name: it is too long, goes round in links or through a file, or holds
// what no name can.
func faultOfName(err error) bool {
	for _, fault := range []error{syscall.ELOOP, syscall.ENAMETOOLONG, syscall.ENOTDIR, syscall.EINVAL, fs.ErrInvalid} {
		if errors.Is(err, fault) {
			return true
		}
	}
	return false
}

// reason is the part of an error that says why.
func reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}

func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Join resolves a relative reference found in a file of the root, and reports whether it stays inside dir.
func Join(from, reference, dir string) (name string, inside bool) {
	name = path.Join(path.Dir(from), reference)
	return name, name != dir && len(name) > len(dir) && name[:len(dir)+1] == dir+"/"
}
