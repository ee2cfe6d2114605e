package diagnostic

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Formats are the names that Print takes.
var Formats = []string{"text", "json", "github", "sarif"}

// Print writes diagnostics in a format: "text" for people, "json" for scripts, "github" for
// workflow annotations, "sarif" (2.1.0, OASIS) for code-scanning tools. base is put before file
// names (the --root of the command line).
func Print(w io.Writer, format, lang, base string, all []Diagnostic) error {
	switch format {
	case "text":
		return printText(w, lang, base, all)
	case "json":
		return printJSON(w, lang, base, all)
	case "github":
		return printGitHub(w, lang, base, all)
	case "sarif":
		return printSARIF(w, lang, base, all)
	}
	return fmt.Errorf("diagnostic: unknown format %q", format)
}

// word returns the severity as the formats write it. It is the same in every language: editors and
// problem matchers look for it.
func (s Severity) word() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// inRoot returns the path of a source file, relative to where the program was started.
func inRoot(base, file string) string {
	if base == "" || base == "." {
		return file
	}
	return path.Join(base, file)
}

func printText(w io.Writer, lang, base string, all []Diagnostic) error {
	var b strings.Builder
	for _, d := range all {
		p := d.Position
		b.WriteString(printable(inRoot(base, p.File)))
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d", p.Line)
			if p.Column > 0 {
				fmt.Fprintf(&b, ":%d", p.Column)
			}
		}
		fmt.Fprintf(&b, ": %s: %s [%s]\n", d.Severity.word(), printable(d.Message(lang)), d.Code)
		hint := printable(d.Hint(lang))
		if p.Line > 0 && p.Excerpt != "" {
			writeExcerpt(&b, p, hint)
		} else if hint != "" {
			fmt.Fprintf(&b, "     %s\n", hint)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// excerptWidth is how much of a long line is shown around the caret.
const excerptWidth = 100

// writeExcerpt writes the line, and under it carets where the position is and the hint after them.
func writeExcerpt(b *strings.Builder, p Position, hint string) {
	line := []rune(printable(strings.ReplaceAll(p.Excerpt, "\t", " ")))
	column := max(1, min(p.Column, len(line)+1))
	start := 0
	if column > excerptWidth*3/4 {
		start = column - excerptWidth/2
	}
	end := min(len(line), start+excerptWidth)
	shown := string(line[start:end])
	if start > 0 {
		shown = "…" + shown
	}
	if end < len(line) {
		shown += "…"
	}
	indent := column - 1 - start
	if start > 0 {
		indent++
	}
	carets := max(1, min(p.Length, end-column+1))
	fmt.Fprintf(b, "%5d | %s\n", p.Line, strings.TrimRight(shown, " "))
	if p.Column == 0 {
		if hint != "" {
			fmt.Fprintf(b, "      | %s\n", hint)
		}
		return
	}
	marks := strings.Repeat(" ", indent) + strings.Repeat("^", carets)
	if hint != "" {
		marks += " " + hint
	}
	fmt.Fprintf(b, "      | %s\n", marks)
}

// printable replaces what cannot be seen: a source must not be able to move the cursor of a
// terminal or to turn a line around, and the caret stands under the character that is meant.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsGraphic(r) {
			return '·'
		}
		return r
	}, s)
}

type jsonDiagnostic struct {
	Code     Code   `json:"code"`
	Severity string `json:"severity"`
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Length   int    `json:"length,omitempty"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

func printJSON(w io.Writer, lang, base string, all []Diagnostic) error {
	return encode(w, records(lang, base, all))
}

// PrintJSON writes an object with the diagnostics, as Print writes them in "json". The object also
// has the value beside, under the given name.
func PrintJSON(w io.Writer, lang, base string, all []Diagnostic, name string, beside any) error {
	return encode(w, map[string]any{"diagnostics": records(lang, base, all), name: beside})
}

func records(lang, base string, all []Diagnostic) []jsonDiagnostic {
	out := make([]jsonDiagnostic, 0, len(all))
	for _, d := range all {
		p := d.Position
		out = append(out, jsonDiagnostic{d.Code, d.Severity.word(), inRoot(base, p.File), p.Line, p.Column,
			p.Length, d.Message(lang), d.Hint(lang)})
	}
	return out
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// messageWithHint returns the message and, in brackets, the hint, for formats that have one text
// for both.
func (d Diagnostic) messageWithHint(lang string) string {
	if hint := d.Hint(lang); hint != "" {
		return d.Message(lang) + " (" + hint + ")"
	}
	return d.Message(lang)
}

func printGitHub(w io.Writer, lang, base string, all []Diagnostic) error {
	// The escapes are those of the workflow commands: %, CR and LF everywhere, : and , in
	// properties as well.
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var b strings.Builder
	for _, d := range all {
		fmt.Fprintf(&b, "::%s file=%s", d.Severity.word(), property.Replace(inRoot(base, d.Position.File)))
		if d.Position.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", d.Position.Line)
		}
		if d.Position.Column > 0 {
			fmt.Fprintf(&b, ",col=%d,endColumn=%d", d.Position.Column, d.Position.Column+max(1, d.Position.Length))
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", d.Code, data.Replace(d.messageWithHint(lang)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func printSARIF(w io.Writer, lang, base string, all []Diagnostic) error {
	type object = map[string]any
	rules, results := []any{}, []any{}
	for _, code := range Codes() {
		entry, _ := Explanation(code)
		rules = append(rules, object{"id": code, "shortDescription": object{"text": entry.Explain[lang]}})
	}
	for _, d := range all {
		physical := object{"artifactLocation": object{"uri": inRoot(base, d.Position.File)}}
		if d.Position.Line > 0 {
			region := object{"startLine": d.Position.Line}
			if d.Position.Column > 0 {
				region["startColumn"] = d.Position.Column
				region["endColumn"] = d.Position.Column + max(1, d.Position.Length)
			}
			physical["region"] = region
		}
		results = append(results, object{
			"ruleId": d.Code, "level": d.Severity.word(), "message": object{"text": d.messageWithHint(lang)},
			"locations": []any{object{"physicalLocation": physical}},
		})
	}
	return encode(w, object{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
		"runs": []any{object{
			"tool":       object{"driver": object{"name": "monitor", "rules": rules}},
			"columnKind": "unicodeCodePoints", "results": results,
		}},
	})
}
