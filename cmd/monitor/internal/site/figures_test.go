package site

import (
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// TestFigureNumbers: a figure outside the chapters has a letter that no chapter has, so that no two
// figures of an edition have the same number.
func TestFigureNumbers(t *testing.T) {
	aspect := &model.Aspect{Head: model.Head{ID: "labs"}, Category: "gebouwen"}
	chapters := []*model.Chapter{{Numbered: true}, {}, {Numbered: true}, {}}
	model.Label(chapters)
	edition := &model.Edition{Chapters: map[string][]*model.Chapter{"nl": chapters},
		Categories: []*model.Category{{Head: model.Head{ID: "gebouwen"}, Aspects: []*model.Aspect{aspect}}},
		Questions:  []*model.Question{{Aspect: aspect, Answer: &model.Answer{Level: 2}, Step: "plan"}}}
	site, words := &model.Site{Languages: []string{"nl"}}, figuretest.Words(t, "nl")
	b := &book{editionPlan: &editionPlan{edition: edition, report: &report.Report{Edition: edition}},
		site: site, language: words, address: newAddresses(site, "2026", words, pageKinds()), inOrder: chapters}
	pages := b.figurePages()
	if len(pages) != 1 || len(pages[0].figures) == 0 {
		t.Fatalf("%d pages have figures: %+v", len(pages), pages)
	}
	taken := map[string]bool{}
	for _, c := range chapters {
		taken["Figuur "+c.Label+".1"] = true
	}
	for _, f := range pages[0].figures {
		if taken[f.label] || f.id == "" || f.title == "" {
			t.Errorf("%s is taken, or is no figure: %+v", f.label, f)
		}
		taken[f.label] = true
	}
	if first := pages[0].figures[0].label; first != "Figuur C.1" {
		t.Errorf("the first is %s", first)
	}
}
