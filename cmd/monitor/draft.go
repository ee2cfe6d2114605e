package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/rogpeppe/go-internal/diff"

	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
)

// newDraft begins a draft of the sources. It tells which files were brought back that a command had changed before it
// was cut off. The draft is nil when there can be none, which is reported.
func (p *program) newDraft() (draft *rewrite.Draft, status int) {
	draft, err := rewrite.NewDraft(p.root)
	if err != nil {
		return nil, p.notChanged(err)
	}
	if undone := draft.Undone(); len(undone) > 0 {
		fmt.Fprintln(p.stderr, p.say("cli.undone"))
		for _, name := range undone {
			fmt.Fprintln(p.stderr, "  "+path.Join(p.base(), name))
		}
	}
	return draft, exitDone
}

// notChanged reports why the sources were not changed, or only half of them.
func (p *program) notChanged(err error) int {
	why := p.reason(err)
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		why = at.Path + ": " + why
	}
	if errors.Is(err, rewrite.ErrHalf) {
		return p.failed("cli.left-half", why)
	}
	return p.failed("cli.cannot-install", why)
}

// install puts a draft in the place of the sources, unless the user has interrupted the command.
func (p *program) install(draft *rewrite.Draft) int {
	if p.ctx != nil && p.ctx.Err() != nil {
		return p.failed("cli.interrupted")
	}
	if err := draft.Install(); err != nil {
		return p.notChanged(err)
	}
	return exitDone
}

// nameChanges prints the names of the files that a draft changed.
func (p *program) nameChanges(draft *rewrite.Draft) {
	for _, name := range draft.Changed() {
		fmt.Fprintln(p.stdout, "  "+path.Join(p.base(), name))
	}
}

// showChanges prints what a draft would change.
func (p *program) showChanges(draft *rewrite.Draft) int {
	changes, err := draft.Changes()
	if err != nil {
		return p.failed("cli.cannot-print", p.reason(err))
	}
	for _, c := range changes {
		before, now := "a/"+c.Name, "b/"+c.Name
		if c.Before == nil {
			before = "/dev/null"
		}
		if c.Now == nil {
			now = "/dev/null"
		}
		fmt.Fprintf(p.stdout, "%s", diff.Diff(before, c.Before, now, c.Now))
	}
	return exitDone
}
