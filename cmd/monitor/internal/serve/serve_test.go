package serve

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// fakePreview is a preview of one page, which says for whom it is and how often something changed.
type fakePreview struct {
	mu      sync.Mutex
	version int
	err     error
	stale   bool
	found   []diagnostic.Diagnostic
}

const fakePage = `<!doctype html><html><head><title>x</title>
<script defer src="a.js"></script></head><body>%s</body></html>`

func (p *fakePreview) Refresh([]string) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil {
		p.version++
	}
	return p.version, p.err
}

func (p *fakePreview) File(to model.Audience, least model.Status, address string) ([]byte, bool, bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch address {
	case "index.html":
		return fmt.Appendf(nil, fakePage, fmt.Sprint(to, " ", least, " ", p.version)), true, p.stale, nil
	case "data.csv":
		return []byte("a;</head>\n"), true, false, nil
	case "broken.html":
		return nil, false, false, errors.New("no template <x>")
	}
	return nil, false, false, nil
}

func (p *fakePreview) Diagnostics(to model.Audience) []diagnostic.Diagnostic {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.found
}

func (p *fakePreview) Where(_ model.Audience, file string, line int) (address, anchor string, ok bool) {
	if file != "content/2026/nl/10-mensen.md" {
		return "", "", false
	}
	return "2026/mensen.html", fmt.Sprint("line-", line), true
}

func (p *fakePreview) Picks() ([]Pick, string) {
	return []Pick{
		{Kind: "indicator", ID: "thefts", Title: "Thefts & <losses>", Value: "12 (2025)", Example: true,
			Copy: "[](indicator:thefts@2025)", Picture: "<svg></svg>"},
		{Kind: "indicator", ID: "fires", Title: "Fires", Copy: "[](indicator:fires)", Audience: model.Board},
		{Kind: "risk", ID: "fire", Title: "Fire", Copy: "[](risk:fire)"},
	}, "assets/style.css"
}

// Workshop returns a form of every kind of figure, and what was chosen.
func (p *fakePreview) Workshop(to model.Audience, chosen map[string][]string) (Workshop, error) {
	w := Workshop{Folder: "2026", Style: "assets/style.css", Scripts: []string{"assets/figure.js"},
		Fields: []figure.Field{
			{Key: "indicator", Value: "thefts", Options: []figure.Option{
				{Value: "thefts", Title: "Thefts & <losses>", Group: "People"}, {Value: "staff", Title: "Staff"}}},
			{Key: "indicator", Options: []figure.Option{{Value: "thefts", Title: "Thefts", Group: "People"}}},
			{Key: "kind"}, {Key: "interval", Tick: "true", Value: "true"},
		}}
	for _, kind := range figure.Kinds() {
		w.Fields[2].Options = append(w.Fields[2].Options, figure.Option{Value: kind})
	}
	switch kind := strings.Join(chosen["kind"], " "); kind {
	case "":
	case "broken":
		return w, errors.New("no template <x>")
	case "wrong":
		w.Block = "```figure\n"
		w.Found = []diagnostic.Diagnostic{{Code: diagnostic.UnknownID, Severity: diagnostic.Error,
			Args: []string{"indicator", "<b>", ""}}}
	case "lacking":
		w.Block = "```figure\n"
	default:
		w.Block, w.Figure = "```figure\nkind = \""+kind+"\"\n```\n", template.HTML("<figure>"+to.String()+"</figure>")
	}
	return w, nil
}

