// Package printer owns how a page becomes a PDF: it has a Chromium print it, fills in the page numbers of its table of
// contents, and takes out what the browser says about this machine and the time. It also takes pictures of elements
// of a page. It knows nothing of the site but the marks of that table.
package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path"
	"slices"
	"sync"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"utwente.nl/monitor/cmd/monitor/internal/chromium"
)

// Files are the files of a site in memory, by path. It is what package site writes to.
type Files struct {
	host  string // that the browser asks for, once there is one
	mu    sync.Mutex
	files map[string][]byte
}

// Write keeps a file.
func (f *Files) Write(name string, content []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.files == nil {
		f.files = make(map[string][]byte)
	}
	f.files[name] = bytes.Clone(content)
	return nil
}

// ServeHTTP answers the browser. A page elsewhere that gave its own name to this machine's address gets nothing: what
// is printed may be for the Board alone.
func (f *Files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Host != f.host {
		http.Error(w, http.StatusText(http.StatusForbidden), http.StatusForbidden)
		return
	}
	name := path.Clean(r.URL.Path)[1:]
	f.mu.Lock()
	content, ok := f.files[name]
	f.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}

// Printer is a browser that prints pages.
type Printer struct {
	browser context.Context
	url     string
	stop    []func()
}

// patience is how long a document may take: ten times what a hundred sheets take on a slow machine.
const patience = 5 * time.Minute

var (
	// ErrCrashed says that a page crashed while the browser went on: the system ends pages when memory runs out.
	ErrCrashed = errors.New("the page crashed")
	// ErrSlow says that a document took longer than it may.
	ErrSlow = errors.New("the document took too long")
)

// open opens a page in a tab. ctx ends when the page crashes or takes too long, and its cause is then ErrCrashed or
// ErrSlow: the browser answers no call to a page that crashed.
func (p *Printer) open(name string) (ctx context.Context, stop func(), err error) {
	limited, cancel := context.WithTimeoutCause(p.browser, patience, ErrSlow)
	watched, crash := context.WithCancelCause(limited)
	tab, closeTab := chromedp.NewContext(watched)
	stop = func() {
		closeTab()
		crash(nil)
		cancel()
	}
	err = chromedp.Listen(tab, func(event any) {
		if _, crashed := event.(*inspector.EventTargetCrashed); crashed {
			crash(ErrCrashed)
		}
	})
	if err == nil {
		err = chromedp.Do(tab, chromedp.Navigate(p.url+name))
	}
	return tab, stop, err
}

// cause returns why a call on a page failed.
func cause(tab context.Context, err error) error {
	if why := context.Cause(tab); err != nil && (errors.Is(why, ErrCrashed) || errors.Is(why, ErrSlow)) {
		return why
	}
	return err
}

// Open starts a browser that prints pages of files. ctx ends it.
func Open(ctx context.Context, program string, files *Files) (*Printer, error) {
	p := &Printer{}
	// The browser reads the files from this machine over HTTP: some may open no files in temporary folders.
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	files.host = listener.Addr().String()
	server := &http.Server{Handler: files, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(listener) }() // it ends when it is closed
	p.stop = append(p.stop, func() { server.Close() })
	p.url = "http://" + files.host + "/"
	browser, stop, err := chromium.Open(ctx, program)
	if err != nil {
		p.Close()
		return nil, err
	}
	p.browser = browser
	p.stop = append(p.stop, stop)
	return p, nil
}

// Ended reports whether the browser is gone: it crashed, or something killed it.
func (p *Printer) Ended() bool { return p.browser.Err() != nil }

// Close ends the browser.
func (p *Printer) Close() {
	for _, stop := range p.stop {
		stop()
	}
}

// entries are the links of the table of contents.
const entries = `[...document.querySelectorAll(".print-contents a")]`

// ready is true when what a sheet of paper needs is there, its letters too.
const ready = `(document.body.offsetHeight, document.fonts.ready.then(() => true))`

// Print prints a page on A4: tagged, with bookmarks, and with the page numbers in its table of contents. made is the
// time that the PDF names as that of its making.
func (p *Printer) Print(name string, made time.Time) (pdf []byte, err error) {
	tab, stop, err := p.open(name)
	defer stop()
	if err == nil {
		pdf, err = numbered(tab)
	}
	return named(pdf, made), cause(tab, err)
}

// numbered prints the page in a tab, with the page numbers in its table of contents. The browser
// cannot say in a text on which sheet something is, so the numbers of the first print go into the
// second. They may take the room of a line, and move what comes behind.
func numbered(tab context.Context) ([]byte, error) {
	paper := emulation.SetEmulatedMediaParams{Media: "print"}
	if _, err := chromedp.Call(tab, emulation.SetEmulatedMedia, paper); err != nil {
		return nil, err
	}
	if _, err := chromedp.Run(tab, chromedp.Evaluate[bool](ready, chromedp.EvalAwaitPromise)); err != nil {
		return nil, err
	}
	listed, err := chromedp.Run(tab, chromedp.Evaluate[[]string](entries+`.map(a => a.hash.slice(1))`))
	if err != nil {
		return nil, err
	}
	if len(listed) == 0 {
		return printed(tab)
	}
	return settled(func(numbers []int) ([]byte, []int, error) {
		if numbers != nil {
			fill := fmt.Sprintf(`%s.forEach((a, n) => a.querySelector(".print-page").textContent = %s[n])`, entries, list(numbers))
			if _, err := chromedp.Run(tab, chromedp.Evaluate[chromedp.Void](fill)); err != nil {
				return nil, nil, err
			}
		}
		pdf, err := printed(tab)
		if err != nil {
			return nil, nil, err
		}
		found, err := pagesOf(pdf, listed)
		return pdf, found, err
	})
}

// mostPrints is how often a document is printed with page numbers before it is given up.
const mostPrints = 5

// settled prints until the page numbers that a print shows are those that it has. print shows numbers, none at first, and
// returns the PDF and the numbers that it has.
func settled(print func(numbers []int) (pdf []byte, found []int, err error)) ([]byte, error) {
	_, numbers, err := print(nil)
	if err != nil {
		return nil, err
	}
	for range mostPrints {
		pdf, found, err := print(numbers)
		if err != nil {
			return nil, err
		}
		if slices.Equal(found, numbers) {
			return pdf, nil
		}
		numbers = found
	}
	return nil, errors.New("the page numbers of the contents do not settle")
}

func printed(tab context.Context) ([]byte, error) {
	yes := true
	result, err := chromedp.Call(tab, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes,
		PrintBackground: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes})
	return result.Data, err
}
