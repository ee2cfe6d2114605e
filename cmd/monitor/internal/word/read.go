package word

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/office"
)

// Document is a text of Word that was read.
type Document struct {
	Title   string   // "" when it has none
	Summary string   // of one that Write made; or ""
	From    string   // the chapter that Write made it of; "" for any other text
	Sent    []string // the marks of its lines when Write made it; nil when it does not tell
	// Changes are those that reviewers tracked, and their remarks, in the order of the text. The text is the one with all
	// changes accepted.
	Changes []Change
	Macros  bool // it has macros, which nothing runs

	Pandoc *Pandoc // that read it

	parts  map[string]*zip.File
	tree   map[string]any
	unread []Lost // what pandoc passes over
}

// ChangeKind is what a reviewer did.
type ChangeKind int

// The kinds of changes.
const (
	Inserted ChangeKind = iota
	Deleted
	Remarked
)

// Change is one tracked change or remark. Who made it, and when, is not kept.
type Change struct {
	Kind    ChangeKind
	Heading string // above it, or ""
	Near    string // the words that a remark is about; or the words before a change
	Text    string
}

// Picture is one of a text.
type Picture struct {
	Name string // of its file
	Data []byte
}

// Loss is something in a text that a chapter cannot have.
type Loss int

// The kinds of losses.
const (
	PictureForm   Loss = iota // a form that browsers do not show; its alternative text or its name is said
	Formula                   // its TeX is said, and stands in the text
	MergedCells               // the words of the first cell are said
	LinkedPicture             // a picture that is no part of the file; where it is is said
	Drawing                   // charts, diagrams, text boxes and objects of other programs; how many is said
	PictureSize               // a picture that is too large for a site; the same is said
	CaptionNumber             // the number of a picture; it is said
)

// Lost is one loss, with what it was.
type Lost struct {
	Loss Loss
	Said string
}

// Chapter is a text as a chapter, without its front matter.
type Chapter struct {
	Markdown []byte
	Pictures []Picture
	Lost     []Lost
}

// reading are the arguments with which pandoc reads a text: it may open no file, and says which styles a text uses.
func reading(changes string) []string {
	return []string{"--sandbox", "--from=docx+styles", "--to=json", "--track-changes=" + changes}
}

// Read reads a text of Word. An error is ErrNotWord, ErrSlow, one of package office, that of ctx, or what pandoc said.
func Read(ctx context.Context, pandoc *Pandoc, data []byte) (*Document, error) {
	parts, err := office.Parts(data)
	if errors.Is(err, office.ErrNone) {
		return nil, ErrNotWord
	} else if err != nil {
		return nil, err
	}
	if parts["word/document.xml"] == nil && parts["word/document2.xml"] == nil {
		return nil, ErrNotWord
	}
	d := &Document{Pandoc: pandoc, parts: parts, Macros: parts["word/vbaProject.bin"] != nil}
	if err := d.readProperties(); err != nil {
		return nil, err
	}
	if err := d.findUnread(); err != nil {
		return nil, err
	}
	reviewed, err := pandoc.tree(ctx, data, "all")
	if err != nil {
		return nil, err
	}
	d.Changes = changesOf(reviewed)
	if d.tree, err = pandoc.tree(ctx, data, "accept"); err != nil {
		return nil, err
	}
	d.takeTitle()
	return d, nil
}

// Pandoc passes over what these match, without a word: pictures elsewhere, and drawings (ECMA-376, part 1,
// 20.1.2.2.16; text boxes are of [MS-ODRAWXML]).
var (
	linked  = regexp.MustCompile(`<Relationship\b[^>]*/image"[^>]*>`)
	target  = regexp.MustCompile(`\bTarget="([^"]*)"`)
	drawing = regexp.MustCompile(`graphicData uri="[^"]*/(?:chart|diagram)"|<wps:txbx\b|<o:OLEObject\b`)
)

// findUnread finds what pandoc passes over.
func (d *Document) findUnread() error {
	if part := d.parts["word/_rels/document.xml.rels"]; part != nil {
		data, err := office.Content(part)
		if err != nil {
			return err
		}
		for _, each := range linked.FindAll(data, -1) {
			if where := target.FindSubmatch(each); where != nil && bytes.Contains(each, []byte(`TargetMode="External"`)) {
				d.unread = append(d.unread, Lost{LinkedPicture, path.Base(string(where[1]))})
			}
		}
	}
	if part := d.parts["word/document.xml"]; part != nil {
		data, err := office.Content(part)
		if err != nil {
			return err
		}
		if found := len(drawing.FindAllIndex(data, -1)); found > 0 {
			d.unread = append(d.unread, Lost{Drawing, fmt.Sprint(found)})
		}
	}
	return nil
}

