package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// press turns views into files. It makes each drawing once, however many pages show it.
type press struct {
	*Plan
	out     Writer
	plotter Plotter
	buffers sync.Pool

	frames     once[*Page]
	drawings   once[*drawing]
	bodies     once[template.HTML]
	sparklines once[template.HTML]
}

func newPress(p *Plan, out Writer, plotter Plotter) *press {
	return &press{Plan: p, out: out, plotter: plotter, buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }}}
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
	hash         string // of both options
	script       string // where the options are published
}

func (p *press) draw(ctx context.Context, b *book, spec figure.Spec) (*drawing, error) {
	key := b.edition.Year + " " + b.language.Code + " " + spec.Key()
	return p.drawings.get(key, func() (*drawing, error) {
		d := &drawing{Drawing: figure.Draw(spec, b.report, b.language)}
		var err error
		if d.wide, err = p.plot(ctx, d.Wide, "plot-wide"); err != nil {
			return nil, fmt.Errorf("figure %s: %w", spec.Key(), err)
		}
		if d.narrow, err = p.plot(ctx, d.Narrow, "plot-narrow"); err != nil {
			return nil, fmt.Errorf("figure %s: %w", spec.Key(), err)
		}
		return d, p.script(d)
	})
}

// plot renders one picture and gives it the class that tells its width.
func (p *press) plot(ctx context.Context, plot figure.Plot, class string) (template.HTML, error) {
	svg, err := p.plotter.SVG(ctx, plot.Option, plot.Width, plot.Height)
	if err != nil {
		return "", err
	}
	return template.HTML(bytes.Replace(svg, []byte(`class="plot"`), []byte(`class="plot `+class+`"`), 1)), nil
}

// liveOption is what the script of a figure needs to draw it alive.
type liveOption struct {
	Option json.RawMessage `json:"option"`
	Width  int             `json:"width"`
	Height int             `json:"height"`
}

// script publishes the options of a drawing, as a script since browsers let pages of a file share read no data.
func (p *press) script(d *drawing) error {
	options, err := json.Marshal(map[string]liveOption{
		"wide":   {d.Wide.Option, d.Wide.Width, d.Wide.Height},
		"narrow": {d.Narrow.Option, d.Narrow.Width, d.Narrow.Height},
	})
	if err != nil {
		return err
	}
	sum := sha256.Sum256(options)
	d.hash = hex.EncodeToString(sum[:6])
	d.script = "assets/figure." + d.hash + ".js"
	// Two specs may come to the same picture, and so to the same script.
	_, err = p.bodies.get("script "+d.hash, func() (template.HTML, error) {
		return "", p.out.Write(d.script, fmt.Appendf(nil, "monitorFigure(%q,", d.hash), options, []byte(");\n"))
	})
	return err
}

// figureBody is the part of a figure that is the same on every page of one folder.
func (p *press) figureBody(ctx context.Context, b *book, page string, spec figure.Spec, own bool) (template.HTML, error) {
	key := fmt.Sprint(b.edition.Year, b.language.Code, root(page), own, spec.Key())
	return p.bodies.get(key, func() (template.HTML, error) {
		d, err := p.draw(ctx, b, spec)
		if err != nil {
			return "", err
		}
		body := FigureBody{Drawing: d.Drawing, Language: b.language, WideSVG: d.wide, NarrowSVG: d.narrow, Hash: d.hash,
			OptionScript: relative(page, d.script), ECharts: relative(page, p.theme.ECharts)}
		if len(spec.Indicators) == 1 {
			i := spec.Indicators[0]
			body.CSV = relative(page, b.address.data(i.ID, ".csv"))
			if !own {
				body.Page = relative(page, b.address.indicator(i.ID))
			}
		}
		return p.fragment("figure-body", &body)
	})
}

// figure is a whole figure in its place.
func (p *press) figure(ctx context.Context, b *book, page string, v FigureView, spec figure.Spec, own bool) (FigureView, error) {
	body, err := p.figureBody(ctx, b, page, spec, own)
	if err != nil {
		return v, err
	}
	v.Body = body
	if v.Title == "" {
		d, err := p.draw(ctx, b, spec)
		if err != nil {
			return v, err
		}
		v.Title = d.Title
	}
	return v, nil
}

func (p *press) sparkline(ctx context.Context, b *book, i *model.Indicator) (template.HTML, error) {
	return p.sparklines.get(b.edition.Year+b.language.Code+i.ID, func() (template.HTML, error) {
		f := b.report.Facts(i)
		if len(f.Values.Points) < 2 {
			return "", nil
		}
		plot := figure.Sparkline(f, b.language)
		if len(plot.Option) == 0 {
			return "", nil
		}
		return p.plot(ctx, plot, "plot-spark")
	})
}

func (p *press) fragment(name string, data any) (template.HTML, error) {
	buffer := p.buffer()
	defer p.buffers.Put(buffer)
	if err := p.theme.Templates.ExecuteTemplate(buffer, name, data); err != nil {
		return "", err
	}
	return template.HTML(buffer.String()), nil
}

// page writes one page.
func (p *press) page(page *Page) error {
	buffer := p.buffer()
	defer p.buffers.Put(buffer)
	if err := p.theme.Templates.ExecuteTemplate(buffer, "layout", page); err != nil {
		return failed(page.Path, err)
	}
	return p.out.Write(page.Path, buffer.Bytes())
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
