//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd)

package publish

// mayWrite asks nothing: the rights of a folder are known here only by trying.
func mayWrite(string) error { return nil }
