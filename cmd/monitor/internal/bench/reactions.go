package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"utwente.nl/monitor/cmd/monitor/internal/chromium"
)

// How long a page may take to show what a reader did, in milliseconds, on a phone that is slowdown times as slow as
// this machine. Google calls 200 good: https://web.dev/articles/inp.
const (
	slowdown      = 4
	limitReaction = 100
)

// reaction is something that a reader does on a page.
type reaction struct {
	what, page string // page of the edition, or a whole data: address
	at         string // a selector of what is clicked
	keys       string // pressed after the click, one after the other; the click is then not measured
}

var reactions = []reaction{
	// What the browser itself takes: all below is to be held against this.
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

// watchReactions keeps how long the slowest tap or key from now on takes, from the input to the next frame. Those are the
// events with an interactionId; pointing is none: see https://web.dev/articles/inp. The browser rounds it to 8 ms, and names
// no event of less than 16 ms. It may name an event before now only later.
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
		slices.Sort(taken)
		rows = append(rows, row{what: r.what, figures: []figure{{taken[len(taken)/2],
			fmt.Sprintf("ms, median, processor %d × slower", slowdown), limitReaction}}})
	}
	return rows, nil
}

// measure opens a page on a slow phone, and returns how many milliseconds the slowest event takes.
func (r reaction) measure(browser context.Context, address string) (float64, error) {
	tab, cancel := chromedp.NewContext(browser)
	defer cancel()
	tab, late := context.WithTimeout(tab, time.Minute)
	defer late()
	if err := chromedp.Do(tab); err != nil {
		return 0, err
	}
	size := emulation.SetDeviceMetricsOverrideParams{Width: 1280, Height: 900, DeviceScaleFactor: 1}
	if _, err := chromedp.Call(tab, emulation.SetDeviceMetricsOverride, size); err != nil {
		return 0, err
	}
	// The page must take the window to be in front: otherwise it draws no frames.
	focus := emulation.SetFocusEmulationEnabledParams{Enabled: true}
	if _, err := chromedp.Call(tab, emulation.SetFocusEmulationEnabled, focus); err != nil {
		return 0, err
	}
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		return 0, err
	}
	at, err := chromedp.Run(tab, chromedp.Evaluate[[2]float64](`(async () => {
		await document.fonts.ready
		const e = [...document.querySelectorAll(`+strconv.Quote(r.at)+`)].find(e => e.getClientRects().length)
		e.scrollIntoView({block: "center"})
		await new Promise(done => setTimeout(done, 300))
		const box = e.getBoundingClientRect()
		return [box.x + box.width / 2, box.y + box.height / 2]
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		return 0, err
	}
	slow := emulation.SetCPUThrottlingRateParams{Rate: slowdown}
	if _, err := chromedp.Call(tab, emulation.SetCPUThrottlingRate, slow); err != nil {
		return 0, err
	}
	rest := func() error {
		_, err := chromedp.Run(tab, chromedp.Evaluate[bool](`new Promise(done => setTimeout(() => done(true), 700))`,
			chromedp.EvalAwaitPromise))
		return err
	}
	watch := func() error {
		_, err := chromedp.Run(tab, chromedp.Evaluate[bool](watchReactions+`, true`))
		return err
	}
	click := chromedp.MouseClickXY(at[0], at[1])
	if err := rest(); err != nil { // what loading leaves for later is done
		return 0, err
	}
	if r.keys == "" {
		if err := watch(); err != nil {
			return 0, err
		}
	}
	if err := chromedp.Do(tab, click); err != nil {
		return 0, err
	}
	if r.keys != "" {
		if err := rest(); err != nil {
			return 0, err
		}
		if err := rest(); err != nil {
			return 0, err
		}
		if err := watch(); err != nil {
			return 0, err
		}
		for _, key := range r.keys {
			if err := chromedp.Do(tab, chromedp.KeyEvent(string(key))); err != nil {
				return 0, err
			}
			time.Sleep(pace)
		}
	}
	if err := rest(); err != nil {
		return 0, err
	}
	return chromedp.Run(tab, chromedp.Evaluate[float64](`window.slowest`))
}
