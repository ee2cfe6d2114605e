package serve

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"path"
	"strings"
)

// contentTypes are those of the files of a site. The system's own table differs between machines.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".json": "application/json", ".xml": "application/atom+xml",
	".zip": "application/zip", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".ics": "text/calendar; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
	".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".woff2": "font/woff2",
	".txt": "text/plain; charset=utf-8",
}

// send answers with a file.
func send(w http.ResponseWriter, status int, name string, content []byte) {
	kind, known := contentTypes[strings.ToLower(path.Ext(name))]
	if !known {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	// The browser may be gone.
	_, _ = w.Write(content)
}

// ownFile answers with a file of the server itself.
func (s *Server) ownFile(w http.ResponseWriter, name string) {
	content, err := own.ReadFile(name)
	if err != nil {
		panic(err) // it is in the program
	}
	send(w, http.StatusOK, name, content)
}

// page answers with a file of the site. A page gets the script of the server.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	select {
	case <-s.ready:
	case <-r.Context().Done():
		return
	}
	v, address, ok := parsePath(strings.TrimSuffix(r.URL.Path, "/"))
	if ok && path.Ext(address) == "" {
		// A folder: every file of a site has an extension.
		http.Redirect(w, r, v.path(address+"/index.html"), http.StatusFound)
		return
	}
	v, address, ok = parsePath(r.URL.Path)
	if !ok {
		if v, isView := parseView(strings.Trim(r.URL.Path, "/")); isView {
			http.Redirect(w, r, v.path("index.html"), http.StatusFound)
			return
		}
		if r.URL.Path == "/" {
			http.Redirect(w, r, firstView.path("index.html"), http.StatusFound)
			return
		}
		v, address = firstView, strings.TrimPrefix(r.URL.Path, "/")
	}
	s.refreshing.RLock()
	content, found, stale, err := s.Preview.File(v.audience, v.least, address)
	version := s.state().version
	s.refreshing.RUnlock()
	script := s.tag(v, address, version, stale)
	switch {
	case err != nil:
		send(w, http.StatusInternalServerError, ".html", s.lacking(v, script, s.say("serve.failed", address, err)))
	case !ok || !found:
		send(w, http.StatusNotFound, ".html", s.lacking(v, script, s.say("serve.missing", address)))
	case path.Ext(address) == ".html":
		send(w, http.StatusOK, address, inject(content, script))
	default:
		send(w, http.StatusOK, address, content)
	}
}

// tag returns the element that loads the script of the server, and what the script has to know.
func (s *Server) tag(v view, address string, version int, stale bool) string {
	return fmt.Sprintf(`<link rel="stylesheet" href="/-/serve.css">`+
		`<script defer src="/-/serve.js" id="monitor-serve" `+
		`data-run="%s" data-view="%s" data-address="%s" data-version="%d" data-stale="%t"></script>`,
		s.run, v, html.EscapeString(address), version, stale)
}

// inject puts an element into the head of a page, before the scripts of the theme: what these change
// is then no part of what the script of the server knows as the page. It comes behind the policy of
// the page, and so obeys it.
func inject(page []byte, element string) []byte {
	at := bytes.Index(page, []byte("</head>"))
	if script := bytes.Index(page, []byte("<script")); script >= 0 && (at < 0 || script < at) {
		at = script
	}
	at = max(at, 0)
	return bytes.Join([][]byte{page[:at], []byte(element), page[at:]}, nil)
}

// lacking returns a page that says why there is none. It changes into the page once that is there.
func (s *Server) lacking(v view, script, why string) []byte {
	return fmt.Appendf(nil, `<!doctype html>
<html lang="%s">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>monitor serve</title>%s</head>
<body class="monitor-lacking"><main><p>%s</p><p><a href="%s">%s</a></p></main></body>
</html>
`, s.lang, script, html.EscapeString(why), v.path("index.html"), html.EscapeString(s.say("serve.to-start")))
}
