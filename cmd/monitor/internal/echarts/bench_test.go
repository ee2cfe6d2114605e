package echarts

import (
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/shelf"
)

// BenchmarkDraw draws, on one warm machine, what package figure makes of each kind of figure: wide, 720 × 380, and narrow,
// 360 × 300.
func BenchmarkDraw(b *testing.B) {
	m := shippedMachine(b)
	for _, pattern := range []string{"../figure/testdata/*.wide.json", "../figure/testdata/*.narrow.json"} {
		for name, option := range options(b, pattern) {
			size := wide
			if strings.HasSuffix(name, ".narrow") {
				size = narrow
			}
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					raw, names, err := m.draw(b.Context(), option, size)
					if err != nil {
						b.Fatal(err)
					}
					if _, err := rewrite(raw, names); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkLongWay draws all of it by ECharts.
func BenchmarkLongWay(b *testing.B) {
	m := shippedMachine(b)
	for name, option := range options(b, ours) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := m.drawBy(b.Context(), option, wide, true); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	s := shipped(b)
	for b.Loop() {
		if _, err := s.compile(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStart(b *testing.B) {
	shippedMachine(b)
	for b.Loop() {
		shippedMachine(b)
	}
}

// BenchmarkWarm finds a picture in the folder.
func BenchmarkWarm(b *testing.B) {
	dir := b.TempDir()
	option := read(b, "testdata/sparkline.json")
	e := newEngine(b, Options{Shelf: shelf.Open(dir)})
	svg, err := e.SVG(b.Context(), option, wide)
	if err != nil {
		b.Fatal(err)
	}
	k := e.key(option, wide)
	b.SetBytes(int64(len(svg)))
	for b.Loop() {
		if _, ok := e.shelf.Get(kind, e.key(option, wide)); !ok {
			b.Fatal("not there", k)
		}
	}
}
