package echarts

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dop251/goja"

	"utwente.nl/monitor/cmd/monitor/internal/shelf"
)

const theme = "../../../../themes/ut/"

func read(t testing.TB, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// shipped is what the site's theme brings.
func shipped(t testing.TB) source {
	return source{read(t, theme+"vendor/echarts.min.js"), read(t, theme+"scripts/option.js"), read(t, theme+"vendor/font-widths.json")}
}

func newEngine(t testing.TB, o Options) *Engine {
	s := shipped(t)
	return New(s.bundle, s.prepare, s.widths, o)
}

// shippedMachine makes a machine; the scripts are compiled once for all tests.
func shippedMachine(t testing.TB) *machine {
	t.Helper()
	compileOnce.Do(func() { compiled, compileErr = shipped(t).compile() })
	if compileErr != nil {
		t.Fatal(compileErr)
	}
	m, err := newMachine(compiled)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var (
	compileOnce sync.Once
	compiled    *programs
	compileErr  error
)

var (
	wide   = Size{720, 380}
	narrow = Size{360, 300}
)

// options are the options in testdata, by name, and those that package figure makes, as its golden files hold them.
func options(t testing.TB, patterns ...string) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	for _, pattern := range patterns {
		files, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no options in %s: %v", pattern, err)
		}
		for _, file := range files {
			found[strings.TrimSuffix(filepath.Base(file), ".json")] = read(t, file)
		}
	}
	return found
}

const (
	ours      = "testdata/*.json"
	ofFigures = "../figure/testdata/*.wide.json"
)

func mustDraw(t *testing.T, m *machine, option []byte, size Size, longWay bool) string {
	t.Helper()
	raw, names, err := m.drawBy(t.Context(), option, size, longWay)
	if err != nil {
		t.Fatal(err)
	}
	svg, err := rewrite(raw, names)
	if err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	return string(svg)
}

// fewer are every sixth of some options by name, for ECharts takes long to draw all of them.
func fewer(all map[string][]byte) map[string][]byte {
	some := map[string][]byte{}
	for n, name := range slices.Sorted(maps.Keys(all)) {
		if n%6 == 0 {
			some[name] = all[name]
		}
	}
	return some
}

func TestShortWay(t *testing.T) { compareShortWay(t, fewer(options(t, ofFigures))) }

// compareShortWay sees that the short way gives what ECharts gives.
func compareShortWay(t *testing.T, all map[string][]byte) {
	t.Helper()
	m := shippedMachine(t)
	short := 0
	for name, option := range all {
		raw, names, err := m.draw(t.Context(), option, wide)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if strings.Contains(raw, "xmlns") { // as only zrender writes it
			continue
		}
		short++
		got, err := rewrite(raw, names)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if want := mustDraw(t, m, option, wide, true); string(got) != want {
			t.Errorf("%s: %s", name, difference(string(got), want))
		}
	}
	if short < len(all)*3/4 {
		t.Errorf("only %d of %d options take the short way; see PLAIN in still.js", short, len(all))
	}
}

func TestShortcuts(t *testing.T) { compareShortcuts(t, fewer(options(t, ours))) }

// compareShortcuts sees that what driver.js switches off or replaces does not change a picture. The reference leaves ECharts
// as it is but for clipping.
func compareShortcuts(t *testing.T, all map[string][]byte) {
	t.Helper()
	m := shippedMachine(t)
	// reference.js takes the place of still.js and driver.js.
	script, err := goja.Compile("reference.js", string(read(t, "testdata/reference.js")), false)
	if err != nil {
		t.Fatal(err)
	}
	reference, err := newMachine(&programs{[]*goja.Program{compiled.scripts[0], compiled.scripts[1], script}, compiled.widths})
	if err != nil {
		t.Fatal(err)
	}
	for name, option := range all {
		if got, want := mustDraw(t, m, option, wide, true), mustDraw(t, reference, option, wide, true); got != want {
			t.Errorf("%s: with shortcuts\n%s\nwithout\n%s", name, got, want)
		}
	}
}

