package word

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	_ "image/gif" // the forms that image.DecodeConfig knows
	_ "image/jpeg"
	_ "image/png"
	"path"
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/office"
	"utwente.nl/monitor/cmd/monitor/internal/picture"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// filter makes of a text what a chapter can have.
type filter struct {
	document *Document
	chapter  *Chapter
	prefix   string            // of the names of pictures
	names    map[string]string // of pictures, by the part that holds them; "" for one that a chapter cannot have
	shift    int               // what is added to the level of headings
	err      error
}

// dropped are the styles, in lower case, of what a chapter has no place for: a table of contents, which the site makes
// itself, and what Write puts around the text.
var dropped = regexp.MustCompile(`^(toc \d|toc heading|contents heading|` +
	strings.ToLower(BylineStyle+"|"+SummaryStyle) + `)$`)

// captions are the styles, in lower case, of the words below a picture.
var captions = []string{"caption", "image caption"}

func (f *filter) blocks(blocks []any) []any {
	out := []any{}
	for n := 0; n < len(blocks); n++ {
		b := blocks[n]
		name := ""
		if kind(b) == "Div" {
			name = style(b)
		}
		switch box, title := boxAt(blocks, n); {
		case box != "":
			// A box is the blocks of its style; a title begins another one.
			var inside []any
			for ; n < len(blocks); n++ {
				next, isTitle := boxAt(blocks, n)
				if next != box || isTitle && len(inside) > 0 {
					break
				}
				if isTitle {
					inside = append(inside, f.boxTitle(box, list(part(blocks[n], 1))))
				} else {
					inside = append(inside, f.blocks(list(part(blocks[n], 1)))...)
				}
			}
			n--
			if !title {
				inside = append([]any{f.boxTitle(box, nil)}, inside...)
			}
			out = append(out, node("BlockQuote", inside))
		case dropped.MatchString(strings.ToLower(name)):
		case slices.Contains(captions, strings.ToLower(name)) && len(out) > 0 && f.caption(out[len(out)-1], textOf(b)):
		default:
			for _, each := range f.block(b) {
				out = joined(out, each)
			}
		}
	}
	return out
}

// joined returns blocks with another behind them. A list behind one of its kind goes on with it: Markdown has nothing
// to tell them apart but HTML, and word processors cut lists in two.
func joined(blocks []any, next any) []any {
	if len(blocks) > 0 && kind(blocks[len(blocks)-1]) == kind(next) {
		last := blocks[len(blocks)-1].(map[string]any)
		switch kind(next) {
		case "BulletList":
			last["c"] = append(list(content(last)), list(content(next))...)
			return blocks
		case "OrderedList":
			last["c"] = []any{part(last, 0), append(list(part(last, 1)), list(part(next, 1))...)}
			return blocks
		}
	}
	return append(blocks, next)
}

// captionNumber matches what word processors put before the words below a picture. On the site, only figures have one.
var captionNumber = regexp.MustCompile(`^((?:Figuur|Afbeelding|Figure|Picture) \d+(?:[.-]\d+)*)(?:[.:]? |[.:]?$)`)

// caption gives a picture that is alone in its paragraph the words below it, unless it has some.
func (f *filter) caption(paragraph any, words string) bool {
	inside := list(content(paragraph))
	if kind(paragraph) != "Para" || len(inside) != 1 || kind(inside[0]) != "Image" {
		return false
	}
	target := list(part(inside[0], 2))
	words = oneLine(words)
	if found := captionNumber.FindStringSubmatch(words); found != nil {
		f.chapter.Lost = append(f.chapter.Lost, Lost{CaptionNumber, found[1]})
		words = words[len(found[0]):]
	}
	// Pandoc writes what a picture says below it too.
	if len(target) == 2 && words != oneLine(textOf(part(inside[0], 1))) {
		target[1] = words
	}
	return true
}

