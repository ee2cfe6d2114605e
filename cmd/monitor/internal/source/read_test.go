package source

import (
	"io/fs"
	"syscall"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// TestReportRead distinguishes faults of the machine from faults of the sources.
func TestReportRead(t *testing.T) {
	for _, test := range []struct {
		err     error
		want    diagnostic.Code
		machine bool
	}{
		{syscall.ENOENT, diagnostic.Vanished, false},
		{syscall.ELOOP, diagnostic.CannotRead, false},
		{syscall.ENAMETOOLONG, diagnostic.CannotRead, false},
		{syscall.ENOTDIR, diagnostic.CannotRead, false},
		{syscall.EACCES, diagnostic.ReadForbidden, true},
		{syscall.EPERM, diagnostic.ReadForbidden, true},
		{syscall.EMFILE, diagnostic.TooManyOpen, true},
		{syscall.ENFILE, diagnostic.TooManyOpen, true},
		{syscall.ENOMEM, diagnostic.NoMemory, true},
		{syscall.EIO, diagnostic.ReadFailed, true},
		{syscall.ETIMEDOUT, diagnostic.ReadFailed, true},
	} {
		var list diagnostic.List
		list.Add(diagnostic.MissingFile, diagnostic.Position{File: "another"}, "")
		ReportRead(&list, diagnostic.Position{File: "a"}, &fs.PathError{Op: "open", Path: "a", Err: test.err})
		machine := list.Environment()
		if machine != test.machine {
			t.Errorf("%v: of the machine: %t", test.err, machine)
		}
		all := list.Sorted()
		if all[0].Code != test.want || machine && (len(all) != 1 || list.Errors() != 1) {
			t.Errorf("%v: %v, %d errors", test.err, all, list.Errors())
		}
	}
}
