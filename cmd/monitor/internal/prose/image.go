package prose

import (
	"html"
	"path"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// imageTypes are what every browser shows.
var imageTypes = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}

// image checks an image and puts finished HTML in its place; nil when it was wrong, and reported.
func (w *walker) resolveImage(n *ast.Image) ast.Node {
	address := string(n.Destination)
	at := w.addressPosition(n, n.Destination)
	if _, _, scheme := cutScheme(address); scheme || strings.HasPrefix(address, "/") {
		w.list.Add(diagnostic.ImageOutside, at, "", address)
		return nil
	}
	name, inside := source.Join(w.text.Chapter.Path, address, "content")
	if !inside {
		w.list.Add(diagnostic.ImageOutside, at, "", address)
		return nil
	}
	known := false
	for _, t := range imageTypes {
		known = known || strings.ToLower(path.Ext(name)) == t
	}
	if !known {
		w.list.Add(diagnostic.BadImage, at, "", address)
		return nil
	}
	alternative := withoutMarkup(n, w.body)
	if strings.TrimSpace(alternative) == "" {
		w.list.Add(diagnostic.NoAlternative, at, "", address)
	}
	image, ok := w.links.Image(name, at, w.list)
	if !ok {
		return nil
	}
	var b strings.Builder
	b.WriteString(`<img src="` + html.EscapeString(image.Href) + `" alt="` + html.EscapeString(alternative) + `"`)
	if len(n.Title) > 0 {
		b.WriteString(` title="` + html.EscapeString(string(n.Title)) + `"`)
	}
	if image.Width > 0 {
		b.WriteString(` width="` + strconv.Itoa(image.Width) + `" height="` + strconv.Itoa(image.Height) + `"`)
	}
	b.WriteString(` loading="lazy">`)
	return &reference{text: alternative, html: b.String()}
}
