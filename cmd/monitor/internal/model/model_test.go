package model

import "testing"

func TestIn(t *testing.T) {
	both := Text{"nl": "ja", "en": "yes"}
	if both.In("en") != "yes" || both.In("de", "nl", "en") != "ja" || both.In("de") != "" ||
		(Text{"": "x"}).In("nl") != "x" {
		t.Error("wrong language")
	}
}

func TestDiffers(t *testing.T) {
	both := Text{"nl": "ja", "en": "yes"}
	for _, c := range []struct {
		name    string
		was, is Text
		want    bool
	}{
		{"the same", both, Text{"nl": "ja", "en": "yes"}, false},
		{"another text", both, Text{"nl": "nee", "en": "yes"}, true},
		{"a translation mended", both, Text{"nl": "ja", "en": "indeed"}, false},
		{"a translation added", Text{"nl": "ja"}, both, false},
		{"one text for every language", both, Text{"": "ja"}, false},
		{"only translations", Text{"en": "yes"}, Text{"en": "no"}, true},
		{"no language in common", Text{"en": "yes"}, Text{"nl": "ja"}, false},
		{"a text taken away", both, nil, true},
		{"no text", nil, nil, false},
	} {
		if got := c.was.Differs(c.is, "nl"); got != c.want {
			t.Errorf("%s: %t, want %t", c.name, got, c.want)
		}
		if got := c.is.Differs(c.was, "nl"); got != c.want {
			t.Errorf("%s, the other way round: %t, want %t", c.name, got, c.want)
		}
	}
}
