package echarts

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// driver is our end of the machine: it stands between ECharts and machine.draw. still is the short way to draw.
var (
	//go:embed driver.js
	driver []byte
	//go:embed still.js
	still []byte
)

// maxCallStack bounds how deep JavaScript may call itself. The layout of a graph takes some thousands of calls; without a
// bound, an option that is nested without end would use up Go's stack, and that ends the program.
const maxCallStack = 10_000

// programs is what every machine runs, compiled once, and the widths of letters, read once.
type programs struct {
	scripts []*goja.Program
	widths  widths
}

func (s source) compile() (*programs, error) {
	var p programs
	for _, script := range []struct {
		name string
		text []byte
	}{{"echarts.min.js", s.bundle}, {"option.js", s.prepare}, {"still.js", still}, {"driver.js", driver}} {
		program, err := goja.Compile(script.name, string(script.text), false)
		if err != nil {
			return nil, fmt.Errorf("compiling %s: %w", script.name, err)
		}
		p.scripts = append(p.scripts, program)
	}
	var err error
	if p.widths, err = parseWidths(s.widths); err != nil {
		return nil, fmt.Errorf("reading the widths of letters: %w", err)
	}
	return &p, nil
}

// machine is a virtual machine with ECharts loaded. One goroutine at a time may use it.
type machine struct {
	vm     *goja.Runtime
	render goja.Callable
	random uint64
}

func newMachine(p *programs) (*machine, error) {
	m := &machine{vm: goja.New()}
	m.vm.SetMaxCallStackSize(maxCallStack)
	// A clock that stands still and numbers that only look random: ECharts measures how long it takes to measure text, and
	// measures differently from then on, and lays out graphs at random.
	m.vm.SetTimeSource(func() time.Time { return time.Unix(0, 0).UTC() })
	m.vm.SetRandSource(m.nextRandom)
	if err := m.vm.Set("monitorWidth", p.widths.measure); err != nil {
		return nil, err
	}
	for _, script := range p.scripts {
		if _, err := m.vm.RunProgram(script); err != nil {
			return nil, fmt.Errorf("starting the chart library: %v", err)
		}
	}
	var ok bool
	if m.render, ok = goja.AssertFunction(m.vm.Get("monitorRender")); !ok {
		return nil, errors.New("starting the chart library: no monitorRender")
	}
	return m, nil
}

// nextRandom gives numbers from 0 up to 1: SplitMix64, begun anew for every picture.
func (m *machine) nextRandom() float64 {
	m.random += 0x9e3779b97f4a7c15
	z := m.random
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return float64((z^z>>31)>>11) / (1 << 53)
}

// draw returns the picture as ECharts writes it, and the names of the colours in it, in the order of their numbers. After
// an error the machine must not be used again.
func (m *machine) draw(ctx context.Context, option []byte, size Size) (raw string, names []string, err error) {
	return m.drawBy(ctx, option, size, false)
}

// drawBy draws the long way when longWay says so: all of it by ECharts (see still.js).
func (m *machine) drawBy(ctx context.Context, option []byte, size Size, longWay bool) (raw string, names []string, err error) {
	if size.Width <= 0 || size.Height <= 0 {
		return "", nil, fmt.Errorf("impossible size %d × %d", size.Width, size.Height)
	}
	if !utf8.Valid(option) {
		return "", nil, errors.New("the option is not UTF-8")
	}
	m.random = 0
	m.vm.ClearInterrupt()
	stop := context.AfterFunc(ctx, func() { m.vm.Interrupt(context.Cause(ctx)) })
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("drawing a chart: the interpreter failed: %v", fault)
		}
		if !stop() && err == nil {
			// Called off just too late to be noticed. The interrupt must not hit the next picture.
			err = ctx.Err()
		}
	}()
	result, err := m.render(goja.Undefined(), m.vm.ToValue(string(option)), m.vm.ToValue(size.Width),
		m.vm.ToValue(size.Height), m.vm.ToValue(longWay))
	if err != nil {
		if ctx.Err() != nil {
			return "", nil, ctx.Err()
		}
		if overflow := (*goja.StackOverflowError)(nil); errors.As(err, &overflow) {
			return "", nil, errors.New("drawing a chart: the option is nested too deep")
		}
		// As plain text: an exception reaches into the machine when it is unwrapped, and others may have it by then.
		return "", nil, fmt.Errorf("drawing a chart: %v", err)
	}
	// One string with the names before the picture: the only value to bring over.
	list, raw, ok := strings.Cut(result.String(), "\n")
	if !ok {
		return "", nil, errors.New("drawing a chart: no picture")
	}
	return raw, strings.Fields(list), nil
}

// widths is how wide letters are, in thousandths of the font size.
type widths struct{ regular, semibold map[rune]float64 }

// parseWidths reads {"400": {"a": 504}, "600": {"a": 516}}. No text at all is no widths: all letters are then as wide as
// unknown ones.
func parseWidths(text []byte) (widths, error) {
	if len(text) == 0 {
		return widths{}, nil
	}
	var weights map[string]map[string]float64
	if err := json.Unmarshal(text, &weights); err != nil {
		return widths{}, err
	}
	table := func(weight string) map[rune]float64 {
		m := make(map[rune]float64, len(weights[weight]))
		for letter, width := range weights[weight] {
			r, _ := utf8.DecodeRuneInString(letter)
			m[r] = width
		}
		return m
	}
	return widths{table("400"), table("600")}, nil
}

// measure is how wide a text is, in pixels, at a font size in pixels.
func (w widths) measure(text string, size float64, semibold bool) float64 {
	table := w.regular
	if semibold {
		table = w.semibold
	}
	var sum float64
	for _, r := range text {
		if width, ok := table[r]; ok {
			sum += width
		} else if unicode.IsSpace(r) {
			sum += table[' ']
		} else if r >= 0x2e80 {
			sum += 1000 // Chinese, Japanese, Korean, and pictures: as wide as high. ECharts takes 国 for the height of a line.
		} else {
			sum += 550
		}
	}
	return sum * size / 1000
}
