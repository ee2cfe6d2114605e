package main

import (
	"bytes"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestSharedPictures builds a site that knows its address. Each page that tells others of itself has a picture of its
// own, of the size that it names; and every text in the picture, which is also its alternative, stands on the page.
func TestSharedPictures(t *testing.T) {
	t.Parallel()
	const address = "https://intranet.example.org/monitor/"
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "root"), os.DirFS(goldenDir)); err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(dir, "root", "data", "site.toml")
	text, err := os.ReadFile(settings)
	if err != nil {
		t.Fatal(err)
	}
	write(t, settings, bytes.Replace(text, []byte("[site]\n"), []byte("[site]\nbase_url = \""+address+"\"\n"), 1))
	out := filepath.Join(dir, "site")
	monitor(t, "build", "--root", filepath.Join(dir, "root"), "--audience", "intranet", "--out", out, "--cache", "")
	site := readTree(t, out)
	pictures := make(map[string]bool)
	for name, page := range site {
		if path.Ext(name) != ".html" || !bytes.Contains(page, []byte(`property="og:title"`)) {
			continue
		}
		document, err := html.Parse(bytes.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		said := make(map[string]string) // of the page for others, by property
		var shown strings.Builder
		for n := range document.Descendants() {
			switch {
			case n.Data == "meta" && len(n.Attr) == 2 && n.Attr[0].Key == "property":
				said[n.Attr[0].Val] = n.Attr[1].Val
			case n.Type == html.TextNode && n.Parent.Data != "script":
				shown.WriteString(n.Data + " ")
			}
		}
		picture := strings.TrimPrefix(said["og:image"], address)
		config, err := png.DecodeConfig(bytes.NewReader(site[picture]))
		if err != nil || strconv.Itoa(config.Width) != said["og:image:width"] || config.Width != 1200 ||
			strconv.Itoa(config.Height) != said["og:image:height"] || config.Height != 630 {
			t.Errorf("%s: the picture %q is %d × %d: %v", name, picture, config.Width, config.Height, err)
		}
		pictures[picture] = true
		plain := strings.Join(strings.Fields(shown.String()), " ")
		alt := said["og:image:alt"]
		if !strings.Contains(alt, said["og:title"]) {
			t.Errorf("%s: the alternative %q lacks the title", name, alt)
		}
		for part := range strings.SplitSeq(strings.ReplaceAll(alt, " · ", " – "), " – ") {
			if !strings.Contains(plain, strings.Join(strings.Fields(part), " ")) {
				t.Errorf("%s: %q of the picture is not on the page", name, part)
			}
		}
	}
	if len(pictures) < 50 {
		t.Errorf("%d pictures only", len(pictures))
	}
	for name := range site {
		if strings.HasPrefix(name, "assets/page.") && !pictures[name] {
			t.Errorf("no page has the picture %s", name)
		}
	}
}
