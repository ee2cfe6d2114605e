package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"

	"github.com/rogpeppe/go-internal/diff"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
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

// readSound reads and checks all sources for a command that changes an edition, and returns which of them that is: the
// newest when year is "". s is nil when the sources have errors or there is no such edition, which is reported.
func (p *program) readSound(year string) (s *sources, n, status int) {
	return p.readUnless(func(s *sources) bool { return s.list.Errors() > 0 }, year)
}

// readSoundData is readSound for a command that has to do with data alone: a mistake in a text does not keep it from
// anything. A text may quote the number that is about to change, and a figure may have nothing to show until it comes.
func (p *program) readSoundData(year string) (s *sources, n, status int) {
	return p.readUnless(func(s *sources) bool { return wrongInData(s.list) }, year)
}

// readUnless is readSound; wrong says which mistakes keep a command from its work.
func (p *program) readUnless(wrong func(*sources) bool, year string) (s *sources, n, status int) {
	if s, status = p.readChecked(true); s == nil {
		return nil, 0, status
	}
	n = len(s.loaded) - 1
	if year != "" {
		n = slices.Index(s.years, year)
	}
	switch {
	case wrong(s) || s.list.Environment() || len(s.loaded) == 0:
		status = p.refused(s.list)
	case n < 0:
		status = p.misused("cli.no-edition", typed(year), strings.Join(s.years, ", "))
	default:
		return s, n, exitDone
	}
	s.root.Close()
	return nil, 0, status
}

// readChecked reads all sources, and checks them as the Board sees them or as all audiences do. s is nil when that
// failed, or was interrupted, which is reported.
func (p *program) readChecked(complete bool) (s *sources, status int) {
	var read *sources
	var failed int
	var said bytes.Buffer
	reader := *p
	reader.stderr = &said // after an interrupt it goes on, finds no sources any more, and must not say so
	if !p.finishes(func() {
		if read, failed = reader.read(""); read != nil {
			read.checkFor(model.Board, complete)
		}
	}) {
		return nil, p.failed("cli.interrupted")
	}
	_, _ = said.WriteTo(p.stderr)
	return read, failed
}

// finishes does work, and reports whether the user let it come to its end. What is interrupted goes on until the
// program ends, so work must be something that only reads.
func (p *program) finishes(work func()) bool {
	if p.ctx == nil {
		work()
		return true
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	select {
	case <-done:
		return p.ctx.Err() == nil
	case <-p.ctx.Done():
		return false
	}
}

// wrongInData reports whether a list has errors elsewhere than in texts, and than in files that may have them. A text
// of the data can quote a number too.
func wrongInData(list *diagnostic.List, but ...string) bool {
	return slices.ContainsFunc(list.Sorted(), func(d diagnostic.Diagnostic) bool {
		return d.Severity == diagnostic.Error && d.Code != diagnostic.NumberDiffers &&
			!slices.Contains(but, d.Position.File) &&
			!strings.HasPrefix(d.Position.File, "content/")
	})
}

// refused reports mistakes in the sources that keep a command from changing them.
func (p *program) refused(list *diagnostic.List) int {
	status, err := p.report("text", list, false)
	if err != nil {
		return p.failed("cli.cannot-print", p.reason(err))
	}
	p.summarise(list.Errors(), list.Warnings())
	fmt.Fprintln(p.stderr, p.say("cli.mend-first"))
	return max(status, exitSources)
}

// notChanged reports why the sources were not changed, or only half of them.
func (p *program) notChanged(err error) int {
	why := p.reason(err)
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		name := path.Join(p.base(), at.Path)
		forbidden := errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
		if forbidden && name == path.Join(p.base(), ".monitor-draft") {
			return p.failed("cli.cannot-draft", resolved(p.root))
		}
		why = name + ": " + why
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
