package language

import (
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func TestSentences(t *testing.T) {
	l := New("nl", map[string]string{"figure.and": "{some} en {last}"})
	for _, c := range []struct{ got, want string }{
		{l.List(nil), ""}, {l.List([]string{"a"}), "a"}, {l.List([]string{"a", "b"}), "a en b"},
		{l.List([]string{"a", "b", "c"}), "a, b en c"},
		{LowerFirst("Élan"), "élan"}, {LowerFirst("UT-breed"), "UT-breed"}, {LowerFirst(""), ""},
		{UpperFirst("élan"), "Élan"},
		{Paragraph("", "Een.", "", "Twee."), "Een. Twee."}, {Paragraph(), ""},
		{l.Text(model.Text{"nl": "ja", "en": "yes"}), "ja"},
		{l.Text(model.Text{"en": "yes", "de": "ja wohl"}), "ja wohl"},
		{l.Text(nil), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
