package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"path"
	"strconv"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/series"
)

// press prints the books of a plan: it turns their pages into files, and writes what is published
// beside the pages. It makes each figure and each data file once, however many pages show it.
type press struct {
	paper bool // pages are for paper only: no link leads to a page beside them
	*Plan
	*kept
	out       Writer
	buffers   sync.Pool // of pages: a page is written into memory that is there already
	frames    once[*Page]
	drawings  once[*figure.Drawing]
	published once[struct{}] // by path: files that several figures share
}

func newPress(p *Plan, out Writer, tools Tools) *press {
	return &press{Plan: p, kept: newKept(p.root, p.audience, tools), out: out}
}

// job makes and writes one file, or a few that belong together.
type job func() error

// pageJobs write a page and what is published beside it.
func (p *press) pageJobs(b *book, entry bookPage) []job {
	jobs := []job{func() error { return p.writePage(b, entry) }}
	if entry.files != nil {
		jobs = append(jobs, func() error { return entry.files(p, b, entry.id) })
	}
	return jobs
}

func (p *press) writePage(b *book, entry bookPage) error {
	page, err := p.page(b, entry)
	if err != nil {
		return err
	}
	buffer, reused := p.buffers.Get().(*bytes.Buffer)
	if !reused {
		buffer = new(bytes.Buffer)
	}
	defer p.buffers.Put(buffer)
	buffer.Reset()
	templates, err := b.templates()
	if err != nil {
		return err
	}
	for _, name := range []string{"top", page.Kind, "bottom"} {
		if err := templates.ExecuteTemplate(buffer, name, page); err != nil {
			return fmt.Errorf("%s: %w", page.Path, err)
		}
	}
	return p.out.Write(page.Path, buffer.Bytes())
}

// execute returns what a template of the theme makes of data.
func (b *book) execute(name string, data any) ([]byte, error) {
	templates, err := b.templates()
	if err != nil {
		return nil, err
	}
	var buffer bytes.Buffer
	err = templates.ExecuteTemplate(&buffer, name, data)
	return buffer.Bytes(), err
}

// assetJobs write the theme's assets and the images of the chapters.
func (p *press) assetJobs() []job {
	var jobs []job
	for _, a := range p.theme.Assets {
		jobs = append(jobs, func() error { return p.out.Write(a.Path, a.Data) })
	}
	for _, i := range p.images.all() {
		jobs = append(jobs, func() error { return p.out.Write(i.published, i.Data) })
	}
	return jobs
}

// writeData writes two data files, CSV and JSON, which are kept from one build to the next.
func (p *press) writeData(csvPath, jsonPath string, encode func() (csv, json []byte)) error {
	files, err := p.keep("data\n"+csvPath, func() (pieces, error) {
		csv, json := encode()
		return pieces{csv, json}, nil
	})
	if err != nil {
		return err
	}
	if err := p.out.Write(csvPath, files[0]); err != nil {
		return err
	}
	return p.out.Write(jsonPath, files[1])
}

// The pieces of the body of a figure.
const (
	figureTitle   = iota // for a figure whose author gave no title
	figureHash           // names its script; empty when it has none
	figureScript         // its options, for the browser
	figureHTML           // what is the same on all pages of a folder
	figureSmall          // the picture without words, for the list of figures
	figureExample        // what is said beside its title when it shows examples; empty when it does not
)

// figurePieces returns the body of a figure, and publishes its script and its data files. own says
// that the page is about what the figure shows, and so leads to no other page about it.
func (p *press) figurePieces(b *book, page string, spec figure.Spec, own bool) (pieces, error) {
	name := strings.Join([]string{"body", b.edition.Year, b.language.Code, path.Dir(page), strconv.FormatBool(own),
		spec.Key()}, "\n")
	made, err := p.keep(name, func() (pieces, error) { return p.drawFigure(b, page, spec, own) })
	if err != nil {
		return nil, err
	}
	if err := p.writeFigureData(b, spec); err != nil {
		return nil, err
	}
	if len(made[figureHash]) > 0 {
		// Two specs may come to the same picture, and so to the same script.
		script := scriptPath(string(made[figureHash]))
		_, err = p.published.get(script, func() (struct{}, error) {
			return struct{}{}, p.out.Write(script, made[figureScript])
		})
	}
	return made, err
}

