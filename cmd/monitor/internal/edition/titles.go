package edition

import (
	"maps"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// checkTitles warns of things of a kind with the same title, once for each title: in lists and in texts nobody can tell
// them apart. Only things that are followed from edition to edition must differ: two meetings may have one title.
func (r *reader) checkTitles() {
	type titled struct {
		kind        model.Kind
		lang, words string
	}
	with := make(map[titled][]model.Thing)
	var order []titled
	for kind, thing := range r.edition.Things() {
		title := thing.Header().Title
		for _, lang := range slices.Sorted(maps.Keys(title)) {
			words := strings.ToLower(strings.Join(strings.Fields(title[lang]), " "))
			if key := (titled{kind, lang, words}); kind.Followed() && words != "" {
				with[key] = append(with[key], thing)
				order = append(order, key)
			}
		}
	}
	reported := make(map[model.Thing]bool)
	for _, key := range order {
		if same := with[key]; len(same) > 1 && !reported[same[1]] {
			reported[same[1]] = true
			r.list.AddRepeated(len(same)-2, diagnostic.TitleTaken, r.table(same[1]).AtPath("title"), "",
				diagnostic.Kind(key.kind), same[1].Header().ID, same[0].Header().ID)
		}
	}
}
