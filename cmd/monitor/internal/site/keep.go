package site

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"sync"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/shelf"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// kept are the things that are made of data and theme alone: bodies of figures, sparklines and data
// files. Each is made once in a build, and all are kept for the next build as one entry on the
// shelf. The entry's key stands for the program, the data, the theme and the audience. Chapters are
// not part of it: whoever writes one builds often. With the entry a build of the shipped site takes
// 0.45 s of processor time, without it 1.6 s.
type kept struct {
	shelf Shelf
	key   shelf.Key
	found map[string]pieces // what earlier builds made, by name; nil when nothing is kept
	made  once[pieces]
}

// pieces are what is kept under a name: of a figure its title, its script and its body.
type pieces [][]byte

// keepDerived returns a function that keeps what takes long to derive from the data alone, or nil
// when nothing is kept.
func (t Tools) keepDerived() survey.Keep {
	if t.Shelf == nil || t.Program == "" {
		return nil
	}
	return func(digest [sha256.Size]byte, derive func() []byte) []byte {
		// Another program may derive it in another way.
		key := shelf.Key(sha256.Sum256(append([]byte(t.Program+"\n"), digest[:]...)))
		if entry, ok := t.Shelf.Get(key); ok {
			return entry
		}
		derived := derive()
		t.Shelf.Put(key, derived)
		return derived
	}
}

func newKept(root *source.Root, audience model.Audience, tools Tools) *kept {
	k := &kept{shelf: tools.Shelf}
	if tools.Program == "" {
		return k
	}
	sources := root.Digest("data", "themes").SHA256
	k.key = sha256.Sum256([]byte(strings.Join([]string{tools.Program, sources, audience.String()}, "\n")))
	k.found = make(map[string]pieces)
	if entry, ok := k.shelf.Get(k.key); ok {
		for list := unpack(entry); len(list) > 1; list = list[2:] {
			k.found[string(list[0])] = unpack(list[1])
		}
	}
	return k
}

// keep returns what was kept under a name, or produces it. Everything that it depends on beside
// data and theme must be in the name.
func (k *kept) keep(name string, produce func() (pieces, error)) (pieces, error) {
	if found, ok := k.found[name]; ok {
		return found, nil
	}
	return k.made.get(name, produce)
}

// save puts everything on the shelf when this build made something new.
func (k *kept) save() {
	if k.found == nil || len(k.made.results) == 0 {
		return
	}
	for name, result := range k.made.results {
		k.found[name] = result.value
	}
	var list pieces
	for name, made := range k.found {
		list = append(list, []byte(name), pack(made))
	}
	k.shelf.Put(k.key, pack(list))
}

// pack joins byte strings, each behind its length. It is here since encoding/gob takes 0.4 s of
// processor time to read the entry of the shipped site, 18 MB.
func pack(list pieces) []byte {
	size := 0
	for _, part := range list {
		size += binary.MaxVarintLen64 + len(part)
	}
	packed := make([]byte, 0, size)
	for _, part := range list {
		packed = binary.AppendUvarint(packed, uint64(len(part)))
		packed = append(packed, part...)
	}
	return packed
}

// unpack returns what pack joined. The byte strings are parts of packed, not copies.
func unpack(packed []byte) pieces {
	var list pieces
	for len(packed) > 0 {
		length, width := binary.Uvarint(packed)
		if width <= 0 || length > uint64(len(packed)-width) {
			return nil // not what pack wrote
		}
		end := width + int(length)
		list, packed = append(list, packed[width:end]), packed[end:]
	}
	return list
}

// once makes a value for each key the first time it is asked for, and returns the same one after
// that. Calls for a value that is being made wait for it.
type once[T any] struct {
	mu      sync.Mutex
	results map[string]*result[T]
}

// result is a value of once, or the error that making it returned.
type result[T any] struct {
	once  sync.Once
	value T
	err   error
}

func (o *once[T]) get(key string, produce func() (T, error)) (T, error) {
	o.mu.Lock()
	if o.results == nil {
		o.results = make(map[string]*result[T])
	}
	r, ok := o.results[key]
	if !ok {
		r = new(result[T])
		o.results[key] = r
	}
	o.mu.Unlock()
	r.once.Do(func() { r.value, r.err = produce() })
	return r.value, r.err
}
