package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

func nl(s string) model.Text { return model.Text{"nl": s} }

// since compares two editions of one indicator each, and writes what was revised.
func since(was, is *model.Indicator) (*Report, []string) {
	before := New(&model.Edition{Year: "2025", Indicators: []*model.Indicator{was}}, protection)
	now := New(&model.Edition{Year: "2026", Indicators: []*model.Indicator{is}}, protection)
	now.MarkRevisions(before)
	var out []string
	for _, v := range now.Revisions.Values {
		s := v.To.Period.String()
		if v.Member != nil {
			s += "/" + v.Member.Key
		}
		s += fmt.Sprintf(" %s %g→%g", v.Sort, v.From.Number, v.To.Number)
		if v.HasDifference {
			s += fmt.Sprintf(" %+g", v.Absolute)
		}
		if v.HasPercent {
			s += fmt.Sprintf(" %+g%%", v.Percent)
		}
		switch {
		case v.Stale:
			s += " stale"
		case !v.Reason.Empty():
			s += " " + v.Reason.In("nl")
		case v.Unexplained():
			s += " ?"
		}
		out = append(out, s)
	}
	return now, out
}

func explained(v model.Value, why string) model.Value {
	v.Revised = nl(why)
	return v
}

func TestMarkRevisions(t *testing.T) {
	tests := []struct {
		name    string
		was, is []model.Value
		why     string // of the indicator as a whole
		want    []string
	}{
		{"nothing", []model.Value{value(2023, 4, "")}, []model.Value{value(2023, 4, ""), value(2024, 5, "")}, "",
			nil},
		{"another number", []model.Value{value(2022, 40, ""), value(2023, 4, "")},
			[]model.Value{value(2022, 44, ""), value(2023, 4, "")}, "",
			[]string{"2022 corrected 40→44 +4 +10% ?"}},
		{"with a reason", []model.Value{value(2022, 40, "")},
			[]model.Value{explained(value(2022, 30, ""), "telfout")}, "alles",
			[]string{"2022 corrected 40→30 -10 -25% telfout"}},
		{"with one for all", []model.Value{value(2022, 40, "")}, []model.Value{value(2022, 30, "")}, "alles",
			[]string{"2022 corrected 40→30 -10 -25% alles"}},
		{"with the reason of then", []model.Value{explained(value(2022, 40, ""), "telfout")},
			[]model.Value{explained(value(2022, 30, ""), "telfout")}, "",
			[]string{"2022 corrected 40→30 -10 -25% stale"}},
		{"from zero", []model.Value{value(2022, 0, "")}, []model.Value{value(2022, 3, "")}, "",
			[]string{"2022 corrected 0→3 +3 ?"}},
		{"provisional", []model.Value{value(2022, 40, "p"), value(2023, 8, "p")},
			[]model.Value{value(2022, 44, ""), value(2023, 8, "")}, "",
			[]string{"2022 corrected 40→44 +4 +10%"}},
		{"an estimate, withdrawn", []model.Value{value(2022, 40, "e")}, []model.Value{value(2022, 0, ":")}, "",
			[]string{"2022 withdrawn 40→0 ?"}},
		{"gone", []model.Value{value(2021, 9, ""), value(2022, 40, "")}, []model.Value{value(2021, 9, "")}, "",
			[]string{"2022 withdrawn 40→0 ?"}},
		{"late", []model.Value{value(2021, 0, ":"), value(2023, 4, "")},
			[]model.Value{value(2020, 8, ""), value(2021, 9, ""), value(2022, 7, ""), value(2023, 4, "")}, "",
			[]string{"2020 added 0→8", "2021 added 0→9", "2022 added 0→7"}},
		{"a new period is no revision", []model.Value{value(2023, 4, "")},
			[]model.Value{value(2023, 4, ""), value(2024, 9, "p")}, "", nil},
		{"a break", []model.Value{value(2022, 4, "")}, []model.Value{value(2022, 4, "b")}, "",
			[]string{"2022 reflagged 4→4 ?"}},
		{"no break after all", []model.Value{value(2022, 4, "b")},
			[]model.Value{explained(value(2022, 4, ""), "teruggerekend")}, "",
			[]string{"2022 reflagged 4→4 teruggerekend"}},
		{"open again", []model.Value{value(2022, 4, "")}, []model.Value{value(2022, 4, "p")}, "",
			[]string{"2022 reflagged 4→4 ?"}},
		{"settled", []model.Value{value(2022, 4, "pe")}, []model.Value{value(2022, 4, "")}, "", nil},
	}
	for _, test := range tests {
		was := &model.Indicator{Head: model.Head{ID: "x"}, Kind: model.Amount, Values: test.was}
		is := &model.Indicator{Head: model.Head{ID: "y", Formerly: "x"}, Kind: model.Amount, Values: test.is}
		if test.why != "" {
			is.Revised = nl(test.why)
		}
		now, got := since(was, is)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
		for _, v := range now.Revisions.Values {
			if p := now.Facts(is).Values.At(v.To.Period); p.State != Absent && p.Revision != v {
				t.Errorf("%s: %v is not marked", test.name, v.To.Period)
			}
		}
	}
}

