package publish

import (
	"io/fs"
	"os"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/openat"
)

// maxHandles bounds the folders held open, far below the usual limit on open files (1,024 on Unix). Folders beyond it
// are reached by their path, which is slower and no less right.
const maxHandles = 128

// folder is one folder of the new site. It exists to walk to each folder once instead of once for each file: a file is
// then made by one system call in an open folder, and a listing takes the place of asking for each file whether it is
// there.
type folder struct {
	p      *Publication
	path   string
	parent *folder // nil for the top

	looking sync.Once
	lookErr error
	present bool                   // there is such a folder in the old site
	found   map[string]fs.FileMode // what it holds: names and types
	target  *os.Root               // nil: absent, or beyond maxHandles

	making  sync.Once
	makeErr error
	staged  *os.Root       // nil: not made yet, or beyond maxHandles
	fast    *openat.Folder // the same; nil with it
}

// openTop makes the folder that all others are in.
func (p *Publication) openTop() error {
	top := &folder{p: p}
	p.folders[""] = top
	top.making.Do(func() {
		if top.staged, top.makeErr = p.root.OpenRoot(stageDir); top.makeErr == nil {
			top.fast, top.makeErr = openat.Open(top.staged)
		}
	})
	if top.makeErr != nil {
		return top.makeErr
	}
	return top.look()
}

// look finds out what the old site has in this folder.
func (f *folder) look() error {
	f.looking.Do(func() { f.lookErr = f.lookOnce() })
	return f.lookErr
}

func (f *folder) lookOnce() error {
	r := f.p.root
	if f.parent != nil {
		if err := f.parent.look(); err != nil {
			return err
		}
		_, name := split(f.path)
		found, exists := f.parent.found[name]
		switch {
		case !exists:
			return nil
		case found&fs.ModeSymlink != 0:
			return refuse(ErrLink, f.path)
		case !found.IsDir():
			if _, ours := f.p.old[f.path]; ours {
				return nil // a folder where a file of ours was: plan clears it away
			}
			return refuse(ErrForeign, f.path)
		}
		var err error
		if r, err = openFolder(f.p.root, f.path); err != nil {
			return err
		}
	}
	top, err := r.Open(".")
	if err != nil {
		return err
	}
	entries, err := top.ReadDir(-1)
	_ = top.Close()
	if err != nil {
		return err
	}
	f.found = make(map[string]fs.FileMode, len(entries))
	for _, e := range entries {
		f.found[e.Name()] = e.Type()
	}
	f.present = true
	if f.parent == nil {
		f.target = r
	} else {
		f.target = f.p.hold(r)
	}
	return nil
}

// openFolder opens the folder at path in root, all of whose folders must be real ones: os.Root keeps out of other
// trees, but does follow links within its own.
func openFolder(root *os.Root, path string) (*os.Root, error) {
	if path == "" {
		return root.OpenRoot(".")
	}
	r := root
	step := func(name string) error {
		before, err := r.Lstat(name)
		if err != nil {
			return err
		}
		if before.Mode()&fs.ModeSymlink != 0 {
			return refuse(ErrLink, path)
		} else if !before.IsDir() {
			return refuse(ErrForeign, path)
		}
		next, err := r.OpenRoot(name)
		if err != nil {
			return err
		}
		if r != root {
			_ = r.Close()
		}
		r = next
		if opened, err := r.Stat("."); err != nil {
			return err
		} else if !os.SameFile(before, opened) {
			return refuse(ErrLink, path) // exchanged between the two calls
		}
		return nil
	}
	for at := 0; at < len(path); {
		end := at
		for end < len(path) && path[end] != '/' {
			end++
		}
		if err := step(path[at:end]); err != nil {
			if r != root {
				_ = r.Close()
			}
			return nil, err
		}
		at = end + 1
	}
	return r, nil
}

// hold keeps r open for later if there is room, and closes it otherwise.
func (p *Publication) hold(r *os.Root) *os.Root {
	if p.handles.Add(1) > maxHandles {
		p.handles.Add(-1)
		_ = r.Close()
		return nil
	}
	return r
}

// same reports whether the old site's file has exactly the content in parts. A file that can not be read is replaced.
func (f *folder) same(s *scratch, name string, parts [][]byte) bool {
	r := f.target
	if r == nil {
		r, name = f.p.root, join(f.path, name)
	}
	file, err := r.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	return s.equals(file, parts)
}

// stage writes a new file.
func (f *folder) stage(s *scratch, name string, parts [][]byte) error {
	if err := f.make(); err != nil {
		return err
	}
	if f.fast != nil {
		return f.fast.Create(name, fileMode, func(w openat.Writer) error { return f.fill(s, w, parts) })
	}
	r, name := f.stagedAt(name)
	file, err := r.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	err = f.fill(s, file, parts)
	// Quotas and network folders may tell only now that there is no room.
	if err1 := file.Close(); err == nil {
		err = err1
	}
	return err
}

func (f *folder) fill(s *scratch, file openat.Writer, parts [][]byte) error {
	err := s.writeParts(file, parts)
	if f.p.chmod {
		_ = file.Chmod(fileMode) // where it is not possible, the file system knows no modes
	}
	return err
}

func (f *folder) make() error {
	f.making.Do(func() { f.makeErr = f.makeOnce() })
	return f.makeErr
}

func (f *folder) makeOnce() error {
	if err := f.parent.make(); err != nil {
		return err
	}
	_, name := split(f.path)
	r, name := f.parent.stagedAt(name)
	if err := r.Mkdir(name, folderMode); err != nil {
		return err
	}
	if f.p.chmod {
		_ = r.Chmod(name, folderMode)
	}
	staged, err := r.OpenRoot(name)
	if err != nil {
		return err
	}
	if f.staged = f.p.hold(staged); f.staged != nil {
		f.fast, err = openat.Open(f.staged)
	}
	return err
}

// stagedAt gives the shortest known way to name in the staged folder.
func (f *folder) stagedAt(name string) (*os.Root, string) {
	if f.staged != nil {
		return f.staged, name
	}
	return f.p.root, stageDir + "/" + join(f.path, name)
}

// closeFolders gives all folders back: Windows does not rename a folder that is open.
func (p *Publication) closeFolders() {
	for _, f := range p.folders {
		if f.target != nil && f.parent != nil {
			_ = f.target.Close()
		}
		if f.fast != nil {
			_ = f.fast.Close()
		}
		if f.staged != nil {
			_ = f.staged.Close()
		}
	}
}
