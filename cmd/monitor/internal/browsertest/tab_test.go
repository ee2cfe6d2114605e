package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long one step in the browser may take. It is long, since the machine may be busy.
const patience = 60 * time.Second

// tab is one tab of the browser. It keeps what its pages write in the console, and the addresses
// that they load.
type tab struct {
	t    *testing.T
	lab  *lab
	ctx  context.Context
	site string // the address that all requests must begin with

	close func()

	mu       sync.Mutex
	page     string // the page that is open
	troubles []string
	requests []string
}

// reportPolicy writes a violation of the policy in the console, with the element that violates it.
// Chromium's own message lacks the element.
const reportPolicy = `addEventListener("securitypolicyviolation", e => {
	const element = e.target && e.target.outerHTML ? e.target.outerHTML.slice(0, 200) : ""
	console.error("policy:", e.violatedDirective, e.blockedURI, element)
})`

// tab returns an empty tab for one test. It may be one that another test is done with: a tab shows its tenth page
// in a fifth of the time that it takes to open a new tab and to show a page there.
func (l *lab) tab(t *testing.T) *tab {
	t.Helper()
	var tb *tab
	select {
	case tb = <-l.idle:
	default:
		tb = l.newTab(t)
	}
	tb.mu.Lock()
	tb.t, tb.lab, tb.site = t, l, l.url
	tb.page, tb.troubles, tb.requests = "", nil, nil
	tb.mu.Unlock()
	t.Cleanup(tb.leave)
	tb.size(1440, 900)
	return tb
}

// newTab opens a tab.
func (l *lab) newTab(t *testing.T) *tab {
	t.Helper()
	tb := &tab{t: t}
	tb.ctx, tb.close = chromedp.NewContext(l.browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(tb.listen))
	if err := chromedp.Do(tb.ctx); err != nil {
		t.Fatalf("no tab: %v", err)
	}
	call(tb, audits.Enable, cdp.Empty{})
	call(tb, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: reportPolicy})
	// The page must take the window to be in front: otherwise nothing gets the focus and no
	// animation runs.
	call(tb, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	return tb
}

// leave makes the tab as it was when it was new, but for its window, and keeps it for another test. Its cookies and
// cache stay: the site has none. That of a test that failed is closed, since it may be the tab that fails. What a test
// changes of a tab is undone here.
func (tb *tab) leave() {
	if tb.t.Failed() {
		tb.close()
		return
	}
	eval[bool](tb, `(sessionStorage.clear(), localStorage.clear(), window.name = "", true)`)
	call(tb, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{})
	call(tb, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{})
	call(tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	call(tb, network.SetCacheDisabled, network.SetCacheDisabledParams{})
	tb.mouse(input.DispatchMouseEventTypeMouseMoved, point{}) // else the next page has something under it
	tb.do("leave", chromedp.Navigate(opened.url+rest))
	select {
	case tb.lab.idle <- tb:
	default:
		tb.close()
	}
}

// listen keeps what the browser reports. The browser's next message waits for it, so it does no
// more than that.
func (tb *tab) listen(event any) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		tb.trouble("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL)
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, arg := range e.Args {
			words = append(words, strings.Trim(string(arg.Value), `"`)+arg.Description)
		}
		tb.trouble("console.%s: %s", e.Type, strings.Join(words, " "))
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		tb.trouble("exception: %s", text)
	case *audits.EventIssueAdded:
		tb.trouble("issue: %s", e.Issue.Code)
	case *network.EventRequestWillBeSent:
		address := e.Request.URL
		tb.requests = append(tb.requests, address)
		if !strings.HasPrefix(address, tb.site) && !strings.HasPrefix(address, "data:") {
			tb.trouble("a request leaves the site: %s", address)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			tb.trouble("status %v: %s", e.Response.Status, e.Response.URL)
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			tb.trouble("%s failed: %s", e.Type, e.ErrorText)
		}
	}
}

func (tb *tab) trouble(format string, args ...any) {
	tb.troubles = append(tb.troubles, tb.page+": "+fmt.Sprintf(format, args...))
}

// quiet fails the test when, since the last call, a page wrote in the console, or a request failed
// or left the site.
func (tb *tab) quiet() {
	tb.t.Helper()
	tb.mu.Lock()
	defer tb.mu.Unlock()
	for _, trouble := range tb.troubles {
		tb.t.Error(trouble)
	}
	tb.troubles = nil
}

// asked returns the addresses that the page has loaded since it was opened, relative to the site.
func (tb *tab) asked() []string {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	var list []string
	for _, address := range tb.requests {
		list = append(list, strings.TrimPrefix(address, tb.site))
	}
	return list
}

// open loads a page of the site and waits until its fonts are there and it is drawn.
func (tb *tab) open(path string) {
	tb.t.Helper()
	tb.mu.Lock()
	tb.page, tb.requests = path, nil
	tb.mu.Unlock()
	tb.do("open "+path, chromedp.Navigate(tb.site+path))
	eval[bool](tb, settled)
}

// settled is a promise that resolves once a page has its fonts and is drawn with them.
const settled = `document.fonts.ready.then(() =>
	new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))`

// fromFolder makes the tab open pages from disk, as from a file share.
func (tb *tab) fromFolder() {
	tb.site = folderAddress(tb.lab.dir)
}

// folderAddress returns the address of a folder on disk, with a slash at its end.
func folderAddress(dir string) string {
	slashed := filepath.ToSlash(dir)
	return (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(slashed, "/") + "/"}).String()
}

// do runs steps in the browser.
func (tb *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		tb.t.Fatalf("%s: %s: %v", tb.page, what, err)
	}
}

// eval evaluates a JavaScript expression, waits for it when it is a promise, and returns its value.
func eval[T any](tb *tab, script string) T {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		tb.t.Fatalf("%s: %s: %v", tb.page, firstLine(script), err)
	}
	return value
}

// until waits until a JavaScript expression is true, and reports whether it ever was. One that fails is not true yet:
// the browser may be leaving the page that it is about.
func (tb *tab) until(script string) bool {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	var failure error
	held := eventually(func() (holds bool) {
		holds, failure = chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+script+")"))
		return holds && failure == nil
	})
	if failure != nil {
		tb.t.Errorf("%s: %s: %v", tb.page, firstLine(script), failure)
	}
	return held
}

// eventually calls holds for some seconds, until it returns true. It reports whether that happened.
func eventually(holds func() bool) bool {
	const tries, pause = 100, 50 * time.Millisecond
	for range tries {
		if holds() {
			return true
		}
		time.Sleep(pause)
	}
	return false
}

// call sends a command of the browser's protocol.
func call[P, R any](tb *tab, command cdp.Command[P, R], params P) R {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		tb.t.Fatalf("%s: %s: %v", tb.page, command.Method, err)
	}
	return result
}

// size sets the size of the window, in CSS pixels.
func (tb *tab) size(width, height int64) {
	tb.t.Helper()
	call(tb, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: height, DeviceScaleFactor: 1})
}

// media sets the medium of pages ("screen", "print", or "" for the browser's own) and the colour
// scheme ("light" or "dark").
func (tb *tab) media(medium, scheme string) {
	tb.t.Helper()
	features := []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme},
		{Name: "prefers-reduced-motion", Value: "reduce"},
	}
	call(tb, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium, Features: features})
}

func firstLine(text string) string {
	line, _, more := strings.Cut(text, "\n")
	if more {
		line += " ..."
	}
	return line
}
