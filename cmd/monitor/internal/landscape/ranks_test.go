package landscape

import (
	"maps"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// TestBackwards follows things and a horizon to the edition before.
func TestBackwards(t *testing.T) {
	aspect := func(id, formerly string) *model.Aspect {
		return &model.Aspect{Head: model.Head{ID: id, Formerly: formerly}}
	}
	before := &model.Edition{Aspects: []*model.Aspect{aspect("fire", ""), aspect("lab", "")}}
	later := &model.Edition{
		Aspects: []*model.Aspect{aspect("blaze", "fire"), aspect("laboratory", "lab"), aspect("noise", "never"),
			aspect("hidden", "")},
		Survey: &model.Survey{Horizons: []*model.Horizon{{ID: "two", Formerly: "short"}, {ID: "ten"}}}}
	got := backwards(map[string]int{"blaze": 1, "laboratory": 2, "noise": 3}, model.AspectKind, later, before)
	if want := map[string]int{"fire": 1, "lab": 2, "noise": 3}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for id, want := range map[string]string{"two": "short", "ten": "ten", "other": "other"} {
		if got := later.HorizonBefore(id); got != want {
			t.Errorf("%s was %s, want %s", id, got, want)
		}
	}
}
