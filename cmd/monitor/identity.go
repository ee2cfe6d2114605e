package main

import (
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"io"
	"os"
)

// identity stands for this program: two programs that may make different sites have different ones.
// On Linux it is the build id that the linker writes into the program, a checksum of what it was
// built from; elsewhere, and where somebody left that out, the checksum of the program itself,
// which takes longer. "" when neither can be had.
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

// buildID reads the note that `go tool buildid` prints.
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
	// A note has three words, which say how long it is and what kind; its owner, "Go" and two
	// zeros; and its content.
	const head = 16
	if err != nil || len(note) <= head {
		return ""
	}
	return string(bytes.TrimRight(note[head:], "\x00"))
}
