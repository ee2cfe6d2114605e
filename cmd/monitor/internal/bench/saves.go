package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"utwente.nl/monitor/cmd/monitor/internal/chromium"
)

// How long an author waits from a save to changed pixels, in milliseconds; and, in seconds, for the
// first page.
const (
	savesMeasured = 120
	limitSave     = 150 // median
	limitSlowSave = 300 // 95 %
	limitReady    = 1
)

// editor is a folder of which a program serves a page, and a file of that page.
type editor struct {
	what    string
	command *exec.Cmd
	file    string
	page    string // its address, below that of the server
	edit    func(text []byte, n int) []byte
}

// editChapter and editData return a text so that its page says which save it is. editData changes a value
// too, in a figure of the chapter.
func editChapter(text []byte, n int) []byte {
	return fmt.Appendf(slices.Clone(text), "\nOpgeslagen: %d.\n", n)
}

func editData(text []byte, n int) []byte {
	text = bytes.Replace(text, []byte(dataNote), fmt.Appendf(nil, "Opgeslagen: %d.", n), 1)
	return bytes.Replace(text, []byte(dataValue+"76\n"), fmt.Appendf(nil, "%s%d\n", dataValue, 70+n%10), 1)
}

// dataFile is the file of the figures in the chapter about the campus. It has dataNote and dataValue, of which no
// text quotes the number.
const (
	dataFile  = "data/" + year + "/indicators/campus-en-terrein.toml"
	dataNote  = "Er waren bijna geen evenementen."
	dataValue = `"2021/2022" = `
)

// saves measures an author's saves of the shipped edition, in Chromium, beside those of an author with
// hugo server and the same chapters.
func (m *meter) saves(ctx context.Context) (rows []row, err error) {
	program, err := chromium.Find()
	if err != nil {
		return []row{{what: "saves: " + err.Error()}}, nil
	}
	browser, stop, err := chromium.Open(context.Background(), program)
	if err != nil {
		return nil, err
	}
	defer stop()
	ours, err := newContestant(m.monitor, m.root, filepath.Join(m.dir, "saves"))
	if err != nil {
		return nil, err
	}
	ready := row{what: "monitor serve, first page"}
	for _, kept := range []string{"nothing", "everything"} {
		taken, err := m.ready(ctx, ours.root())
		if err != nil {
			return rows, err
		}
		ready.figures = append(ready.figures, figure{taken.Seconds(), "s, " + kept + " kept", limitReady})
	}
	rows = append(rows, ready)
	address, err := freePort()
	if err != nil {
		return rows, err
	}
	chapters, err := filepath.Glob(filepath.Join(ours.root(), chapterFolder, "*campus*.md"))
	if err != nil || len(chapters) != 1 {
		return rows, errors.Join(err, errors.New("no chapter about the campus"))
	}
	dir := filepath.Join(m.dir, "saves", "hugo")
	if err := hugoOf(ours.root(), dir); err != nil {
		return rows, err
	}
	name := strings.TrimSuffix(filepath.Base(chapters[0]), ".md")
	_, id, _ := strings.Cut(name, "-")
	page := "board/" + year + "/" + id + ".html"
	taken, err := measureSaves(ctx, browser, editor{"monitor serve", m.serve(ctx, ours.root(), address), chapters[0],
		page, editChapter}, address)
	if err != nil {
		return rows, err
	}
	rows = append(rows, saveRow("monitor serve, save to pixels", taken, limitSave, limitSlowSave))
	taken, err = measureSaves(ctx, browser, editor{"monitor serve, data", m.serve(ctx, ours.root(), address),
		filepath.Join(ours.root(), filepath.FromSlash(dataFile)), page, editData}, address)
	if err != nil {
		return rows, err
	}
	rows = append(rows, saveRow("monitor serve, save of data to pixels", taken, 0, 0))
	if noHugo := m.install(ctx, m.dir, hugo); noHugo != nil {
		return append(rows, row{what: "Hugo could not be fetched or compiled: " + noHugo.Error()}), nil
	}
	server := exec.CommandContext(ctx, filepath.Join(m.dir, "hugo"), "server", "--source", dir, "--bind", "127.0.0.1",
		"--port", address[strings.Index(address, ":")+1:], "--baseURL", "http://"+address+"/")
	taken, err = measureSaves(ctx, browser, editor{"hugo server", server,
		filepath.Join(dir, "content", name+".md"), name + "/", editChapter}, address)
	if ctx.Err() != nil {
		return rows, ctx.Err()
	}
	if err != nil {
		return append(rows, row{what: err.Error()}), nil // its page misses a save now and then
	}
	return append(rows, saveRow("hugo server, save to pixels", taken, 0, 0)), nil
}

// serve returns the command that serves a folder.
func (m *meter) serve(ctx context.Context, root, address string) *exec.Cmd {
	host, port, _ := strings.Cut(address, ":")
	command := exec.CommandContext(ctx, m.monitor, "serve", "--root", root, "--no-open", "--address", host, "--port", port)
	command.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(m.dir, "saves", "cache"))
	return command
}

