package serve

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// largestText is how many bytes of a file are compared, at most: no chapter is longer.
const largestText = 2 << 20

// texts are the chapters and data as they were last read, to know which line was edited.
type texts struct {
	files fs.FS
	lines map[string][]string
}

// place is a line of a source file, counted from 1.
type place struct {
	file string
	line int
}

// readTexts returns the texts of all chapters and data.
func readTexts(files fs.FS) *texts {
	t := &texts{files: files, lines: make(map[string][]string)}
	for _, folder := range folders {
		// What cannot be read has no lines.
		_ = fs.WalkDir(files, folder, func(name string, d fs.DirEntry, err error) error {
			if err == nil && isText(name) {
				t.lines[name] = t.read(name)
			}
			return nil
		})
	}
	return t
}

// isText reports whether a file can be edited at a line that is read on a page.
func isText(name string) bool {
	return slices.Contains([]string{".md", ".toml"}, path.Ext(name)) && path.Base(name)[0] != '.'
}

// read returns the lines of a file, or nil when it cannot be read.
func (t *texts) read(name string) []string {
	info, err := fs.Stat(t.files, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > largestText {
		return nil
	}
	text, err := fs.ReadFile(t.files, name)
	if err != nil {
		return nil
	}
	return strings.Split(string(text), "\n")
}

// edited reads the files of a save, and returns the first line of each that differs. Files that are
// gone or empty, which an editor may be about to fill, are left out.
func (t *texts) edited(changed []string) []place {
	var edits []place
	if changed == nil {
		t.lines = readTexts(t.files).lines
		return nil
	}
	for _, name := range changed {
		if !isText(name) {
			continue
		}
		old, now := t.lines[name], t.read(name)
		if len(now) <= 1 && (len(now) == 0 || now[0] == "") {
			continue
		}
		t.lines[name] = now
		if line := firstDifference(old, now); line > 0 {
			edits = append(edits, place{name, line})
		}
	}
	return edits
}

// firstDifference returns the first line, counted from 1, in which two texts differ, or 0.
func firstDifference(a, b []string) int {
	for n := range min(len(a), len(b)) {
		if a[n] != b[n] {
			return n + 1
		}
	}
	if len(a) == len(b) {
		return 0
	}
	return min(len(a), len(b)) + 1
}