// block returns what becomes of a block.
func (f *filter) block(b any) []any {
	switch c := content(b); kind(b) {
	case "Para", "Plain":
		inside := f.inlines(list(c))
		if blank(inside) {
			return nil
		}
		return []any{node(kind(b), inside)}
	case "Header":
		inside := f.inlines(list(part(b, 2)))
		if blank(inside) {
			return nil
		}
		to := min(max(level(b)+f.shift, 2), 6)
		return []any{node("Header", []any{to, noAttributes(), withoutBreaks(inside)})}
	case "Div":
		return f.blocks(list(part(b, 1)))
	case "Figure": // pandoc 3
		inside := f.blocks(list(part(b, 2)))
		for n, each := range inside {
			if kind(each) == "Plain" {
				inside[n] = node("Para", content(each))
			}
		}
		if said := list(nth(part(b, 1), 1)); len(inside) != 1 || !f.caption(inside[0], textOf(said)) {
			inside = append(inside, f.blocks(said)...)
		}
		return inside
	case "BlockQuote":
		if inside := f.blocks(list(c)); len(inside) > 0 {
			return []any{node("BlockQuote", inside)}
		}
	case "BulletList":
		return []any{node("BulletList", f.items(list(c)))}
	case "OrderedList":
		start := any(1)
		if form := list(part(b, 0)); len(form) == 3 {
			start = form[0]
		}
		form := []any{start, node("Decimal", nil), node("Period", nil)}
		return []any{node("OrderedList", []any{form, f.items(list(part(b, 1)))})}
	case "DefinitionList":
		var items []any
		for _, item := range list(c) {
			pair := list(item)
			if len(pair) != 2 {
				continue
			}
			said := f.items(list(pair[1]))
			for n, each := range said {
				if blocks := list(each); len(blocks) == 1 && kind(blocks[0]) == "Para" {
					said[n] = []any{node("Plain", content(blocks[0]))}
				}
			}
			items = append(items, []any{f.inlines(list(pair[0])), said})
		}
		return []any{node("DefinitionList", items)}
	case "LineBlock":
		var inside []any
		for _, line := range list(c) {
			if len(inside) > 0 {
				inside = append(inside, node("LineBreak", nil))
			}
			inside = append(inside, f.inlines(list(line))...)
		}
		return []any{node("Para", inside)}
	case "CodeBlock":
		// With a language it is fenced. Before one that is indented, pandoc would write HTML.
		return []any{node("CodeBlock", []any{[]any{"", []any{"text"}, []any{}}, part(b, 1)})}
	case "Table":
		return f.table(b)
	case "HorizontalRule":
		return []any{b}
	}
	return nil
}

func (f *filter) items(items []any) []any {
	out := []any{}
	for _, item := range items {
		blocks := f.blocks(list(item))
		if len(blocks) > 0 {
			if words := list(content(blocks[0])); len(words) > 0 {
				if mark, ok := tasks[textOf(words[0])]; ok {
					words[0] = node("RawInline", []any{"commonmark", mark})
				}
			}
		}
		out = append(out, blocks)
	}
	return out
}

// tasks are the boxes before what is to be done: as people type them, and as a chapter writes them.
var tasks = map[string]string{"☐": "[ ]", "☒": "[x]", "☑": "[x]"}

// blank reports whether words say nothing.
func blank(inlines []any) bool {
	return !slices.ContainsFunc(inlines, func(v any) bool { return kind(v) == "Image" || kind(v) == "Note" }) &&
		strings.TrimSpace(textOf(inlines)) == ""
}

// withoutBreaks returns the words of a heading or a cell, which are on one line.
func withoutBreaks(inlines []any) []any {
	out := []any{}
	for _, v := range inlines {
		if k := kind(v); k == "LineBreak" || k == "SoftBreak" {
			v = node("Space", nil)
		}
		out = append(out, v)
	}
	return out
}

func (f *filter) inlines(inlines []any) []any {
	out := []any{}
	for _, v := range inlines {
		out = append(out, f.inline(v)...)
	}
	for len(out) > 0 && kind(out[0]) == "Space" {
		out = out[1:]
	}
	return out
}

// inline returns what becomes of words.
func (f *filter) inline(v any) []any {
	switch c := content(v); kind(v) {
	case "Str":
		text, _ := c.(string)
		if text = clean(text); text == "" {
			return nil
		}
		return []any{str(text)}
	case "Space", "SoftBreak", "LineBreak":
		return []any{v}
	case "Strong", "Emph", "Strikeout":
		if inside := f.inlines(list(c)); !blank(inside) {
			return []any{node(kind(v), inside)}
		}
	case "Subscript", "Superscript":
		return []any{str(shifted(kind(v), textOf(c)))}
	case "Underline", "SmallCaps":
		return f.inlines(list(c))
	case "Quoted":
		marks := [2]string{"‘", "’"}
		if kind(part(v, 0)) == "DoubleQuote" {
			marks = [2]string{"“", "”"}
		}
		return append(append([]any{str(marks[0])}, f.inlines(list(part(v, 1)))...), str(marks[1]))
	case "Span":
		if style(v) == BoxNameStyle {
			return nil
		}
		return f.spaced(list(part(v, 1)))
	case "Code":
		return []any{node("Code", []any{noAttributes(), part(v, 1)})}
	case "Math":
		text, _ := part(v, 1).(string)
		f.chapter.Lost = append(f.chapter.Lost, Lost{Formula, text})
		return []any{node("Code", []any{noAttributes(), text})}
	case "Link":
		return f.link(v)
	case "Image":
		return f.image(v)
	case "Note":
		if inside := f.blocks(list(c)); len(inside) > 0 {
			return []any{node("Note", inside)}
		}
	}
	return nil
}

