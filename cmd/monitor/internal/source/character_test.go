package source

import "testing"

func TestRefused(t *testing.T) {
	// Noncharacters, both ends of each range, and what is in other ranges of controls.
	const refused = "\x00\x01\x08\x0b\x0c\x0e\x1b\x1f\x7f\u0080\u0096\u009f\u061c\u200e\u200f\u202a\u202e" +
		"\u200b\u2060\u2066\u2069\ufffd\ufeff\ue000\uf0b7\uf8ff\ufdd0\ufdef\ufffe\uffff\U0001fffe" +
		"\U000f0000\U000ffffd\U00100000\U0010fffd\U0010ffff"
	for _, r := range refused {
		if !Refused(r) {
			t.Errorf("%U may be in a text", r)
		}
		if name := CharacterName(r); name == "" {
			t.Errorf("%U has no name", r)
		}
	}
	// Accents, spaces, hyphens, joiners of emoji and Indic scripts, variation selectors,
	// right-to-left letters.
	const usual = "aé€ß\t\n\r\u00a0\u00ad\u0301\u200c\u200d\u2009\u2010\u2011\u2013" +
		"\u202f\u2212\ufe0f\u05d0\u0627क्\U0001f692"
	for _, r := range usual {
		if Refused(r) {
			t.Errorf("%U may not be in a text", r)
		}
	}
}

func TestGarbled(t *testing.T) {
	for text, want := range map[string]string{
		"privÃ©": "é", "Ã‰Ã©n": "É", "coÃ¶peratie": "ö", "risicoâ€™s": "’", "20 Â°C": "°", "Â\u00a0": "\u00a0", "ZÃ¼rich": "ü",
		"één": "", "Âge": "", "SÃO": "", "Ãà": "", "â–º": "►", "Åland, Ärger": "", "10 %": "",
	} {
		if _, _, got := garbled([]byte(text)); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
