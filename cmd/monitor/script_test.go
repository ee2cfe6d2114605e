package main

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the present output into the scripts and golden pages")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"monitor": main})
}

// TestScripts runs whole commands. The scripts, testdata/script/*.txtar, specify the command line
// and the messages. Each starts in a copy of testdata/base, a small site without mistakes, and
// replaces some of its files. Run with -update to write the present output into the scripts, and
// then read the difference.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "nl_NL.UTF-8")
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			return layUnder(env.WorkDir, "testdata/base")
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes":   writeBytes,
			"replace": replaceIn,
		},
	})
}

// layUnder copies a folder to the folder of a script, except for files that the script has itself.
func layUnder(dir, from string) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, rel)
		if d.IsDir() {
			return os.MkdirAll(to, 0o777)
		}
		if _, err := os.Lstat(to); err == nil {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o666)
	})
}
