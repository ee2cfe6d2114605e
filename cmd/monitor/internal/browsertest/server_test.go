package browsertest

import (
	"bytes"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// mount is where the site stands on the server: not at its root, so that a link that starts with a slash fails.
const mount = "/x/y/"

// policy is the Content-Security-Policy that the site promises to live under.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'"

// siteHandler serves a folder as the plainest of servers would: a path names a file or nothing is
// found. There is no index of a folder, so that a link to a folder, which a file share would not
// follow, fails here too.
func siteHandler(dir string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
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

// contentType does not ask the system's tables, which differ.
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
