// Command monitor makes the yearly safety report: it merges Markdown chapters with TOML data,
// checks both, and writes a static website with charts. See ARCHITECTURE.md for how.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// The exit statuses.
const (
	exitDone        = 0
	exitSources     = 1 // the sources have errors
	exitUsage       = 2 // the command line is wrong
	exitEnvironment = 3 // the environment failed: disk, permissions, a folder that is not ours
)

func main() { os.Exit(run()) }

// run is main with the exit status as its result, so that tests can call it.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	defer stop()
	out := &output{to: os.Stdout}
	p := &program{ctx: ctx, stdout: out, stderr: os.Stderr, stdin: os.Stdin, terminal: isTerminal(os.Stdin),
		lang: messageLanguage(os.Getenv), settle: settleMemory}
	status := p.command(os.Args[1:])
	if out.err != nil && status == exitDone {
		return p.failed("cli.cannot-print", p.reason(out.err))
	}
	return status
}

// endings are the signals that end the program: Ctrl+C, the end of the session, and a window that is closed. It then
// clears away what it has begun: half a site for the Board may not stay where others can ask for it. One that is to
// outlive its window (nohup) does.
func endings() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}

// isTerminal reports whether somebody types into a file.
func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// output remembers the first error of writing, so that callers need not check each write.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.to.Write(b)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// program is one run of the command.
type program struct {
	ctx            context.Context
	stdout, stderr io.Writer
	stdin          io.Reader
	terminal       bool          // stdin is one, so that questions can be asked
	typed          *bufio.Reader // stdin, once something was read from it
	lang           string        // of messages, one of wording.Languages

	// settle sets how the program uses memory. It is called before sources are read. Tests, which
	// run many commands in one process, leave it nil.
	settle func()

	// The flags that all commands share.
	root  string
	asked string // the value of --lang
	help  bool
}

// report prints the diagnostics and returns the exit status for them. With exitDone the command
// goes on.
func (p *program) report(format string, list *diagnostic.List, strict bool) (status int, err error) {
	status = exitStatus(list, strict)
	out := p.stderr
	if format != "text" {
		out = p.stdout
	}
	if err := diagnostic.Print(out, format, p.lang, p.base(), list.Sorted()); err != nil {
		return exitEnvironment, err
	}
	return status, nil
}

// base returns what messages put before the names of files.
func (p *program) base() string { return filepath.ToSlash(p.root) }

// exitStatus returns the exit status for some diagnostics.
func exitStatus(list *diagnostic.List, strict bool) int {
	if list.Environment() {
		return exitEnvironment
	}
	if list.Errors() > 0 || strict && list.Warnings() > 0 {
		return exitSources
	}
	return exitDone
}

// failed reports that the environment failed.
func (p *program) failed(key wording.Key, args ...any) int {
	fmt.Fprintln(p.stderr, "monitor: "+p.say(key, args...))
	return exitEnvironment
}

func (p *program) say(key wording.Key, args ...any) string { return wording.Say(p.lang, key, args...) }

func (p *program) plural(n int, one, more wording.Key) string {
	if n == 1 {
		return p.say(one)
	}
	return p.say(more)
}

// messageLanguage returns the language of the environment, by the first of LC_ALL, LC_MESSAGES and
// LANG that is set, as gettext does. It returns the first of wording.Languages when none is set, or
// when the program does not have that language.
func messageLanguage(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			for _, lang := range wording.Languages {
				if strings.HasPrefix(value, lang) {
					return lang
				}
			}
			break
		}
	}
	return wording.Languages[0]
}
