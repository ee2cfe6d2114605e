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
// that is made empty. \u00a0 stands for a character, and "utf16:" before the text for its encoding. A slip in another file than the
// one changed has that file before the position. Run with -update to write the present messages, and
// then read them. A folder beside the file, of the same name, is laid over the site first.
func TestSlips(t *testing.T) {
	names, err := filepath.Glob("testdata/slips/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		slips := strings.Split(strings.TrimSpace(string(data)), "\n\n")
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			for n := range slips {
				title, _, _ := strings.Cut(slips[n], "\n")
				t.Run(strings.TrimPrefix(title, "# "), func(t *testing.T) { slips[n] = trySlip(t, strings.TrimSuffix(name, ".txt"), slips[n]) })
			}
		})
		if *update {
			if err := os.WriteFile(name, []byte(strings.Join(slips, "\n\n")+"\n"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// trySlip makes a slip and compares the messages. It returns the slip with the present ones.
func trySlip(t *testing.T, over, slip string) string {
	var head, old, now, want []string
	var file string
	for line := range strings.SplitSeq(slip, "\n") {
		switch {
		case strings.HasPrefix(line, "nl "), strings.HasPrefix(line, "en "):
			want = append(want, line)
			continue
		case strings.HasPrefix(line, "file "):
			file = line[len("file "):]
		case strings.HasPrefix(line, "-"):
			old = append(old, line[1:])
		case strings.HasPrefix(line, "+"):
			now = append(now, unescape(t, line[1:]))
		}
		head = append(head, line)
	}
	dir := t.TempDir()
	if _, err := os.Stat(over); err == nil {
		if err := layUnder(dir, over); err != nil {
			t.Fatal(err)
		}
	}
	if err := layUnder(dir, "testdata/base"); err != nil {
		t.Fatal(err)
	}
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
	var got []string
	for _, lang := range []string{"nl", "en"} {
		messages := checkedMessages(t, dir, file, lang)
		if len(messages) != 1 {
			t.Errorf("%d messages: %s", len(messages), strings.Join(messages, "\n"))
		}
		got = append(got, messages...)
	}
	if all := strings.Join(got, "\n"); all != strings.Join(want, "\n") && !*update {
		t.Errorf("got:\n%s\nwant:\n%s", all, strings.Join(want, "\n"))
	}
	return strings.Join(append(head, got...), "\n")
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
	if !strings.Contains(line, `\u`) && !strings.Contains(line, `\x`) {
		return line
	}
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

// checkedMessages returns the messages of a check, one a line.
func checkedMessages(t *testing.T, dir, file, lang string) (messages []string) {
	var out, trouble bytes.Buffer
	p := &program{ctx: t.Context(), stdout: &out, stderr: &trouble, lang: lang}
	p.command([]string{"check", "--root", dir, "--format", "json"})
	var all []struct {
		Code, File, Message, Hint string
		Line, Column              int
	}
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatalf("%v: %s", err, trouble.String())
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
		messages = append(messages, message)
	}
	return messages
}