// ready returns how long it takes from the start of the program to its first page.
func (m *meter) ready(ctx context.Context, root string) (time.Duration, error) {
	address, err := freePort()
	if err != nil {
		return 0, err
	}
	command := m.serve(ctx, root, address)
	begin := time.Now()
	if err := command.Start(); err != nil {
		return 0, err
	}
	defer endProgram(command)
	if err := answers(ctx, "http://"+address+"/board/"+year+"/index.html"); err != nil {
		return 0, err
	}
	return time.Since(begin), nil
}

// endProgram interrupts a program, and waits until it has ended.
func endProgram(command *exec.Cmd) {
	_ = command.Process.Signal(os.Interrupt)
	_ = command.Wait()
}

// answers asks for a page until it is there.
func answers(ctx context.Context, url string) error {
	for range 10000 {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		answer, err := http.DefaultClient.Do(request)
		if err == nil {
			_, _ = io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		time.Sleep(2 * time.Millisecond)
	}
	return errors.New("no answer from " + url)
}

// freePort returns an address of this machine at which nothing listens.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// watchSaves calls seen with the number of each save that the page says, once it is drawn.
const watchSaves = `(() => {
	let told = ""
	new MutationObserver(() => {
		const said = /Opgeslagen: (\d+)\./.exec(document.body ? document.body.textContent : "")
		if (said && said[1] !== told) {
			told = said[1]
			requestAnimationFrame(() => {
				const drawn = new MessageChannel()
				drawn.port1.onmessage = () => seen(said[1])
				drawn.port2.postMessage("")
			})
		}
	}).observe(document, {subtree: true, childList: true, characterData: true})
})()`

// measureSaves saves a file again and again, and returns how long each took until the browser had
// drawn it.
func measureSaves(ctx context.Context, browser context.Context, e editor, address string) ([]time.Duration, error) {
	progress("%s: %d saves", e.what, savesMeasured)
	log, err := e.command.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := e.command.Start(); err != nil {
		return nil, err
	}
	defer endProgram(e.command)
	go func() { _, _ = io.Copy(io.Discard, bufio.NewReader(log)) }()
	url := "http://" + path.Join(address, e.page)
	if strings.HasSuffix(e.page, "/") {
		url += "/"
	}
	if err := answers(ctx, url); err != nil {
		return nil, err
	}
	seen := make(chan string, 10)
	tab, cancel := chromedp.NewContext(browser, chromedp.WithListener(func(event any) {
		if called, ok := event.(*runtime.EventBindingCalled); ok {
			seen <- called.Payload
		}
	}))
	defer cancel()
	if err := prepareTab(tab, url); err != nil {
		return nil, err
	}
	// Hugo's page does not learn of a save before it is connected.
	time.Sleep(time.Second)
	old, err := os.ReadFile(e.file)
	if err != nil {
		return nil, err
	}
	var taken []time.Duration
	for n := range savesMeasured + 5 {
		text := e.edit(old, 1000+n)
		begin := time.Now()
		if err := os.WriteFile(e.file, text, 0o666); err != nil {
			return nil, err
		}
		for shown := ""; shown != itoa(1000+n); {
			select {
			case shown = <-seen:
			case <-time.After(30 * time.Second):
				return nil, fmt.Errorf("%s: save %d is not shown", e.what, n)
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		// The first saves find nothing warm: neither the program nor the browser.
		if n >= 5 {
			taken = append(taken, time.Since(begin))
		}
		// What a save leaves to be done must not delay the next, and Hugo's page must be connected again.
		time.Sleep(500 * time.Millisecond)
	}
	return taken, nil
}

// prepareTab opens a page that tells of saves.
func prepareTab(tab context.Context, url string) error {
	if err := chromedp.Do(tab); err != nil {
		return err
	}
	if _, err := chromedp.Call(tab, runtime.AddBinding, runtime.AddBindingParams{Name: "seen"}); err != nil {
		return err
	}
	script := page.AddScriptToEvaluateOnNewDocumentParams{Source: watchSaves}
	if _, err := chromedp.Call(tab, page.AddScriptToEvaluateOnNewDocument, script); err != nil {
		return err
	}
	if err := toFront(tab); err != nil {
		return err
	}
	return chromedp.Do(tab, chromedp.Navigate(url))
}

// saveRow returns the row of some saves. Its limits are in milliseconds; 0 is none.
func saveRow(what string, taken []time.Duration, limit, slowLimit float64) row {
	slices.Sort(taken)
	milliseconds := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return row{what: what, figures: []figure{
		{milliseconds(taken[len(taken)/2]), "ms, median", limit},
		{milliseconds(taken[len(taken)*95/100]), "ms, 95 %", slowLimit},
	}}
}

// hugoOf makes a Hugo site of the chapters in a folder of sources.
func hugoOf(root, dir string) error {
	edition := make(files)
	names, err := filepath.Glob(filepath.Join(root, chapterFolder, "*.md"))
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		edition[chapterFolder+filepath.Base(name)] = string(text)
	}
	return hugoSite(edition).create(dir)
}
