//go:build far

package browsertest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// webkit is a window of a WebKit browser. WebKitGTK's own driver starts and controls it, over the
// W3C WebDriver protocol (https://www.w3.org/TR/webdriver2/).
type webkit struct {
	t       *testing.T
	site    string // the address that all pages begin with
	page    string // the page that is open
	session string // the address that all commands begin with
}

// noWebKit is the message for a machine that lacks a program for WebKit.
const noWebKit = "%s is not here. `make tools-far` installs it where it can. In Debian and Ubuntu the packages are " +
	"webkit2gtk-driver and xvfb"

// toolbarStyle makes the toolbar of the window narrow. Otherwise the window could not be as narrow
// as a phone.
const toolbarStyle = "* { min-width: 0; padding: 0; margin: 0; font-size: 1px }"

// openWebKit starts a WebKit browser on a screen that nobody sees.
func openWebKit(t *testing.T, site string) *webkit {
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

	w := &webkit{t: t, site: site, session: "http://127.0.0.1:" + port}
	var status struct{ Ready bool }
	for start := time.Now(); w.send(http.MethodGet, "/status", nil, &status) != nil || !status.Ready; {
		if time.Since(start) > patience {
			t.Fatal("WebKitWebDriver does not answer")
		}
		time.Sleep(50 * time.Millisecond)
	}
	var session struct{ SessionID string }
	w.do(http.MethodPost, "/session", map[string]any{"capabilities": struct{}{}}, &session)
	w.session += "/session/" + session.SessionID
	t.Cleanup(func() {
		if err := w.send(http.MethodDelete, "", nil, nil); err != nil {
			t.Error(err)
		}
	})
	return w
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

// keepRunning runs a program until the test ends.
func keepRunning(t *testing.T, program *exec.Cmd) {
	t.Helper()
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		program.Process.Kill()
		program.Wait()
	})
}

// freePort returns a port that no program listens on. WebKitWebDriver cannot choose one itself.
func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, err
}

// send sends a command and decodes the value of the answer into result, unless that is nil.
func (w *webkit) send(method, command string, parameters, result any) error {
	var body io.Reader
	if parameters != nil {
		data, err := json.Marshal(parameters)
		if err != nil {
			return err
		}
		body = bytes.NewReader(data)
	}
	request, err := http.NewRequest(method, w.session+command, body)
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
		return errors.New(string(answer.Value))
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, result)
}

// do sends a command that must succeed.
func (w *webkit) do(method, command string, parameters, result any) {
	w.t.Helper()
	if err := w.send(method, command, parameters, result); err != nil {
		w.t.Fatalf("%s: %s: %v", w.page, command, err)
	}
}

// size sets the size of the window. The page in it gets the given size, in CSS pixels.
func (w *webkit) size(width, height int) {
	w.t.Helper()
	const toolbar = 38 // the first guess of its height
	w.do(http.MethodPost, "/window/rect", map[string]int{"width": width, "height": height + toolbar}, nil)
	w.until(fmt.Sprintf("innerWidth === %d", width))
}

// open loads a page of the site and waits until its fonts are there and it is drawn.
func (w *webkit) open(page string) {
	w.t.Helper()
	w.page = page
	w.do(http.MethodPost, "/url", map[string]string{"url": w.site + page}, nil)
	ask[bool](w, settled)
}

// ask evaluates a JavaScript expression, waits for it when it is a promise, and returns its value.
func ask[T any](w *webkit, script string) T {
	w.t.Helper()
	var value T
	parameters := map[string]any{"script": "return " + script, "args": []any{}}
	if err := w.send(http.MethodPost, "/execute/sync", parameters, &value); err != nil {
		w.t.Fatalf("%s: %s: %v", w.page, firstLine(script), err)
	}
	return value
}

// until waits until a JavaScript expression is true, and reports whether it ever was.
func (w *webkit) until(script string) bool {
	w.t.Helper()
	return eventually(func() bool { return ask[bool](w, "Boolean("+script+")") })
}

// action is one action of an input device, as the protocol describes it.
type action map[string]any

// act performs actions of an input device: "key", "mouse" or "touch".
func (w *webkit) act(kind string, actions ...action) {
	w.t.Helper()
	device := map[string]any{"type": kind, "id": kind, "actions": actions}
	if kind != "key" {
		device["type"] = "pointer"
		device["parameters"] = map[string]string{"pointerType": kind}
	}
	w.do(http.MethodPost, "/actions", map[string]any{"actions": []any{device}}, nil)
}

func moveTo(at point) action {
	return action{"type": "pointerMove", "duration": 0, "x": int(at.X), "y": int(at.Y)}
}

// hover moves the mouse onto an element.
func (w *webkit) hover(selector string) {
	w.t.Helper()
	at := ask[point](w, middleOf(selector))
	w.act("mouse", moveTo(point{at.X - 3, at.Y}), moveTo(at))
}

// press moves a mouse or a finger ("touch") onto an element and presses it.
func (w *webkit) press(kind, selector string) {
	w.t.Helper()
	at := ask[point](w, middleOf(selector))
	w.act(kind, moveTo(at), action{"type": "pointerDown", "button": 0}, action{"type": "pointerUp", "button": 0})
}

// Keys as the protocol names them (https://www.w3.org/TR/webdriver2/#keyboard-actions).
const (
	keyEscape = "\uE00C"
	keyHome   = "\uE011"
	keyLeft   = "\uE012"
	keyRight  = "\uE014"
)

// keys presses keys, one after the other.
func (w *webkit) keys(keys string) {
	w.t.Helper()
	var actions []action
	for _, key := range keys {
		actions = append(actions,
			action{"type": "keyDown", "value": string(key)}, action{"type": "keyUp", "value": string(key)})
	}
	w.act("key", actions...)
}
