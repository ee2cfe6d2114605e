// Package word owns chapters as texts of a word processor (.docx). Read takes one apart into a chapter: Markdown, the
// pictures in it, and what its reviewers changed and remarked. Write makes one of a page.
//
// Pandoc does the conversion. It is a program of its own, which may not be installed: see Find. It runs without the
// network, with a limit to its time and memory, and of the files of the user it sees the one that it converts.
package word

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Why there is no conversion.
var (
	// ErrNone says that pandoc was not found.
	ErrNone = errors.New("pandoc was not found; say where it is: PANDOC=/path/to/pandoc")
	// ErrNotWord says that a file is no text of Word.
	ErrNotWord = errors.New("this is no text of Word (.docx)")
	// ErrSlow says that pandoc took longer than patience.
	ErrSlow = errors.New("pandoc did not finish")
)

// patience is how long a conversion may take: a hundred times what a chapter of fifty pages takes.
const patience = time.Minute

// memory is what pandoc may use; a chapter needs a tenth of it.
const memory = "-M1G"

// Pandoc is the program on this machine.
type Pandoc struct{ program string }

// Find returns the program: the one that the environment names (PANDOC), or pandoc.
func Find() (*Pandoc, error) {
	name := os.Getenv("PANDOC")
	if name == "" {
		name = "pandoc"
	}
	program, err := exec.LookPath(name)
	if err != nil {
		return nil, ErrNone
	}
	if program, err = filepath.Abs(program); err != nil {
		return nil, err
	}
	return &Pandoc{program}, nil
}

// Program returns the path of the program.
func (p *Pandoc) Program() string { return p.program }

// run converts input and returns what comes out of it. Pandoc runs in the folder dir, or in an empty one when dir is
// "".
func (p *Pandoc) run(ctx context.Context, dir string, input []byte, args ...string) ([]byte, error) {
	if dir == "" {
		empty, err := os.MkdirTemp("", "monitor-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(empty)
		dir = empty
	}
	limited, stop := context.WithTimeout(ctx, patience)
	defer stop()
	// A folder of data of its own: what users put into theirs would change what comes out.
	args = append([]string{"+RTS", memory, "-RTS", "--quiet", "--data-dir=."}, args...)
	cmd := exec.CommandContext(limited, p.program, args...)
	cmd.Dir, cmd.Stdin = dir, bytes.NewReader(input)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	cmd.WaitDelay = time.Second
	// The date of what it makes is that of 1980, the oldest that a zip file knows, and not the clock's.
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=315532800")
	err := cmd.Run()
	switch {
	case err == nil:
		return out.Bytes(), nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, ErrSlow
	}
	if first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n"); first != "" {
		return nil, fmt.Errorf("pandoc: %s", first)
	}
	return nil, fmt.Errorf("pandoc: %w", err)
}
