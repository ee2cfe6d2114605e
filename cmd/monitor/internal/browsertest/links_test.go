package browsertest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestLinks follows every link from the first page on.
func TestLinks(t *testing.T) {
	l := start(t)
	all, err := files(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	reached := map[string]bool{"index.html": true, "404.html": true}
	queue := []string{"index.html", "404.html"}
	for name := range l.moved { // no link leads to an old address
		reached[name] = true
		queue = append(queue, name)
	}
	for len(queue) > 0 {
		from := l.document(queue[0])
		queue = queue[1:]
		for _, k := range from.links {
			to, fault := l.follow(from, k, all)
			if fault != "" {
				t.Errorf("%s: <%s %s=%q> %s", from.path, k.element, k.attribute, k.address, fault)
			}
			if to == "" || reached[to] {
				continue
			}
			reached[to] = true
			if l.pages[to] != nil {
				queue = append(queue, to)
			}
		}
		for id, times := range from.ids {
			if times > 1 {
				t.Errorf("%s: %d elements have the id %q", from.path, times, id)
			}
		}
		for name, times := range from.folds {
			if times > 1 {
				t.Errorf("%s: %d folds are called %q, which a list of them cannot tell apart", from.path, times, name)
			}
		}
		for _, fault := range from.faults {
			t.Errorf("%s: %s", from.path, fault)
		}
		if from.kind == "" || from.lang == "" || from.title == "" {
			t.Errorf("%s: kind %q, lang %q, title %q: none may be empty", from.path, from.kind, from.lang, from.title)
		}
	}
	// Style sheets lead to images and fonts; TestPages loads those. A link leads to every other
	// file.
	linked := []string{".html", ".csv", ".json", ".css", ".js", ".zip", ".xlsx"}
	for _, name := range all {
		if !reached[name] && slices.Contains(linked, path.Ext(name)) && name != "manifest.json" {
			t.Errorf("%s: no link leads here", name)
		}
	}
}

// follow returns the file of the site that a link leads to, or "" when it leads to another site, as
// a link for readers may. fault says what is wrong with the link, or is "".
func (l *lab) follow(from *document, k link, all []string) (to, fault string) {
	address, err := url.Parse(k.address)
	if err != nil {
		return "", err.Error()
	}
	if address.Scheme != "" || address.Host != "" {
		switch {
		case k.resource():
			return "", "is loaded from elsewhere"
		case !slices.Contains([]string{"https", "http", "mailto", "tel"}, address.Scheme):
			return "", "has an unexpected scheme"
		}
		return "", ""
	}
	if strings.HasPrefix(address.Path, "/") {
		return "", "starts at the root of the server"
	}
	to = from.path
	if address.Path != "" {
		to = path.Join(path.Dir(from.path), address.Path)
	}
	if _, found := slices.BinarySearch(all, to); !found {
		return "", "leads nowhere"
	}
	if d := l.document(to); address.Fragment != "" && (d == nil || d.ids[address.Fragment] == 0) {
		return to, "leads to a place that the page does not have"
	}
	return to, ""
}

// document returns a page, also one that leads on; nil for another file.
func (l *lab) document(path string) *document { return cmp.Or(l.pages[path], l.moved[path]) }

// TestManifest compares the folder of the site with its manifest.
func TestManifest(t *testing.T) {
	l := start(t)
	data, err := os.ReadFile(filepath.Join(l.dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Files []struct {
			Path   string
			Size   int
			SHA256 string
		}
	}
	if err := json.Unmarshal(data, &manifest); err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, f := range manifest.Files {
		listed = append(listed, f.Path)
		data, err := os.ReadFile(filepath.Join(l.dir, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Error(err)
			continue
		}
		if sum := sha256.Sum256(data); len(data) != f.Size || hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Errorf("%s is not as the manifest says", f.Path)
		}
	}
	there, err := files(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range there {
		if !slices.Contains(listed, name) && name != "manifest.json" && !strings.HasPrefix(name, ".") {
			t.Errorf("%s is not in the manifest", name)
		}
	}
}
