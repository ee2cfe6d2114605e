package intake

import (
	"slices"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
)

// testEdition has two indicators, one of them with a breakdown.
func testEdition() *model.Edition {
	d := &model.Dimension{ID: "faculteit", Title: model.Text{"nl": "Faculteit"}, Members: []*model.Member{
		{Key: "A", Title: model.Text{"nl": "Faculteit A"}}, {Key: "B", Title: model.Text{"nl": "Faculteit B"}}}}
	year := func(y int) model.Period { return model.Period{Frequency: model.Yearly, Year: y} }
	e := &model.Edition{Year: "2026", Date: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Dimensions: []*model.Dimension{d}}
	e.Indicators = []*model.Indicator{
		{Head: model.Head{ID: "ongevallen", Title: model.Text{"nl": "Ongevallen"}}, Kind: model.Count,
			Values: []model.Value{{Period: year(2024), Number: 25}}},
		{Head: model.Head{ID: "verzuim", Title: model.Text{"nl": "Ziekteverzuim", "en": "Sickness absence"}},
			Kind: model.Share, Decimals: 2, Values: []model.Value{{Period: year(2024), Number: 3.75}}},
	}
	e.Index()
	return e
}

// readCSV reads a CSV file into an edition; answers are by the last part of the key of a question.
func readCSV(t testing.TB, name, text string, answers map[string]string) (*Reading, *diagnostic.List) {
	t.Helper()
	book, err := sheet.Parse(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var list diagnostic.List
	return Read(Input{Grid: book.Grids[0], ID: "x", Titles: []string{name}, Edition: testEdition(),
		Languages: []string{"nl", "en"}, Ask: func(q Question) (string, bool) {
			said, ok := answers[q.Key[len(q.Key)-1]]
			return said, ok
		}}, &list), &list
}

func TestDecimalMark(t *testing.T) {
	for _, c := range []struct {
		digits string
		count  bool
		want   string
	}{
		{"12", false, ""}, {"3,75", false, ","}, {"3.75", false, "."}, {"1.234,5", false, ","}, {"1,234.5", false, "."},
		{"1.234.567", false, ","}, {"1,234,567", false, "."}, {"1.234", false, "?"}, {"1.234", true, ","},
		{"1,234", true, "."}, {"0,375", false, ","}, {"-0.375", false, "."}, {"1234.567", false, "."}, {"12.5", true, "."},
	} {
		if got := decimalMark(c.digits, c.count); got != c.want {
			t.Errorf("%s (count %t): %q, want %q", c.digits, c.count, got, c.want)
		}
	}
}

func TestMoment(t *testing.T) {
	for text, want := range map[string]string{
		"2024": "2024", "2024-Q3": "2024-Q3", "Q3 2024": "2024-Q3", "3e kwartaal 2024": "2024-Q3", "kwartaal 3 2024": "2024-Q3",
		"1ste kwartaal van 2024": "2024-Q1", "3rd quarter 2024": "2024-Q3", "2023/2024": "2023/2024", "2023-24": "2023/2024",
		"jan 2024": "2024-01", "mrt-24": "2024-03", "studiejaar 2023/2024": "2023/2024", "31-12-2024": "2024-12-31",
		"2024-12-31": "2024-12-31", "2024-Q5": "", "2024-13": "", "24": "", "3.75": "", "1,5": "", "Totaal": "", "12": "",
		"5e kwartaal 2024": "", "2023/2025": "", "31-13-2024": "2024",
	} {
		m, ok := textMoment(text)
		got := ""
		if ok {
			got = m.String()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestShapes reads the same numbers from tables of many shapes.
func TestShapes(t *testing.T) {
	for name, c := range map[string]struct{ file, text string }{
		"years down":   {"a.csv", "Jaar;Ongevallen;Sickness absence (%)\n2024;26;3,8\n2025;31;3,4\n"},
		"years across": {"a.csv", "Kengetal;2024;2025\nongevallen;26;31\nZiekteverzuim;3,8;3,4\n"},
		"one of each row": {"a.csv", "indicator,period,value\nongevallen,2024,26\nverzuim,2024,3.8\n" +
			"ongevallen,2025,31\nverzuim,2025,3.4\n"},
		"headers of both": {"a.csv", ";Ongevallen 2024;Ongevallen 2025;Ziekteverzuim 2024;Ziekteverzuim 2025\nUT;26;31;3,8;3,4\n"},
	} {
		r, list := readCSV(t, c.file, c.text, map[string]string{"UT": "whole"})
		if list.Errors() > 0 {
			t.Errorf("%s: %v", name, list.Sorted())
			continue
		}
		got := make(map[string]float64)
		for _, v := range r.Values {
			got[v.Name()] = v.Number
		}
		for key, want := range map[string]float64{"ongevallen 2024": 26, "ongevallen 2025": 31, "verzuim 2024": 3.8,
			"verzuim 2025": 3.4} {
			if got[key] != want || len(got) != 4 {
				t.Errorf("%s: %v", name, got)
			}
		}
	}
}

// TestForm wants a workbook that comes back as it went to change nothing.
func TestForm(t *testing.T) {
	e := testEdition()
	role := &model.Role{ID: "hse", Title: model.Text{"nl": "Hoofd HSE"}}
	e.Indicators[0].Owner = role
	d := e.Dimensions[0]
	values := []model.Value{{Period: model.Period{Year: 2024}, Number: 12, Flags: "e", Note: model.Text{"nl": "Geschat."}}}
	e.Indicators[0].Breakdowns = []*model.Breakdown{{Dimension: d, Parts: []model.Part{{Member: d.Members[0], Values: values}}}}
	data, err := Form(e, role, "nl", []string{"nl", "en"})
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Parse("a.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range book.Grids {
		rows, columns := g.Size()
		for n := range rows * columns {
			if c := g.At(n/columns, n%columns); c.Text == "verzuim" {
				t.Errorf("%s: an indicator of another role", g.Ref(n/columns, n%columns))
			}
		}
	}
	for _, g := range book.Grids {
		if !IsOwn(g) {
			continue
		}
		var list diagnostic.List
		r := Read(Input{Grid: g, Edition: e, Languages: []string{"nl", "en"}}, &list)
		if list.Errors() > 0 || len(r.Values) != 0 || r.Unchanged != 4 {
			t.Fatalf("%d values and %d unchanged rows, want 0 and 4: %v", len(r.Values), r.Unchanged, list.Sorted())
		}
		return
	}
	t.Error("no table to fill in")
}

// FuzzRead tries that no table makes the program panic, and that what it reads has a place.
func FuzzRead(f *testing.F) {
	f.Add("Jaar;Ongevallen;Opmerking\n2024;1.234*;ja\nTotaal;<5;\n* voorlopig\n", "p")
	f.Add("Faculteit,2024,2025\nA,12,n.b.\nB,-,≥3\nTotaal,15,x\n", "whole")
	f.Add("a;b\n", "skip")
	f.Fuzz(func(t *testing.T, text, answer string) {
		book, err := sheet.Parse("a.csv", []byte(text))
		if err != nil {
			return
		}
		var list diagnostic.List
		r := Read(Input{Grid: book.Grids[0], Edition: testEdition(), Languages: []string{"nl"},
			Ask: func(Question) (string, bool) { return answer, answer != "" }}, &list)
		for _, c := range r.Changes([]string{"nl"}) {
			if c.Indicator == nil || c.Period == (model.Period{}) {
				t.Errorf("a value without a place: %+v", c)
			}
		}
	})
}

// TestThousands reads numbers with spaces between their thousands, and refuses those with spaces elsewhere.
func TestThousands(t *testing.T) {
	for text, want := range map[string]float64{
		"4 210": 4210, "1\u00a0234 567": 1234567, "4\u202f210 p": 4210, "4'210": 4210, "210": 210, "4 21": 0, "42 10 3": 0,
		"4210 5": 0,
	} {
		r, list := readCSV(t, "a.csv", "Jaar;Ongevallen\n2025;"+text+"\n", nil)
		switch {
		case want == 0:
			if list.Errors() == 0 {
				t.Errorf("%q: %+v, want an error", text, r.Values)
			}
		case len(r.Values) != 1 || r.Values[0].Number != want:
			t.Errorf("%q: %+v, want %v; %v", text, r.Values, want, list.Sorted())
		}
	}
}

// TestHundredth wants an error for a per cent without its sign, and for nothing else.
func TestHundredth(t *testing.T) {
	for text, wrong := range map[string]bool{
		"0,0375": true, "0,06": true, "3,75": false, "0,5": false, "0": false, "3,75%": false, "0,001": false,
	} {
		_, list := readCSV(t, "a.csv", "Jaar;Ziekteverzuim\n2025;"+text+"\n", nil)
		has := slices.ContainsFunc(list.Sorted(), func(d diagnostic.Diagnostic) bool {
			return d.Code == diagnostic.SheetHundredth
		})
		if has != wrong {
			t.Errorf("%q: an error %t, want %t: %v", text, has, wrong, list.Sorted())
		}
	}
}
