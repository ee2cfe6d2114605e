package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// TestSlips makes one slip at a time in a site without mistakes, as an author would make it, and
// wants one message: at its place, with its code, in both languages. The slips are in
// testdata/slips/*.txt, with a blank line between two:
//
//	# what somebody did
//	file data/2026/edition.toml
//	-what is there, which may be several lines
//	+what is there instead
//	nl 3:8 MV101 the message; the hint
//	en 3:8 MV101 …
//
// Without lines "-" the file gets these lines and nothing else, and "+" may be left out for a file
// that is made empty. There may be several files, and messages are about the last; one about another
// has that file before the position. "chapter" in place of "file …" is a new chapter, with these lines
// below its front matter, which has three. \u00a0 stands for a character, and "utf16:" before the text
// for its encoding. A folder beside the list, of the same name, is laid over the site first. Run with
// -update to write the present messages, and then read them.
func TestSlips(t *testing.T) {
	names, err := filepath.Glob("testdata/slips/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	titles, all := make(map[string]bool), 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		slips := strings.Split(strings.TrimSpace(string(data)), "\n\n")
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			for n, slip := range slips {
				title, _, _ := strings.Cut(slip, "\n")
				t.Run(strings.TrimPrefix(title, "# "), func(t *testing.T) {
					slips[n] = trySlip(t, strings.TrimSuffix(name, ".txt"), slip)
				})
			}
		})
		for _, slip := range slips {
			title, _, _ := strings.Cut(slip, "\n")
			titles[title] = true
		}
		all += len(slips)
		if *update {
			if err := os.WriteFile(name, []byte(strings.Join(slips, "\n\n")+"\n"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(titles) != all {
		t.Errorf("%d slips have %d titles", all, len(titles))
	}
}

// trySlip makes a slip and compares the messages. It returns the slip with the present ones.
func trySlip(t *testing.T, over, slip string) string {
	dir := t.TempDir()
	if _, err := os.Stat(over); err == nil {
		if err := layUnder(dir, over); err != nil {
			t.Fatal(err)
		}
	}
	if err := layUnder(dir, "testdata/base"); err != nil {
		t.Fatal(err)
	}
	var head, want, old, now []string
	var file string
	for line := range strings.SplitSeq(slip, "\n") {
		name, begins := strings.CutPrefix(line, "file ")
		if file != "" && (begins || line == "chapter") {
			changeFile(t, dir, file, old, now)
			old, now = nil, nil
		}
		switch {
		case strings.HasPrefix(line, "nl "), strings.HasPrefix(line, "en "):
			want = append(want, line)
			continue
		case begins:
			file = unescape(t, name)
		case line == "chapter":
			file, now = "content/2026/nl/30-proef.md", []string{"+++", `title = "Proef"`, "+++"}
		case strings.HasPrefix(line, "-"):
			old = append(old, line[1:])
		case strings.HasPrefix(line, "+"):
			now = append(now, unescape(t, line[1:]))
		}
		head = append(head, line)
	}
	changeFile(t, dir, file, old, now)
	var got []string
	for _, messages := range checkedMessages(t, dir, file) {
		if len(messages) != 1 {
			t.Errorf("%d messages: %s", len(messages), strings.Join(messages, "\n"))
		}
		got = append(got, messages...)
	}
	for _, message := range got {
		if strings.Contains(message, "%!") || strings.Contains(message, `\u`) {
			t.Errorf("%s", message)
		}
	}
	if all := strings.Join(got, "\n"); all != strings.Join(want, "\n") && !*update {
		t.Errorf("got:\n%s\nwant:\n%s", all, strings.Join(want, "\n"))
	}
	return strings.Join(append(head, got...), "\n")
}

// changeFile puts lines in place of others in a file, or makes a file of them.
func changeFile(t *testing.T, dir, file string, old, now []string) {
	t.Helper()
	path := filepath.Join(dir, file)
	data := strings.Join(now, "\n")
	if old != nil {
		whole, err := os.ReadFile(path)
		if err != nil || strings.Count(string(whole), strings.Join(old, "\n")) != 1 {
			t.Fatalf("%s does not have these lines once: %v", file, err)
		}
		data = strings.Replace(string(whole), strings.Join(old, "\n"), data, 1)
	} else if text, wide := strings.CutPrefix(data, "utf16:"); wide {
		data = string(littleEndian(text))
	} else {
		data += "\n"
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

// littleEndian returns a text in UTF-16 with a byte order mark.
func littleEndian(text string) (out []byte) {
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}

// unescape replaces escapes such as \u00a0.
func unescape(t *testing.T, line string) string {
	var b strings.Builder
	for rest := line; rest != ""; {
		at := strings.Index(rest, `\u`)
		if at < 0 || len(rest) < at+6 {
			b.WriteString(rest)
			break
		}
		var r rune
		if _, err := fmt.Sscanf(rest[at+2:at+6], "%x", &r); err != nil {
			t.Fatal(err)
		}
		b.WriteString(rest[:at] + string(r))
		rest = rest[at+6:]
	}
	return b.String()
}

// checkedMessages returns the messages of one check, one a line: those in Dutch, and those in English.
func checkedMessages(t *testing.T, dir, file string) (messages [2][]string) {
	t.Helper()
	var out, trouble bytes.Buffer
	p := &program{ctx: t.Context(), stdout: &out, stderr: &trouble, root: dir, lang: "nl"}
	s, _ := p.read("")
	if s == nil {
		t.Fatal(trouble.String())
	}
	defer s.root.Close()
	s.checkFor(model.Board, true)
	for n, lang := range []string{"nl", "en"} {
		p.lang = lang
		out.Reset()
		if _, err := p.report("json", s.list, false); err != nil {
			t.Fatal(err)
		}
		var all []struct {
			Code, File, Message, Hint string
			Line, Column              int
		}
		if err := json.Unmarshal(out.Bytes(), &all); err != nil {
			t.Fatal(err)
		}
		for _, d := range all {
			where := fmt.Sprintf("%d:%d", d.Line, d.Column)
			if other, _ := filepath.Rel(dir, filepath.FromSlash(d.File)); filepath.ToSlash(other) != file {
				where = filepath.ToSlash(other) + ":" + where
			}
			message := fmt.Sprintf("%s %s %s %s", lang, where, d.Code, d.Message)
			if d.Hint != "" {
				message += "; " + d.Hint
			}
			messages[n] = append(messages[n], message)
		}
	}
	return messages
}
