package site

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/shelf"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// stablePage is a page that is made of data and theme, but for its frame and what it names of chapters.
func (p *press) stablePage(ctx context.Context, b *book, g bookPage) ([]byte, error) {
	frame, err := p.frameOf(b, g)
	if err != nil {
		return nil, err
	}
	name := []string{"page", g.path, frame.digest}
	if v := p.elsewhere(b, g.path); v != nil {
		for _, e := range v.Editions {
			name = append(name, e.Href)
		}
	}
	figures, named := g.stable(b, g.id)
	for _, spec := range figures {
		// Publishes its script, also when the page itself was kept.
		if _, err := p.figureBody(ctx, b, g.path, spec, true); err != nil {
			return nil, err
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(append(name, named...), "\n")))
	return p.keep("page\n"+string(sum[:]), func() ([]byte, error) { return p.made(ctx, b, g) })
}

// kept are the things that a build made of data and theme alone, kept for the next one: bodies of figures, sparklines, pages
// of indicators, data files. They stand on the shelf in one entry, since opening thousands of files takes longer than
// reading them. The entry's key stands for all that they are made of, chapters left out: who writes a chapter builds often.
type kept struct {
	shelf Shelf
	key   shelf.Key
	none  bool // nothing may be kept

	mu    sync.Mutex
	found map[string][]byte // of the last build
	made  map[string][]byte // in this one
	used  int               // of what was found
}

// keptKind is the word for the entry on the shelf.
const keptKind = "site"

// keeper keeps what takes long to work out of the data alone, each under its own key; nil when nothing is kept.
func (t Tools) keeper() survey.Keep {
	if t.Shelf == nil || t.Program == "" {
		return nil
	}
	return func(key [sha256.Size]byte, make func() []byte) []byte {
		// What another program worked out may have been worked out in another way.
		k := sha256.Sum256(append([]byte(t.Program+"\n"), key[:]...))
		if entry, ok := t.Shelf.Get(derivedKind, k); ok {
			return entry
		}
		made := make()
		t.Shelf.Put(derivedKind, k, made)
		return made
	}
}

// derivedKind is the word for such entries on the shelf.
const derivedKind = "derived"

func newKept(root *source.Root, audience model.Audience, tools Tools) *kept {
	k := &kept{shelf: tools.Shelf, none: tools.Program == "", found: map[string][]byte{}, made: map[string][]byte{}, key: keptKey(root, audience, tools)}
	if k.none {
		return k
	}
	if entry, ok := k.shelf.Get(keptKind, k.key); ok {
		k.unpack(entry)
	}
	return k
}

func keptKey(root *source.Root, audience model.Audience, tools Tools) shelf.Key {
	return sha256.Sum256([]byte(strings.Join([]string{tools.Program, root.Digest("data", "themes").SHA256, audience.String()}, "\n")))
}

// keep returns what was kept under a name, or makes it. What it depends on beside data and theme must be in the name.
func (k *kept) keep(name string, make func() ([]byte, error)) ([]byte, error) {
	k.mu.Lock()
	content, ok := k.found[name]
	if !ok {
		content, ok = k.made[name]
	} else {
		k.used++
	}
	k.mu.Unlock()
	if ok {
		return content, nil
	}
	content, err := make()
	if err != nil || k.none {
		return content, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.made[name] = content
	return content, nil
}

// save puts everything on the shelf when something is new.
func (k *kept) save() {
	if k.none || len(k.made) == 0 {
		return
	}
	for name, content := range k.found {
		k.made[name] = content
	}
	names := make([]string, 0, len(k.made))
	for name := range k.made {
		names = append(names, name)
	}
	slices.Sort(names)
	parts := make([][]byte, 0, 2*len(names))
	for _, name := range names {
		// The content behind its name and its own length, not copied.
		head := append(pack([]byte(name)), binary.AppendUvarint(nil, uint64(len(k.made[name])))...)
		parts = append(parts, head, k.made[name])
	}
	k.shelf.Put(keptKind, k.key, parts...)
}

func (k *kept) unpack(entry []byte) {
	for len(entry) > 0 {
		var name, content []byte
		var ok bool
		if name, entry, ok = next(entry); !ok {
			break
		}
		if content, entry, ok = next(entry); !ok {
			break
		}
		k.found[string(name)] = content
	}
}

// pack joins parts, each behind its length.
func pack(parts ...[]byte) []byte {
	size := 0
	for _, part := range parts {
		size += len(part) + binary.MaxVarintLen64
	}
	out := make([]byte, 0, size)
	for _, part := range parts {
		out = binary.AppendUvarint(out, uint64(len(part)))
		out = append(out, part...)
	}
	return out
}

// next takes the first part off.
func next(packed []byte) (part, rest []byte, ok bool) {
	size, width := binary.Uvarint(packed)
	if width <= 0 || size > uint64(len(packed)-width) {
		return nil, nil, false
	}
	end := width + int(size)
	return packed[width:end], packed[end:], true
}
