package figure

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// TestReadable sees of every figure, of several landscapes, that no word lies upon another or beyond the plot, that none is
// cut off, and that colours and formatters have names that the theme knows.
func TestReadable(t *testing.T) {
	l := words(t, "nl")
	for seed := range uint64(5) {
		random := rand.New(rand.NewPCG(seed, 11))
		first := surveyed(random, "2025", nil)
		r := surveyed(random, "2026", []*report.Report{first})
		for _, c := range landscapeCases(r) {
			if p := c.spec.Complete(r, "nl"); p != nil {
				t.Fatalf("%s: %+v", c.name, p)
			}
			d := Draw(c.spec, r, l)
			for name, p := range map[string]Plot{"wide": d.Wide, "narrow": d.Narrow} {
				if err := readable(p.Scene); err != nil {
					t.Errorf("%d %s %s: %v", seed, c.name, name, err)
				}
			}
			if again := Draw(c.spec, r, l); listed(d.Wide.Scene) != listed(again.Wide.Scene) || listed(d.Narrow.Scene) != listed(again.Narrow.Scene) || written(d) != written(again) {
				t.Errorf("%s: drawn twice, and different", c.name)
			}
			if len(d.Table.Rows) == 0 || d.Alt == "" || unfilled.MatchString(d.Alt) || unfilled.MatchString(d.Unit) || len(d.Sources) == 0 {
				t.Errorf("%s: %s", c.name, written(d))
			}
		}
	}
}

// readable looks at the words of a plot.
func readable(p *scene.Scene) error {
	var boxes []plot.Box
	var texts []string
	for _, m := range p.Marks {
		if !known(m.Look.Fill) || !known(m.Look.Stroke) {
			return fmt.Errorf("no theme knows the colours of %+v", m)
		}
		t, ok := m.Shape.(scene.Text)
		if !ok {
			continue
		}
		// Widths are guessed wide; what is written is about a tenth narrower.
		w, h := plot.TextWidth(t.Text, t.Size)*0.9, float64(t.Size)
		b := plot.Box{Left: t.X - w/2, Top: t.Y - h/2, Right: t.X + w/2, Bottom: t.Y + h/2}
		switch t.Anchor {
		case scene.Start:
			b.Left, b.Right = t.X, t.X+w
		case scene.End:
			b.Left, b.Right = t.X-w, t.X
		}
		if b.Left < -1 || b.Top < -2 || b.Right > float64(p.Width)+1 || b.Bottom > float64(p.Height)+3 {
			return fmt.Errorf("%q at %v is not within %s", t.Text, b, size(p))
		}
		if strings.Contains(t.Text, "…") {
			return fmt.Errorf("%q is cut off", t.Text)
		}
		for n, other := range boxes {
			if b.Overlaps(other) {
				return fmt.Errorf("%q lies upon %q", t.Text, texts[n])
			}
		}
		boxes, texts = append(boxes, b), append(texts, t.Text)
	}
	if len(boxes) < 3 {
		return fmt.Errorf("%d words", len(boxes))
	}
	return nil
}

var roles = regexp.MustCompile(`^(accent|series-[2-8]|cat-[1-8]|heat-[1-5]|muted|text|grid|axis|target|surface)?$`)

// known reports whether a theme has a colour for a role.
func known(r scene.Role) bool { return roles.MatchString(string(r)) }

