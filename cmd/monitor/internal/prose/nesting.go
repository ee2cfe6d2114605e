package prose

import (
	"bytes"
)

// nesting is how deep quotes and brackets may go. goldmark keeps a stack of each; tens of thousands of them cost time
// that grows with their square, and no text needs more than a handful.
const nesting = 50

// tooDeep returns the offset where quotes at the start of a line, or brackets within a paragraph, go deeper than
// allowed, or -1.
func tooDeep(body []byte) int {
	open, brackets := 0, bytes.Count(body, []byte("[")) > nesting
	for start := 0; start < len(body); {
		end := len(body)
		if i := bytes.IndexByte(body[start:], '\n'); i >= 0 {
			end = start + i
		}
		line := body[start:end]
		if at := quotesTooDeep(line); at >= 0 {
			return start + at
		}
		start = end + 1
		if !brackets {
			continue
		}
		if len(bytes.TrimSpace(line)) == 0 {
			open = 0
		}
		for at := bytes.IndexByte(line, '['); at >= 0 || open > 0; {
			// Brackets are few, and looking for the next is faster than looking at every letter.
			next := bytes.IndexAny(line[max(at, 0):], "[]")
			if next < 0 {
				break
			}
			at = max(at, 0) + next
			if line[at] == '[' {
				open++
			} else {
				open = max(0, open-1)
			}
			if open > nesting {
				return end - len(line) + at
			}
			at++
		}
	}
	return -1
}

// quotesTooDeep looks at what opens a line: quotes and lists, "> - > - …".
func quotesTooDeep(line []byte) int {
	quotes := 0
	for i, c := range line {
		switch c {
		case '>', '-', '+', '*':
			if quotes++; quotes > nesting && !rule(line) {
				return i
			}
		case ' ', '\t':
		default:
			return -1
		}
	}
	return -1
}

// rule reports whether a line is a thematic break: one of - or * over and over.
func rule(line []byte) bool {
	line = bytes.ReplaceAll(bytes.TrimSpace(line), []byte(" "), nil)
	return len(line) > 0 && line[0] != '>' && bytes.Count(line, line[:1]) == len(line)
}
