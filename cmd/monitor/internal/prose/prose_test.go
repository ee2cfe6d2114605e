package prose

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

var update = flag.Bool("update", false, "write what the chapters become")

// addresses are Links as package site has them, for an edition in one folder.
type addresses struct{}

func (addresses) Chapter(c *model.Chapter, anchor string) string {
	if anchor == "" {
		return c.Slug + ".html"
	}
	return c.Slug + ".html#" + anchor
}
func (addresses) Aspect(a *model.Aspect) string { return a.Category + ".html#aspect-" + a.ID }
func (addresses) Thing(kind model.Kind, id string) string {
	switch kind {
	case model.CategoryKind:
		return id + ".html"
	case model.IndicatorKind:
		return "indicatoren/" + id + ".html"
	}
	return string(kind) + ".html#" + id
}
func (addresses) Image(path string, _ diagnostic.Position, _ *diagnostic.List) (Image, bool) {
	return Image{Href: "../assets/" + filepath.Base(path), Width: 40, Height: 30}, true
}

// setting is a converter and its small edition: one category, some things, and two chapters.
func setting() (*Converter, *model.Edition) {
	aspect := &model.Aspect{Head: model.Head{ID: "arbo", Title: model.Text{"": "Arbo & meer"}}, Category: "mensen"}
	year := func(y int) model.Period { return model.Period{Year: y} }
	e := &model.Edition{
		Year: "2026",
		Categories: []*model.Category{
			{
				Head:    model.Head{ID: "mensen", Title: model.Text{"nl": "Mensen", "en": "People"}},
				Number:  1,
				Aspects: []*model.Aspect{aspect},
			},
			{Head: model.Head{ID: "leeg"}, Number: 2},
		},
		Aspects: []*model.Aspect{aspect},
		Indicators: []*model.Indicator{
			{
				Head:    model.Head{ID: "voorbeeld", Title: model.Text{"": "Voorbeeld"}},
				Kind:    model.Count,
				Example: true,
				Values: []model.Value{
					{Period: year(2023), Number: 7},
				},
			},
			{
				Head:     model.Head{ID: "verzuim", Title: model.Text{"nl": "Verzuim", "en": "Absence"}},
				Aspect:   aspect,
				Kind:     model.Share,
				Unit:     model.Text{"": "%"},
				Decimals: 2,
				Values:   []model.Value{{Period: year(2022), Number: 4.03}, {Period: year(2023), Number: 1203.75}},
			},
		},
	}
	e.Risks = []*model.Risk{
		{Head: model.Head{ID: "uitval", Formerly: "storing", Title: model.Text{"": "Uitval & storing"}}},
		{Head: model.Head{ID: "geheim", Audience: model.Board}},
	}
	e.Measures = []*model.Measure{{Head: model.Head{ID: "training", Title: model.Text{"": "Training"}}}}
	e.Questions = []*model.Question{{Head: model.Head{ID: "plan", Title: model.Text{"": "Is er een plan?"}}}}
	e.Actions = []*model.Action{{Head: model.Head{ID: "zaal", Title: model.Text{"": "Boek een zaal"}}}}
	e.Recommendations = []*model.Recommendation{{Head: model.Head{ID: "oefen", Title: model.Text{"": "Oefen"}}}}
	e.Terms = []*model.Term{
		{
			Head:       model.Head{ID: "datalek", Title: model.Text{"": "Datalek"}},
			Definition: model.Text{"": "Gegevens <op straat>."},
		},
	}
	e.Findings = []*model.Finding{
		{
			Head:     model.Head{ID: "gedaald"},
			Category: e.Categories[0],
			Evidence: []model.Evidence{{Kind: model.IndicatorKind, ID: "verzuim"}},
		},
		{Head: model.Head{ID: "leegte", Audience: model.Board}, Category: e.Categories[1]},
	}
	e.Requests = []*model.Request{{Head: model.Head{ID: "geld"}, Category: e.Categories[0]}}
	other := &model.Chapter{
		Slug:     "ander",
		Path:     "content/2026/nl/20-ander.md",
		Language: "nl",
		Numbered: true,
		Label:    "2",
		Title:    "Ander <hoofdstuk>",
	}
	self := &model.Chapter{
		Slug:     "zelf",
		Path:     "content/2026/nl/10-zelf.md",
		Language: "nl",
		Label:    "A",
		Title:    "Zelf",
	}
	e.Chapters = map[string][]*model.Chapter{"nl": {self, other}}
	e.Index()
	l := language.New("nl", map[string]string{
		"page.note.back": "Terug", "page.note.to": "Noot", "page.notes": "Noten",
		"page.quote.open": "“", "page.quote.close": "”",
		"page.quote.inner-open": "‘", "page.quote.inner-close": "’",
		"page.table": "Tabel {n}", "page.figure": "Figuur {n}",
		"ui.example": "voorbeeld", "ui.example-figures": "Voorbeeldcijfers",
		"ui.term-more": "Begrippen", "ui.box-note": "Toelichting", "ui.box-tip": "Tip",
		"ui.box-warning": "Let op", "ui.box-case": "Casus", "ui.task-open": "te doen", "ui.task-done": "gedaan",
		"quote.percent": "{n}%", "quote.course": "van {from} naar {to}", "quote.interval": "{low} tot {high}",
		"quote.word.percent": "%|procent", "quote.word.points": "procentpunt",
		"quote.claim.up": "steeg|nam … toe|verdubbel*=2|meer", "quote.claim.down": "daal*|minder",
		"quote.claim.strong": "sterk", "quote.claim.better": "beter", "quote.claim.worse": "slechter",
		"quote.claim.together": "bewegen samen", "quote.claim.none": "meer dan", "quote.claim.not": "geen|niet",
		"quote.claim.denial": "niet", "quote.claim.only": "alleen|maar", "quote.claim.hedge": "toeval|breuk",
		"quote.claim.same": "bleef gelijk", "quote.claim.highest": "record", "quote.claim.lowest": "laagste sinds",
		"quote.claim.met": "streefwaarde … gehaald", "quote.claim.ontrack": "op koers",
		"quote.claim.compare": "meer|minder", "quote.claim.other": "drempel", "quote.claim.clause": "en",
		"quote.claim.with": "met", "quote.claim.back": "dat", "quote.claim.since": "sinds",
		"quote.word.denied": "niet|geen", "quote.word.other": "meer dan", "quote.word.above": "ruim", "quote.word.below": "bijna",
		"quote.word.magnitudes": "duizend=3|miljoen=6", "quote.word.beside": "ruim|bijna|minstens",
		"quote.word.least": "ten minste|minstens", "fact.at-least": "≥ {n}",
		"quote.word.units": "%,procent|‰|procentpunt|€,euro|dag,dagen",
		"fact.points":      "{n} procentpunt", "period.quarter": "{n}e kwartaal {year}",
	})
	site := &model.Site{Languages: []string{"nl"}, Defaults: model.Settings{Privacy: model.Privacy{Threshold: 5, Base: 5}}}
	return New(site, e, report.New(e, site.Defaults.Privacy), model.Intranet, NewWords(l), addresses{}), e
}

