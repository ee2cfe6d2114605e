package serve

import (
	"net/http"

	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// pickerPath is the path of the picker.
const pickerPath = "/-/kiezer"

// pickerView is what the template of the picker sees.
type pickerView struct {
	Lang, Style string
	Back        string
	Words       map[string]string
	Groups      []pickGroup
}

// pickGroup has the picks of one kind.
type pickGroup struct {
	Title string
	Picks []Pick
}

// picker answers with a page of all that a chapter can refer to, to be searched and copied.
func (s *Server) picker(w http.ResponseWriter, r *http.Request) {
	select {
	case <-s.ready:
	case <-r.Context().Done():
		return
	}
	s.refreshing.RLock()
	picks, style := s.Preview.Picks()
	s.refreshing.RUnlock()
	v := pickerView{Lang: s.lang, Back: firstView.path("index.html"), Words: map[string]string{
		"title": s.say("serve.picker"), "about": s.say("serve.picker-about"), "search": s.say("serve.picker-search"),
		"copied": s.say("serve.picker-copied"), "none": s.say("serve.picker-none"), "back": s.say("serve.to-start"),
		"example": s.say("cli.list-example"), "make": s.say("serve.picker-make"), "workshop": s.say("make.title"),
	}}
	if style != "" {
		v.Style = firstView.path(style)
	}
	for n, p := range picks {
		if n == 0 || picks[n-1].Kind != p.Kind {
			v.Groups = append(v.Groups, pickGroup{Title: s.say(wording.Key("kind." + p.Kind))})
		}
		last := &v.Groups[len(v.Groups)-1]
		last.Picks = append(last.Picks, p)
	}
	send(w, http.StatusOK, ".html", s.execute("picker.html", v))
}
