package serve

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestGather plays changes at times in milliseconds, and wants saves.
func TestGather(t *testing.T) {
	for name, test := range map[string]struct {
		changes []int
		saves   []string
	}{
		"one":               {[]int{0}, []string{"20: 1"}},
		"an editor's three": {[]int{0, 5, 24}, []string{"44: 3"}},
		"two saves":         {[]int{0, 50}, []string{"20: 1", "70: 1"}},
		"no pause":          {every(9, 250), []string{"100: 12", "208: 12", "263: 4"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				changes, saves := make(chan string), make(chan []string)
				go gather(ctx, changes, saves)
				begin := time.Now()
				go func() {
					for n, at := range test.changes {
						time.Sleep(time.Until(begin.Add(time.Duration(at) * time.Millisecond)))
						changes <- fmt.Sprint("file-", n)
					}
				}()
				for _, want := range test.saves {
					save := <-saves
					if got := fmt.Sprintf("%d: %d", time.Since(begin).Milliseconds(), len(save)); got != want {
						t.Errorf("%s, want %s", got, want)
					}
				}
			})
		})
	}
}

// every returns the numbers from 0 to below end, in steps.
func every(step, end int) (all []int) {
	for n := 0; n < end; n += step {
		all = append(all, n)
	}
	return all
}

// TestGatherWhileBusy lets the reader of saves take its time: what comes meanwhile is one save.
func TestGatherWhileBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		changes, saves := make(chan string), make(chan []string)
		go gather(ctx, changes, saves)
		for n := range 300 {
			changes <- fmt.Sprint("file-", n%3)
			time.Sleep(3 * time.Millisecond)
		}
		if save := <-saves; !slices.Equal(save, []string{"file-0", "file-1", "file-2"}) {
			t.Errorf("%q", save)
		}
		changes <- "file-7"
		changes <- anything
		if save := <-saves; save != nil {
			t.Errorf("%q, want anything", save)
		}
	})
}

// watchedFolder is a folder on the disk that is watched.
type watchedFolder struct {
	t     *testing.T
	dir   string
	saves <-chan []string
}