// TestWorkshop chooses a figure, one that cannot be drawn, and nothing.
func TestWorkshop(t *testing.T) {
	for _, lang := range wording.Languages {
		f := startFakeIn(t, lang)
		for query, wanted := range map[string][]string{
			"": {`<base href="/public/2026/">`, `href="/public/assets/style.css"`, `src="/public/assets/figure.js"`,
				`<optgroup label="People"><option value="thefts" selected>Thefts &amp; &lt;losses&gt;</option></optgroup>` +
					`<option value="staff">Staff</option>`,
				`id="field-indicator"`, `id="field-indicator-2"`, `<option value="public" selected>`,
				`<input type="checkbox" name="interval" value="true" checked>`,
				wording.Say(lang, "make.begin"), "matrix – " + wording.Say(lang, "form.matrix")},
			"?kind=matrix&audience=board": {`<base href="/board/2026/">`, "<figure>board</figure>",
				"data-copy=\"```figure\nkind = &#34;matrix&#34;\n```\n\"", `<option value="board" selected>`},
			"?kind=wrong":   {`<p class="error"><code>` + string(diagnostic.UnknownID) + `</code>`, "&lt;b&gt;"},
			"?kind=lacking": {`<p class="error">` + wording.Say(lang, "preview.lacking")},
		} {
			answer, page := f.get(workshopPath + query)
			if answer.StatusCode != http.StatusOK {
				t.Errorf("%s answers %s", query, answer.Status)
			}
			for _, want := range wanted {
				if strings.Count(page, want) != 1 {
					t.Errorf("%s does not have once %s:\n%s", query, want, page)
				}
			}
		}
		if answer, page := f.get(workshopPath + "?kind=broken"); answer.StatusCode != http.StatusInternalServerError ||
			!strings.Contains(page, "no template &lt;x&gt;") {
			t.Errorf("a figure that cannot be made answers %s: %s", answer.Status, page)
		}
	}
}

// TestPicker looks up what a chapter can refer to.
func TestPicker(t *testing.T) {
	f := startFake(t)
	answer, page := f.get(pickerPath)
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %s", pickerPath, answer.Status)
	}
	for _, want := range []string{
		"<h2>indicator</h2>", "<h2>risk</h2>", `href="/board/assets/style.css"`,
		`<th scope="row">Thefts &amp; &lt;losses&gt;</th><td class="pick-value">12 (2025) (example)</td>` +
			`<td class="pick-picture" aria-hidden="true"><svg></svg></td>`,
		`data-copy="[](indicator:thefts@2025)"`, `<th scope="row">Fires</th><td class="pick-value"></td>`,
		`href="/-/figuur?indicator=thefts"`, `href="/-/figuur?audience=board&amp;indicator=fires"`,
		`data-copy="[](risk:fire)"><code>[](risk:fire)</code></button></td>`,
	} {
		if strings.Count(page, want) != 1 {
			t.Errorf("the picker does not have once %s:\n%s", want, page)
		}
	}
	for _, file := range []string{"/-/picker.js", "/-/picker.css", "/-/workshop.js", "/-/copy.js"} {
		if answer, content := f.get(file); answer.StatusCode != http.StatusOK || content == "" {
			t.Errorf("%s answers %s", file, answer.Status)
		}
	}
}

func (p *fakePreview) Review(_ model.Audience, address string) string {
	if address == "2026/mensen.html" {
		return "Discussed."
	}
	return ""
}

// fakeServer is a server of a fakePreview, on a real port.
type fakeServer struct {
	t       *testing.T
	preview *fakePreview
	dir     string
	saves   chan []string
	told    chan Save
	url     string
}

func startFake(t *testing.T) *fakeServer { return startFakeIn(t, "en") }

// startFakeIn starts a server that speaks a language.
func startFakeIn(t *testing.T, lang string) *fakeServer {
	f := &fakeServer{t: t, preview: &fakePreview{},
		saves: make(chan []string), told: make(chan Save, 100), dir: t.TempDir()}
	f.write("content/2026/nl/10-mensen.md", "a\nb\n")
	f.write("data/site.toml", "x")
	s := New(Source{"/home/ans/monitor", os.DirFS(f.dir), f.preview}, "127.0.0.1", lang)
	ctx, cancel := context.WithCancel(t.Context())
	server := httptest.NewUnstartedServer(nil)
	server.Config = s.Web(ctx)
	server.Start()
	var running sync.WaitGroup
	running.Go(func() { s.Run(ctx, f.saves, func(save Save) { f.told <- save }) })
	t.Cleanup(func() { cancel(); server.Close(); running.Wait() })
	f.url = server.URL
	if first := <-f.told; first.Files != nil {
		t.Errorf("%+v", first)
	}
	return f
}

