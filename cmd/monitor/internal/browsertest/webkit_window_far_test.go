//go:build far

package browsertest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// noWebKit is the message for a machine that lacks a program for WebKit.
const noWebKit = "%s is not here. `make tools-far` installs it where it can. In Debian and Ubuntu the packages are " +
	"webkit2gtk-driver and xvfb"

// toolbarStyle makes the toolbar of the window narrow. Otherwise the window could not be as narrow
// as a phone.
const toolbarStyle = "* { min-width: 0; padding: 0; margin: 0; font-size: 1px }"

// openWebKit starts a WebKit browser on a screen that nobody sees. WebKitGTK's own driver controls it.
func openWebKit(t *testing.T, site string) *window {
	t.Helper()
	for _, program := range []string{"WebKitWebDriver", "Xvfb"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf(noWebKit, program)
		}
	}
	home := t.TempDir()
	for _, toolkit := range []string{"gtk-3.0", "gtk-4.0"} {
		dir := filepath.Join(home, toolkit)
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "gtk.css"), []byte(toolbarStyle), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	driver := exec.Command("WebKitWebDriver", "--port="+port)
	driver.Env = append(os.Environ(), "DISPLAY="+openScreen(t), "GDK_BACKEND=x11",
		"HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_DATA_HOME="+home,
		// There is no graphics card to compose layers with, and no accessibility service.
		"WEBKIT_DISABLE_COMPOSITING_MODE=1", "NO_AT_BRIDGE=1")
	keepRunning(t, driver)

	d := &webkitDriver{"http://127.0.0.1:" + port}
	var status struct{ Ready bool }
	for start := time.Now(); d.ask(http.MethodGet, "/status", nil, &status) != nil || !status.Ready; {
		if time.Since(start) > patience {
			t.Fatal("WebKitWebDriver does not answer")
		}
		time.Sleep(50 * time.Millisecond)
	}
	var session struct{ SessionID string }
	if err := d.ask(http.MethodPost, "/session", map[string]any{"capabilities": struct{}{}}, &session); err != nil {
		t.Fatal(err)
	}
	d.session += "/session/" + session.SessionID
	t.Cleanup(func() {
		if err := d.ask(http.MethodDelete, "", nil, nil); err != nil {
			t.Error(err)
		}
	})
	return &window{t: t, site: site, send: d.send}
}

// openScreen starts an X server that draws in memory, and returns the name of its display.
func openScreen(t *testing.T) string {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{write} // descriptor 3
	keepRunning(t, server)
	write.Close()
	display, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb does not start: %v", err)
	}
	return ":" + strings.TrimSpace(display)
}

// webkitDriver is a session of WebKitGTK's own driver, which takes commands over HTTP.
type webkitDriver struct{ session string } // the address that all commands begin with

// webkitPaths are the addresses of the commands below that of a session.
var webkitPaths = map[string]string{"Navigate": "/url", "ExecuteScript": "/execute/sync", "PerformActions": "/actions",
	"SetWindowRect": "/window/rect"}

func (d *webkitDriver) send(command string, parameters, result any) error {
	return d.ask(http.MethodPost, webkitPaths[command], parameters, result)
}

// ask sends a request and decodes the value of the answer into result, unless that is nil.
func (d *webkitDriver) ask(method, path string, parameters, result any) error {
	var body io.Reader
	if parameters != nil {
		data, err := json.Marshal(parameters)
		if err != nil {
			return err
		}
		body = bytes.NewReader(data)
	}
	request, err := http.NewRequest(method, d.session+path, body)
	if err != nil {
		return err
	}
	client := http.Client{Timeout: patience}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("%s: %w", response.Status, err)
	}
	if response.StatusCode != http.StatusOK {
		return refusal(answer.Value)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, result)
}
