package figure

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

func TestCrosses(t *testing.T) {
	b := box{10, 10, 20, 20}
	for _, c := range []struct {
		s    stroke
		want bool
	}{
		{stroke{0, 15, 30, 15}, true}, {stroke{0, 5, 30, 5}, false}, {stroke{0, 0, 30, 30}, true}, {stroke{12, 12, 13, 13}, true},
		{stroke{0, 15, 9, 15}, false}, {stroke{21, 0, 21, 30}, false}, {stroke{15, 0, 15, 9}, false}, {stroke{0, 22, 22, 0}, true}, {stroke{0, 19, 19, 0}, false},
	} {
		if got := c.s.crosses(b); got != c.want {
			t.Errorf("%+v: %t", c.s, got)
		}
	}
}

// TestSpread tries labels at random heights: they stand in the order of what they name, apart, and within the bounds when
// there is room.
func TestSpread(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		var tags []tag
		total := 0.0
		for n := range 1 + random.IntN(8) {
			tags = append(tags, tag{n, random.Float64() * 300, 16 + 16*float64(random.IntN(3))})
			total += tags[n].height
		}
		before := slices.Clone(tags)
		spread(tags, 0, 300)
		for n, tag := range tags {
			if n > 0 && tag.y-tag.height/2 < tags[n-1].y+tags[n-1].height/2-1e-9 {
				t.Fatalf("%v became %v: they overlap", before, tags)
			}
			if n > 0 && before[tag.index].y < before[tags[n-1].index].y {
				t.Fatalf("%v became %v: out of order", before, tags)
			}
			if total <= 300 && (tag.y-tag.height/2 < -1e-9 || tag.y+tag.height/2 > 300+1e-9) {
				t.Fatalf("%v became %v: out of bounds", before, tags)
			}
		}
	}
	alone := []tag{{0, 120, 16}}
	if spread(alone, 0, 300); alone[0].y != 120 {
		t.Errorf("a label that is in nobody's way moved to %v", alone[0].y)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		count int
		want  string
	}{
		{"Kort", 200, 3, "Kort"},
		{"Electrical Engineering, Mathematics and Computer Science", 190, 3, "Electrical Engineering,|Mathematics and Computer|Science"},
		{"Electrical Engineering, Mathematics and Computer Science", 190, 2, "Electrical Engineering,|Mathematics and Computer…"},
		{"Aansprakelijkheidsverzekering", 90, 2, "Aansprakelij…"},
		{"streefwaarde 3,5\u00a0%", 95, 3, "streefwaarde|3,5\u00a0%"},
		{"", 80, 3, ""},
	} {
		lines := wrap(c.text, 13, c.width, c.count)
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("%q in %v: %q", c.text, c.width, got)
		}
		for _, l := range lines {
			if w := textWidth(l, 13); w > c.width {
				t.Errorf("%q is %v wide", l, w)
			}
		}
	}
}

// TestTargetAtTheEdge keeps the words at a target of 100 % within the picture when no bar needs the room beside it.
func TestTargetAtTheEdge(t *testing.T) {
	unit := &model.Dimension{ID: "deel", Title: text("Deel", "Part"), Members: []*model.Member{
		{Key: "a", Title: text("Eerste", "First")}, {Key: "b", Title: text("Tweede", "Second")}}}
	i := indicator("instructie", text("Instructie", "Instruction"), text("% van de mensen", "% of people"), model.Share, 0, "2023=85",
		target(model.Higher, 100), split(unit, "2023=81", "2023=83"))
	r, l := edition(i), words(t, "nl")
	spec := Spec{Indicators: []*model.Indicator{i}, Breakdown: unit}
	if problem := spec.Complete(r, "nl"); problem != nil {
		t.Fatal(problem)
	}
	d := Draw(spec, r, l)
	for _, plot := range []Plot{d.Wide, d.Narrow} {
		for _, m := range plot.Scene.Marks {
			x, ok := m.Shape.(scene.Text)
			if !ok || x.Anchor != scene.Middle {
				continue
			}
			if end := x.X + textWidth(x.Text, x.Size)/2; end > float64(plot.Scene.Width)+1 {
				t.Errorf("%q ends at %.0f of %d", x.Text, end, plot.Scene.Width)
			}
		}
	}
}
