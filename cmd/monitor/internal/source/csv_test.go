package source

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

func rowsOf(text string, list *diagnostic.List) *Rows {
	return newRows("x.csv", strings.NewReader(text), strings.NewReader(text), list)
}

// read reads columns a and b, and c if there is one, and shows the rows and the messages.
func read(text string) (rows, messages string) {
	var list diagnostic.List
	r := rowsOf(text, &list)
	var b strings.Builder
	if r.Select([]string{"a", "b"}, []string{"c"}) {
		for r.Next() {
			fmt.Fprintf(&b, "%d:%s|%s|%s;", r.Line(), r.Field(0), r.Field(1), r.Field(2))
		}
	}
	r.Close()
	var m strings.Builder
	for _, d := range list.Sorted() {
		fmt.Fprintf(&m, "%s %s;", d.Code, show(d.Position))
	}
	return b.String(), m.String()
}

func TestCSV(t *testing.T) {
	long := strings.Repeat("x", rowLimit+2*bufferSize)
	tests := []struct{ name, text, rows, messages string }{
		{"plain", "a,b\n1,2\n3,4\n", "2:1|2|;3:3|4|;", ""},
		{"any order, optional column, no end", "c,b,a\n1,2,3", "2:3|2|1;", ""},
		{"semicolons, CRLF, spaces", "a;b\r\n 1 ;2,5\r\n", "2:1|2,5|;", ""},
		{"tabs and a byte order mark", "\xef\xbb\xbfa\tb\n1\t2\n", "2:1|2|;", ""},
		{"a quoted name with another separator", "\"a\";\"b\"\n1;2\n", "2:1|2|;", ""},
		{"blank lines and a program's empty rows", "a,b\n\n\n1,2\n,\n3,4\n", "4:1|2|;6:3|4|;", ""},
		{"quotes over lines", "a,b\n\"1\n\"\"2\"\"\",3\n4,5\n", "2:1\n\"2\"|3|;4:4|5|;", ""},
		{"two separators", "a,b;c\n1,2\n", "", "MV653 1:1 a,b;c;"},
		{"unknown column", "a,b,d\n1,2,3\n", "", "MV650 1:5 d;"},
		{"missing column", "a,c\n1,2\n", "", "MV651 1:1 a;"},
		{"column twice", "a,b,a\n1,2,3\n", "", "MV652 1:5 a;"},
		{"nothing at all", "", "", "MV651 0:0 ;"},
		{"ragged", "a,b\n1\n1,2,3\n4,5\n", "4:4|5|;", "MV654 2:1 1;MV654 3:5 3;"},
		{"stray quotes", "a,b\né1,x\"y\n3,\"4\"5\n6,7\n", "4:6|7|;", "MV655 2:5 \";MV655 3:3 \";"},
		{"open quote", "a,b\n1,2\n3,\"4\n5,6\n7,8\n", "2:1|2|;", "MV655 3:3 \";"},
		{"open quote until the next", "a,b\n3,\"4\n5,\"6\"\n7,8\n", "", "MV655 2:3 \";"},
		{"NUL", "a,b\n1,2\n3,x\x00y\n", "2:1|2|;", "MV656 3:4 \x00;"},
		{"UTF-16", "\xff\xfea\x00,\x00b\x00\n\x00", "", "MV656 1:4 \x00;"},
		{"Windows-1252", "a,b\n1,caf\xe9 \x80\n\xeb\xe9,2\n", "2:1|café €|;3:ëé|2|;", "MV658 2:3 café €;"},
		{"UTF-8", "a,b\né,2\n", "2:é|2|;", ""},
		{"two encodings", "a,b\né,2\n\xe9,2\n", "2:é|2|;", "MV004 3:1 é;"},
		{"neither encoding", "a,b\n\x81,2\n", "", "MV004 2:1 \ufffd;"},
		{"position behind a quoted row", "a,b\n\"1\n2\",3\n\n4,5,6\n", "2:1\n2|3|;", "MV654 5:5 6;"},
		{"a row without an end", "a,b\n1,2\n3," + long + "\n", "2:1|2|;", "MV657 3:1 3;"},
		{"an open quote in a large file", "a,b\n1,2\n3,\"4\n" + strings.Repeat("5,6\n", rowLimit+bufferSize),
			"2:1|2|;", "MV655 3:3 \";"},
	}
	for _, test := range tests {
		rows, messages := read(test.text)
		if rows != test.rows || messages != test.messages {
			t.Errorf("%s:\n got %q %q\nwant %q %q", test.name, rows, messages, test.rows, test.messages)
		}
	}
}

