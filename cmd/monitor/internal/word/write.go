package word

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/office"
)

// The names of the styles that Write uses besides those of pandoc. Read knows them again.
const (
	SummaryStyle     = "Chapter summary"
	BylineStyle      = "Chapter byline"
	FigureTitleStyle = "Figure title"
	FigureTextStyle  = "Figure text"
	BoxNameStyle     = "Box name"
	boxStyle         = "Box " // and the kind of the box behind it: Box WARNING
	titleStyle       = " title"
)

// Page is a chapter to make a text of.
type Page struct {
	Title    string
	Language string // code
	// HTML is the text: elements of HTML with data-custom-style for the styles, and notes as EPUB has them.
	HTML     []byte
	Pictures []Picture // that the HTML names
	Boxes    []string  // the kinds of the boxes in it
	From     string    // names the chapter, for Document.From
	Sent     []string  // the marks of its lines, for Document.Sent
}

// Write makes a text of Word.
func Write(ctx context.Context, pandoc *Pandoc, page *Page) ([]byte, error) {
	dir, err := os.MkdirTemp("", "monitor-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for _, p := range page.Pictures {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(p.Name)), p.Data, 0o600); err != nil {
			return nil, err
		}
	}
	look, err := pandoc.run(ctx, dir, nil, "--print-default-data-file=reference.docx")
	if err != nil {
		return nil, err
	}
	if look, err = withStyles(look, page.Boxes); err != nil {
		return nil, err
	}
	const reference = "look.docx"
	if err := os.WriteFile(filepath.Join(dir, reference), look, 0o600); err != nil {
		return nil, err
	}
	// No --sandbox: in it, some versions of pandoc do not find their own parts of a text of Word. The page is ours.
	args := []string{"--from=html+epub_html_exts", "--to=docx", "--output=-",
		"--reference-doc=" + reference, "--metadata=title:" + page.Title, "--metadata=lang:" + page.Language,
		"--metadata=" + chapterProperty + ":" + page.From}
	n := 0
	for marks := range slices.Chunk(page.Sent, marksEach) {
		n++
		args = append(args, fmt.Sprintf("--metadata=%s%d:%s", marksProperty, n, strings.Join(marks, "")))
	}
	return pandoc.run(ctx, dir, page.HTML, args...)
}

// withStyles returns a text with the styles of chapters among its own.
func withStyles(look []byte, boxes []string) ([]byte, error) {
	parts, err := zip.NewReader(bytes.NewReader(look), int64(len(look)))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", office.ErrDamaged, err)
	}
	var out bytes.Buffer
	made := zip.NewWriter(&out)
	for _, part := range parts.File {
		data, err := office.Content(part)
		if err != nil {
			return nil, err
		}
		switch part.Name {
		case "word/styles.xml":
			data = bytes.Replace(data, []byte("</w:styles>"), []byte(styles(boxes)+"</w:styles>"), 1)
		case "word/document.xml": // which says nothing of the paper: A4, in twentieths of a point
			data = bytes.Replace(data, []byte("<w:sectPr />"), []byte(`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>`+
				`<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/>`+
				`</w:sectPr>`), 1)
		}
		w, err := made.Create(part.Name)
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			return nil, err
		}
	}
	err = made.Close()
	return out.Bytes(), err
}

// styles returns the definitions of the styles of chapters (ECMA-376, part 1, 17.7). Sizes are in half points, and
// distances in twentieths of a point.
func styles(boxes []string) string {
	var b strings.Builder
	paragraph := func(name, layout, letters string) {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:customStyle="1" w:styleId="%s"><w:name w:val="%s"/>`+
			`<w:basedOn w:val="BodyText"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>`,
			strings.ReplaceAll(name, " ", ""), name, layout, letters)
	}
	paragraph(SummaryStyle, `<w:spacing w:before="0" w:after="160"/>`, `<w:sz w:val="28"/>`)
	paragraph(BylineStyle, `<w:spacing w:before="0" w:after="280"/>`, `<w:color w:val="595959"/><w:sz w:val="20"/>`)
	paragraph(FigureTitleStyle, `<w:keepNext/><w:spacing w:before="280" w:after="60"/>`, `<w:b/>`)
	paragraph(FigureTextStyle, `<w:spacing w:before="40" w:after="40"/>`, `<w:color w:val="595959"/><w:sz w:val="20"/>`)
	const edge = `<w:%s w:val="single" w:sz="%d" w:space="6" w:color="595959"/>`
	edges := `<w:pBdr>` + fmt.Sprintf(edge, "left", 24) + `</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>` +
		`<w:spacing w:before="%d" w:after="0" w:line="276" w:lineRule="auto"/><w:ind w:left="240" w:right="240"/>`
	for _, box := range boxes {
		paragraph(boxStyle+box+titleStyle, `<w:keepNext/>`+fmt.Sprintf(edges, 240), `<w:b/>`)
		paragraph(boxStyle+box, fmt.Sprintf(edges, 0), "")
	}
	fmt.Fprintf(&b, `<w:style w:type="character" w:customStyle="1" w:styleId="BoxName"><w:name w:val="%s"/>`+
		`<w:rPr><w:b/><w:color w:val="595959"/></w:rPr></w:style>`, BoxNameStyle)
	return b.String()
}

// BoxStyle returns the name of the style of a box, or of its title.
func BoxStyle(box string, title bool) string {
	if title {
		return boxStyle + box + titleStyle
	}
	return boxStyle + box
}
