package word

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"regexp"
	"slices"
	"strings"
)

// Author is who changed something in which a text differs from its chapter.
type Author int

// The authors of differences.
const (
	Unknown  Author = iota // the text does not tell how it went out
	Reviewer               // somebody who had the text
	Editor                 // somebody who had the chapter, since the text went out
	Both
)

// Difference is something that a text says otherwise than its chapter.
type Difference struct {
	By Author
	// Line is where it is in the file of the chapter, from 1. What comes in anew is behind it.
	Line int
	// Near has the last words before it in its paragraph. It is "" where a paragraph begins.
	Near string
	// Was is what the chapter says there, and Now what the text says; "" for nothing.
	Was, Now string
}

// Lines returns what a text says: its title, its summary and each line of its Markdown, without what pandoc or a
// word processor chose, such as the width of columns and the numbers of notes. It uses up the chapter.
func (d *Document) Lines(ctx context.Context) ([]string, error) {
	chapter, err := d.Chapter(ctx, picturePrefix, true)
	if err != nil {
		return nil, err
	}
	return linesOf(d.Title + "\n" + d.Summary + "\n" + string(chapter.Markdown)), nil
}

// picturePrefix begins the names of pictures where only their words matter.
const picturePrefix = "picture"

// What lines are without.
var (
	rule     = regexp.MustCompile(`^[|:\- ]*$`) // below the head of a table, and between lines of a quote
	noteName = regexp.MustCompile(`\[\^[^\]]*\]`)
	itemMark = regexp.MustCompile(`^(>\s*)*\d+[.)] `)
	pictured = regexp.MustCompile(`\]\(` + picturePrefix + `-\d+\.\w+`)
	escaped  = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)
)

func linesOf(markdown string) (lines []string) {
	for line := range strings.Lines(markdown) {
		line = oneLine(line)
		if rule.MatchString(strings.ReplaceAll(line, ">", "")) {
			continue
		}
		line = noteName.ReplaceAllString(line, "[^]")
		line = itemMark.ReplaceAllString(line, "${1}1. ")
		line = pictured.ReplaceAllString(line, "](")
		lines = append(lines, escaped.ReplaceAllString(line, "$1"))
	}
	return lines
}

// Marks returns a mark of each line, by which Compare knows later whether a text had the line when it went out. Without
// the key, which stays with the data, a mark tells nothing of a line that somebody took out of the text. Of data that
// have no key (nil), whoever guesses such a line can see that the guess is right.
func Marks(lines []string, key []byte) (marks []string) {
	for _, line := range lines {
		marks = append(marks, mark(line, key))
	}
	return marks
}

// markLength is how many characters a mark has: among a thousand lines, two that differ have the same mark once in ten
// thousand texts.
const markLength = 8

func mark(line string, key []byte) string {
	hash := hmac.New(sha256.New, key)
	hash.Write([]byte(line))
	sum := hash.Sum(nil)
	var letters [markLength]byte // for pandoc takes digits for a number
	for n := range letters {
		letters[n] = 'a' + sum[n]&0xf
	}
	return string(letters[:])
}

// Compare returns in what a text that came back differs from what its chapter says now. Both are lines as Lines
// returns them; source is the file of the chapter, and sent the marks of the lines with which the text went out, made
// with key, or nil.
func Compare(chapter, text []string, source string, sent []string, key []byte) (all []Difference) {
	c := &comparison{was: chapter, now: text, places: placesOf(chapter, source), had: make(map[string]bool)}
	for _, line := range slices.Concat(chapter, text) {
		c.had[line] = slices.Contains(sent, mark(line, key))
		c.told = c.told || c.had[line] // marks of another key tell nothing
	}
	i, j := 0, 0
	same := common(len(chapter), len(text), func(i, j int) float32 { return equal(chapter[i], text[j]) })
	for _, pair := range append(same, [2]int{len(chapter), len(text)}) {
		c.gap(i, pair[0], j, pair[1])
		i, j = pair[0]+1, pair[1]+1
	}
	return c.all
}

type comparison struct {
	was, now []string
	places   []place         // of the lines of was
	told     bool            // it is known how the text went out
	had      map[string]bool // the lines that it had then
	all      []Difference
}

