package site

import (
	"bytes"
	"html/template"
	"reflect"
	"strconv"
	"strings"
)

// outline is a template that only puts texts, addresses and a body in places, run once: what stands between the places, and what
// goes where. The figure in its place is such a template, and so is the row of a list of chapters. A report has thousands of them:
// filling an outline takes a tenth of running the template.
type outline struct {
	between [][]byte
	places  []int // behind each but the last of between: the number of a text, or of a body behind the texts
}

// outlineMark stands around the number of a text or body. It is for private use like holeMark, and another one, since a template
// may be run with holes.
const outlineMark = "\ue001"

// addressMark stands around the number of an address, which may hold no private character.
const addressMark = "monitor-outline-address-"

// newOutline runs a template with marks for texts and bodies, and once more with texts that are hard to escape; when filling
// the outline gives anything else than the template does, there is none: such a template does more than put texts in places.
// A text that is "" stays so: the template may leave out what is around it. The last of the texts, as many as addresses says, are
// addresses.
func newOutline(texts []string, addresses, bodies int, run func(texts []any, bodies []template.HTML) ([]byte, error)) *outline {
	marks, hard := make([]string, len(texts)), make([]string, len(texts))
	markedBodies, hardBodies, hardParts := make([]template.HTML, bodies), make([]template.HTML, bodies), make([][][]byte, bodies)
	for n := range bodies {
		markedBodies[n] = template.HTML(outlineMark + strconv.Itoa(len(texts)+n) + outlineMark)
		hardBodies[n] = template.HTML("<i>&amp;" + strconv.Itoa(n) + "</i>")
		hardParts[n] = [][]byte{[]byte(hardBodies[n])}
	}
	for n, text := range texts {
		switch {
		case text == "":
		case n < len(texts)-addresses:
			marks[n] = outlineMark + strconv.Itoa(n) + outlineMark
			hard[n] = strconv.Itoa(n) + " <b>&amp; \"'+`=" + strings.Repeat("é", n)
		default:
			marks[n] = addressMark + strconv.Itoa(n) + addressMark
			hard[n] = "../" + strconv.Itoa(n) + "/a_b-c.html#d" + strings.Repeat("e", n)
		}
	}
	// A template that fails here asks more of a text than to write it, or has a mistake, which it will tell of the page itself.
	html, err := run(seal(marks), markedBodies)
	if err != nil {
		return nil
	}
	o := &outline{}
	for rest := bytes.ReplaceAll(html, []byte(addressMark), []byte(outlineMark)); ; {
		before, after, found := bytes.Cut(rest, []byte(outlineMark))
		o.between = append(o.between, before)
		if !found {
			break
		}
		number, after, _ := bytes.Cut(after, []byte(outlineMark))
		n, err := strconv.Atoi(string(number))
		if err != nil || n >= len(texts)+bodies || n < 0 {
			return nil
		}
		o.places = append(o.places, n)
		rest = after
	}
	want, err := run(seal(hard), hardBodies)
	if err != nil {
		return nil
	}
	if !bytes.Equal(bytes.Join(o.fill(nil, hard, hardParts...), nil), want) {
		return nil
	}
	return o
}

// seal seals texts. One that is "" stays so, since a template may ask whether there is a text.
func seal(texts []string) []any {
	out := make([]any, len(texts))
	for n, text := range texts {
		if out[n] = text; text != "" {
			out[n] = sealed{[]byte(text)}
		}
	}
	return out
}

// sealed is a text that a template can only write: to compare it, or to ask for its length, is an error. So no outline is made
// of a template that depends on what a text says.
type sealed struct{ text []byte }

func (s sealed) String() string { return string(s.text) }

// fields are the exported fields of a struct, which a template reads from a map as from the struct.
func fields[T any](of *T) map[string]any {
	all := make(map[string]any)
	v := reflect.ValueOf(of).Elem()
	for n := range v.NumField() {
		if f := v.Type().Field(n); f.IsExported() {
			all[f.Name] = v.Field(n).Interface()
		}
	}
	return all
}

// fill puts texts, escaped, and bodies, each in parts, in their places, and appends what comes of it to parts.
func (o *outline) fill(parts [][]byte, texts []string, bodies ...[][]byte) [][]byte {
	for n, place := range o.places {
		parts = append(parts, o.between[n])
		if place >= len(texts) {
			parts = append(parts, bodies[place-len(texts)]...)
		} else {
			parts = append(parts, []byte(escape(texts[place])))
		}
	}
	return append(parts, o.between[len(o.places)])
}

// escape writes a text as html/template does in text and in attributes with quotes.
func escape(s string) string {
	return strings.ReplaceAll(template.HTMLEscapeString(s), "+", "&#43;")
}

// plainAddress tells whether a template would write an address as it is, whatever it is escaped for. Ours are.
func plainAddress(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("./#-_", c) >= 0:
		default:
			return false
		}
	}
	return true
}
