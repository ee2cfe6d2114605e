package echarts

import (
	"bytes"
	"encoding/json"
	"testing"
)

// onPaper are the kinds of figures that package figure sets on paper: by name, all options in its golden files.
var onPaper = []string{"approaches", "benefits", "current", "heatmap", "matrix", "maturity", "network", "outlook", "radar", "ranks", "severity"}

// papers are the papers of package figure, wide and narrow, with their sizes.
func papers(t testing.TB) (map[string][]byte, map[string]Size) {
	t.Helper()
	found, sizes := map[string][]byte{}, map[string]Size{}
	for _, kind := range onPaper {
		for name, option := range options(t, "../figure/testdata/"+kind+"*.wide.json", "../figure/testdata/"+kind+"*.narrow.json") {
			var axes struct{ XAxis, YAxis []struct{ Max int } }
			if err := json.Unmarshal(option, &axes); err != nil {
				t.Fatal(err)
			}
			found[name], sizes[name] = option, Size{axes.XAxis[0].Max, axes.YAxis[0].Max}
		}
	}
	return found, sizes
}

func TestPaper(t *testing.T) {
	found, sizes := papers(t)
	comparePapers(t, fewer(found), sizes)
}

// comparePapers sees that a paper is drawn as ECharts draws it.
func comparePapers(t *testing.T, found map[string][]byte, sizes map[string]Size) {
	t.Helper()
	m := shippedMachine(t)
	for name, option := range found {
		got, ok := drawPaper(option, sizes[name])
		if !ok {
			t.Errorf("%s is left to ECharts", name)
			continue
		}
		if want := mustDraw(t, m, option, sizes[name], true); string(got) != want {
			t.Errorf("%s: %s", name, difference(string(got), want))
		}
	}
}

func TestChart(t *testing.T) { compareCharts(t, fewer(charts(t))) }

func charts(t *testing.T) map[string][]byte {
	t.Helper()
	return options(t, "../figure/testdata/*.wide.json", "../figure/testdata/*.narrow.json")
}

// compareCharts sees that a chart is drawn as ECharts draws it; those with lying bars, or a legend whose words are cut off, are
// left to ECharts.
func compareCharts(t *testing.T, all map[string][]byte) {
	t.Helper()
	m := shippedMachine(t)
	drawn, left := 0, 0
	for name, option := range all {
		size := wide
		got, ok := drawChart(option, size, compiled.widths)
		if !ok {
			left++
			continue
		}
		drawn++
		if want := mustDraw(t, m, option, size, true); string(got) != want {
			t.Errorf("%s: %s", name, difference(string(got), want))
		}
	}
	t.Logf("%d are drawn, %d left to ECharts", drawn, left)
	if drawn < len(all)/4 {
		t.Errorf("only %d are drawn", drawn)
	}
}

// BenchmarkPaper draws what package figure sets on paper, with no machine.
func BenchmarkPaper(b *testing.B) {
	found, sizes := papers(b)
	for name, option := range found {
		var compact bytes.Buffer // as package figure gives it
		if err := json.Compact(&compact, option); err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, ok := drawPaper(compact.Bytes(), sizes[name]); !ok {
					b.Fatal("left to ECharts")
				}
			}
		})
	}
}