// gap compares lines of the chapter with those of the text that stand in their place.
func (c *comparison) gap(i, iEnd, j, jEnd int) {
	iStart, jStart := i, j
	was, now := wordsOf(c.was[i:iEnd]), wordsOf(c.now[j:jEnd])
	alike := common(len(was), len(now), func(a, b int) float32 {
		switch {
		case c.had[c.was[iStart+a]] && c.had[c.now[jStart+b]]: // each is gone from one side
			return 0
		case len(was) == 1 && len(now) == 1:
			return 1
		}
		return similar(was[a], now[b], 0.5)
	})
	for _, pair := range append(alike, [2]int{len(was), len(now)}) {
		for ; i < iStart+pair[0]; i++ {
			c.add(Difference{c.author(c.was[i], ""), c.places[i].line(0), "", c.was[i], ""})
		}
		for ; j < jStart+pair[1]; j++ {
			c.add(Difference{c.author("", c.now[j]), c.behind(i), "", "", c.now[j]})
		}
		if i < iEnd {
			c.words(i, was[pair[0]], now[pair[1]], c.author(c.was[i], c.now[j]))
			i, j = i+1, j+1
		}
	}
}

func (c *comparison) add(d Difference) { c.all = append(c.all, d) }

// author returns who changed a line of the chapter into one of the text, by which of them went out. One of them is ""
// when the other is alone.
func (c *comparison) author(was, now string) Author {
	if !c.told {
		return Unknown
	}
	hadWas, hadNow := c.had[was], c.had[now]
	switch {
	case was == "" && hadNow && slices.Contains(c.was, now), now == "" && hadWas && slices.Contains(c.now, was):
		return Reviewer // who moved it
	case was == "" && hadNow, now == "" && !hadWas, was != "" && now != "" && !hadWas && hadNow:
		return Editor
	case was != "" && now != "" && !hadWas && !hadNow:
		return Both
	}
	return Reviewer
}

// behind returns the line of the file behind which something comes that stands before a line of the chapter.
func (c *comparison) behind(i int) int {
	if i == 0 {
		return 1
	}
	last := c.places[i-1]
	return last.lines[len(last.lines)-1]
}

// words compares the words of a line of the chapter with those of one of the text.
func (c *comparison) words(line int, was, now []string, by Author) {
	same := common(len(was), len(now), func(a, b int) float32 { return equal(was[a], now[b]) })
	ends := [2]int{len(was), len(now)}
	var kept [][2]int
	for n, pair := range same {
		before := pair == [2]int{} || n > 0 && same[n-1] == [2]int{pair[0] - 1, pair[1] - 1}
		next := [2]int{pair[0] + 1, pair[1] + 1}
		if before || next == ends || n+1 < len(same) && same[n+1] == next {
			kept = append(kept, pair) // one word between two changes makes them one
		}
	}
	a, b := 0, 0
	for _, pair := range append(kept, ends) {
		if a < pair[0] || b < pair[1] {
			near := strings.Join(was[:a], " ")
			c.add(Difference{by, c.places[line].line(a), lastWords(near), strings.Join(was[a:pair[0]], " "),
				strings.Join(now[b:pair[1]], " ")})
		}
		a, b = pair[0]+1, pair[1]+1
	}
}