// TestWithheld plants numbers where a group is withheld, and looks for them in all that leaves the package.
func TestWithheld(t *testing.T) {
	r := landscapes()
	for n, c := range r.Survey.Cells {
		if c.Withheld {
			for _, risk := range r.Edition.Risks {
				r.Survey.ByCell[n][risk.ID] = survey.Estimate{N: 7391, Value: 6.473, Low: 6.318, High: 6.628}
			}
		}
	}
	secrets := []string{"6.47", "6,47", "6.32", "6,32", "6.63", "6,63", "7391", "7.391", "7,391"}
	for _, code := range []string{"nl", "en"} {
		l := words(t, code)
		for _, c := range landscapeCases(r) {
			if c.spec.Kind != Heatmap {
				continue
			}
			d, plain := Draw(c.spec, r, l), unplanted(t, c.spec, code)
			csv, data := d.Files(r, l)
			for name, text := range map[string][]byte{"wide": d.Wide.Scene.SVG(""), "narrow": d.Narrow.Scene.SVG(""), "text": []byte(written(d)), "csv": csv, "json": data} {
				// Other cells may hold numbers that begin alike: look at those of a landscape without the plant.
				for _, secret := range secrets {
					if bytes.Count(text, []byte(secret)) != bytes.Count(plain[name], []byte(secret)) {
						t.Errorf("%s %s %s tells %s", code, c.name, name, secret)
					}
				}
			}
			if !d.Hidden || !strings.Contains(d.Alt, l.Say("figure.heatmap.withheld", "groups", say(r.Survey.Cells[4].Groups[0].Title, code))) {
				t.Errorf("%s: does not say that something is hidden: %s", c.name, d.Alt)
			}
		}
	}
}

// unplanted is what a figure says of the landscape as it is.
func unplanted(t *testing.T, spec Spec, code string) map[string][]byte {
	r, l := landscapes(), words(t, code)
	if spec.Category != nil {
		spec.Category = r.Edition.Category(spec.Category.ID)
	}
	d := Draw(spec, r, l)
	csv, data := d.Files(r, l)
	return map[string][]byte{"wide": d.Wide.Scene.SVG(""), "narrow": d.Narrow.Scene.SVG(""), "text": []byte(written(d)), "csv": csv, "json": data}
}

