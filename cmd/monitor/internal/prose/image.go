package prose

import (
	"html"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/picture"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// resolveImage checks an image and returns its HTML, or nil when it reported an error.
func (w *walker) resolveImage(n *ast.Image) ast.Node {
	address := string(n.Destination)
	position := w.addressPosition(n, n.Destination)
	if _, _, scheme := cutScheme(address); scheme || strings.HasPrefix(address, "/") {
		w.list.Add(diagnostic.ImageOutside, position, "", address)
		return nil
	}
	name, inside := source.Join(w.text.Chapter.Path, address, "content")
	if !inside {
		w.list.Add(diagnostic.ImageOutside, position, "", address)
		return nil
	}
	if !slices.Contains(picture.Types, strings.ToLower(path.Ext(name))) {
		w.list.Add(diagnostic.BadImage, position, "", address)
		return nil
	}
	image, ok := w.links.Image(name, position, w.list)
	if !ok {
		return nil
	}
	alternative := withoutMarkup(n, w.body)
	if strings.TrimSpace(alternative) == "" {
		w.list.Add(diagnostic.NoAlternative, position, "", address)
	}
	var b strings.Builder
	b.WriteString(`<img src="` + html.EscapeString(image.Href) + `" alt="` + html.EscapeString(alternative) + `"`)
	alone := n.Parent().Kind() == kindPictures
	if len(n.Title) > 0 && !alone {
		b.WriteString(` title="` + html.EscapeString(written(n.Title)) + `"`)
	}
	if image.Width > 0 {
		b.WriteString(` width="` + strconv.Itoa(image.Width) + `" height="` + strconv.Itoa(image.Height) + `"`)
	}
	b.WriteString(">")
	if alone {
		below := ""
		if len(n.Title) > 0 {
			below = w.quotes.caption(written(n.Title))
		}
		return &reference{text: alternative, html: "<figure>" + b.String() + below + "</figure>\n"}
	}
	return &reference{text: alternative, html: b.String()}
}
