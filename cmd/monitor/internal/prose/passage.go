package prose

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// Passage is a text of the data that is Markdown, of paragraphs and lists: what a finding or a request
// says. Its numbers are quoted, and checked, as those of a chapter are.
type Passage struct {
	File     *source.File
	From, To int            // offsets of the text in the file
	Readers  model.Audience // who may see it
	Counts   bool           // it tells what was counted, and claims no change
}

// ConvertPassage is Convert for a passage.
func (c *Converter) ConvertPassage(p Passage, list *diagnostic.List) *Draft {
	w := &walker{file: p.File, list: list, passage: &p}
	return c.convert(w, p.chapter(c.language.Code), p.File.Data[p.From:p.To])
}

// chapter stands for the chapter that the passage is not part of.
func (p *Passage) chapter(lang string) *model.Chapter {
	return &model.Chapter{Path: p.File.Path, Language: lang, Audience: p.Readers, Body: p.From}
}

// checkPassage reports what is no paragraph and no list: a passage is a part of a page of its own.
func (w *walker) checkPassage(document ast.Node) {
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		switch n.(type) {
		case *ast.Paragraph, *ast.List:
			continue
		}
		from := max(nodeStart(n), 0)
		line, _, _ := bytes.Cut(w.body[from:], []byte("\n"))
		w.list.Add(diagnostic.MarkupInText, w.position(from, len(line)), "", shorten(string(line)))
	}
}