// save changes a file, and waits until the server has read it.
func (f *fakeServer) save(name, text string) Save {
	f.t.Helper()
	f.write(name, text)
	f.saves <- []string{name}
	return <-f.told
}

func (f *fakeServer) write(name, text string) {
	f.t.Helper()
	name = filepath.Join(f.dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
		f.t.Fatal(err)
	}
}

// get returns an answer and its content.
func (f *fakeServer) get(path string) (*http.Response, string) {
	f.t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(f.url + path)
	if err != nil {
		f.t.Fatal(err)
	}
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return answer, string(content)
}

// ask sends a request as it is written, with the server's own address for ADDRESS, and returns the
// answer.
func (f *fakeServer) ask(request string) (*http.Response, string) {
	f.t.Helper()
	address := strings.TrimPrefix(f.url, "http://")
	c, err := net.Dial("tcp", address)
	if err != nil {
		f.t.Fatal(err)
	}
	defer c.Close()
	request = strings.ReplaceAll(request, "ADDRESS", address)
	fmt.Fprintf(c, "%s\r\nConnection: close\r\n\r\n", strings.ReplaceAll(request, "\n", "\r\n"))
	method, _, _ := strings.Cut(request, " ")
	answer, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		f.t.Fatal(err)
	}
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return answer, string(content)
}

func TestGuard(t *testing.T) {
	f := startFake(t)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(f.url, "http://"))
	const page = "/board/index.html HTTP/1.1\nHost: "
	for _, test := range []struct {
		request string
		status  int
	}{
		{"GET " + page + "ADDRESS", 200},
		{"HEAD " + page + "ADDRESS", 200},
		{"GET " + page + "localhost:" + port, 200},
		{"GET " + page + "localhost:1", 403}, // the port of another server
		{"GET " + page + "localhost", 403},   // port 80
		{"GET " + page + "ADDRESS\nOrigin: http://ADDRESS", 200},
		{"GET " + page + "monitor.example", 403},
		{"GET " + page + "monitor.example:" + port, 403},
		{"GET " + page + "127.0.0.1.example:" + port, 403},
		{"GET " + page + "192.0.2.1:" + port, 403},
		{"GET " + page + "[::1]:" + port, 403}, // not where it listens
		{"GET " + page, 403},
		{"GET " + page + "ADDRESS\nOrigin: http://monitor.example", 403},
		{"GET " + page + "ADDRESS\nOrigin: http://127.0.0.1:1", 403},
		{"GET " + page + "ADDRESS\nOrigin: https://ADDRESS", 403},
		{"GET " + page + "ADDRESS\nOrigin: null", 403},
		{"GET /-/events?view=board HTTP/1.1\nHost: monitor.example", 403},
		{"GET /-/serve.js HTTP/1.1\nHost: monitor.example", 403},
		{"GET /-/figuur?kind=matrix HTTP/1.1\nHost: monitor.example", 403},
		{"POST /-/figuur HTTP/1.1\nHost: ADDRESS\nContent-Length: 0", 405},
		{"POST " + page + "ADDRESS\nContent-Length: 0", 405},
		{"PUT " + page + "ADDRESS\nContent-Length: 0", 405},
		{"DELETE " + page + "ADDRESS", 405},
		{"OPTIONS " + page + "ADDRESS\nOrigin: http://monitor.example", 405},
		{"OPTIONS * HTTP/1.1\nHost: ADDRESS", 405},
		{"GET /board/../index.html HTTP/1.1\nHost: ADDRESS", 403},
		{"GET /board/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\nHost: ADDRESS", 403},
		{"GET /board/..%2f..%2fetc/passwd HTTP/1.1\nHost: ADDRESS", 403},
		{"GET /board/..%5c..%5cwindows HTTP/1.1\nHost: ADDRESS", 403},
		{"GET /.. HTTP/1.1\nHost: ADDRESS", 403},
		{"GET /board/index.html%00.css HTTP/1.1\nHost: ADDRESS", 403},
		{"GET /board//index.html HTTP/1.1\nHost: ADDRESS", 404},
		{"GET /board/./index.html HTTP/1.1\nHost: ADDRESS", 404},
		{"GET //board/index.html HTTP/1.1\nHost: ADDRESS", 404},
	} {
		answer, content := f.ask(test.request)
		if answer.StatusCode != test.status {
			t.Errorf("%q: status %d, want %d", test.request, answer.StatusCode, test.status)
		}
		if test.status >= 400 && content == "" {
			t.Errorf("%q: refused without a word", test.request)
		}
		if test.status == 405 && answer.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%q: does not say what is allowed", test.request)
		}
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Content-Security-Policy": "frame-ancestors 'none'", "Cross-Origin-Resource-Policy": "same-origin",
			"Access-Control-Allow-Origin": "", "Access-Control-Allow-Methods": "",
		} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%q: %s is %q, want %q", test.request, name, got, want)
			}
		}
	}
}

