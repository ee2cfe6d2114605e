// Package serve owns the server on which an author sees the site while writing it: who may ask, what
// changes on the disk, how an open page learns of it, and what stands around the page: its script,
// its style and the panel with what is wrong. Two pages are its own: the picker of all that a chapter
// can refer to, and the workshop, where authors make a figure.
//
// The pages of the site are made by a Preview; package site has one. The package imports packages
// diagnostic, model, figure and wording. It is the only one that uses the network, and it reads a
// clock to say how long a save took. It never writes a file, and looks into files only to find the
// line that was edited. What it puts into a page is in no built site.
//
// A page is at /VIEW/ADDRESS, as in /board/2026/index.html. Under /-/ is what serves the server
// itself. A save takes this way:
//
//	Watch           files changed, and are quiet
//	Server.Run      the Preview reads them: a new version
//	Server.events   each open page is told so
//	serve.js        asks for the page again, and changes what differs
package serve

import (
	"bytes"
	"context"
	"embed"
	"html/template"
	"io/fs"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Preview makes the files of the site from sources that may have mistakes. Many goroutines may call
// its methods.
type Preview interface {
	// Refresh reads what changed: paths relative to the root, with slashes; nil: anything may have. The
	// version is that of the last call when nothing that is read changed.
	Refresh(changed []string) (version int, err error)
	// File returns a file of the site as an audience sees it, with the chapters that reached a status. It is stale when
	// it is the last good one, since the sources cannot be read now.
	File(audience model.Audience, least model.Status, address string) (content []byte, found, stale bool, err error)
	Diagnostics(audience model.Audience) []diagnostic.Diagnostic
	// Where returns the page and the anchor on which a line of a source file is read.
	Where(audience model.Audience, file string, line int) (address, anchor string, ok bool)
	// Review returns how far the chapter on a page is, and how many of its reviews were held; "" for a page
	// without a chapter.
	Review(audience model.Audience, address string) string
	// Picks returns what a chapter can refer to, kind by kind, and the address of the style sheet of the
	// pictures.
	Picks() (picks []Pick, style string)
	// Workshop returns the workshop of figures for a chapter with some readers, with what was chosen.
	Workshop(readers model.Audience, chosen map[string][]string) (Workshop, error)
}

// Pick is something that a chapter can refer to.
type Pick struct {
	Kind     string // "indicator"; the program has a word for it
	ID       string
	Title    string
	Value    string // as it is published; may be ""
	Example  bool   // the value is invented
	Copy     string // what to write in a chapter
	Picture  template.HTML
	Audience model.Audience // who may see it
}

// Source is what is served.
type Source struct {
	Root    string // its absolute path
	Files   fs.FS  // what is in it
	Preview Preview
}

//go:embed serve.js serve.css panel.css panel.html picker.html picker.css picker.js workshop.html workshop.js copy.js
var own embed.FS

// Server serves a preview.
type Server struct {
	Source
	host  string // by which it may be asked besides its own addresses
	lang  string // of messages
	pages *template.Template
	run   string        // differs from that of every earlier server
	ready chan struct{} // closed when the sources were read

	// refreshing is held while the preview reads sources, so that no page is made of half of them.
	refreshing sync.RWMutex

	mu  sync.Mutex
	now state
}

// state is what open pages are told.
type state struct {
	version int
	err     error         // why the sources could not be read
	edit    place         // the last edit of one file
	edited  int           // the version that it made
	next    chan struct{} // closed when there is another state
}

// pageFirst is how long the processors are left to the pages that are made after a save, before what is
// wrong with all sources is looked for.
const pageFirst = 100 * time.Millisecond

// Save is what happened with files that were saved.
type Save struct {
	Files []string                // nil when all were read
	Took  time.Duration           // until it was known what is wrong
	Found []diagnostic.Diagnostic // what is wrong with all sources
	Err   error                   // why they could not be read
}

// and returns one save for two, of which the second came before the first was told.
func (s Save) and(next Save) Save {
	if s.Files == nil || next.Files == nil {
		next.Files = nil
		return next
	}
	next.Files = slices.Concat(s.Files, next.Files)
	slices.Sort(next.Files)
	next.Files = slices.Compact(next.Files)
	return next
}

// New returns a server that may be asked by the name of a host, and speaks a language of the program.
func New(source Source, host, lang string) *Server {
	s := &Server{Source: source, host: host, lang: lang, ready: make(chan struct{}),
		pages: template.Must(template.ParseFS(own, "*.html")), run: strconv.FormatInt(time.Now().UnixNano(), 36)}
	s.now.next = make(chan struct{})
	return s
}

func (s *Server) say(key wording.Key, args ...any) string { return wording.Say(s.lang, key, args...) }

// Run reads the sources, and again what each save changes, until ctx ends. It calls told after each
// time that something was different.
func (s *Server) Run(ctx context.Context, saves <-chan []string, told func(Save)) {
	news := make(chan Save, 1)
	var telling sync.WaitGroup
	defer telling.Wait()
	texts := readTexts(s.Files)
	first, _ := s.refresh(nil, nil)
	close(s.ready)
	news <- first
	telling.Go(func() { s.tell(ctx, news, told) })
	for {
		select {
		case <-ctx.Done():
			return
		case changed := <-saves:
			if save, differs := s.refresh(changed, texts.edited(changed)); differs {
				select {
				case untold := <-news:
					save = untold.and(save)
				default:
				}
				news <- save
			}
		}
	}
}

// tell looks for what is wrong with the sources after each save, and calls told, until ctx ends.
func (s *Server) tell(ctx context.Context, news <-chan Save, told func(Save)) {
	for {
		var save Save
		select {
		case <-ctx.Done():
			return
		case save = <-news:
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pageFirst):
		}
		begin := time.Now()
		save.Found = s.Preview.Diagnostics(model.Board)
		save.Took += time.Since(begin)
		told(save)
	}
}

