package main

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/serve"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// readEditor reads a file of .vscode, the settings that come with the sources for Visual Studio Code.
func readEditor(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile("../../.vscode/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(name, err)
	}
}

// editorTask is a task of the editor.
type editorTask struct {
	Label          string
	ProblemMatcher struct {
		Pattern struct {
			Regexp                             string
			File, Line, Column, Severity, Code int
		}
		Background struct{ BeginsPattern, EndsPattern string }
	}
}

func readTasks(t *testing.T) []editorTask {
	t.Helper()
	var file struct{ Tasks []editorTask }
	readEditor(t, "tasks.json", &file)
	if len(file.Tasks) == 0 {
		t.Fatal("no tasks")
	}
	return file.Tasks
}

// TestEditorFollows holds the task that keeps running against what serve prints of a save: the editor
// must find the first and the last line, and no other, to know which messages still hold.
func TestEditorFollows(t *testing.T) {
	tasks := readTasks(t)
	serving := tasks[slices.IndexFunc(tasks, func(task editorTask) bool { return task.Label == "serve" })]
	first := regexp.MustCompile(serving.ProblemMatcher.Background.BeginsPattern)
	last := regexp.MustCompile(serving.ProblemMatcher.Background.EndsPattern)
	at := diagnostic.Position{File: "content/2026/nl/10-mensen.md", Line: 12, Column: 7,
		Excerpt: "Zie [](indicator:verzuim)."}
	one := []diagnostic.Diagnostic{{Code: diagnostic.UnknownID, Severity: diagnostic.Error, Position: at,
		Args: []string{diagnostic.Kind("indicator"), "verzuim", ""}}}
	for _, lang := range wording.Languages {
		var printed bytes.Buffer
		p := &program{stderr: &printed, lang: lang, root: "."}
		tell := p.teller()
		for _, save := range []serve.Save{
			{}, {Files: []string{"data/site.toml"}, Found: one},
			{Files: []string{"data/site.toml"}, Found: append(one, one...)},
		} {
			printed.Reset()
			tell(save)
			lines := strings.Split(strings.TrimSuffix(printed.String(), "\n"), "\n")
			for n, line := range lines {
				if first.MatchString(line) != (n == 0) || last.MatchString(line) != (n == len(lines)-1) {
					t.Errorf("line %d of %d: %s", n+1, len(lines), line)
				}
			}
			printed.Reset()
			tell(save) // the same list
			if first.MatchString(printed.String()) || last.MatchString(printed.String()) || printed.Len() == 0 {
				t.Errorf("another list: %s", &printed)
			}
		}
	}
}

// TestEditorMatches holds the tasks of the editor against what the program prints: each message must
// be found, with its place.
func TestEditorMatches(t *testing.T) {
	tasks := readTasks(t)
	at := diagnostic.Position{File: "content/2026/nl/10-mensen.md", Line: 12, Column: 7}
	var list diagnostic.List
	list.Add(diagnostic.UnknownID, at, "", diagnostic.Kind("indicator"), "verzuim", "")
	for _, lang := range []string{"nl", "en"} {
		var printed bytes.Buffer
		diagnostic.Print(&printed, "text", lang, "", list.Sorted())
		for _, task := range tasks {
			p := task.ProblemMatcher.Pattern
			m := regexp.MustCompile("(?m)" + p.Regexp).FindStringSubmatch(printed.String())
			if m == nil {
				t.Errorf("%s does not match %s", p.Regexp, printed.String())
				continue
			}
			if m[p.File] != at.File || m[p.Line] != "12" || m[p.Column] != "7" || m[p.Severity] != "error" ||
				m[p.Code] != string(diagnostic.UnknownID) {
				t.Errorf("%q", m)
			}
		}
	}
}

var (
	choiceStop = regexp.MustCompile(`\$\{\d+\|([^,|]*)[^}]*\|\}`) // ${1|a,b|} is a at first
	namedStop  = regexp.MustCompile(`\$\{\d+:([^}]*)\}`)
)

// TestEditorSnippets puts each snippet of the editor, as it is before somebody fills it in, into the
// shipped report: the program must accept it.
func TestEditorSnippets(t *testing.T) {
	var snippets map[string]struct {
		Scope  string
		Prefix []string
		Body   []string
	}
	readEditor(t, "monitor.code-snippets", &snippets)
	used := make(map[string]string)
	for name, s := range snippets {
		for _, prefix := range s.Prefix {
			if other, ok := used[prefix]; ok {
				t.Errorf("%s and %s have the prefix %q", name, other, prefix)
			}
			used[prefix] = name
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.Join(s.Body, "\n")
			text = strings.ReplaceAll(namedStop.ReplaceAllString(choiceStop.ReplaceAllString(text, "$1"), "$1"), "$0", "")
			e := newExample(t)
			switch {
			case s.Scope == "markdown":
				file := "content/2026/nl/97-proef.md"
				e.write(file, "+++\ntitle = \"Proef\"\n+++\n\nZie verder.\n\n"+text+"\n")
				e.shown = append(e.shown, file)
			case strings.HasPrefix(text, "["):
				e.show(block{file: "indicators/proef.toml", text: text + "\n"})
			default:
				e.show(block{file: "indicators/proef.toml", head: "[indicator.ziekteverzuim.values]", text: text + "\n"})
			}
			e.accept()
		})
	}
}
