package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/spf13/pflag"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"utwente.nl/monitor/cmd/monitor/internal/publish"
)

// The floor is the least that any program needs for the same output: it reads the same Markdown, converts it with
// goldmark on all cores, and writes the same files with as many bytes. It checks nothing, draws nothing and puts nothing
// together: what the converted text does not fill is filled up.
//
// It runs as a process of its own, so that its time and memory are measured as those of the monitor are. The folders are
// made beforehand (floorFolders), which flatters it a little.

// floorProcess is the main function of that process.
func floorProcess() error {
	flags := pflag.NewFlagSet(floorCommand, pflag.ContinueOnError)
	chapters := flags.String("chapters", "", "folder of Markdown files")
	manifest := flags.String("manifest", "", "manifest of the site to match")
	out := flags.String("out", "", "folder to write, with all folders in place")
	if err := flags.Parse(os.Args[2:]); err != nil {
		return err
	}
	return floor(*chapters, *manifest, *out)
}

// files lists what a site consists of, the manifest included.
func files(manifest string) ([]publish.File, error) {
	f, err := os.Open(manifest)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, err := publish.ReadManifest(f)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return append(m.Files, publish.File{Path: publish.ManifestName, Size: info.Size()}), nil
}

// floorFolders makes the folders that the floor writes into.
func floorFolders(files []publish.File, out string) error {
	made := map[string]bool{}
	for _, f := range files {
		dir := filepath.Join(out, filepath.Dir(filepath.FromSlash(f.Path)))
		if made[dir] {
			continue
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		made[dir] = true
	}
	return nil
}

// page is one file to write, and the chapter that is converted for it, if any.
type page struct {
	publish.File
	chapter string
}

// floor converts the chapters of a folder and writes every file of a manifest, and the manifest.
func floor(chapters, manifest, out string) error {
	all, err := files(manifest)
	if err != nil {
		return err
	}
	pages, err := match(all, chapters)
	if err != nil {
		return err
	}
	var largest int64
	for _, f := range all {
		largest = max(largest, f.Size)
	}
	// Not zeros: a file system may keep those as holes.
	filler := bytes.Repeat([]byte("de monitor "), int(largest/11)+1)
	markdown := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Footnote, extension.DefinitionList, extension.Typographer),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
	)
	workers := runtime.GOMAXPROCS(0)
	failed := make([]error, workers)
	var next atomic.Int64
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			var html bytes.Buffer
			content := bytes.Clone(filler)
			for n := next.Add(1) - 1; n < int64(len(pages)) && failed[w] == nil; n = next.Add(1) - 1 {
				p := pages[n]
				html.Reset()
				if p.chapter != "" {
					if failed[w] = convert(markdown, p.chapter, &html); failed[w] != nil {
						return
					}
				}
				copied := copy(content, html.Bytes())
				failed[w] = os.WriteFile(filepath.Join(out, filepath.FromSlash(p.Path)), content[:p.Size], 0o644)
				copy(content[:copied], filler)
			}
		})
	}
	group.Wait()
	return errors.Join(failed...)
}

var chapterPage = regexp.MustCompile(`^[0-9]+-(.*)\.md$`)

// match finds the page of each chapter: the one of its name, at whatever depth it first stands.
func match(files []publish.File, chapters string) ([]page, error) {
	pages := make([]page, len(files))
	byName := make(map[string]int, len(files))
	for n, f := range files {
		pages[n].File = f
		name := f.Path[strings.LastIndexByte(f.Path, '/')+1:]
		if _, taken := byName[name]; !taken {
			byName[name] = n
		}
	}
	entries, err := os.ReadDir(chapters)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		form := chapterPage.FindStringSubmatch(e.Name())
		if form == nil {
			return nil, fmt.Errorf("%s is not the name of a chapter", e.Name())
		}
		n, ok := byName[form[1]+".html"]
		if !ok {
			return nil, fmt.Errorf("the site has no page for chapter %s", e.Name())
		}
		pages[n].chapter = filepath.Join(chapters, e.Name())
	}
	return pages, nil
}

// convert reads a chapter and converts what follows its front matter.
func convert(markdown goldmark.Markdown, chapter string, to *bytes.Buffer) error {
	text, err := os.ReadFile(chapter)
	if err != nil {
		return err
	}
	if _, body, ok := bytes.Cut(text, []byte("\n+++\n")); ok {
		text = body
	}
	return markdown.Convert(text, to)
}
