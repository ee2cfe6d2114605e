package edition

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// surveyed is an edition whose survey has every kind of question. Its answers are in x.csv.
func surveyed() *model.Edition {
	e := &model.Edition{
		Categories: []*model.Category{{Head: model.Head{ID: "cyber"}}, {Head: model.Head{ID: "campus"}}},
		Risks: []*model.Risk{{Head: model.Head{ID: "ransomware"}}, {Head: model.Head{ID: "brand"}},
			{Head: model.Head{ID: "datalek"}}},
		Survey: &model.Survey{
			Answers:    "x.csv",
			Groups:     []*model.Group{{ID: "wp", Population: 100}, {ID: "student", Population: 900}},
			Horizons:   []*model.Horizon{{ID: "kort", Years: 2}, {ID: "lang", Years: 10}},
			Outlooks:   []*model.Option{{ID: "stabiel"}, {ID: "stormachtig"}},
			Approaches: []*model.Option{{ID: "techniek"}, {ID: "gedrag"}},
		},
	}
	for _, kind := range model.SurveyKinds {
		e.Survey.Questions = append(e.Survey.Questions,
			&model.SurveyQuestion{ID: "q-" + kind, Kind: model.SurveyKind(kind), Max: 7})
	}
	return e
}

// answersIn reads a file of answers with the given text.
func answersIn(t *testing.T, text string, e *model.Edition, threshold int) (*survey.Answers, []diagnostic.Diagnostic) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x.csv"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	root, err := source.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var list diagnostic.List
	answers, ok := ReadAnswers(root, e, threshold, &list)
	if ok != (answers != nil) || !ok && list.Errors() == 0 {
		t.Error("unreadable, and nothing is said of it")
	}
	return answers, list.Sorted()
}

const answersHead = "respondent,group,question,subject,horizon,value\n"

func TestReadAnswers(t *testing.T) {
	e := surveyed()
	a, all := answersIn(t, "value;horizon;subject;question;group;respondent\r\n"+
		"brand;;;q-current;wp;r1\r\n5;lang;datalek;q-severity;wp;r1\r\n3;;ransomware;q-likelihood;student;r2\r\n"+
		"7;;brand;q-impact;student;r2\r\nstormachtig;lang;;q-outlook;wp;r1\r\nbrand;;datalek;q-drivers;wp;r1\r\n"+
		"gedrag;;campus;q-approach;wp;r1\r\n", e, 2)
	if len(all) > 0 || a.Respondents() != 2 || a.Group(0) != 0 || a.Group(1) != 1 {
		t.Fatalf("%v", all)
	}
	for _, want := range []struct {
		respondent       int
		kind             model.SurveyKind
		subject, horizon int
		value            int
	}{
		{0, model.Current, -1, -1, 2}, {0, model.Severity, 2, 1, 5}, {0, model.Severity, 2, 0, 0},
		{1, model.Likelihood, 0, -1, 3}, {1, model.Impact, 1, -1, 7}, {0, model.Outlook, -1, 1, 2},
		{0, model.ApproachTo, 1, -1, 2}, {1, model.Current, -1, -1, 0},
	} {
		q := e.Survey.Asked(want.kind)
		if got := a.Answer(want.respondent, a.Item(q, want.subject, want.horizon)); got != want.value {
			t.Errorf("%+v: got %d", want, got)
		}
	}
	if !a.AddPair(0, 1, 2) {
		t.Error("the pair was not noted")
	}
}

