package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
)

// openBrowser opens an address in the browser, or says that the reader has to.
func (p *program) openBrowser(url string) {
	command, err := browserCommand(runtime.GOOS, os.Getenv, url)
	if err == nil {
		err = command.Run()
	}
	if err != nil && p.ctx.Err() == nil {
		fmt.Fprintln(p.stderr, p.say("serve.no-browser", url))
	}
}

// browserCommand returns the command by which a system opens an address in the user's browser. Linux
// has none without a screen: xdg-open would start a browser in the terminal.
func browserCommand(system string, getenv func(string) string, url string) (*exec.Cmd, error) {
	switch {
	case system == "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", url), nil
	case system == "darwin":
		return exec.Command("open", url), nil
	case getenv("DISPLAY")+getenv("WAYLAND_DISPLAY") == "":
		return nil, errors.New("there is no screen")
	}
	return exec.Command("xdg-open", url), nil
}
