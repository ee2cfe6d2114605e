package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/pflag"

	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// command is one command of the program, such as build.
type command struct {
	name  string
	brief wording.Key // its line in the list of commands
	run   func(p *program, args []string) int
}

// commands returns all commands, in the order of the list.
func commands() []command {
	return []command{
		{"build", "cli.build", (*program).build},
		{"check", "cli.check", (*program).check},
		{"serve", "cli.serve", (*program).serve},
		{"pdf", "cli.pdf", (*program).pdf},
		{"list", "cli.list", (*program).list},
		{"new", "cli.new", (*program).create},
		{"import", "cli.import", (*program).takeIn},
		{"export", "cli.export", (*program).export},
		{"rename", "cli.rename", (*program).rename},
		{"adopt", "cli.adopt", (*program).adopt},
		{"explain", "cli.explain", (*program).explain},
		{"version", "cli.version", (*program).version},
		{"help", "cli.help", (*program).showHelp},
	}
}

// command runs the command that the arguments name. The flags that all commands share may also come
// before its name.
func (p *program) command(args []string) int {
	p.speak(args)
	f := p.flags("")
	f.SetInterspersed(false)
	if status, ok := p.parsed(f, args); !ok {
		return status
	}
	rest := f.Args()
	switch {
	case len(rest) == 0 && p.help:
		fmt.Fprint(p.stdout, p.usage())
		return exitDone
	case len(rest) == 0:
		fmt.Fprint(p.stderr, p.usage())
		return exitUsage
	case p.help:
		rest = append(rest, "--help")
	}
	return p.runNamed(rest[0], rest[1:])
}

// runNamed runs the command with a name.
func (p *program) runNamed(name string, args []string) int {
	var names []string
	for _, c := range commands() {
		if c.name == name {
			return c.run(p, args)
		}
		names = append(names, c.name)
	}
	return p.mistaken(source.Suggest(name, names), "cli.unknown-command", typed(name))
}

// showHelp lists the commands, or the flags of one command.
func (p *program) showHelp(args []string) int {
	f := p.flags("help")
	if status, done := p.parse(f, args, "cli.help-about", 1); done {
		return status
	}
	if f.NArg() == 1 {
		return p.runNamed(f.Arg(0), []string{"--help"})
	}
	fmt.Fprint(p.stdout, p.usage())
	return exitDone
}

// usage returns the help of the program as a whole.
func (p *program) usage() string {
	return p.say("cli.title") + "\n\n" + p.listCommands("monitor ", commands()) + "\n" + p.say("cli.guidance") + "\n"
}

// listCommands returns a list of commands, each with what it does. before is what is typed before their names.
func (p *program) listCommands(before string, all []command) string {
	column := 0 // where the second line of a command begins
	for _, c := range all {
		column = max(column, len("  "+before+c.name+"   "))
	}
	var b strings.Builder
	for _, c := range all {
		brief := strings.ReplaceAll(p.say(c.brief), "\n", "\n"+strings.Repeat(" ", column))
		fmt.Fprintf(&b, "%-*s%s\n", column, "  "+before+c.name, brief)
	}
	return b.String()
}

// speak sets the language of messages from --lang, wherever that stands. It runs first, so that
// help and errors about other flags are in that language.
func (p *program) speak(args []string) {
	f := pflag.NewFlagSet("", pflag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.ParseErrorsAllowlist.UnknownFlags = true
	lang := f.String("lang", "", "")
	f.BoolP("help", "h", false, "")
	// Errors are reported later, when the command reads its own flags.
	_ = f.Parse(args)
	if slices.Contains(wording.Languages, *lang) {
		p.lang = *lang
	}
}

// flags returns a flag set with the flags that all commands share.
func (p *program) flags(name string) *pflag.FlagSet {
	f := pflag.NewFlagSet(name, pflag.ContinueOnError)
	f.SetOutput(io.Discard)
	root := p.root
	if root == "" {
		root = "."
	}
	f.StringVar(&p.root, "root", root, p.say("flag.root"))
	f.StringVar(&p.asked, "lang", p.lang, p.say("flag.lang"))
	f.BoolVarP(&p.help, "help", "h", false, p.say("flag.help"))
	return f
}

// parsed reads flags. It reports what is wrong with them, and ok is then false.
func (p *program) parsed(f *pflag.FlagSet, args []string) (status int, ok bool) {
	if err := f.Parse(args); err != nil {
		return p.wrongFlag(f, err), false
	}
	if !slices.Contains(wording.Languages, p.asked) {
		return p.misused("cli.bad-value", "--lang", typed(p.asked)), false
	}
	return exitDone, true
}

// parse reads the flags of a command and at most a number of arguments, and prints its help on
// request. When done is true, the command only returns the status.
func (p *program) parse(f *pflag.FlagSet, args []string, about wording.Key, most int) (status int, done bool) {
	status, ok := p.parsed(f, args)
	switch {
	case !ok:
		return status, true
	case p.help:
		return p.showFlags(f, p.say(about)+"\n"), true
	case f.NArg() > most:
		return p.misused("cli.too-many", typed(f.Arg(most))), true
	}
	return exitDone, false
}

// showFlags prints what a command does, and its flags.
func (p *program) showFlags(f *pflag.FlagSet, about string) (status int) {
	fmt.Fprintf(p.stdout, "monitor %s\n\n%s\n%s", f.Name(), about, f.FlagUsages())
	return exitDone
}

// wrongFlag reports an error of pflag in the language of the user.
func (p *program) wrongFlag(f *pflag.FlagSet, err error) int {
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		if unknown.GetSpecifiedShortnames() != "" {
			return p.misused("cli.unknown-flag", typed("-"+unknown.GetSpecifiedName()))
		}
		var names []string
		f.VisitAll(func(known *pflag.Flag) { names = append(names, known.Name) })
		like := source.Suggest(unknown.GetSpecifiedName(), names)
		if like != "" {
			like = "--" + like
		}
		return p.mistaken(like, "cli.unknown-flag", typed("--"+unknown.GetSpecifiedName()))
	}
	if lacking, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return p.misused("cli.flag-without-value", "--"+lacking.GetFlag().Name)
	}
	if bad, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return p.misused("cli.bad-value", "--"+bad.GetFlag().Name, typed(bad.GetValue()))
	}
	if bad, ok := errors.AsType[*pflag.InvalidSyntaxError](err); ok {
		return p.misused("cli.unknown-flag", typed(bad.GetSpecifiedFlag()))
	}
	return p.misused("cli.unknown-flag", err)
}

// typed is what the user typed, in a message: no more of it than shows which it is.
type typed string

func (t typed) String() string {
	const most = 80 // characters
	if n := 0; utf8.RuneCountInString(string(t)) > most {
		for at := range string(t) {
			if n++; n == most {
				return string(t[:at]) + "…"
			}
		}
	}
	return string(t)
}

// misused reports a wrong command line.
func (p *program) misused(key wording.Key, args ...any) int { return p.mistaken("", key, args...) }

// mistaken reports a wrong command line, and suggests what the user may have meant.
func (p *program) mistaken(suggestion string, key wording.Key, args ...any) int {
	text := p.say(key, args...)
	if suggestion != "" && typed(suggestion).String() == suggestion {
		text += "; " + p.say("cli.did-you-mean", suggestion)
	}
	fmt.Fprintf(p.stderr, "monitor: %s\n%s\n", text, p.say("cli.see-help"))
	return exitUsage
}
