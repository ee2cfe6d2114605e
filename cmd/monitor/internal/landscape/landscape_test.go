package landscape

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// TestReadable checks every figure of several landscapes: no word overlaps another, leaves the plot
// or is cut off, and the theme knows the names of all colours and formatters.
func TestReadable(t *testing.T) {
	l := figuretest.Words(t, "nl")
	for seed := range uint64(5) {
		random := rand.New(rand.NewPCG(seed, 11))
		first := surveyed(random, "2025", nil)
		r := surveyed(random, "2026", []*report.Report{first})
		for _, c := range landscapeCases(r) {
			if p := Complete(&c.spec, r, l); p != nil {
				t.Fatalf("%s: %+v", c.name, p)
			}
			d := Draw(c.spec, r, l)
			plots := map[string]figure.Plot{"wide": d.Wide, "narrow": d.Narrow}
			if d.Full != nil {
				plots["full"] = d.Full()
			}
			for name, p := range plots {
				if err := readable(p.Scene); err != nil {
					t.Errorf("%d %s %s: %v", seed, c.name, name, err)
				}
			}
			again := Draw(c.spec, r, l)
			if figuretest.Listed(d.Wide.Scene) != figuretest.Listed(again.Wide.Scene) ||
				figuretest.Listed(d.Narrow.Scene) != figuretest.Listed(again.Narrow.Scene) ||
				figuretest.Written(d) != figuretest.Written(again) {
				t.Errorf("%s: drawn twice, and different", c.name)
			}
			if len(d.Table.Rows) == 0 || d.Alt == "" || figuretest.Unfilled.MatchString(d.Alt) ||
				figuretest.Unfilled.MatchString(d.Unit) ||
				len(d.Sources) == 0 {
				t.Errorf("%s: %s", c.name, figuretest.Written(d))
			}
		}
	}
}

