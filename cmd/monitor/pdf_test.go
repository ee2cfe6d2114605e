package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestPDFFailures wants a clear message, the status of a failed environment, and nothing half written.
func TestPDFFailures(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the browsers here are shell scripts")
	}
	for _, test := range []struct{ name, browser, out, want string }{
		{"no browser", "", "pdf", "geen Chromium, Chrome of Edge gevonden"},
		{"a browser that is not there", "nowhere", "pdf", "kan niet worden gestart: nowhere (bestaat niet)"},
		{"a browser that is no program", "geen programma", "pdf", "start niet; er is niets geschreven"},
		{"a browser that ends at once", "#!/bin/sh\nexit 1\n", "pdf", "start niet"},
		{"a folder that is a file", "#!/bin/sh\nexit 1\n", "file/pdf", "kan niet worden geschreven"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			t.Setenv("PATH", dir)
			t.Setenv("CHROME", test.browser)
			if test.browser != "" && test.browser != "nowhere" {
				fake := filepath.Join(dir, "fake")
				if err := os.WriteFile(fake, []byte(test.browser), 0o755); err != nil {
					t.Fatal(err)
				}
				t.Setenv("CHROME", fake)
			}
			if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o644); err != nil {
				t.Fatal(err)
			}
			out := filepath.Join(dir, test.out)
			var stdout, stderr bytes.Buffer
			p := &program{ctx: t.Context(), stdout: &stdout, stderr: &stderr, lang: "nl"}
			status := p.command([]string{"pdf", "--root", "testdata/base", "--cache", "", "--out", out})
			if status != exitEnvironment || !strings.Contains(stderr.String(), test.want) {
				t.Errorf("status %d, and it says:\n%s", status, &stderr)
			}
			if left, _ := os.ReadDir(out); len(left) > 0 || stdout.Len() > 0 {
				t.Errorf("left behind: %v; said: %s", left, &stdout)
			}
		})
	}
}
