package main

import (
	"fmt"
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
		{"the same in a log", false, 3, ""},
		{"long work in a log", false, 62, "work 30\nwork 60\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var out strings.Builder
				g := &progress{to: &out, terminal: c.terminal, over: make(chan struct{})}
				g.stopped.Go(g.tell)
				g.set("work 0")
				time.Sleep(patience - glance/2)
				for n := range c.seconds {
					g.set(fmt.Sprint("work ", n+1))
					time.Sleep(time.Second)
				}
				g.stop()
				if got := out.String(); got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
			})
		})
	}
}
