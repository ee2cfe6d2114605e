package surveyimport

import (
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// TestLastByDate wants the last answers of somebody by date, wherever they stand in the export; by row only where no
// date says which are the last.
func TestLastByDate(t *testing.T) {
	l := load(t, strings.Replace(simple, "[import]\n", "[import]\ntwice = \"last\"\n", 1))
	for _, test := range []struct {
		name          string
		first, second string // when the same person answered, by row
		other         string // when somebody else did
		keepsFirst    bool
		byRow         int
	}{
		{"newest last", "2026-03-02 10:00:00", "2026-03-05 10:00:00", "2026-03-03", false, 0},
		{"newest first", "2026-03-05 10:00:00", "2026-03-02 10:00:00", "2026-03-03", true, 0},
		{"the same day", "2026-03-05 10:00", "2026-03-05 09:59", "2026-03-03", true, 0},
		{"day first", "05-03-2026", "02-03-2026", "3-3-2026", true, 0},
		{"a day above 12 tells", "4/3/2026", "3/4/2026", "13/3/2026", false, 0},
		{"month first", "4/1/2026", "3/4/2026", "3/13/26 1:05 PM", true, 0},
		{"afternoon", "3/13/2026 1:05:00 PM", "3/13/2026 11:05:00 AM", "3/13/2026", true, 0},
		{"nothing tells", "3/4/2026", "4/3/2026", "3/3/2026", false, 1},
		{"both ways the same", "4/4/2026", "3/3/2026", "3/3/2026", true, 0},
		{"equal", "2026-03-02", "2026-03-02", "2026-03-02", false, 1},
		{"no dates kept", "1980-01-01 00:00:00", "1980-01-01 00:00:00", "1980-01-01 00:00:00", false, 1},
		{"one without a date", "2026-03-05", "yes", "2026-03-05", false, 1},
	} {
		x := wide(t, map[string]string{"submitdate": test.first, "kans[brand]": "1"},
			map[string]string{"id": "1", "submitdate": test.second, "kans[brand]": "2"},
			map[string]string{"submitdate": test.other, "kans[brand]": "3"})
		var list diagnostic.List
		r := NewPlan(x, l, &list, &list).Convert(&list)
		if kept := strings.Contains(string(r.CSV), ",kans,brand,,1\n"); list.Errors() > 0 || r.Respondents != 2 ||
			kept != test.keepsFirst || r.ByRow != test.byRow || r.Left[Earlier] != 1 {
			t.Errorf("%s: keeps the first %t, %d by row, %d people, %v", test.name, kept, r.ByRow, r.Respondents, list.Sorted())
		}
	}
}

// TestSamePerson recognises a person by all columns that say who answered, and says that people may be one when they
// gave the very same many answers.
func TestSamePerson(t *testing.T) {
	for _, test := range []struct {
		name string
		head []string
		rows [][]string
	}{
		{"LimeSurvey with participants", []string{"id", "submitdate", "lastpage", "email"},
			[][]string{{"1", "", "", "a@example.org"}, {"2", "", "", "A@example.org"}}},
		{"Qualtrics by mail", []string{"ResponseId", "EndDate", "Progress", "RecipientEmail"},
			[][]string{{"R_1", "", "", "a@example.org"}, {"R_2", "", "", "a@example.org"}}},
		{"Forms with accounts", []string{"Id", "Begintijd", "Tijd van voltooien", "E-mail"},
			[][]string{{"1", "", "", "a@example.org"}, {"2", "", "", "a@example.org"}}},
	} {
		x, _ := Recognise("x.csv", append([][]string{test.head}, test.rows...))
		var list diagnostic.List
		c := &conversion{Plan: &Plan{export: x, how: load(t, simple).Import}, list: &list,
			Result: &Result{Left: map[Reason]int{}}}
		c.once(x.rows)
		if all := list.Sorted(); len(all) != 1 || all[0].Code != diagnostic.RespondentTwice ||
			strings.Contains(all[0].Message("nl"), "example") {
			t.Errorf("%s: %v", test.name, all)
		}
	}
	x := export(t, "testdata/lime-codetext-nl.csv")
	var list diagnostic.List
	plan := NewPlan(x, load(t, mapping(t, "lime-codetext-nl.csv")), &list, &list)
	before := plan.Convert(&list)
	again := row{line: 99, cells: slices.Clone(x.rows[0].cells)}
	again.cells[0] = "another"
	x.rows = append(x.rows, again)
	if r := plan.Convert(&list); r.Alike != before.Alike+1 || r.Respondents != before.Respondents+1 {
		t.Errorf("%d alike, before %d; %d people", r.Alike, before.Alike, r.Respondents)
	}
}

// TestOtherYear refuses an export of which most answers are not of the days of the survey, 1 March to 1 April 2026.
func TestOtherYear(t *testing.T) {
	l := load(t, simple)
	for _, test := range []struct {
		name    string
		dates   []string
		refused bool
		outside int
	}{
		{"in time", []string{"2026-03-01", "2026-04-01 23:59:59"}, false, 0},
		{"in another zone", []string{"2026-02-28 22:00:00", "2026-04-02 01:00:00"}, false, 0},
		{"a few too late", []string{"2026-03-01", "2026-03-01", "2026-04-20"}, false, 1},
		{"last year", []string{"2025-03-01", "2025-03-02", "2026-03-02"}, true, 2},
		{"next year", []string{"01.03.2027 10:00"}, true, 1},
		{"one of two ways is in time", []string{"3/4/2026"}, false, 0},
		{"none", []string{"1980-01-01 00:00:00", "x"}, false, 0},
	} {
		var differs []map[string]string
		for _, date := range test.dates {
			differs = append(differs, map[string]string{"submitdate": date})
		}
		var list diagnostic.List
		r := NewPlan(wide(t, differs...), l, &list, &list).Convert(&list)
		all := list.Sorted()
		if refused := len(all) == 1 && all[0].Code == diagnostic.ExportOfOtherDates; refused != test.refused ||
			!refused && len(all) > 0 || r.Outside != test.outside {
			t.Errorf("%s: %v, %d outside", test.name, all, r.Outside)
		}
		if test.name == "last year" && !strings.Contains(all[0].Message("en"), "of 2025-03-01 to 2026-03-02") {
			t.Errorf("%s", all[0].Message("en"))
		}
	}
}
