package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestDataset holds that the workbook, the zip file and the data files of the pages say the same.
func TestDataset(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "site")
	monitor(t, "build", "--root", goldenDir, "--audience", "intranet", "--out", out,
		"--cache", filepath.Join(t.TempDir(), "cache"))
	built := readTree(t, out)
	archives := 0
	own := make(map[string]bool) // kinds of figures of one risk or indicator that the site has
	for name, data := range built {
		if path.Ext(name) != ".zip" {
			continue
		}
		archives++
		inside := unzip(t, name, data)
		values := readCSV(t, name, inside["data/observations.csv"])
		// The text that explains the tables names the file of each.
		for inner := range inside {
			explained := func(file string) bool {
				return path.Ext(file) == ".txt" && bytes.Contains(inside[file], []byte("\n"+inner+": "))
			}
			if path.Ext(inner) == ".csv" && !slices.ContainsFunc(slices.Collect(maps.Keys(inside)), explained) {
				t.Errorf("%s: no text says what %s is", name, inner)
			}
		}
		workbook, err := excelize.OpenReader(bytes.NewReader(built[strings.TrimSuffix(name, ".zip")+".xlsx"]))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		// The first sheet explains the others, which are the tables in their order.
		sheet := workbook.GetSheetList()[2]
		rows, err := workbook.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil || len(rows) != len(values) {
			t.Fatalf("%s: sheet %s has %d rows, the CSV file %d: %v", name, sheet, len(rows), len(values), err)
		}
		head := values[0]
		value, status := slices.Index(head, "value"), slices.Index(head, "status")
		hidden := 0
		for n, row := range values[1:] {
			cell, state := rows[n+1][value], rows[n+1][status]
			if state != row[status] || (cell == "") != (row[value] == "") || (cell == "") != (state != "shown") {
				t.Errorf("%s: row %d: the workbook has %q, %s, and the CSV file %q, %s", name, n+2, cell, state, row[value],
					row[status])
			}
			if state != "shown" && state != "missing" {
				hidden++
			}
		}
		if strings.HasPrefix(name, "2026/") && hidden == 0 {
			t.Errorf("%s: nothing is hidden, so that the test proves nothing", name)
		}
		// The rows of an indicator are those of its own file.
		folder := path.Dir(path.Dir(name))
		figures := 0
		for inner, content := range inside {
			slug, ok := strings.CutPrefix(inner, "data/figure-")
			if !ok {
				continue
			}
			figures++
			itself, ok := built[folder+"/figures/"+slug]
			if !ok && built["2026/data/figures/"+slug] != nil {
				continue // a figure of a chapter that is only there in Dutch, as is its own file
			}
			if !bytes.Equal(content, itself) {
				t.Errorf("%s: %s is not %s, the figure's own file", name, inner, slug)
			}
		}
		if strings.HasPrefix(name, "2026/") && figures == 0 {
			t.Errorf("%s has no numbers of figures", name)
		}
		for file := range built {
			if slug, ok := strings.CutPrefix(file, folder+"/figures/"); ok && path.Ext(slug) == ".csv" {
				if inside["data/figure-"+slug] == nil {
					t.Errorf("%s lacks the numbers of %s", name, file)
				}
				for _, kind := range []string{"network-", "peers-"} {
					own[kind] = own[kind] || strings.HasPrefix(slug, kind)
				}
			}
		}
		of := make(map[string]int)
		for _, row := range values[1:] {
			of[row[0]]++
		}
		for id, n := range of {
			file := readCSV(t, id, built[folder+"/"+id+".csv"])
			if len(file)-1 != n {
				t.Errorf("%s: %s has %d rows, and %d in its own file", name, id, n, len(file)-1)
			}
		}
	}
	if !own["network-"] || !own["peers-"] {
		t.Errorf("figures of one risk and of peers: %v, so that the test proves nothing", own)
	}
	if archives < 4 {
		t.Errorf("%d zip files: three editions, one of them in two languages at least", archives)
	}
}

func unzip(t *testing.T, name string, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	inside := make(map[string][]byte)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if inside[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		r.Close()
	}
	return inside
}

func readCSV(t *testing.T, name string, data []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows: %v", name, len(rows), err)
	}
	return rows
}
