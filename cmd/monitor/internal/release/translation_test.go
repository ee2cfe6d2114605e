package release

import (
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func TestLacks(t *testing.T) {
	for _, c := range []struct {
		name  string
		words model.Texts
		want  bool
	}{
		{"a translation", model.Texts{"nl": {"Brand"}, "en": {"Fire"}}, false},
		{"none", model.Texts{"nl": {"Brand"}}, true},
		{"a blank one", model.Texts{"nl": {"Brand"}, "en": {" "}}, true},
		{"one text for all languages", model.Texts{"": {"ATEX"}}, false},
		{"a list", model.Texts{"nl": {"Opzet", "Kortsluiting"}, "en": {"Arson", "A short circuit"}}, false},
		{"a list with an item fewer", model.Texts{"nl": {"Opzet", "Kortsluiting"}, "en": {"Arson"}}, true},
		{"a list with a blank item", model.Texts{"nl": {"Opzet", "Kortsluiting"}, "en": {"Arson", ""}}, true},
		{"a list with an item more", model.Texts{"nl": {"Opzet"}, "en": {"Arson", "A short circuit"}}, false},
	} {
		if got := lacks(edition.Passage{Words: c.words}, "en"); got != c.want {
			t.Errorf("%s: %t, want %t", c.name, got, c.want)
		}
	}
}