// An option and a size give the same bytes on every machine, whatever was drawn before.
func TestDeterminism(t *testing.T) {
	first, second := shippedMachine(t), shippedMachine(t)
	all := options(t, ours)
	names := []string{"line", "graph", "radar", "scatter", "heatmap", "bar", "sparkline"}
	drawn := map[string]string{}
	for _, name := range names {
		drawn[name] = mustDraw(t, first, all[name], wide, false)
	}
	for i := range names {
		name := names[len(names)-1-i]
		mustDraw(t, second, all["stacked"], narrow, false)
		if again := mustDraw(t, second, all[name], wide, false); again != drawn[name] {
			t.Errorf("%s: in another order, on another machine\n%s\nfirst\n%s", name, again, drawn[name])
		}
	}
}

func TestSVG(t *testing.T) {
	e := newEngine(t, Options{Workers: 1})
	svg, err := e.SVG(t.Context(), read(t, "testdata/line.json"), wide)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<svg class="plot" viewBox="0 0 720 380" width="720" height="380"`, `aria-hidden="true" focusable="false"`,
		`class="s-accent"`, `class="f-surface s-accent"`, `stroke-dasharray="4 2"`, `>3,40 % (voorlopig)</text>`, `>4 %</text>`,
	} {
		if !bytes.Contains(svg, []byte(want)) {
			t.Errorf("no %s in\n%s", want, svg)
		}
	}
	for _, unwanted := range []string{"style", "id=", "#", "rgb", "xmlns", "ecmeta", "font-family"} {
		if bytes.Contains(svg, []byte(unwanted)) {
			t.Errorf("%s in\n%s", unwanted, svg)
		}
	}
}

func TestSVGErrors(t *testing.T) {
	e := newEngine(t, Options{Workers: 1})
	for _, test := range []struct{ name, option, want string }{
		{"no JSON", `{`, "drawing a chart"},
		{"no UTF-8", "{\"title\":{\"text\":\"\xff\"}}", "not UTF-8"},
		{"a colour of its own", `{"title":{"text":"a","textStyle":{"color":"#123456"}}}`, "#123456"},
		{"a gradient", `{"xAxis":{"data":["a"]},"yAxis":{},"series":[{"type":"bar","data":[1],"itemStyle":{"color":{"type":"linear","x":0,"y":0,"x2":0,"y2":1,"colorStops":[{"offset":0,"color":"@accent"},{"offset":1,"color":"@muted"}]}}}]}`, "gradient"},
		{"a shadow", `{"xAxis":{"data":["a"]},"yAxis":{},"series":[{"type":"bar","data":[1],"itemStyle":{"color":"@accent","shadowBlur":4,"shadowColor":"@muted"}}]}`, "filter"},
		{"nesting", `{"a":` + strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001) + `}`, "nested too deep"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := e.SVG(t.Context(), []byte(test.option), wide)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
	// The engine goes on after that.
	if _, err := e.SVG(t.Context(), read(t, "testdata/sparkline.json"), wide); err != nil {
		t.Error(err)
	}
	if _, err := e.SVG(t.Context(), []byte("{}"), Size{0, 100}); err == nil {
		t.Error("a picture without width")
	}
}

func TestBrokenScripts(t *testing.T) {
	s := shipped(t)
	for _, test := range []struct {
		name   string
		engine *Engine
	}{
		{"bundle", New([]byte("("), s.prepare, s.widths, Options{})},
		{"widths", New(s.bundle, s.prepare, []byte("["), Options{})},
		{"start", New([]byte("throw new Error('no')"), s.prepare, nil, Options{})},
	} {
		if _, err := test.engine.SVG(t.Context(), []byte("{}"), wide); err == nil {
			t.Errorf("%s: no error", test.name)
		}
	}
}

// trap is a stand-in for the library that can be made to run without end.
const trap = `
var echarts = { internals: {
  SPECIAL_STATES: [], DISPLAY_STATES: [], Element: function () {}, ITEM_STYLE_KEY_MAP: [], LINE_STYLE_KEY_MAP: [], AREA_STYLE_KEY_MAP: [],
  Model: function () {}, ComponentModel: {}, ChartView: { getClass: function () { return { prototype: {} }; } }, tokens: { color: {} },
}, registerLocale: function () {}, setPlatformAPI: function () {}, init: function () {
  return { setOption: function () {}, dispose: function () {}, getZr: function () {
    return { painter: { renderToString: function () { return '<svg width="1" height="1"></svg>'; } } };
  } };
} };
function monitorTheme() { return {}; }
function monitorPrepare(option) { while (option.forever) {} return option; }
`

func TestCalledOff(t *testing.T) {
	e := New([]byte(trap), nil, nil, Options{Workers: 1})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := e.SVG(ctx, []byte(`{"forever":true}`), wide); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	if _, err := e.SVG(ctx, []byte(`{}`), wide); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("after the end of the context: error %v", err)
	}
	if _, err := e.SVG(t.Context(), []byte(`{}`), wide); err != nil {
		t.Errorf("with another context: %v", err)
	}
}

// A caller that waits for another's drawing must get its picture even if the other is called off.
func TestOtherCalledOff(t *testing.T) {
	e := New([]byte(trap), nil, nil, Options{Workers: 1})
	first, cancel := context.WithCancel(t.Context())
	option := []byte(`{"forever":true}`)
	k := e.key(option, wide)
	started := make(chan error)
	go func() {
		_, err := e.SVG(first, option, wide)
		started <- err
	}()
	for underWay := false; !underWay; runtime.Gosched() {
		e.lock.Lock()
		_, underWay = e.flights[k]
		e.lock.Unlock()
	}
	second, cancelSecond := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancelSecond()
	waiting := make(chan error)
	go func() {
		_, err := e.SVG(second, option, wide)
		waiting <- err
	}()
	cancel()
	if err := <-started; !errors.Is(err, context.Canceled) {
		t.Errorf("the first: %v", err)
	}
	// The second draws in its turn, until its own time is up.
	if err := <-waiting; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the second: %v", err)
	}
}

func TestConcurrency(t *testing.T) {
	e := newEngine(t, Options{Workers: 2, Shelf: shelf.Open(t.TempDir())})
	option := read(t, "testdata/sparkline.json")
	var group sync.WaitGroup
	results := make([][]byte, 8)
	for i := range results {
		group.Go(func() {
			size := wide
			size.Width += i % 2
			svg, err := e.SVG(t.Context(), option, size)
			if err != nil {
				t.Error(err)
			}
			results[i] = svg
		})
	}
	group.Wait()
	for i := 2; i < len(results); i++ {
		if !bytes.Equal(results[i], results[i-2]) {
			t.Errorf("result %d differs", i)
		}
	}
	if s := e.Stats(); s.Misses != 2 || s.Hits != 6 {
		t.Errorf("%+v, want 2 misses and 6 hits", s)
	}
	if len(e.flights) != 0 {
		t.Error("something is still under way")
	}
}

// A machine is a lasting guest: it must not grow, and be small.
func TestMemory(t *testing.T) {
	heap := func() int64 {
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return int64(stats.HeapAlloc)
	}
	shippedMachine(t) // compiles
	before := heap()
	m := shippedMachine(t)
	draw := func(times int) {
		for range times {
			for _, name := range []string{"line", "stacked"} {
				mustDraw(t, m, read(t, "testdata/"+name+".json"), wide, false)
			}
		}
	}
	draw(1)
	warm := heap() - before
	draw(4)
	later := heap() - before
	if warm > 20<<20 {
		t.Errorf("a machine takes %d MB", warm>>20)
	}
	if later > warm+2<<20 {
		t.Errorf("a machine grew from %d to %d kB", warm>>10, later>>10)
	}
	runtime.KeepAlive(m)
}

func TestWidths(t *testing.T) {
	w, err := parseWidths(read(t, theme+"vendor/font-widths.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		text     string
		semibold bool
		want     float64
	}{
		{"", false, 0}, {"1", false, 4.97}, {"a1", true, 5.16 + 5.13}, {"国", false, 10}, {"\u0416", false, 5.5}, {"1\u202f%", false, 4.97 + 8.24 + 2},
	} {
		got := w.measure(test.text, 10, test.semibold)
		if diff := got - test.want; diff > 0.6 || diff < -0.6 {
			t.Errorf("%q: %g, want %g", test.text, got, test.want)
		}
	}
}