// TestGuardByName asks a server that --address gave a name.
func TestGuardByName(t *testing.T) {
	s := New(Source{"/", fstest.MapFS{}, &fakePreview{}}, "desk.example", "en")
	r := httptest.NewRequest("GET", "http://DESK.example:4026/", nil)
	for port, hosts := range map[int]map[string]bool{
		4026: {"desk.example:4026": true, "192.0.2.7:4026": true, "other.example:4026": false, "localhost:4026": false,
			"desk.example:4027": false, "desk.example": false, "192.0.2.7": false},
		80: {"desk.example": true, "192.0.2.7": true, "desk.example:80": true, "desk.example:4026": false},
	} {
		local := &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: port}
		r := r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, local))
		for host, want := range hosts {
			if r.Host = host; s.isOurs(r) != want {
				t.Errorf("port %d, %s: %t", port, host, !want)
			}
		}
	}
}

func TestPages(t *testing.T) {
	f := startFake(t)
	for _, test := range []struct {
		path, kind string
		status     int
		has        string
	}{
		{"/board/index.html", "text/html; charset=utf-8", 200, "<body>board concept 1</body>"},
		{"/public-besproken/index.html", "text/html; charset=utf-8", 200, "<body>public besproken 1</body>"},
		{"/intranet/data.csv", "text/csv; charset=utf-8", 200, "a;</head>\n"},
		{"/board/gone.html", "text/html; charset=utf-8", 404, "gone.html"},
		{"/board-draft/index.html", "text/html; charset=utf-8", 404, "board-draft/index.html"},
		{"/staff/index.html", "text/html; charset=utf-8", 404, "staff/index.html"},
		{"/index.html", "text/html; charset=utf-8", 404, "index.html"},
		{"/board/broken.html", "text/html; charset=utf-8", 500, "no template &lt;x&gt;"},
		{"/-/serve.js", "text/javascript; charset=utf-8", 200, "EventSource"},
		{"/-/serve.css", "text/css; charset=utf-8", 200, ".fault"},
		{"/-/panel.css", "text/css; charset=utf-8", 200, ":host"},
		{"/-/panel.html", "text/html; charset=utf-8", 404, ""},
	} {
		answer, content := f.get(test.path)
		if answer.StatusCode != test.status || answer.Header.Get("Content-Type") != test.kind {
			t.Errorf("%s: status %d, %s", test.path, answer.StatusCode, answer.Header.Get("Content-Type"))
		}
		if !strings.Contains(content, test.has) {
			t.Errorf("%s lacks %q: %s", test.path, test.has, content)
		}
		isPage := strings.HasPrefix(test.kind, "text/html")
		if strings.Contains(content, `src="/-/serve.js"`) != isPage {
			t.Errorf("%s: the script is where it should not be, or is not where it should", test.path)
		}
		own, other := strings.Index(content, "/-/serve.js"), strings.Index(content, "a.js")
		if isPage && other >= 0 && own > other {
			t.Errorf("%s: the script comes behind that of the theme", test.path)
		}
	}
	for from, to := range map[string]string{
		"/": "/board/index.html", "/public": "/public/index.html", "/intranet/": "/intranet/index.html",
		"/board/2026/": "/board/2026/index.html", "/public/2026/en": "/public/2026/en/index.html",
	} {
		answer, _ := f.get(from)
		if answer.StatusCode != http.StatusFound || answer.Header.Get("Location") != to {
			t.Errorf("%s leads to %q", from, answer.Header.Get("Location"))
		}
	}
}

