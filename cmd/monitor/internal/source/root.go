// Package source owns the files that people write. It reads them safely, and decodes TOML and CSV
// into values of which it knows the position.
//
// It imports packages diagnostic and wording, and does not know what the files mean. It never
// follows a path out of the project's folder, never writes, and does not stop at the first mistake
// when later ones can be found too.
//
// Table reads TOML and Rows reads CSV. Both report mistakes themselves, and look up a position only
// then: see document and Bookmark.
//
// A file may be unreadable because of its name or its link (status 1), or because of the machine:
// permission, open files, memory, disk (status 3). ReportRead distinguishes the two.
package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"
	"unicode/utf8"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// Limits in bytes. A chapter of 1,000 words is 8 KB and the data of an edition are some 100 KB. So
// there is room for a hundred times that, and an export of 50 MB under a wrong name is refused
// before it takes memory.
const (
	ChapterLimit = 2 << 20
	DataLimit    = 8 << 20
	ImageLimit   = 20 << 20
)

// Journal is a file in the project's folder that is there while a command changes sources, and after one that was cut
// off half way. Package rewrite writes it.
const Journal = ".monitor-draft/journal.json"

// Root is the folder that holds content/, data/ and themes/. Paths are relative to it, with
// slashes. Symbolic links that lead out of it are refused by the operating system (os.Root).
type Root struct {
	root *os.Root

	instead map[string][]byte // see Instead

	mu     sync.Mutex
	inputs map[string]input // by path
	faults []fault          // met by Exists, which has no list to report them in
}

// fault is an error of the machine at a path.
type fault struct {
	path string
	err  error
}

// input is a file that was read.
type input struct {
	size int64
	sum  [sha256.Size]byte
}

// Digest identifies the contents of all files that were read.
type Digest struct {
	Size   int64  // bytes of all files together
	SHA256 string // hexadecimal, over the paths and the checksums of all files
}

// Digest returns the digest of all files that were read so far, or of those in the folders named.
// All files share one digest, since the manifest is published. The checksum of a single file would
// let somebody who knows the rest of it guess a hidden number, and the name of a file could reveal
// things that the reader may not see.
func (r *Root) Digest(folders ...string) Digest {
	r.mu.Lock()
	defer r.mu.Unlock()
	var d Digest
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(r.inputs)) {
		top, _, _ := strings.Cut(name, "/")
		if len(folders) == 0 || slices.Contains(folders, top) {
			d.Size += r.inputs[name].size
			fmt.Fprintf(h, "%s\x00%x\n", name, r.inputs[name].sum)
		}
	}
	d.SHA256 = hex.EncodeToString(h.Sum(nil))
	return d
}

// noteInput remembers a file that was read.
func (r *Root) noteInput(name string, size int64, sum [sha256.Size]byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.inputs[path.Clean(name)] = input{size, sum}
}

// OpenRoot opens the project's folder.
func OpenRoot(dir string) (*Root, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Root{root: root, inputs: make(map[string]input)}, nil
}

// Instead returns the same folder with other texts in place of some files, by path: what a preview
// reads while these cannot be read. They count for Read only.
func (r *Root) Instead(texts map[string][]byte) *Root {
	return &Root{root: r.root, instead: texts, inputs: make(map[string]input)}
}

// Close releases the folder.
func (r *Root) Close() error { return r.root.Close() }

// List returns what is in a folder, sorted by name, without what is hidden or left behind. A folder
// that does not exist is empty.
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
		if !leftBehind(e.Name()) {
			shown = append(shown, e)
		}
	}
	return shown, nil
}

// LeftBehind reports whether a path has a name that List leaves out.
func LeftBehind(name string) bool {
	return slices.ContainsFunc(strings.Split(path.Clean(name), "/"), leftBehind)
}

// leftBehind reports whether a name is hidden, or of what editors and systems leave in a folder.
func leftBehind(name string) bool {
	lower := strings.ToLower(name)
	return name[0] == '.' || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") ||
		lower == "thumbs.db" || lower == "desktop.ini" ||
		slices.Contains([]string{".swp", ".swo", ".tmp"}, path.Ext(lower))
}

// Tree returns the files below a folder, in the order of their paths, without those that List
// leaves out.
func (r *Root) Tree(dir string) []string {
	var files []string
	// What cannot be read has been reported, or is not looked for.
	_ = fs.WalkDir(r.root.FS(), dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case leftBehind(e.Name()) && e.IsDir():
			return fs.SkipDir
		case !leftBehind(e.Name()) && !e.IsDir():
			files = append(files, name)
		}
		return nil
	})
	return files
}

// Sum returns the checksum of the file at a path as it is now; ok is false when none can be read.
func (r *Root) Sum(name string) (sum [sha256.Size]byte, ok bool) {
	data, ok := r.readBytes(name, CSVLimit, diagnostic.Position{}, &diagnostic.List{})
	return sha256.Sum256(data), ok
}

// Exists reports whether there is something at a path inside the root. When the system cannot say,
// Exists returns true, and Faults reports why.
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

// Faults reports the faults of the machine that Exists met.
func (r *Root) Faults(list *diagnostic.List) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range r.faults {
		ReportRead(list, diagnostic.Position{File: f.path}, f.err)
	}
	r.faults = nil
}

