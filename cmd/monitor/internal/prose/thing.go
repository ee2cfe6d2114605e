package prose

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// thing is something of the edition that a reference can point at by its id.
type thing struct {
	title  model.Text
	hidden bool // from the audience of the site
	needs  model.Audience
}

// catalogue is all that references point at by scheme and id, and what has another id than in the edition before.
type catalogue struct {
	things  map[string]map[string]thing
	renamed map[string]map[string]string // by scheme: from the old id to the new
}

// thingNames are the schemes of the catalogue, as messages call what they point at.
var thingNames = map[string]string{
	"action":         diagnostic.KindAction,
	"measure":        diagnostic.KindMeasure,
	"question":       diagnostic.KindQuestion,
	"recommendation": diagnostic.KindRecommendation,
	"risk":           diagnostic.KindRisk,
	"term":           diagnostic.KindTerm,
}

// newCatalogue lists the things of a whole edition, for an audience.
func newCatalogue(e *model.Edition, audience model.Audience) *catalogue {
	c := &catalogue{things: make(map[string]map[string]thing), renamed: make(map[string]map[string]string)}
	add := func(scheme, id, formerly string, title model.Text, needs model.Audience) {
		if c.things[scheme] == nil {
			c.things[scheme], c.renamed[scheme] = make(map[string]thing), make(map[string]string)
		}
		c.things[scheme][id] = thing{title, needs > audience, needs}
		if formerly != "" {
			c.renamed[scheme][formerly] = id
		}
	}
	for _, a := range e.Actions {
		add("action", a.ID, a.Formerly, a.Title, a.Audience)
	}
	for _, i := range e.Indicators {
		add("indicator", i.ID, i.Formerly, i.Title, i.Audience)
	}
	for _, m := range e.Measures {
		add("measure", m.ID, m.Formerly, m.Title, m.Audience)
	}
	for _, q := range e.Questions {
		add("question", q.ID, q.Formerly, q.Text, q.Audience)
	}
	for _, r := range e.Recommendations {
		add("recommendation", r.ID, r.Formerly, r.Title, r.Audience)
	}
	for _, r := range e.Risks {
		add("risk", r.ID, r.Formerly, r.Title, r.Audience)
	}
	for _, t := range e.Terms {
		add("term", t.ID, "", t.Title, t.Audience)
	}
	return c
}

// ids are those of a scheme that the audience may see, sorted.
func (c *catalogue) ids(scheme string) []string {
	var ids []string
	for id, t := range c.things[scheme] {
		if !t.hidden {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// above reports what some readers of the place that is being looked at may not see. The place is never for more than the site
// is, so that what gets past here may be seen on it.
func (w *walker) above(kind, id string, needs model.Audience, at place) bool {
	if needs <= w.place {
		return false
	}
	w.list.Add(diagnostic.AboveAudience, at(), "", kind, id, needs.String(), w.place.String())
	return true
}

// thing finds what a reference with a scheme of the catalogue points at, and reports it when readers of the place may not see
// it, or when it is not there, or no longer under this id.
func (w *walker) thing(scheme, kind, id string, at place) (thing, bool) {
	if t, ok := w.catalogue.things[scheme][id]; ok {
		return t, !w.above(kind, id, t.needs, at)
	}
	if now, moved := w.catalogue.renamed[scheme][id]; moved {
		w.list.Add(diagnostic.Renamed, at(), "", kind, id, now)
	} else {
		w.unknown(kind, id, at, w.catalogue.ids(scheme))
	}
	return thing{}, false
}

// explain makes of a reference to a term a word that the reader can have explained in its place. In a heading, which also
// stands in the table of contents, it stays a link to the glossary.
func (w *walker) explain(n *ast.Link, id, title string) ast.Node {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindHeading {
			return nil
		}
	}
	if n.FirstChild() == nil {
		n.AppendChild(n, ast.NewString([]byte(escape(title))))
	}
	if !slices.Contains(w.draft.terms, id) {
		w.draft.terms = append(w.draft.terms, id)
	}
	return &termUse{id: id}
}

// definitions writes what the terms of a chapter mean, each once however often it is used: hidden until one of its
// buttons is pressed, which needs no script. Their ids begin with "term-", as no heading's does.
func (w *walker) definitions(out *output) {
	if len(w.draft.terms) == 0 {
		return
	}
	more := escape(w.language.Say("ui.term-more"))
	_, _ = out.WriteString(`<div class="term-definitions">` + "\n")
	for _, id := range w.draft.terms {
		t := w.all.Term(id)
		_, _ = out.WriteString(strings.Join([]string{`<div class="term-definition" id="term-`, id, `" popover>`,
			"<p><b>", escape(w.say(t.Title)), "</b> ", escape(w.say(t.Definition)), `</p><p><a href="`, escape(w.links.Thing("term", id)), `">`, more,
			"</a></p></div>\n"}, ""))
	}
	_, _ = out.WriteString("</div>\n")
}