// TestBadAnswers has one row for each mistake, and shows what the caret is under.
func TestBadAnswers(t *testing.T) {
	const good = "r1,wp,q-severity,brand,kort,5\n"
	tests := []struct{ name, text, want string }{
		{"no answers", "", "MV665 0:"},
		{"one respondent", good, "MV666 0:"},
		{"two groups", good + "r1,student,q-severity,brand,lang,5\nr2,wp,q-current,,,brand\n", "MV667 3:student"},
		{"another answer", good + "r1,wp,q-severity,brand,kort,6\nr2,wp,q-current,,,brand\n", "MV668 3:6"},
		{"the same answer", good + "r2,wp,q-current,,,brand\n" + good, "MV669 4:5"},
		{"off the scale", good + "r2,wp,q-impact,brand,,8\nr2,wp,q-impact,brand,,0\nr2,wp,q-impact,brand,,vijf\n",
			"MV670 3:8 MV670 5:vijf"},
		{"unknown group", good + "r2,pw,q-current,,,brand\nr3,wp,q-current,,,brand\n", `MV104 3:pw "wp"`},
		{"unknown question", good + "r2,wp,q-curent,,,brand\n", `MV104 3:q-curent "q-current"`},
		{"unknown risk", good + "r2,wp,q-impact,barnd,,3\n", `MV104 3:barnd "brand"`},
		{"unknown risk as value", good + "r2,wp,q-current,,,barnd\n", `MV104 3:barnd "brand"`},
		{"unknown horizon", good + "r2,wp,q-outlook,,krot,stabiel\n", `MV104 3:krot "kort"`},
		{"unknown category", good + "r2,wp,q-approach,cybre,,gedrag\n", `MV104 3:cybre "cyber"`},
		{"unknown outlook", good + "r2,wp,q-outlook,,kort,stabil\n", `MV104 3:stabil "stabiel"`},
		{"unknown approach", good + "r2,wp,q-approach,cyber,,gedrg\n", `MV104 3:gedrg "gedrag"`},
		{"no subject", good + "r2,wp,q-impact,,,3\n", "MV671 3:,"},
		{"no horizon", good + "r2,wp,q-severity,brand,,3\n", "MV671 3:,"},
		{"no value", good + "r2,wp,q-impact,brand,,\n", "MV671 3:"},
		{"no respondent", good + ",wp,q-current,,,brand\nr2,wp,q-current,,,brand\n", "MV671 3:,"},
		{"a subject too many", good + "r2,wp,q-current,brand,,brand\n", "MV672 3:brand"},
		{"a horizon too many", good + "r2,wp,q-impact,brand,kort,3\n", "MV672 3:kort"},
		{"drives itself", good + "r2,wp,q-drivers,brand,,brand\n", "MV673 3:brand"},
		{"a pair and the other way round", good + "r2,wp,q-drivers,brand,,datalek\nr2,wp,q-drivers,datalek,,brand\n", ""},
		{"the same pair twice", good + "r2,wp,q-drivers,brand,,datalek\nr2,wp,q-drivers,brand,,datalek\n", "MV669 4:datalek"},
		{"everything in one row", good + "r2,pw,q-impact,barnd,kort,8\n",
			`MV104 3:pw "wp" MV104 3:barnd "brand" MV672 3:kort MV670 3:8 MV666 0:`},
	}
	for _, test := range tests {
		_, all := answersIn(t, answersHead+test.text, surveyed(), 2)
		var got []string
		for _, d := range all {
			line := []rune(d.Position.Excerpt)
			from := min(len(line), max(0, d.Position.Column-1))
			text := fmt.Sprintf("%s %d:%s", d.Code, d.Position.Line,
				string(line[from:min(len(line), from+d.Position.Length)]))
			if d.Suggestion != "" {
				text += fmt.Sprintf(" %q", d.Suggestion)
			}
			got = append(got, text)
			for _, lang := range wording.Languages {
				if message := d.Message(lang) + d.Hint(lang); strings.Contains(message, "%!") {
					t.Errorf("%s: %s", test.name, message)
				}
			}
		}
		if !sameSet(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// sameSet compares regardless of order.
func sameSet(got []string, want string) bool {
	for _, g := range got {
		if !strings.Contains(want, g) {
			return false
		}
		want = strings.Replace(want, g, "", 1)
	}
	return strings.TrimSpace(want) == ""
}

// TestAnswersOfPartialEdition: an unknown id may be in a file that could not be read, which was
// reported already.
func TestAnswersOfPartialEdition(t *testing.T) {
	e := surveyed()
	e.Partial = true
	if _, all := answersIn(t, answersHead+"r1,wp,q-impact,stroom,,3\nr2,wp,q-impact,brand,,3\n", e, 1); len(all) > 0 {
		t.Error(all)
	}
}

func TestTooManyItems(t *testing.T) {
	e := surveyed()
	for i := range survey.MostItems {
		e.Risks = append(e.Risks, &model.Risk{Head: model.Head{ID: fmt.Sprint("r", i)}})
	}
	if _, all := answersIn(t, answersHead+"r1,wp,q-impact,brand,,3\n", e, 1); len(all) != 1 ||
		all[0].Code != diagnostic.TooManyChoices {
		t.Error(all)
	}
}

// FuzzAnswers reads anything as answers. Nothing panics, every message is about the file, and the
// answers can be added up.
func FuzzAnswers(f *testing.F) {
	f.Add(answersHead + "r1,wp,q-severity,brand,kort,5\nr1,wp,q-severity,brand,kort,6\n" +
		"r2,student,q-current,,,datalek\n")
	f.Add("respondent;group;question;subject;horizon;value\r\nr1;wp;q-drivers;brand;;datalek\r\n" +
		"r1;wp;q-outlook;;lang;stabiel\r\n")
	f.Add(answersHead + "\"r\n1\",wp,q-approach,cyber,,gedrag\n,,,,,\nr1,wp,q-impact,brand,,\xe9\n")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		e := surveyed()
		e.Survey.Weighted = len(text)%2 == 0
		e.Survey.Answers = fmt.Sprintf("%d.csv", os.Getpid())
		if err := os.WriteFile(filepath.Join(dir, e.Survey.Answers), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		root, err := source.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		var list diagnostic.List
		answers, ok := ReadAnswers(root, e, 2, &list)
		for _, d := range list.Sorted() {
			if d.Position.File != e.Survey.Answers {
				t.Errorf("%s is about %q", d.Code, d.Position.File)
			}
		}
		if ok {
			survey.Aggregate(e.Survey, e.Risks[1:], e.Categories, answers, 2, nil)
		}
	})
}
