package prose

import (
	"slices"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// An excerpt is a fenced block that shows key findings of the edition, or what the Board is asked:
//
//	```asks
//	category = "cyberrisicos"
//	```
//
// Without a category it shows all of them. The words come from the data, as they do on the home and
// on the sheets for meetings, so that no two pages say them differently.

// Excerpt is such a block. Package site writes what it shows.
type Excerpt struct {
	Kind     model.Kind // model.FindingKind or model.RequestKind
	Category string     // its id; "" for what the edition has about anything
}

// excerptKinds are the kinds of things that an excerpt shows, by the info word of its block.
var excerptKinds = map[string]model.Kind{"findings": model.FindingKind, "asks": model.RequestKind}

// readsBlock reports whether a fenced block with an info word is one of ours, and not code to show.
func readsBlock(word string) bool { return word == "figure" || excerptKinds[word] != "" }

// blockMeant has the info word of a block by the words that authors may write in its place.
var blockMeant = map[string]string{
	"figure": "figure", "fig": "figure", "figuur": "figure",
	"findings": "findings", "bevindingen": "findings", "kernbevindingen": "findings",
	"ask": "asks", "asks": "asks", "vraag": "asks", "vragen": "asks",
	"request": "asks", "requests": "asks", "besluit": "asks", "besluiten": "asks",
}

// blockLike are the words of blockMeant whose misspellings resemble no other word.
var blockLike = []string{"figure", "figuur", "findings", "bevindingen", "requests"}

// excerptBlock is the node that replaces the fenced block.
type excerptBlock struct {
	ast.BaseBlock
	excerpt *Excerpt
}

var kindExcerpt = ast.NewNodeKind("MonitorExcerpt")

func (n *excerptBlock) Kind() ast.NodeKind            { return kindExcerpt }
func (n *excerptBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// readExcerpt reads an excerpt. It returns nil when it reported an error.
func (w *walker) readExcerpt(block *ast.FencedCodeBlock, word string) *Excerpt {
	t, ok := w.readBlock(block, word)
	if !ok {
		return nil
	}
	defer t.Close()
	e := &Excerpt{Kind: excerptKinds[word]}
	position := w.position(nodeStart(block), len("```")+len(word))
	if id, has := t.String("category"); has {
		if _, known := w.findThing(model.CategoryKind, id, locateKey(t, "category")); !known {
			return nil
		}
		e.Category, position = id, t.At("category")
	}
	// It must show something to all who may read this part of the chapter, whoever the site is for.
	if !w.all.Partial && !t.Unasked() && !slices.ContainsFunc(e.things(w.all), func(thing model.Thing) bool {
		return thing.Header().Audience <= w.readers
	}) {
		w.list.Add(diagnostic.EmptyExcerpt, position, "", word, w.readers.String())
		return nil
	}
	for _, thing := range e.things(w.report.Edition) {
		f, ok := thing.(*model.Finding)
		if !ok {
			continue
		}
		for _, evidence := range f.Evidence {
			if evidence.Kind == model.IndicatorKind {
				w.markUsed(evidence.ID)
			}
		}
	}
	return e
}

// things are what the excerpt shows of an edition, in the order of the data.
func (e *Excerpt) things(from *model.Edition) []model.Thing {
	var all []model.Thing
	switch e.Kind {
	case model.FindingKind:
		for _, f := range from.FindingsAbout(e.Category) {
			all = append(all, f)
		}
	case model.RequestKind:
		for _, q := range from.RequestsAbout(e.Category) {
			all = append(all, q)
		}
	}
	return all
}
