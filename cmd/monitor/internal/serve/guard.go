package serve

import (
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// guard lets only this machine's own browser read, and only read.
//
// A page on the internet can let a browser ask this machine for pages. It cannot read them as long as
// nothing is allowed to other origins, unless the name of its own server suddenly leads to this
// machine (DNS rebinding). So a request must name the address and the port at which it arrives.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Content-Security-Policy", "frame-ancestors 'none'")
		switch origin := r.Header.Get("Origin"); {
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			s.refuse(w, http.StatusMethodNotAllowed, "serve.only-reading")
		case !s.isOurs(r), origin != "" && origin != "http://"+r.Host:
			s.refuse(w, http.StatusForbidden, "serve.foreign")
		case strings.ContainsAny(r.URL.Path, "\\\x00") || strings.Contains(r.URL.Path+"/", "/../"):
			s.refuse(w, http.StatusForbidden, "serve.outside")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// isOurs reports whether a request names the address and the port at which it arrives, or the name that
// --address gave. Another port is another server's, even on this machine.
func (s *Server) isOurs(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		return false
	}
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		host, port = strings.Trim(r.Host, "[]"), "80" // which browsers leave out
	}
	return port == strconv.Itoa(local.Port) && (local.IP.Equal(net.ParseIP(host)) ||
		strings.EqualFold(host, s.host) || local.IP.IsLoopback() && strings.EqualFold(host, "localhost"))
}

// refuse answers with words.
func (s *Server) refuse(w http.ResponseWriter, status int, why wording.Key) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	// The browser may be gone.
	_, _ = io.WriteString(w, s.say(why)+"\n")
}