// spaced is inlines that keeps the blanks at the beginning.
func (f *filter) spaced(inlines []any) (out []any) {
	for _, v := range inlines {
		out = append(out, f.inline(v)...)
	}
	return out
}

// link returns a link that leads outside. A bookmark of the text leads nowhere in a chapter: of that the words stay.
func (f *filter) link(v any) []any {
	words := f.inlines(list(part(v, 1)))
	target := list(part(v, 2))
	if len(target) != 2 || blank(words) {
		return words
	}
	href, _ := target[0].(string)
	if !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "http://") {
		return words
	}
	return []any{node("Link", []any{noAttributes(), words, []any{href, ""}})}
}

// image takes a picture out of the file.
func (f *filter) image(v any) []any {
	target := list(part(v, 2))
	if len(target) != 2 {
		return nil
	}
	where, _ := target[0].(string)
	title, _ := target[1].(string)
	name, known := f.names[where]
	if !known {
		name = f.take(where, cmp.Or(oneLine(textOf(part(v, 1))), path.Base(where)))
		f.names[where] = name
	}
	if name == "" {
		return nil
	}
	words := withoutBreaks(f.inlines(list(part(v, 1))))
	return []any{node("Image", []any{noAttributes(), words, []any{name, title}})}
}

// DotLimit is how many dots a picture of a text may have. A browser takes four bytes of memory for each.
const DotLimit = 100_000_000

// take returns the name that a picture of the file gets in the sources; "" when a chapter cannot have it, which is
// said of what the picture is called.
func (f *filter) take(where, called string) string {
	file := f.document.media(where)
	extension := strings.ToLower(path.Ext(where))
	if file == nil || !slices.Contains(picture.Types, extension) {
		f.chapter.Lost = append(f.chapter.Lost, Lost{PictureForm, called})
		return ""
	}
	data, err := office.Content(file)
	if err != nil && f.err == nil {
		f.err = err
	}
	if size, _, err := image.DecodeConfig(bytes.NewReader(data)); len(data) > source.ImageLimit ||
		err == nil && size.Width > DotLimit/max(size.Height, 1) {
		f.chapter.Lost = append(f.chapter.Lost, Lost{PictureSize, called})
		return ""
	}
	name := fmt.Sprintf("%s-%d%s", f.prefix, len(f.chapter.Pictures)+1, extension)
	f.chapter.Pictures = append(f.chapter.Pictures, Picture{name, data})
	return name
}

// clean returns a text without the characters that sources may not hold, such as those of a font of symbols.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if source.Refused(r) {
			return -1
		}
		return r
	}, text)
}

// digits are those of Unicode below and above the line; Markdown has no other way to write them.
var digits = map[string][]rune{"Subscript": []rune("₀₁₂₃₄₅₆₇₈₉"), "Superscript": []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")}

// shifted returns digits below or above the line, and other texts as they are.
func shifted(kind, text string) string {
	if strings.Trim(text, "0123456789") != "" {
		return clean(text)
	}
	return strings.Map(func(r rune) rune { return digits[kind][r-'0'] }, text)
}

// boxStyles matches the names of the styles of boxes and of their titles, as BoxStyle returns them.
var boxStyles = regexp.MustCompile(`^` + boxStyle + `([A-Z]+)(` + titleStyle + `)?$`)

// boxOf returns the kind of a box by the name of a style, or "", and reports whether it is that of a title.
func boxOf(style string) (box string, title bool) {
	if found := boxStyles.FindStringSubmatch(style); found != nil {
		return found[1], found[2] != ""
	}
	return "", false
}

// boxAt is boxOf for the block at a place. A title may have lost its style: LibreOffice keeps but that of the name of
// the box. It is one when a box is next.
func boxAt(blocks []any, n int) (box string, title bool) {
	if n == len(blocks) || kind(blocks[n]) != "Div" {
		return "", false
	}
	if box, title = boxOf(style(blocks[n])); box != "" {
		return box, title
	}
	inside := list(part(blocks[n], 1))
	if words := list(content(nth(inside, 0))); n+1 < len(blocks) && kind(blocks[n+1]) == "Div" && len(inside) == 1 &&
		kind(nth(words, 0)) == "Span" && style(words[0]) == BoxNameStyle {
		if box, title = boxOf(style(blocks[n+1])); !title {
			return box, box != ""
		}
	}
	return "", false
}

// boxTitle returns the first line of a box, as a chapter writes it.
func (f *filter) boxTitle(box string, title []any) any {
	line := []any{node("RawInline", []any{"commonmark", "[!" + box + "]"})}
	for _, b := range title {
		if words := f.inlines(list(content(b))); len(words) > 0 {
			line = append(append(line, node("Space", nil)), withoutBreaks(words)...)
		}
	}
	return node("Para", line)
}
