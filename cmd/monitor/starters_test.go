package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// TestNewThings makes one of each kind, with flags and with answers on a terminal, in both languages.
func TestNewThings(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"nl", "en"} {
		root := copiedGolden(t)
		said, _ := checked(root)
		for _, made := range []struct {
			flags   string // with | between them
			answers string
		}{
			{"chapter|--title=Over liften", ""},
			{"indicator", "Liftstoringen\nbrant\nbrand\nstoringen\ncount\nElke storing van een lift.\n\n"},
			{"risk|lift|--title=Lift valt uit|--aspect=brand|--definition=Iemand zit vast.", ""},
			{"measure", "Liften \"keuren\"\nlift\n\n"},
			{"question|--title=Zijn de liften gekeurd?|--aspect=brand", ""},
			{"action|--title=Keur liften|--category=gebouwen|--due=2027-01-01", ""},
		} {
			var out bytes.Buffer
			p := &program{ctx: context.Background(), stdout: &out, stderr: &out, lang: lang,
				stdin: strings.NewReader(made.answers), terminal: made.answers != ""}
			if p.command(append([]string{"new", "--root", root}, strings.Split(made.flags, "|")...)) != exitDone {
				t.Errorf("%s: %s", made.flags, out.String())
			}
		}
		now, status := checked(root)
		if status != exitDone || strings.Count(now, "error:") > 0 || strings.Count(now, "\n") > strings.Count(said, "\n")+12 {
			t.Errorf("status %d, and check says %s", status, now)
		}
	}
}
