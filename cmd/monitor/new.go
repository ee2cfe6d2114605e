package main

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// creations returns what monitor new can make, in the order of the list.
func creations() []command {
	return []command{
		{"edition", "new.edition", (*program).newEdition},
		{"chapter", "new.chapter", newThing(model.ChapterKind)},
		{"indicator", "new.indicator", newThing(model.IndicatorKind)},
		{"risk", "new.a-risk", newThing(model.RiskKind)},
		{"measure", "new.measure", newThing(model.MeasureKind)},
		{"question", "new.a-question", newThing(model.QuestionKind)},
		{"action", "new.action", newThing(model.ActionKind)},
		{"organisation", "new.organisation", (*program).newOrganisation},
	}
}

// unfitText reports a character of a flag's value that a text of one line cannot have.
func (p *program) unfitText(flag, text string) (status int, bad bool) {
	for _, r := range text {
		if source.Refused(r) || strings.ContainsRune("\t\r\n", r) {
			return p.misused("cli.unfit-text", flag, wording.In(p.lang, source.CharacterName(r))), true
		}
	}
	return exitDone, false
}

// create makes something new: an edition, or one thing in the newest edition.
func (p *program) create(args []string) int {
	var names []string
	for _, c := range creations() {
		names = append(names, c.name)
	}
	n := slices.IndexFunc(args, func(arg string) bool { return slices.Contains(names, arg) })
	if n >= 0 {
		return creations()[slices.Index(names, args[n])].run(p, slices.Delete(slices.Clone(args), n, n+1))
	}
	f := p.flags("new")
	f.ParseErrorsAllowlist.UnknownFlags = true // they are of what cannot be made
	switch status, ok := p.parsed(f, args); {
	case !ok:
		return status
	case p.help:
		return p.showFlags(f, p.say("cli.new-about")+"\n\n"+p.listCommands("monitor new ", creations()))
	}
	kinds := strings.Join(names, ", ")
	if f.NArg() == 0 {
		return p.misused("cli.new-what", kinds)
	}
	return p.mistaken(source.SuggestWord(f.Arg(0), names), "cli.cannot-make", typed(f.Arg(0)), kinds)
}
