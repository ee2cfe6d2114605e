package edition

import (
	"os"
	"path/filepath"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// FuzzIndicators reads anything as a file of indicators: nothing panics, everything that is wrong is said at a place in the
// file, and what is not wrong can be reported on.
func FuzzIndicators(f *testing.F) {
	const base = "../../testdata/base"
	seed, err := os.ReadFile(base + "/data/2026/indicators/mensen.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(seed))
	f.Add("[indicator.a]\nvalues = { 2024 = nan, \"2024-Q1\" = -1 }\nper = { indicator = \"a\" }\n")
	f.Add("indicator = 3\n")
	f.Add("[indicator]\na = 1\nb.values.2024.flags = 'x'\nb.breakdown.faculteit.A.2024 = {}\n")
	dir := f.TempDir()
	if err := os.CopyFS(dir, os.DirFS(base)); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		own := filepath.Join(t.TempDir(), "site")
		if err := os.CopyFS(own, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(own, "data/2026/indicators/mensen.toml")
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		root, err := source.OpenRoot(own)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		var list diagnostic.List
		loaded := Load(root, LoadSite(root, &list), "2026", &list)
		for _, d := range list.Sorted() {
			if d.Position.File == "" {
				t.Errorf("%s has no file", d.Code)
			}
		}
		if list.Errors() == 0 {
			report.New(loaded.Edition.Visible(model.Public), 5)
		}
	})
}
