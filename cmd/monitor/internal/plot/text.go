package plot

import (
	"strings"
	"unicode/utf8"
)

// The width of text is guessed, since the page may fall back on any font. It is that of a wide
// sans-serif (Verdana is wider, Arial about the same): a guess that is too wide costs a little
// space, one that is too narrow cuts off a label.

// TextWidth returns the width of one line in a font of a size, in pixels.
func TextWidth(s string, size int) float64 {
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

// Wrap breaks a text at spaces into lines of at most a width. When it needs more than count lines,
// the last ends in an ellipsis.
func Wrap(s string, size int, width float64, count int) []string {
	var lines []string
	line := ""
	words := SplitWords(s)
	for n, word := range words {
		longer := word
		if line != "" {
			longer = line + " " + word
		}
		if line == "" || TextWidth(longer, size) <= width {
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
		lines[n] = Shorten(lines[n], size, width)
	}
	return lines
}

// WrapNarrow is Wrap for narrow columns: it also breaks words that are wider than the column.
func WrapNarrow(s string, size int, width float64, count int) []string {
	var words []string
	for _, word := range SplitWords(s) {
		for TextWidth(word, size) > width {
			runes := []rune(word)
			n := len(runes) - 4
			for n > 4 && TextWidth(string(runes[:n])+"-", size) > width {
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
	return Wrap(strings.Join(words, " "), size, width, count)
}

// SplitWords splits at spaces, but not at the hard space between a number and its sign.
func SplitWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' })
}

// Shorten cuts a line to a width, with an ellipsis where something is left out.
func Shorten(s string, size int, width float64) string {
	if TextWidth(s, size) <= width {
		return s
	}
	for s != "" {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
		if short := strings.TrimRight(s, " ") + "…"; TextWidth(short, size) <= width {
			return short
		}
	}
	return "…"
}

// Widest returns the width of the widest of some lines.
func Widest(lines []string, size int) float64 {
	w := 0.0
	for _, l := range lines {
		w = max(w, TextWidth(l, size))
	}
	return w
}
