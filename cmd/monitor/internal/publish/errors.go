package publish

import (
	"errors"
	"io/fs"
	"runtime"
	"strings"
	"syscall"
)

// The reasons for which this package refuses or fails. Callers tell them apart with errors.Is, and
// write the text for the user.
var (
	// Unsuitable output folders.
	ErrNotFolder  = errors.New("the output path is not a folder")
	ErrDeadLink   = errors.New("the output path is a symbolic link that leads nowhere")
	ErrFilesystem = errors.New("the output folder is the root of a file system")
	ErrHome       = errors.New("the output folder is the home folder")

	// ErrForeign: Path is something that the last manifest does not list.
	ErrForeign = errors.New("not written by this program")
	// ErrLink: one of our folders is now a symbolic link, which is never followed.
	ErrLink = errors.New("a symbolic link stands where a folder of the site was")
	// ErrBusy: another build is using the folder.
	ErrBusy = errors.New("another build is writing to this folder")
	// ErrManifest: manifest.json, or the decision of a killed build (see Path), is not as this
	// program wrote it. The user can restore the file, or empty the folder by hand and build again.
	ErrManifest = errors.New("damaged, or changed by hand")
	// ErrNoSpace: the disk or the quota is full, or the file is larger than allowed. Err says
	// which.
	ErrNoSpace = errors.New("no space left")
	// ErrInUse: another program has a file open, which Windows then protects. Err says so too.
	ErrInUse = errors.New("open in another program")
	// ErrForbidden: a folder or file, or the whole disk, may not be read or written. Err says which of the two.
	ErrForbidden = errors.New("no right to read or write there")
	// ErrStorage: any other failure of the file system. Err says which.
	ErrStorage = errors.New("the file system refused")

	// Paths that Write refuses, so that the site also works from a Windows share.
	ErrPathForm      = errors.New("not a clean relative path")
	ErrPathHidden    = errors.New("a name starts with a dot")
	ErrPathCharacter = errors.New("a character that Windows does not allow in a name")
	ErrPathEnding    = errors.New("a name ends in a dot or a space, which Windows does not allow")
	ErrPathReserved  = errors.New("a reserved name")
	ErrPathLong      = errors.New("longer than 200 characters")
	// ErrPathCollision: the same file twice, a file where a folder is, or names that differ in case
	// only (Other).
	ErrPathCollision = errors.New("the same name as another file or folder of the site")

	// ErrIncomplete: Commit after a failed Write; Err is that failure.
	ErrIncomplete = errors.New("a file could not be staged")
	// ErrClosed: Write or Commit after Commit or Abort.
	ErrClosed = errors.New("the publication is closed")
)

// Error is the type of every error of this package.
type Error struct {
	Reason error  // one of the Err… values above
	Dir    string // the output folder, as given to Open
	Path   string // the file or folder, slash-separated and relative to Dir; empty for Dir itself
	Other  string // with ErrPathCollision: the path that Path collides with
	Err    error  // the cause, where there is one
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("publish ")
	b.WriteString(e.Dir)
	b.WriteString(": ")
	if e.Path != "" {
		b.WriteString(e.Path)
		b.WriteString(": ")
	}
	b.WriteString(e.Reason.Error())
	if e.Other != "" {
		b.WriteString(": ")
		b.WriteString(e.Other)
	}
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap makes errors.Is work for the reason and for the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}

// refuse returns an Error about path. On its way out asError fills in the output folder.
func refuse(reason error, path string) *Error { return &Error{Reason: reason, Path: path} }

// asError returns err as an *Error about path in dir. If err is an *Error already, only its folder
// is filled in.
func asError(dir, path string, err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		if e.Dir != "" {
			return e
		}
		filled := *e // a copy, as several Writes may have met the same error
		filled.Dir = dir
		return &filled
	}
	return &Error{Reason: reasonOn(runtime.GOOS, err), Dir: dir, Path: path, Err: err}
}

// reasonOn returns why the file system of an operating system refused. Windows does not use the
// POSIX numbers: https://learn.microsoft.com/windows/win32/debug/system-error-codes.
func reasonOn(system string, err error) error {
	if isNoSpace(err) {
		return ErrNoSpace
	}
	if errno, ok := errors.AsType[syscall.Errno](err); ok && system == "windows" {
		switch errno {
		case 32, 33, 1224: // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE
			return ErrInUse
		case 5, 19: // ERROR_ACCESS_DENIED, ERROR_WRITE_PROTECT
			return ErrForbidden
		case 39, 112, 1295: // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED
			return ErrNoSpace
		}
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return ErrForbidden
	}
	return ErrStorage
}

func isNoSpace(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}
