package draw

import "testing"

func TestBlock(t *testing.T) {
	for _, test := range []struct {
		choice Choice
		want   string
	}{
		{Choice{"indicator": {"", "fires", ""}, "kind": {"line"}, "from": {"2019"}, "to": {"2025-Q1"}, "interval": {"true"}},
			"indicator = \"fires\"\nkind = \"line\"\nfrom = 2019\nto = \"2025-Q1\"\ninterval = true\n"},
		{Choice{"indicator": {"2025", "fires"}, "measure": {"rate"}},
			"indicators = [\"2025\", \"fires\"]\nmeasure = \"rate\"\n"},
		{Choice{"indicator": {"2025"}}, "indicator = \"2025\"\n"},
		{Choice{"indicator": {"fires"}, "kind": {"matrix"}, "risk": {"fire"}}, "kind = \"matrix\"\nrisk = \"fire\"\n"},
		{Choice{"indicator": {"a\n```\n"}, "from": {"20\n5"}}, "indicator = \"a\\n```\\n\"\nfrom = \"20\\n5\"\n"},
	} {
		if got := test.choice.Block(); got != "```figure\n"+test.want+"```\n" {
			t.Errorf("%v: %s", test.choice, got)
		}
	}
}
