package series

import (
	"math"
	"slices"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// drawTexts draws a figure and returns the texts in its picture.
func drawTexts(t *testing.T, spec figure.Spec) []scene.Text {
	t.Helper()
	l, r := figuretest.Words(t, "nl"), edition(spec.Indicators...)
	if p := Complete(&spec, r, l); p != nil {
		t.Fatalf("%+v", p)
	}
	var out []scene.Text
	for _, m := range Draw(spec, r, l).Wide.Scene.Marks {
		if text, ok := m.Shape.(scene.Text); ok {
			out = append(out, text)
		}
	}
	return out
}

// TestLyingWords holds that a lying bar says why it has no number: nothing at all would pass for
// zero.
func TestLyingWords(t *testing.T) {
	i := indicator("i", text("Meldingen", "Reports"), text("meldingen", "reports"), model.Count, 0, "2025=52",
		sensitive, split(causes, "2025=30", "2025=3", "2025=19", "2025=:"))
	texts := drawTexts(t, figure.Spec{Indicators: []*model.Indicator{i}, Breakdown: causes})
	for _, want := range []string{"30", "<5", "niet getoond", "niet beschikbaar"} {
		if !slices.ContainsFunc(texts, func(x scene.Text) bool { return x.Text == want }) {
			t.Errorf("no %q in %v", want, texts)
		}
	}
}

// TestNegativeBars holds that the value below a bar is not over the name of its period.
func TestNegativeBars(t *testing.T) {
	i := indicator("i", text("Verschil", "Difference"), text("punten", "points"), model.Score, 1, "2024=-1.5 2025=1.2")
	texts := drawTexts(t, figure.Spec{Indicators: []*model.Indicator{i}, Kind: figure.Bar})
	at := func(want string) scene.Text {
		n := slices.IndexFunc(texts, func(x scene.Text) bool { return x.Text == want && x.Anchor == scene.Middle })
		if n < 0 {
			t.Fatalf("no %q in %v", want, texts)
		}
		return texts[n]
	}
	value, period := at("−1,5"), at("2024")
	if math.Abs(value.X-period.X) > 1 || period.Y-value.Y < float64(value.Size) {
		t.Errorf("%+v is over %+v", value, period)
	}
}
