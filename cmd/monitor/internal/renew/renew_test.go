package renew

import (
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// after returns an edition of 2027 after one of 2026 with some indicators.
func after(indicators ...*model.Indicator) *Edition {
	last := &model.Edition{Year: "2026", Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Indicators: indicators}
	return New(nil, &edition.Loaded{Edition: last}, "2027")
}

func series(frequency model.Frequency, periods ...string) *model.Indicator {
	i := &model.Indicator{Frequency: frequency}
	for _, p := range periods {
		period, _ := model.ParsePeriod(p)
		i.Values = append(i.Values, model.Value{Period: period})
	}
	return i
}

func TestNewPeriods(t *testing.T) {
	for _, test := range []struct {
		name string
		of   *model.Indicator
		want string
	}{
		{"up to now", series(model.Yearly, "2024", "2025"), "2026 "},
		{"a year behind", series(model.Yearly, "2023", "2024"), "2025 2026 "},
		{"two years behind", series(model.Yearly, "2022", "2023"), "2024 2025 2026 "},
		{"ended", series(model.Yearly, "2021", "2022"), ""},
		{"one value", series(model.Yearly, "2025"), ""},
		{"quarters", series(model.Quarterly, "2026-Q1", "2026-Q2"), "2026-Q3 2026-Q4 2027-Q1 2027-Q2 "},
		{"academic years", series(model.AcademicYear, "2024/2025", "2025/2026"), "2026/2027 "},
	} {
		got := ""
		for _, p := range after(series(model.Yearly, "2024", "2025"), test.of).Periods[test.of] {
			got += p.String() + " "
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestMoved(t *testing.T) {
	e := after()
	for from, to := range map[string]string{"2026-03-01": "2027-03-01", "2028-02-29": "2029-02-28"} {
		day, _ := time.Parse(time.DateOnly, from)
		if got := e.moved(day); got != to {
			t.Errorf("%s became %s, want %s", from, got, to)
		}
	}
	if got, want := e.later("in 2025, 2026 and 2027 (no 12026)"), "in 2025, 2027 and 2028 (no 12026)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestFigure lets figures go on to the new period, but for those that name the old one.
func TestFigure(t *testing.T) {
	e := after(series(model.Yearly, "2024", "2025"))
	const text = "+++\ntitle = \"In 2026\"\nstatus = \"besproken\"\n+++\n```figure\nto = 2025\n```\n```figure\nto = 2025\n" +
		"title = \"Until 2025\"\n```\n```figure\nto = 2024\n```\n"
	const want = "+++\ntitle = \"In 2027\"\nstatus = \"concept\"\n+++\n```figure\nto = 2026\n```\n```figure\nto = 2025\n" +
		"title = \"Until 2025\"\n```\n```figure\nto = 2024\n```\n"
	if got := string(e.chapter([]byte(text))); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCycles(t *testing.T) {
	e := after()
	f := rewrite.ReadTOML([]byte("[cycle.a.plan]\nstate = \"done\"\nstart = 2026-01-01\ncame.nl = \"x\"\n" +
		"discussed = { b = 2026-02-01 }\n[cycle.a.plan.step.s]\nend = 2026-01-02\n"))
	e.cycles(f)
	const want = "[cycle.a.plan]\nstate = \"todo\"\nstart = 2027-01-01\n[cycle.a.plan.step.s]\nend = 2027-01-02\n"
	if got := string(f.Bytes()); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTold(t *testing.T) {
	tell := func(key wording.Key, args ...any) string { return wording.Say("en", key, args...) }
	day := func(text string) time.Time {
		day, _ := time.Parse(time.DateOnly, text)
		return day
	}
	for want, of := range map[string]task{
		"Count":                                {what: "Count"},
		"2026-11-24: Count; in 2026: 3 (2025)": {due: day("2026-11-24"), what: "Count", was: "3 (2025)"},
		"**late**, 2026-11-23: Count them":     {due: day("2026-11-23"), what: "Count\n them"},
	} {
		if got := after().told(of, tell); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
