package rewrite

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/lock"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// childVar is the environment variable that makes the test binary another program, which installs a draft of the
// folder that it names.
const childVar = "REWRITE_TEST_CHILD"

func TestMain(m *testing.M) {
	if root := os.Getenv(childVar); root != "" {
		d, err := NewDraft(root)
		if err == nil {
			err = errors.Join(changeMany(d), d.Install())
			d.Discard()
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// many is how many files changeMany changes.
const many = 60

// layMany makes sources with many files.
func layMany(t *testing.T, root string) {
	t.Helper()
	for n := range many {
		lay(t, root, fmt.Sprintf("data/2026/%03d.toml", n), "was")
	}
	lay(t, root, "data/site.toml", "stays")
}

// changeMany changes a third of the files, moves a third to a new folder, and removes the others.
func changeMany(d *Draft) (err error) {
	for n := range many {
		name := fmt.Sprintf("data/2026/%03d.toml", n)
		switch n % 3 {
		case 0:
			err = errors.Join(err, d.Write(name, []byte("is")))
		case 1:
			err = errors.Join(err, d.Move(name, fmt.Sprintf("content/2027/nl/%03d.toml", n)))
		case 2:
			err = errors.Join(err, d.Remove(name))
		}
	}
	return err
}

func lay(t *testing.T, root, name, text string) {
	t.Helper()
	name = filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
}

// tree returns the files below a folder, and the folders with a slash behind them.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			var data []byte
			data, err = os.ReadFile(filepath.Join(root, name))
			info, _ := e.Info()
			all[name] = fmt.Sprint(info.Mode().Perm(), string(data))
		} else if err == nil {
			all[name+"/"] = ""
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestKilledBetweenMoves leaves an installation as a killed process does, at some of its steps.
func TestKilledBetweenMoves(t *testing.T) {
	const steps = 10
	for stop := range steps {
		root := t.TempDir()
		layMany(t, root)
		before := tree(t, root)
		d, err := NewDraft(root)
		if err != nil {
			t.Fatal(err)
		}
		if err := changeMany(d); err != nil {
			t.Fatal(err)
		}
		changes, err := d.Changes()
		if err != nil {
			t.Fatal(err)
		}
		if err := d.writeJournal(changes); err != nil {
			t.Fatal(err)
		}
		for _, c := range changes[:stop*len(changes)/(steps-1)] {
			if err := d.carryOut(c); err != nil {
				t.Fatal(err)
			}
		}
		if stop == 0 { // killed while it makes the folders of a file
			if err := os.MkdirAll(filepath.Join(root, "content", "2027"), 0o777); err != nil {
				t.Fatal(err)
			}
		}
		_ = d.lock.File.Close()
		if _, err := os.Stat(filepath.Join(root, source.Journal)); err != nil {
			t.Fatal("nobody can see what happened")
		}
		if d, err = NewDraft(root); err != nil {
			t.Fatal(err)
		}
		d.Discard()
		if now := tree(t, root); !maps.Equal(now, before) {
			t.Fatalf("killed after step %d of %d: got %v", stop, steps, now)
		}
	}
}

// TestKilled kills a process while it installs a draft. The next draft finds all as it was, or all changed.
func TestKilled(t *testing.T) {
	sources := t.TempDir()
	layMany(t, sources)
	before := tree(t, sources)
	child := func(root string) *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childVar+"="+root, "GORACE=atexit_sleep_ms=0")
		cmd.Stderr = os.Stderr
		return cmd
	}
	if err := child(sources).Run(); err != nil {
		t.Fatal(err)
	}
	after := tree(t, sources)
	for n := range 6 {
		root := t.TempDir()
		layMany(t, root)
		cmd := child(root)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for begun := false; !begun && len(ended) == 0; {
			_, err := os.Stat(filepath.Join(root, source.Journal))
			begun = err == nil
		}
		time.Sleep(time.Duration(n) * time.Millisecond)
		_ = cmd.Process.Kill() // fails when the process has ended by itself
		<-ended
		d, err := NewDraft(root)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d files were brought back", len(d.Undone()))
		d.Discard()
		if now := tree(t, root); !maps.Equal(now, before) && !maps.Equal(now, after) {
			t.Errorf("half is changed: %v", now)
		}
	}
}

func TestDraft(t *testing.T) {
	root := t.TempDir()
	lay(t, root, "data/a", "1")
	lay(t, root, "data/b", "2")
	lay(t, root, "data/~$a", "of an editor")
	change := func() *Draft {
		t.Helper()
		d, err := NewDraft(root)
		if err != nil {
			t.Fatal(err)
		}
		err = errors.Join(d.Write("data/a", []byte("x")), d.Move("data/b", "data/c/d"), d.Write("content/e", nil))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	at := func(name string) string { return filepath.Join(root, name) }
	put := func(name, text string) func() error {
		return func() error { return os.WriteFile(at(name), []byte(text), 0o666) }
	}
	move := func(from, to string) func() error { return func() error { return os.Rename(at(from), at(to)) } }
	remove := func(name string) func() error { return func() error { return os.Remove(at(name)) } }
	for _, test := range []struct {
		what       string
		make, mend func() error
		want       error
	}{
		{"something is in the way", put("data/c", ""), remove("data/c"), nil},
		{"something is in the way of the last file", func() error { return os.Mkdir(at("data/c/d"), 0o777) },
			remove("data/c/d"), nil},
		{"somebody changed a file", put("data/a", "3"), put("data/a", "1"), ErrChanged},
		{"somebody removed a file", move("data/b", "b"), move("b", "data/b"), ErrChanged},
		{"a file is read-only", func() error { return os.Chmod(at("data/b"), 0o444) },
			func() error { return os.Chmod(at("data/b"), 0o640) }, ErrReadOnly},
		{"a file became a link", func() error { return errors.Join(move("data/a", "a")(), os.Symlink("../a", at("data/a"))) },
			move("a", "data/a"), ErrNotPlain},
	} {
		d := change()
		if strings.Contains(test.what, "last") {
			lay(t, root, "data/c/other", "")
		}
		if err := test.make(); err != nil {
			t.Fatal(err)
		}
		before := tree(t, root)
		for name := range before {
			if strings.HasPrefix(name, workDir) {
				delete(before, name)
			}
		}
		err := d.Install()
		if err == nil || test.want != nil && !errors.Is(err, test.want) || errors.Is(err, ErrHalf) {
			t.Errorf("%s: error %v", test.what, err)
		}
		d.Discard()
		if now := tree(t, root); !maps.Equal(now, before) {
			t.Errorf("%s: got %v, want %v", test.what, now, before)
		}
		if err := test.mend(); err != nil {
			t.Fatal(err)
		}
		_ = os.RemoveAll(filepath.Join(root, "data/c"))
	}
	d := change()
	if err := d.Install(); err != nil {
		t.Error(err)
	}
	d.Discard()
	now, mode := tree(t, root), fs.FileMode(0o640).String()
	_, left := now[workDir+"/"]
	if now["data/a"] != mode+"x" || !strings.HasSuffix(now["data/c/d"], "2") || now["data/b"] != "" ||
		now["content/e"] == "" || now["data/~$a"] == "" || left {
		t.Errorf("got %v", now)
	}
}

// TestDraftAlone begins a draft while there is one, and drafts of sources with a link.
func TestDraftAlone(t *testing.T) {
	root := t.TempDir()
	lay(t, root, "data/a", "1")
	d, err := NewDraft(root)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewDraft(root); !errors.Is(err, lock.ErrBusy) {
		t.Errorf("error %v", err)
	}
	d.Discard()
	for _, link := range []string{"data/link", "themes", "data/.#a"} {
		if err := os.Symlink("a", filepath.Join(root, link)); err != nil {
			t.Fatal(err)
		}
		d, err := NewDraft(root)
		if err == nil {
			d.Discard()
		}
		if source.LeftBehind(link) == errors.Is(err, ErrNotPlain) {
			t.Errorf("%s: error %v", link, err)
		}
		if err := os.Remove(filepath.Join(root, link)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(filepath.Join(root, workDir)); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the folder of the draft is left")
	}
}

// TestMoveKeepsOthers moves a file to the place of another one, which stays.
func TestMoveKeepsOthers(t *testing.T) {
	root := t.TempDir()
	lay(t, root, "data/old.csv", "old")
	lay(t, root, "data/new.csv", "of another")
	d, err := NewDraft(root)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Discard()
	if err := d.Move("data/old.csv", "data/new.csv"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("the error is %v", err)
	}
	if changes, err := d.Changes(); len(changes) > 0 || err != nil {
		t.Errorf("%+v, %v", changes, err)
	}
}
