package prose

import (
	"regexp"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// TestMarkOfExample wants the mark of an invented number behind its unit, and one on a table without a real number.
func TestMarkOfExample(t *testing.T) {
	tags := regexp.MustCompile(`<[^>]*>`)
	for markdown, want := range map[string]string{
		"Het was [](indicator:ID@latest)% in een jaar.":           "Het was N% (voorbeeld) in een jaar.",
		"Het was [](indicator:ID@latest) procent, en meer.":       "Het was N procent (voorbeeld), en meer.",
		"Het was [](indicator:ID@latest) procentpunten. En meer.": "Het was N procentpunten (voorbeeld). En meer.",
		"Het was [](indicator:ID@latest).":                        "Het was N (voorbeeld).",
		"Het was [](indicator:ID@latest)%.":                       "Het was N% (voorbeeld).",
		"Het was **[](indicator:ID@latest)**.":                    "Het was N (voorbeeld).",
		"Het was **[](indicator:ID@latest)**%.":                   "Het was N% (voorbeeld).",

		"|Jaar|Deel|\n|-|-|\n|2024|[](indicator:ID@latest)%|\n|2023|**[](indicator:ID@latest)%**|": "Voorbeeldcijfers Jaar Deel 2024 N% 2023 N%",
		"|Jaar|Deel|\n|-|-|\n|2024|[](indicator:ID@latest)%|\n|2022|[](indicator:verzuim@2022)%|":  "Jaar Deel 2024 N% (voorbeeld) 2022 4,03%",
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
		got = strings.Join(strings.Fields(tags.ReplaceAllString(got, "")), " ")
		if want = strings.ReplaceAll(want, "N", "7"); got != want {
			t.Errorf("%q: got %q, want %q", markdown, got, want)
		}
	}
}
