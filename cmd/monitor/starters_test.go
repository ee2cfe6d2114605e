package main

import (
	"bytes"
	"context"
	"path/filepath"
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
			{"indicator", "Liftstoringen\nbrant\nbrand\nstoringen\n\nElke storing van een lift.\n\n"},
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

// TestAsking answers with parts of names, asks for the list, and takes what is usual.
func TestAsking(t *testing.T) {
	t.Parallel()
	root := shippedEdition(t)
	var out bytes.Buffer
	answers := "Liften die stilstaan\n" + "?\n" + "dief\n" + "storingen\n" + "\n" + "Elke storing.\n" + "niemand\n" +
		"campus facility directeur\n"
	p := &program{ctx: context.Background(), stdout: &out, stderr: &out, lang: "nl", stdin: strings.NewReader(answers),
		terminal: true}
	if p.command([]string{"new", "indicator", "--root", root}) != exitDone {
		t.Fatal(out.String())
	}
	for _, want := range []string{
		"het aspect waar het bij hoort (een deel van de naam; ? toont alle): ",
		"  count   een aantal, zoals 12 ongevallen\n",
		"de soort getal (Enter: count): ",
		`Niets heet "niemand"; ? toont wat er is.`,
		"  = directeur-campus-facility-management\n",
		"indicator:liften-die-stilstaan staat in " + filepath.ToSlash(root) +
			"/data/2026/indicators/gebouwen-en-labs.toml.\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in %s", want, out.String())
		}
	}
}

func TestPicked(t *testing.T) {
	all := []choice{{"hr", "Directeur HR"}, {"directeur-cfm", "Directeur Campus"}, {"directeur", "Algemeen directeur"}}
	for answer, want := range map[string]string{
		"hr": "hr", "DIRECTEUR": "hr directeur-cfm directeur", "directeur": "directeur", "campus dir": "directeur-cfm",
		"rector": "",
	} {
		var got []string
		for _, c := range picked(answer, all) {
			got = append(got, c.id)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q picks %v, want %s", answer, got, want)
		}
	}
}
