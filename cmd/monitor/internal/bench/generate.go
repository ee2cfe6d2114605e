package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// seed makes every edition the same on every machine. Each chapter has a stream of its own, so that chapter 7 of a small
// edition differs from chapter 7 of a large one only in the chapters it links to.
const seed = 20261124

func newRandom(stream uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, stream)) }

const (
	year = "2026"
	// An edition has a chapter for each category, and numbers of four digits.
	smallest = categoryCount
	largest  = 9999

	sectionsPerChapter   = 6
	paragraphsPerSection = 2
	figuresPerChapter    = 3
	notesPerChapter      = 3
	chaptersPerTable     = 3
)

var roleIDs = []string{"rol-gebouwen", "rol-campus", "rol-cyber", "rol-personeel", "rol-internationaal", "rol-crisis"}

// counts are what an edition came to.
type counts struct {
	chapters, figures, specs int
	bytes                    int64 // of Markdown
}

// generate writes an edition of a number of chapters below dir. It stops when ctx is done.
func generate(ctx context.Context, dir string, chapters int) (counts, error) {
	random := writer{newRandom(0)}
	indicators, figures := pool(random.Rand)
	for name, content := range data(random, indicators) {
		if err := write(filepath.Join(dir, "data", name), content); err != nil {
			return counts{}, err
		}
	}
	c := counts{chapters: chapters, figures: chapters * figuresPerChapter, specs: len(figures)}
	for n := range chapters {
		if err := ctx.Err(); err != nil {
			return counts{}, err
		}
		text := chapter{writer{newRandom(uint64(n) + 1)}, n, chapters, indicators, figures}.markdown()
		c.bytes += int64(len(text))
		if err := write(filepath.Join(chapterFolder(dir), chapterFile(n)), text); err != nil {
			return counts{}, err
		}
	}
	return c, nil
}

func chapterFolder(dir string) string { return filepath.Join(dir, "content", year, "nl") }

func write(name, content string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(content), 0o644)
}

// data are the TOML files by their name below data/.
func data(w writer, indicators []*indicator) map[string]string {
	var site, categories, dims strings.Builder
	site.WriteString(`[site]
title.nl = "Monitor voor de meting"
description.nl = "Een editie van gegenereerde tekst en cijfers."
languages = ["nl"]
theme = "ut"
privacy_threshold = 5
contact.nl = "Afdeling meting"

[organisation]
name.nl = "Voorbeelduniversiteit"
short = "VU"
url = "https://www.example.org"
`)
	for c, id := range categoryIDs {
		fmt.Fprintf(&site, "\n[role.%s]\ntitle.nl = %q\n", roleIDs[c], "Directeur "+w.words(2))
		fmt.Fprintf(&categories, "[category.%s]\ntitle.nl = %q\ndescription.nl = %q\nowner = %q\n",
			id, capital(strings.ReplaceAll(id, "-", " ")), w.sentence(), roleIDs[c])
		var keys []string
		for _, i := range indicators {
			if i.category == c && len(keys) < 3 {
				keys = append(keys, i.id)
			}
		}
		fmt.Fprintf(&categories, "key_indicators = %s\n", list(keys))
		for a := range aspectsPerCategory {
			fmt.Fprintf(&categories, "\n[category.%s.aspect.%s]\ntitle.nl = %q\ndescription.nl = %q\nsurroundings = %t\n",
				id, aspectID(c, a), w.title(2), w.sentence(), a%3 == 0)
		}
		categories.WriteByte('\n')
	}
	for _, d := range dimensions {
		fmt.Fprintf(&dims, "[dimension.%s]\ntitle.nl = %q\n", d.id, capital(d.id))
		for _, m := range d.members {
			fmt.Fprintf(&dims, "[dimension.%s.member.%s]\ntitle.nl = %q\n", d.id, m, w.title(2))
		}
	}
	files := map[string]string{
		"site.toml":               site.String(),
		year + "/categories.toml": categories.String(),
		year + "/dimensions.toml": dims.String(),
		year + "/edition.toml": fmt.Sprintf("[edition]\ntitle.nl = \"Monitor %s\"\nsubtitle.nl = %q\nsummary.nl = %q\ndate = 2026-11-24\nstatus = \"concept\"\n",
			year, w.sentence(), w.sentence()+" "+w.sentence()+" "+w.sentence()),
	}
	for _, i := range indicators {
		name := "omvang"
		if i.category >= 0 {
			name = categoryIDs[i.category]
		}
		files[year+"/indicators/"+name+".toml"] += i.toml(w)
	}
	return files
}

// slug names a chapter. The first chapters are those that the pages of the categories take.
func slug(n int) string {
	if n < categoryCount {
		return categoryIDs[n]
	}
	return fmt.Sprintf("%s-%04d", []string{"verdieping", "casus", "thema", "verslag", "analyse"}[n%5], n+1)
}

