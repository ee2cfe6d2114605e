package edition

import (
	"slices"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// TestKindWords checks that messages have a word for each kind in both languages, and a different
// one for each.
func TestKindWords(t *testing.T) {
	kinds := []model.Kind{approachKind, dimensionKind, groupKind, horizonKind, outlookKind, registerKind, roleKind,
		ruleKind,
		surveyQuestionKind}
	for _, name := range model.Kinds {
		kinds = append(kinds, model.Kind(name))
	}
	for _, lang := range wording.Languages {
		said := []string{""}
		for _, kind := range kinds {
			word := wording.In(lang, diagnostic.Kind(kind))
			if slices.Contains(said, word) || word == diagnostic.Kind(kind) {
				t.Errorf("%s: %s is called %q", lang, kind, word)
			}
			said = append(said, word)
		}
	}
}
