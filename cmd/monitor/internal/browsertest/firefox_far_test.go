//go:build far

package browsertest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestFirefoxFar takes the main paths in Firefox, and prints a page.
func TestFirefoxFar(t *testing.T) {
	l := start(t)
	server := httptest.NewServer(watched(siteHandler(l.dir)))
	defer server.Close()
	w := openFirefox(t, server.URL+mount)
	w.walkPaths(l, append(mainPaths, mainPath{"print", printCategory}))
}

// printCategory prints a category to a PDF, which must have all headings, on as many sheets as in Chromium. On
// Linux, Firefox prints the letters of a variable font as shapes, from which no program can read a text. So the
// page is printed without the font of the theme.
func printCategory(l *lab, w *window) {
	t := w.t
	site := watched(siteHandler(l.dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Ext(r.URL.Path) == ".woff2" {
			return // an empty file, which is no font
		}
		site.ServeHTTP(w, r)
	}))
	defer server.Close()
	served := w.site
	defer func() { w.site = served }()
	w.site = server.URL + mount
	page := l.one(t, "category")
	w.open(page)
	var encoded []byte
	w.do("Print", struct{}{}, &encoded) // base64 in JSON
	name := filepath.Join(t.TempDir(), "print.pdf")
	if err := os.WriteFile(name, encoded, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", name, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	if sheets := strings.Count(string(out), "\f"); sheets < fewestSheets || sheets > mostSheets {
		t.Errorf("%s prints on %d sheets", page, sheets)
	}
	printed := strings.Join(strings.Fields(string(out)), "")
	for _, heading := range l.pages[page].headings {
		if !strings.Contains(printed, strings.Join(strings.Fields(heading), "")) {
			t.Errorf("%s: the print has no heading %q", page, heading)
		}
	}
	w.quiet()
}

// firefoxSettings are those of a profile for tests. With Marionette, Firefox itself switches off most of what it would
// fetch; a proxy that does not answer stops the rest. Addresses of this machine bypass it.
const firefoxSettings = `user_pref("marionette.port", %s);
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("toolkit.legacyUserProfileCustomizations.stylesheets", true);
`

// firefoxStyle lets the window be as narrow as a phone.
const firefoxStyle = ":root { min-width: 0 !important }"

// openFirefox starts Firefox without a screen, controlled over Marionette, the protocol of its own that carries the
// commands of WebDriver: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html.
func openFirefox(t *testing.T, site string) *window {
	t.Helper()
	program, err := findFirefox()
	if err != nil {
		t.Fatal(err)
	}
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	profile := t.TempDir()
	for name, text := range map[string]string{
		"user.js":               fmt.Sprintf(firefoxSettings, port),
		"chrome/userChrome.css": firefoxStyle,
	} {
		file := filepath.Join(profile, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	browser := exec.Command(program, "--headless", "--marionette", "--no-remote", "--profile", profile, "about:blank")
	browser.Env = append(os.Environ(), "HOME="+profile, "XDG_CACHE_HOME="+profile)
	keepRunning(t, browser)

	var connection net.Conn
	for start := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		if connection, err = net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			break
		}
		if time.Since(start) > patience {
			t.Fatalf("Firefox does not answer: %v", err)
		}
	}
	t.Cleanup(func() { connection.Close() })
	m := &marionette{connection: connection, in: bufio.NewReader(connection)}
	var greeting struct{ MarionetteProtocol int }
	if err := m.receive(&greeting); err != nil || greeting.MarionetteProtocol != 3 {
		t.Fatalf("Firefox speaks version %d of Marionette, not 3: %v", greeting.MarionetteProtocol, err)
	}
	if err := m.send("NewSession", struct{}{}, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// It ends by itself, so that it leaves no process of a page behind.
		if err := m.command("Marionette:Quit", map[string]any{"flags": []string{"eForceQuit"}}, nil); err != nil {
			t.Error(err)
		}
		browser.Wait()
	})
	return &window{t: t, site: site, send: m.send}
}

// findFirefox returns the program of Firefox. Debian calls the edition that it has firefox-esr.
func findFirefox() (string, error) {
	for _, name := range []string{"firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"} {
		if program, err := exec.LookPath(name); err == nil {
			return program, nil
		}
	}
	return "", fmt.Errorf("Firefox is not here. `make tools-far` installs it where it can")
}

// marionette is a connection to Firefox. A message is its length in bytes, a colon, and JSON.
type marionette struct {
	connection net.Conn
	in         *bufio.Reader
	sent       int
}

// send sends a command of WebDriver, and decodes its value.
func (m *marionette) send(command string, parameters, result any) error {
	var answer struct{ Value json.RawMessage }
	if err := m.command("WebDriver:"+command, parameters, &answer); err != nil || result == nil {
		return err
	}
	return json.Unmarshal(answer.Value, result)
}

// command sends a command, [0, number, name, parameters], and waits for the answer, [1, number, error, result].
func (m *marionette) command(name string, parameters, result any) error {
	m.sent++
	data, err := json.Marshal([]any{0, m.sent, name, parameters})
	if err != nil {
		return err
	}
	m.connection.SetDeadline(time.Now().Add(patience))
	if _, err := fmt.Fprintf(m.connection, "%d:%s", len(data), data); err != nil {
		return err
	}
	var answer [4]json.RawMessage
	if err := m.receive(&answer); err != nil {
		return err
	}
	var failure *struct{ Error, Message string }
	if err := json.Unmarshal(answer[2], &failure); err != nil {
		return err
	}
	if failure != nil {
		return refusal(fmt.Sprintf("%s: %s: %s", name, failure.Error, failure.Message))
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(answer[3], result)
}

// receive reads a message.
func (m *marionette) receive(message any) error {
	length, err := m.in.ReadString(':')
	if err != nil {
		return err
	}
	size, err := strconv.Atoi(strings.TrimSuffix(length, ":"))
	if err != nil {
		return err
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(m.in, data); err != nil {
		return err
	}
	return json.Unmarshal(data, message)
}