func chapterFile(n int) string { return fmt.Sprintf("%04d-%s.md", n+1, slug(n)) }

// chapter is one chapter in the making.
type chapter struct {
	writer
	n, of      int // its number, from 0, and the number of chapters
	indicators []*indicator
	figures    []string
}

func (c chapter) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\ntitle = %q\n", c.title(3))
	if c.n < categoryCount {
		fmt.Fprintf(&b, "category = %q\n", categoryIDs[c.n])
	}
	fmt.Fprintf(&b, "authors = [\"Schrijfgroep %d\"]\nstatus = \"concept\"\nsummary = %q\n+++\n\n%s",
		c.n%7+1, c.sentence()+" "+c.sentence(), c.paragraph(c.quote()))
	inline := c.inline()
	for s := range sectionsPerChapter {
		fmt.Fprintf(&b, "\n## %s\n", heading(c.n, s))
		for p := range paragraphsPerSection {
			b.WriteString("\n" + c.paragraph(inline[s*paragraphsPerSection+p]...))
			if p == 0 {
				c.block(&b, s)
			}
		}
	}
	for n := range notesPerChapter {
		fmt.Fprintf(&b, "\n[^%d]: %s %s\n", n+1, c.sentence(), c.quote())
	}
	return b.String()
}

// block is what stands between the two paragraphs of a section: a figure in every other, lists, and a table in some
// chapters.
func (c chapter) block(b *strings.Builder, section int) {
	switch section {
	case 0, 2, 4:
		fmt.Fprintf(b, "\n```figure\n%s", c.figures[c.IntN(len(c.figures))])
		if section < 4 {
			fmt.Fprintf(b, "title = %q\nid = %q\n", c.title(6), figureName(section/2))
		} else {
			fmt.Fprintf(b, "note = %q\n", c.sentence())
		}
		b.WriteString("```\n")
	case 1:
		b.WriteByte('\n')
		for range 4 {
			fmt.Fprintf(b, "- %s %s\n", c.sentence(), c.quote())
		}
	case 3:
		b.WriteByte('\n')
		for n := range 3 {
			fmt.Fprintf(b, "%d. **%s**: %s\n   - %s\n   - %s\n", n+1, c.title(2), c.words(9), c.sentence(), c.sentence())
		}
	case 5:
		if c.n%chaptersPerTable != 0 {
			return
		}
		b.WriteString("\n| Kengetal | Waarde | Oordeel |\n|---|---:|---|\n")
		for range 5 {
			i := c.indicator()
			fmt.Fprintf(b, "| %s | %s | %s |\n", i.reference(), i.quote(c.writer), c.words(4))
		}
	}
}

func figureName(n int) string { return "figuur-" + itoa(n+1) }

func (c chapter) indicator() *indicator { return c.indicators[c.IntN(len(c.indicators))] }
func (c chapter) quote() string         { return c.indicator().quote(c.writer) }

// other is another chapter.
func (c chapter) other() int { return (c.n + 1 + c.IntN(c.of-1)) % c.of }

// inline is the inline Markdown of each paragraph of the sections: emphasis in all, references and links in turn.
func (c chapter) inline() [][]string {
	out := make([][]string, sectionsPerChapter*paragraphsPerSection)
	for p := range out {
		emphasis := "*" + c.words(2) + "*"
		if p%2 == 1 {
			emphasis = "**" + c.words(2) + "**"
		}
		out[p] = append(out[p], emphasis)
	}
	add := func(p int, markdown string) { out[p] = append(out[p], markdown) }
	category := c.IntN(categoryCount)
	file, slugged, figured := c.other(), c.other(), c.other()
	section := c.IntN(sectionsPerChapter)
	add(0, c.quote())
	add(0, "[^1]")
	add(1, "[](figure:"+figureName(0)+")")
	add(1, `"`+c.words(3)+`"`)
	add(2, c.indicator().reference())
	add(2, fmt.Sprintf("[%s](%s#%s)", c.words(2), chapterFile(file), anchor(heading(file, section))))
	add(3, c.quote())
	add(3, "[](aspect:"+aspectID(category, c.IntN(aspectsPerCategory))+")")
	add(4, "[](chapter:"+slug(slugged)+")")
	add(4, "[^2]")
	add(5, "[zie hierna](#"+anchor(heading(c.n, 5))+")")
	add(5, c.word()+" -- "+c.word())
	add(6, c.quote())
	add(6, fmt.Sprintf("[%s](https://www.example.org/%s)", c.words(3), slug(c.n)))
	add(7, "[](category:"+categoryIDs[category]+")")
	add(8, c.indicator().reference())
	add(8, "[](figure:"+slug(figured)+"/"+figureName(1)+")")
	add(9, c.quote())
	add(9, "`"+c.word()+"`")
	add(10, "[^3]")
	add(11, c.quote())
	return out
}
