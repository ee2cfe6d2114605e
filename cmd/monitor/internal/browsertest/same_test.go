package browsertest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestSameBytes builds the site as different machines would, and compares every byte.
func TestSameBytes(t *testing.T) {
	l := start(t)
	elsewhere := t.TempDir()
	for _, folder := range []string{"content", "data", "themes"} {
		if err := os.CopyFS(filepath.Join(elsewhere, folder), os.DirFS(filepath.Join(l.root, folder))); err != nil {
			t.Fatal(err)
		}
	}
	for _, machine := range []struct {
		name, root, cache string
		env               []string
	}{
		{"one core, no cache", l.root, "", []string{"GOMAXPROCS=1", "TZ=UTC", "LANG=C"}},
		{"eight cores, all figures drawn before, the sources in another folder", elsewhere, l.cache,
			[]string{"GOMAXPROCS=8", "TZ=Asia/Tokyo", "LANG=en_US.UTF-8"}},
	} {
		out := filepath.Join(t.TempDir(), "site")
		build := command(t.TempDir(), l.program, "build", "--root", machine.root, "--audience", "board", "--out", out,
			"--cache", machine.cache)
		build.Env = append(os.Environ(), append(machine.env, "TMPDIR="+t.TempDir())...)
		if text, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", machine.name, err, text)
		}
		compareFolders(t, machine.name, l.dir, out)
	}
}

func compareFolders(t *testing.T, name, a, b string) {
	t.Helper()
	inA, err := files(a)
	if err != nil {
		t.Fatal(err)
	}
	inB, err := files(b)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(inA, inB) {
		t.Errorf("%s: the files are others: %d and %d", name, len(inA), len(inB))
	}
	for _, file := range inA {
		x, err := os.ReadFile(filepath.Join(a, filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		y, err := os.ReadFile(filepath.Join(b, filepath.FromSlash(file)))
		if err == nil && !bytes.Equal(x, y) {
			t.Errorf("%s: %s differs at byte %d", name, file, firstDifference(x, y))
		}
	}
}

func firstDifference(x, y []byte) int {
	for n := range min(len(x), len(y)) {
		if x[n] != y[n] {
			return n
		}
	}
	return min(len(x), len(y))
}
