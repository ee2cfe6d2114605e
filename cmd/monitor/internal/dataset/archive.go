package dataset

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/series"
)

// zipped returns the tables as CSV files in a zip file, with a descriptor and a text that explains them.
func zipped(tables, figures []*table, r *report.Report, l *language.Language, about About) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	add := func(name string, content []byte) error {
		to, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: r.Edition.Date.UTC()})
		if err == nil {
			_, err = to.Write(content)
		}
		return err
	}
	var readme strings.Builder
	file := func(t *table) string { return t.path() + ": " + t.titleIn(l) }
	lines := append(explained(tables, file, r, l, about), nil, []string{l.Say("dataset.figures")})
	for _, t := range figures {
		lines = append(lines, []string{t.path(), t.title})
	}
	for _, line := range lines {
		readme.WriteString(strings.TrimRight(strings.Join(line, ": "), " ") + "\r\n")
	}
	err := add("datapackage.json", figure.JSON(descriptor(slices.Concat(tables, figures), r, l, about)))
	if err == nil {
		err = add(l.Say("dataset.readme")+".txt", []byte(readme.String()))
	}
	for _, t := range slices.Concat(tables, figures) {
		if err == nil {
			err = add(t.path(), t.csv())
		}
	}
	if err == nil {
		err = w.Close()
	}
	return b.Bytes(), err
}

// path is the name of the table's file in the zip file.
func (t *table) path() string { return "data/" + t.name + ".csv" }

func (t *table) titleIn(l *language.Language) string {
	if t.title != "" {
		return t.title
	}
	return l.Say("dataset.table." + t.name)
}

func (f field) titleIn(l *language.Language) string {
	if f.title != "" {
		return f.title
	}
	return l.Say("dataset.field." + f.name)
}

// The descriptor is what datapackage.json holds: https://specs.frictionlessdata.io/tabular-data-package/, with a
// table schema for each file.
type (
	pack struct {
		Profile      string        `json:"profile"`
		Name         string        `json:"name"`
		Title        string        `json:"title"`
		Description  string        `json:"description"`
		Homepage     string        `json:"homepage,omitempty"`
		Created      string        `json:"created"`
		Contributors []contributor `json:"contributors"`
		Licences     []licence     `json:"licenses,omitempty"`
		Sources      []origin      `json:"sources,omitempty"`
		Resources    []resource    `json:"resources"`
	}
	contributor struct {
		Title string `json:"title"`
		Role  string `json:"role"`
	}
	licence struct {
		Name  string `json:"name"`
		Title string `json:"title"`
	}
	origin struct {
		Title string `json:"title"`
		Path  string `json:"path,omitempty"`
	}
	resource struct {
		Profile  string `json:"profile"`
		Name     string `json:"name"`
		Title    string `json:"title"`
		Path     string `json:"path"`
		Format   string `json:"format"`
		Media    string `json:"mediatype"`
		Encoding string `json:"encoding"`
		Schema   schema `json:"schema"`
	}
	schema struct {
		Fields        []fieldSchema `json:"fields"`
		MissingValues []string      `json:"missingValues"`
		PrimaryKey    []string      `json:"primaryKey"`
		ForeignKeys   []foreignKey  `json:"foreignKeys,omitempty"`
	}
	fieldSchema struct {
		Name        string       `json:"name"`
		Title       string       `json:"title"`
		Type        string       `json:"type"`
		Constraints *constraints `json:"constraints,omitempty"`
	}
	constraints struct {
		Required bool     `json:"required,omitempty"`
		Enum     []string `json:"enum,omitempty"`
	}
	foreignKey struct {
		Fields    string `json:"fields"`
		Reference struct {
			Resource string `json:"resource"`
			Fields   string `json:"fields"`
		} `json:"reference"`
	}
)

func descriptor(tables []*table, r *report.Report, l *language.Language, about About) pack {
	p := pack{Profile: "tabular-data-package", Name: "monitor-" + r.Edition.Year + "-" + l.Code,
		Title: about.Title, Description: l.Say("dataset.description"), Homepage: about.Homepage,
		Created:      r.Edition.Date.UTC().Format(time.RFC3339),
		Contributors: []contributor{{about.Organisation, "publisher"}}}
	if about.Licence != "" {
		p.Licences = []licence{{"other", about.Licence}}
	}
	named := make(map[origin]bool)
	for _, i := range r.Edition.Indicators {
		if s := (origin{l.Text(i.Source.Title), i.Source.URL}); s.Title != "" && !named[s] {
			named[s] = true
			p.Sources = append(p.Sources, s)
		}
	}
	for _, t := range tables {
		s := schema{MissingValues: []string{""}, PrimaryKey: t.key}
		for _, f := range t.fields {
			one := fieldSchema{Name: f.name, Title: f.titleIn(l), Type: f.kind}
			if f.required || len(f.enum) > 0 {
				one.Constraints = &constraints{f.required, f.enum}
			}
			s.Fields = append(s.Fields, one)
			if to := t.refers[f.name]; to != "" {
				key := foreignKey{Fields: f.name}
				key.Reference.Resource, key.Reference.Fields = to, "id"
				s.ForeignKeys = append(s.ForeignKeys, key)
			}
		}
		p.Resources = append(p.Resources, resource{"tabular-data-resource", t.name, t.titleIn(l),
			t.path(), "csv", "text/csv", "utf-8", s})
	}
	return p
}

// explained returns what a reader must know of the tables, a line each: a word and what it means, a heading, or
// nothing. name says how a table is called: by its file, or by its sheet.
func explained(tables []*table, name func(*table) string, r *report.Report, l *language.Language, about About) [][]string {
	out := [][]string{{about.Title}, {about.Organisation, l.Date(r.Edition.Date)}, {l.Say("dataset.description")}}
	if about.Licence != "" {
		out = append(out, []string{l.Say("dataset.licence"), about.Licence})
	}
	out = append(out, nil, []string{l.Say("dataset.tables")})
	for _, t := range tables {
		out = append(out, []string{name(t), l.Say("dataset.about." + t.name)})
	}
	out = append(out, nil, []string{l.Say("dataset.field.status")})
	for _, status := range series.Statuses {
		out = append(out, []string{status, l.Say("dataset.status." + status)})
	}
	out = append(out, nil, []string{l.Say("dataset.field.flags")})
	for _, flag := range model.AllFlags + series.RevisedLetter {
		out = append(out, []string{string(flag), l.Say("flag." + string(flag))})
	}
	return append(out, nil, []string{l.Say("dataset.field.example"), l.Say("dataset.about.example")})
}
