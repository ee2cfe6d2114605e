package main

import (
	"bytes"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// writeBytes is the script command "bytes FILE TEXT [TIMES]". TEXT is a Go string with escapes, and
// is written TIMES times. The command makes files that a script cannot hold: large ones, and ones
// that are not UTF-8.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: bytes FILE TEXT [TIMES]")
	}
	text := unquote(ts, args[1])
	times := 1
	if len(args) == 3 {
		var err error
		times, err = strconv.Atoi(args[2])
		ts.Check(err)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(text, times)), 0o666))
}

// replaceIn is the script command "replace FILE OLD NEW". OLD and NEW are Go strings with escapes,
// and the file must have OLD.
func replaceIn(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	from, to := unquote(ts, args[1]), unquote(ts, args[2])
	if !bytes.Contains(data, []byte(from)) {
		ts.Fatalf("%s does not hold %q", args[0], from)
	}
	ts.Check(os.WriteFile(name, bytes.ReplaceAll(data, []byte(from), []byte(to)), 0o666))
}

// unquote replaces the escapes of a Go string. Quotation marks need no escape.
func unquote(ts *testscript.TestScript, s string) string {
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
	ts.Check(err)
	return text
}
