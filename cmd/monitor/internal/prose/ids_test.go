package prose

import (
	"slices"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// TestAnchors checks that the ids of headings come from their words, and stay when something else is
// added or the data change.
func TestAnchors(t *testing.T) {
	for markdown, want := range map[string][]string{
		"## Een [link](https://example.org/x)":                  {"een-link"},
		"## Een noot[^a]\n\n[^a]: De noot.":                     {"een-noot"},
		"## Zie https://example.org/a":                          {"zie-https-example-org-a"},
		"## Zie [](figure:ander/plaat) en meer":                 {"zie-en-meer"},
		"## Nu [](indicator:verzuim@latest) procent":            {"nu-procent"},
		"## Nu [4,03](indicator:verzuim@2022) procent":          {"nu-4-03-procent"},
		"## Over [](indicator:verzuim) en [](term:datalek)":     {"over-verzuim-en-datalek"},
		"## ~~Oud~~ *nieuw* `code`":                             {"oud-nieuw-code"},
		"## Één fiets van 20 m² voor 's avonds":                 {"een-fiets-van-20-m2-voor-s-avonds"},
		"## Kop\n\n## Kop\n\n## Kop 2\n\n## Kop\n\n### Kop 2":   {"kop", "kop-3", "kop-2", "kop-4", "kop-2-2"},
		"## Figuur\n\n## Fig 1\n\n## UI kit\n\n## :-)\n\n## ?!": {"figuur", "kop-fig-1", "kop-ui-kit", "kop", "kop-2"},
	} {
		var list diagnostic.List
		var got []string
		for _, h := range convert(markdown, &list).Headings {
			got = append(got, h.ID)
		}
		if !slices.Equal(got, want) || list.Errors() > 0 {
			t.Errorf("%q: %q, want %q %v", markdown, got, want, list.Sorted())
		}
	}
}

// TestAddressInHeading looks for an address that is a link in the table of contents.
func TestAddressInHeading(t *testing.T) {
	var list diagnostic.List
	if got := convert("## Zie https://example.org", &list).Headings[0].Text; got != "Zie https://example.org" {
		t.Errorf("the heading is listed as %q", got)
	}
}