// escapes reports whether a path leads out of the project's folder. os.Root has no exported error
// for this. A test holds the text of the error.
func escapes(err error) bool {
	pathError, ok := errors.AsType[*fs.PathError](err)
	return ok && pathError.Err.Error() == "path escapes from parent"
}

// IsLink reports whether there is a symbolic link at a path, wherever it leads.
func (r *Root) IsLink(name string) bool {
	info, err := r.root.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// isSpecial reports whether there is something at a path that cannot be opened as a file, such as a
// socket.
func (r *Root) isSpecial(name string) bool {
	info, err := r.root.Stat(name)
	return err == nil && !info.Mode().IsRegular()
}

// open opens a regular file of at most limit bytes. Errors are reported in list at the position
// given, and ok is false.
func (r *Root) open(name string, limit int64, at diagnostic.Position, list *diagnostic.List) (
	f *os.File, length int64, ok bool,
) {
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
		list.Add(diagnostic.TooLarge, at, "", formatSize(info.Size()), formatSize(limit))
	default:
		return f, info.Size(), true
	}
	if f != nil {
		_ = f.Close()
	}
	return nil, 0, false
}

// ReadBytes reads a file of at most limit bytes as it is. Errors are reported in list at the
// position given (the file as a whole when at is the zero value), and ok is false.
func (r *Root) ReadBytes(name string, limit int64, at diagnostic.Position, list *diagnostic.List) (
	data []byte, ok bool,
) {
	if data, ok = r.readBytes(name, limit, at, list); ok {
		r.noteInput(name, int64(len(data)), sha256.Sum256(data))
	}
	return data, ok
}

// readBytes is ReadBytes without the note of what was read.
func (r *Root) readBytes(name string, limit int64, at diagnostic.Position, list *diagnostic.List) (
	data []byte, ok bool,
) {
	if at.File == "" {
		at.File = name
	}
	f, length, ok := r.open(name, limit, at, list)
	if !ok {
		return nil, false
	}
	defer f.Close()
	// The file may have grown since its size was read. So this reads to its end, or to one byte
	// more than allowed.
	var b bytes.Buffer
	b.Grow(int(length) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(f, limit+1)); err != nil {
		ReportRead(list, at, err)
		return nil, false
	}
	data = b.Bytes()
	if int64(len(data)) > limit {
		list.Add(diagnostic.TooLarge, at, "", formatSize(int64(len(data))), formatSize(limit))
		return nil, false
	}
	return data, true
}

// Read reads a text file, as NewText does. How its lines end does not count as what was read.
func (r *Root) Read(name string, limit int64, list *diagnostic.List) (*File, bool) {
	raw, ok := r.instead[name]
	if !ok {
		raw, ok = r.readBytes(name, limit, diagnostic.Position{}, list)
	}
	if !ok {
		return nil, false
	}
	text := UnixLines(raw)
	r.noteInput(name, int64(len(text)), sha256.Sum256(text))
	return NewText(name, raw, list)
}

// programFiles are how files of other programs begin, whatever their names say.
var programFiles = []struct{ begins, name string }{
	{"PK\x03\x04", "Office (docx, xlsx, pptx)"}, {"\xd0\xcf\x11\xe0", "Office (doc, xls, ppt)"},
	{`{\rtf`, "RTF"}, {"%PDF-", "PDF"}, {"\x89PNG", "PNG"}, {"\xff\xd8\xff", "JPEG"},
}

// longestBeginning is more bytes than any of these beginnings has.
const longestBeginning = 8

// reportProgramFile reports a file of another program, and whether it did.
func reportProgramFile(name string, raw []byte, list *diagnostic.List) bool {
	for _, program := range programFiles {
		if bytes.HasPrefix(raw, []byte(program.begins)) {
			list.Add(diagnostic.ProgramFile, diagnostic.Position{File: name}, "", program.name)
			return true
		}
	}
	return false
}

// NewText makes a file of a text that somebody wrote: it is UTF-8, and has no character that does
// not belong in a text.
func NewText(name string, raw []byte, list *diagnostic.List) (file *File, ok bool) {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		raw = fromUTF16(raw)
	}
	if reportProgramFile(name, raw, list) {
		return nil, false
	}
	file = NewFile(name, raw)
	if bad := invalidUTF8(file.Data); bad >= 0 {
		list.Add(diagnostic.InvalidUTF8, file.At(bad, 1), "")
		return nil, false
	}
	return file, file.reportRefused(list)
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
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

// ReportRead reports why a file or folder could not be read. A wrong name or link is a fault of the
// sources. Other errors are faults of the machine, which no author can mend: they have their own
// codes.
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

// faultOfName reports whether there can be no file of that name: it is too long, its links go round
// in a circle, it goes through a file, or it has characters that no name can have.
func faultOfName(err error) bool {
	faults := []error{syscall.ELOOP, syscall.ENAMETOOLONG, syscall.ENOTDIR, syscall.EINVAL, fs.ErrInvalid}
	return slices.ContainsFunc(faults, func(fault error) bool { return errors.Is(err, fault) })
}

// reason returns the part of an error that says why.
func reason(err error) string {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err.Error()
	}
	return err.Error()
}

func formatSize(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Join resolves a relative reference found in a file of the root, and reports whether it stays
// inside dir.
func Join(from, reference, dir string) (name string, inside bool) {
	name = path.Join(path.Dir(from), reference)
	return name, name != dir && len(name) > len(dir) && name[:len(dir)+1] == dir+"/"
}