// drawing returns a figure drawn. It is drawn once, for the pages of all folders and for its data
// files: drawing it for each takes a fifth more processor time when nothing was kept.
func (p *press) drawing(b *book, spec figure.Spec) *figure.Drawing {
	key := b.edition.Year + " " + b.language.Code + " " + spec.Key()
	d, _ := p.drawings.get(key, func() (*figure.Drawing, error) { return draw.Figure(spec, b.report, b.language), nil })
	return d
}

// drawFigure makes the body of a figure.
func (p *press) drawFigure(b *book, page string, spec figure.Spec, own bool) (pieces, error) {
	d := p.drawing(b, spec)
	body := FigureBody{Drawing: d, WideSVG: template.HTML(d.Wide.Scene.SVG("plot plot-wide")),
		// Where no style sheet chooses between the two, one is enough.
		NarrowSVG: template.HTML(d.Narrow.Scene.SVG("plot plot-narrow", `display="none"`))}
	plots := map[string]figure.Plot{"wide": d.Wide, "narrow": d.Narrow}
	if own && d.Full != nil {
		full := d.Full()
		plots["full"] = full
		body.FullSVG = template.HTML(full.Scene.SVG("plot plot-full", `display="none"`))
	}
	hash, script, err := optionScript(plots)
	if err != nil {
		return nil, err
	}
	if hash != "" {
		body.Hash, body.OptionScript = hash, relative(page, scriptPath(hash))
		body.ECharts = relative(page, p.theme.ECharts)
	}
	body.Open = own && len(spec.Indicators) == 1
	html, err := b.execute("figure-body", &body)
	return pieces{[]byte(d.Title), []byte(hash), script, html, d.Narrow.Scene.Wordless().SVG("plot plot-small"),
		[]byte(b.exampleMark(d.Example))}, err
}

// liveOption is what the script of a figure needs to draw it alive.
type liveOption struct {
	Option json.RawMessage `json:"option"`
	Width  int             `json:"width"`
	Height int             `json:"height"`
}

// optionScript returns the options of plots, by size, as a script, and the hash that names it: "" for
// plots without options. It is a script, and not JSON, since browsers let a page from a file share
// read no data.
func optionScript(plots map[string]figure.Plot) (hash string, script []byte, err error) {
	sizes := make(map[string]liveOption)
	for size, p := range plots {
		if p.Option == nil {
			return "", nil, nil
		}
		sizes[size] = liveOption{p.Option, p.Scene.Width, p.Scene.Height}
	}
	options, err := json.Marshal(sizes)
	if err != nil {
		return "", nil, err
	}
	sum := sha256.Sum256(options)
	hash = hex.EncodeToString(sum[:6])
	return hash, fmt.Appendf(nil, "monitorFigure(%q,%s);\n", hash, options), nil
}

// scriptPath is where the options of a figure are published.
func scriptPath(hash string) string { return "assets/figure." + hash + ".js" }

// writeFigureData publishes the data of a figure that shows no series of indicators, once for all
// figures with the same numbers.
func (p *press) writeFigureData(b *book, spec figure.Spec) error {
	slug := spec.Slug()
	if slug == "" {
		return nil
	}
	csvPath, jsonPath := b.address.figureData(slug, ".csv"), b.address.figureData(slug, ".json")
	_, err := p.published.get(csvPath, func() (struct{}, error) {
		return struct{}{}, p.writeData(csvPath, jsonPath, func() (csv, json []byte) {
			return p.drawing(b, numbersOf(spec)).Files(b.edition.Year, b.language)
		})
	})
	return err
}

