package figure

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden holds the options, tables and texts of figures of every kind, in both languages.
func TestGolden(t *testing.T) {
	for _, code := range []string{"nl", "en"} {
		l := words(t, code)
		for _, c := range cases() {
			t.Run(code+"/"+c.name, func(t *testing.T) {
				r := c.report()
				spec := c.spec
				if p := spec.Complete(r, code); p != nil {
					t.Fatalf("%+v", p)
				}
				d := Draw(spec, r, l)
				golden(t, code+"-"+c.name+".txt", []byte(written(d)))
				if code == "nl" {
					golden(t, c.name+".wide.json", indented(t, d.Wide.Option))
					golden(t, c.name+".narrow.json", indented(t, d.Narrow.Option))
				}
			})
		}
		if missing := l.Missing(); len(missing) > 0 {
			t.Errorf("%s: words missing: %v", code, missing)
		}
	}
}

// golden compares with a file in testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; see what changed with go test -update and a diff\n%s", path, got)
	}
}

func indented(t *testing.T, option []byte) []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, option, "", " "); err != nil {
		t.Fatal(err)
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// written is a drawing without its options, as text.
func written(d *Drawing) string {
	var b strings.Builder
	fmt.Fprintf(&b, "kind     %s\ntitle    %s\nunit     %s\nwide     %s\nnarrow   %s\nexample  %t\nhidden   %t\n", d.Kind, d.Title, d.Unit, d.Wide.Size(), d.Narrow.Size(), d.Example, d.Hidden)
	if d.Reading != "" {
		fmt.Fprintf(&b, "reading  %s\n", d.Reading)
	}
	fmt.Fprintf(&b, "alt      %s\n", d.Alt)
	fmt.Fprintf(&b, "\n%s | %s\n", d.Table.Corner, strings.Join(d.Table.Columns, " | "))
	for _, row := range d.Table.Rows {
		b.WriteString(row.Header)
		for _, cell := range row.Cells {
			b.WriteString(" | " + cell.Text)
			if cell.Empty {
				b.WriteString("–")
			}
			if cell.Flags != "" {
				b.WriteString(" [" + cell.Flags + "]")
			}
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	for _, f := range d.Flags {
		fmt.Fprintf(&b, "flag     %s %s\n", f.Letter, f.Meaning)
	}
	for _, m := range d.Marks {
		fmt.Fprintf(&b, "mark     %s\n", m)
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "note     %s %s: %s\n", n.Series, n.Period, n.Text)
	}
	for _, s := range d.Sources {
		fmt.Fprintf(&b, "source   %s %s\n", s.Text, s.URL)
	}
	return b.String()
}
