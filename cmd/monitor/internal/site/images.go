package site

import (
	"bytes"
	"image"
	"path"
	"slices"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/theme"
)

// images reads the pictures of the chapters, each once.
type images struct {
	root  *source.Root
	mu    sync.Mutex
	found map[string]*picture
}

type picture struct {
	published     string
	data          []byte
	width, height int
}

func newImages(root *source.Root) *images {
	return &images{root: root, found: make(map[string]*picture)}
}

func (s *images) find(name string, at diagnostic.Position, list *diagnostic.List) (*picture, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.found[name]; ok {
		return p, true
	}
	if !s.root.Exists(name) && !s.root.IsLink(name) {
		list.Add(diagnostic.NoImage, at, "", name)
		return nil, false
	}
	data, ok := s.root.ReadBytes(name, source.ImageLimit, at, list)
	if !ok {
		return nil, false
	}
	p := &picture{data: data, published: theme.Fingerprint(name, data)}
	if !p.measure(strings.ToLower(path.Ext(name))) {
		list.Add(diagnostic.BadImage, at, "", name)
		return nil, false
	}
	s.found[name] = p
	return p, true
}

// measure sets the size of a picture, and reports whether its content is what its extension says.
// An SVG passes when it has an <svg tag and none of the strings below: a rough screen for scripts
// and addresses of other hosts, and no proof.
func (p *picture) measure(extension string) bool {
	switch extension {
	case ".svg":
		text := bytes.ToLower(p.data)
		for _, bad := range []string{"<script", "javascript:", "<foreignobject", "href=\"http", "href='http",
			"url(http", " onload", " onclick", "<!entity"} {
			if bytes.Contains(text, []byte(bad)) {
				return false
			}
		}
		return bytes.Contains(text, []byte("<svg"))
	case ".webp":
		return len(p.data) > 12 && string(p.data[:4]) == "RIFF" && string(p.data[8:12]) == "WEBP"
	}
	config, kind, err := image.DecodeConfig(bytes.NewReader(p.data))
	if err != nil || kind != strings.TrimPrefix(strings.Replace(extension, ".jpg", ".jpeg", 1), ".") {
		return false
	}
	p.width, p.height = config.Width, config.Height
	return true
}

// all returns the pictures, each once, sorted by the path at which they are published.
func (s *images) all() []*picture {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*picture
	for _, p := range s.found {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *picture) int { return strings.Compare(a.published, b.published) })
	return slices.CompactFunc(out, func(a, b *picture) bool { return a.published == b.published })
}
