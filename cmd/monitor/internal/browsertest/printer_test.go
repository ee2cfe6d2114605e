package browsertest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/chromium"
	"utwente.nl/monitor/cmd/monitor/internal/printer"
)

// TestPrinterDies kills the browser while it prints a page that is never done. Printing ends, and no process and no
// folder is left behind.
func TestPrinterDies(t *testing.T) {
	p, browser, temporary := endless(t)
	if p.Ended() {
		t.Error("the browser has ended before it printed")
	}
	killed := time.AfterFunc(2*time.Second, func() { kill(t, browser) })
	pdf, err := p.Print("page.html", time.Time{})
	if killed.Stop() || err == nil || pdf != nil || !p.Ended() {
		t.Errorf("printing gave %d bytes and %v; ended: %t", len(pdf), err, p.Ended())
	}
	p.Close()
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	if left, err := exec.Command("pgrep", "-af", temporary).Output(); err == nil {
		t.Errorf("still there: %s", left)
	}
}

// TestPageDies kills the process of the page alone, as a system does that runs out of memory. The browser then answers
// nothing, and printing must not wait for it.
func TestPageDies(t *testing.T) {
	p, browser, _ := endless(t)
	defer p.Close()
	killed := time.AfterFunc(2*time.Second, func() {
		for _, process := range below(browser) {
			arguments, _ := exec.Command("ps", "-o", "args=", "-p", process).Output() // it fails when that has ended
			if bytes.Contains(arguments, []byte("--type=renderer")) {
				kill(t, process)
			}
		}
	})
	pdf, err := p.Print("page.html", time.Time{})
	if killed.Stop() || pdf != nil || !errors.Is(err, printer.ErrCrashed) || p.Ended() {
		t.Errorf("printing gave %d bytes and %v; ended: %t", len(pdf), err, p.Ended())
	}
}

// endless starts a browser with page.html, a page that is never done. It returns the id of the process, and the
// folder for what is temporary.
func endless(t *testing.T) (p *printer.Printer, process, temporary string) {
	t.Helper()
	if runtime.GOOS == "windows" || testing.Short() {
		t.Skip("the browser is started by a shell script")
	}
	real, err := chromium.Find()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	temporary = t.TempDir()
	t.Setenv("TMPDIR", temporary)
	program, id := filepath.Join(dir, "browser"), filepath.Join(dir, "id")
	script := "#!/bin/sh\necho $$ >'" + id + "'\nexec '" + real + `' "$@"` + "\n"
	if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	var files printer.Files
	if err := files.Write("page.html", []byte("<p>5<script>for (;;) {}</script>")); err != nil {
		t.Fatal(err)
	}
	if p, err = printer.Open(t.Context(), program, &files); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(id)
	if err != nil {
		t.Fatal(err)
	}
	return p, strings.TrimSpace(string(written)), temporary
}

// below returns the processes that a process started, and those that they started.
func below(process string) (all []string) {
	children, _ := exec.Command("pgrep", "-P", process).Output() // it fails when there are none
	for _, child := range strings.Fields(string(children)) {
		all = append(append(all, child), below(child)...)
	}
	return all
}

func kill(t *testing.T, process string) {
	number, err := strconv.Atoi(process)
	if err != nil {
		t.Error(err)
		return
	}
	if found, err := os.FindProcess(number); err == nil {
		_ = found.Kill()
	}
}
