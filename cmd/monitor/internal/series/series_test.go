package series

import (
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
)

// TestGolden holds the pictures, tables and texts of figures of every kind, in both languages.
func TestGolden(t *testing.T) {
	for _, code := range []string{"nl", "en"} {
		l := figuretest.Words(t, code)
		for _, c := range cases() {
			t.Run(code+"/"+c.name, func(t *testing.T) {
				r := c.report()
				spec := c.spec
				if p := Complete(&spec, r, l); p != nil {
					t.Fatalf("%+v", p)
				}
				d := Draw(spec, r, l)
				figuretest.Golden(t, code+"-"+c.name+".txt", []byte(figuretest.Written(d)))
				if code == "nl" {
					figuretest.Golden(t, c.name+".wide.txt", []byte(figuretest.Listed(d.Wide.Scene)))
					figuretest.Golden(t, c.name+".narrow.txt", []byte(figuretest.Listed(d.Narrow.Scene)))
				}
			})
		}
		if missing := l.Missing(); len(missing) > 0 {
			t.Errorf("%s: words missing: %v", code, missing)
		}
	}
}

// TestLook writes every figure as a page, to be looked at.
func TestLook(t *testing.T) {
	l := figuretest.Words(t, "nl")
	for _, c := range cases() {
		r, spec := c.report(), c.spec
		if p := Complete(&spec, r, l); p != nil {
			t.Fatalf("%s: %+v", c.name, p)
		}
		figuretest.Look(t, c.name, Draw(spec, r, l), l)
	}
}
