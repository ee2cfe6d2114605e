package figure

import (
	"strings"
	"unicode/utf8"
)

// How wide text is has to be known to leave room for it, and the page may fall back on any font. So widths are those of
// a wide sans-serif (Verdana is wider, Arial about the same): a guess that is too wide costs a little space, one that is
// too narrow cuts a label off.

// textWidth is the width of one line in a font of a size, in pixels.
func textWidth(s string, size int) float64 {
	em := 0.0
	for _, r := range s {
		em += runeWidth(r)
	}
	return em * float64(size)
}

func runeWidth(r rune) float64 {
	switch {
	case r < 128:
		return asciiWidths[r]
	case r == '\u00a0' || r == '\u202f':
		return asciiWidths[' ']
	case r == '–':
		return asciiWidths['-']
	case r == '—' || r == '…':
		return asciiWidths['m']
	case r > 0x2e80:
		return 1 // ideographs fill their square
	}
	return asciiWidths['n']
}

// asciiWidths are the widths of the ASCII characters in ems.
var asciiWidths = func() (table [128]float64) {
	for r := range table {
		table[r] = 0.56
	}
	for r := 'A'; r <= 'Z'; r++ {
		table[r] = 0.68
	}
	for chars, width := range map[string]float64{"iljtI.,:;'|!()[] ": 0.32, "frsJ-/": 0.45, "mwMWQO%@&": 0.86} {
		for _, r := range chars {
			table[r] = width
		}
	}
	return table
}()

// wrap breaks a text into lines of at most a width, at spaces; the last of at most count lines ends in an ellipsis when
// there was more.
func wrap(s string, size int, width float64, count int) []string {
	var lines []string
	line := ""
	words := splitWords(s)
	for n, word := range words {
		longer := word
		if line != "" {
			longer = line + " " + word
		}
		if line == "" || textWidth(longer, size) <= width {
			line = longer
			continue
		}
		if len(lines)+1 == count {
			line += " " + strings.Join(words[n:], " ")
			break
		}
		lines, line = append(lines, line), word
	}
	lines = append(lines, line)
	for n := range lines {
		lines[n] = shorten(lines[n], size, width)
	}
	return lines
}

// breakable is wrap for narrow columns: a word that is wider than the column is broken too.
func breakable(s string, size int, width float64, count int) []string {
	var words []string
	for _, word := range splitWords(s) {
		for textWidth(word, size) > width {
			runes := []rune(word)
			n := len(runes) - 4
			for n > 4 && textWidth(string(runes[:n])+"-", size) > width {
				n--
			}
			if n <= 4 {
				break
			}
			part := string(runes[:n])
			if runes[n-1] != '-' {
				part += "-"
			}
			words, word = append(words, part), string(runes[n:])
		}
		words = append(words, word)
	}
	return wrap(strings.Join(words, " "), size, width, count)
}

// splitWords splits at spaces, but not at those that hold a number and its sign together.
func splitWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' })
}

// shorten cuts a line to a width, with an ellipsis where something is left out.
func shorten(s string, size int, width float64) string {
	if textWidth(s, size) <= width {
		return s
	}
	for s != "" {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
		if short := strings.TrimRight(s, " ") + "…"; textWidth(short, size) <= width {
			return short
		}
	}
	return "…"
}

// widest is the width of the widest of some lines.
func widest(lines []string, size int) float64 {
	w := 0.0
	for _, l := range lines {
		w = max(w, textWidth(l, size))
	}
	return w
}
