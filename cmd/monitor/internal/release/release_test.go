package release

import (
	"slices"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func TestPlaceholders(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"TODO: schrijven", []string{"TODO"}},
		{"(TODO) en TODO TODO.", []string{"TODO", "TODO", "TODO"}},
		{"todo en Todos en TODOS", nil},
		{"Er waren XXX meldingen, of xxxx.", []string{"XXX", "xxxx"}},
		{"XX en maxxx", nil},
		{"Bedrag: PM", []string{"PM"}},
		{"PM, PM en (PM)", []string{"PM", "PM", "PM"}},
		{"om 3 PM, PM10, PM 2.5, PM-er, SPM, pm", nil},
		{"n.t.b., N.T.B. en n.n.b.", []string{"n.t.b.", "N.T.B.", "n.n.b."}},
		{"Lorem ipsum dolor", []string{"Lorem ipsum"}},
		{"… invullen, ...invullen, [invullen] en nog in te vullen",
			[]string{"… invullen", "...invullen", "[invullen]", "nog in te vullen"}},
		{"Het formulier invullen kost een minuut.", nil},
		{"Een citaat [...] en [weg](chapter:weg) en […]", []string{"[...]", "[…]"}},
		{"TBD", []string{"TBD"}},
		{"En toen ... niets", nil},
	}
	for _, test := range tests {
		var got []string
		for _, s := range placeholders(test.text) {
			got = append(got, test.text[s.from:s.to])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

// TestNewest checks that one indicator that is ahead does not make the others late.
func TestNewest(t *testing.T) {
	tests := []struct {
		ends []string
		want string
	}{
		{[]string{"2024", "2025", "2025"}, "2025"},
		{[]string{"2024", "2024", "2024", "2025"}, "2024"},
		{[]string{"2024", "2024", "2025", "2025"}, "2025"},
		{[]string{"2024", "2025"}, "2024"},
		{[]string{"2025"}, ""},
		{nil, ""},
	}
	for _, test := range tests {
		e := &model.Edition{}
		for _, end := range test.ends {
			p, _ := model.ParsePeriod(end)
			e.Indicators = append(e.Indicators, &model.Indicator{Values: []model.Value{{Period: p}}})
		}
		got, ok := (&checker{edition: e}).newest()[model.Yearly]
		if ok != (test.want != "") || ok && got.String() != test.want {
			t.Errorf("%v: got %s, want %s", test.ends, got, test.want)
		}
	}
}
