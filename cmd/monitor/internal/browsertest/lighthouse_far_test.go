//go:build far

package browsertest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/chromium"
)

// The aims for the score for performance on a phone, from 0 to 1: of most pages, and of those with long lists of figures.
const aim, aimOfLists = 0.98, 0.95

// calm is the layout shift that Google calls good. The aim is 0; on a busy machine the font of a page can come late.
const calm = 0.1

// TestLighthouseFar asks Lighthouse about eight pages on a phone, once each. The scores for accessibility, best
// practices and search engines must be full, and what was drawn may hardly move. The score for performance
// depends on what else the machine does, so that it is shown and not tested; what makes pages slow whatever the
// machine is tested: see TestWeight and TestSize.
func TestLighthouseFar(t *testing.T) {
	l := start(t)
	program := filepath.Join(l.root, ".tools", "npm-far", "node_modules", "lighthouse", "cli", "index.js")
	if _, err := os.Stat(program); err != nil {
		t.Fatal("Lighthouse is not here: run `make tools-far` first")
	}
	browser, err := chromium.Find()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(zipped(siteHandler(l.dir)))
	defer server.Close()
	for _, of := range []struct {
		page string
		aim  float64
	}{
		{l.one(t, "home"), aim},
		{l.one(t, "chapter"), aim}, // the summary
		{l.one(t, "category"), aim},
		{l.one(t, "indicator"), aim},
		{l.one(t, "risk"), aim},
		{l.one(t, "risks"), aimOfLists},
		{l.one(t, "survey"), aimOfLists},
		{l.one(t, "measures"), aimOfLists},
	} {
		// Without scrollbars, which fade away while a page loads: Chromium without a screen then draws frames that nobody sees,
		// and after a few of them only one a second, so that the first picture of a page seems to take two seconds.
		command := exec.Command("node", program, server.URL+mount+of.page, "--quiet", "--output=json",
			"--only-categories=performance,accessibility,best-practices,seo",
			"--chrome-flags=--headless=new --no-sandbox --disable-gpu --hide-scrollbars")
		command.Env = append(os.Environ(), "CHROME_PATH="+browser)
		var said bytes.Buffer
		command.Stderr = &said
		out, err := command.Output()
		if err != nil {
			t.Fatalf("%s: lighthouse: %v\n%s", of.page, err, said.Bytes())
		}
		var report struct {
			Categories map[string]struct {
				Score     float64
				AuditRefs []struct {
					ID     string
					Weight float64
				}
			}
			Audits map[string]struct {
				Score        *float64
				NumericValue float64
				Details      json.RawMessage
			}
			Environment struct{ BenchmarkIndex float64 }
		}
		if err := json.Unmarshal(out, &report); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"accessibility", "best-practices", "seo"} {
			category := report.Categories[name]
			if category.Score == 1 {
				continue
			}
			t.Errorf("%s: %s is %.2f, not 1", of.page, name, category.Score)
			for _, ref := range category.AuditRefs {
				if a := report.Audits[ref.ID]; ref.Weight > 0 && a.Score != nil && *a.Score < 1 {
					t.Logf("%s: %.1000s", ref.ID, a.Details)
				}
			}
		}
		moved := report.Audits["cumulative-layout-shift"].NumericValue
		if moved > calm {
			t.Errorf("%s: what is drawn moves: a layout shift of %.3f", of.page, moved)
		}
		t.Logf("%s: performance %.2f, aim %.2f (drawn after %.0f ms, blocked %.0f, moved %.3f); machine index %.0f",
			of.page, report.Categories["performance"].Score, of.aim,
			report.Audits["largest-contentful-paint"].NumericValue, report.Audits["total-blocking-time"].NumericValue,
			moved, report.Environment.BenchmarkIndex)
	}
}

// zipped serves a site compressed, as most servers do.
func zipped(site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ext := path.Ext(r.URL.Path); ext == ".woff2" || ext == ".png" {
			site.ServeHTTP(w, r)
			return
		}
		plain := httptest.NewRecorder()
		site.ServeHTTP(plain, r)
		for key, values := range plain.Header() {
			if key != "Content-Length" {
				w.Header()[key] = values
			}
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(plain.Code)
		z := gzip.NewWriter(w)
		z.Write(plain.Body.Bytes())
		z.Close()
	})
}
