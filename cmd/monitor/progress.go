package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// progress says what a command is doing, and how far it is. On a terminal it is one line, from the
// second second on, which is written over and goes when the work is done. Elsewhere, as in the log of a
// server, it is a line every thirty seconds.
type progress struct {
	to       io.Writer
	terminal bool

	mu    sync.Mutex
	doing string

	over    chan struct{}
	stopped sync.WaitGroup
}

// On a terminal nothing is said until patience has passed, and then again each glance. In a log
// something is said each pause.
const (
	patience = time.Second
	glance   = 100 * time.Millisecond
	pause    = 30 * time.Second
)

func startProgress(to io.Writer) *progress {
	file, ok := to.(*os.File)
	g := &progress{to: to, terminal: ok && isTerminal(file), over: make(chan struct{})}
	g.stopped.Go(g.tell)
	return g
}

// tell writes what is done until stop is called.
func (g *progress) tell() {
	first, every, said := pause, pause, ""
	if g.terminal {
		first, every = patience, glance
	}
	for wait := first; ; wait = every {
		select {
		case <-g.over:
			if g.terminal && said != "" {
				fmt.Fprint(g.to, "\r\x1b[K")
			}
			return
		case <-time.After(wait):
		}
		g.mu.Lock()
		doing := g.doing
		g.mu.Unlock()
		switch {
		case doing == said:
		case g.terminal:
			fmt.Fprintf(g.to, "\r%s\x1b[K", doing)
		default:
			fmt.Fprintln(g.to, doing)
		}
		said = doing
	}
}

// set says what is being done from now on.
func (g *progress) set(doing string) {
	g.mu.Lock()
	g.doing = doing
	g.mu.Unlock()
}

// stop ends the telling, before the command writes something else.
func (g *progress) stop() {
	close(g.over)
	g.stopped.Wait()
}

// begin starts the telling of a command. The function that it returns says how many of the pages are
// made.
func (p *program) begin(doing wording.Key) (g *progress, pages func(done, total int)) {
	g = startProgress(p.stderr)
	g.set(p.say(doing))
	return g, func(done, total int) { g.set(p.say("cli.doing-pages", done, total)) }
}
