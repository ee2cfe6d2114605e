// Package chromium owns how a Chromium is found on this machine and started: by the tests in a browser
// and by measurements. It drives the browser with chromedp, and knows nothing of the site.
package chromium

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/chromedp/chromedp"
)

// chromiums lists the commands and files that may be Chromium or Chrome. .ci/tools/install has the
// same list.
var chromiums = []string{
	"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
}

// Find returns the program: the one that the environment names (CHROME), or the first that is here.
func Find() (string, error) {
	if named := os.Getenv("CHROME"); named != "" {
		found, err := exec.LookPath(named)
		if err != nil {
			return "", fmt.Errorf("the environment says CHROME=%s: %w", named, err)
		}
		return found, nil
	}
	for _, name := range chromiums {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", errors.New("no Chromium or Chrome was found. `make tools` installs one where it can; " +
		"or say where it is: CHROME=/path/to/chrome. `go test -short` leaves these tests out")
}

// Open starts a browser without a window.
func Open(program string) (ctx context.Context, stop func(), err error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		// Few containers let Chromium make its sandbox, and it opens no pages but ours.
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		// No request can leave this machine. The tests report each one that tries.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		// Letters are as wide as the font says, whatever the system's settings.
		chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("lang", "nl"),
	)
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	stop = func() { cancel(); free() }
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, nil, err
	}
	return ctx, stop, nil
}