const otherText = "## Een kop\n\n```figure\nindicator = \"verzuim\"\nid = \"plaat\"\n```\n"

// convert converts a text as the first chapter of the setting. The second is otherText.
func convert(markdown string, list *diagnostic.List) *Text {
	c, e := setting()
	chapters := e.Chapters["nl"]
	return c.Complete([]*Draft{
		c.Convert(chapters[0], source.NewFile(chapters[0].Path, []byte(markdown)), list),
		c.Convert(chapters[1], source.NewFile(chapters[1].Path, []byte(otherText)), list),
	}, list)[0]
}

// TestChapters converts every testdata/*.md and compares it with the .html beside it.
func TestChapters(t *testing.T) {
	names, err := filepath.Glob("testdata/*.md")
	if err != nil || len(names) == 0 {
		t.Fatal("no chapters to convert", err)
	}
	for _, name := range names {
		markdown, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var list diagnostic.List
		text := convert(string(markdown), &list)
		var got bytes.Buffer
		for _, d := range list.Sorted() {
			fmt.Fprintf(&got, "<!-- %s %s -->\n", d.Code, d.Message("nl"))
		}
		for _, h := range text.Headings {
			fmt.Fprintf(&got, "<!-- %d #%s %s -->\n", h.Level, h.ID, h.Text)
		}
		for _, p := range text.Segments {
			if p.Figure != nil {
				fmt.Fprintf(&got, "<FIGURE %s %s %q %s>\n",
					p.Figure.ID, text.Label(p.Figure), p.Figure.Title, p.Figure.Spec.Key())
			}
			if p.Excerpt != nil {
				fmt.Fprintf(&got, "<EXCERPT %s %s>\n", p.Excerpt.Kind, p.Excerpt.Category)
			}
			got.Write(p.HTML)
		}
		want := strings.TrimSuffix(name, ".md") + ".html"
		if *update {
			if err := os.WriteFile(want, got.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(want)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, got.Bytes()) {
			t.Errorf("%s became\n%s", name, got.String())
		}
	}
}

func TestParseNumber(t *testing.T) {
	nl, en := language.New("nl", nil), language.New("en", nil)
	tests := []struct {
		l        *language.Language
		text     string
		value    float64
		decimals int
		ok       bool
	}{
		{nl, "3,75%", 3.75, 2, true},
		{nl, "3,75 %", 3.75, 2, true},
		{nl, "ruim 31", 31, 0, true},
		{nl, "12.147", 12147, 0, true},
		{nl, "12\u00a0147 studenten", 12147, 0, true},
		{nl, "1.234.567,8", 1234567.8, 1, true},
		{nl, "−2", -2, 0, true},
		{nl, "-2,5", -2.5, 1, true},
		{nl, "COVID-19", 19, 0, true},
		{nl, "26.", 26, 0, true},
		{nl, "26, en", 26, 0, true},
		{nl, "3.75", 0, 0, false},
		{nl, "3,7,5", 0, 0, false},
		{nl, "1.23.456", 0, 0, false},
		{nl, "1 op de 4", 0, 0, false},
		{nl, "veel", 0, 0, false},
		{nl, "", 0, 0, false},
		{en, "3.75%", 3.75, 2, true},
		{en, "12,147", 12147, 0, true},
		{en, "3,75", 0, 0, false},
	}
	for _, test := range tests {
		all, ok := parseNumbers(test.text, test.l)
		ok = ok && len(all) == 1
		if ok != test.ok || ok && (all[0].value != test.value || all[0].decimals != test.decimals) {
			t.Errorf("%s %q: %v %v", test.l.Code, test.text, all, ok)
		}
	}
}

// TestDeep converts texts that are nested very deep. Each is converted or refused at once.
func TestDeep(t *testing.T) {
	texts := map[string]string{
		"quotes":        strings.Repeat(">", 10000) + " x",
		"brackets":      strings.Repeat("[", 10000),
		"images":        strings.Repeat("![", 10000),
		"lists":         strings.Repeat("- ", 10000) + "x",
		"brackets over": strings.Repeat("[a](b)\n", 10000),
		"emphasis":      strings.Repeat("*a **b ", 10000),
		"backticks":     strings.Repeat("`` ` ", 10000),
		"links":         strings.Repeat("[a](", 10000),
		"closed":        strings.Repeat("a](b)", 10000),
		"table":         "|" + strings.Repeat("a|", 5000) + "\n|" + strings.Repeat("-|", 5000) + "\n",
		"footnotes":     strings.Repeat("[^1] ", 5000) + "\n\n[^1]: x\n",
		"indented":      indented(400),
	}
	for name, text := range texts {
		var list diagnostic.List
		done := make(chan bool)
		go func() {
			convert(text, &list)
			close(done)
		}()
		select {
		case <-done:
		case <-time.After(2 * time.Minute):
			t.Fatalf("%s: not done after two minutes", name)
		}
	}
	for _, name := range []string{"quotes", "brackets", "images", "lists"} {
		var list diagnostic.List
		convert(texts[name], &list)
		if got := list.Sorted(); len(got) != 1 || got[0].Code != diagnostic.DeepMarkdown {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func indented(depth int) string {
	var b strings.Builder
	for n := range depth {
		b.WriteString(strings.Repeat("  ", n) + "- x\n")
	}
	return b.String()
}

// FuzzConvert converts any text. Nothing panics, and a chapter without errors has no script and no
// HTML of its author. One with errors has these marked in a preview.
func FuzzConvert(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.md")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add("[x](javascript:alert(1)) <script>alert(1)</script> ![x](data:a)")
	f.Add("```figure\nindicator = 'verzuim'\nid='x'\n```\n[](figure:x)[](figure:ander/plaat)[^1]\n\n[^1]: n")
	f.Add("> ```figure\n> a = 1\n> ```\n")
	f.Fuzz(func(t *testing.T, markdown string) {
		file := source.NewFile("x.md", []byte(markdown))
		if len(markdown) > 1<<16 || !strings.HasPrefix(strings.ToValidUTF8(markdown, ""), markdown) {
			return
		}
		var list diagnostic.List
		begin := time.Now()
		text := convert(string(file.Data), &list)
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%d bytes took %v", len(markdown), took)
		}
		if list.Errors() > 0 {
			html, wrong := convertMarked(string(file.Data))
			for _, d := range wrong {
				if !strings.Contains(html, mark(d)) {
					t.Errorf("%q is not marked with\n%v", markdown, d)
				}
			}
			return
		}
		for _, p := range text.Segments {
			html := strings.ToLower(string(p.HTML))
			for _, bad := range []string{"<script", "href=\"javascript:", " style=\"", "raw html"} {
				if strings.Contains(html, bad) && !strings.Contains(strings.ToLower(markdown), "raw html") {
					t.Errorf("%q became %q", markdown, p.HTML)
				}
			}
		}
	})
}

// TestConvertInParallel converts chapters that show each other's figures from many goroutines.
func TestConvertInParallel(t *testing.T) {
	c, e := setting()
	const n = 60
	chapters := make([]*model.Chapter, n)
	for i := range chapters {
		slug := fmt.Sprintf("deel-%d", i)
		chapters[i] = &model.Chapter{
			Slug:     slug,
			Path:     "content/2026/nl/" + slug + ".md",
			Language: "nl",
			Numbered: true,
			Label:    strconv.Itoa(i + 1),
			Title:    slug,
		}
	}
	e.Chapters = map[string][]*model.Chapter{"nl": chapters}
	c = New(c.site, e, report.New(e, c.site.Defaults.Privacy), model.Intranet, c.Words, addresses{})
	var list diagnostic.List
	var group sync.WaitGroup
	drafts := make([]*Draft, n)
	for i, chapter := range chapters {
		markdown := "## Kop\n\n```figure\nindicator = \"verzuim\"\nid = \"plaat\"\n```\n"
		for _, step := range []int{0, 1, 7, 31} {
			markdown += fmt.Sprintf("\n[](figure:deel-%d/plaat) en [kop](deel-%d.md#kop)\n", (i+step)%n, (i+step)%n)
		}
		group.Go(func() { drafts[i] = c.Convert(chapter, source.NewFile(chapter.Path, []byte(markdown)), &list) })
	}
	group.Wait()
	seen := make(map[*model.Chapter]string)
	for _, text := range c.Complete(drafts, &list) {
		for _, p := range text.Segments {
			seen[text.Chapter] += string(p.HTML)
		}
	}
	if got := list.Sorted(); len(got) > 0 {
		t.Fatalf("%v", got[0].Message("nl"))
	}
	for i, chapter := range chapters {
		for _, step := range []int{0, 1, 7, 31} {
			if want := fmt.Sprintf(">Figuur %d.1</a>", (i+step)%n+1); !strings.Contains(seen[chapter], want) {
				t.Errorf("%s has no %s:\n%s", chapter.Slug, want, seen[chapter])
			}
		}
	}
}
