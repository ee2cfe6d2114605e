package edition

import (
	"path"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// A CSV file may be anywhere in the folder of the edition. It is read when another file names it.

// csvFile returns the path of the CSV file that a key names, relative to the folder of the edition,
// and remembers that it is read.
func (r *reader) csvFile(t *source.Table, key string) (name string, ok bool) {
	reference, ok := t.String(key)
	if !ok {
		return "", false
	}
	name, inside := source.Join(r.dir+"/x", reference, r.dir)
	if !inside || path.IsAbs(reference) || strings.Contains(reference, `\`) || path.Ext(name) != ".csv" {
		t.Report(key, diagnostic.BadCSVName, r.csvLike(reference), reference, r.dir)
		r.misnamed = true
		return "", false
	}
	if !r.root.Exists(name) && !r.root.IsLink(name) {
		t.Report(key, diagnostic.NoCSV, r.csvLike(reference), reference, r.dir)
		r.misnamed = true
		return "", false
	}
	r.csvRead[strings.TrimPrefix(name, r.dir+"/")] = true
	r.named[name] = t.Above()
	return name, true
}

// csvLike returns the name of the CSV file in the folder of the edition that a wrong name may mean, or "".
func (r *reader) csvLike(reference string) string {
	slashed := strings.ReplaceAll(reference, `\`, "/")
	plain := strings.TrimSuffix(slashed, path.Ext(slashed)) + ".csv"
	var names []string
	for _, file := range r.root.Tree(r.dir) {
		name := strings.TrimPrefix(file, r.dir+"/")
		switch {
		case path.Ext(name) != ".csv":
		case name == plain, path.Base(name) == path.Base(plain):
			return name
		default:
			names = append(names, name)
		}
	}
	return source.Suggest(plain, names)
}

// namesRead returns the names in a folder of the edition of the CSV files that are read, and of
// folders with such files. dir is "" for the folder of the edition itself, or ends in a slash.
func (r *reader) namesRead(dir string) []string {
	var names []string
	for name := range r.csvRead {
		if rest, ok := strings.CutPrefix(name, dir); ok {
			first, _, _ := strings.Cut(rest, "/")
			names = append(names, first)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// unexpectedInFolders warns of files that nothing names, in the folders below dir from which other
// files are read.
func (r *reader) unexpectedInFolders(dir string) {
	if r.edition.Partial || r.misnamed {
		return // the file may be the one that a wrong name meant
	}
	for _, folder := range r.namesRead(dir) {
		folder = dir + folder
		if r.csvRead[folder] {
			continue
		}
		folder += "/"
		known := r.namesRead(folder)
		entries, err := r.root.List(path.Join(r.dir, folder))
		if err != nil {
			source.ReportRead(r.list, diagnostic.Position{File: path.Join(r.dir, folder)}, err)
			continue
		}
		for _, e := range entries {
			if !slices.Contains(known, e.Name()) {
				reportUnexpected(r.list, path.Join(r.dir, folder, e.Name()), namesOf(entries),
					source.Suggest(e.Name(), known), strings.Join(known, ", "))
			}
		}
		r.unexpectedInFolders(folder)
	}
}