// numbersOf returns the figure of which the numbers are those of another with the same slug: a risk or category
// that only stands out is no part of them.
func numbersOf(spec figure.Spec) figure.Spec {
	slug := spec.Slug()
	withoutRisk, withoutCategory := spec, spec
	withoutRisk.Risk, withoutCategory.Category = nil, nil
	if withoutRisk.Slug() == slug {
		spec.Risk = nil
	}
	if withoutCategory.Slug() == slug {
		spec.Category = nil
	}
	return spec
}

// figure completes the view of a figure with its body and its links, and with the title of the
// drawing when it has none.
func (p *press) figure(b *book, page string, v FigureView, spec figure.Spec, own bool) (FigureView, error) {
	made, err := p.figurePieces(b, page, spec, own)
	if err != nil {
		return v, err
	}
	v.Body = template.HTML(made[figureHTML])
	if v.Title == "" {
		v.Title = string(made[figureTitle])
	}
	if slug := spec.Slug(); slug != "" {
		v.CSV = relative(page, b.address.figureData(slug, ".csv"))
		v.JSON = relative(page, b.address.figureData(slug, ".json"))
	}
	if len(spec.Indicators) == 1 {
		i := spec.Indicators[0]
		if v.CSV == "" {
			v.CSV = relative(page, b.address.dataFile(i.ID, ".csv"))
		}
		if !own {
			v.Page = relative(page, b.address.page("indicator", i.ID))
		}
	}
	v.Cite = b.citation(page, v, string(made[figureExample]))
	return v, nil
}

// citation says how to refer to a figure: whose report it is in, which edition, which figure, and
// where it stands. It says so when the edition is a concept; example is what it says of numbers that
// are examples.
func (b *book) citation(page string, v FigureView, example string) string {
	l, edition, title := b.language, b.textOf(b.edition.Title), v.Title
	if b.edition.Status == model.Concept {
		edition = l.Say("figure.cite-note", "text", edition, "note",
			language.LowerFirst(l.Say("page.status."+string(b.edition.Status))))
	}
	if example != "" {
		title = l.Say("figure.cite-note", "text", title, "note", example)
	}
	if v.Label != "" {
		title = v.Label + ": " + title
	}
	return l.Say("figure.cite", "organisation", b.textOf(b.site.Organisation.Name), "edition", edition, "title", title,
		"date", l.Date(b.edition.Date), "address", b.site.BaseURL+page+"#"+v.ID)
}

// sparkline is the small picture of an indicator's series, or "" when there is none.
func (p *press) sparkline(b *book, i *model.Indicator) (template.HTML, error) {
	name := strings.Join([]string{"sparkline", b.edition.Year, b.language.Code, i.ID}, "\n")
	made, err := p.keep(name, func() (pieces, error) {
		return pieces{[]byte(b.sparkline(i))}, nil
	})
	if err != nil {
		return "", err
	}
	return template.HTML(made[0]), nil
}

// sparkline draws the values of an indicator in the size of a word. It returns "" when fewer than two
// are shown.
func (b *book) sparkline(i *model.Indicator) template.HTML {
	facts := b.report.Facts(i)
	shown := 0
	for _, p := range facts.Values.Points {
		if p.State == report.Shown {
			shown++
		}
	}
	if shown < 2 {
		return ""
	}
	if spark := series.Sparkline(facts, b.language); spark != nil {
		return template.HTML(spark.SVG("plot plot-spark"))
	}
	return ""
}

// assets are the links to the theme's files from a page.
func (p *press) assets(page string) Assets {
	a := Assets{Style: relative(page, p.theme.Style)}
	for _, s := range p.theme.Scripts {
		a.Scripts = append(a.Scripts, relative(page, s))
	}
	if p.theme.Font != "" {
		a.Font, a.FontScript = relative(page, p.theme.Font), relative(page, p.theme.FontScript)
	}
	if p.theme.Icon != "" {
		a.Icon = relative(page, p.theme.Icon)
	}
	if p.theme.TouchIcon != "" {
		a.TouchIcon = relative(page, p.theme.TouchIcon)
	}
	return a
}
