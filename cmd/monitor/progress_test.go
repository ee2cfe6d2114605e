package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestProgress works for some seconds, on a terminal and elsewhere.
func TestProgress(t *testing.T) {
	for _, c := range []struct {
		name     string
		terminal bool
		seconds  int
		want     string
	}{
		{"work of less than a second", true, 0, ""},
		{"work of three seconds", true, 3, "\rwork 1\x1b[K\rwork 2\x1b[K\rwork 3\x1b[K\r\x1b[K"},
		{"the same in a log", false, 3, "work 1\n"},
		{"long work in a log", false, 12, "work 1\nwork 6\nwork 11\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var out strings.Builder
				g := &progress{to: &out, terminal: c.terminal, over: make(chan struct{})}
				g.stopped.Go(g.tell)
				g.set("work 0")
				time.Sleep(patience - glance/2)
				for n := range c.seconds {
					g.set("work " + string("123456789abc"[n]))
					time.Sleep(time.Second)
				}
				g.stop()
				got := strings.NewReplacer("work b", "work 11", "work a", "work 10").Replace(out.String())
				if got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
			})
		})
	}
}
