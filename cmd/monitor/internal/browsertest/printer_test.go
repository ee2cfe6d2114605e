package browsertest

import (
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
	if runtime.GOOS == "windows" || testing.Short() {
		t.Skip("the browser is started by a shell script")
	}
	real, err := chromium.Find()
	if err != nil {
		t.Fatal(err)
	}
	dir, temporary := t.TempDir(), t.TempDir()
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
	p, err := printer.Open(t.Context(), program, &files)
	if err != nil {
		t.Fatal(err)
	}
	if p.Ended() {
		t.Error("the browser has ended before it printed")
	}
	written, err := os.ReadFile(id)
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(strings.TrimSpace(string(written)))
	if err != nil {
		t.Fatal(err)
	}
	process, err := os.FindProcess(number)
	if err != nil {
		t.Fatal(err)
	}
	killed := time.AfterFunc(2*time.Second, func() { _ = process.Kill() })
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
