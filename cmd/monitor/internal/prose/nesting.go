package prose

import (
	"bytes"
	"strconv"
)

// nesting is how deep quotes and brackets may go. goldmark keeps a stack of each; tens of thousands of them cost time
// that grows with their square, and no text needs more than a handful.
const nesting = 50

// tooDeep returns the offset where quotes at the start of a line, or brackets within a paragraph, go deeper than
// allowed, or -1.
func tooDeep(body []byte) int {
	open := 0
	for start := 0; start < len(body); {
		end := len(body)
		if i := bytes.IndexByte(body[start:], '\n'); i >= 0 {
			end = start + i
		}
		line := body[start:end]
		if len(bytes.TrimSpace(line)) == 0 {
			open = 0
		}
		quotes, leading := 0, true
		for i, c := range line {
			switch c {
			case '>', '-', '+', '*':
				// Quotes and lists open at the start of a line: "> - > - …".
				if leading {
					quotes++
				}
			case '[':
				open++
				leading = false
			case ']':
				open = max(0, open-1)
				leading = false
			case ' ', '\t':
			default:
				leading = false
			}
			if open > nesting || quotes > nesting && !rule(line) {
				return start + i
			}
		}
		start = end + 1
	}
	return -1
}

// rule tells whether a line is a thematic break: one of - or * over and over.
func rule(line []byte) bool {
	line = bytes.ReplaceAll(bytes.TrimSpace(line), []byte(" "), nil)
	return len(line) > 0 && line[0] != '>' && bytes.Count(line, line[:1]) == len(line)
}

func itoa(n int) string { return strconv.Itoa(n) }
