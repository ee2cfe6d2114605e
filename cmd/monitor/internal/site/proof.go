package site

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/prose"
)

// proof is the site of a preview for one audience. Its pages are printed when they are asked for.
type proof struct {
	once  sync.Once // of what open sets
	plan  *Plan
	found diagnostic.List // when the plan was made
	press *press
	files *printedFiles
	pages map[string]printedPage // by the addresses of the pages, and of what is beside each

	mu    sync.Mutex
	all   bool // every page was printed
	wrong *[]diagnostic.Diagnostic
}

// mistakes returns what a proof is to mark, and the language of the messages.
type mistakes func() (all []diagnostic.Diagnostic, lang string)

// printedFiles are the files that were printed, by address.
type printedFiles struct {
	mu   sync.Mutex
	data map[string][]byte
}

func (f *printedFiles) Write(address string, content []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.data[address] = slices.Clone(content)
	return nil
}

func (f *printedFiles) get(address string) (content []byte, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	content, ok = f.data[address]
	return content, ok
}

// isOfFigure reports whether a file is written with the pages that show a figure: its script, or its data.
// These follow from the data alone.
func isOfFigure(address string) bool {
	return strings.HasPrefix(address, "assets/figure.") || strings.Contains(address, "/data/figures/")
}

// open prepares the pages of a plan.
func (v *proof) open(plan *Plan) {
	v.plan, v.files = plan, &printedFiles{data: make(map[string][]byte)}
	v.press, v.pages = newPress(plan, v.files, Tools{}), make(map[string]printedPage)
	for _, page := range plan.pages() {
		addresses := []string{page.path}
		if page.beside != nil {
			addresses = append(addresses, page.beside(page.book, page.id)...)
		}
		for _, address := range addresses {
			if _, taken := v.pages[address]; !taken {
				v.pages[address] = page
			}
		}
	}
}

// forget makes chapters be converted again, by their paths, and drops what was printed. Nothing may use the
// proof meanwhile.
func (v *proof) forget(names []string) {
	if v.plan == nil {
		return
	}
	v.all, v.wrong = false, nil
	for address := range v.files.data {
		if !isOfFigure(address) {
			delete(v.files.data, address)
		}
	}
	for _, b := range v.plan.books() {
		b.forget(names)
		if b.originals != nil {
			b.originals.forget(names)
		}
	}
}

func (b *book) forget(names []string) {
	for n, c := range b.inOrder {
		if b.drafts != nil && slices.Contains(names, c.Path) {
			b.drafts[n], b.texts, b.marked = nil, nil, false
		}
	}
}

// file returns the file at an address. Mistakes in the sources that are known are marked on pages, beside those
// in the chapters.
func (v *proof) file(address string, known mistakes) (content []byte, ok bool, err error) {
	if content, ok = v.files.get(address); ok {
		return content, true, nil
	}
	for _, a := range v.plan.theme.Assets {
		if a.Path == address {
			return a.Data, true, nil
		}
	}
	switch page, isPage := v.pages[address]; {
	case isPage:
		err = v.print(page, address, known)
	case isOfFigure(address):
		err = v.printAll(known)
	case strings.HasPrefix(address, "assets/"):
		for _, b := range v.plan.books() {
			v.ready(b, known) // which finds the images
		}
		content, ok = v.image(address)
		return content, ok, nil
	}
	content, ok = v.files.get(address)
	return content, ok, err
}

// print writes a page, or what is beside it, by the address. A page of a model with mistakes must not end the
// program, whatever the model lacks: the tests hold that none panics, and who writes goes on if they missed one.
func (v *proof) print(page printedPage, address string, known mistakes) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%s: %v", page.path, cause)
		}
	}()
	v.ready(page.book, known)
	if address != page.path {
		return page.files(v.press, page.book, page.id)
	}
	return v.press.writePage(page.book, page.bookPage)
}

// printAll writes every page once, for a file that is written with one of them: a browser may ask for it
// before it asks for the page.
func (v *proof) printAll(known mistakes) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.all {
		return nil
	}
	v.all = true
	pages := v.plan.pages()
	return each(context.Background(), len(pages), func(n int) error { return v.print(pages[n], pages[n].path, known) })
}

// image returns the image of a chapter at an address.
func (v *proof) image(address string) (content []byte, ok bool) {
	for _, i := range v.plan.images.all() {
		if i.published == address {
			return i.Data, true
		}
	}
	return nil, false
}

// ready converts the chapters of a book, and marks the mistakes in them.
func (v *proof) ready(b *book, known mistakes) {
	// The context is never cancelled. What is wrong is marked.
	_ = b.convert(context.Background(), &diagnostic.List{})
	b.mark(known, v.plan.least.Reached(model.Discussed))
}

// diagnostics returns what is wrong with the sources, as a check says.
func (v *proof) diagnostics(read *Sources) []diagnostic.Diagnostic {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.wrong == nil {
		var list diagnostic.List
		read.Report(&list)
		list.AddAll(&v.found)
		v.plan.Check(&list)
		read.Root.Faults(&list)
		list.Environment()
		sorted := list.Sorted()
		v.wrong = &sorted
	}
	return *v.wrong
}

// mark converts the chapters and passages with mistakes again, and marks these in the texts, once. With
// lacking, chapters may refer to what this site does not have.
func (b *book) mark(known mistakes, lacking bool) {
	b.converting.Lock()
	defer b.converting.Unlock()
	if b.marked {
		return
	}
	b.marked = true
	if b.originals != nil {
		b.originals.mark(known, lacking)
	}
	var own diagnostic.List
	for _, d := range b.drafts {
		own.AddAll(&d.found)
	}
	own.AddAll(b.completed)
	inSources, lang := known()
	all := append(inSources, errorsOf(&own)...)
	faults := prose.Faults{Language: lang}
	for _, d := range inSources {
		if faults.Elsewhere == nil && strings.HasPrefix(d.Position.File, "data/"+b.edition.Year+"/") {
			faults.Elsewhere = &d
		}
	}
	if len(all) == 0 && !lacking && b.originals == nil {
		return
	}
	chapters, said := b.inOrder, b.said()
	marked := slices.Clone(b.drafts)
	for n := range marked {
		var convert func() *prose.Draft
		if n < len(chapters) {
			if !b.owns(chapters[n]) {
				continue
			}
			faults.Here = inFile(all, chapters[n].Path)
			convert = func() *prose.Draft {
				return b.converter.ConvertMarked(chapters[n], b.sources[chapters[n].Path], faults)
			}
		} else {
			p, at := b.passageOf(said[n-len(chapters)])
			faults.Here = p.Within(inFile(all, p.File.Path), at)
			convert = func() *prose.Draft { return b.converter.ConvertPassageMarked(p, faults) }
		}
		if len(faults.Here) > 0 || faults.Elsewhere != nil || lacking {
			marked[n] = &draft{Draft: convert()}
		}
	}
	b.complete(marked, &diagnostic.List{})
}

// inFile returns the diagnostics of a file.
func inFile(all []diagnostic.Diagnostic, file string) []diagnostic.Diagnostic {
	var here []diagnostic.Diagnostic
	for _, d := range all {
		if d.Position.File == file {
			here = append(here, d)
		}
	}
	return here
}