// readable returns an error when a word of a plot cannot be read.
func readable(p *scene.Scene) error {
	var boxes []plot.Box
	var texts []string
	for _, m := range p.Marks {
		if !figuretest.Known(m.Look.Fill) || !figuretest.Known(m.Look.Stroke) {
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
			return fmt.Errorf("%q at %v is not within %s", t.Text, b, figuretest.Size(p))
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

// TestWithheld plants numbers where a group is withheld, and looks for them in all that leaves the
// package.
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
		l := figuretest.Words(t, code)
		for _, c := range landscapeCases(r) {
			if c.spec.Kind != figure.Heatmap {
				continue
			}
			d, before := Draw(c.spec, r, l), unplanted(t, c.spec, code)
			csv, data := d.Files(r.Edition.Year, l)
			for name, text := range map[string][]byte{"wide": d.Wide.Scene.SVG(""),
				"narrow": d.Narrow.Scene.SVG(""), "text": []byte(figuretest.Written(d)), "csv": csv, "json": data} {
				// Other cells may hold numbers that begin alike: look at those of a landscape
				// without the plant.
				for _, secret := range secrets {
					if bytes.Count(text, []byte(secret)) != bytes.Count(before[name], []byte(secret)) {
						t.Errorf("%s %s %s tells %s", code, c.name, name, secret)
					}
				}
			}
			if !d.Hidden ||
				!strings.Contains(d.Alt,
					l.Say("figure.heatmap.withheld", "groups", l.Text(r.Survey.Cells[4].Groups[0].Title))) {
				t.Errorf("%s: does not say that something is hidden: %s", c.name, d.Alt)
			}
		}
	}
}

// unplanted returns the files of a figure of the landscape without planted numbers.
func unplanted(t *testing.T, spec figure.Spec, code string) map[string][]byte {
	r, l := landscapes(), figuretest.Words(t, code)
	if spec.Category != nil {
		spec.Category = r.Edition.Category(spec.Category.ID)
	}
	d := Draw(spec, r, l)
	csv, data := d.Files(r.Edition.Year, l)
	return map[string][]byte{
		"wide":   d.Wide.Scene.SVG(""),
		"narrow": d.Narrow.Scene.SVG(""),
		"text":   []byte(figuretest.Written(d)),
		"csv":    csv,
		"json":   data,
	}
}

func TestComplete(t *testing.T) {
	l := figuretest.Words(t, "nl")
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
					r.Survey.Survey.Questions = slices.Delete(r.Survey.Survey.Questions, n, n+1)
					return
				}
			}
		}
	}
	stranger := &model.Risk{Head: model.Head{ID: "vreemd", Title: text("Vreemd", "Stranger")}}
	cyber := full.Edition.Categories[2]
	for _, c := range []struct {
		name string
		spec figure.Spec
		r    *report.Report
		code diagnostic.Code
		key  string
	}{
		{"no survey", figure.Spec{Kind: figure.Matrix}, change(func(r *report.Report) { r.Survey = nil }),
			diagnostic.NoSurvey, "kind"},
		{"too few respondents", figure.Spec{Kind: figure.Outlook},
			change(func(r *report.Report) { r.Survey.Withheld = true }), diagnostic.SurveyWithheld, "kind"},
		{"not asked", figure.Spec{Kind: figure.Network}, change(none(model.Drivers)), diagnostic.NotAsked, "kind"},
		{"half asked", figure.Spec{Kind: figure.Matrix}, change(none(model.Impact)), diagnostic.NotAsked, "kind"},
		{"nobody answered", figure.Spec{Kind: figure.Current},
			change(func(r *report.Report) { r.Survey.Current = nil }), diagnostic.NothingToShow, "kind"},
		{"one horizon", figure.Spec{Kind: figure.Severity},
			change(func(r *report.Report) { delete(r.Survey.Severity, "tien") }), diagnostic.TooFewToShow, "kind"},
		{"one edition", figure.Spec{Kind: figure.Ranks}, change(func(r *report.Report) { r.Earlier = nil }),
			diagnostic.TooFewToShow, "kind"},
		{"another risk", figure.Spec{Kind: figure.Heatmap, Risk: stranger}, full, diagnostic.RiskNotShown, "risk"},
		{"risk of another category", figure.Spec{Kind: figure.Heatmap, Risk: full.Edition.Risks[0],
			Category: cyber}, full, diagnostic.RiskNotShown, "risk"},
		{"radar of nothing", figure.Spec{Kind: figure.Radar}, full, diagnostic.KindNeedsCategory, "kind"},
		{"no questions", figure.Spec{Kind: figure.Radar, Category: cyber},
			change(func(r *report.Report) { r.Edition.Questions = nil }), diagnostic.NothingToShow, "kind"},
		{"two aspects", figure.Spec{Kind: figure.Radar, Category: cyber},
			change(func(r *report.Report) { r.Edition.Questions = r.Edition.Questions[27:33] }),
			diagnostic.TooFewToShow, "kind"},
		{"no questions at all", figure.Spec{Kind: figure.Maturity},
			change(func(r *report.Report) { r.Edition.Questions = nil }), diagnostic.NothingToShow, "kind"},
		{"no steps", figure.Spec{Kind: figure.Steps},
			change(func(r *report.Report) { r.Edition.Questions = nil }), diagnostic.NothingToShow, "kind"},
		{"no measures", figure.Spec{Kind: figure.Benefits}, change(func(r *report.Report) { r.Appraisal = nil }),
			diagnostic.NothingToShow, "kind"},
		{"risk in a radar", figure.Spec{Kind: figure.Radar, Category: cyber, Risk: full.Edition.Risks[0]}, full,
			diagnostic.NotOfThisKind, "risk"},
		{"category of an outlook", figure.Spec{Kind: figure.Outlook, Category: cyber}, full,
			diagnostic.NotOfThisKind, "category"},
		{"period of a matrix", figure.Spec{Kind: figure.Matrix, From: model.Period{Year: 2020}}, full,
			diagnostic.NotOfThisKind, "from"},
		{"intervals of a matrix", figure.Spec{Kind: figure.Matrix, Interval: true}, full,
			diagnostic.NotOfThisKind, "interval"},
		{"limits of a matrix", figure.Spec{Kind: figure.Matrix, Limits: true}, full, diagnostic.NotOfThisKind, "limits"},
	} {
		if p := Complete(&c.spec, c.r, l); p == nil || p.Code != c.code || p.Key != c.key {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
}

// TestForms checks that this package draws every kind that shows no series, and no other.
func TestForms(t *testing.T) {
	for _, name := range figure.Kinds() {
		kind := figure.Kind(name)
		if _, known := forms[kind]; known == kind.Series() {
			t.Errorf("%s: drawn here: %t", kind, known)
		}
	}
}

// TestChains follows a risk that had another id, and one that was not there.
func TestChains(t *testing.T) {
	r := landscapes()
	s := &landscape{Spec: figure.Spec{Kind: figure.Ranks}, report: r}
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

// TestSlug checks that figures which show other numbers have other files.
func TestSlug(t *testing.T) {
	r, l := landscapes(), figuretest.Words(t, "nl")
	files := map[string]string{}
	for _, c := range landscapeCases(r) {
		csv, _ := Draw(c.spec, r, l).Files(r.Edition.Year, l)
		slug := c.spec.Slug()
		if before, known := files[slug]; known && before != string(csv) {
			t.Errorf("%s: two files of one name", slug)
		}
		files[slug] = string(csv)
	}
	if len(files) != 17 {
		t.Errorf("%d files", len(files))
	}
}

// TestNetworkPlaces checks that a risk has the same place on every map of the report, whichever
// risk stands out.
func TestNetworkPlaces(t *testing.T) {
	r, l := landscapes(), figuretest.Words(t, "nl")
	places := func(risk *model.Risk) string {
		s := &landscape{Spec: figure.Spec{Kind: figure.Network, Risk: risk}, report: r, language: l}
		net := s.network()
		if risk != nil && len(net.links) == net.placed {
			return "" // the strongest connections of this risk are on every map
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
