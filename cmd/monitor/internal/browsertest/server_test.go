package browsertest

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// mount is the path of the site on the server. It is not the root, so that links that start with a
// slash fail.
const mount = "/x/y/"

// rest is a page beside those of the site, on which a tab waits for the next test. It is of the same host, since
// Chromium starts a new process for any other, and asks for nothing, also not for an icon when the next test has
// begun.
const (
	rest     = "../rest"
	restPage = `<!doctype html><title>rest</title><link rel="icon" href="data:,">`
)

// policy is the Content-Security-Policy that the site promises to obey.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; " +
	"img-src 'self' data:; font-src 'self'; connect-src 'self'"

// siteHandler serves a folder as the simplest server would: a path that names no file is not found.
// It does not serve index.html for a folder. So a link to a folder, which would fail on a file
// share, fails here too.
func siteHandler(dir string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if r.URL.Path == path.Join(mount, rest) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, restPage)
			return
		}
		name, inside := strings.CutPrefix(r.URL.Path, mount)
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if !inside || name != path.Clean(name) || err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", contentType(name))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	}
}

// contentType returns the content type of a file. It names the types that differ between systems.
func contentType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".woff2":
		return "font/woff2"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".json":
		return "application/json"
	default:
		return mime.TypeByExtension(ext)
	}
}
