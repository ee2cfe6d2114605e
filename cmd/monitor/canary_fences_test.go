package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// badFences are chapters whose author means a part for the Board and does not say so as it is
// understood. SECRET stands for what everybody would see.
var badFences = map[string]string{
	"two backticks":             "``audience board\nSECRET\n``\n",
	"one backtick":              "`audience board\nSECRET\n`\n",
	"acute accents":             "´´´´audience board\nSECRET\n´´´´\n",
	"apostrophes":               "''''audience board\nSECRET\n''''\n",
	"quotation marks":           "‘‘‘‘audience board\nSECRET\n’’’’\n",
	"double quotation marks":    "\"\"\"audience board\nSECRET\n\"\"\"\n",
	"fullwidth grave accents":   "｀｀｀audience board\nSECRET\n｀｀｀\n",
	"modifier letters":          "ˋˋˋaudience board\nSECRET\nˋˋˋ\n",
	"two tildes":                "~~audience board\nSECRET\n~~\n",
	"mixed marks":               "``~audience board\nSECRET\n``~\n",
	"spaced backticks":          "` ` `audience board\nSECRET\n` ` `\n",
	"escaped":                   "\\```audience board\nSECRET\n\\```\n",
	"each mark escaped":         "\\`\\`\\`audience board\nSECRET\n\\`\\`\\`\n",
	"entities":                  "&#96;&#96;&#96;audience board\nSECRET\n&#96;&#96;&#96;\n",
	"colons":                    "::: audience board\nSECRET\n:::\n",
	"colons and attribute":      ":::{audience=\"board\"}\nSECRET\n:::\n",
	"colons and level":          "::: board\nSECRET\n:::\n",
	"braces":                    "{% audience board %}\nSECRET\n{% end %}\n",
	"shortcode":                 "{{< audience board >}}\nSECRET\n{{< /audience >}}\n",
	"bracket":                   "[audience board]\nSECRET\n[/audience]\n",
	"element":                   "<audience board>\nSECRET\n</audience>\n",
	"comment":                   "<!-- audience board -->\nSECRET\n<!-- end -->\n",
	"in a comment":              "<!--\n```audience board\nSECRET\n```\n-->\n",
	"no fence":                  "audience board\nSECRET\n",
	"key":                       "audience = \"board\"\n\nSECRET\n",
	"key with a wrong level":    "audience = \"directors\"\n\nSECRET\n",
	"YAML":                      "audience: board\n\nSECRET\n",
	"front matter again":        "+++\naudience = \"board\"\n+++\n\nSECRET\n",
	"heading":                   "## Audience: board\n\nSECRET\n",
	"emphasis":                  "**Audience:** board\n\nSECRET\n",
	"table":                     "| audience board |\n|---|\n| SECRET |\n",
	"capital":                   "```Audience board\nSECRET\n```\n",
	"misspelt":                  "```audiance board\nSECRET\n```\n",
	"misspelt, bad fence":       "´´´audeince bord\nSECRET\n´´´\n",
	"Dutch":                     "```doelgroep bestuur\nSECRET\n```\n",
	"Dutch, bad fence":          "''''doelgroep bestuur\nSECRET\n''''\n",
	"Dutch level alone":         "```bestuur\nSECRET\n```\n",
	"one word":                  "```audienceboard\nSECRET\n```\n",
	"letter for a space":        "```audienceaboard\nSECRET\n```\n",
	"hyphen":                    "```audi-ence board\nSECRET\n```\n",
	"soft hyphen":               "```audi\u00adence board\nSECRET\n```\n",
	"zero width":                "```\u200baudi\u200dence\ufeff board\nSECRET\n```\n",
	"no-break space":            "```audience\u00a0board\nSECRET\n```\n",
	"no-break space before":     "\u00a0```audience board\nSECRET\n```\n",
	"mark of byte order":        "\ufeff```audience board\nSECRET\n```\n",
	"fullwidth letters":         "```ａｕｄｉｅｎｃｅ board\nSECRET\n```\n",
	"Cyrillic letters":          "```аudiеnсе bоаrd\nSECRET\n```\n",
	"accents":                   "```audiënce board\nSECRET\n```\n",
	"separator of lines":        "Tekst.\u2028```audience board\u2028SECRET\u2028```\n",
	"tab":                       "\t```audience board\n\tSECRET\n\t```\n",
	"indented":                  "  ```audience board\n  SECRET\n  ```\n",
	"indented as code":          "    ```audience board\n    SECRET\n    ```\n",
	"in a list":                 "- een\n\n  ```audience board\n  SECRET\n  ```\n",
	"behind a list mark":        "- ```audience board\n  SECRET\n  ```\n",
	"behind a number":           "1. ``audience board\n   SECRET\n   ``\n",
	"in a quote":                "> ```audience board\n> SECRET\n> ```\n",
	"in a note":                 "Noot.[^a]\n\n[^a]: ``audience board\n    SECRET\n    ``\n",
	"in a definition":           "Woord\n: ```audience board\n  SECRET\n  ```\n",
	"no level":                  "```audience\nSECRET\n```\n",
	"unknown level":             "```audience bord\nSECRET\n```\n",
	"two levels":                "```audience board intranet\nSECRET\n```\n",
	"level with a comma":        "```audience board,\nSECRET\n```\n",
	"not closed":                "```audience board\nSECRET\n",
	"closed twice":              "```audience board\nTekst.\n```\nSECRET\n```\n",
	"closed by a block in it":   "```audience board\n```text\nx\n```\nSECRET\n```\n",
	"in code without a word":    "```\naudience board\nSECRET\n```\n",
	"in code not closed":        "```text\ncode\n\n```audience board\nSECRET\n```\n",
	"in other code not closed":  "~~~text\ncode\n\n```audience board\nSECRET\n```\n\n~~~text\ncode\n~~~\n",
	"in longer code not closed": "````text\ncode\n\n```audience board\nSECRET\n```\n\n````text\ncode\n````\n",
	"in code to the end":        "````text\ncode\n\n```audience board\nSECRET\n```\n",
	"in code of a list":         "- een\n  ```text\n  code\n\n``audience board\nSECRET\n``\n\n```text\ncode\n```\n",
	"in a figure":               "```figure\nindicator = \"verzuim\"\nnote = '''\n``audience board\nSECRET\n'''\n```\n",
	"key of a figure":           "```figure\nindicator = \"verzuim\"\naudience = \"board\"\ntitle = \"SECRET\"\n```\n",
	"behind text":               "Tekst: ```audience board\nSECRET\n```\n",
	"behind a letter":           "a. ```audience board\n   SECRET\n   ```\n",
	"in a line":                 "Tekst ```audience board SECRET``` tekst.\n",
	"attribute":                 "## Kop {audience=board}\n\nSECRET\n",
	"words with an attribute":   "Een [SECRET]{audience=\"board\"}.\n",
	"second cell":               "| x | audience board |\n|---|---|\n| x | SECRET |\n",
	"admonition":                "!!! note audience board\n    SECRET\n",
	"level on the next line":    "---\naudience:\n  - board\n---\n\nSECRET\n",
	"section":                   "[audience]\nlevel = \"board\"\n\nSECRET\n",
	"in a block for others":     "````audience intranet\n``audience board\nSECRET\n``\n````\n",
}

