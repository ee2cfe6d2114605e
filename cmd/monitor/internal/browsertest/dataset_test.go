package browsertest

import (
	"archive/zip"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"testing"
)

// TestDataPackages asks the validator of Frictionless Data whether the zip files with all data of an edition are
// what their descriptors say: the descriptor, and each row of each table.
func TestDataPackages(t *testing.T) {
	l := start(t)
	l.tool(t, "datapackage/package.json")
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("the validator needs Node.js, which comes with npm: `make tools` installs it where it can")
	}
	all, err := files(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	args := []string{filepath.Join(l.root, ".ci", "tools", "datapackage.js"), filepath.Join(l.root, ".tools", "npm")}
	for _, name := range all {
		if path.Ext(name) == ".zip" {
			dir := t.TempDir()
			unpack(t, filepath.Join(l.dir, filepath.FromSlash(name)), dir)
			args = append(args, filepath.Join(dir, "datapackage.json"))
		}
	}
	const editions = 3
	if packages := len(args) - 2; packages < editions+1 {
		t.Errorf("%d data packages: there are %d editions, and one is in two languages", packages, editions)
	}
	out, err := command(l.root, node, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// unpack writes the files of a zip file into a folder.
func unpack(t *testing.T, name, dir string) {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		to := filepath.Join(dir, filepath.FromSlash(f.Name))
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(from)
		from.Close()
		if err == nil {
			err = os.MkdirAll(filepath.Dir(to), 0o777)
		}
		if err == nil {
			err = os.WriteFile(to, content, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
