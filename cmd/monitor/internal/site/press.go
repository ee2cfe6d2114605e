package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"path"
	"strconv"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/compare"
	"utwente.nl/monitor/cmd/monitor/internal/draw"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/series"
)

// press turns views into files. It makes each drawing once, however many pages show it.
type press struct {
	*Plan
	Tools
	*kept
	out     Writer
	buffers sync.Pool

	frames      once[*Page]
	drawings    once[*drawing]
	bodies      once[*figureBody]
	published   once[bool] // files that several figures share
	sparklines  once[template.HTML]
	comparisons once[*compare.Changes]
}

func newPress(p *Plan, out Writer, tools Tools) *press {
	return &press{Plan: p, Tools: tools, kept: newKept(p.root, p.audience, tools), out: out, buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }}}
}

// once makes a value for a key the first time it is asked, and gives the same one after that. Others who ask meanwhile
// wait.
type once[T any] struct {
	mu    sync.Mutex
	cells map[string]*cell[T]
}

type cell[T any] struct {
	once  sync.Once
	value T
	err   error
}

func (o *once[T]) get(key string, make func() (T, error)) (T, error) {
	o.mu.Lock()
	if o.cells == nil {
		o.cells = map[string]*cell[T]{}
	}
	c, ok := o.cells[key]
	if !ok {
		c = new(cell[T])
		o.cells[key] = c
	}
	o.mu.Unlock()
	c.once.Do(func() { c.value, c.err = make() })
	return c.value, c.err
}

// drawing is a figure drawn: what it says and how it looks, at both widths.
type drawing struct {
	*figure.Drawing
	wide, narrow template.HTML
	hash         string // of both options; "" of a figure without
	script       []byte // the options, to be published
}

func (p *press) draw(b *book, spec figure.Spec) (*drawing, error) {
	key := b.edition.Year + " " + b.language.Code + " " + spec.Key()
	return p.drawings.get(key, func() (*drawing, error) {
		d := &drawing{Drawing: draw.Figure(spec, b.report, b.language)}
		d.wide, d.narrow = template.HTML(d.Wide.Scene.SVG("plot plot-wide")), template.HTML(d.Narrow.Scene.SVG("plot plot-narrow"))
		return d, d.options()
	})
}

// liveOption is what the script of a figure needs to draw it alive.
type liveOption struct {
	Option json.RawMessage `json:"option"`
	Width  int             `json:"width"`
	Height int             `json:"height"`
}

// options makes the script with the options of a drawing: a script since browsers let pages of a file share read no data.
func (d *drawing) options() error {
	if d.Wide.Option == nil {
		return nil
	}
	options, err := json.Marshal(map[string]liveOption{
		"wide":   {d.Wide.Option, d.Wide.Scene.Width, d.Wide.Scene.Height},
		"narrow": {d.Narrow.Option, d.Narrow.Scene.Width, d.Narrow.Scene.Height},
	})
	if err != nil {
		return err
	}
	sum := sha256.Sum256(options)
	d.hash = hex.EncodeToString(sum[:6])
	d.script = bytes.Join([][]byte{fmt.Appendf(nil, "monitorFigure(%q,", d.hash), options, []byte(");\n")}, nil)
	return nil
}

// scriptPath is where the options of a drawing are published.
func scriptPath(hash string) string { return "assets/figure." + hash + ".js" }

// figureBody is the part of a figure that is the same on every page of one folder, and the title for where its author
// gave none.
type figureBody struct {
	html  []byte
	title string
}

// figureBody makes the body of a figure, or takes it from the shelf, and publishes its script.
func (p *press) figureBody(ctx context.Context, b *book, page string, spec figure.Spec, own bool) (*figureBody, error) {
	key := strings.Join([]string{b.edition.Year, b.language.Code, path.Dir(page), strconv.FormatBool(own), spec.Key()}, "\n")
	return p.bodies.get(key, func() (*figureBody, error) {
		packed, err := p.keep("body\n"+key, func() ([]byte, error) {
			d, err := p.draw(b, spec)
			if err != nil {
				return nil, err
			}
			body := FigureBody{Drawing: d.Drawing, WideSVG: d.wide, NarrowSVG: d.narrow}
			if d.hash != "" {
				body.Hash, body.OptionScript, body.ECharts = d.hash, relative(page, scriptPath(d.hash)), relative(page, p.theme.ECharts)
			}
			if len(spec.Indicators) == 1 {
				i := spec.Indicators[0]
				body.CSV = relative(page, b.address.data(i.ID, ".csv"))
				if !own {
					body.Page = relative(page, b.address.of("indicator", i.ID))
				}
			} else if slug := spec.Slug(); slug != "" {
				body.CSV, body.JSON = relative(page, b.address.figureData(slug, ".csv")), relative(page, b.address.figureData(slug, ".json"))
			}
			html, err := p.fragment(b, "figure-body", &body)
			return pack([]byte(d.Title), []byte(d.hash), d.script, html), err
		})
		if err != nil {
			return nil, err
		}
		title, packed, _ := next(packed)
		name, packed, _ := next(packed)
		script, packed, _ := next(packed)
		html, _, ok := next(packed)
		if !ok {
			return nil, fmt.Errorf("figure %s: what was kept of it is not whole", spec.Key())
		}
		if err := p.figureData(b, spec); err != nil {
			return nil, err
		}
		hash := string(name)
		if hash == "" {
			return &figureBody{html: html, title: string(title)}, nil
		}
		// Two specs may come to the same picture, and so to the same script.
		_, err = p.published.get(hash, func() (bool, error) { return true, p.out.Write(scriptPath(hash), script) })
		return &figureBody{html: html, title: string(title)}, err
	})
}

