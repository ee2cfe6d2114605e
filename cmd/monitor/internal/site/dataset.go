package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/dataset"
	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
)

// DatasetView leads to all data of the edition: as a workbook, and as a zip file.
type DatasetView struct{ Workbook, Archive DatasetFile }

// DatasetFile is a link to a file, with its size: "84 kB".
type DatasetFile struct{ Href, Size string }

// datasetFiles are the addresses of all data of an edition, in the order in which dataset makes them. They have a
// folder of their own, since any name beside them may be that of an indicator.
func datasetFiles(b *book, _ string) []string {
	name := b.address.data + "all/" + b.language.Say("dataset.file") + "-" + b.edition.Year
	return []string{name + ".zip", name + ".xlsx"}
}

// dataset makes all data of an edition, once.
func (p *press) dataset(b *book) (pieces, error) {
	figures, key := b.datasetFigures(), "dataset\n"+b.edition.Year+"\n"+b.language.Code
	for _, f := range figures {
		key += "\n" + f.slug + "\n" + f.title // chapters choose them, of which the key of the shelf says nothing
	}
	return p.keep(key, func() (pieces, error) {
		var all []dataset.Figure
		for _, f := range figures {
			all = append(all, dataset.Figure{Slug: f.slug, Drawing: p.drawing(b, f.spec), Title: f.title})
		}
		archive, workbook, err := dataset.Files(b.report, b.language, dataset.About{Title: b.textOf(b.edition.Title),
			Organisation: b.textOf(b.site.Organisation.Name), Homepage: b.site.BaseURL, Licence: b.textOf(b.site.Licence)}, all)
		return pieces{archive, workbook}, err
	})
}

// datasetFigure is a figure with a number that shows no series of indicators.
type datasetFigure struct {
	slug, title string
	spec        figure.Spec
}

// datasetFigures returns the figures of a book whose numbers are in no table of the data: each once, with the title
// that it has first.
func (b *book) datasetFigures() []datasetFigure {
	var all []datasetFigure
	seen := make(map[string]bool)
	add := func(title string, spec figure.Spec) {
		if slug := spec.Slug(); slug != "" && !seen[slug] {
			seen[slug] = true
			all = append(all, datasetFigure{slug, title, numbersOf(spec)})
		}
	}
	for _, t := range b.texts {
		for _, f := range t.Figures {
			add(b.teller(t.Chapter).figureTitle(f), f.Spec)
		}
	}
	for _, page := range b.figurePages() {
		for _, f := range page.figures {
			add(f.title, f.spec)
		}
	}
	for _, r := range b.edition.Risks {
		for _, spec := range b.riskFigures(r) {
			title := draw.Title(spec, b.report, b.language)
			add(b.language.Say("figure.with", "name", title, "value", b.textOf(r.Title)), spec)
		}
	}
	for _, i := range b.edition.Indicators {
		if spec, drawn := b.peersFigure(i); drawn {
			add(draw.Title(spec, b.report, b.language), spec)
		}
	}
	return all
}

// writeDataset publishes all data of an edition.
func (p *press) writeDataset(b *book, id string) error {
	files, err := p.dataset(b)
	if err != nil {
		return err
	}
	for n, address := range datasetFiles(b, id) {
		if err := p.out.Write(address, files[n]); err != nil {
			return err
		}
	}
	return nil
}

// datasetView returns the links from a page to all data of its edition.
func (p *press) datasetView(b *book, page string) (*DatasetView, error) {
	files, err := p.dataset(b)
	if err != nil {
		return nil, err
	}
	file := func(n int) DatasetFile {
		const kB = 1000
		size := b.language.Whole((len(files[n]) + kB - 1) / kB)
		return DatasetFile{relative(page, datasetFiles(b, "")[n]), b.language.Say("dataset.size", "n", size)}
	}
	return &DatasetView{Archive: file(0), Workbook: file(1)}, nil
}
