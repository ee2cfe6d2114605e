package main

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"text/template"

	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
)

// starters has the files, and the parts of files, that monitor new writes, by language: nl.txt has one thing of a kind,
// and organisation.nl.txt a whole site. A line "==> NAME <==" begins one, with the name of a kind or a file.
//
//go:embed starters
var starters embed.FS

// readStarters returns the texts of a file of starters, by their names.
func readStarters(file string) map[string]string {
	data, err := starters.ReadFile(path.Join("starters", file))
	if err != nil {
		panic(fmt.Sprintf("starters: %v", err))
	}
	texts := make(map[string]string)
	name := ""
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "==> "); ok {
			name = strings.TrimSuffix(rest, " <==")
		} else {
			texts[name] += line
		}
	}
	return texts
}

// fill returns the text of a starter with its fields.
func fill(text string, fields map[string]string) string {
	t := template.Must(template.New("").Funcs(template.FuncMap{"quote": rewrite.Quote}).Parse(text))
	var b strings.Builder
	if err := t.Execute(&b, fields); err != nil {
		panic(fmt.Sprintf("starters: %v", err))
	}
	return b.String()
}
