// Command monitor makes the yearly safety report: it merges Markdown chapters with TOML data, checks both, and writes a
// static website with charts. See ARCHITECTURE.md for how.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
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
	settleMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	p := &program{ctx: ctx, stdout: os.Stdout, stderr: os.Stderr, lang: messageLanguage(os.Getenv)}
	return p.command(os.Args[1:])
}

// program is one run of the command.
type program struct {
	ctx            context.Context
	stdout, stderr io.Writer
	lang           string // of messages: "nl" or "en"

	// What every command knows.
	root string
	help bool
}

// command runs the command that the arguments name.
func (p *program) command(args []string) int {
	if len(args) == 0 {
		fmt.Fprint(p.stderr, usage(p.lang))
		return exitUsage
	}
	name, rest := args[0], args[1:]
	switch name {
	case "build":
		return p.build(rest)
	case "check":
		return p.check(rest)
	case "version":
		return p.version(rest)
	case "help", "--help", "-h":
		fmt.Fprint(p.stdout, usage(p.lang))
		return exitDone
	}
	return p.misused(message{"onbekende opdracht %q", "unknown command %q"}, name)
}

// flags makes the flags that every command has.
func (p *program) flags(name string) *pflag.FlagSet {
	f := pflag.NewFlagSet(name, pflag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&p.root, "root", ".", p.say(message{"map die content/, data/ en themes/ bevat", "folder that holds content/, data/ and themes/"}))
	f.StringVar(&p.lang, "lang", p.lang, p.say(message{"taal van de meldingen: nl of en", "language of messages: nl or en"}))
	f.BoolVarP(&p.help, "help", "h", false, p.say(message{"toont deze uitleg", "show this help"}))
	return f
}

// parse reads a command's flags. done tells that there is nothing more to do than to return the status.
func (p *program) parse(f *pflag.FlagSet, args []string, about message) (status int, done bool) {
	err := f.Parse(args)
	if !slices.Contains(diagnostic.Languages, p.lang) {
		bad := p.lang
		p.lang = diagnostic.Languages[0]
		return p.misused(message{"--lang kan niet %q zijn", "--lang cannot be %q"}, bad), true
	}
	switch {
	case errors.Is(err, pflag.ErrHelp) || err == nil && p.help:
		fmt.Fprintf(p.stdout, "monitor %s\n\n%s\n\n%s", f.Name(), p.say(about), f.FlagUsages())
		return exitDone, true
	case err != nil:
		return p.misused(message{"%s", "%s"}, err), true
	case f.NArg() > 0:
		return p.misused(message{"%q is te veel", "%q is one too many"}, f.Arg(0)), true
	}
	return 0, false
}

// misused reports a wrong command line.
func (p *program) misused(m message, args ...any) int {
	fmt.Fprintf(p.stderr, "monitor: "+p.say(m)+"\n", args...)
	fmt.Fprintln(p.stderr, p.say(message{"Zie: monitor help", "See: monitor help"}))
	return exitUsage
}

// failed reports that the environment did not do what was asked.
func (p *program) failed(m message, args ...any) int {
	fmt.Fprintf(p.stderr, "monitor: "+p.say(m)+"\n", args...)
	return exitEnvironment
}

// report prints the diagnostics and tells whether they stop the command.
func (p *program) report(format string, list *diagnostic.List, strict bool) (stop bool, err error) {
	out := p.stderr
	if format != "text" {
		out = p.stdout
	}
	if err := diagnostic.Print(out, format, p.lang, p.base(), list.Sorted()); err != nil {
		return true, err
	}
	return stops(list, strict), nil
}

// base stands before the names of files in messages.
func (p *program) base() string { return filepath.ToSlash(p.root) }

func stops(list *diagnostic.List, strict bool) bool {
	return list.Errors() > 0 || strict && list.Warnings() > 0
}

// message is a text in both languages, as a format.
type message struct{ nl, en string }

func (p *program) say(m message) string {
	if p.lang == "en" {
		return m.en
	}
	return m.nl
}

// messageLanguage follows the environment as gettext does: LC_ALL, LC_MESSAGES, LANG; Dutch when they say nothing.
func messageLanguage(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			if strings.HasPrefix(value, "en") {
				return "en"
			}
			return "nl"
		}
	}
	return "nl"
}

func usage(lang string) string {
	if lang == "en" {
		return `monitor makes the yearly safety report: chapters in Markdown and figures in TOML become a website.

  monitor build     check everything and write the site into public/
  monitor check     check everything, write nothing; with --release also what keeps the newest edition from being final,
                    with --revisions also which figures changed since the edition before
  monitor version   show the version
  monitor help      show this

"monitor COMMAND --help" shows the flags of a command. For example, to look at a draft:

  monitor build --out /tmp/monitor && xdg-open /tmp/monitor/index.html

Exit status: 0 done; 1 the sources have errors; 2 the command line is wrong; 3 the environment failed.
`
	}
	return `monitor maakt het jaarlijkse veiligheidsrapport: hoofdstukken in Markdown en cijfers in TOML worden een website.

  monitor build     controleert alles en schrijft de site in public/
  monitor check     controleert alles en schrijft niets; met --release ook wat de nieuwste editie nog van vaststelling scheidt,
                    met --revisions ook welke cijfers sinds de vorige editie zijn veranderd
  monitor version   toont de versie
  monitor help      toont dit

"monitor OPDRACHT --help" toont de opties van een opdracht. Bijvoorbeeld, om een concept te bekijken:

  monitor build --out /tmp/monitor && xdg-open /tmp/monitor/index.html

Afloop: 0 gelukt; 1 er zitten fouten in de bronnen; 2 de opdracht klopt niet; 3 de omgeving liet het afweten.
`
}
