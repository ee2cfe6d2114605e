package edition

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// This file is about files that nothing reads: copies of another, and what other programs write.

// copyMark matches what systems and people put before or behind a name when they copy a file: mensen
// (1), mensen - kopie, Kopie van mensen, mensen 2. versionMark matches what may also be a name of its
// own: mensen-v2.
var (
	copyMark = regexp.MustCompile(`^(?:kopie|copie|copy)[ _-]+(?:van|of)[ _-]+|` +
		`[ _-]*\([^()]*\)$|[ _-]+(?:kopie|copy)(?:[ _-]*[0-9]+)?$| [0-9]{1,2}$`)
	versionMark = regexp.MustCompile(`[ _-]+(?:v[0-9]+(?:\.[0-9]+)*|versie[ _-]?[0-9]*|final|definitief|def|nieuw|new|` +
		`oud|old|concept|backup|bak|aangepast|[0-9]{8})$`)
)

// copyOf returns the name beside a name of which it is a copy, or "". versions says whether a file
// with another version in its name is one, too.
func copyOf(name string, beside []string, versions bool) string {
	stem := plainStem(name)
	stems := []string{stem}
	for rest := stem; ; stems = append(stems, rest) {
		shorter := copyMark.ReplaceAllString(rest, "")
		if shorter == rest && versions {
			shorter = versionMark.ReplaceAllString(rest, "")
		}
		if shorter == rest || shorter == "" {
			break
		}
		rest = shorter
	}
	for _, other := range beside {
		if other == name || !strings.EqualFold(path.Ext(other), path.Ext(name)) {
			continue
		}
		// Of two names that differ in capitals only, the one without is the original.
		n := slices.Index(stems, plainStem(other))
		if n > 0 || n == 0 && strings.ToLower(other) == other {
			return other
		}
	}
	return ""
}

// plainStem is a name without its extension and capitals.
func plainStem(name string) string { return strings.ToLower(strings.TrimSuffix(name, path.Ext(name))) }

// namesOf returns the names of what is in a folder.
func namesOf(entries []fs.DirEntry) []string {
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// reportUnexpected reports a file that nothing reads. beside has the names in its folder; expected is
// what would be read.
func reportUnexpected(list *diagnostic.List, name string, beside []string, suggestion, expected string) {
	at := diagnostic.Position{File: name}
	if of := copyOf(path.Base(name), beside, true); of != "" {
		list.Add(diagnostic.CopiedFile, at, "", of)
		return
	}
	base := path.Base(name)
	ext := strings.ToLower(path.Ext(base))
	if plain := strings.TrimSuffix(base, path.Ext(base)); ext == ".txt" && path.Ext(plain) != "" {
		suggestion = plain // Windows hides the .txt behind it
	}
	cure := wording.Key("phrase.unread-rename")
	for key, types := range foreignTypes {
		if slices.Contains(types, ext) {
			cure, suggestion = key, ""
		}
	}
	list.Add(diagnostic.UnexpectedFile, at, suggestion, expected, wording.Refer(cure))
}

// foreignTypes are the types of files that other programs write, by what to do with one.
var foreignTypes = map[wording.Key][]string{
	"phrase.unread-sheet":   {".xlsx", ".xls", ".xlsm", ".ods", ".numbers"},
	"phrase.unread-text":    {".docx", ".doc", ".odt", ".rtf", ".pages", ".pptx", ".pdf", ".msg", ".eml"},
	"phrase.unread-picture": {".tif", ".tiff", ".heic", ".heif", ".bmp", ".psd", ".avif", ".eps", ".ai"},
}

// isForeignPicture reports whether a file is a picture that browsers do not show.
func isForeignPicture(name string) bool {
	return slices.Contains(foreignTypes["phrase.unread-picture"], strings.ToLower(path.Ext(name)))
}

// unreadFile warns of a file beside chapters that is no picture.
func (r *reader) unreadFile(name string, beside []string, expected string) {
	if isForeignPicture(name) {
		r.foreign = true
		// Where a chapter shows it, there is a message already.
		r.afterChapters = append(r.afterChapters, func() {
			for _, text := range r.bodies {
				if strings.Contains(string(text.Data), path.Base(name)) {
					return
				}
			}
			reportUnexpected(r.list, name, beside, "", expected)
		})
		return
	}
	if !isPicture(name) {
		reportUnexpected(r.list, name, beside, "", expected)
	}
}

// skipCopies returns the names of files to read without those that are copies of another, which it
// reports.
func (r *reader) skipCopies(dir string, names []string, versions bool) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		of := copyOf(name, names, versions)
		if of != "" {
			r.edition.Partial = true // it may have what the other has not
			r.list.Add(diagnostic.CopiedFile, diagnostic.Position{File: path.Join(dir, name)}, "", of)
		}
		return of != ""
	})
}

// reportTwin reports a file of indicators that has nothing but indicators of one other file: a copy
// under another name.
func (r *reader) reportTwin(name string, top *source.Table) bool {
	all, ok := top.Table("indicator")
	if !ok {
		return false
	}
	of, defined := "", r.defined[model.IndicatorKind]
	for n, id := range all.Keys() {
		first, known := defined[id]
		if !known || n > 0 && first.in.Path() != of {
			return false
		}
		of = first.in.Path()
	}
	const enough = 2 // one has another cause
	if of == "" || of == name || len(all.Keys()) < enough {
		return false
	}
	r.list.Add(diagnostic.CopiedFile, diagnostic.Position{File: name}, "", path.Base(of))
	return true
}