// TestCSVSameCode has one slip in every row, which is one message, and many slips of one code, which
// are a few messages and one that counts the rest.
func TestCSVSameCode(t *testing.T) {
	var list diagnostic.List
	r := rowsOf("a,b\n"+strings.Repeat("1\n", 100)+strings.Repeat("x,2\n", 30), &list)
	r.Select([]string{"a", "b"}, nil)
	for n := 0; r.Next(); n++ {
		r.Report(0, diagnostic.CSVNumber, "", strings.Repeat("x", n))
		r.Report(1, diagnostic.BadDate, "", itoa(n)+"/1/2026")
	}
	r.Close()
	var got []string
	for _, d := range list.Sorted() {
		if d.Code != diagnostic.CSVNumber {
			got = append(got, string(d.Code)+" "+strings.Join(d.Args, " ")+" "+itoa(d.Also))
		}
	}
	if all := strings.Join(got, "; "); all != "MV659 10 MV660 0; MV654 1 2 "+wording.Refer("phrase.quote-field")+" 99; MV746 0/1/2026 29" {
		t.Error(all)
	}
}

func TestCSVNumber(t *testing.T) {
	tests := []struct {
		text  string
		comma rune
		want  float64
		ok    bool
	}{
		{"3.75", ',', 3.75, true}, {"3,75", ';', 3.75, true}, {"-2", '\t', -2, true}, {"3.75", ';', 3.75, true},
		{"\"3,75\"", ',', 0, false}, {"1.234,5", ';', 0, false}, {"1,234,5", ';', 0, false}, {"1_000", ';', 0, false},
		{"0x1p4", ';', 0, false}, {"inf", ';', 0, false}, {"1e3", ';', 0, false}, {"5.5e-05", ';', 5.5e-05, true}, {"vijf", ';', 0, false},
	}
	for _, test := range tests {
		var list diagnostic.List
		r := rowsOf("a"+string(test.comma)+"b\n"+test.text+string(test.comma)+"x\n", &list)
		if !r.Select([]string{"a", "b"}, nil) || !r.Next() {
			t.Fatal(list.Sorted())
		}
		x, ok := r.Number(0)
		r.Close()
		if x != test.want || ok != test.ok || (list.Errors() == 0) != ok {
			t.Errorf("%q with %q: %v, %v, %v", test.text, test.comma, x, ok, list.Sorted())
		}
	}
}

