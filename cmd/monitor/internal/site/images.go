package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

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
	digest    string // of the file of the author
}

func newImages(root *source.Root) *images {
	return &images{root: root, found: make(map[string]*imageFile)}
}

// heavy is from how many bytes on a picture is reported: a phone with 4G loads 2 MB in some two seconds.
const heavy = 2_000_000

// find returns the picture that a chapter names; at is where it does.
func (s *images) find(name string, at diagnostic.Position, list *diagnostic.List) (*imageFile, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name, exists := s.onDisk(name)
	if !exists {
		list.Add(diagnostic.NoImage, at, s.nearest(name, at.File), name)
		return nil, false
	}
	if i, ok := s.found[name]; ok {
		return i, true
	}
	data, ok := s.root.ReadBytes(name, source.ImageLimit, at, list)
	if !ok {
		return nil, false
	}
	p, ok := picture.Clean(name, data, at, list)
	if !ok {
		return nil, false
	}
	if len(p.Data) > heavy {
		list.Add(diagnostic.HeavyImage, at, "", name, strconv.Itoa((len(p.Data)+999_999)/1_000_000))
	}
	i := &imageFile{Picture: p, published: theme.Fingerprint(publishedName(name), p.Data)}
	sum := sha256.Sum256(data)
	i.digest = hex.EncodeToString(sum[:16])
	s.found[name] = i
	return i, true
}

// onDisk returns the name that a file has on the disk: it may be written as in an address, with %20
// for a space, or with accents in another form of Unicode, as macOS stores them.
func (s *images) onDisk(name string) (found string, exists bool) {
	spellings := []string{name}
	if plain, err := url.PathUnescape(name); err == nil {
		spellings = append(spellings, plain)
	}
	for _, spelling := range spellings {
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			spellings = append(spellings, form.String(spelling))
		}
	}
	for _, spelling := range spellings {
		if _, known := s.found[spelling]; known || s.root.Exists(spelling) || s.root.IsLink(spelling) {
			return spelling, true
		}
	}
	return name, false
}

// nearest returns the address of the picture that the author of a chapter may have meant, or "".
func (s *images) nearest(name, chapter string) string {
	var all, names, stems []string
	for _, file := range s.root.Tree("content") {
		if slices.Contains(picture.Types, strings.ToLower(path.Ext(file))) {
			base := path.Base(file)
			all, names = append(all, file), append(names, base)
			stems = append(stems, strings.TrimSuffix(base, path.Ext(base)))
		}
	}
	wanted := alike(name)
	meant := slices.IndexFunc(all, func(file string) bool { return alike(file) == wanted })
	if meant < 0 {
		meant = slices.IndexFunc(names, func(name string) bool { return alike(name) == path.Base(wanted) })
	}
	if meant < 0 {
		stem := strings.TrimSuffix(path.Base(wanted), path.Ext(wanted))
		meant = slices.Index(stems, cmp.Or(source.Suggest(stem, stems), stem))
	}
	if meant < 0 {
		return ""
	}
	address := relative(chapter, all[meant])
	if strings.ContainsAny(address, " ()") {
		return "<" + address + ">"
	}
	return address
}

// alike is one text for all ways to write the path of a file.
func alike(name string) string {
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	return strings.ToLower(norm.NFC.String(strings.ReplaceAll(name, `\`, "/")))
}

// unsafeInName matches what not every system allows in a name, or what has a meaning in an address.
var unsafeInName = regexp.MustCompile(`[^a-z0-9]+`)

// publishedName returns a name for a picture that every system and every address takes. It need not
// be unique: a hash follows it.
func publishedName(name string) string {
	const most = 60
	extension := strings.ToLower(path.Ext(name))
	base := norm.NFD.String(strings.ToLower(strings.TrimSuffix(path.Base(name), path.Ext(name))))
	base = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, base)
	base = strings.Trim(unsafeInName.ReplaceAllString(base, "-"), "-")
	if len(base) > most {
		base = base[:most]
	}
	// A name such as con is a device on Windows, whatever follows its first full stop.
	if len(base) < len("image") {
		base = "image-" + base
	}
	return base + extension
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
