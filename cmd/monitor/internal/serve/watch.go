package serve

import (
	"context"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// folders are what is watched below the root.
var folders = []string{"content", "data", "themes"}

// A save is several events: an editor writes a file beside the old one and renames it, and git
// writes hundreds. What comes within quiet of the last event belongs to the same save. Whoever
// keeps writing sees the page change at least every longest.
const (
	quiet   = 20 * time.Millisecond
	longest = 100 * time.Millisecond
)

// The folders are also looked at every second while the system reports changes, since it does not
// report those on every network drive. Where it cannot report any, they are looked at more often.
const (
	lookBeside = time.Second
	lookAlone  = 300 * time.Millisecond
)

// anything is reported for a change that may touch many files, such as the new name of a folder.
const anything = ""

// watcher reports what changes below a root.
type watcher struct {
	dir     string // the root, as the system names it
	files   fs.FS  // what is in the root
	changes chan string
}

// Watch returns a channel with the paths of files that change in dir, of which files is the content:
// relative, with slashes, and sorted. It sends nil when anything may have changed. It watches until
// ctx ends. When the system cannot report changes, or poll asks for it, Watch looks at the size and
// time of all files instead; polling then returns true, with the reason of the system.
func Watch(ctx context.Context, dir string, files fs.FS, poll bool) (changes <-chan []string, polling bool, why error) {
	w := &watcher{dir: dir, files: files, changes: make(chan string)}
	every := lookAlone
	if !poll {
		if why = w.listen(ctx); why == nil {
			every = lookBeside
		}
	}
	saves := make(chan []string)
	go gather(ctx, w.changes, saves)
	go w.look(ctx, every, w.stamps())
	return saves, every == lookAlone, why
}

// report tells that a path changed.
func (w *watcher) report(ctx context.Context, name string) {
	select {
	case w.changes <- name:
	case <-ctx.Done():
	}
}

// gather turns changes into saves, until ctx ends.
func gather(ctx context.Context, changes <-chan string, saves chan<- []string) {
	pending := make(map[string]bool)
	var calm, latest <-chan time.Time
	var due chan<- []string // saves, once a save is complete
	for {
		var save []string
		if due != nil && !pending[anything] {
			save = slices.Sorted(maps.Keys(pending))
		}
		select {
		case <-ctx.Done():
			return
		case name := <-changes:
			pending[name] = true
			calm = time.After(quiet)
			if latest == nil {
				latest = time.After(longest)
			}
		case <-calm:
			due = saves
		case <-latest:
			due = saves
		case due <- save:
			clear(pending)
			calm, latest, due = nil, nil, nil
		}
	}
}

// stamp is what polling compares of a file.
type stamp struct {
	size int64
	time time.Time
	mode fs.FileMode
}

// stamps returns the stamps of all files.
func (w *watcher) stamps() map[string]stamp {
	found := make(map[string]stamp)
	w.walk(".", func(name string, d fs.DirEntry) {
		if info, err := d.Info(); err == nil && !d.IsDir() {
			found[name] = stamp{info.Size(), info.ModTime(), info.Mode()}
		}
	})
	return found
}

// look compares the stamps of all files with those of the last time, until ctx ends.
func (w *watcher) look(ctx context.Context, every time.Duration, last map[string]stamp) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(every):
		}
		now := w.stamps()
		for name, s := range now {
			if last[name] != s {
				w.report(ctx, name)
			}
		}
		for name := range last {
			if _, there := now[name]; !there {
				w.report(ctx, name)
			}
		}
		last = now
	}
}

// walk visits what is in a folder of the root, if that is watched. What vanishes meanwhile is left
// out.
func (w *watcher) walk(from string, visit func(name string, d fs.DirEntry)) {
	// visit returns no error.
	_ = fs.WalkDir(w.files, from, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case !watched(name) && d.IsDir():
			return fs.SkipDir
		case watched(name):
			visit(name, d)
		}
		return nil
	})
}

// watched reports whether a path is in one of the folders, or is one of them. So is the root, in
// which they may still be made.
func watched(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return name == "." || slices.Contains(folders, top)
}

// listen lets the system report changes, until ctx ends. It returns why the system cannot.
func (w *watcher) listen(ctx context.Context) error {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	l := &listener{watcher: w, system: system, dirs: make(map[string]bool)}
	if err := l.add("."); err != nil {
		_ = system.Close()
		return err
	}
	go l.run(ctx)
	return nil
}

// listener hears from the system what changes. The system reports what is directly in a folder, so
// each folder is watched.
type listener struct {
	*watcher
	system *fsnotify.Watcher
	dirs   map[string]bool // the folders that are watched
}

// add watches a folder and those below it. A folder that is gone again is no error.
func (l *listener) add(from string) (first error) {
	l.walk(from, func(name string, d fs.DirEntry) {
		if !d.IsDir() {
			return
		}
		err := l.system.Add(filepath.Join(l.dir, filepath.FromSlash(name)))
		if _, gone := fs.Stat(l.files, name); err != nil && gone == nil && first == nil {
			first = err
		}
		l.dirs[name] = true
	})
	return first
}

// remove stops watching a folder and those below it. A folder that was renamed would otherwise
// report its files by their old names.
func (l *listener) remove(from string) {
	for name := range l.dirs {
		if name == from || strings.HasPrefix(name, from+"/") {
			// The system has stopped by itself where the folder is gone.
			_ = l.system.Remove(filepath.Join(l.dir, filepath.FromSlash(name)))
			delete(l.dirs, name)
		}
	}
}

// run reports what the system reports, until ctx ends.
func (l *listener) run(ctx context.Context) {
	defer l.system.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-l.system.Events:
			if name, changed := l.heard(event); changed {
				l.report(ctx, name)
			}
		case <-l.system.Errors:
			// Too many events at once: some are lost. New folders may be among them; the files of those
			// that cannot be watched are looked at every second.
			_ = l.add(".")
			l.report(ctx, anything)
		}
	}
}

// heard returns what an event changed, and whether it changed anything that is watched.
func (l *listener) heard(event fsnotify.Event) (name string, changed bool) {
	relative, err := filepath.Rel(l.dir, event.Name)
	name = filepath.ToSlash(relative)
	if err != nil || name == "." || !watched(name) || event.Op == fsnotify.Chmod {
		return "", false
	}
	if l.dirs[name] && event.Op&(fsnotify.Remove|fsnotify.Rename) != 0 {
		l.remove(name)
		return anything, true
	}
	info, err := fs.Stat(l.files, name)
	if err == nil && info.IsDir() {
		if event.Op&fsnotify.Create == 0 {
			return "", false // what changed in it has events of its own
		}
		_ = l.add(name) // as in run
		return anything, true
	}
	return path.Clean(name), true
}
