package word

import (
	"slices"
	"strings"
	"testing"
)

// file is the file of a chapter, and chapter what it says.
const file = `+++
title = "Verkeer"
+++

Minder auto's en [1.234](indicator:fietsen@2025) fietsen
reden over de
brug.

- Een lijst
- met twee punten

> [!CASE] Een val
> Iemand viel van
> de brug.

Het slot van de tekst zegt wat er moet gebeuren.
`

var chapter = linesOf("Verkeer\n\nMinder auto's en 1.234 fietsen reden over de brug.\n\n" +
	"-   Een lijst\n-   met twee punten\n\n" +
	"> [!CASE] Een val\n>\n> Iemand viel van de brug.\n\nHet slot van de tekst zegt wat er moet gebeuren.\n")

var key = []byte("a key that stays with the data")

// TestMarks wants marks of a line that differ by its words and by the key.
func TestMarks(t *testing.T) {
	line := []string{"In 2025 waren er 3 meldingen."}
	other := []string{"In 2025 waren er 4 meldingen."}
	marks := [][]string{Marks(line, key), Marks(line, key), Marks(line, nil), Marks(other, key)}
	for n, of := range marks[1:] {
		if same := slices.Equal(marks[0], of); same != (n == 0) {
			t.Errorf("marks %d and 0 are the same: %t", n+1, same)
		}
	}
}

// changed returns the lines of the chapter with other words in them.
func changed(pairs ...string) []string {
	return linesOf(strings.NewReplacer(pairs...).Replace(strings.Join(chapter, "\n")))
}

// TestCompare wants of each difference the words that differ, the line in the file, and who changed them.
func TestCompare(t *testing.T) {
	sent := Marks(chapter, key)
	for name, c := range map[string]struct {
		chapter, text []string
		sent          []string
		want          []Difference
	}{
		"nothing": {chapter, chapter, sent, nil},
		"a number": {chapter, changed("1.234", "1.243"), sent,
			[]Difference{{Reviewer, 5, "Minder auto's en", "1.234", "1.243"}}},
		"a new word": {chapter, changed("brug.\n-", "oude brug.\n-"), sent,
			[]Difference{{Reviewer, 7, "auto's en 1.234 fietsen reden over de", "", "oude"}}},
		"two changes": {chapter, changed("Minder", "Meer", "brug.\n-", "weg.\n-"), sent,
			[]Difference{{Reviewer, 5, "", "Minder", "Meer"},
				{Reviewer, 7, "auto's en 1.234 fietsen reden over de", "brug.", "weg."}}},
		"a new line": {chapter, changed("met twee punten", "met twee punten\n- en een derde"), sent,
			[]Difference{{Reviewer, 10, "", "", "- en een derde"}}},
		"a line gone": {chapter, changed("- Een lijst\n", ""), sent,
			[]Difference{{Reviewer, 9, "", "- Een lijst", ""}}},
		"in a box": {chapter, changed("viel", "gleed"), sent,
			[]Difference{{Reviewer, 13, "> Iemand", "viel", "gleed"}}},
		"a title": {chapter, changed("Verkeer", "Het verkeer"), sent,
			[]Difference{{Reviewer, 2, "", "Verkeer", "Het verkeer"}}},
		"by the editor": {changed("moet gebeuren", "moet gaan gebeuren"), chapter, sent,
			[]Difference{{Editor, 16, "Het slot van de tekst zegt wat er moet", "gaan", ""}}},
		"a line of both": {changed("Het slot", "Dit slot"), changed("zegt", "stelt"), sent,
			[]Difference{{Both, 16, "", "Dit", "Het"},
				{Both, 16, "Dit slot van de tekst", "zegt", "stelt"}}},
		"new by editor": {changed("brug.\n-", "brug.\nEen nieuwe alinea.\n-"), chapter, sent,
			[]Difference{{Editor, 7, "", "Een nieuwe alinea.", ""}}},
		"gone by editor": {changed("- Een lijst\n", ""), chapter, sent,
			[]Difference{{Editor, 7, "", "", "- Een lijst"}}},
		"each took one": {changed("- Een lijst\n", ""), changed("- met twee punten\n", ""), sent,
			[]Difference{{Reviewer, 10, "", "- met twee punten", ""},
				{Editor, 10, "", "", "- Een lijst"}}},
		"unknown": {chapter, changed("1.234", "1.243"), nil,
			[]Difference{{Unknown, 5, "Minder auto's en", "1.234", "1.243"}}},
		"another key": {chapter, changed("1.234", "1.243"), Marks(chapter, nil),
			[]Difference{{Unknown, 5, "Minder auto's en", "1.234", "1.243"}}},
		"moved by reader": {chapter, changed("- Een lijst\n- met twee punten", "- met twee punten\n- Een lijst"), sent,
			[]Difference{{Reviewer, 9, "", "- Een lijst", ""},
				{Reviewer, 10, "", "", "- Een lijst"}}},
	} {
		got := Compare(c.chapter, c.text, file, c.sent, key)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got\n%v\nwant\n%v", name, got, c.want)
		}
	}
}

// TestLines wants what pandoc or a word processor chose not to be a difference.
func TestLines(t *testing.T) {
	for _, pair := range [][2]string{
		{"| a   |     b |\n|-----|------:|\n| x   | 1.234 |\n", "| a | b |\n|---|---|\n| x | 1.234 |"},
		{"A[^1]\n\n[^1]: Noot", "A[^3]\n\n[^3]: Noot"},
		{"1.  Een\n2.  Twee", "4. Een\n\n5. Twee"},
		{`![a](picture-1.png "b \[c\]")`, `![a](picture-22.jpeg "b [c]")`},
		{"> a\n>\n> b", "> a\n> b"},
	} {
		if a, b := linesOf(pair[0]), linesOf(pair[1]); !slices.Equal(a, b) {
			t.Errorf("%q is not %q", a, b)
		}
	}
	if a, b := linesOf("Er waren 31"), linesOf("Er waren 13"); slices.Equal(a, b) {
		t.Error("another number is no difference")
	}
}

// FuzzCompare wants every difference to end, with a line that is in the file.
func FuzzCompare(f *testing.F) {
	f.Add(strings.Join(chapter, "\n"), "Iets anders.\n\n- Een lijst", file, true)
	f.Add("", "", "", false)
	f.Fuzz(func(t *testing.T, was, now, source string, known bool) {
		a, b := linesOf(was), linesOf(now)
		var sent []string
		if known {
			sent = Marks(a, key)
		}
		end := max(1, strings.Count(source, "\n")+1)
		for _, d := range Compare(a, b, source, sent, key) {
			if d.Line < 1 || d.Line > end || d.Was == d.Now {
				t.Errorf("%v", d)
			}
		}
	})
}
