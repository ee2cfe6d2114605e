package surveyimport

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// reports returns what a plan and a conversion report, as code and the message and its hint in English.
func reports(t *testing.T, x *Export, how string) (codes []diagnostic.Code, said string) {
	t.Helper()
	var list diagnostic.List
	plan := NewPlan(x, load(t, how), &list, &list)
	if list.Errors() == 0 {
		plan.Convert(&list)
	}
	for _, d := range list.Sorted() {
		codes = append(codes, d.Code)
		said += d.Message("en") + "; " + d.Hint("en") + "\n"
	}
	return codes, said
}

// TestOneCause wants one message for one cause, however many columns or answers have it, with a way out.
func TestOneCause(t *testing.T) {
	var codes, texts, values []string
	for _, name := range head {
		for _, thing := range []string{"[brand]", "[cyber]"} {
			name = strings.Replace(name, thing, "[SQ001]", 1)
		}
		codes = append(codes, name)
	}
	for n, name := range head {
		texts = append(texts, strings.NewReplacer("[brand]", "[Own name of fire]", "[cyber]", "[Own name]").Replace(name))
		value := []string{"1", "2026-03-01", "4", "A1", "A2", "1", "2", "3", "4", "5", "A1", "A2", "A1", "A3", "A1", ""}[n]
		values = append(values, value)
	}
	usual := []string{"1", "2026-03-01", "4", "Studenten"}
	others := slices.Clone(values)
	others[0], others[3], others[4], others[10], others[13], others[14] = "2", "A2", "A3", "A3", "A4", "A2"
	for _, test := range []struct {
		name string
		rows [][]string
		how  string
		want []diagnostic.Code
		says []string
	}{
		{"codes of subjects", [][]string{codes, usual}, simple, []diagnostic.Code{diagnostic.ImportSubjectCodes},
			[]string{"of 7 columns only a code", "code and text in the headings", `[import.words] in survey.toml: "SQ001"`}},
		{"a title twice", [][]string{texts, usual}, simple,
			[]diagnostic.Code{diagnostic.ImportWordUnknown, diagnostic.ImportWordUnknown},
			[]string{`"Own name of fire" = "…"`, `"Own name" = "…"`}},
		{"codes of answers", [][]string{head, values, others}, simple,
			[]diagnostic.Code{diagnostic.ImportAnswerCodes},
			[]string{"group, aanpak, drijft, nu, toekomst are codes (A1, A2", "with full answers instead of answer codes"}},
		{"another tool", [][]string{head, usual}, strings.NewReplacer("e2[", "Q1_[", "e5[", "Q2_[", "e10[", "Q3_[", "kans[",
			"Q4_[", "gevolg[", "Q5_[", `"t`, `"Q6_`).Replace(simple), []diagnostic.Code{diagnostic.ImportOfOtherForm},
			[]string{"8 of the 12 columns", "remove all of [import]"}},
		{"a column twice", [][]string{append(slices.Clone(head), "kans[ransomware]", "kans[storing]"), usual},
			strings.Replace(simple, `"gevolg[`, `"kans[`, 1), []diagnostic.Code{diagnostic.BadImportColumn},
			[]string{`question "kans" names column`}},
		{"a column twice in one question", [][]string{head, usual}, strings.Replace(simple, `vijf = "e5[`,
			`vijf = "e2[`, 1), []diagnostic.Code{diagnostic.BadImportColumn}, []string{"this question names column"}},
	} {
		x, ok := Recognise("x.csv", test.rows)
		if !ok {
			t.Fatal(test.name)
		}
		got, said := reports(t, x, test.how)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v\n%s", test.name, got, said)
		}
		for _, want := range test.says {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %q is not in\n%s", test.name, want, said)
			}
		}
	}
}

