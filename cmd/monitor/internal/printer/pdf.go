package printer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"github.com/ledongthuc/pdf"
)

// pagesOf returns the number of the page, from 1, on which each destination of a PDF is.
func pagesOf(content []byte, names []string) (numbers []int, err error) {
	// The package panics where a PDF is not as it expects.
	defer func() {
		if trouble := recover(); trouble != nil {
			numbers, err = nil, fmt.Errorf("the PDF cannot be read: %v", trouble)
		}
	}()
	r, err := pdf.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, err
	}
	// The tags of each page of a tagged PDF have a number of their own. A page without text has none.
	tags := func(page pdf.Value) pdf.Value { return page.Key("StructParents") }
	byTags := make(map[int64]int)
	for n := 1; n <= r.NumPage(); n++ {
		if t := tags(r.Page(n).V); !t.IsNull() {
			byTags[t.Int64()] = n
		}
	}
	all := r.Trailer().Key("Root").Key("Dests")
	for _, name := range names {
		of := tags(all.Key(name).Index(0))
		n, ok := byTags[of.Int64()]
		if of.IsNull() || !ok {
			return nil, fmt.Errorf("the PDF does not say on which page %q is", name)
		}
		numbers = append(numbers, n)
	}
	return numbers, nil
}

// list returns numbers as JavaScript writes them.
func list(numbers []int) []byte {
	all, _ := json.Marshal(numbers) // numbers have no errors
	return all
}

// about finds what a browser writes about itself, the machine and the time.
var about = regexp.MustCompile(`/(Creator|CreationDate|ModDate) \((?:[^()\\]|\\.)*\)`)

// named returns a PDF that does not say which machine made it, nor when it was printed. It is as long as before,
// since a PDF has a list of where its parts begin.
func named(content []byte, made time.Time) []byte {
	at := bytes.Index(content, []byte("/Creator ("))
	if at < 0 {
		return content
	}
	end := at + bytes.Index(content[at:], []byte("endobj"))
	for _, m := range about.FindAllSubmatchIndex(content[at:end], -1) {
		field := content[at+m[0] : at+m[1]]
		text := "monitor"
		if name := string(content[at+m[2] : at+m[3]]); name != "Creator" {
			text = made.UTC().Format("D:20060102150405") + "+00'00'"
		}
		value := fmt.Sprintf("/%s (%s)", content[at+m[2]:at+m[3]], text)
		if len(value) <= len(field) {
			copy(field, bytes.Repeat([]byte(" "), len(field)))
			copy(field, value)
		}
	}
	return content
}
