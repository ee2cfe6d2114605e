// Package chromium owns how a Chromium is found on this machine and started: to print, for the tests in a browser
// and for measurements. It drives the browser with chromedp, and knows nothing of the site.
package chromium

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"
)

// chromiums lists the commands and files that may be Chromium, Chrome or Edge.
var chromiums = []string{
	"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
	"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
}

// windows lists where they are below the folders of programs of Windows.
var windows = []string{`Google\Chrome\Application\chrome.exe`, `Chromium\Application\chrome.exe`,
	`Microsoft\Edge\Application\msedge.exe`}

// ErrNone says that no browser was found.
var ErrNone = errors.New("no Chromium, Chrome or Edge was found; say where one is: CHROME=/path/to/chrome")

// ErrSilent says that a program started and said nothing.
var ErrSilent = errors.New("the browser says nothing")

// Find returns the program: the one that the environment names (CHROME), or the first that is here.
func Find() (string, error) {
	if named := os.Getenv("CHROME"); named != "" {
		found, err := exec.LookPath(named)
		if err != nil {
			return "", fmt.Errorf("CHROME=%s: %w", named, err)
		}
		return found, nil
	}
	for _, name := range chromiums {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	for _, folder := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
		if folder = os.Getenv(folder); folder == "" {
			continue
		}
		for _, name := range windows {
			if found, err := exec.LookPath(filepath.Join(folder, name)); err == nil {
				return found, nil
			}
		}
	}
	return "", ErrNone
}

// patience is how long a browser may take to start: many times what it takes on a slow machine.
const patience = time.Minute

// Open starts a browser without a window. parent ends it. What the browser writes beside its profile goes into a folder
// that stop removes, also when the browser died. Options may say otherwise than ours.
func Open(parent context.Context, program string, options ...chromedp.ExecAllocatorOption) (ctx context.Context, stop func(),
	err error) {
	return open(parent, program, patience, options...)
}

func open(parent context.Context, program string, patience time.Duration, more ...chromedp.ExecAllocatorOption) (
	ctx context.Context, stop func(), err error) {
	temporary, err := os.MkdirTemp("", "monitor-")
	if err != nil {
		return nil, nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.Env("TMPDIR="+temporary),
		// Few containers let Chromium make its sandbox, and it opens no pages but ours.
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		// No bar that tells about tests: with it a letter counts as shown only when something else of the page changes too.
		chromedp.Flag("enable-automation", false),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		// No request can leave this machine. The tests report each one that tries.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		// Letters are as wide as the font says, whatever the system's settings.
		chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("lang", "nl"),
	)
	allocator, free := chromedp.NewExecAllocator(parent, append(options, more...)...)
	ctx, cancel := chromedp.NewContext(allocator)
	stop = func() {
		cancel()
		free()
		_ = os.RemoveAll(temporary) // of a browser that is still ending, the system clears it away
	}
	// A program that says nothing is ended: chromedp waits for its first word.
	starting := time.AfterFunc(patience, free)
	err = chromedp.Do(ctx)
	if !starting.Stop() && parent.Err() == nil {
		err = ErrSilent
	}
	if err != nil {
		stop()
		return nil, nil, err
	}
	return ctx, stop, nil
}
