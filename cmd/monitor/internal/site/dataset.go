package site

import (
	"utwente.nl/monitor/cmd/monitor/internal/dataset"
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
func (p *press) dataset(b *book) (parts, error) {
	return p.keep("dataset\n"+b.edition.Year+"\n"+b.language.Code, func() (parts, error) {
		archive, workbook, err := dataset.Files(b.report, b.language, dataset.About{Title: b.textOf(b.edition.Title),
			Organisation: b.textOf(b.site.Organisation.Name), Homepage: b.site.BaseURL, Licence: b.textOf(b.site.Licence)})
		return parts{archive, workbook}, err
	})
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
		size := b.language.Number(float64((len(files[n])+kB-1)/kB), 0)
		return DatasetFile{relative(page, datasetFiles(b, "")[n]), b.language.Say("dataset.size", "n", size)}
	}
	return &DatasetView{Archive: file(0), Workbook: file(1)}, nil
}
