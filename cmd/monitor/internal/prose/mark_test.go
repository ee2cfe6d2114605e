package prose

import (
	"regexp"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// TestMarkOfExample wants the mark of an invented number behind its unit, and one full stop at the end of a sentence.
func TestMarkOfExample(t *testing.T) {
	tags := regexp.MustCompile(`<[^>]*>`)
	for markdown, want := range map[string]string{
		"Het was [](indicator:ID@latest)% in een jaar.":           "Het was N% vb. in een jaar.",
		"Het was [](indicator:ID@latest) procent, en meer.":       "Het was N procent vb., en meer.",
		"Het was [](indicator:ID@latest) procentpunten. En meer.": "Het was N procentpunten vb. En meer.",
		"Het was [](indicator:ID@latest).":                        "Het was N vb.",
		"Het was [](indicator:ID@latest)%.":                       "Het was N% vb.",
		"Het was [](indicator:ID@latest), en meer.":               "Het was N vb., en meer.",
		"Het was **[](indicator:ID@latest)**.":                    "Het was N vb.",
		"Het was **[](indicator:ID@latest)**%.":                   "Het was N% vb.",
	} {
		c, e := setting()
		e.Indicators[0].Kind, e.Indicators[0].Unit = model.Share, model.Text{"": "%"}
		chapter := e.Chapters["nl"][0]
		var list diagnostic.List
		file := source.NewFile(chapter.Path, []byte(strings.ReplaceAll(markdown, "ID", "voorbeeld")))
		text := c.Complete([]*Draft{c.Convert(chapter, file, &list)}, &list)[0]
		for _, d := range list.Sorted() {
			t.Errorf("%q: %s", markdown, d.Message("en"))
		}
		got := ""
		for _, s := range text.Segments {
			got += string(s.HTML)
		}
		got = strings.TrimSpace(strings.ReplaceAll(tags.ReplaceAllString(got, ""), "&nbsp;", " "))
		if want = strings.ReplaceAll(want, "N", "7"); got != want {
			t.Errorf("%q: got %q, want %q", markdown, got, want)
		}
	}
}
