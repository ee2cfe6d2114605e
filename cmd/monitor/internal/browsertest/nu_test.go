package browsertest

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"testing"
)

// mistaken matches messages of the checker that are wrong. The checker does not know container
// queries (CSS Containment Level 3) and anchor positioning (CSS Anchor Positioning Level 1) yet. It
// also says that a page on disk violates the policy in its own <meta>; Chromium judges that in the
// other tests.
const mistaken = `.*(“container-type”|“@container”|“position-area”|“position-try-fallbacks”|` +
	`Content Security Policy \(meta tag\)).*`

func TestNuChecker(t *testing.T) {
	l := start(t)
	shipped := l.checkable(t, append(l.sample(), l.formerAddresses()...))
	l.askNu(t, append(shipped, l.golden(t).checkable(t, writtenChapters)...))
}

// checkable returns the files of pages, and all style sheets and picture files of the site. The
// checker gets a list of files: in a folder it would check scripts and data as pages.
func (l *lab) checkable(t *testing.T, pages []string) (list []string) {
	t.Helper()
	all, err := files(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range all {
		if slices.Contains([]string{".css", ".svg"}, path.Ext(name)) || slices.Contains(pages, name) {
			list = append(list, filepath.Join(l.dir, filepath.FromSlash(name)))
		}
	}
	return list
}

// askNu checks files with the Nu HTML checker of the W3C: pages with their inline pictures, style sheets, and pictures.
func (l *lab) askNu(t *testing.T, files []string) {
	t.Helper()
	jar := l.tool(t, "vnu-jar/build/dist/vnu.jar")
	java, err := exec.LookPath("java")
	if err != nil {
		t.Fatal("the Nu HTML checker needs a Java runtime: `make tools` installs one where it can")
	}
	args := []string{"-Xss4m", "-jar", jar, "--format", "json", "--stdout",
		"--also-check-css", "--also-check-svg", "--filterpattern", mistaken}
	args = append(args, files...)
	var out, trouble bytes.Buffer
	// The exit status is 1 when a page has an error. The messages are read below.
	checker := command(l.root, java, args...)
	checker.Stdout, checker.Stderr = &out, &trouble
	var status *exec.ExitError
	if err := checker.Run(); err != nil && (!errors.As(err, &status) || out.Len() == 0) {
		t.Fatalf("%v\n%s", err, trouble.Bytes())
	}
	var report struct {
		Messages []struct {
			Type, SubType, URL, Message, Extract string
			LastLine, LastColumn                 int
		}
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatalf("%v: %.500s", err, out.String())
	}
	for _, m := range report.Messages {
		where := m.URL
		if u, err := url.Parse(m.URL); err == nil {
			if relative, err := filepath.Rel(filepath.Dir(l.dir), filepath.FromSlash(u.Path)); err == nil {
				where = filepath.ToSlash(relative)
			}
		}
		say := t.Errorf
		if m.Type == "info" {
			say = t.Logf // a warning or a remark
		}
		say("%s:%d:%d: %s %s: %s\n\t%s", where, m.LastLine, m.LastColumn, m.Type, m.SubType, m.Message, m.Extract)
	}
}