func TestInject(t *testing.T) {
	for page, want := range map[string]string{
		`<head><meta><script src=a></script></head>`: `<head><meta>+<script src=a></script></head>`,
		`<head></head><script src=a></script>`:       `<head>+</head><script src=a></script>`,
		`no head`:                                    `+no head`,
	} {
		if got := string(inject([]byte(page), "+")); got != want {
			t.Errorf("%s: %s", page, got)
		}
	}
}

// stream is the events that an open page hears.
type stream struct {
	t     *testing.T
	lines *bufio.Scanner
	close func() error
}

func (f *fakeServer) stream(query string) *stream {
	f.t.Helper()
	answer, err := http.Get(f.url + "/-/events?" + query)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { answer.Body.Close() })
	if kind := answer.Header.Get("Content-Type"); kind != "text/event-stream" {
		f.t.Fatal(kind)
	}
	return &stream{f.t, bufio.NewScanner(answer.Body), answer.Body.Close}
}

// next returns the next event, as "name data".
func (s *stream) next() string {
	s.t.Helper()
	var name, data string
	for s.lines.Scan() {
		switch line := s.lines.Text(); {
		case line == "":
			return name + " " + data
		case strings.HasPrefix(line, "event: "):
			name = line[len("event: "):]
		default:
			data += strings.TrimPrefix(line, "data: ")
		}
	}
	return "end"
}

// expect wants the next event to have some texts.
func (s *stream) expect(texts ...string) {
	s.t.Helper()
	event := s.next()
	for _, text := range texts {
		if !strings.Contains(event, text) {
			s.t.Errorf("%q is not in %s", text, event)
		}
	}
}

func TestEvents(t *testing.T) {
	f := startFake(t)
	s := f.stream("view=intranet&address=2026/mensen.html")
	s.expect("saved", `"version":1`, `"edited":0`)
	s.expect("panel", `href=\"/public/2026/mensen.html\"`, `href=\"/intranet/2026/mensen.html\" aria-current`,
		`href=\"/intranet-besproken/2026/mensen.html\"`, `href=\"/intranet-vastgesteld/2026/mensen.html\"`,
		"intranet, drafts too", "This chapter: Discussed.")

	f.preview.found = []diagnostic.Diagnostic{{Code: diagnostic.UnknownID, Severity: diagnostic.Error,
		Position: diagnostic.Position{File: "content/2026/nl/10-mensen.md", Line: 2, Column: 5},
		Args:     []string{"indicator", "<b>", ""}}}
	if save := f.save("content/2026/nl/10-mensen.md", "a\nB\n"); len(save.Found) != 1 || len(save.Files) != 1 {
		t.Errorf("%+v", save)
	}
	s.expect("saved", `"version":2`, `"edited":2`, `"address":"2026/mensen.html"`, `"anchor":"line-2"`)
	s.expect("panel", "Errors: 1. Warnings: 0.", string(diagnostic.UnknownID), `\u0026lt;b\u0026gt;`,
		"vscode://file/home/ans/monitor/content/2026/nl/10-mensen.md:2:5", "content/2026/nl/10-mensen.md:2")

	// What was edited is still told when something else changes, so that a page that did not listen
	// learns of it.
	f.preview.found = nil
	f.save("data/site.toml", "y")
	s.expect("saved", `"version":3`, `"edited":0`) // no page shows a line of this file
	s.expect("panel")
	f.save("content/2026/nl/10-mensen.md", "a\nB\nc\n")
	s.expect("saved", `"version":4`, `"edited":4`, `"anchor":"line-3"`)
	f.saves <- nil
	<-f.told
	s.expect("saved", `"version":5`, `"edited":4`, `"anchor":"line-3"`)
	f.stream("view=board&address=x").expect("saved", `"version":5`, `"edited":4`)

	f.preview.err = errors.New("no such folder")
	f.save("data/site.toml", "z")
	s.expect("saved", `"version":5`)
	s.expect("panel", "no such folder")
	f.preview.err = nil
	f.save("data/site.toml", "zz")
	s.expect("saved", `"version":6`)
}

