package site

import (
	"fmt"
	"html/template"
	"path"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Workshop is where an author chooses what a figure shows, sees it, and takes the block that draws
// it in a chapter.
type Workshop struct {
	Fields []figure.Field
	// Block is what to write in a chapter; "" when too little was chosen.
	Block  string
	Figure template.HTML           // as on the page of a chapter; "" when it cannot be drawn
	Found  []diagnostic.Diagnostic // what a check says of the block
	// Folder is that of the pages that the links of the figure begin at. Style and Scripts are the
	// addresses of the theme's.
	Folder, Style string
	Scripts       []string
}

// Workshop returns the workshop for a chapter of the newest edition with some readers, with what
// was chosen.
func (p *Preview) Workshop(readers model.Audience, chosen map[string][]string) (w Workshop, err error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.shown == nil || len(p.shown.Loaded) == 0 {
		return Workshop{}, nil
	}
	v := p.proof(proofOf{p.shown, readers, model.Concept})
	b := v.plan.editions[len(v.plan.editions)-1].book(p.lang)
	// As on a page: a model with mistakes must not end the program.
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%s: %v", w.Block, cause)
		}
	}()
	choice := draw.Choice(chosen)
	w = Workshop{Fields: choice.Form(b.report, b.language), Folder: path.Dir(b.address.home()), Style: p.shown.Theme.Style,
		Scripts: p.shown.Theme.Scripts}
	if choice.Empty() {
		return w, nil
	}
	w.Block = choice.Block()
	var list diagnostic.List
	f := b.converter.ConvertFigure(w.Block, readers, &list)
	w.Found = list.Sorted()
	if f == nil {
		return w, nil
	}
	view, err := v.press.figure(b, b.address.home(), FigureView{ID: f.ID}, f.Spec, false)
	if err != nil {
		return w, err
	}
	view.Cite = "" // the figure has no place yet to link to
	html, err := b.execute("figure", view)
	w.Figure = template.HTML(html)
	return w, err
}
