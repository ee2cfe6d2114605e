// Package share draws the picture that a chat or an intranet shows beside a link to a page: the name of the report, the
// title of the page and what the page found.
//
// It takes texts and returns a PNG; package site chooses the texts, and the theme the letters and the colours. The same
// texts give the same bytes. It imports none of our packages.
package share

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// The size of a picture in pixels: what the Open Graph protocol's readers show whole.
const Width, Height = 1200, 630

// Texts are what a picture says.
type Texts struct {
	Report  string // "Monitor veiligheid UT 2026 · Concept"
	Title   string // of the page, at most three lines of it
	Mark    string // of what is an example; "" for none
	Verdict string // "Slechter dan in 2022"; may be empty
	Finding string // "26 ongevallen, was 70", at most three lines of it; may be empty
}

// String returns all that the texts say, for readers who do not see the picture.
func (t Texts) String() string {
	all := []string{t.Report, t.Title, t.Mark, t.Verdict, t.Finding}
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), " – ")
}

// ErrLetters says that the fonts lack a letter of the texts.
var ErrLetters = errors.New("the fonts lack a letter")

// Look is how pictures look.
type Look struct {
	regular, strong *sfnt.Font
	palette         color.Palette // from paper to ink
	encoders        encoders
}

// encoders keeps what encoding a picture needs for the next, which halves its processor time.
type encoders struct{ pool sync.Pool }

func (e *encoders) Get() *png.EncoderBuffer {
	buffer, _ := e.pool.Get().(*png.EncoderBuffer)
	return buffer
}

func (e *encoders) Put(buffer *png.EncoderBuffer) { e.pool.Put(buffer) }

// shades is the length of a palette. With fewer than 17 colours a PNG has several pixels in a byte, and takes twice as long
// to write.
const shades = 17

// shadeOf is the place in a palette of a part of ink, from 0 to 255.
var shadeOf = func() (table [256]uint8) {
	for part := range table {
		table[part] = uint8((part*(shades-1) + 127) / 255)
	}
	return table
}()

// NewLook returns the look with two fonts, which are TrueType or OpenType, and the colours of paper and ink.
func NewLook(regular, strong []byte, paper, ink color.RGBA) (*Look, error) {
	l := &Look{}
	var errRegular, errStrong error
	l.regular, errRegular = opentype.Parse(regular)
	l.strong, errStrong = opentype.Parse(strong)
	for n := range shades {
		between := func(a, b uint8) uint8 { return uint8((int(a)*(shades-1-n) + int(b)*n) / (shades - 1)) }
		l.palette = append(l.palette, color.RGBA{between(paper.R, ink.R), between(paper.G, ink.G), between(paper.B, ink.B), 255})
	}
	return l, errors.Join(errRegular, errStrong)
}

// Picture draws texts as a PNG of Width × Height. It leaves out emoji and other signs that the fonts lack, and returns
// ErrLetters for any other letter that they lack, as a text with gaps may say something else, and for a text of signs
// alone.
func (l *Look) Picture(texts Texts) ([]byte, error) {
	lines, err := l.layout(texts)
	if err != nil {
		return nil, err
	}
	ink := image.NewGray(image.Rect(0, 0, Width, Height)) // 255 where all is ink
	draw.Draw(ink, image.Rect(margin, barTop, margin+barWidth, barTop+barHeight), image.White, image.Point{}, draw.Src)
	for _, line := range lines {
		d := font.Drawer{Dst: ink, Src: image.White, Face: line.face, Dot: fixed.P(line.x, line.baseline)}
		d.DrawString(line.text)
	}
	for n, part := range ink.Pix {
		ink.Pix[n] = shadeOf[part]
	}
	picture := &image.Paletted{Pix: ink.Pix, Stride: ink.Stride, Rect: ink.Rect, Palette: l.palette}
	var file bytes.Buffer
	// The best compression makes it a tenth smaller, and takes six times as long.
	err = (&png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &l.encoders}).Encode(&file, picture)
	return file.Bytes(), err
}

// The places in a picture, in pixels. A title gets the largest size with which it fits between the report's name and
// what was found.
const (
	margin                      = 80
	barTop, barWidth, barHeight = 72, 180, 14
	reportBase, reportSize      = 150, 36
	titleTop                    = 190
	mostLines                   = 3 // of a title, and of a finding with a verdict of one line
	bottom                      = Height - 64
	verdictSize, findingSize    = 42, 34
)

var titleSizes = []int{88, 76, 64, 54, 46}

