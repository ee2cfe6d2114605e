package main

import (
	"fmt"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// explain prints what DIAGNOSTICS.md says of a message. Without an argument it lists all messages.
func (p *program) explain(args []string) int {
	f := p.flags("explain")
	if status, done := p.parse(f, args, "cli.explain-about", 1); done {
		return status
	}
	if f.NArg() == 0 {
		for _, code := range diagnostic.Codes() {
			entry, _ := diagnostic.Explanation(code)
			fmt.Fprintf(p.stdout, "%s  %-7s  %s\n", code, entry.Severity, diagnostic.Blank(entry.Text[p.lang]))
		}
		return exitDone
	}
	code := diagnostic.Code(f.Arg(0))
	entry, ok := diagnostic.Explanation(code)
	if !ok {
		var codes []string
		for _, code := range diagnostic.Codes() {
			codes = append(codes, string(code))
		}
		return p.mistaken(source.Suggest(string(code), codes), "cli.no-code", typed(code))
	}
	fmt.Fprintf(p.stdout, "%s (%s): %s\n\n%s\n",
		code, entry.Severity, diagnostic.Blank(entry.Text[p.lang]), entry.Explain[p.lang])
	if hint := entry.Hint[p.lang]; hint != "" && diagnostic.Blank(hint) != "…" {
		fmt.Fprintf(p.stdout, "\n%s\n", p.say("cli.way-out", strings.TrimSuffix(diagnostic.Blank(hint), ".")))
	}
	return exitDone
}
