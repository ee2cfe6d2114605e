package main

import (
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"io"
	"os"
)

// identity identifies this program: two programs that could make different sites have different
// identities. On Linux it is the build id, a checksum of what the program was built from, which the
// linker writes into it. Where there is no build id it is the checksum of the program itself, which
// takes longer. It is "" when the program cannot be read.
func identity() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	if id := buildID(name); id != "" {
		return id
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// buildID returns the build id of a program, as `go tool buildid` prints it, or "".
func buildID(name string) string {
	f, err := elf.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	section := f.Section(".note.go.buildid")
	if section == nil {
		return ""
	}
	note, err := section.Data()
	// A note begins with three words, for its lengths and its kind, and its owner: "Go" and two
	// zeros. The content follows.
	const head = 16
	if err != nil || len(note) <= head {
		return ""
	}
	return string(bytes.TrimRight(note[head:], "\x00"))
}
