package site

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// openedInDutch opens the golden site with Dutch as the language of its author.
func openedInDutch(t *testing.T) (*folder, *Preview) {
	t.Helper()
	f := copySite(t, golden, 1)
	p := NewPreview(f.dir, "nl", Tools{})
	t.Cleanup(func() { p.Close() })
	refresh(t, p)
	return f, p
}

// choice is a query: "indicator=brandmeldingen kind=line".
func choice(query string) map[string][]string {
	chosen := make(map[string][]string)
	for _, part := range strings.Fields(query) {
		key, value, _ := strings.Cut(part, "=")
		chosen[key] = append(chosen[key], value)
	}
	return chosen
}

// TestWorkshopIsChapter chooses each figure of some chapters: the workshop returns the block that
// the author wrote, and the figure that is on the page.
func TestWorkshopIsChapter(t *testing.T) {
	f, p := openedInDutch(t)
	blocks := regexp.MustCompile("(?ms)^```figure\n.*?^```\n")
	drawn := regexp.MustCompile(`(?s)<div class="figure-body.*</div>\n`)
	written := regexp.MustCompile(`(?m)^(\w+) = \[?(.*?)\]?$`)
	tried := 0
	for _, name := range []string{"20-gebouwen", "40-enquete-toelichting"} {
		page, _ := p.page(t, "2026/"+name[len("20-"):]+".html")
		for _, block := range blocks.FindAllString(string(f.was["content/2026/nl/"+name+".md"]), -1) {
			chosen := make(map[string][]string)
			for _, line := range written.FindAllStringSubmatch(block, -1) {
				for value := range strings.SplitSeq(line[2], ", ") {
					key := strings.TrimSuffix(line[1], "s")
					if line[1] == "limits" {
						key = line[1]
					}
					chosen[key] = append(chosen[key], strings.Trim(value, `"`))
				}
			}
			w, err := p.Workshop(model.Board, chosen)
			body := drawn.FindString(string(w.Figure))
			if err != nil || body == "" || !strings.Contains(page, body) {
				t.Errorf("%s: not the figure of the page: %v %v %s", block, err, w.Found, w.Figure)
			}
			for line := range strings.Lines(w.Block) {
				if !strings.Contains(block, line) {
					t.Errorf("%s: the author did not write %s", block, line)
				}
			}
			tried++
		}
	}
	if tried < 20 {
		t.Errorf("%d figures", tried)
	}
}

// TestWorkshopRefuses makes choices that no chapter can have.
func TestWorkshopRefuses(t *testing.T) {
	_, p := openedInDutch(t)
	for _, test := range []struct {
		readers model.Audience
		query   string
		code    diagnostic.Code
	}{
		{model.Board, "indicator=lab-instructie kind=stacked breakdown=faculteit", diagnostic.NotAdditive},
		{model.Board, "indicator=lab-instructie indicator=ongevallen kind=line", diagnostic.DifferentUnits},
		{model.Board, "indicator=lab-instructie indicator=lab-instructie", diagnostic.DuplicateID},
		{model.Board, "indicator=lab-instructie breakdown=alarm", diagnostic.NoBreakdown},
		{model.Board, "indicator=brandmeldingen from=2025-06 to=2024", diagnostic.FromAfterTo},
		{model.Board, "indicator=brandmeldingen from=morgen", diagnostic.BadPeriod},
		{model.Board, "indicator=losgeld indicator=schijven kind=peers", diagnostic.NotOfThisKind},
		{model.Board, "kind=radar", diagnostic.KindNeedsCategory},
		{model.Board, "kind=kaart indicator=schijven", diagnostic.BadChoice},
		{model.Public, "indicator=losgeld", diagnostic.AboveAudience},
		{model.Board, "indicator=\"\n```\n", diagnostic.UnknownID},
	} {
		chosen := choice(test.query)
		if strings.HasSuffix(test.query, "`\n") {
			chosen = map[string][]string{"indicator": {"\"\n```\n"}}
		}
		w, err := p.Workshop(test.readers, chosen)
		has := func(d diagnostic.Diagnostic) bool { return d.Code == test.code && d.Severity == diagnostic.Error }
		if err != nil || w.Figure != "" || w.Block == "" || !slices.ContainsFunc(w.Found, has) {
			t.Errorf("%s: %v, %v\n%s%s", test.query, err, w.Found, w.Block, w.Figure)
		}
		for _, field := range w.Fields {
			if field.Value == "" || field.Tick != "" {
				continue
			}
			found := 0
			for _, o := range field.Options {
				if o.Value == field.Value {
					found++
				}
			}
			if found != 1 {
				t.Errorf("%s: %s can be chosen %d times for %s", test.query, field.Value, found, field.Key)
			}
		}
	}
}

// TestWorkshopFields looks at what can be chosen: what the kind takes and the indicators have.
func TestWorkshopFields(t *testing.T) {
	_, p := openedInDutch(t)
	for query, want := range map[string]string{
		"":                         "indicator kind",
		"indicator=":               "indicator kind",
		"indicator=stroomuitval":   "indicator indicator kind from to interval limits",
		"indicator=brandmeldingen": "indicator indicator kind breakdown from to measure interval limits",
		"indicator=ongevallen indicator=brandmeldingen": "indicator indicator indicator kind breakdown from to measure",
		"indicator=lab-instructie kind=peers":           "indicator kind",
		"kind=matrix indicator=ongevallen":              "kind risk category",
		"kind=benefits":                                 "kind",
	} {
		w, err := p.Workshop(model.Board, choice(query))
		var keys []string
		for _, f := range w.Fields {
			keys = append(keys, f.Key)
			if f.Key == "indicator" && strings.Contains(query, "peers") && len(f.Options) != 2 {
				t.Errorf("%d indicators have peers", len(f.Options))
			}
		}
		if got := strings.Join(keys, " "); err != nil || got != want {
			t.Errorf("%q: %s, want %s; %v", query, got, want, err)
		}
		if empty := len(w.Block) == 0; empty != (strings.TrimSuffix(query, "indicator=") == "") {
			t.Errorf("%q: the block is %q", query, w.Block)
		}
	}
	// Readers see no more than they may.
	w, _ := p.Workshop(model.Public, choice("indicator=diefstallen"))
	for _, f := range w.Fields {
		if f.Key == "breakdown" {
			t.Errorf("the public sees %v", f.Options)
		}
		for _, o := range f.Options {
			if o.Value == "losgeld" {
				t.Error("the public sees what is for the Board")
			}
		}
	}
}

// TestWorkshopWithMistakes asks for a figure of data that cannot be read, and asks before anything
// was read.
func TestWorkshopWithMistakes(t *testing.T) {
	f := copySite(t, golden, 1)
	f.write("data/2026/indicators/gebouwen.toml", []byte("[indicator.brandmeldingen\n"))
	p := NewPreview(f.dir, "nl", Tools{})
	defer p.Close()
	for _, read := range []bool{false, true} {
		if read {
			refresh(t, p)
		}
		for _, query := range []string{"kind=benefits", "indicator=brandmeldingen", "indicator=datalekken"} {
			w, err := p.Workshop(model.Board, choice(query))
			if err != nil || read == (w.Block == "") {
				t.Errorf("%s: %v %+v", query, err, w)
			}
		}
	}
}
