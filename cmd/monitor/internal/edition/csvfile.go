package edition

import (
	"path"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// CSV files stand anywhere in the folder of the edition, and are read when something names them.

// csvFile returns the path of the CSV file that a key names from the folder of the edition, and notes that it is read.
func (r *reader) csvFile(t *source.Table, key string) (name string, ok bool) {
	reference, ok := t.String(key)
	if !ok {
		return "", false
	}
	name, inside := source.Join(r.dir+"/x", reference, r.dir)
	if !inside || path.IsAbs(reference) || strings.Contains(reference, `\`) || path.Ext(name) != ".csv" {
		t.Report(key, diagnostic.BadCSVName, "", reference, r.dir)
		return "", false
	}
	if !r.root.Exists(name) && !r.root.IsLink(name) {
		dir := path.Dir(name)
		entries, _ := r.root.List(dir) // a folder that is not there has no names to suggest
		var names []string
		for _, e := range entries {
			names = append(names, strings.TrimPrefix(path.Join(dir, e.Name()), r.dir+"/"))
		}
		t.Report(key, diagnostic.NoCSV, source.Suggest(reference, names), reference, r.dir)
		r.misnamed = true
		return "", false
	}
	r.csvRead[strings.TrimPrefix(name, r.dir+"/")] = true
	return name, true
}

// namesRead are the names of the CSV files that are read in a folder of the edition, and of the folders that have some; "" is
// the folder of the edition itself.
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

// unexpectedInFolders warns of files that nothing names, in the folders below dir where other files are named.
func (r *reader) unexpectedInFolders(dir string) {
	if r.edition.Partial || r.misnamed {
		return // what seems to be a stranger may be what was meant
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
				r.list.Add(diagnostic.UnexpectedFile, diagnostic.Position{File: path.Join(r.dir, folder, e.Name())},
					source.Suggest(e.Name(), known), strings.Join(known, ", "))
			}
		}
		r.unexpectedInFolders(folder)
	}
}
