package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// patience is how long a browser may take to ask, or to accept an event.
const patience = 10 * time.Second

// saved is the event that a page is told of a version.
type saved struct {
	Run     string `json:"run"`
	Version int    `json:"version"`
	Edited  int    `json:"edited"` // the version of the last edit that stands on one page
	Address string `json:"address"`
	Anchor  string `json:"anchor"`
	IsText  bool   `json:"isText"` // a chapter was edited, and not data
}

// panelView is what the template of the panel sees.
type panelView struct {
	Words     map[string]string
	Trouble   string // why the sources could not be read
	Errors    int
	Count     string
	Found     []foundView
	Audiences []linkView
	Statuses  []linkView
	Now       string // what the links say of the present view
	Review    string // of the chapter on the page
	Editor    template.URL
}

// foundView is a diagnostic.
type foundView struct {
	Kind, Place, Message, Hint, Code string
	Editor                           template.URL // opens it in the editor
}

// linkView leads to the same page in another view.
type linkView struct {
	Title, Href string
	Current     bool
}

// audienceNames are what readers call the audiences.
var audienceNames = []wording.Key{"serve.public", "serve.intranet", "serve.board"}

// statusNames say which chapters reached each status.
var statusNames = []wording.Key{"serve.all-chapters", "serve.discussed", "serve.adopted"}

// events tells an open page of each version, beginning with the present one, until the browser or
// the server goes.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	v, ok := parseView(r.URL.Query().Get("view"))
	if !ok {
		s.refuse(w, http.StatusNotFound, "serve.outside")
		return
	}
	address := r.URL.Query().Get("address")
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	send := func(name string, data any) error {
		text, err := json.Marshal(data)
		if err != nil {
			return err
		}
		_ = control.SetWriteDeadline(time.Now().Add(patience))
		if _, err := fmt.Fprintf(w, "event: %s\ndata: %s\n\n", name, text); err != nil {
			return err
		}
		return control.Flush()
	}
	select {
	case <-s.ready:
	case <-r.Context().Done():
		return
	}
	for last := ""; ; {
		now := s.state()
		event := saved{Run: s.run, Version: now.version}
		if to, anchor, ok := s.Preview.Where(v.audience, now.edit.file, now.edit.line); ok {
			event.Edited, event.Address, event.Anchor = now.edited, to, anchor
			event.IsText = strings.HasPrefix(now.edit.file, "content/")
		}
		if send("saved", event) != nil {
			return
		}
		if last != "" && !pause(r.Context(), now.next) {
			continue
		}
		if panel := s.panelOf(v, address, now.err); panel != last {
			if send("panel", panel) != nil {
				return
			}
			last = panel
		}
		select {
		case <-now.next:
		case <-r.Context().Done():
			return
		}
	}
}

// pause waits for pageFirst, and reports whether there was nothing else to do meanwhile.
func pause(ctx context.Context, next <-chan struct{}) bool {
	select {
	case <-time.After(pageFirst):
		return true
	case <-next:
	case <-ctx.Done():
	}
	return false
}

// panelOf returns the panel of a page as HTML.
func (s *Server) panelOf(v view, address string, trouble error) string {
	p := panelView{Editor: template.URL(editorFolder(s.Root)), Words: map[string]string{
		"panel": s.say("serve.panel"), "seen": s.say("serve.seen-by"), "pin": s.say("serve.pin"),
		"stale": s.say("serve.stale"), "gone": s.say("serve.gone"), "picker": s.say("serve.picker"),
		"chapters": s.say("serve.chapters"),
	}}
	if trouble != nil {
		p.Trouble = s.say("serve.unread", trouble)
	}
	warnings := 0
	for _, d := range s.Preview.Diagnostics(v.audience) {
		if d.Severity == diagnostic.Error {
			p.Errors++
		} else {
			warnings++
		}
		p.Found = append(p.Found, s.found(d))
	}
	for n := range model.Audiences {
		other := view{model.Audience(n), v.least}
		p.Audiences = append(p.Audiences, linkView{s.say(audienceNames[n]), other.path(address), other == v})
	}
	for n, least := range model.Statuses {
		other := view{v.audience, model.Status(least)}
		p.Statuses = append(p.Statuses, linkView{s.say(statusNames[n]), other.path(address), other == v})
		if other == v {
			p.Now = s.say(audienceNames[v.audience]) + ", " + s.say(statusNames[n])
		}
	}
	p.Count = s.say("serve.found", p.Errors, warnings)
	if review := s.Preview.Review(v.audience, address); review != "" {
		p.Review = s.say("serve.review", review)
	}
	return string(s.execute("panel.html", p))
}

// found returns a diagnostic as readers see it.
func (s *Server) found(d diagnostic.Diagnostic) foundView {
	f := foundView{Kind: "warning", Place: d.Position.File, Message: d.Message(s.lang), Hint: d.Hint(s.lang),
		Code: string(d.Code), Editor: template.URL(editorFile(s.Root, d.Position))}
	if d.Position.Line > 0 {
		f.Place = fmt.Sprintf("%s:%d", d.Position.File, d.Position.Line)
	}
	if d.Severity == diagnostic.Error {
		f.Kind = "error"
	}
	return f
}

// editorFolder returns the address by which Visual Studio Code opens a folder. A path of Windows
// begins with a drive (C:\) or a server (\\server).
func editorFolder(root string) string {
	if strings.HasPrefix(root, `\\`) || len(root) > 1 && root[1] == ':' {
		root = strings.ReplaceAll(root, `\`, "/")
	}
	parts := strings.Split(strings.TrimPrefix(root, "/"), "/")
	for n, part := range parts {
		parts[n] = url.PathEscape(part)
	}
	return "vscode://file/" + strings.Join(parts, "/")
}

// editorFile returns the address by which Visual Studio Code opens a file at a place.
func editorFile(root string, at diagnostic.Position) string {
	address := editorFolder(strings.TrimRight(root, `/\`) + "/" + at.File)
	if at.Line > 0 {
		address += fmt.Sprintf(":%d:%d", at.Line, max(at.Column, 1))
	}
	return address
}
