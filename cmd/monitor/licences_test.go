package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// licenceFile is what files with a licence are called, in Go and in its modules.
var licenceFile = regexp.MustCompile(`(?i)^(LICEN[CS]E|COPYING|NOTICE)([-.]|$)|-LICENSE$`)

// TestLicences holds licences.txt, which the program carries: the licences of Go, of all modules
// that are linked into it on any system, and of what the theme has of others. Run with -update
// (make licences) after a change of go.mod.
func TestLicences(t *testing.T) {
	var b strings.Builder
	add := func(title string, files []string) {
		if len(files) == 0 {
			t.Errorf("%s has no licence", title)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			heading := title + ": " + filepath.Base(file)
			fmt.Fprintf(
				&b,
				"%s\n%s\n\n%s\n\n",
				heading,
				strings.Repeat("=", len(heading)),
				strings.TrimSpace(string(text)),
			)
		}
	}
	add("Go", licencesIn(t, strings.TrimSpace(goCommand(t, runtime.GOOS, "env", "GOROOT"))))
	modules, folders := linkedModules(t)
	for _, m := range modules {
		var files []string
		for _, dir := range folders[m] {
			files = append(files, licencesIn(t, dir)...)
		}
		add(m, files)
	}
	for _, dir := range []string{"fonts", "vendor"} {
		add("themes/ut/"+dir, licencesIn(t, "../../themes/ut/"+dir))
	}
	if *update {
		if err := os.WriteFile("licences.txt", []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if b.String() != licences {
		t.Error("licences.txt is not what the modules say; run make licences")
	}
}

// linkedModules returns the modules that are linked into the program, as path and version, and the
// folders in which each may have licences: those of the linked packages and all above them.
func linkedModules(t *testing.T) (modules []string, folders map[string][]string) {
	folders = make(map[string][]string)
	for _, system := range []string{"linux", "darwin", "windows"} {
		list := goCommand(t, system, "list", "-deps", "-f",
			"{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}\t{{$.Dir}}{{end}}{{end}}", ".")
		for line := range strings.Lines(list) {
			fields := strings.Split(strings.TrimSpace(line), "\t")
			module, top, dir := fields[0], fields[1], fields[2]
			for ; len(dir) >= len(top); dir = filepath.Dir(dir) {
				folders[module] = append(folders[module], dir)
			}
			folders[module] = append(folders[module], filepath.Join(top, "THIRD_PARTY_LICENSES"))
		}
	}
	for m, dirs := range folders {
		slices.Sort(dirs)
		folders[m] = slices.Compact(dirs)
		modules = append(modules, m)
	}
	slices.Sort(modules)
	return modules, folders
}

func goCommand(t *testing.T, system string, args ...string) string {
	t.Helper()
	command := exec.Command("go", args...)
	command.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go %v: %v", args, err)
	}
	return string(out)
}

// licencesIn returns the files with a licence in a folder, if there is one.
func licencesIn(t *testing.T, dir string) (files []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() && licenceFile.MatchString(e.Name()) {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files
}
