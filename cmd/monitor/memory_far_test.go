//go:build far && linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// TestAddressesFar runs commands that read no sources with little address space: what a program
// that prints hello needs, plus the size of monitor itself and some spare room. A build needs 230
// MB more than that, and would fail.
func TestAddressesFar(t *testing.T) {
	dir := t.TempDir()
	hello, monitor := filepath.Join(dir, "hello"), filepath.Join(dir, "monitor")
	text := "package main\n\nfunc main() { println(\"hello\") }\n"
	if err := os.WriteFile(hello+".go", []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	for out, what := range map[string]string{hello: hello + ".go", monitor: "."} {
		build := exec.Command("go", "build", "-o", out, what)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if said, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
	}
	within := func(kilobytes int, args ...string) ([]byte, error) {
		limited := []string{"-c", "ulimit -v " + strconv.Itoa(kilobytes) + "; exec \"$@\"", "sh"}
		return exec.Command("sh", append(limited, args...)...).CombinedOutput()
	}
	const step, most = 25_000, 4_000_000
	need := step
	for ; need < most; need += step {
		if _, err := within(need, hello); err == nil {
			break
		}
	}
	info, err := os.Stat(monitor)
	if err != nil {
		t.Fatal(err)
	}
	const spare = 160 << 10 // the runtime's threads, each with its addresses, differ from run to run
	need += int(info.Size()>>10) + spare
	for _, args := range [][]string{{"version"}, {"help"}, {"explain", "MV104"}} {
		if said, err := within(need, append([]string{monitor}, args...)...); err != nil {
			t.Errorf("%v with %d kB: %v\n%.300s", args, need, err, said)
		}
	}
}
