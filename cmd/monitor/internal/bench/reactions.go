package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"utwente.nl/monitor/cmd/monitor/internal/chromium"
)

// How long a page may take to show what a reader did, in milliseconds, where the processor is slowdown times as slow as
// that of this machine. Google calls 200 good: https://web.dev/articles/inp.
const (
	slowdown      = 4
	limitReaction = 100
)

// reaction is something that a reader does on a page.
type reaction struct {
	what string
	page string // of the edition, or a whole data: address
	at   string // a selector of what is clicked
	keys string // pressed after the click, one after the other; the click is then not measured
}

var reactions = []reaction{
	// What the browser itself takes, with which the others are to be compared.
	{what: "typing on an empty page", page: "data:text/html,<input>", at: "input", keys: "brand"},
	{what: "opening the menu", page: "index.html", at: ".menu-button"},
	{what: "filtering the indicators", page: "indicatoren.html", at: "#ui-filter-text", keys: "cam"},
	{what: "sorting the indicators", page: "indicatoren.html", at: "th .sort"},
	{what: "tapping a figure", page: "risicos.html", at: ".plot-frame [data-said]"},
	{what: "stepping through a figure", page: "risicos.html", at: ".plot-frame", keys: kb.ArrowRight + kb.ArrowRight},
	{what: "opening the search", page: "index.html", at: ".search-field"},
	{what: "typing in the search", page: "index.html", at: ".search-field", keys: "brand"},
}

// pace is the time between two keys of somebody who types some eighty words a minute.
const pace = 150 * time.Millisecond

// rest is a while in which a page does what it left for later.
var rest = chromedp.Sleep(700 * time.Millisecond)

// watchReactions keeps in slowest how many milliseconds the slowest tap or key from now on takes, from the input to the
// next frame. The browser rounds that to 8 ms, and reports no event of less than 16 ms. It reports some events late, so
// one from before the watch is left out by its time. Pointing is an event without an interactionId, and does not count
// (https://web.dev/articles/inp).
const watchReactions = `(() => {
	window.slowest = 0
	const now = performance.now()
	new PerformanceObserver(list => list.getEntries().forEach(e => {
		if (e.interactionId && e.startTime >= now) {
			slowest = Math.max(slowest, e.duration)
		}
	})).observe({type: "event", durationThreshold: 16})
})()`

// reactions measures how long the shipped site takes to react to a reader.
func (m *meter) reactions(ctx context.Context) (rows []row, err error) {
	program, err := chromium.Find()
	if err != nil {
		return []row{{what: "reactions: " + err.Error()}}, nil
	}
	out := filepath.Join(m.dir, "reactions")
	if _, err := m.build(ctx, m.monitor, m.root, out, filepath.Join(m.dir, "reactions-cache")); err != nil {
		return nil, err
	}
	// Without a screen, Chromium counts a letter in the bar as shown only when something else is.
	window := chromedp.Flag("headless", os.Getenv("DISPLAY") == "")
	browser, stop, err := chromium.Open(context.Background(), program, window)
	if err != nil {
		return nil, err
	}
	defer stop()
	for _, r := range reactions {
		progress("%s", r.what)
		address := r.page
		if !strings.HasPrefix(address, "data:") {
			page := filepath.ToSlash(filepath.Join(out, year, r.page))
			address = (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(page, "/")}).String()
		}
		var taken []float64
		for range m.runs {
			one, err := r.measure(browser, address)
			if err != nil {
				return rows, fmt.Errorf("%s: %w", r.what, err)
			}
			if ctx.Err() != nil {
				return rows, ctx.Err()
			}
			taken = append(taken, one)
		}
		rows = append(rows, row{what: r.what, figures: []figure{{middle(taken),
			fmt.Sprintf("ms, median, processor %d × slower", slowdown), limitReaction}}})
	}
	return rows, nil
}

// measure opens a page in a tab that is slowed down, and returns how many milliseconds the slowest event takes.
func (r reaction) measure(browser context.Context, address string) (float64, error) {
	tab, cancel := chromedp.NewContext(browser)
	defer cancel()
	tab, late := context.WithTimeout(tab, time.Minute)
	defer late()
	if err := r.open(tab, address); err != nil {
		return 0, err
	}
	slow := emulation.SetCPUThrottlingRateParams{Rate: slowdown}
	if _, err := chromedp.Call(tab, emulation.SetCPUThrottlingRate, slow); err != nil {
		return 0, err
	}
	at, err := chromedp.Run(tab, chromedp.Evaluate[[2]float64](`(box =>
		[box.x + box.width / 2, box.y + box.height / 2])(`+r.element()+`.getBoundingClientRect())`))
	if err != nil {
		return 0, err
	}
	watch, click := chromedp.Evaluate[chromedp.Void](watchReactions), chromedp.MouseClickXY(at[0], at[1])
	steps := []chromedp.Action[chromedp.Void]{rest, watch, click, rest}
	if r.keys != "" {
		steps = []chromedp.Action[chromedp.Void]{rest, click, rest, rest, watch}
		for _, key := range r.keys {
			steps = append(steps, chromedp.KeyEvent(string(key)), chromedp.Sleep(pace))
		}
		steps = append(steps, rest)
	}
	if err := chromedp.Do(tab, steps...); err != nil {
		return 0, err
	}
	return chromedp.Run(tab, chromedp.Evaluate[float64](`window.slowest`))
}

// element is the script that finds what is clicked.
func (r reaction) element() string {
	return "[...document.querySelectorAll(" + strconv.Quote(r.at) + ")].find(e => e.getClientRects().length)"
}

// open shows a page in a tab, with what is clicked in the middle of the window, and lets it come to rest.
func (r reaction) open(tab context.Context, address string) error {
	if err := chromedp.Do(tab); err != nil { // which makes the tab
		return err
	}
	size := emulation.SetDeviceMetricsOverrideParams{Width: 1280, Height: 900, DeviceScaleFactor: 1}
	if _, err := chromedp.Call(tab, emulation.SetDeviceMetricsOverride, size); err != nil {
		return err
	}
	if err := toFront(tab); err != nil {
		return err
	}
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		return err
	}
	show := `document.fonts.ready.then(() => ` + r.element() + `.scrollIntoView({block: "center"}))`
	return chromedp.Do(tab, chromedp.Evaluate[chromedp.Void](show, chromedp.EvalAwaitPromise), rest)
}

// toFront makes a page take its window to be in front: otherwise it draws no frames.
func toFront(tab context.Context) error {
	focus := emulation.SetFocusEmulationEnabledParams{Enabled: true}
	_, err := chromedp.Call(tab, emulation.SetFocusEmulationEnabled, focus)
	return err
}
