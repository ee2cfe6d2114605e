package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// platformChild runs what needs a process of its own: a full disk, a limit on file sizes.
func platformChild(kind, dir string) error {
	switch kind {
	case "full":
		if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
			return cannotMount(err)
		}
		if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
			return cannotMount(err)
		}
		return noSpace(dir, syscall.ENOSPC)
	case "protected":
		return protected(dir)
	case "limit":
		limit := syscall.Rlimit{Cur: 100 << 10, Max: 100 << 10}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			return err
		}
		return noSpace(dir, syscall.EFBIG)
	}
	return errors.New("no such child")
}

const mountExit = 77

func cannotMount(err error) error {
	fmt.Println(err)
	os.Exit(mountExit)
	return nil
}

// noSpace publishes a small site where there is little space, and then sites that are too big.
func noSpace(dir string, cause error) error {
	small := site{"index.html": "home", "a/b.html": strings.Repeat("b", 50<<10)}
	if _, err := put(dir, small); err != nil {
		return err
	}
	before, err := contents(dir)
	if err != nil {
		return err
	}
	big := site{"index.html": "new home"}
	for i := range 20 {
		big[fmt.Sprintf("a/%02d.html", i)] = strings.Repeat("x", 90<<10)
	}
	if cause == syscall.EFBIG {
		big["a/b.html"] = strings.Repeat("b", 101<<10)
	}
	check := func(what string, err error) error {
		now, err2 := contents(dir)
		switch {
		case !errors.Is(err, ErrNoSpace) || !errors.Is(err, cause):
			return fmt.Errorf("%s: got error %v, want %v", what, err, cause)
		case err2 != nil:
			return err2
		case !maps.Equal(before, now):
			return fmt.Errorf("%s: the old site was touched", what)
		}
		return nil
	}
	_, err = put(dir, big)
	if err := check("writing", err); err != nil {
		return err
	}
	if cause == syscall.EFBIG {
		return nil
	}

	// All files can just be staged, and then there is no room for the manifest.
	p, err := Open(dir)
	if err != nil {
		return err
	}
	if err := write(p, site{"index.html": "new home", "c/d.html": "new"}); err != nil {
		return err
	}
	filler := filepath.Join(dir, ".filler")
	if err := os.WriteFile(filler, make([]byte, 2<<20), 0o644); !errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("the disk is not full: %v", err)
	}
	_, err = p.Commit(nil)
	if err2 := os.Remove(filler); err2 != nil {
		return err2
	}
	return check("committing", err)
}

// protected publishes a site, and then another while a folder of it, or all of it, cannot be written in.
func protected(dir string) error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return cannotMount(err)
	}
	if _, err := put(dir, site{"index.html": "home", "a/b.html": "page", "c/d.html": "page"}); err != nil {
		return err
	}
	before, err := contents(dir)
	if err != nil {
		return err
	}
	for _, at := range []string{"c", ""} {
		folder := filepath.Join(dir, at)
		if err := syscall.Mount(folder, folder, "", syscall.MS_BIND, ""); err != nil {
			return cannotMount(err)
		}
		if err := syscall.Mount("", folder, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			return cannotMount(err)
		}
		for _, other := range []site{
			{"index.html": "new", "a/b.html": "new", "c/d.html": "new"},
			{"index.html": "new", "a/b.html": "new"}, // a file is to go
			{"index.html": "new", "a/b.html": "page", "c/d.html": "page", "c/e/f.html": "new"},
		} {
			_, err := put(dir, other)
			if e, ok := errors.AsType[*Error](err); !ok || e.Reason != ErrForbidden || e.Path != at && at != "" {
				return fmt.Errorf("%q cannot be written in: %v", at, err)
			}
			now, err := contents(dir)
			if err != nil {
				return err
			}
			if !maps.Equal(before, now) {
				return fmt.Errorf("%q cannot be written in, and the old site was touched", at)
			}
		}
	}
	return nil
}

// contents is like read, for a process that has no testing.T.
func contents(dir string) (map[string]string, error) {
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			all[name] = "folder"
			return err
		}
		content, err := os.ReadFile(name)
		all[name] = string(content)
		return err
	})
	return all, err
}

func TestFullDisk(t *testing.T) { inNameSpace(t, "full", "TestFileTooBig shows the same handling") }

// A folder that may not be written in stops a build before anything is replaced.
func TestProtectedFolder(t *testing.T) {
	inNameSpace(t, "protected", "TestForbidden shows it where modes count")
}

// TestForbidden is TestProtectedFolder with the modes of folders, which do not count for root.
func TestForbidden(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	mustPut(t, dir, site{"index.html": "home", "a/b.html": "page", "c/d.html": "page"})
	before := read(t, dir)
	closed := filepath.Join(dir, "c")
	if err := os.Chmod(closed, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(closed, folderMode) // or it cannot be removed
	_, err := put(dir, site{"index.html": "new", "a/b.html": "new", "c/d.html": "new"})
	if e, ok := errors.AsType[*Error](err); !ok || e.Reason != ErrForbidden || e.Path != "c" {
		t.Errorf("got error %v", err)
	}
	if now := read(t, dir); !maps.Equal(before, now) {
		t.Error("the old site was touched")
	}
}

// inNameSpace runs a child in a name space of its own: mounting needs no rights there, and the mount ends with
// the process.
func inNameSpace(t *testing.T, kind, instead string) {
	cmd := child(kind, t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.Output()
	exit, exited := errors.AsType[*exec.ExitError](err)
	switch {
	case exited && exit.ExitCode() == mountExit:
		t.Skipf("this system lets no user mount a disk (%s); %s", bytes.TrimSpace(out), instead)
	case err != nil && !exited:
		t.Skipf("this system gives no name space to mount a disk in (%v); %s", err, instead)
	case err != nil:
		t.Error(err)
	}
}

func TestFileTooBig(t *testing.T) {
	if err := child("limit", t.TempDir()).Run(); err != nil {
		t.Error(err)
	}
}

// The umask does not decide who can read the site.
func TestModes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	for range 2 {
		mustPut(t, dir, site{"index.html": "home", "a/b/c.html": "page"})
		for path, want := range map[string]fs.FileMode{
			"": folderMode, "a": folderMode, "a/b": folderMode,
			"index.html": fileMode, "a/b/c.html": fileMode, ManifestName: fileMode,
		} {
			info, err := os.Stat(filepath.Join(dir, path))
			if err != nil {
				t.Fatal(err)
			}
			if got := info.Mode().Perm(); got != want {
				t.Errorf("%q has mode %o, want %o", path, got, want)
			}
		}
		dir = t.TempDir() // a folder that is there already, empty
		if err := os.Chmod(dir, folderMode); err != nil {
			t.Fatal(err)
		}
	}
}
