package publish

import (
	"strings"
	"unicode/utf8"
)

// The site must work wherever it is copied to, a Windows share being the strictest of those places. So names follow the
// rules of Windows on every system:
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file ("Naming Conventions").

const (
	// maxPath leaves a quarter of Windows' 260 characters (MAX_PATH) for the folder the site is copied to.
	maxPath = 200
	// maxName is what most Unix file systems allow for one name, in bytes.
	maxName = 255
)

// checkPath says why path can not be a file of the site: the reason, or nil.
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
		// Dotfiles are the user's (.htaccess, .git): we keep them and never write one.
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

// isDevice reports whether Windows takes name for a device. It does so for any extension: con.html is the console.
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

// fold maps paths that Windows and macOS take for the same file to one string.
func fold(path string) string {
	for i := range len(path) {
		if c := path[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			// Up and then down again, as letters such as ſ and K (Kelvin) have one upper case in common with others.
			return strings.ToLower(strings.ToUpper(path))
		}
	}
	return path
}

// split gives the folder of path ("" for the top) and its last name.
func split(path string) (dir, name string) {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}
