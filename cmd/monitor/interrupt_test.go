package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestInterrupted sends the program an interrupt while it takes a sheet over, and while it makes one, ever later. Each
// run either ends at once, says that nothing was changed, and has changed nothing; or it was done already, and says so.
// Until one was interrupted, it goes back and takes smaller steps.
func TestInterrupted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a program cannot interrupt another one here")
	}
	dir := t.TempDir()
	if err := layUnder(dir, "testdata/base"); err != nil {
		t.Fatal(err)
	}
	indicators, sheet := filepath.Join(dir, "data/2026/indicators/mensen.toml"), filepath.Join(dir, "verzuim.csv")
	before, err := os.ReadFile(indicators)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(sheet, []byte("periode;Ziekteverzuim\n2024;3,62\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	book := filepath.Join(dir, "hr.xlsx")
	changed := func() bool {
		now, err := os.ReadFile(indicators)
		_, none := os.Stat(book)
		return err != nil || !bytes.Equal(now, before) || none == nil
	}
	for _, args := range [][]string{{"import", sheet, "--yes"}, {"export", "--for", "hr", "--xlsx", book}} {
		stopped, done := false, false
		begins := time.Duration(0) // the longest wait after which the program had not begun
		for step, wait := 50*time.Millisecond, time.Duration(0); !done; wait += step {
			status, said := interrupted(t, wait, append(args, "--root", dir, "--lang", "en")...)
			switch {
			case status < 0 && said == "": // it had not begun
				if changed() {
					t.Fatalf("%v, after %v: the files are others, and nothing is said", args, wait)
				}
				begins = wait
			case status == exitEnvironment:
				stopped = true
				if !strings.HasSuffix(said, "monitor: interrupted; nothing was changed\n") || changed() {
					t.Fatalf("%v, after %v: %s", args, wait, said)
				}
			default:
				told := strings.Contains(said, "Taken over.") || strings.Contains(said, "was made for")
				if status > exitDone || !changed() || !told {
					t.Fatalf("%v, after %v: status %d\n%s", args, wait, status, said)
				}
				if err := errors.Join(os.WriteFile(indicators, before, 0o666), os.RemoveAll(book)); err != nil {
					t.Fatal(err)
				}
				done = stopped || step < time.Millisecond
				step, wait = step/4, begins
			}
			if _, err := os.Stat(filepath.Join(dir, ".monitor-draft/copy")); status >= 0 && err == nil {
				t.Fatalf("%v, after %v: the draft is left", args, wait)
			}
		}
		if !stopped {
			t.Errorf("%v was never interrupted", args)
		}
	}
}

// TestEnded ends a build as a system does that shuts down, and as a window that is closed, once it has begun to write.
// Nothing is left in the folder of the site: what is staged there may be for the Board, and a server would hand it out.
func TestEnded(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a program cannot end another one here but by force")
	}
	for _, signal := range endings() {
		out := filepath.Join(t.TempDir(), "site")
		var said bytes.Buffer
		c := exec.Command("monitor", "build", "--root", goldenDir, "--cache", "", "--out", out, "--lang", "en")
		c.Stdout, c.Stderr = &said, &said
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(time.Millisecond) {
			if staged, _ := os.ReadDir(out); len(staged) > 0 {
				break
			}
		}
		if err := c.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait() // the status says it
		status := c.ProcessState.ExitCode()
		if left, err := os.ReadDir(out); status != exitEnvironment || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v: status %d, and %v is left\n%s", signal, status, left, &said)
		}
	}
}

// interrupted runs the program, and interrupts it after a while. The status is -1 when the system ended it, which it
// does until the program has asked it not to.
func interrupted(t *testing.T, wait time.Duration, args ...string) (status int, said string) {
	t.Helper()
	var out bytes.Buffer
	c := exec.Command("monitor", args...)
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(wait)
	if err := c.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	_ = c.Wait() // the status says it
	return c.ProcessState.ExitCode(), out.String()
}
