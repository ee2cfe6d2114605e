package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/serve"
	"utwente.nl/monitor/cmd/monitor/internal/shelf"
	"utwente.nl/monitor/cmd/monitor/internal/site"
)

// servePort is the port that is tried first, so that the address of a page stays the same from day to
// day.
const servePort = 4026

// serve shows the site in the browser, and changes it with each save, until it is interrupted.
func (p *program) serve(args []string) int {
	f := p.flags("serve")
	address := f.String("address", "127.0.0.1", p.say("flag.serve-address"))
	port := f.Uint16("port", servePort, p.say("flag.serve-port"))
	silent := f.Bool("no-open", false, p.say("flag.serve-no-open"))
	poll := f.Bool("poll", false, p.say("flag.serve-poll"))
	if status, done := p.parse(f, args, "cli.serve-about", 0); done {
		return status
	}
	if p.settle != nil {
		p.settle()
	}
	dir, err := filepath.Abs(p.root)
	if err != nil {
		return p.notOpened(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return p.notOpened(err)
	}
	defer root.Close()
	listener, err := serve.Listen(*address, int(*port))
	if err != nil {
		return p.failed("serve.cannot-listen", net.JoinHostPort(*address, fmt.Sprint(*port)), p.reason(err))
	}
	defer listener.Close()
	taken := listener.Addr().(*net.TCPAddr).Port
	if *port != 0 && taken != int(*port) {
		fmt.Fprintln(p.stderr, p.say("serve.port-taken", *port, taken))
	}
	if !serve.IsLoopback(*address) {
		fmt.Fprintln(p.stderr, p.say("serve.exposed"))
	}
	changes, polling, why := serve.Watch(p.ctx, dir, root.FS(), *poll)
	if polling && why != nil {
		fmt.Fprintln(p.stderr, p.say("serve.polling", why))
	}
	tools := site.Tools{Shelf: shelf.Open(defaultCache()), Program: identity()}
	preview := site.NewPreview(dir, p.lang, tools)
	defer preview.Close()
	source := serve.Source{Root: dir, Files: root.FS(), Preview: servedPreview{preview}}
	url := pageAddress(*address, taken)
	fmt.Fprintln(p.stdout, p.say("serve.look-at", url))
	if !*silent {
		go p.openBrowser(url)
	}
	return p.serveUntilInterrupted(listener, serve.New(source, *address, p.lang), changes)
}

// servedPreview is a preview as package serve wants it.
type servedPreview struct{ *site.Preview }

func (p servedPreview) Picks() (picks []serve.Pick, style string) {
	all, style := p.Preview.Picks()
	for _, x := range all {
		picks = append(picks, serve.Pick{Kind: x.Kind, ID: x.ID, Title: x.Title, Value: x.Says(), Example: x.Example,
			Copy: x.Copy, Picture: x.Sparkline, Audience: x.Audience})
	}
	return picks, style
}

func (p servedPreview) Workshop(readers model.Audience, chosen map[string][]string) (serve.Workshop, error) {
	w, err := p.Preview.Workshop(readers, chosen)
	return serve.Workshop(w), err
}

// pageAddress returns the address that a browser on this machine asks for. A server that listens at
// every address of the machine (0.0.0.0) is asked at its own.
func pageAddress(address string, port int) string {
	if ip := net.ParseIP(address); ip != nil && ip.IsUnspecified() {
		address = "localhost"
	}
	return "http://" + net.JoinHostPort(address, fmt.Sprint(port)) + "/"
}

// serveUntilInterrupted answers requests and tells of saves.
func (p *program) serveUntilInterrupted(listener net.Listener, server *serve.Server, changes <-chan []string) int {
	web := server.Web(p.ctx)
	var running sync.WaitGroup
	running.Go(func() { server.Run(p.ctx, changes, p.teller()) })
	running.Go(func() {
		<-p.ctx.Done()
		_ = web.Close() // nothing is lost: the browser asks again
	})
	err := web.Serve(listener)
	if !errors.Is(err, http.ErrServerClosed) {
		return p.failed("serve.stopped", err)
	}
	running.Wait()
	return exitDone
}

// teller returns a function that prints what was saved, how long it took until the mistakes were known,
// and these when they are others than before. The task of the editor looks for the first and the last
// line of a list.
func (p *program) teller() func(serve.Save) {
	var last []byte
	return func(save serve.Save) {
		var list bytes.Buffer
		// A buffer takes all that is printed.
		_ = diagnostic.Print(&list, "text", p.lang, p.base(), save.Found)
		files := p.say("serve.all-sources")
		if n := len(save.Files); n > 0 && n <= 3 {
			files = strings.Join(save.Files, ", ")
		}
		switch {
		case save.Err != nil:
			fmt.Fprintln(p.stderr, p.say("serve.unread", p.reason(save.Err)))
		case last != nil && bytes.Equal(list.Bytes(), last):
			fmt.Fprintln(p.stderr, p.say("serve.same", files, save.Took.Milliseconds()))
		default:
			fmt.Fprintln(p.stderr, p.say("serve.read", files, save.Took.Milliseconds()))
			p.tellFound(list.Bytes(), save.Found)
			last = append([]byte{}, list.Bytes()...)
		}
	}
}

// tellFound prints what is wrong with the sources, and how much.
func (p *program) tellFound(printed []byte, found []diagnostic.Diagnostic) {
	// The terminal may be gone; the panel has the same.
	_, _ = p.stderr.Write(printed)
	errors := 0
	for _, d := range found {
		if d.Severity == diagnostic.Error {
			errors++
		}
	}
	p.summarise(errors, len(found)-errors)
}
