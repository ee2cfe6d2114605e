package edition

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// load reads the small site, with the files of a script laid over it and with replacements, given
// as file, old, new, ….
func load(t *testing.T, script string, replace ...string) (*model.Site, *Loaded) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(dir, os.DirFS("../../testdata/base")); err != nil {
		t.Fatal(err)
	}
	files, err := txtar.ParseFile("../../testdata/script/" + script)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files.Files {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(f.Name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for r := range slices.Chunk(replace, 3) {
		name := filepath.Join(dir, r[0])
		data, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(data), r[1]) {
			t.Fatal(r, err)
		}
		if err := os.WriteFile(name, []byte(strings.Replace(string(data), r[1], r[2], 1)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	root, err := source.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var list diagnostic.List
	site := LoadSite(root, &list)
	loaded := Load(root, site, "2026", true, &list)
	for _, d := range list.Sorted() {
		t.Errorf("%s: %s", fileAndLine(d.Position), d.Message("en"))
	}
	return site, loaded
}

// TestWhole checks that every key in the files arrives in the right field of the model.
func TestWhole(t *testing.T) {
	site, loaded := load(t, "data_whole.txtar",
		"data/site.toml", "[role.hr]", "[role.lid]\ntitle = 'Lid'\ncapacity = 'board'\n[role.hr]",
		"data/site.toml", "privacy_threshold = 5", "discount_rate = 0.03",
		"data/2026/categories.toml", `owner = "hr"`, "judgement = 'concern'\nreason = 'Daarom.'\n"+
			"employees = 'druk'\nstudents = 'begeleiding'\nsurroundings = 'geen'\n"+
			"baseline = 'toen'\ncontributors = ['lid', 'hr']",
		"data/2026/indicators/mensen.toml", "target = 3.5", "target = 3.5\nbaseline = 2022\nformerly = 'oud'\n"+
			"registration = { by = 'hr', system = 'AFAS', every = 'quarter', delivered = 2026-08-31 }")
	e := loaded.Edition
	day := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	r, g := e.Risk("uitval"), e.Risk("geweld")
	m, s := e.Measure("training"), e.Survey
	a, c := e.Action("zaal"), e.Category("mensen")
	i := e.Indicator("verzuim")
	checks := map[string]bool{
		"discount rate": site.Defaults.DiscountRate == 0.03,
		"roles in order": len(site.Defaults.RoleOrder) == 2 && site.Defaults.RoleOrder[0] == site.Defaults.Roles["lid"] &&
			site.Defaults.RoleOrder[0].Capacity == model.BoardMember,
		"category": c.Judgement == model.Concern && c.Reason.In("nl") == "Daarom." &&
			c.Baseline.In("nl") == "toen" && c.Contributors[0] == site.Defaults.Roles["lid"],
		"implications": c.Employees.In("nl") == "druk" && c.Students.In("nl") == "begeleiding" &&
			c.Surroundings.In("nl") == "geen",
		"indicator": i.Baseline.String() == "2022" && i.Formerly == "oud",
		"registration": i.Registration.By == site.Defaults.Roles["hr"] && i.Registration.Every == model.Rhythm(model.Quarterly) &&
			i.Registration.Due == day(2026, 11, 30),
		"risk": r.Category() == "mensen" && r.Aspects[0] == e.Aspect("arbo") && r.Indicators[0] == i &&
			r.Owner == site.Defaults.Roles["hr"],
		"texts": slices.Equal(r.Causes.In("nl"), []string{"werkdruk", "ongevallen"}) &&
			slices.Equal(r.Consequences.In("en"), []string{"minder onderwijs"}),
		"connection": len(r.Connections) == 1 && r.Connections[0].To == g && len(g.Connections) == 0,
		"audience":   g.Audience == model.Board && r.Audience == model.Public,
		"survey": s.Answers == "data/2026/survey.csv" && s.Example && s.Weighted &&
			s.Start == day(2026, 3, 1) && s.End == day(2026, 4, 1),
		"survey lists": s.Groups[0].Population == 2000 && s.Horizons[0].Years == 2 && len(s.Outlooks) == 2 &&
			len(s.Approaches) == 2,
		"survey question": len(s.Questions) == 5 && s.Asked(model.Severity).Max == 5 &&
			s.Asked(model.Severity).High.In("nl") == "zeer" && s.Asked(model.Current).Max == 0,
		"measure": m.Once == 1000 && m.Yearly == 500.5 && m.Life == 5 && m.Start == 2027 &&
			m.State == model.Ongoing && m.Risks[1] == g,
		"benefit": m.Benefit.Low == 0 && m.Benefit.Expected == 2000 && m.Benefit.High == 5000 &&
			m.Benefit.Basis.In("nl") == "Ervaring elders.",
		"requires": m.Requires[0] == e.Measure("ruimte") && m.Excludes[0] == e.Measure("niets") &&
			e.Measure("niets").State == model.Planned,
		"decision": m.Decision.Outcome == model.Chosen && m.Decision.By == site.Defaults.Roles["lid"] &&
			m.Decision.Date == day(2026, 5, 1) && m.Decision.Reason.In("nl") == "Nodig.",
		"levels": len(e.Levels) == 6 && e.Levels[5].Title.In("nl") == "beter",
		"question": e.Question("rie").Answer.Level == 3 && e.Question("rie").Answer.By == site.Defaults.Roles["hr"] &&
			e.Question("plan").Answer == nil,
		"cycle": len(e.Cycles) == 1 && e.Cycles[0].Category == c &&
			e.Cycles[0].Phases[0].Name == model.Plan && e.Cycles[0].Phases[1].End == day(2026, 12, 31),
		"action": a.State == model.Done && a.Finished == day(2026, 1, 15) && a.Category == c && a.Risk == g &&
			a.Measure == m && a.Recommended == e.Recommendation("training"),
		"recommendation": a.Recommended.To == site.Defaults.Roles["lid"] && a.Recommended.State == model.Running &&
			e.Action("taart").Reason.In("nl") == "Te duur.",
		"relation": len(e.Relations) == 1 && e.Relations[0].Letters() == "HF" &&
			e.Relations[0].From == site.Defaults.Roles["lid"],
		"reviews": len(e.Reviews) == 3 && e.Reviews[1].Outcome == model.BoardAdopted &&
			e.Reviews[1].Chapter == "mensen" && e.Reviews[2].Due == day(2026, 12, 1),
		"findings": len(e.Findings) == 3 && e.Findings[0].Category == c &&
			e.Findings[0].Evidence[1] == model.Evidence{Kind: "risk", ID: "geweld"},
		"requests": len(e.Requests) == 1 && len(e.Requests[0].Measures) == 2 &&
			e.Requests[0].Before == day(2027, 1, 1),
		"terms": len(e.Terms) == 2 && e.Term("rie").See[0] == e.Term("arbo") &&
			e.Term("rie").URL == "https://example.org/rie",
	}
	for name, ok := range checks {
		if !ok {
			t.Errorf("%s did not arrive as written", name)
		}
	}
	for thing, want := range map[any]string{
		g:                      "data/2026/risks.toml:12",
		a:                      "data/2026/actions.toml:7",
		e.Chapters["nl"][0]:    "content/2026/nl/10-mensen.md:2",
		e.Question("plan"):     "data/2026/questions.toml:23",
		e.Indicator("verzuim"): "data/2026/indicators/mensen.toml:1",
	} {
		if got := fileAndLine(loaded.Position(thing)); got != want {
			t.Errorf("a thing is at %s, want %s", got, want)
		}
	}
	if got := loaded.Position(m, "benefit", "high"); got.Line != 10 || got.Column != 39 {
		t.Errorf("the highest benefit is at %d:%d", got.Line, got.Column)
	}
}
