package plot

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestCrosses(t *testing.T) {
	b := Box{10, 10, 20, 20}
	for _, c := range []struct {
		s    Stroke
		want bool
	}{
		{Stroke{0, 15, 30, 15}, true}, {Stroke{0, 5, 30, 5}, false}, {Stroke{0, 0, 30, 30}, true},
		{Stroke{12, 12, 13, 13}, true},
		{Stroke{0, 15, 9, 15}, false}, {Stroke{21, 0, 21, 30}, false}, {Stroke{15, 0, 15, 9}, false},
		{Stroke{0, 22, 22, 0}, true}, {Stroke{0, 19, 19, 0}, false},
	} {
		if got := c.s.crosses(b); got != c.want {
			t.Errorf("%+v: %t", c.s, got)
		}
	}
}

// TestSpread tries labels at random heights: they stand in the order of what they name, apart, and
// within the bounds when there is room.
func TestSpread(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		var tags []Tag
		total := 0.0
		for n := range 1 + random.IntN(8) {
			tags = append(tags, Tag{n, random.Float64() * 300, 16 + 16*float64(random.IntN(3))})
			total += tags[n].Height
		}
		before := slices.Clone(tags)
		SpreadTags(tags, 0, 300)
		for n, tag := range tags {
			if n > 0 && tag.Y-tag.Height/2 < tags[n-1].Y+tags[n-1].Height/2-1e-9 {
				t.Fatalf("%v became %v: they overlap", before, tags)
			}
			if n > 0 && before[tag.Index].Y < before[tags[n-1].Index].Y {
				t.Fatalf("%v became %v: out of order", before, tags)
			}
			if total <= 300 && (tag.Y-tag.Height/2 < -1e-9 || tag.Y+tag.Height/2 > 300+1e-9) {
				t.Fatalf("%v became %v: out of bounds", before, tags)
			}
		}
	}
	alone := []Tag{{0, 120, 16}}
	if SpreadTags(alone, 0, 300); alone[0].Y != 120 {
		t.Errorf("a label that is in nobody's way moved to %v", alone[0].Y)
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
		{"Electrical Engineering, Mathematics and Computer Science", 190, 3,
			"Electrical Engineering,|Mathematics and Computer|Science"},
		{"Electrical Engineering, Mathematics and Computer Science", 190, 2,
			"Electrical Engineering,|Mathematics and Computer…"},
		{"Aansprakelijkheidsverzekering", 90, 2, "Aansprakelij…"},
		{"streefwaarde 3,5\u00a0%", 95, 3, "streefwaarde|3,5\u00a0%"},
		{"", 80, 3, ""},
	} {
		lines := Wrap(c.text, 13, c.width, c.count)
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("%q in %v: %q", c.text, c.width, got)
		}
		for _, l := range lines {
			if w := TextWidth(l, 13); w > c.width {
				t.Errorf("%q is %v wide", l, w)
			}
		}
	}
}