// tree returns a text as pandoc has it.
func (p *Pandoc) tree(ctx context.Context, data []byte, changes string) (map[string]any, error) {
	out, err := p.run(ctx, "", data, reading(changes)...)
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := json.Unmarshal(out, &tree); err != nil {
		return nil, fmt.Errorf("pandoc: %w", err)
	}
	return tree, nil
}

// The properties of a text that Write made: the chapter that it was made of, and the marks of its lines. Of the latter
// there are several, with a number from 1 behind the name: Word keeps 255 characters of each.
const (
	chapterProperty = "monitor-chapter"
	marksProperty   = "monitor-lines-"
	marksEach       = 250 / markLength
)

// readProperties reads what Write put into the custom properties of a text.
func (d *Document) readProperties() error {
	part := d.parts["docProps/custom.xml"]
	if part == nil {
		return nil
	}
	data, err := office.Content(part)
	if err != nil {
		return err
	}
	var all struct {
		Properties []struct {
			Name string `xml:"name,attr"`
			Text string `xml:"lpwstr"`
		} `xml:"property"`
	}
	if err := xml.Unmarshal(data, &all); err != nil {
		return fmt.Errorf("%w: %v", office.ErrDamaged, err)
	}
	for _, p := range all.Properties {
		switch {
		case p.Name == chapterProperty:
			d.From = p.Text
		case strings.HasPrefix(p.Name, marksProperty): // in any order: Compare looks whether a mark is there
			for marks := range slices.Chunk([]byte(p.Text), markLength) {
				d.Sent = append(d.Sent, string(marks))
			}
		}
	}
	return nil
}

// takeTitle takes the title out of the text: what has the style of a title, or else the only heading of the first level
// when it comes first.
func (d *Document) takeTitle() {
	if meta, ok := d.tree["meta"].(map[string]any); ok {
		if title, ok := meta["title"].(map[string]any); ok {
			d.Title = oneLine(textOf(title["c"]))
		}
	}
	blocks := list(d.tree["blocks"])
	if n := firstOfStyle(blocks, SummaryStyle); n >= 0 {
		d.Summary = oneLine(textOf(blocks[n]))
	}
	if d.Title != "" || len(blocks) == 0 || level(blocks[0]) != 1 {
		return
	}
	for _, b := range blocks[1:] {
		if level(b) == 1 {
			return
		}
	}
	d.Title = oneLine(textOf(blocks[0]))
	d.tree["blocks"] = blocks[1:]
}

// Chapter returns the text as a chapter, once; without Markdown when it says nothing. The names of its pictures begin
// with prefix, as "afbeeldingen/verkeer", and a number follows. Its lines are as long as those of chapters are, or as
// paragraphs when whole is true.
func (d *Document) Chapter(ctx context.Context, prefix string, whole bool) (*Chapter, error) {
	c := &Chapter{}
	lines := "--columns=110"
	if whole {
		lines = "--wrap=none"
	}
	f := &filter{document: d, chapter: c, prefix: prefix, names: make(map[string]string)}
	blocks := list(d.tree["blocks"])
	f.shift = 2 - topLevel(blocks)
	d.tree["blocks"], d.tree["meta"] = f.blocks(blocks), map[string]any{}
	if f.err != nil {
		return nil, f.err
	}
	c.Lost = append(c.Lost, d.unread...)
	if len(list(d.tree["blocks"])) == 0 {
		return c, nil
	}
	tree, err := json.Marshal(d.tree)
	if err != nil {
		return nil, err
	}
	c.Markdown, err = d.Pandoc.run(ctx, "", tree, "--sandbox", "--from=json", lines,
		"--to=commonmark+pipe_tables+footnotes+strikeout+definition_lists")
	if err != nil {
		return nil, err
	}
	c.Markdown = append(bytes.TrimSpace(c.Markdown), '\n')
	return c, nil
}

// media returns the part of a picture that pandoc names, or nil.
func (d *Document) media(target string) *zip.File {
	return d.parts[path.Join("word", target)]
}

// oneLine returns a text without the breaks in it.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
