package main

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
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
			"bytes":    writeBytes,
			"replace":  replaceIn,
			"show":     showWorkbook,
			"workbook": fillWorkbook,
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

// noScript are the messages that no script provokes, with the reason. A code that no input provokes
// is no message: take it out.
var noScript = map[diagnostic.Code]string{
	diagnostic.ReadForbidden:    "root may read everything; TestReportRead of package source has it",
	diagnostic.NoMemory:         "the system has to refuse memory; TestReportRead has it",
	diagnostic.ReadFailed:       "a disk has to fail; TestReportRead has it",
	diagnostic.TellsCountBefore: "no script of suppression has an earlier edition that tells a count in another form",
}

// TestEveryMessage looks for each message in what the scripts and the slips expect.
func TestEveryMessage(t *testing.T) {
	names, err := filepath.Glob("testdata/s*/*.tx*")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	var expected strings.Builder
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if !strings.HasPrefix(line, "!") && !strings.HasPrefix(line, "#") {
				expected.WriteString(line)
			}
		}
	}
	for _, code := range diagnostic.Codes() {
		seen := strings.Contains(expected.String(), string(code))
		if _, excused := noScript[code]; seen == excused {
			t.Errorf("%s: seen in a script: %t, excused: %t", code, seen, excused)
		}
	}
}
