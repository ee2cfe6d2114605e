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

// TestSettled prints documents whose page numbers stay the same from some print on, or never do.
func TestSettled(t *testing.T) {
	for stays, want := range map[int]int{1: 2, 2: 3, mostPrints: mostPrints + 1, mostPrints + 1: 0} {
		prints := 0
		pdf, err := settled(func([]int) ([]byte, []int, error) {
			prints++
			return []byte{byte(prints)}, []int{3, min(prints, stays)}, nil
		})
		if want == 0 {
			if err == nil || pdf != nil || prints != mostPrints+1 {
				t.Errorf("numbers that do not settle: %v, %v after %d prints", pdf, err, prints)
			}
		} else if err != nil || prints != want || int(pdf[0]) != want {
			t.Errorf("numbers that stay from print %d on: %v, %v after %d prints", stays, pdf, err, prints)
		}
	}
}