// TestStreamsEnd opens many streams, closes some, and wants the server to end at once with the rest.
func TestStreamsEnd(t *testing.T) {
	f := startFake(t)
	var open []*stream
	for n := range 40 {
		s := f.stream("view=board")
		s.expect("saved")
		if n%2 == 0 {
			s.close()
		} else {
			open = append(open, s)
		}
	}
	f.save("data/site.toml", "y")
	for _, s := range open {
		s.expect("panel")
		s.expect("saved", `"version":2`)
	}
}

// TestNoDifference wants silence when what was saved makes no difference.
func TestNoDifference(t *testing.T) {
	s := New(Source{"/", fstest.MapFS{}, &fakePreview{err: errors.New("no such folder")}}, "", "en")
	if _, differs := s.refresh(nil, nil); !differs {
		t.Error("a new error is no difference")
	}
	if _, differs := s.refresh([]string{"content/x.swp"}, nil); differs {
		t.Error("the same error is a difference")
	}
}

func TestTwoSavesAreToldAsOne(t *testing.T) {
	for _, test := range []struct{ first, second, want []string }{
		{[]string{"b", "c"}, []string{"a", "b"}, []string{"a", "b", "c"}},
		{nil, []string{"a"}, nil},
		{[]string{"a"}, nil, nil},
	} {
		if got := (Save{Files: test.first}).and(Save{Files: test.second}).Files; !slices.Equal(got, test.want) {
			t.Errorf("%q and %q: %q", test.first, test.second, got)
		}
	}
}

func TestUnknownView(t *testing.T) {
	f := startFake(t)
	if answer, _ := f.get("/-/events?view=staff"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", answer.StatusCode)
	}
}

func TestStale(t *testing.T) {
	f := startFake(t)
	f.preview.stale = true
	if _, content := f.get("/board/index.html"); !strings.Contains(content, `data-stale="true"`) {
		t.Error(content)
	}
}

