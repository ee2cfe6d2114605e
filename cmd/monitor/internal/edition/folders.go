package edition

import (
	"path"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/picture"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// CheckFolders reports files and folders in data/ and content/ that belong to no edition and that
// nothing reads, and a theme that does not exist. years are the editions that have data; embedded are
// the themes that come with the program.
func CheckFolders(root *source.Root, site *model.Site, years, embedded []string, list *diagnostic.List) {
	data, _ := root.List("data") // Years has reported an error
	for _, e := range data {
		name := path.Join("data", e.Name())
		if name != SiteFile && name != RoundingKey && !slices.Contains(years, e.Name()) {
			expected := SiteFile
			if len(years) > 0 && belongsToEdition(e.Name()) {
				expected = path.Join("data", slices.Max(years), e.Name())
			}
			reportUnexpected(list, name, namesOf(data), source.Suggest(name, []string{SiteFile}), expected)
		}
	}
	content, err := root.List("content")
	if err != nil {
		source.ReportRead(list, diagnostic.Position{File: "content"}, err)
	}
	for _, e := range content {
		name := path.Join("content", e.Name())
		switch {
		case slices.Contains(years, e.Name()):
		case e.IsDir() && isYear(e.Name()):
			list.Add(diagnostic.FolderUnread, diagnostic.Position{File: name}, "", "data/"+e.Name()+"/")
		case !onlyPictures(root, name):
			reportUnexpected(list, name, namesOf(content), "",
				path.Join("content", slices.Max(append(years, "")), site.Languages[0], "*.md"))
		}
	}
	checkTheme(root, site.Theme, embedded, list)
}

// belongsToEdition reports whether a file or folder has the name of one in the folder of an edition.
func belongsToEdition(name string) bool {
	return slices.Contains([]string{indicatorFolder, "registers", "series"}, name) ||
		slices.ContainsFunc(slices.Concat(numberFiles, otherFiles), func(f dataFile) bool { return f.name == name })
}

// onlyPictures reports whether a file is a picture, or a folder with nothing else: chapters may take
// their pictures from anywhere in content/.
func onlyPictures(root *source.Root, name string) bool {
	return !slices.ContainsFunc(root.Tree(name), func(file string) bool { return !isPicture(file) })
}

// isPicture reports whether a file is a picture that chapters can show.
func isPicture(name string) bool {
	return slices.Contains(picture.Types, strings.ToLower(path.Ext(name)))
}

// checkTheme reports a theme that neither the project nor the program has.
func checkTheme(root *source.Root, theme string, embedded []string, list *diagnostic.List) {
	known := slices.Clone(embedded)
	own, _ := root.List("themes") // a theme that cannot be read is reported where it is
	for _, e := range own {
		known = append(known, e.Name())
	}
	slices.Sort(known)
	known = slices.Compact(known)
	if slices.Contains(known, theme) {
		return
	}
	at := diagnostic.Position{File: SiteFile}
	if t, ok := openTOML(root, SiteFile, &diagnostic.List{}); ok {
		at = t.AtPath("site", "theme")
	}
	list.Add(diagnostic.BadChoice, at, source.Suggest(theme, known), "theme", theme, strings.Join(known, ", "))
}
