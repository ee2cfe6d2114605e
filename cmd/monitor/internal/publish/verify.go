package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// Kind says what is wrong with a file.
type Kind string

const (
	Missing    Kind = "missing"    // in the manifest, not in the folder
	Changed    Kind = "changed"    // other content than the manifest says, or not a plain file
	Foreign    Kind = "foreign"    // in the folder, not in the manifest
	Unfinished Kind = "unfinished" // a working folder: a build is busy, or was killed
)

// Problem is one difference between a folder and its manifest.
type Problem struct {
	Path string
	Kind Kind
}

// Verify compares the folder dir with its manifest and returns the differences, sorted by path. Dotfiles do not count.
// It changes nothing. It fails with an *Error: ErrNotFolder, ErrManifest (also where there is none; Err is then
// fs.ErrNotExist) or ErrStorage.
func Verify(dir string) ([]Problem, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, &Error{Reason: ErrNotFolder, Dir: dir}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, explain(dir, "", err)
	}
	defer root.Close()
	problems, err := verify(root)
	return problems, explain(dir, "", err)
}

func verify(root *os.Root) ([]Problem, error) {
	f, err := root.Open(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{Reason: ErrManifest, Path: ManifestName, Err: err}
	} else if err != nil {
		return nil, err
	}
	m, err := ReadManifest(f)
	_ = f.Close()
	if err != nil {
		return nil, err
	}
	missing := make(map[string]File, len(m.Files))
	for _, f := range m.Files {
		missing[f.Path] = f
	}
	var problems []Problem
	found := func(path string, kind Kind) { problems = append(problems, Problem{path, kind}) }
	err = fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return explain("", path, err)
		case path == "." || path == ManifestName:
			return nil
		case path == workDir:
			found(path, Unfinished)
			return skip(d)
		case d.Name()[0] == '.':
			return skip(d)
		}
		f, listed := missing[path]
		delete(missing, path)
		switch {
		case d.IsDir() && !listed:
		case !listed:
			found(path, Foreign)
		default:
			same := d.Type().IsRegular()
			if same {
				if same, err = has(root, f); err != nil {
					return explain("", path, err)
				}
			}
			if !same {
				found(path, Changed)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for path := range missing {
		found(path, Missing)
	}
	slices.SortFunc(problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	return problems, nil
}

func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// has reports whether the folder holds f with the content that the manifest says.
func has(root *os.Root, f File) (bool, error) {
	file, err := root.Open(f.Path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.Size() != f.Size {
		return false, err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return false, err
	}
	return hex.EncodeToString(sum.Sum(nil)) == f.SHA256, nil
}
