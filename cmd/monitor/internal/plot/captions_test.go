package plot

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// TestLayout checks that the distances of a layout are those of the graph, as far as a plane
// allows: a chain of four becomes a line, and its ends are furthest apart.
func TestLayout(t *testing.T) {
	lengths := [][]float64{{0, 1, 0, 0}, {1, 0, 1, 0}, {0, 1, 0, 1}, {0, 0, 1, 0}}
	at := Layout(lengths)
	if again := Layout(lengths); fmt.Sprint(at) != fmt.Sprint(again) {
		t.Error("laid out twice, and different")
	}
	apart := func(i, j int) float64 { return math.Hypot(at[i][0]-at[j][0], at[i][1]-at[j][1]) }
	if apart(0, 3) <= apart(0, 2) || apart(0, 2) <= apart(0, 1) {
		t.Errorf("%v", at)
	}
	for _, p := range Layout([][]float64{{0}}) {
		if p != [2]float64{0.5, 0.5} {
			t.Errorf("a single node at %v", p)
		}
	}
}

// TestSettle crowds dots, and checks that no caption that is written overlaps another or leaves the
// box.
func TestSettle(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	box := Box{0, 0, 400, 300}
	for range 20 {
		var captions []*Caption
		for n := range 30 {
			captions = append(
				captions,
				&Caption{X: 20 + 360*random.Float64(), Y: 20 + 260*random.Float64(), Radius: 4,
					Size: 12, Variants: CaptionVariants("Naam nummer "+strconv.Itoa(n), 12, 60)},
			)
		}
		PlaceCaptions(captions, box, Space{})
		written := 0
		for n, c := range captions {
			if c.omitted {
				continue
			}
			written++
			if c.box.Left < box.Left || c.box.Right > box.Right || c.box.Top < box.Top ||
				c.box.Bottom > box.Bottom {
				t.Errorf("%v is beyond the box", c.lines)
			}
			for _, other := range captions[:n] {
				if !other.omitted && c.box.Overlaps(other.box) {
					t.Errorf("%v lies upon %v", c.lines, other.lines)
				}
			}
		}
		if written < 20 {
			t.Errorf("only %d of 30 are written", written)
		}
	}
}