// TestOpenCSV reads a file in rows and whole: the digest is the same.
func TestOpenCSV(t *testing.T) {
	dir := t.TempDir()
	text := "\xef\xbb\xbfa,b\n" + strings.Repeat("1,2\n", bufferSize)
	if err := os.WriteFile(filepath.Join(dir, "x.csv"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	digest := func(read func(root *Root, list *diagnostic.List)) Digest {
		root, err := OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		var list diagnostic.List
		read(root, &list)
		if len(list.Sorted()) > 0 {
			t.Error(list.Sorted())
		}
		return root.Digest()
	}
	whole := digest(func(root *Root, list *diagnostic.List) {
		root.ReadBytes("x.csv", CSVLimit, diagnostic.Position{}, list)
	})
	streamed := digest(func(root *Root, list *diagnostic.List) {
		rows, ok := root.OpenCSV("x.csv", list)
		if !ok || !rows.Select([]string{"a", "b"}, nil) {
			t.Fatal(list.Sorted())
		}
		n := 0
		for rows.Next() {
			n++
		}
		rows.Close()
		if n != bufferSize {
			t.Errorf("%d rows", n)
		}
	})
	if whole != streamed || whole.Size != int64(len(text)) {
		t.Errorf("%+v and %+v", whole, streamed)
	}
	var list diagnostic.List
	root, _ := OpenRoot(dir)
	defer root.Close()
	if _, ok := root.OpenCSV("y.csv", &list); ok || list.Errors() != 1 {
		t.Error("a file that is not there was opened")
	}
}

// TestHide checks that messages show a dot for each character of a hidden column.
func TestHide(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"middle", "1,geheim,x\n", "2:1 1,······,x"},
		{"quoted", "1,\"geheim, zeer\",x\n", "2:1 1,··············,x"},
		{"empty", "1,,x\n", "2:1 1,,x"},
		{"accents", "1,gehéim,é\n", "2:1 1,······,é"},
		{"Windows-1252", "1,geh\xe9im,\xe9\n", "2:1 1,······,é"},
		{"CRLF", "1,geheim,x\r\n", "2:1 1,······,x"},
		{"on its first line", "1,\"geheim\ngeheim\",x\n", "2:1 1,·······"},
		{"on another line", "\"y\n1\",\"geheim\n\ngeheim\",x\n", "2:1 \"y"},
		{"a field too many", "1,geheim,x,y\n", "2:12 ············"},
		{"not closed", "1,\"geheim,x\n2,geheim,y\n", "2:3 ···········"},
		{"mark in the middle", "1,ge\"heim,x\n", "2:5 ···········"},
		{"NUL", "1,ge\x00heim,x\n", "2:5 ···········"},
	}
	for _, test := range tests {
		var list diagnostic.List
		r := rowsOf("a,b,c\n"+test.text, &list)
		if !r.Select([]string{"a", "b"}, []string{"c"}) {
			t.Fatal(list.Sorted())
		}
		r.Hide(1)
		for r.Next() {
			r.Report(0, diagnostic.CSVNumber, "", "x")
		}
		r.Close()
		var got string
		for _, d := range list.Sorted() {
			if d.Code != diagnostic.CSVWindows1252 {
				got = fmt.Sprintf("%d:%d %s", d.Position.Line, d.Position.Column, d.Position.Excerpt)
			}
			if strings.Contains(d.Position.Excerpt, "geh") {
				t.Errorf("%s: %s shows %q", test.name, d.Code, d.Position.Excerpt)
			}
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// TestMark points at a field after other rows have been read.
func TestMark(t *testing.T) {
	var list diagnostic.List
	r := rowsOf("a,b\n\n\"1\n\",\"é,2\"\n3,4\n", &list)
	if !r.Select([]string{"b", "a"}, nil) || !r.Next() {
		t.Fatal(list.Sorted())
	}
	here, there := r.Bookmark(0), r.Bookmark(1)
	for r.Next() {
	}
	r.ReportAt(here, diagnostic.CSVNumber, "", "x")
	r.Close()
	all := list.Sorted()
	if len(all) != 1 || all[0].Position != r.Position(here) || show(all[0].Position) != `4:3 "é,` {
		t.Errorf("%+v", all)
	}
	if p := r.Position(there); p.Line != 3 || p.Column != 1 || p.Excerpt != `"1` {
		t.Errorf("%+v", p)
	}
}

// FuzzCSV reads anything as CSV: nothing panics, and every message has a position in the file.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "a;b\r\n\"1\n\",2,5\r\n\r\n\"", "\xef\xbb\xbfa\tb\n\xe9\t\x81\n",
		"a,b\n\x00", "\x00\"\n0", "\"a,b\n\n\n1"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var list diagnostic.List
		r := newRows("x.csv", bytes.NewReader(data), bytes.NewReader(data), &list)
		if r.Select([]string{"a"}, []string{"b"}) {
			for r.Next() {
				r.Number(0)
				r.Report(1, diagnostic.UnknownID, "", "x", r.Field(1))
			}
		}
		r.Close()
		lines := 1 + bytes.Count(data, []byte("\n"))
		for _, d := range list.Sorted() {
			p := d.Position
			if p.File != "x.csv" || p.Line > lines || p.Line > 0 && p.Column > len([]rune(p.Excerpt))+1 {
				t.Errorf("%s at %+v", d.Code, p)
			}
		}
	})
}

// FuzzHide puts anything in and beside a hidden column. No message shows what is in it.
func FuzzHide(f *testing.F) {
	f.Add("1", "x", "2")
	f.Add("a\nb", ",\"\n\n", "\r\n;")
	f.Add("\xe9", "é\x81", "")
	f.Fuzz(func(t *testing.T, before, inside, after string) {
		const secret = "GEHEIM"
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		w.Write([]string{"a", "b", "c"})
		before, after = strings.ReplaceAll(before, secret, ""), strings.ReplaceAll(after, secret, "")
		w.Write([]string{before, secret + inside + secret, after})
		w.Flush()
		var list diagnostic.List
		r := rowsOf(text.String(), &list)
		if !r.Select([]string{"a", "b", "c"}, nil) {
			t.Fatal(list.Sorted())
		}
		r.Hide(1)
		for r.Next() {
			r.Report(0, diagnostic.UnknownID, "", "x", "y")
			r.Report(2, diagnostic.CSVNumber, "", "x")
		}
		r.Close()
		for _, d := range list.Sorted() {
			if strings.Contains(d.Position.Excerpt, secret) {
				t.Errorf("%s shows %q", d.Code, d.Position.Excerpt)
			}
		}
	})
}
