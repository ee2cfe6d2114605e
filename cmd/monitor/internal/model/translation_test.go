package model

import (
	"slices"
	"testing"
)

func TestTranslatedInto(t *testing.T) {
	both := Text{"nl": "ja", "en": "yes"}
	edition := func(change func(*Edition)) *Edition {
		aspect := &Aspect{Head: Head{ID: "brand", Title: both}}
		e := &Edition{Title: both, Subtitle: Text{"": "2026"}, Categories: []*Category{{
			Head: Head{ID: "gebouwen", Title: both}, Aspects: []*Aspect{aspect}}},
			Risks: []*Risk{{Head: Head{ID: "brand", Title: both}, Aspects: []*Aspect{aspect},
				Causes: Texts{"nl": {"vonk"}, "en": {"spark"}}}},
			Chapters: map[string][]*Chapter{"nl": {{Slug: "brand"}}}}
		change(e)
		return e
	}
	for name, c := range map[string]struct {
		change func(*Edition)
		want   bool
	}{
		"all texts":               {func(e *Edition) {}, true},
		"a text lacks":            {func(e *Edition) { e.Conclusion = Text{"nl": "goed"} }, false},
		"an empty text":           {func(e *Edition) { e.Conclusion = Text{"nl": ""} }, true},
		"of a thing":              {func(e *Edition) { e.Categories[0].Aspects[0].Description = Text{"nl": "vuur"} }, false},
		"a list lacks":            {func(e *Edition) { e.Risks[0].Causes = Texts{"nl": {"vonk"}} }, false},
		"a list in no language":   {func(e *Edition) { e.Risks[0].Causes = Texts{"": {"ATEX"}} }, true},
		"a text lacks, a chapter": {func(e *Edition) { e.Conclusion = Text{"nl": "goed"}; e.Chapters["en"] = []*Chapter{{}} }, true},
	} {
		if got := edition(c.change).TranslatedInto("en"); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestChaptersIn(t *testing.T) {
	chapter := func(slug, category, lang string, order int, numbered bool) *Chapter {
		return &Chapter{Slug: slug, Category: category, Language: lang, Order: order, Numbered: numbered}
	}
	e := &Edition{Chapters: map[string][]*Chapter{
		"nl": {chapter("voorwoord", "", "nl", 10, false), chapter("brand", "gebouwen", "nl", 20, true),
			chapter("storm", "", "nl", 30, true), chapter("sport", "", "nl", 40, true)},
		"en": {chapter("fire", "gebouwen", "en", 25, true), chapter("sport", "", "en", 40, true),
			chapter("abroad", "", "en", 50, true)},
	}}
	Label(e.Chapters["nl"])
	Label(e.Chapters["en"])
	e.LabelLike("nl")
	var got []string
	for _, c := range e.ChaptersIn("en", "nl") {
		got = append(got, c.Language+" "+c.Slug+" "+c.Label)
	}
	want := []string{"nl voorwoord A", "en fire 1", "nl storm 2", "en sport 3", "en abroad 4"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
