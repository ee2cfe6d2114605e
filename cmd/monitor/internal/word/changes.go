package word

import "strings"

// nearby is how many characters of the words before a change are told.
const nearby = 40

// changesOf returns what reviewers did in a text that was read with all their changes.
func changesOf(tree map[string]any) []Change {
	r := &reviewer{open: make(map[string]int)}
	r.walk(tree["blocks"])
	for n := range r.all {
		c := &r.all[n]
		c.Near, c.Text = oneLine(c.Near), oneLine(c.Text)
	}
	return r.all
}

// reviewer goes through a text.
type reviewer struct {
	all     []Change
	heading string
	before  string         // the words of the paragraph so far
	open    map[string]int // of the remarks that are about what follows: where they are in all, by id
	// joined is true while a change ends right before: word processors cut one change into several.
	joined bool
}

func (r *reviewer) walk(v any) {
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			r.walk(each)
		}
	case map[string]any:
		r.node(v)
	}
}

func (r *reviewer) node(v map[string]any) {
	switch kind(v) {
	case "Header":
		r.heading, r.before, r.joined = oneLine(textOf(part(v, 2))), "", false
		r.walk(part(v, 2))
	case "Para", "Plain":
		r.before, r.joined = "", false
		r.walk(content(v))
	case "Span":
		switch attr := part(v, 0); {
		case class(attr, "comment-start"):
			r.open[attribute(attr, "id")] = len(r.all)
			r.all = append(r.all, Change{Kind: Remarked, Heading: r.heading, Text: textOf(part(v, 1))})
			r.joined = false
		case class(attr, "comment-end"):
			delete(r.open, attribute(attr, "id"))
		case class(attr, "insertion"):
			text := textOf(part(v, 1))
			r.change(Inserted, text)
			joined := r.joined
			r.walk(part(v, 1)) // it may hold remarks
			r.joined = joined
		case class(attr, "deletion"):
			r.change(Deleted, textOf(part(v, 1)))
		default:
			r.walk(part(v, 1))
		}
	case "Link":
		r.walk(part(v, 1))
	case "Image":
	case "Str", "Space", "SoftBreak", "LineBreak", "Code", "Math":
		text := textOf(v)
		r.before += text
		for _, n := range r.open {
			r.all[n].Near += text
		}
		r.joined = false
	default:
		r.walk(content(v))
	}
}

// change adds a change, or adds to the one that ends right before.
func (r *reviewer) change(kind ChangeKind, text string) {
	if strings.TrimSpace(text) == "" && !r.joined {
		return // the end of a paragraph
	}
	if n := len(r.all) - 1; r.joined && r.all[n].Kind == kind {
		r.all[n].Text += text
		return
	}
	r.all = append(r.all, Change{kind, r.heading, lastWords(r.before), text})
	r.joined = true
}
