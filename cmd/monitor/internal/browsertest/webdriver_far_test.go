//go:build far

package browsertest

import (
	"errors"
	"fmt"
	"net"
	"os/exec"
	"testing"
)

// window is a window of a browser other than Chromium, controlled by the commands of the W3C WebDriver protocol
// (https://www.w3.org/TR/webdriver2/). How a command travels differs between browsers.
type window struct {
	t    *testing.T
	site string // the address that all pages begin with
	page string // the page that is open

	// send sends a command, such as "Navigate", and decodes the value of the answer into result, unless that is nil.
	send func(command string, parameters, result any) error
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

// freePort returns a port that no program listens on, for programs that cannot choose one themselves.
func freePort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	return port, err
}

// do sends a command that must succeed.
func (w *window) do(command string, parameters, result any) {
	w.t.Helper()
	if err := w.send(command, parameters, result); err != nil {
		w.t.Fatalf("%s: %s: %v", w.page, command, err)
	}
}

// size sets the size of the window. The page in it gets the given width, in CSS pixels, and about the given height.
func (w *window) size(width, height int) {
	w.t.Helper()
	const toolbar = 38 // a guess of its height
	w.do("SetWindowRect", map[string]int{"width": width, "height": height + toolbar}, nil)
	w.until(fmt.Sprintf("innerWidth === %d", width))
}

// open loads a page of the site and waits until its fonts are there and it is drawn.
func (w *window) open(page string) {
	w.t.Helper()
	w.page = page
	w.do("Navigate", map[string]string{"url": w.site + page}, nil)
	ask[bool](w, settled)
}

// ask evaluates a JavaScript expression, waits for it when it is a promise, and returns its value.
func ask[T any](w *window, script string) T {
	w.t.Helper()
	value, err := answer[T](w, script)
	if err != nil {
		w.t.Fatalf("%s: %s: %v", w.page, firstLine(script), err)
	}
	return value
}

func answer[T any](w *window, script string) (value T, err error) {
	err = w.send("ExecuteScript", map[string]any{"script": "return " + script, "args": []any{}}, &value)
	return value, err
}

// refusal is what a browser answers to a command that it did not carry out.
type refusal string

func (r refusal) Error() string { return string(r) }

// until waits until a JavaScript expression is true, and reports whether it ever was. One that fails is not true yet:
// the browser may be leaving the page that it is about.
func (w *window) until(script string) bool {
	w.t.Helper()
	var failure error
	held := eventually(func() (holds bool) {
		holds, failure = answer[bool](w, "Boolean("+script+")")
		if _, answered := errors.AsType[refusal](failure); failure != nil && !answered {
			w.t.Fatalf("%s: %s: %v", w.page, firstLine(script), failure)
		}
		return holds && failure == nil
	})
	if failure != nil {
		w.t.Errorf("%s: %s: %v", w.page, firstLine(script), failure)
	}
	return held
}

// action is one action of an input device, as the protocol describes it.
type action map[string]any

// act performs actions of an input device: "key", "mouse" or "touch".
func (w *window) act(kind string, actions ...action) {
	w.t.Helper()
	device := map[string]any{"type": kind, "id": kind, "actions": actions}
	if kind != "key" {
		device["type"] = "pointer"
		device["parameters"] = map[string]string{"pointerType": kind}
	}
	w.do("PerformActions", map[string]any{"actions": []any{device}}, nil)
}

func moveTo(at point) action {
	return action{"type": "pointerMove", "duration": 0, "x": int(at.X), "y": int(at.Y)}
}

// hover moves the mouse onto an element.
func (w *window) hover(selector string) {
	w.t.Helper()
	at := ask[point](w, middleOf(selector))
	w.act("mouse", moveTo(point{at.X - 3, at.Y}), moveTo(at))
}

// press moves a mouse or a finger ("touch") onto an element and presses it.
func (w *window) press(kind, selector string) {
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
func (w *window) keys(keys string) {
	w.t.Helper()
	var actions []action
	for _, key := range keys {
		actions = append(actions,
			action{"type": "keyDown", "value": string(key)}, action{"type": "keyUp", "value": string(key)})
	}
	w.act("key", actions...)
}
