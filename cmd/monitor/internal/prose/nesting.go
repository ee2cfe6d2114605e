package prose

import "bytes"

// maxNesting is how many block quotes, lists or brackets may be within each other. goldmark's time
// grows with the square of their depth, and no text needs more than a handful.
const maxNesting = 50

// tooDeep returns the offset where the block quotes and lists that begin a line, or the brackets of
// a paragraph, exceed maxNesting, or -1.
func tooDeep(body []byte) int {
	open, manyBrackets := 0, bytes.Count(body, []byte("[")) > maxNesting
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
		if !manyBrackets {
			continue
		}
		if len(bytes.TrimSpace(line)) == 0 {
			open = 0
		}
		for at := bytes.IndexByte(line, '['); at >= 0 || open > 0; {
			// Brackets are few: a search for the next is faster than a loop over all bytes.
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
			if open > maxNesting {
				return end - len(line) + at
			}
			at++
		}
	}
	return -1
}

// quotesTooDeep returns the offset in a line where its block quotes and lists, "> - > - …", exceed
// maxNesting, or -1.
func quotesTooDeep(line []byte) int {
	quotes := 0
	for i, c := range line {
		switch c {
		case '>', '-', '+', '*':
			if quotes++; quotes > maxNesting && !isThematicBreak(line) {
				return i
			}
		case ' ', '\t':
		default:
			return -1
		}
	}
	return -1
}

// isThematicBreak reports whether a line has only one mark, over and over: "- - -" or "***".
func isThematicBreak(line []byte) bool {
	line = bytes.ReplaceAll(bytes.TrimSpace(line), []byte(" "), nil)
	return len(line) > 0 && line[0] != '>' && bytes.Count(line, line[:1]) == len(line)
}
