package publish

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// ManifestName is the manifest's path in the output folder. It does not list itself.
const ManifestName = "manifest.json"

const (
	manifestFormat = 1
	// maxManifest, 16 MB, is far above the manifest of any site.
	maxManifest = 16 << 20
	// maxInput, in bytes, limits the paths of sources to what a file system allows.
	maxInput = 2 << 10
)

// Manifest lists the files of a site and the sources it was made from, both sorted by path. It
// holds no time and no path of a machine, so that equal sources give equal manifests on every
// machine.
type Manifest struct {
	Files  []File `json:"files"`
	Inputs []File `json:"inputs"`
}

// File is one file: a slash-separated relative path, its size in bytes, and its SHA-256 in
// lower-case hexadecimal.
type File struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Input is one source file, its path relative to the root of the sources.
type Input = File

// encode returns the manifest as JSON with one line for each file, so that differences between two
// manifests are easy to read:
//
//	{
//	  "format": 1,
//	  "files": [
//	    {"path": "index.html", "size": 5120, "sha256": "9f86d0…"}
//	  ],
//	  "inputs": []
//	}
func (m Manifest) encode() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"format\": %d,\n", manifestFormat)
	writeFiles(&b, "files", m.Files)
	b.WriteString(",\n")
	writeFiles(&b, "inputs", m.Inputs)
	b.WriteString("\n}\n")
	return b.Bytes()
}

func writeFiles(b *bytes.Buffer, key string, files []File) {
	fmt.Fprintf(b, "  %q: [", key)
	for i, f := range files {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(b, "\n    {\"path\": %s, \"size\": %d, \"sha256\": %q}", quote(f.Path), f.Size, f.SHA256)
	}
	if len(files) > 0 {
		b.WriteString("\n  ")
	}
	b.WriteByte(']')
}

// quote returns s as a JSON string.
func quote(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // encoding a string into a buffer cannot fail
	return strings.TrimSuffix(b.String(), "\n")
}

func (m Manifest) equal(other Manifest) bool { return bytes.Equal(m.encode(), other.encode()) }

// ReadManifest reads a manifest. It accepts only the exact form in which this package writes
// manifests: the files that it lists may be overwritten and removed, so a text that was changed by
// hand is refused (ErrManifest).
func ReadManifest(r io.Reader) (Manifest, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxManifest+1))
	if err != nil {
		return Manifest{}, asError("", ManifestName, err)
	}
	m, err := parseManifest(text)
	if err != nil {
		return Manifest{}, &Error{Reason: ErrManifest, Path: ManifestName, Err: err}
	}
	return m, nil
}

func parseManifest(text []byte) (Manifest, error) {
	if len(text) > maxManifest {
		return Manifest{}, errors.New("too long")
	}
	var read struct {
		Format int `json:"format"`
		Manifest
	}
	if err := json.Unmarshal(text, &read); err != nil {
		return Manifest{}, err
	}
	if read.Format != manifestFormat {
		return Manifest{}, fmt.Errorf(
			"format %d, where this program knows format %d only",
			read.Format,
			manifestFormat,
		)
	}
	if err := checkFiles(read.Files, checkSitePath); err != nil {
		return Manifest{}, err
	}
	if err := checkFiles(read.Inputs, checkInputPath); err != nil {
		return Manifest{}, err
	}
	if !bytes.Equal(read.encode(), text) {
		return Manifest{}, errors.New("not in the form in which it was written")
	}
	return read.Manifest, nil
}

func checkFiles(files []File, check func(path string) error) error {
	for i, f := range files {
		if err := check(f.Path); err != nil {
			return fmt.Errorf("%q: %w", f.Path, err)
		}
		switch {
		case i > 0 && files[i-1].Path >= f.Path:
			return fmt.Errorf("%q: not sorted, or twice", f.Path)
		case f.Size < 0:
			return fmt.Errorf("%q: not a size", f.Path)
		case !isSum(f.SHA256):
			return fmt.Errorf("%q: not a SHA-256", f.Path)
		}
	}
	return nil
}

// readManifest reads the manifest called name in the folder, if there is one.
func readManifest(root *os.Root, name string) (m Manifest, exists bool, err error) {
	there, err := lstat(root, name)
	if err != nil || there == nil {
		return m, false, err
	}
	if !there.Mode().IsRegular() {
		return m, false, refuse(ErrForeign, name)
	}
	f, err := root.Open(name)
	if err != nil {
		return m, false, err
	}
	defer f.Close()
	m, err = ReadManifest(f)
	if e, ok := errors.AsType[*Error](err); ok {
		e.Path = name
	}
	return m, true, err
}

func isSum(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// checkSitePath is checkPath, and refuses the path of the manifest.
func checkSitePath(path string) error {
	if err := checkPath(path); err != nil {
		return err
	}
	if foldCase(path) == ManifestName {
		return ErrPathReserved
	}
	return nil
}

// checkInputPath keeps paths of a machine out of the manifest. Sources may have names that files of
// the site may not.
func checkInputPath(path string) error {
	if !fs.ValidPath(path) || path == "." || len(path) > maxInput {
		return ErrPathForm
	}
	return nil
}