// lead is how far the lines of a text of some size are apart.
func lead(size int) int { return size * 5 / 4 }

// line is a line of text in its place.
type line struct {
	text        string
	face        font.Face
	x, baseline int
}

// layout returns the lines of a picture, from top to bottom.
func (l *Look) layout(texts Texts) (lines []line, err error) {
	for _, text := range []*string{&texts.Report, &texts.Title, &texts.Mark, &texts.Verdict, &texts.Finding} {
		if *text, err = l.drawable(*text); err != nil {
			return nil, err
		}
	}
	face := func(f *sfnt.Font, size int) font.Face {
		made, faceErr := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
		err = errors.Join(err, faceErr)
		return made
	}
	regular := face(l.regular, reportSize)
	for _, text := range fit(regular, texts.Report, Width-2*margin, 1) {
		lines = append(lines, line{text: text, face: regular, x: margin, baseline: reportBase})
	}
	if texts.Mark != "" {
		right := Width - margin - font.MeasureString(regular, texts.Mark).Ceil()
		lines = append(lines, line{text: texts.Mark, face: regular, x: right, baseline: barTop + barHeight})
	}

	small, strong := face(l.regular, findingSize), face(l.strong, verdictSize)
	verdict := fit(strong, texts.Verdict, Width-2*margin, 2)
	finding := fit(small, texts.Finding, Width-2*margin, mostLines-max(0, len(verdict)-1))
	findingTop := bottom - len(finding)*lead(findingSize)
	verdictTop := findingTop - len(verdict)*lead(verdictSize) - 8

	var title []line
	for _, size := range titleSizes {
		title = nil
		large := face(l.strong, size)
		for n, text := range fit(large, texts.Title, Width-2*margin, mostLines) {
			title = append(title, line{text: text, face: large, x: margin, baseline: titleTop + size + n*lead(size)})
		}
		if whole(title, texts.Title) && titleTop+len(title)*lead(size) < verdictTop {
			break
		}
	}
	lines = append(lines, title...)
	for n, text := range verdict {
		lines = append(lines,
			line{text: text, face: strong, x: margin, baseline: verdictTop + verdictSize + n*lead(verdictSize)})
	}
	for n, text := range finding {
		lines = append(lines, line{text: text, face: small, x: margin, baseline: findingTop + findingSize + n*lead(findingSize)})
	}
	return lines, err
}

// whole reports whether lines say all of a text, and break no word of it.
func whole(lines []line, text string) bool {
	var all []string
	for _, l := range lines {
		all = append(all, l.text)
	}
	return strings.Join(all, " ") == text
}

// drawable returns a text as it can be drawn, with its words one space apart.
func (l *Look) drawable(text string) (string, error) {
	var buffer sfnt.Buffer
	var drawn strings.Builder
	for _, r := range norm.NFC.String(text) {
		index, err := l.strong.GlyphIndex(&buffer, r)
		other, errOther := l.regular.GlyphIndex(&buffer, r)
		switch {
		case err != nil || errOther != nil:
			return "", errors.Join(err, errOther)
		case unicode.IsSpace(r):
			drawn.WriteByte(' ')
		case index != 0 && other != 0:
			drawn.WriteRune(r)
		case !unicode.In(r, unicode.So, unicode.Sk, unicode.Variation_Selector, unicode.Join_Control, unicode.Cf):
			return "", ErrLetters
		}
	}
	words := strings.Fields(drawn.String())
	if len(words) == 0 && text != "" {
		return "", ErrLetters
	}
	return strings.Join(words, " "), nil
}

// fit breaks a text into lines of at most width pixels. A text of more than most lines ends in "…".
func fit(face font.Face, text string, width, most int) (lines []string) {
	fits := func(s string) bool { return font.MeasureString(face, s).Ceil() <= width }
	for rest := text; rest != ""; {
		next, ending := rest, ""
		if len(lines) == most-1 {
			ending = "…"
		}
		if !fits(rest) {
			next = ""
			for word := range strings.SplitSeq(rest, " ") {
				longer := strings.TrimPrefix(next+" "+word, " ")
				if !fits(longer + ending) {
					break
				}
				next = longer
			}
			if next == "" { // not even a word
				for _, r := range rest {
					if next != "" && !fits(next+string(r)+ending) {
						break
					}
					next += string(r)
				}
			}
		}
		rest = strings.TrimPrefix(rest[len(next):], " ")
		if len(lines) == most-1 && rest != "" {
			return append(lines, strings.TrimRight(next, " ,;:")+ending)
		}
		lines = append(lines, next)
	}
	return lines
}
