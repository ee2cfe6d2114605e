package prose

import (
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// TestQuotes converts straight quotation marks and apostrophes.
func TestQuotes(t *testing.T) {
	for text, want := range map[string]string{
		`Zij zei: "Dit is zo."`:                  "Zij zei: “Dit is zo.”",
		`Zij zei: 'Dit is zo.'`:                  "Zij zei: ‘Dit is zo.’",
		`"Dit is zo." Einde.`:                    "“Dit is zo.” Einde.",
		`('een citaat')`:                         "(‘een citaat’)",
		`"Zij zei 'ja'."`:                        "“Zij zei ‘ja’.”",
		`"'Ja', zei zij."`:                       "“‘Ja’, zei zij.”",
		`De jaren '90, een '68-er en pak 'em.`:   "De jaren ’90, een ’68-er en pak ’em.",
		`'90 procent van de studenten' is veel.`: "‘90 procent van de studenten’ is veel.",
		`'s Avonds om zo'n uur, foto's.`:         "’s Avonds om zo’n uur, foto’s.",
		`Hij is 5' 10" lang.`:                    "Hij is 5′ 10″ lang.",
		`De "Monitor 21" staat er.`:              "De “Monitor 21” staat er.",
		`Dit is "*nadruk*" en *"nadruk"*.`:       "Dit is “<em>nadruk</em>” en <em>“nadruk”</em>.",
		`Zie "[tekst](https://example.org)".`:    `Zie “<a href="https://example.org">tekst</a>”.`,
		`Jans' fiets`:                            "Jans’ fiets",
		"- \"een\n- twee\"":                      "<ul>\n<li>“een</li>\n<li>twee&quot;</li>\n</ul>",
	} {
		var list diagnostic.List
		converted := convert(text, &list)
		if len(converted.Segments) != 1 {
			t.Fatalf("%s: %v", text, list.Sorted())
		}
		got := strings.TrimSpace(string(converted.Segments[0].HTML))
		got = strings.TrimSuffix(strings.TrimPrefix(got, "<p>"), "</p>")
		if got != want {
			t.Errorf("%s became %s, want %s", text, got, want)
		}
	}
}
