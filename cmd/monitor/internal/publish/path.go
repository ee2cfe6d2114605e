package publish

import (
	"strings"
	"unicode/utf8"
)

// The site must work wherever it is copied to. A Windows share is the strictest of these places, so
// names follow the rules of Windows on every system:
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file ("Naming Conventions").

const (
	// maxPath leaves a quarter of the 260 characters of Windows (MAX_PATH) for the folder that
	// holds the site.
	maxPath = 200
	// maxName is the length of a name, in bytes, that most Unix file systems allow.
	maxName = 255
)

// checkPath returns the reason why path cannot be a file of the site, or nil.
func checkPath(path string) error {
	if path == "" || !utf8.ValidString(path) {
		return ErrPathForm
	}
	length := 0 // in UTF-16 units, which is how Windows counts
	for _, r := range path {
		length++
		if r > 0xffff {
			length++
		}
		if r < ' ' || r == 0x7f || strings.ContainsRune(`<>:"|?*\`, r) {
			return ErrPathCharacter
		}
	}
	if length > maxPath {
		return ErrPathLong
	}
	for rest, more := path, true; more; {
		var name string
		name, rest, more = strings.Cut(rest, "/")
		if err := checkName(name); err != nil {
			return err
		}
	}
	return nil
}

func checkName(name string) error {
	switch {
	case name == "" || name == "." || name == "..":
		return ErrPathForm
	case name[0] == '.':
		// Dotfiles belong to the user (.htaccess, .git).
		return ErrPathHidden
	case name[len(name)-1] == '.' || name[len(name)-1] == ' ':
		return ErrPathEnding
	case len(name) > maxName:
		return ErrPathLong
	case isDevice(name):
		return ErrPathReserved
	}
	return nil
}

// isDevice reports whether name is a device on Windows. The extension does not matter: con.html is
// the console.
func isDevice(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	stem = strings.TrimRight(stem, " ")
	if len(stem) < 3 || len(stem) > 7 {
		return false
	}
	switch stem = strings.ToUpper(stem); stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	if !strings.HasPrefix(stem, "COM") && !strings.HasPrefix(stem, "LPT") {
		return false
	}
	switch stem[3:] {
	case "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³":
		return true
	}
	return false
}

// foldCase returns one string for all paths that are the same file on Windows and macOS.
func foldCase(path string) string {
	for i := range len(path) {
		if c := path[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			// Up and then down: letters such as ſ and K (Kelvin) share their upper case with other
			// letters.
			return strings.ToLower(strings.ToUpper(path))
		}
	}
	return path
}

// splitPath returns the folder of path, "" for the top, and its last name.
func splitPath(path string) (dir, name string) {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}