// badHeads are the same for the head of a chapter.
var badHeads = map[string]string{
	"misspelt":       "audiance = \"board\"",
	"capital":        "Audience = \"board\"",
	"YAML":           "audience: board",
	"no quotes":      "audience = board",
	"unknown":        "audience = \"bord\"",
	"capital level":  "audience = \"Board\"",
	"space":          "audience = \"board \"",
	"empty":          "audience = \"\"",
	"list":           "audience = [\"board\"]",
	"number":         "audience = 2",
	"truth":          "audience = true",
	"key of a key":   "audience.level = \"board\"",
	"table":          "[audience]\nboard = true",
	"in a table":     "[chapter]\naudience = \"board\"",
	"Dutch":          "doelgroep = \"bestuur\"",
	"zero width":     "audi\u200bence = \"board\"",
	"Cyrillic":       "\"аudience\" = \"board\"",
	"in the summary": "summary = \"\"\"\nSECRET\naudience = \"board\"\n\"\"\"",
	"in the authors": "authors = [\"audience = board\"]",
}

// TestCanaryFences plants a canary in a chapter for each bad fence. Nothing is published, for
// whomever the site is, and each chapter has an error of its own.
func TestCanaryFences(t *testing.T) {
	t.Parallel()
	chapters := make(map[string]string)
	for name, body := range badFences {
		chapters[name] = "+++\ntitle = \"Kanarie\"\n+++\n\nEen.\n\n" + body + "\nTwee.\n"
	}
	for name, head := range badHeads {
		chapters["head: "+name] = "+++\ntitle = \"Kanarie\"\n" + head + "\n+++\n\nSECRET\n"
	}
	dir, secret := t.TempDir(), stem(model.Board)
	if err := layUnder(dir, "testdata/base"); err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	for n, name := range slices.Sorted(maps.Keys(chapters)) {
		files[name] = fmt.Sprintf("content/2026/nl/%d-kanarie-%d.md", 100+n, n)
		text := strings.ReplaceAll(chapters[name], "SECRET", secret)
		if err := os.WriteFile(filepath.Join(dir, files[name]), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(dir, "public")
	runs := [][]string{{"check", "--root", dir}}
	for _, audience := range model.Audiences {
		runs = append(runs, []string{"build", "--root", dir, "--audience", audience, "--out", out, "--cache", ""})
	}
	for _, args := range runs {
		var said, messages bytes.Buffer
		p := &program{ctx: context.Background(), stdout: &said, stderr: &messages, lang: "en"}
		if status := p.command(args); status != exitSources {
			t.Errorf("%v ends with %d", args, status)
		}
		for name, file := range files {
			if !regexp.MustCompile(regexp.QuoteMeta(file) + ":[0-9]+:[0-9]+: error: ").Match(messages.Bytes()) {
				t.Errorf("%v: no error for %q:\n%s", args, name, chapters[name])
			}
		}
		if _, err := os.Stat(out); !os.IsNotExist(err) {
			t.Errorf("%v: something was published, or may have been: %v", args, err)
		}
	}
}