// TestHiddenHasNoRevision: a number that is hidden in one of the editions has no revision.
func TestHiddenHasNoRevision(t *testing.T) {
	const secret = 7714
	dimension := &model.Dimension{ID: "deel"}
	a, b := &model.Member{Key: "A"}, &model.Member{Key: "B"}
	split := func(first, second []model.Value) []*model.Breakdown {
		return []*model.Breakdown{{Dimension: dimension, Parts: []model.Part{{Member: a, Values: first},
			{Member: b, Values: second}}}}
	}
	was := &model.Indicator{Head: model.Head{ID: "x"}, Kind: model.Count, Sensitive: true, Values: []model.Value{
		value(2015, secret, "c"), value(2016, 7713, ""), value(2017, 3, ""), value(2018, 3, ""), value(2019, 40, ""),
		value(2020, 0, ":"), value(2021, 50, ""), value(2022, 60, "")},
		Breakdowns: split([]model.Value{value(2021, 20, ""), value(2022, 3, "")},
			[]model.Value{value(2021, 30, ""), value(2022, 57, "")})}
	is := &model.Indicator{Head: model.Head{ID: "x"}, Kind: model.Count, Sensitive: true, Revised: nl("waarom"),
		Values: []model.Value{
			value(2015, 7713, ""), value(2016, secret, "c"), value(2017, 4, ""), value(2018, 9, ""), value(2019, 2, ""),
			value(2020, 2, ""), value(2021, 51, ""), value(2022, 60, "")},
		Breakdowns: split([]model.Value{value(2021, 21, ""), value(2022, 10, "")},
			[]model.Value{value(2021, 30, ""), value(2022, 50, "")})}
	now, got := since(was, is)
	want := []string{"2021 corrected 50→51 +1 +2% waarom", "2021/A corrected 20→21 +1 +5% waarom"}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	for _, p := range now.Facts(is).Values.Points {
		if p.Period != year(2021) && p.Revision != nil {
			t.Errorf("%v is marked", p.Period)
		}
	}
}

func TestRevisedParts(t *testing.T) {
	dimension := &model.Dimension{ID: "deel"}
	part := func(key string, values ...model.Value) model.Part {
		return model.Part{Member: &model.Member{Key: key}, Values: values}
	}
	was := &model.Indicator{Head: model.Head{ID: "x"}, Kind: model.Count, Values: []model.Value{value(2023, 10, "")},
		Breakdowns: []*model.Breakdown{{Dimension: dimension,
			Parts: []model.Part{part("A", value(2023, 4, "")), part("B", value(2023, 6, ""))}},
			{Dimension: &model.Dimension{ID: "weg"}, Parts: []model.Part{part("C", value(2023, 10, ""))}}}}
	is := &model.Indicator{Head: model.Head{ID: "x"}, Kind: model.Count,
		Values: []model.Value{explained(value(2023, 11, ""), "geheel")},
		Breakdowns: []*model.Breakdown{{Dimension: dimension,
			Parts: []model.Part{part("A", explained(value(2023, 5, ""), "deel")), part("B", value(2023, 5, "")),
				part("D", value(2023, 1, ""))}},
			{Dimension: &model.Dimension{ID: "nieuw"}, Parts: []model.Part{part("E", value(2023, 11, ""))}}}}
	_, got := since(was, is)
	want := []string{"2023 corrected 10→11 +1 +10% geheel", "2023/A corrected 4→5 +1 +25% deel",
		"2023/B corrected 6→5 -1 -16.666666666666664% geheel",
		"2023/C withdrawn 10→0 geheel"}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	// The dimension and a part have other names now.
	b := is.Breakdowns[0]
	b.Dimension = &model.Dimension{ID: "stuk", Formerly: "deel"}
	b.Parts[0].Member.Key, b.Parts[0].Member.Formerly = "AA", "A"
	want[1] = strings.Replace(want[1], "/A", "/AA", 1)
	if _, got := since(was, is); !slices.Equal(got, want) {
		t.Errorf("renamed: %s", strings.Join(got, "\n"))
	}
	was.Breakdowns[0].Parts[0].Values[0].Revised = nl("deel") // which repeats what was said then
	want[1] = strings.Replace(want[1], " deel", " stale", 1)
	if _, got := since(was, is); !slices.Equal(got, want) {
		t.Errorf("repeated: %s", strings.Join(got, "\n"))
	}
}

func TestRedefined(t *testing.T) {
	was := &model.Indicator{Head: model.Head{ID: "x"}, Unit: nl("% van de medewerkers"),
		Values: []model.Value{value(2023, 84, "")}, Direction: model.Higher}
	is := &model.Indicator{Head: model.Head{ID: "x"}, Unit: nl("% van de ontvangers"),
		Values: []model.Value{value(2023, 58, "")}, Direction: model.Lower}
	now, got := since(was, is)
	if want := []string{"2023 corrected 84→58 ?"}; !slices.Equal(got, want) {
		t.Errorf("a difference between numbers of different things: %q", got)
	}
	unit := []compare.Property{compare.Unit}
	if r := now.Revisions.Redefined; len(r) != 1 || !slices.Equal(r[0].Properties, unit) || !r[0].Unexplained() {
		t.Errorf("%+v", r)
	}
	// A quarter cannot be compared with a year.
	is.Frequency = model.Quarterly
	is.Values = []model.Value{{Period: model.Period{Frequency: model.Quarterly, Year: 2023, Part: 1}, Number: 5}}
	is.Revised = nl("per kwartaal")
	now, got = since(was, is)
	if r := now.Revisions.Redefined; len(got) > 0 || len(r) != 1 || r[0].Unexplained() || len(r[0].Properties) != 2 {
		t.Errorf("%v %+v", got, r)
	}
}
