package main

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// TestIdentity compares the build id with the one that the Go command prints.
func TestIdentity(t *testing.T) {
	if identity() == "" {
		t.Error("no identity")
	}
	if runtime.GOOS != "linux" {
		t.Skip("programs have this note on Linux")
	}
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	want, err := exec.Command("go", "tool", "buildid", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	if got := buildID(name); got != strings.TrimSpace(string(want)) || got == "" {
		t.Errorf("%q, want %q", got, want)
	}
	if got := buildID("identity.go"); got != "" {
		t.Errorf("a file that is no program has %q", got)
	}
}
