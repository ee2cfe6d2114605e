package main

import (
	"go/build"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// mayImport lists which of our packages each of them may import: data move one way. The test fails
// for a package without a row and for an import that is not in its row, so that nobody changes the
// structure by accident.
var mayImport = map[string][]string{
	"wording":    {},
	"diagnostic": {"wording"},
	"model":      {},
	"lock":       {},
	"publish":    {"lock"},
	"shelf":      {},
	"scene":      {},
	"picture":    {"diagnostic"},
	"share":      {},
	"plot":       {"language", "scene"},
	"source":     {"diagnostic", "wording"},
	"office":     {},
	"sheet":      {"diagnostic", "office", "source"},
	"word":       {"office", "picture", "source"},
	"stats":      {},
	"privacy":    {"model"},
	"survey":     {"model", "stats"},
	"appraisal":  {"model"},
	"report":     {"model", "stats", "survey", "appraisal", "compare", "privacy"},
	"language":   {"model"},
	"edition":    {"diagnostic", "wording", "picture", "source", "model", "survey", "privacy"},
	"adoption":   {"diagnostic", "model", "source", "stats", "report"},
	"release":    {"diagnostic", "wording", "model", "edition"},
	"rewrite":    {"diagnostic", "source", "lock"},
	"intake":     {"diagnostic", "wording", "source", "model", "edition", "rewrite", "sheet"},
	"renew":      {"diagnostic", "wording", "source", "model", "edition", "rewrite"},
	"figure":     {"diagnostic", "model", "language", "scene"},
	"series":     {"diagnostic", "model", "report", "language", "scene", "plot", "figure"},
	"landscape": {"diagnostic", "wording", "model", "survey", "appraisal", "report", "language", "scene", "plot",
		"figure"},
	"dataset": {"model", "report", "language", "figure", "series"},
	"draw":    {"model", "report", "language", "figure", "series", "landscape"},
	"prose":   {"diagnostic", "wording", "picture", "source", "model", "report", "language", "figure", "series", "draw"},
	"theme":   {"diagnostic", "picture", "share", "source"},
	"site": {"diagnostic", "wording", "picture", "source", "model", "survey", "appraisal", "compare", "report",
		"language", "figure", "series", "draw", "prose", "theme", "edition", "shelf", "calendar", "feed", "privacy",
		"adoption", "dataset", "share", "word"},
	"compare":  {"model"},
	"calendar": {},
	"feed":     {},
	"bench":    {"model", "appraisal", "simulation", "chromium"},
	"chromium": {},
	"printer":  {"chromium"},
	"serve":    {"diagnostic", "wording", "model", "figure"},
	// simulation draws series at random, and no more than that.
	"simulation": {"model", "report", "stats"},
	// surveyimport makes answers of what survey tools export.
	"surveyimport": {"diagnostic", "wording", "source", "model", "edition", "rewrite"},
	"surveygen":    {"diagnostic", "source", "model", "edition"},
	// figuretest is what the tests of figures share.
	"figuretest": {"figure", "language", "model", "scene"},
	// browsertest looks at the site from outside, as a reader does.
	"browsertest": {},
}

// onlyIn lists which of our packages may import some packages of the standard library and of
// others.
var onlyIn = map[string][]string{
	"os":       {"source", "shelf", "publish", "bench", "surveygen", "figuretest", "chromium", "rewrite", "lock", "office", "word"},
	"net":      {"serve", "bench", "printer"},
	"net/http": {"serve", "bench", "printer"},
	"time": {"model", "edition", "language", "source", "site", "calendar", "feed", "bench", "adoption", "release", "serve",
		"renew", "dataset", "printer", "sheet", "intake", "word", "chromium", "surveyimport"},
	"math/rand":                                  {},
	"math/rand/v2":                               {"bench", "stats", "surveygen", "simulation"},
	"html/template":                              {"theme", "site", "serve"},
	"github.com/fsnotify/fsnotify":               {"serve"},
	"github.com/yuin/goldmark":                   {"prose"},
	"github.com/go-echarts/go-echarts/v2/charts": {"plot"},
	"github.com/xuri/excelize/v2":                {"dataset", "sheet", "intake"},
	"github.com/BurntSushi/toml":                 {"source", "wording", "diagnostic", "figuretest", "adoption"},
}

func TestImports(t *testing.T) {
	const ours = "utwente.nl/monitor/cmd/monitor/internal/"
	entries, err := os.ReadDir("internal")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		allowed, known := mayImport[name]
		if !known {
			t.Errorf("package %s has no row in mayImport", name)
			continue
		}
		pkg, err := build.ImportDir(path.Join("internal", name), 0)
		if _, none := err.(*build.NoGoError); none {
			continue // tests only
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.HasPrefix(pkg.Doc, "Package "+name) && pkg.Name != "main" {
			t.Errorf("package %s has no doc comment", name)
		}
		for _, i := range pkg.Imports {
			if other, own := strings.CutPrefix(i, ours); own && !slices.Contains(allowed, other) {
				t.Errorf("%s may not import %s", name, other)
			}
			if users, limited := onlyIn[i]; limited && !slices.Contains(users, name) {
				t.Errorf("%s may not import %s", name, i)
			}
		}
	}
}
