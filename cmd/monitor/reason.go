package main

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"utwente.nl/monitor/cmd/monitor/internal/lock"
	"utwente.nl/monitor/cmd/monitor/internal/office"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
	"utwente.nl/monitor/cmd/monitor/internal/word"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// reasons are the errors that have words of ours. The system has words for the others, in one language.
var reasons = []struct {
	err  error
	said wording.Key
}{
	{lock.ErrBusy, "reason.busy"},
	{lock.ErrNotFolder, "reason.not-folder"},
	{rewrite.ErrChanged, "reason.changed"},
	{rewrite.ErrReadOnly, "reason.read-only"},
	{rewrite.ErrNotPlain, "reason.not-plain"},
	{rewrite.ErrJournal, "reason.damaged"},
	{office.ErrLocked, "reason.locked"},
	{office.ErrOld, "reason.old-office"},
	{sheet.ErrNoSheet, "reason.no-workbook"},
	{office.ErrTooLarge, "reason.large"},
	{office.ErrDamaged, "reason.damaged-office"},
	{word.ErrNotWord, "reason.no-text"},
	{word.ErrSlow, "reason.slow"},
	{fs.ErrPermission, "reason.forbidden"},
	{fs.ErrNotExist, "reason.absent"},
	{exec.ErrNotFound, "reason.absent"},
	{syscall.ENOEXEC, "reason.no-program"},
	{fs.ErrExist, "reason.present"},
	{syscall.ENOTDIR, "reason.not-folder"},
	{syscall.EROFS, "reason.read-only-disk"},
	{syscall.ENOSPC, "reason.full"},
	{syscall.EADDRINUSE, "reason.port-taken"},
	{syscall.EADDRNOTAVAIL, "reason.not-here"},
}

// reason returns the cause of an error in the language of the user, without the path.
func (p *program) reason(err error) string {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return p.say(r.said)
		}
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return p.say("reason.not-here")
	}
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		return inner.Err.Error()
	}
	if inner, ok := errors.AsType[*os.LinkError](err); ok {
		return inner.Err.Error()
	}
	return strings.TrimSpace(err.Error())
}

// notOpened reports that the folder of the report cannot be opened.
func (p *program) notOpened(err error) int {
	if found, statErr := os.Stat(p.root); statErr == nil && !found.IsDir() {
		err = syscall.ENOTDIR // package os has an error of its own
	}
	return p.failed("cli.cannot-open", p.root, p.reason(err))
}
