// Package office owns what must hold of a file of an office program before anything reads it: its size, packed and
// unpacked, and that it has no password. Such files come from anywhere and may be made to do harm.
//
// A workbook (.xlsx) and a text (.docx) are zip files with parts, in Office Open XML (ECMA-376). What the parts hold is
// for the packages above.
package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// The limits of what is read.
const (
	FileLimit   = 32 << 20  // bytes of the file
	UnpackLimit = 128 << 20 // bytes of all parts, unpacked
)

// Why a file cannot be read.
var (
	ErrNone     = errors.New("this is no file of an office program")
	ErrLocked   = errors.New("the file has a password")
	ErrOld      = errors.New("this is a file of a program of before 2007")
	ErrTooLarge = errors.New("the file is too large")
	ErrDamaged  = errors.New("the file is damaged")
)

// Read reads a file, of any kind. An error is of the system (fs.PathError), ErrNone or ErrTooLarge.
func Read(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil {
		return nil, err
	} else if info.IsDir() {
		return nil, ErrNone
	} else if info.Size() > FileLimit {
		return nil, fmt.Errorf("%w: %d MB", ErrTooLarge, info.Size()>>20)
	}
	data, err := io.ReadAll(io.LimitReader(f, FileLimit+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > FileLimit: // a pipe, or a file that grows
		return nil, ErrTooLarge
	}
	return data, nil
}

// Parts returns the parts of a file, by their names. It refuses a file that would be too large when it is unpacked
// before anything is: a part cannot be larger than its head says, for archive/zip stops there. The error is one of
// those above, perhaps with more behind it.
func Parts(data []byte) (map[string]*zip.File, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		// An OLE container: what Office wrote before 2007, and what it puts a file with a password in. Of the latter,
		// one stream has this name in UTF-16 ([MS-OFFCRYPTO] 2.3.4.4).
		if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return nil, ErrLocked
		}
		return nil, ErrOld
	case !bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return nil, ErrNone
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	parts := make(map[string]*zip.File)
	var size uint64
	for _, part := range z.File {
		size += part.UncompressedSize64
		if part.UncompressedSize64 > UnpackLimit || size > UnpackLimit {
			return nil, ErrTooLarge
		}
		parts[part.Name] = part
	}
	return parts, nil
}

// Content returns what a part holds.
func Content(part *zip.File) ([]byte, error) {
	r, err := part.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	return data, nil
}
