package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// serving is a run of monitor serve.
type serving struct {
	t      *testing.T
	root   string
	url    string
	said   *syncBuffer // on the terminal
	cancel context.CancelFunc
	ended  chan int
}

// syncBuffer is a buffer that one goroutine fills while another reads it.
type syncBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

// startServing runs monitor serve on a copy of a folder of sources, and waits until it says where to
// look.
func startServing(t *testing.T, from string, args ...string) *serving {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	s := &serving{t: t, root: t.TempDir(), said: &syncBuffer{}, ended: make(chan int, 1)}
	for _, folder := range []string{"content", "data"} {
		if err := os.CopyFS(filepath.Join(s.root, folder), os.DirFS(filepath.Join(from, folder))); err != nil {
			t.Fatal(err)
		}
	}
	var ctx context.Context
	ctx, s.cancel = context.WithCancel(t.Context())
	stdout, write := io.Pipe()
	p := &program{ctx: ctx, stdout: write, stderr: s.said, lang: "nl"}
	args = append([]string{"serve", "--root", s.root, "--no-open"}, args...)
	go func() {
		s.ended <- p.command(args)
		write.Close()
	}()
	t.Cleanup(func() { s.stop() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	found := regexp.MustCompile(`^Kijk op (http://\S+/) \(stoppen: Ctrl\+C\)\n$`).FindStringSubmatch(line)
	if err != nil || found == nil {
		t.Fatalf("%v %q %s", err, line, s.said)
	}
	s.url = found[1]
	return s
}

// stop interrupts the program, and wants it to end at once.
func (s *serving) stop() {
	s.t.Helper()
	s.cancel()
	select {
	case status := <-s.ended:
		s.ended <- status
		if status != exitDone {
			s.t.Errorf("status %d: %s", status, s.said)
		}
	case <-time.After(5 * time.Second):
		s.t.Fatal("it does not end")
	}
}

// eventually wants something to hold within some seconds.
func (s *serving) eventually(what string, holds func() bool) {
	s.t.Helper()
	for range 400 {
		if holds() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	s.t.Fatalf("not within ten seconds: %s\n%s", what, s.said)
}

// page returns a page as the Board sees it.
func (s *serving) page(address string) string {
	s.t.Helper()
	answer, err := http.Get(s.url + "board/" + address)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(content)
}

// TestServe saves a chapter, breaks it and mends it, and ends while a page is open.
func TestServe(t *testing.T) {
	s := startServing(t, "testdata/base")
	const chapter, address = "content/2026/nl/10-mensen.md", "2026/mensen.html"
	name := filepath.Join(s.root, filepath.FromSlash(chapter))
	before, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if first := s.page(address); !strings.Contains(first, "/-/serve.js") || strings.Contains(first, "Een nieuwe zin.") {
		t.Fatal(first)
	}
	files := listing(t, s.root)
	save := func(text string) {
		if err := os.WriteFile(name, append(bytes.Clone(before), text...), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	save("\nEen nieuwe zin.\n")
	s.eventually("the sentence is on the page", func() bool {
		return strings.Contains(s.page(address), "Een nieuwe zin.")
	})
	s.eventually("the terminal says so", func() bool {
		return strings.Contains(s.said.String(), "Opgeslagen: "+chapter+" (")
	})
	save("\nZie [](indicator:bestaat-niet).\n")
	s.eventually("the mistake is said", func() bool { return strings.Contains(s.said.String(), chapter+":") })
	save("\nWeer goed.\n")
	s.eventually("it is mended", func() bool {
		return strings.Contains(s.page(address), "Weer goed.") && strings.HasSuffix(s.said.String(), "Alles klopt.\n")
	})
	if now := listing(t, s.root); now != files {
		t.Errorf("it wrote files: %s, before: %s", now, files)
	}
	events, err := http.Get(s.url + "-/events?view=board")
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	s.stop()
	_, _ = io.Copy(io.Discard, events.Body) // ends
	if _, err := http.Get(s.url); err == nil {
		t.Error("it still answers")
	}
}

// listing returns the names of the files in a folder.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, _ os.DirEntry, err error) error {
		names = append(names, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, "\n")
}

func TestServePortInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	s := startServing(t, "testdata/base", "--port", port, "--poll")
	if said := s.said.String(); !strings.HasPrefix(said, "Poort "+port+" is bezet; dit is poort ") {
		t.Error(said)
	}
	if strings.Contains(s.url, ":"+port+"/") {
		t.Error(s.url)
	}
}

func TestServeExposed(t *testing.T) {
	s := startServing(t, "testdata/base", "--address", "0.0.0.0", "--port", "0")
	if said := s.said.String(); !strings.HasPrefix(said, "Let op: iedereen op het netwerk ") {
		t.Error(said)
	}
	if !strings.HasPrefix(s.url, "http://localhost:") {
		t.Error(s.url)
	}
	s.page("index.html")
}

func TestServeMistakes(t *testing.T) {
	for _, test := range []struct {
		args   string
		status int
		said   string
	}{
		{"--port 70000", exitUsage, "monitor: --port kan niet \"70000\" zijn\n"},
		{"--address 192.0.2.1", exitEnvironment, "monitor: op 192.0.2.1:4026 kan de site niet worden getoond: "},
		{"--root testdata/gone", exitEnvironment, "monitor: map \"testdata/gone\" kan niet worden geopend: "},
		{"2026", exitUsage, "monitor: \"2026\" is te veel\n"},
	} {
		var said bytes.Buffer
		p := &program{ctx: t.Context(), stdout: io.Discard, stderr: &said, lang: "nl"}
		status := p.command(append([]string{"serve", "--no-open"}, strings.Fields(test.args)...))
		if status != test.status || !strings.HasPrefix(said.String(), test.said) {
			t.Errorf("%s: status %d, %s", test.args, status, &said)
		}
	}
}

func TestBrowserCommand(t *testing.T) {
	for _, test := range []struct{ system, screen, want string }{
		{"windows", "", "rundll32 url.dll,FileProtocolHandler http://x/"},
		{"darwin", "", "open http://x/"},
		{"linux", ":0", "xdg-open http://x/"},
		{"linux", "", ""},
	} {
		getenv := func(name string) string { return map[string]string{"DISPLAY": test.screen}[name] }
		got := ""
		if command, err := browserCommand(test.system, getenv, "http://x/"); err == nil {
			got = strings.Join(command.Args, " ")
		}
		if got != test.want {
			t.Errorf("%s: %q", test.system, got)
		}
	}
}

// TestNoBrowser opens the browser where there is none.
func TestNoBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	var said bytes.Buffer
	p := &program{ctx: t.Context(), stderr: &said, lang: "nl"}
	p.openBrowser("http://x/")
	if want := "De browser ging niet open; open zelf http://x/\n"; said.String() != want {
		t.Error(said.String())
	}
}

// TestServeStaysOut builds a site, and looks for what only serve puts into a page.
func TestServeStaysOut(t *testing.T) {
	out := t.TempDir()
	p := &program{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, lang: "nl"}
	if status := p.command(strings.Fields("build --root testdata/golden --cache= --out " + out)); status != exitDone {
		t.Fatal(status)
	}
	err := filepath.WalkDir(out, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		for _, own := range []string{"/-/", "monitor-serve", "monitor-panel", "EventSource", "vscode://"} {
			if bytes.Contains(content, []byte(own)) {
				t.Errorf("%s has %s", name, own)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
