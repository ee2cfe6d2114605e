package prose

import (
	"fmt"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// convertMarked is convert with the mistakes marked, and returns the HTML and the mistakes.
func convertMarked(markdown string) (marked string, wrong []diagnostic.Diagnostic) {
	var list diagnostic.List
	convert(markdown, &list)
	for _, d := range list.Sorted() {
		if d.Severity == diagnostic.Error {
			wrong = append(wrong, d)
		}
	}
	c, e := setting()
	chapters := e.Chapters["nl"]
	text := c.Complete([]*Draft{
		c.ConvertMarked(chapters[0], source.NewFile(chapters[0].Path, []byte(markdown)), Faults{Here: wrong, Language: "en"}),
		c.Convert(chapters[1], source.NewFile(chapters[1].Path, []byte(otherText)), &diagnostic.List{}),
	}, &diagnostic.List{})[0]
	var b strings.Builder
	for _, s := range text.Segments {
		b.Write(s.HTML)
		if s.Figure != nil {
			fmt.Fprintf(&b, "(%s)\n", s.Figure.ID)
		}
	}
	return b.String(), wrong
}

// mark is how the element of a mistake begins.
func mark(d diagnostic.Diagnostic) string {
	return fmt.Sprintf(`class="fault" data-code="%s" data-file="%s" data-line="%d" data-column="%d">`, d.Code,
		source.NewFile(d.Position.File, nil).Path, d.Position.Line, d.Position.Column)
}

// Each row has a text with one mistake, and what is before and behind its mark in the HTML.
func TestMarked(t *testing.T) {
	for _, test := range []struct{ markdown, before, behind string }{
		{"Zie [de brand](risk:brnd) nu.", "<p>Zie <span ", `de brand<span class="fault-text">`},
		{"Zie [](risk:brnd).", "<p>Zie <span ", `<span class="fault-text">`},
		{"Het was [9](indicator:voorbeeld@2023).", "<p>Het was <span ", `<a href="indicatoren/voorbeeld.html"`},
		{"Het was [](indicator:voorbeeld@1999).", "<p>Het was <span ", `<span class="fault-text">`},
		{"Lees [dit](30-weg.md).", "<p>Lees <span ", `dit<span class="fault-text">`},
		{"Lees [dit](#weg).", "<p>Lees <span ", `<a href="#weg">dit</a><span class="fault-text">`},
		{"Zie [](figure:weg).", "<p>Zie <span ", `<a href="#fig-weg"></a><span class="fault-text">`},
		{"Zie ![plaat](/etc/plaat.png) nu.", "<p>Zie <span ", `<img src="/etc/plaat.png"`},
		{"```figure\nindicator = \"verzuim\"\nid = \"een\"\n```\n\n```figure\nindicator = \"weg\"\nid = \"twee\"\n```\n",
			"(fig-een)\n<div id=\"fig-twee\" ", `<p class="fault-text">`},
		{"```figure\nindicator = verzuim\n```\n\nSlot.", "<div ", `<p class="fault-text">`},
		{"```asks\ncategory = \"weg\"\n```\n", "<div ", `<p class="fault-text">`},
		{"# Titel\n\nTekst.", "Titel<span ", `<span class="fault-text">`},
		{"| a | b |\n|---|---|\n| 1 | [x](risk:weg) |\n", "<td><span ", `x<span class="fault-text">`},
		{"Tekst.[^1]\n\n[^1]: Noot over [x](risk:weg).", "Noot over <span ", `x<span class="fault-text">`},
		{"- een\n- [y](risk:weg)\n", "<li><span ", `y<span class="fault-text">`},
		{"> [!NOTE]\n> Zie [x](risk:weg).\n", "<p>Zie <span ", `x<span class="fault-text">`},
		{"Een. [^weg]", "Een. [^weg]<span ", `<span class="fault-text">`},
		{"```audience board\nGeheim.\n```\n\nZie [x](risk:weg).", "<p>Zie <span ", `x<span class="fault-text">`},
		{strings.Repeat("> ", 2000) + "diep", "<div ", `<p class="fault-text">`},
	} {
		html, wrong := convertMarked(test.markdown)
		if len(wrong) != 1 {
			t.Errorf("%.60q has %d mistakes, and not one", test.markdown, len(wrong))
			continue
		}
		if wanted := test.before + mark(wrong[0]) + test.behind; !strings.Contains(html, wanted) {
			t.Errorf("%.60q became\n%s\nwithout\n%s", test.markdown, html, wanted)
		}
	}
}

// A figure that cannot be drawn for want of data is marked, without a mistake in the chapter itself.
func TestMarkedLacking(t *testing.T) {
	c, e := setting()
	e.Partial = true // so that nobody knows whether the indicator exists
	self := e.Chapters["nl"][0]
	file := source.NewFile(self.Path, []byte("```figure\nindicator = \"weg\"\n```\n\nHet was [](indicator:weg@2023).\n"))
	elsewhere := diagnostic.Diagnostic{Code: diagnostic.MissingKey, Args: []string{"kind"},
		Position: diagnostic.Position{File: "data/2026/x.toml", Line: 3}}
	text := c.Complete([]*Draft{c.ConvertMarked(self, file, Faults{Elsewhere: &elsewhere, Language: "en"})},
		&diagnostic.List{})[0]
	var html strings.Builder
	for _, s := range text.Segments {
		html.Write(s.HTML)
	}
	for _, wanted := range []string{
		"<div id=\"fig-a-1\" class=\"fault\"", "<p>Het was <span class=\"fault\"", "(data/2026/x.toml:3: ",
	} {
		if !strings.Contains(html.String(), wanted) {
			t.Errorf("without %s: %s", wanted, html.String())
		}
	}
	if len(text.Figures) > 0 {
		t.Error("the figure is still one of the chapter")
	}
}
