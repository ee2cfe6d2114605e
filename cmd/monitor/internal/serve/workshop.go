package serve

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// workshopPath is the path of the workshop, where authors choose what a figure shows. What was
// chosen is the query, by the keys of a figure; "audience" is for whom the chapter is.
const workshopPath = "/-/figuur"

// Workshop is what an author sees of what was chosen.
type Workshop struct {
	Fields []figure.Field
	Block  string                  // what to write in a chapter; "" when too little was chosen
	Figure template.HTML           // "" when it cannot be drawn
	Found  []diagnostic.Diagnostic // what is wrong with the block
	// Folder is the address at which the links of the figure begin. Style and Scripts are the
	// addresses of the theme's.
	Folder, Style string
	Scripts       []string
}

// workshopView is what the template of the workshop sees.
type workshopView struct {
	Lang, Base, Style string
	Scripts           []string
	Words             map[string]string
	Fields            []fieldView
	Block             string
	Figure            template.HTML
	Found             []foundView
	Lacking           bool // there is no figure, and nothing wrong with the block
}

// fieldView is a field of the form.
type fieldView struct {
	figure.Field
	ID     string // of the element
	Title  string
	None   string // what it says when nothing is chosen; "" when something always is
	Groups []optionGroup
}

// optionGroup has the options of a field that stand together.
type optionGroup struct {
	Title   string
	Options []figure.Option
}

// fieldNames are what authors call the keys of a figure, and what each says when nothing is chosen.
var fieldNames = map[string][2]wording.Key{
	"indicator": {"make.indicator", "make.choose"},
	"kind":      {"make.kind", "make.by-itself"},
	"breakdown": {"make.breakdown", "make.whole"},
	"from":      {"make.from", "make.first"},
	"to":        {"make.to", "make.last"},
	"measure":   {"make.rate", ""},
	"interval":  {"make.interval", ""},
	"limits":    {"make.limits", ""},
	"risk":      {"make.risk", "make.none"},
	"category":  {"make.category", "make.all"},
}

// workshop answers with a form, and with the figure of what was chosen in it.
func (s *Server) workshop(w http.ResponseWriter, r *http.Request) {
	select {
	case <-s.ready:
	case <-r.Context().Done():
		return
	}
	chosen := r.URL.Query()
	readers, ok := model.ParseAudience(chosen.Get("audience"))
	if !ok {
		readers = model.Public
	}
	s.refreshing.RLock()
	made, err := s.Preview.Workshop(readers, chosen)
	s.refreshing.RUnlock()
	of := view{readers, model.Concept}
	if err != nil {
		send(w, http.StatusInternalServerError, ".html", s.lacking(of, "", s.say("serve.failed", workshopPath, err)))
		return
	}
	v := workshopView{Lang: s.lang, Base: of.path(made.Folder) + "/", Block: made.Block, Figure: made.Figure,
		Words: map[string]string{
			"title": s.say("make.title"), "about": s.say("make.about"), "picker": s.say("serve.picker"),
			"choose": s.say("make.begin"), "copy": s.say("make.copy"), "copied": s.say("make.copied"),
			"lacking": s.say("preview.lacking"), "block": s.say("make.block"),
		}}
	if made.Style != "" {
		v.Style = of.path(made.Style)
	}
	for _, script := range made.Scripts {
		v.Scripts = append(v.Scripts, of.path(script))
	}
	for n, f := range made.Fields {
		v.Fields = append(v.Fields, s.fieldView(f, n))
	}
	v.Fields = append(v.Fields, s.readersField(readers))
	for _, d := range made.Found {
		v.Found = append(v.Found, s.found(d))
	}
	v.Lacking = made.Block != "" && made.Figure == "" && len(made.Found) == 0
	send(w, http.StatusOK, ".html", s.execute("workshop.html", v))
}

// fieldView returns the nth field, from 0, with its words. Those of indicators come first.
func (s *Server) fieldView(f figure.Field, n int) fieldView {
	v := fieldView{Field: f, ID: "field-" + f.Key, Title: s.say(fieldNames[f.Key][0])}
	if f.Key == "indicator" && n > 0 {
		v.ID, v.Title = fmt.Sprintf("%s-%d", v.ID, n+1), s.say("make.another")
	}
	if f.Tick == "" {
		v.None = s.say(fieldNames[f.Key][1])
	}
	for n, o := range f.Options {
		if f.Key == "kind" {
			o.Title = o.Value
			if slices.Contains(figure.Kinds(), o.Value) {
				o.Title += " – " + s.say(wording.Key("form."+o.Value))
			}
		}
		if n == 0 || o.Group != f.Options[n-1].Group {
			v.Groups = append(v.Groups, optionGroup{Title: o.Group})
		}
		last := &v.Groups[len(v.Groups)-1]
		last.Options = append(last.Options, o)
	}
	return v
}

// readersField returns the field of who may read the chapter.
func (s *Server) readersField(readers model.Audience) fieldView {
	f := figure.Field{Key: "audience", Value: readers.String()}
	for n, name := range model.Audiences {
		f.Options = append(f.Options, figure.Option{Value: name, Title: s.say(audienceNames[n])})
	}
	return fieldView{Field: f, ID: "field-audience", Title: s.say("make.readers"),
		Groups: []optionGroup{{Options: f.Options}}}
}

// Make returns the address of the workshop with an indicator chosen, for the readers who may see
// it; "" for anything else.
func (p Pick) Make() string {
	if p.Kind != string(model.IndicatorKind) {
		return ""
	}
	query := url.Values{"indicator": {p.ID}}
	if p.Audience != model.Public {
		query.Set("audience", p.Audience.String())
	}
	return workshopPath + "?" + query.Encode()
}
