package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSentences checks sentences as people write them about safety: what says more than the verdict,
// or something else than the number, is reported, and what is right is not. The sentences are in
// testdata/sentences/nl.txt and en.txt, one a line, over the indicators in that folder:
//
//	MV823  what must be reported, with the codes of all its messages
//	-      what must not
//
// Behind "title=ongevallen" follows the title of a figure of that indicator, which is tried as the
// title of a finding, too.
func TestSentences(t *testing.T) {
	for _, lang := range []string{"nl", "en"} {
		t.Run(lang, func(t *testing.T) {
			name := "testdata/sentences/" + lang + ".txt"
			file, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			chapter, findings := "+++\ntitle = \"Zinnen\"\n+++\n", ""
			tried := make(map[string]string) // the line of sentences that stands at a line of a file
			for lines := bufio.NewScanner(file); lines.Scan(); {
				_, sentence, _ := strings.Cut(lines.Text(), " ")
				sentence = strings.TrimSpace(sentence)
				if title, ok := strings.CutPrefix(sentence, "title="); ok {
					indicator, title, _ := strings.Cut(title, " ")
					findings += fmt.Sprintf("[finding.nr%d]\ntitle.%s = %q\nevidence = [\"indicator:%s\"]\n",
						len(tried), lang, title, indicator)
					tried[fmt.Sprint("front.toml:", strings.Count(findings, "\n")-1)] = lines.Text()
					sentence = fmt.Sprintf("```figure\nindicator = %q\ntitle = %q\n```", indicator, title)
				}
				chapter += "\n" + sentence
				at := strings.Count(chapter, "\n") + 1
				if strings.HasSuffix(sentence, "```") {
					at-- // the title of a figure
				}
				tried[fmt.Sprint("zinnen.md:", at)] = lines.Text()
				chapter += "\n"
			}
			got := codesByLine(t, lang, chapter, findings)
			for place, line := range tried {
				if want := strings.Fields(line)[0]; strings.Join(got[place], ",") != strings.TrimPrefix(want, "-") {
					t.Errorf("%s: %v of %s", place, got[place], line)
				}
			}
		})
	}
}

// codesByLine checks a chapter and findings, and returns the codes of the messages at each line.
func codesByLine(t *testing.T, lang, chapter, findings string) map[string][]string {
	dir := t.TempDir()
	for _, under := range []string{"testdata/sentences", "testdata/base"} {
		if err := layUnder(dir, under); err != nil {
			t.Fatal(err)
		}
	}
	for path, text := range map[string]string{
		"content/2026/" + lang + "/30-zinnen.md": chapter,
		"data/2026/front.toml":                   findings,
	} {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out, trouble bytes.Buffer
	p := &program{ctx: t.Context(), stdout: &out, stderr: &trouble, lang: lang}
	p.command([]string{"check", "--root", dir, "--format", "json"})
	var all []struct {
		Code, File string
		Line       int
	}
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatalf("%v: %s", err, trouble.String())
	}
	codes := make(map[string][]string)
	for _, d := range all {
		place := fmt.Sprintf("%s:%d", strings.TrimPrefix(filepath.Base(d.File), "30-"), d.Line)
		if !slices.Contains(codes[place], d.Code) {
			codes[place] = append(codes[place], d.Code)
		}
	}
	return codes
}
