package word

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/office"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// here returns pandoc, which the tests need.
func here(t *testing.T) *Pandoc {
	t.Helper()
	pandoc, err := Find()
	if err != nil {
		t.Fatalf("%v; make tools installs it", err)
	}
	return pandoc
}

// text makes a text of Word of pandoc's Markdown.
func text(t *testing.T, markdown string) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/plaat.png", []byte("\x89PNG\r\n\x1a\nno picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	data, err := here(t).run(t.Context(), dir, []byte(markdown), "--from=markdown", "--to=docx", "--output=-")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// with returns a text with another part.
func with(t *testing.T, data []byte, name, content string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range z.File {
		if err := w.Copy(part); err != nil {
			t.Fatal(err)
		}
	}
	added, err := w.Create(name)
	if err == nil {
		_, err = added.Write([]byte(content))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t *testing.T, data []byte) *Document {
	t.Helper()
	d, err := Read(t.Context(), here(t), data)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestHeadings wants the highest headings on the second level: the first is the title of a page.
func TestHeadings(t *testing.T) {
	for _, c := range []struct{ markdown, want string }{
		{"# Een\n\nA\n\n## Twee\n\nB\n\n# Drie\n\nC[^1]\n\n[^1]: Een *noot*.",
			"## Een\n\nA\n\n### Twee\n\nB\n\n## Drie\n\nC[^1]\n\n[^1]: Een *noot*.\n"},
		{"### Een\n\nA\n\n#### Twee\n\nB\n\n### Drie\n\nC", "## Een\n\nA\n\n### Twee\n\nB\n\n## Drie\n\nC\n"},
	} {
		chapter, err := read(t, text(t, c.markdown)).Chapter(t.Context(), "plaat", false)
		if err != nil || string(chapter.Markdown) != c.want {
			t.Errorf("%v: got\n%s\nwant\n%s", err, chapter.Markdown, c.want)
		}
	}
}

// TestChapter has what a chapter becomes of what people write in Word. All are in one text: pandoc takes half a
// second for each.
func TestChapter(t *testing.T) {
	const between = "\n\n§§§\n\n"
	cases := []struct{ name, markdown, want string }{
		{"letters", "**vet**, *cursief*, ~~weg~~, [groot]{.smallcaps}, H~2~O, m^2^, a^b^", "**vet**, *cursief*, ~~weg~~, groot, H₂O, m², ab\n"},
		{"what looks like markup", `\[x\] 1\* \<b\> \# \_a\_`, `\[x\] 1\* \<b\> \# \_a\_` + "\n"},
		{"links", "[uit](https://example.org) en [binnen](#een) en [bestand](C:/a.docx)", "[uit](https://example.org) en binnen en bestand\n"},
		{"lists", "1. een\n2. twee\n    - diep", "1.  een\n2.  twee\n    -   diep\n"},
		{"what is to be done", "- ☐ dit\n- ☒ dat", "-   [ ] dit\n-   [x] dat\n"},
		{"a table with numbers", "| a | b |\n|---|---|\n| x | 1.234 |\n| y | 5,6 % |\n| z | – |",
			"| a   |     b |\n|-----|------:|\n| x   | 1.234 |\n| y   | 5,6 % |\n| z   |     – |\n"},
		{"a table of one cell", "+-----+\n| een |\n|     |\n| kader |\n+-----+", "> een\n>\n> kader\n"},
		{"a picture with a caption", "![Wat er te zien is](plaat.png){width=2cm}\\\n\n::: {custom-style=\"Image Caption\"}\nHet bijschrift\n:::",
			"![Wat er te zien is](map/plaat-1.png \"Het bijschrift\")\n"},
		{"a table of contents", "::: {custom-style=\"toc 1\"}\nEen 3\n:::\n\nA", "A\n"},
		{"a box", "::: {custom-style=\"Box WARNING title\"}\n[Let op:]{custom-style=\"Box name\"} Nat\n:::\n\n" +
			"::: {custom-style=\"Box WARNING\"}\nEen natte vloer.\n:::", "> [!WARNING] Nat\n>\n> Een natte vloer.\n"},
		{"a box of which LibreOffice lost the title", "::: {custom-style=\"Body Text\"}\n[**Let op:**]{custom-style=\"Box name\"} " +
			"Glad\n:::\n\n::: {custom-style=\"Box CASE\"}\nIJs.\n:::", "> [!CASE] Glad\n>\n> IJs.\n"},
		{"a list cut in two", "1. een\n2. twee\n\n<!-- -->\n\n1. drie\n2. vier", "1.  een\n2.  twee\n3.  drie\n4.  vier\n"},
		{"code below a list", "- een\n\n<!-- -->\n\n    twee", "-   een\n\n``` text\ntwee\n```\n"},
		{"two lists", "- een\n\n1. twee", "-   een\n\n1.  twee\n"},
		{"a number of a picture", "![Plaat](plaat.png){width=2cm}\\\n\n::: {custom-style=\"caption\"}\nFiguur 1: De brug\n:::",
			"![Plaat](map/plaat-1.png \"De brug\")\n"},
		{"a formula", "$x^2$ en", "`x^{2}` en\n"},
		{"what nobody sees", "a\u200bb\uf0b7c", "abc\n"},
	}
	var all []string
	for _, c := range cases {
		all = append(all, c.markdown)
	}
	chapter, err := read(t, text(t, strings.Join(all, between))).Chapter(t.Context(), "map/plaat", false)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(chapter.Lost, Lost{CaptionNumber, "Figuur 1"}) {
		t.Errorf("lost: %v", chapter.Lost)
	}
	got := strings.Split(string(chapter.Markdown), between)
	if len(got) != len(cases) {
		t.Fatalf("got\n%s", chapter.Markdown)
	}
	for n, c := range cases {
		if strings.TrimSpace(got[n]) != strings.TrimSpace(c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got[n], c.want)
		}
	}
}

// TestTitle wants the title from its style, or from the one heading above all.
func TestTitle(t *testing.T) {
	for _, c := range []struct{ markdown, title, body string }{
		{"---\ntitle: De titel\nauthor: Iemand\n---\n\n# Een\n\nA", "De titel", "## Een\n\nA\n"},
		{"# De titel\n\nA\n\n## Een\n\nB", "De titel", "A\n\n## Een\n\nB\n"},
		{"# Een\n\nA\n\n# Twee\n\nB", "", "## Een\n\nA\n\n## Twee\n\nB\n"},
	} {
		d := read(t, text(t, c.markdown))
		chapter, err := d.Chapter(t.Context(), "plaat", false)
		if err != nil || d.Title != c.title || string(chapter.Markdown) != c.body {
			t.Errorf("%v: title %q and\n%s", err, d.Title, chapter.Markdown)
		}
	}
}

// TestReview wants what reviewers did with its place, and a text with all changes accepted.
func TestReview(t *testing.T) {
	d := read(t, text(t, `# Een

Het begin [nieuw]{.insertion author="A" date="2026-01-02T00:00:00Z"}[oud]{.deletion author="A" date="2026-01-02T00:00:00Z"} en
[Klopt dit?]{.comment-start id="7" author="B" date="2026-01-02T00:00:00Z"}deze woorden[]{.comment-end id="7"} niet.

# Twee

[Al]{.insertion author="A" date="2026-01-02T00:00:00Z"}[les]{.insertion author="A" date="2026-01-03T00:00:00Z"}

Het verschil tussen de twee jaren kan dus [x]{.insertion author="A" date="2026-01-02T00:00:00Z"}`))
	want := []Change{{Inserted, "Een", "Het begin", "nieuw"}, {Deleted, "Een", "Het begin nieuw", "oud"},
		{Remarked, "Een", "deze woorden", "Klopt dit?"}, {Inserted, "Twee", "", "Alles"},
		{Inserted, "Twee", "verschil tussen de twee jaren kan dus", "x"}}
	if len(d.Changes) != len(want) {
		t.Fatalf("got %v", d.Changes)
	}
	for n := range want {
		if d.Changes[n] != want[n] {
			t.Errorf("got %v, want %v", d.Changes[n], want[n])
		}
	}
	chapter, err := d.Chapter(t.Context(), "plaat", false)
	if err != nil || !strings.Contains(string(chapter.Markdown), "Het begin nieuw en deze woorden niet.") {
		t.Errorf("%v: %s", err, chapter.Markdown)
	}
}

// TestMergedCells wants each cell in its own column.
func TestMergedCells(t *testing.T) {
	f := &filter{chapter: &Chapter{}, document: &Document{}}
	cell := func(text string, down, across int) any {
		return []any{noAttributes(), node("AlignDefault", nil), float64(down), float64(across), []any{node("Plain", []any{str(text)})}}
	}
	row := func(cells ...any) any { return []any{noAttributes(), cells} }
	hanging := make([]int, 3)
	var got []string
	for _, r := range []any{row(cell("a", 2, 1), cell("b", 1, 2)), row(cell("c", 1, 1), cell("d", 1, 1))} {
		for _, words := range f.row(r, hanging) {
			got = append(got, textOf(words))
		}
	}
	if said := strings.Join(got, "|"); said != "a|b|||c|d" {
		t.Errorf("got %s", said)
	}
	if len(f.chapter.Lost) != 2 || f.chapter.Lost[0] != (Lost{MergedCells, "a"}) {
		t.Errorf("lost: %v", f.chapter.Lost)
	}
}

// TestRefused wants a clear reason for what is no text of Word, before pandoc sees it.
func TestRefused(t *testing.T) {
	var bomb bytes.Buffer
	w := zip.NewWriter(&bomb)
	part, err := w.Create("word/document.xml")
	for n := 0; n < 200 && err == nil; n++ {
		_, err = part.Write(make([]byte, 1<<20))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	locked := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"plain words", []byte("Dag"), ErrNotWord},
		{"another zip file", with(t, []byte("PK\x05\x06"+strings.Repeat("\x00", 18)), "a.txt", "a"), ErrNotWord},
		{"with a password", []byte(locked), office.ErrLocked},
		{"of before 2007", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word"), office.ErrOld},
		{"cut off", []byte("PK\x03\x04 and no more"), office.ErrDamaged},
		{"a zip bomb", bomb.Bytes(), office.ErrTooLarge},
	} {
		if _, err := Read(t.Context(), &Pandoc{"nowhere"}, c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// TestMacros wants macros said, and what browsers do not show named.
func TestMacros(t *testing.T) {
	if d := read(t, with(t, text(t, "A"), "word/vbaProject.bin", "Sub")); !d.Macros {
		t.Error("macros are not said")
	}
	d := read(t, text(t, "A\n\n![Een plaat](plaat.png)"))
	for name, part := range d.parts {
		if strings.HasSuffix(name, ".png") {
			d.parts[strings.TrimSuffix(name, ".png")+".emf"] = part
		}
	}
	f := &filter{document: d, chapter: &Chapter{}, names: make(map[string]string)}
	name := f.take("media/rId9.emf", "De brug")
	if name != "" || !slices.Equal(f.chapter.Lost, []Lost{{PictureForm, "De brug"}}) {
		t.Errorf("got %q, lost %v", name, f.chapter.Lost)
	}
}

// TestPictureSize wants pictures named that are too large for a site: in bytes, or in dots, of which a few bytes can
// hold many.
func TestPictureSize(t *testing.T) {
	dots := binary.BigEndian.AppendUint32([]byte("IHDR"), 20_000)
	dots = append(binary.BigEndian.AppendUint32(dots, 20_000), 8, 0, 0, 0, 0)
	head := binary.BigEndian.AppendUint32(append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\r"), dots...), crc32.ChecksumIEEE(dots))
	for name, data := range map[string]string{"dots.png": string(head), "bytes.png": strings.Repeat("a", source.ImageLimit+1)} {
		parts, err := office.Parts(with(t, []byte("PK\x05\x06"+strings.Repeat("\x00", 18)), "word/media/"+name, data))
		if err != nil {
			t.Fatal(err)
		}
		f := &filter{document: &Document{parts: parts}, chapter: &Chapter{}, names: make(map[string]string)}
		if got := f.take("media/"+name, name); got != "" || !slices.Equal(f.chapter.Lost, []Lost{{PictureSize, name}}) {
			t.Errorf("%s: got %q, lost %v", name, got, f.chapter.Lost)
		}
	}
}

// TestFigure wants the caption of a figure, as pandoc 3 has it, below its picture.
func TestFigure(t *testing.T) {
	picture := node("Image", []any{noAttributes(), []any{str("Een plaat")}, []any{"media/a.png", ""}})
	said := []any{nil, []any{node("Plain", []any{str("Bijschrift")})}}
	f := &filter{document: &Document{}, chapter: &Chapter{}, names: map[string]string{"media/a.png": "plaat-1.png"}}
	got := f.blocks([]any{node("Figure", []any{noAttributes(), said, []any{node("Plain", []any{picture})}})})
	if len(got) != 1 || kind(got[0]) != "Para" || list(part(list(content(got[0]))[0], 2))[1] != "Bijschrift" {
		t.Errorf("got %v", got)
	}
}

// TestUnread wants what pandoc passes over to be named.
func TestUnread(t *testing.T) {
	data := with(t, []byte("PK\x05\x06"+strings.Repeat("\x00", 18)), "word/document.xml",
		`<w:document xmlns:c="http://example.org/chart"><a:graphicData uri="http://example.org/2006/chart"/><wps:txbx>A</wps:txbx></w:document>`)
	data = with(t, data, "word/_rels/document.xml.rels", `<Relationship Id="a" Type="http://example.org/image" `+
		`Target="media/a.png"/><Relationship Id="b" Type="http://example.org/image" Target="file:///c/b.png" TargetMode="External"/>`)
	parts, err := office.Parts(data)
	if err != nil {
		t.Fatal(err)
	}
	d := &Document{parts: parts}
	if err := d.findUnread(); err != nil || len(d.unread) != 2 || d.unread[0] != (Lost{LinkedPicture, "b.png"}) ||
		d.unread[1] != (Lost{Drawing, "2"}) {
		t.Errorf("%v: %v", err, d.unread)
	}
}

// TestEnds wants a conversion to end when it is told to, and when its time is over.
func TestEnds(t *testing.T) {
	slow, err := exec.LookPath("sleep")
	if err != nil {
		t.Skip("no program here that only waits: ", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := (&Pandoc{slow}).run(ctx, "", nil, "60"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestWrite wants a page to come back as it was, with the chapter that it was made of, and the same bytes each time.
func TestWrite(t *testing.T) {
	page := &Page{Title: "De titel", Language: "nl", From: "2026/nl/verkeer/board", Boxes: []string{"CASE"},
		Sent:     Marks(slices.Repeat([]string{"a", "b"}, 40), nil),
		Pictures: []Picture{{"plaat.png", []byte("\x89PNG\r\n\x1a\nno picture")}},
		HTML: []byte(`<html><body><div data-custom-style="Chapter summary"><p>Kort.</p></div><h2>Een</h2>` +
			`<p>A<a epub:type="noteref" href="#n"></a>.</p><p><img src="plaat.png" alt="Een plaat"></p>` +
			`<div data-custom-style="Box CASE title"><p><span data-custom-style="Box name">Casus:</span> Nat</p></div>` +
			`<div data-custom-style="Box CASE"><p>B</p></div><aside epub:type="footnote" id="n"><p>Noot.</p></aside></body></html>`)}
	data, err := Write(t.Context(), here(t), page)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Write(t.Context(), here(t), page)
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("%v: the second text has other bytes", err)
	}
	d := read(t, data)
	if d.Title != page.Title || d.Summary != "Kort." || d.From != page.From ||
		!slices.Equal(d.Sent, page.Sent) {
		t.Errorf("got %q, %q, %q, %q", d.Title, d.Summary, d.From, d.Sent)
	}
	chapter, err := d.Chapter(t.Context(), "plaat", false)
	const want = "## Een\n\nA[^1].\n\n![Een plaat](plaat-1.png)\n\n> [!CASE] Nat\n>\n> B\n\n[^1]: Noot.\n"
	if err != nil || string(chapter.Markdown) != want {
		t.Errorf("%v: got\n%s\nwant\n%s", err, chapter.Markdown, want)
	}
}
