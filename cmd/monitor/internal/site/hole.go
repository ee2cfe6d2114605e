package site

import (
	"bytes"
	"html/template"
	"strconv"
)

// holes are what a page holds that was made before it: the text of a chapter, the bodies of figures. A template gets a
// mark in the place of each, and what belongs there is put between the parts of the page when it is written. So it is
// neither copied from one template into the next nor looked at again; a figure's body is one stretch of memory for all
// pages that show it.
type holes struct{ filled [][][]byte }

// A mark is a number between two of these. The character is for private use: no text that means something has it.
const holeMark = "\ue000"

// put returns the mark for some parts.
func (h *holes) put(parts ...[]byte) template.HTML {
	h.filled = append(h.filled, parts)
	return template.HTML(holeMark + strconv.Itoa(len(h.filled)-1) + holeMark)
}

// fill appends the parts of a text to out, with what was put away in the place of its mark.
func (h *holes) fill(out [][]byte, text []byte) [][]byte {
	mark := []byte(holeMark)
	from := 0
	for from < len(text) {
		begin := bytes.Index(text[from:], mark)
		if begin < 0 {
			break
		}
		begin += from
		number, _, closed := bytes.Cut(text[begin+len(mark):], mark)
		n, err := strconv.Atoi(string(number))
		if !closed || err != nil || n < 0 || n >= len(h.filled) {
			// An author's own: it stays.
			out = append(out, text[from:begin+len(mark)])
			from = begin + len(mark)
			continue
		}
		if begin > from {
			out = append(out, text[from:begin])
		}
		out = append(out, h.filled[n]...)
		from = begin + 2*len(mark) + len(number)
	}
	if from < len(text) {
		out = append(out, text[from:])
	}
	return out
}
