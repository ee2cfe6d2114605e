package printer

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestFilesForOneBrowser asks for a page by the address of the printer, and by a name that leads there.
func TestFilesForOneBrowser(t *testing.T) {
	files := &Files{host: "127.0.0.1:8080"}
	if err := files.Write("2026/print.html", []byte("<p>5</p>")); err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{"127.0.0.1:8080": http.StatusOK, "evil.example:8080": http.StatusForbidden} {
		r := httptest.NewRequest(http.MethodGet, "http://"+host+"/2026/print.html", nil)
		w := httptest.NewRecorder()
		files.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: %d, not %d", host, w.Code, want)
		}
	}
}
