package series

import (
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
)

// BenchmarkDraw is the time of a whole figure, at both widths, by kind.
func BenchmarkDraw(b *testing.B) {
	l := figuretest.Words(b, "nl")
	for _, c := range cases() {
		r := c.report()
		spec := c.spec
		if p := Complete(&spec, r, l); p != nil {
			b.Fatalf("%+v", p)
		}
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Draw(spec, r, l)
			}
		})
	}
}

func BenchmarkSparkline(b *testing.B) {
	c := cases()[0]
	r, l := c.report(), figuretest.Words(b, "nl")
	f := r.Facts(c.spec.Indicators[0])
	b.ReportAllocs()
	for b.Loop() {
		Sparkline(f, l)
	}
}

func BenchmarkData(b *testing.B) {
	c := cases()[0]
	r, l := c.report(), figuretest.Words(b, "nl")
	f := r.Facts(c.spec.Indicators[0])
	b.ReportAllocs()
	for b.Loop() {
		Data(f, r, l)
	}
}