// refresh lets the preview read what changed, and tells open pages when that made a difference.
func (s *Server) refresh(changed []string, edits []place) (save Save, differs bool) {
	begin := time.Now()
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	version, err := s.Preview.Refresh(changed)
	last := s.state()
	if version == last.version && (err == nil) == (last.err == nil) {
		return Save{}, false
	}
	now := state{version: version, err: err, edit: last.edit, edited: last.edited, next: make(chan struct{})}
	// After an edit of many files there is no one place to go to.
	if len(edits) == 1 {
		now.edit, now.edited = edits[0], version
	}
	s.mu.Lock()
	s.now = now
	s.mu.Unlock()
	close(last.next)
	save = Save{Files: changed, Took: time.Since(begin), Err: err}
	if len(edits) > 0 {
		save.Files = nil
	}
	for _, e := range edits {
		save.Files = append(save.Files, e.file)
	}
	return save, true
}

func (s *Server) state() state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// Web returns the server of the network. The requests of open pages do not end by themselves; they end
// with ctx.
func (s *Server) Web(ctx context.Context) *http.Server {
	return &http.Server{Handler: s.guard(http.HandlerFunc(s.answer)), ReadHeaderTimeout: patience,
		DisableGeneralOptionsHandler: true, BaseContext: func(net.Listener) context.Context { return ctx }}
}

// execute returns what a template of the server makes of data.
func (s *Server) execute(name string, data any) []byte {
	var b bytes.Buffer
	if err := s.pages.ExecuteTemplate(&b, name, data); err != nil {
		panic(err) // the template is in the program
	}
	return b.Bytes()
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/-/events":
		s.events(w, r)
	case pickerPath:
		s.picker(w, r)
	case workshopPath:
		s.workshop(w, r)
	case "/-/serve.js", "/-/serve.css", "/-/panel.css", "/-/picker.css", "/-/picker.js", "/-/workshop.js", "/-/copy.js":
		s.ownFile(w, r.URL.Path[len("/-/"):])
	default:
		s.page(w, r)
	}
}