func TestCompleteForms(t *testing.T) {
	full := landscapes()
	change := func(f func(*report.Report)) *report.Report {
		r := landscapes()
		f(r)
		return r
	}
	none := func(kind model.SurveyKind) func(*report.Report) {
		return func(r *report.Report) {
			for n, q := range r.Survey.Survey.Questions {
				if q.Kind == kind {
					r.Survey.Survey.Questions = append(r.Survey.Survey.Questions[:n:n], r.Survey.Survey.Questions[n+1:]...)
					return
				}
			}
		}
	}
	stranger := &model.Risk{Head: model.Head{ID: "vreemd", Title: text("Vreemd", "Stranger")}}
	cyber := full.Edition.Categories[2]
	for _, c := range []struct {
		name string
		spec Spec
		r    *report.Report
		code diagnostic.Code
		key  string
	}{
		{"no survey", Spec{Kind: Matrix}, change(func(r *report.Report) { r.Survey = nil }), diagnostic.NoSurvey, "kind"},
		{"too few respondents", Spec{Kind: Outlook}, change(func(r *report.Report) { r.Survey.Withheld = true }), diagnostic.SurveyWithheld, "kind"},
		{"not asked", Spec{Kind: Network}, change(none(model.Drivers)), diagnostic.NotAsked, "kind"},
		{"half asked", Spec{Kind: Matrix}, change(none(model.Impact)), diagnostic.NotAsked, "kind"},
		{"nobody answered", Spec{Kind: Current}, change(func(r *report.Report) { r.Survey.Current = nil }), diagnostic.NothingToShow, "kind"},
		{"one horizon", Spec{Kind: Severity}, change(func(r *report.Report) { delete(r.Survey.Severity, "tien") }), diagnostic.TooFewToShow, "kind"},
		{"one edition", Spec{Kind: Ranks}, change(func(r *report.Report) { r.Earlier = nil }), diagnostic.TooFewToShow, "kind"},
		{"another risk", Spec{Kind: Heatmap, Risk: stranger}, full, diagnostic.RiskNotShown, "risk"},
		{"risk of another category", Spec{Kind: Heatmap, Risk: full.Edition.Risks[0], Category: cyber}, full, diagnostic.RiskNotShown, "risk"},
		{"radar of nothing", Spec{Kind: Radar}, full, diagnostic.KindNeedsCategory, "kind"},
		{"no questions", Spec{Kind: Radar, Category: cyber}, change(func(r *report.Report) { r.Edition.Questions = nil }), diagnostic.NothingToShow, "kind"},
		{"two aspects", Spec{Kind: Radar, Category: cyber}, change(func(r *report.Report) { r.Edition.Questions = r.Edition.Questions[27:33] }), diagnostic.TooFewToShow, "kind"},
		{"no questions at all", Spec{Kind: Maturity}, change(func(r *report.Report) { r.Edition.Questions = nil }), diagnostic.NothingToShow, "kind"},
		{"no measures", Spec{Kind: Benefits}, change(func(r *report.Report) { r.Appraisal = nil }), diagnostic.NothingToShow, "kind"},
		{"risk in a radar", Spec{Kind: Radar, Category: cyber, Risk: full.Edition.Risks[0]}, full, diagnostic.NotOfThisKind, "risk"},
		{"category of an outlook", Spec{Kind: Outlook, Category: cyber}, full, diagnostic.NotOfThisKind, "category"},
		{"period of a matrix", Spec{Kind: Matrix, From: model.Period{Year: 2020}}, full, diagnostic.NotOfThisKind, "from"},
		{"nothing", Spec{Kind: Line}, full, diagnostic.NoFigureSubject, "kind"},
	} {
		if p := c.spec.Complete(c.r, "nl"); p == nil || p.Code != c.code || p.Key != c.key {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
}

// TestChains follows a risk that had another id, and one that was not there.
func TestChains(t *testing.T) {
	r := landscapes()
	s := &landscape{Spec: Spec{Kind: Ranks}, report: r}
	editions, chains := s.chains()
	if len(editions) != 3 || editions[0].year != "2024" {
		t.Fatalf("%d editions", len(editions))
	}
	for _, c := range chains {
		has := 0
		for _, x := range c.ranks {
			if x.Risk != nil {
				has++
			}
		}
		want := map[string]int{"r3-5": 2}[c.risk.ID]
		if want == 0 {
			want = 3
		}
		if has != want {
			t.Errorf("%s is in %d editions, want %d", c.risk.ID, has, want)
		}
	}
	if len(chains) != len(r.Edition.Risks) {
		t.Errorf("%d chains", len(chains))
	}
}

// TestSlug sees that figures which show other numbers have other files.
func TestSlug(t *testing.T) {
	r, l := landscapes(), words(t, "nl")
	files := map[string]string{}
	for _, c := range landscapeCases(r) {
		csv, _ := Draw(c.spec, r, l).Files(r, l)
		slug := c.spec.Slug()
		if before, known := files[slug]; known && before != string(csv) {
			t.Errorf("%s: two files of one name", slug)
		}
		files[slug] = string(csv)
	}
	if len(files) != 15 {
		t.Errorf("%d files", len(files))
	}
}

// TestNetworkPlaces holds that a risk is where it was on every other map of the report, whichever of them stands out.
func TestNetworkPlaces(t *testing.T) {
	r, l := landscapes(), words(t, "nl")
	places := func(risk *model.Risk) string {
		s := &landscape{Spec: Spec{Kind: Network, Risk: risk}, report: r, language: l}
		net := s.network()
		if risk != nil && len(net.links) == net.placed {
			return "" // the strongest of this one are on every map
		}
		return fmt.Sprint(net.nodes, plot.Layout(s.lengths(net)))
	}
	want, others := places(nil), 0
	for _, risk := range r.Edition.Risks {
		got := places(risk)
		if got == "" {
			continue
		}
		others++
		if got != want {
			t.Errorf("with %s in front\n%s\nwithout\n%s", risk.ID, got, want)
		}
	}
	if others == 0 {
		t.Error("no risk has connections of its own")
	}
}