// common returns pairs of n and m things, in the order of both, with the largest sum of scores. Where there are too
// many to try there are none.
func common(n, m int, score func(i, j int) float32) (pairs [][2]int) {
	const most = 8 << 20
	if n == 0 || m == 0 || n > most/m {
		return nil
	}
	best := make([][]float32, n+1) // of the things from i and j on
	for i := range best {
		best[i] = make([]float32, m+1)
	}
	scores := make([][]float32, n)
	for i := n - 1; i >= 0; i-- {
		scores[i] = make([]float32, m)
		for j := m - 1; j >= 0; j-- {
			scores[i][j] = score(i, j)
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if s := scores[i][j]; s > 0 {
				best[i][j] = max(best[i][j], s+best[i+1][j+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch s := scores[i][j]; {
		case s > 0 && best[i][j] == s+best[i+1][j+1]:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
	return pairs
}

func equal(a, b string) float32 {
	if a == b {
		return 1
	}
	return 0
}

// similar returns which part of the words of two lines they share, and 0 when that is less than least.
func similar(a, b []string, least float32) float32 {
	if shorter := min(len(a), len(b)); 2*float32(shorter) < least*float32(len(a)+len(b)) {
		return 0
	}
	count := make(map[string]int, len(a))
	for _, w := range a {
		count[w]++
	}
	shared := 0
	for _, w := range b {
		if count[w]--; count[w] >= 0 {
			shared++
		}
	}
	if part := 2 * float32(shared) / float32(len(a)+len(b)); part >= least {
		return part
	}
	return 0
}

func wordsOf(lines []string) (all [][]string) {
	for _, line := range lines {
		all = append(all, strings.Fields(line))
	}
	return all
}

// lastWords returns the last whole words of a text, no more than nearby characters.
func lastWords(text string) string {
	all := []rune(text)
	if len(all) <= nearby {
		return text
	}
	end := string(all[len(all)-nearby:])
	if _, rest, found := strings.Cut(end, " "); found && all[len(all)-nearby-1] != ' ' {
		return rest
	}
	return end
}

// place is where the words of a line are in the file of a chapter.
type place struct{ lines []int }

// line returns the line of the file that has a word.
func (p place) line(word int) int { return p.lines[min(word, len(p.lines)-1)] }

// placesOf finds lines of a chapter in its file, by their words: the file has references where the lines have what
// these say. A line that is not found is where the one before it is.
func placesOf(lines []string, source string) (places []place) {
	paragraphs, where := paragraphsOf(source)
	bare := make([][]string, len(lines))
	for n, line := range lines {
		bare[n] = bareWords(line)
	}
	found := make(map[int]int)
	for _, pair := range common(len(lines), len(paragraphs), func(i, j int) float32 {
		return similar(bare[i], paragraphs[j], 0.4)
	}) {
		found[pair[0]] = pair[1]
	}
	last := 1
	for n := range lines {
		p := place{[]int{last}}
		if at, ok := found[n]; ok {
			p.lines = make([]int, len(bare[n]))
			same := common(len(bare[n]), len(paragraphs[at]), func(i, j int) float32 {
				return equal(bare[n][i], paragraphs[at][j])
			})
			last = where[at][0]
			for word := range p.lines {
				if len(same) > 0 && same[0][0] == word {
					last = where[at][same[0][1]]
					same = same[1:]
				}
				p.lines[word] = last
			}
		}
		places = append(places, p)
	}
	return places
}

// What paragraphs of a file are without, and where one begins that no blank line parts from the one before it.
var (
	linkTarget = regexp.MustCompile(`\]\([^)\n]*\)`)
	quoteMark  = regexp.MustCompile(`^(>\s?)+`)
	beginsNew  = regexp.MustCompile("^\\s*([-*+] |\\d+[.)] |[|#]|```|\\[\\^|\\[!|\\w+ = )")
)

// paragraphsOf returns the words of the paragraphs of a file, and the line of each word.
func paragraphsOf(source string) (words [][]string, lines [][]int) {
	fresh := true
	n := 0
	for line := range strings.Lines(linkTarget.ReplaceAllString(source, "]")) {
		n++
		line = quoteMark.ReplaceAllString(line, "")
		fresh = fresh || beginsNew.MatchString(line)
		found := bareWords(line)
		if len(found) == 0 {
			fresh = true
			continue
		}
		if fresh {
			words, lines, fresh = append(words, nil), append(lines, nil), strings.HasPrefix(line, "[!")
		}
		last := len(words) - 1
		for _, word := range found {
			words[last], lines[last] = append(words[last], word), append(lines[last], n)
		}
	}
	return words, lines
}

// bareWords returns the words of a line without the marks around them, one for each of its fields.
func bareWords(line string) (words []string) {
	for _, word := range strings.Fields(line) {
		words = append(words, strings.Trim(word, "*_[]()|\"“”‘’.,:;!?"))
	}
	return words
}