func watchFolder(t *testing.T, poll bool) *watchedFolder {
	t.Helper()
	w := &watchedFolder{t: t, dir: t.TempDir()}
	w.write("content/2026/nl/10-mensen.md", "a")
	w.write("data/2026/edition.toml", "a")
	w.write("public/index.html", "a")
	root, err := os.OpenRoot(w.dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(func() { cancel(); root.Close() })
	changes, polling, why := Watch(ctx, w.dir, root.FS(), poll)
	if polling != poll || why != nil {
		t.Fatal(polling, why)
	}
	w.saves = changes
	return w
}

func (w *watchedFolder) path(name string) string {
	return filepath.Join(w.dir, filepath.FromSlash(name))
}

func (w *watchedFolder) write(name, text string) {
	w.t.Helper()
	if err := os.MkdirAll(filepath.Dir(w.path(name)), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(w.path(name), []byte(text), 0o666); err != nil {
		w.t.Fatal(err)
	}
}

func (w *watchedFolder) rename(from, to string) {
	w.t.Helper()
	if err := os.MkdirAll(filepath.Dir(w.path(to)), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.Rename(w.path(from), w.path(to)); err != nil {
		w.t.Fatal(err)
	}
}

// hear wants a file to be reported within some seconds, and returns the paths that were. A report of
// anything is one of every file.
func (w *watchedFolder) hear(name string) (heard []string) {
	w.t.Helper()
	deadline := time.After(5 * time.Second)
	for {
		select {
		case save := <-w.saves:
			if save == nil || slices.Contains(save, name) {
				return append(heard, save...)
			}
			heard = append(heard, save...)
		case <-deadline:
			w.t.Fatalf("%s is not reported; heard %q", name, heard)
		}
	}
}

// silence drops what is still reported, until there is nothing for a while.
func (w *watchedFolder) silence() (heard []string) {
	for {
		select {
		case save := <-w.saves:
			heard = append(heard, save...)
		case <-time.After(150 * time.Millisecond):
			return heard
		}
	}
}

// TestWatch does to files what people, editors and git do, as the system reports it and as polling
// finds it.
func TestWatch(t *testing.T) {
	const chapter = "content/2026/nl/10-mensen.md"
	for _, poll := range []bool{false, true} {
		for name, test := range map[string]func(w *watchedFolder){
			"save": func(w *watchedFolder) {
				w.write(chapter, "bb")
				w.hear(chapter)
			},
			"write beside and rename": func(w *watchedFolder) {
				for n := range 3 {
					w.write("content/2026/nl/.10-mensen.md.tmp", strings.Repeat("b", n+2))
					w.rename("content/2026/nl/.10-mensen.md.tmp", chapter)
					w.hear(chapter)
				}
			},
			"keep a copy and write anew": func(w *watchedFolder) {
				for n := range 3 {
					w.rename(chapter, chapter+"~")
					w.write(chapter, strings.Repeat("b", n+2))
					w.hear(chapter)
				}
			},
			"remove": func(w *watchedFolder) {
				if err := os.Remove(w.path(chapter)); err != nil {
					w.t.Fatal(err)
				}
				w.hear(chapter)
			},
			"new folders": func(w *watchedFolder) {
				w.write("content/2027/en/images/a.png", "a")
				w.hear("content/2027/en/images/a.png")
				w.silence()
				w.write("content/2027/en/images/a.png", "bb")
				w.hear("content/2027/en/images/a.png")
			},
			"new theme": func(w *watchedFolder) {
				w.write("themes/own/styles/own.css", "a")
				w.hear("themes/own/styles/own.css")
				w.silence()
				w.write("themes/own/styles/own.css", "bb")
				w.hear("themes/own/styles/own.css")
			},
			"folder renamed": func(w *watchedFolder) {
				w.rename("content/2026", "content/2027")
				w.hear("content/2027/nl/10-mensen.md")
				w.silence()
				w.write("content/2027/nl/10-mensen.md", "bb")
				if heard := w.hear("content/2027/nl/10-mensen.md"); slices.Contains(heard, chapter) {
					w.t.Errorf("by its old name: %q", heard)
				}
				w.write(chapter, "ccc")
				w.hear(chapter)
				w.silence()
				w.write(chapter, "dddd")
				w.hear(chapter)
			},
			"folder moved in": func(w *watchedFolder) {
				w.write("concept/en/10-people.md", "a")
				w.rename("concept/en", "content/2026/en")
				w.hear("content/2026/en/10-people.md")
				w.silence()
				w.write("content/2026/en/10-people.md", "bb")
				w.hear("content/2026/en/10-people.md")
			},
			"folder moved out": func(w *watchedFolder) {
				w.rename("content/2026/nl", "concept/nl")
				w.hear(chapter)
				w.silence()
				w.write("concept/nl/10-mensen.md", "bb")
				if heard := w.silence(); heard != nil {
					w.t.Errorf("reports what is elsewhere: %q", heard)
				}
			},
			"what is not watched": func(w *watchedFolder) {
				w.write("public/index.html", "bb")
				w.write("public/2026/index.html", "bb")
				w.write("notes.md", "bb")
				if heard := w.silence(); heard != nil {
					w.t.Errorf("heard %q", heard)
				}
			},
			"checkout": func(w *watchedFolder) {
				for n := range 200 {
					w.write(fmt.Sprintf("content/2025/nl/%d.md", n), "a")
				}
				w.hear("content/2025/nl/199.md")
			},
		} {
			t.Run(fmt.Sprintf("%s/poll=%t", name, poll), func(t *testing.T) {
				t.Parallel()
				w := watchFolder(t, poll)
				w.silence()
				test(w)
			})
		}
	}
}

// TestSavesInASecond saves 300 times in a second: the last is heard, in a few saves.
func TestSavesInASecond(t *testing.T) {
	w := watchFolder(t, false)
	const file = "data/2026/edition.toml"
	done := make(chan time.Time)
	go func() {
		for n := range 300 {
			w.write(file, fmt.Sprint(n))
			time.Sleep(time.Second / 300)
		}
		done <- time.Now()
	}()
	saves, last, ended := 0, time.Time{}, time.Time{}
	for quiet := time.After(10 * time.Second); ended.IsZero() || last.Before(ended); {
		select {
		case <-w.saves:
			saves, last = saves+1, time.Now()
		case ended = <-done:
		case <-quiet:
			t.Fatal("the last save is not heard")
		}
	}
	if saves > 60 {
		t.Errorf("%d saves", saves)
	}
}

// TestCannotListen watches a folder under a name that the system does not know: it is polled.
func TestCannotListen(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	changes, polling, why := Watch(ctx, filepath.Join(dir, "gone"), os.DirFS(dir), false)
	if !polling || why == nil {
		t.Fatal(polling, why)
	}
	w := &watchedFolder{t: t, dir: dir, saves: changes}
	w.write("data/site.toml", "a")
	w.hear("data/site.toml")
}

// TestUnreportedChange changes a file while the system reports nothing of it, as some network drives
// do.
func TestUnreportedChange(t *testing.T) {
	w := watchFolder(t, false)
	w.silence()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	deaf := &watcher{dir: w.dir, files: os.DirFS(w.dir), changes: make(chan string)}
	before := deaf.stamps()
	w.write("data/2026/edition.toml", "bb")
	go deaf.look(ctx, time.Millisecond, before)
	if name := <-deaf.changes; name != "data/2026/edition.toml" {
		t.Error(name)
	}
}
