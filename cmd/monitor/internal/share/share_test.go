package share

import (
	"bytes"
	"errors"
	"flag"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var look = flag.String("look", "", "folder for the pictures, to look at them")

func shipped(t testing.TB) *Look {
	t.Helper()
	var fonts [2][]byte
	for n, name := range []string{"400", "600"} {
		data, err := os.ReadFile("../../../../themes/ut/fonts/source-sans-3-latin-" + name + "-normal.ttf")
		if err != nil {
			t.Fatal(err)
		}
		fonts[n] = data
	}
	l, err := NewLook(fonts[0], fonts[1], color.RGBA{28, 70, 150, 255}, color.RGBA{255, 255, 255, 255})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

var (
	verdict = Texts{Report: "Monitor veiligheid 2026 · Concept", Title: "Ziekteverzuim", Mark: "voorbeeld",
		Verdict: "Slechter dan in 2022", Finding: "26 ongevallen, was 70; het niveau ligt tussen 17 en 38"}
	two = Texts{Report: "Monitor", Title: long.Title, Finding: long.Finding,
		Verdict: "Te weinig gegevens om te toetsen (het cijfer is van 2021, en er is niets om mee te vergelijken)"}
	long = Texts{Report: "Monitor veiligheid 2026", Verdict: "Vraagt aandacht",
		Title:   strings.Repeat("Informatiebeveiliging en privacy bij het samenwerken met anderen ", 4),
		Finding: strings.Repeat("1 van de 3 kengetallen is slechter geworden: ongevallen. ", 6)}
)

// TestPicture draws short and long texts: of the right size, in few bytes, and twice the same.
func TestPicture(t *testing.T) {
	l := shipped(t)
	all := map[string]Texts{"verdict": verdict, "long": long, "two": two, "title": {Report: "Universiteit", Title: "Monitor veiligheid 2026"},
		"word": {Title: strings.Repeat("x", 300)}, "empty": {}}
	seen := make(map[string]string)
	for name, texts := range all {
		picture, err := l.Picture(texts)
		if err != nil {
			t.Fatal(name, err)
		}
		if *look != "" {
			if err := os.WriteFile(filepath.Join(*look, name+".png"), picture, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		config, err := png.DecodeConfig(bytes.NewReader(picture))
		if err != nil || config.Width != Width || config.Height != Height || len(picture) > 50_000 {
			t.Errorf("%s: %d × %d in %d bytes, %v", name, config.Width, config.Height, len(picture), err)
		}
		if again, _ := l.Picture(texts); !bytes.Equal(again, picture) {
			t.Errorf("%s: drawn again it has other bytes", name)
		}
		if other := seen[string(picture)]; other != "" {
			t.Errorf("%s and %s are the same picture", name, other)
		}
		seen[string(picture)] = name
	}
}

// TestLayout wants that a picture says what its texts say, in their order: whole, or a beginning that ends in "…"; and
// that nothing is drawn over something else.
func TestLayout(t *testing.T) {
	for _, texts := range []Texts{verdict, long, two, {Report: "Universiteit", Title: strings.Repeat("x", 300)}} {
		lines, err := shipped(t).layout(texts)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		below := 0
		for _, l := range lines {
			if l.text == texts.Mark {
				continue // on the right
			}
			said = append(said, l.text)
			if top := l.baseline - l.face.Metrics().CapHeight.Ceil(); top <= below {
				t.Errorf("%q begins at %d, above %d", l.text, top, below)
			}
			below = l.baseline
		}
		if below > bottom {
			t.Errorf("%q ends at %d", said[len(said)-1], below)
		}
		rest := strings.Join(said, " ")
		for _, text := range []string{texts.Report, texts.Title, texts.Verdict, texts.Finding} {
			text = strings.Join(strings.Fields(text), " ")
			if after, whole := strings.CutPrefix(rest, text); whole {
				rest = strings.TrimPrefix(after, " ")
				continue
			}
			begin, after, cut := strings.Cut(rest, "…")
			if !cut || !strings.HasPrefix(text, strings.ReplaceAll(begin, "x x", "xx")) {
				t.Errorf("%q is drawn as %q", text, rest)
			}
			rest = strings.TrimPrefix(after, " ")
		}
		if rest != "" {
			t.Errorf("%q is in no text", rest)
		}
	}
}

// TestLetters wants no empty box: a sign that says nothing is left out, and a letter that the fonts lack is an error.
func TestLetters(t *testing.T) {
	for text, want := range map[string]string{
		"Brand 🔥 in een gebouw":          "Brand in een gebouw",
		"Goed ❤️ zo 👩‍🔬":                 "Goed zo",
		"Coo\u0308peratie\u00a0€\u202f5": "Coöperatie € 5",
		"🔥🧯👩‍🚒":                          "",
		"≥ 5 ongevallen":                 "",
		"سلامة":                          "",
		"Beveiliging Łódź":               "",
		"安全":                             "",
	} {
		lines, err := shipped(t).layout(Texts{Title: text})
		if want == "" {
			if !errors.Is(err, ErrLetters) {
				t.Errorf("%q: %v", text, err)
			}
		} else if err != nil || len(lines) != 1 || lines[0].text != want {
			t.Errorf("%q: %v, %v", text, lines, err)
		}
	}
}

func TestBadFont(t *testing.T) {
	if _, err := NewLook([]byte("wOF2"), nil, color.RGBA{}, color.RGBA{}); err == nil {
		t.Error("a font in WOFF 2 gives no error")
	}
}

func BenchmarkPicture(b *testing.B) {
	l := shipped(b)
	for b.Loop() {
		if _, err := l.Picture(verdict); err != nil {
			b.Fatal(err)
		}
	}
}
