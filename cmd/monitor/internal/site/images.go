package site

import (
	"slices"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/picture"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/theme"
)

// images reads the pictures of the chapters, each once.
type images struct {
	root  *source.Root
	mu    sync.Mutex
	found map[string]*imageFile
}

// imageFile is a picture as it is published, and where.
type imageFile struct {
	picture.Picture
	published string
}

func newImages(root *source.Root) *images {
	return &images{root: root, found: make(map[string]*imageFile)}
}

func (s *images) find(name string, at diagnostic.Position, list *diagnostic.List) (*imageFile, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i, ok := s.found[name]; ok {
		return i, true
	}
	if !s.root.Exists(name) && !s.root.IsLink(name) {
		list.Add(diagnostic.NoImage, at, "", name)
		return nil, false
	}
	data, ok := s.root.ReadBytes(name, source.ImageLimit, at, list)
	if !ok {
		return nil, false
	}
	p, ok := picture.Clean(name, data, at, list)
	if !ok {
		return nil, false
	}
	i := &imageFile{Picture: p, published: theme.Fingerprint(name, p.Data)}
	s.found[name] = i
	return i, true
}

// all returns the pictures, each once, sorted by the path at which they are published.
func (s *images) all() []*imageFile {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*imageFile
	for _, i := range s.found {
		out = append(out, i)
	}
	slices.SortFunc(out, func(a, b *imageFile) int { return strings.Compare(a.published, b.published) })
	return slices.CompactFunc(out, func(a, b *imageFile) bool { return a.published == b.published })
}