// figureData publishes what a figure shows that is no series of indicators, once for all that show the same numbers.
func (p *press) figureData(b *book, spec figure.Spec) error {
	slug := spec.Slug()
	if slug == "" {
		return nil
	}
	// What only stands out is no part of the numbers.
	for _, leave := range []func(*figure.Spec){func(s *figure.Spec) { s.Risk = nil }, func(s *figure.Spec) { s.Category = nil }} {
		bare := spec
		if leave(&bare); bare.Slug() == slug {
			spec = bare
		}
	}
	csvPath, jsonPath := b.address.figureData(slug, ".csv"), b.address.figureData(slug, ".json")
	_, err := p.published.get(csvPath, func() (bool, error) {
		packed, err := p.keep("data\n"+csvPath, func() ([]byte, error) {
			csv, json := draw.Figure(spec, b.report, b.language).Files(b.edition.Year, b.language)
			return pack(csv, json), nil
		})
		if err != nil {
			return false, err
		}
		csv, packed, _ := next(packed)
		json, _, _ := next(packed)
		if err := p.out.Write(csvPath, csv); err != nil {
			return false, err
		}
		return true, p.out.Write(jsonPath, json)
	})
	return err
}

// figure is a figure with its title and body.
func (p *press) figure(ctx context.Context, b *book, page string, v FigureView, spec figure.Spec, own bool) (FigureView, error) {
	body, err := p.figureBody(ctx, b, page, spec, own)
	if err != nil {
		return v, err
	}
	v.Body = template.HTML(body.html)
	if v.Title == "" {
		v.Title = body.title
	}
	return v, nil
}

// placed is a figure in its place in a text, as HTML.
func (p *press) placed(ctx context.Context, b *book, page string, v FigureView, spec figure.Spec) ([]byte, error) {
	v, err := p.figure(ctx, b, page, v, spec, false)
	if err != nil {
		return nil, err
	}
	return p.fragment(b, "figure", v)
}

func (p *press) sparkline(ctx context.Context, b *book, i *model.Indicator) (template.HTML, error) {
	key := strings.Join([]string{"sparkline", b.edition.Year, b.language.Code, i.ID}, "\n")
	return p.sparklines.get(key, func() (template.HTML, error) {
		f := b.report.Facts(i)
		if len(f.Values.Points) < 2 {
			return "", nil
		}
		svg, err := p.keep(key, func() ([]byte, error) {
			if spark := series.Sparkline(f, b.language); spark != nil {
				return spark.SVG("plot plot-spark"), nil
			}
			return nil, nil
		})
		return template.HTML(svg), err
	})
}

func (p *press) fragment(b *book, name string, data any) ([]byte, error) {
	buffer := p.buffer()
	defer p.buffers.Put(buffer)
	if err := b.templates.ExecuteTemplate(buffer, name, data); err != nil {
		return nil, err
	}
	return bytes.Clone(buffer.Bytes()), nil
}

// html makes a page: the template of its kind within the layout.
func (p *press) html(b *book, page *Page) ([]byte, error) {
	content, err := p.fragment(b, page.Kind, page)
	if err != nil {
		return nil, failed(page.Path, err)
	}
	page.Content = template.HTML(content)
	html, err := p.fragment(b, "layout", page)
	if err != nil {
		return nil, failed(page.Path, err)
	}
	return html, nil
}

// job is one file or page to make. weight is a rough size: 1 for a page like most others.
type job struct {
	weight int
	run    func(ctx context.Context) error
}

// jobs make a page and what is published beside it.
func (p *press) jobs(b *book, g bookPage) []job {
	jobs := []job{{g.weight, func(ctx context.Context) error { return p.write(ctx, b, g) }}}
	if g.files != nil {
		jobs = append(jobs, job{1, func(context.Context) error { return g.files(p, b, g.id) }})
	}
	return jobs
}

// write writes a page.
func (p *press) write(ctx context.Context, b *book, g bookPage) error {
	pageOf := p.made
	if g.stable != nil {
		pageOf = p.stablePage
	}
	html, err := pageOf(ctx, b, g)
	if err != nil {
		return err
	}
	return p.out.Write(g.path, html)
}

// made is a page as HTML.
func (p *press) made(ctx context.Context, b *book, g bookPage) ([]byte, error) {
	page, err := p.page(ctx, b, g)
	if err != nil {
		return nil, err
	}
	return p.html(b, page)
}

func (p *press) buffer() *bytes.Buffer {
	buffer := p.buffers.Get().(*bytes.Buffer)
	buffer.Reset()
	return buffer
}

// files are what is published as it is: the theme's assets and the chapters' images.
func (p *press) files() []job {
	var jobs []job
	for _, a := range p.theme.Assets {
		jobs = append(jobs, job{2, func(context.Context) error { return p.out.Write(a.Path, a.Data) }})
	}
	for _, i := range p.images.all() {
		jobs = append(jobs, job{2, func(context.Context) error { return p.out.Write(i.published, i.data) }})
	}
	return jobs
}

// assets are the links to the theme's files from a page.
func (p *press) assets(page string) Assets {
	a := Assets{Style: relative(page, p.theme.Style), ECharts: relative(page, p.theme.ECharts)}
	for _, s := range p.theme.Scripts {
		a.Scripts = append(a.Scripts, relative(page, s))
	}
	for _, f := range p.theme.Fonts {
		a.Fonts = append(a.Fonts, relative(page, f))
	}
	if p.theme.Icon != "" {
		a.Icon = relative(page, p.theme.Icon)
	}
	return a
}