// TestNearest names the column that is most like one that is lacking, as [import] writes it.
func TestNearest(t *testing.T) {
	for lacks, want := range map[string]string{
		`kans.column = "kanz[{subject}]"`: `most like it: "kans[{subject}]"; if the question was not asked, remove ` +
			`[question.kans]`,
		`nu.column = "nuu"`:                `most like it: "nu"`,
		`group.column = "group"`:           `most like it: "groep"`,
		`gevolg.column = "xyz[{subject}]"`: "the export also has: ",
	} {
		key, _, _ := strings.Cut(lacks, " ")
		var lines []string
		for _, line := range strings.Split(simple, "\n") {
			if strings.HasPrefix(line, key) {
				line = lacks
			}
			lines = append(lines, line)
		}
		var names []string
		for _, name := range head { // as LimeSurvey writes codes and texts
			names = append(names, name+". A question of many words about this and that")
		}
		x, _ := Recognise("x.csv", [][]string{names})
		if codes, said := reports(t, x, strings.Join(lines, "\n")); len(codes) != 1 || !strings.Contains(said, want) {
			t.Errorf("%s: %q is not in\n%s", lacks, want, said)
		}
	}
}

// TestNotImported says which line to add: that of the group is not among those of the questions.
func TestNotImported(t *testing.T) {
	how := strings.NewReplacer(`group.column = "groep"`, "", `nu.column = "nu"`, "").Replace(simple)
	codes, said := reports(t, wide(t, nil), how)
	if len(codes) != 2 || !strings.Contains(said, `under [import]: group.column`) ||
		!strings.Contains(said, "under [import.question]: nu.column") || strings.Contains(said, "[question.group]") {
		t.Error(said)
	}
}

// TestScale says where a scale ends, and reads what spreadsheets make of a number.
func TestScale(t *testing.T) {
	_, said := reports(t, wide(t, map[string]string{"kans[brand]": "8"}), simple)
	if !strings.Contains(said, `question "kans", a scale of 1 to 7`) {
		t.Error(said)
	}
	for _, word := range []string{"4.0", "4,0"} {
		if codes, said := reports(t, wide(t, map[string]string{"kans[brand]": word}), simple); len(codes) > 0 {
			t.Errorf("%s: %s", word, said)
		}
	}
}

// TestProposalWarns says of a proposal that a better export gives a better one, and proposes what codes may mean, of
// risks and of categories.
func TestProposalWarns(t *testing.T) {
	l := load(t, "")
	for name, want := range map[string][2]bool{"lime-answercodes.csv": {true, false}, "lime-codes-nl.csv": {false, false},
		"qualtrics-values.csv": {true, false}, "qualtrics-one-head.tsv": {false, true}, "forms-nl.forms": {false, false}} {
		p := Propose(export(t, "testdata/"+name), l.Edition)
		if got := [2]bool{p.Codes, p.NoTexts}; got != want {
			t.Errorf("%s: codes and no texts %v, want %v", name, got, want)
		}
	}
	names := []string{"id", "submitdate", "lastpage", "groep"}
	row := []string{"1", "2026-03-01", "4", "Studenten"}
	for n := range 6 {
		names, row = append(names, "kans[SQ00"+strconv.Itoa(n+1)+"]"), append(row, "5")
	}
	for n := range 4 {
		names, row = append(names, "aanpak[SQ00"+strconv.Itoa(n+1)+"]"), append(row, "Regels")
	}
	x, _ := Recognise("x.csv", [][]string{names, row})
	p := Propose(x, l.Edition)
	for _, want := range []string{"[import.words]\n# \"SQ001\" = \"brand\"\n", "# \"SQ006\" = \"afpersing\"\n",
		"[import.question.aanpak.words]\n# \"SQ001\" = \"gebouwen\"\n", "# \"SQ004\" = \"crisis\"\n"} {
		if !strings.Contains(p.Text, want) {
			t.Errorf("%q is not in\n%s", want, p.Text)
		}
	}
	load(t, strings.NewReplacer("# \"SQ", "\"SQ").Replace(p.Text)) // TOML that survey.toml accepts
}

// TestInOneCell sees a CSV file that Excel saved with each line in one cell.
func TestInOneCell(t *testing.T) {
	for want, rows := range map[bool][][]string{true: {{""}, {"id,submitdate,lastpage,seed,a,b", ""}},
		false: {{"id,submitdate,lastpage,seed,a,b", "c"}}} {
		if InOneCell(rows) != want {
			t.Errorf("%q", rows)
		}
	}
	if InOneCell([][]string{{"A sentence, with commas"}}) || InOneCell(nil) {
		t.Error("another thing in one cell")
	}
}