func TestEditorFile(t *testing.T) {
	at := diagnostic.Position{File: "content/2026/nl/10-a b.md", Line: 3}
	for root, want := range map[string]string{
		`/home/ans/monitor`:        "vscode://file/home/ans/monitor/content/2026/nl/10-a%20b.md:3:1",
		`/home/ans/50% #1?`:        "vscode://file/home/ans/50%25%20%231%3F/content/2026/nl/10-a%20b.md:3:1",
		`/home/ans/é`:              "vscode://file/home/ans/%C3%A9/content/2026/nl/10-a%20b.md:3:1",
		`C:\Users\Ans Bos\monitor`: "vscode://file/C:/Users/Ans%20Bos/monitor/content/2026/nl/10-a%20b.md:3:1",
		`C:\`:                      "vscode://file/C:/content/2026/nl/10-a%20b.md:3:1",
		`\\server\share\monitor`:   "vscode://file//server/share/monitor/content/2026/nl/10-a%20b.md:3:1",
		`/home/ans\backslash`:      "vscode://file/home/ans%5Cbackslash/content/2026/nl/10-a%20b.md:3:1",
		`/`:                        "vscode://file/content/2026/nl/10-a%20b.md:3:1",
	} {
		if got := editorFile(root, at); got != want {
			t.Errorf("%s: %s, want %s", root, got, want)
		}
	}
	if got := editorFile("/m", diagnostic.Position{File: "data/site.toml"}); got != "vscode://file/m/data/site.toml" {
		t.Error(got)
	}
}

func TestListen(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	l, err := Listen("127.0.0.1", port)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if got := l.Addr().(*net.TCPAddr).Port; got <= port || got >= port+triedPorts {
		t.Errorf("port %d, and %d was taken", got, port)
	}
	if _, err := Listen("192.0.2.1", port); err == nil {
		t.Error("listens at an address of another machine")
	}
}

func TestIsLoopback(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1": true, "127.0.0.9": true, "::1": true, "localhost": true,
		"0.0.0.0": false, "192.0.2.1": false, "::": false, "": false, "desk.example": false,
	} {
		if IsLoopback(address) != want {
			t.Errorf("%q: %t", address, !want)
		}
	}
}

func TestEdited(t *testing.T) {
	files := fstest.MapFS{"content/a.md": {Data: []byte("1\n2\n3\n")}, "data/b.toml": {Data: []byte("x = 1\n")},
		"data/c.csv": {Data: []byte("x\n")}}
	texts := readTexts(files)
	for _, test := range []struct {
		name, text, want string
	}{
		{"content/a.md", "1\n2\nthree\n", "[{content/a.md 3}]"},
		{"content/a.md", "1\n2\nthree\n", "[]"},
		{"content/a.md", "", "[]"}, // an editor is about to write it
		{"content/a.md", "1\n2\nthree\n4\n", "[{content/a.md 4}]"},
		{"content/a.md", "1\nthree\n4\n", "[{content/a.md 2}]"},
		{"content/a.md", "1\nthree\n", "[{content/a.md 3}]"},
		{"content/new.md", "x\n", "[{content/new.md 1}]"},
		{"data/b.toml", "x = 2\n", "[{data/b.toml 1}]"},
		{"data/c.csv", "y\n", "[]"},
		{"content/.a.md.tmp", "y\n", "[]"},
		{"content/large.md", strings.Repeat("x", largestText+1), "[]"},
	} {
		files[test.name] = &fstest.MapFile{Data: []byte(test.text)}
		if got := fmt.Sprint(texts.edited([]string{test.name})); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	delete(files, "content/new.md")
	if got := texts.edited([]string{"content/new.md"}); got != nil {
		t.Error(got)
	}
	files["content/a.md"] = &fstest.MapFile{Data: []byte("0\n")}
	if got := texts.edited(nil); got != nil {
		t.Error(got)
	}
	files["content/a.md"] = &fstest.MapFile{Data: []byte("0\n1\n")}
	if got := fmt.Sprint(texts.edited([]string{"content/a.md"})); got != "[{content/a.md 2}]" {
		t.Error(got)
	}
}

// TestManySaves saves a thousand times while a page listens: it hears of the last.
func TestManySaves(t *testing.T) {
	f := startFake(t)
	s := f.stream("view=board")
	for n := range 1000 {
		f.write("content/2026/nl/10-mensen.md", fmt.Sprint("text ", n))
		f.saves <- []string{"content/2026/nl/10-mensen.md"}
	}
	deadline := time.Now().Add(20 * time.Second)
	for event := ""; !strings.Contains(event, `"version":1001`); event = s.next() {
		if event == "end" || time.Now().After(deadline) {
			t.Fatal("the last save is not told")
		}
	}
}
