//go:build !linux

package publish

import "os"

// moveHandles is of use on Linux only.
type moveHandles struct{}

func (moveHandles) open(from, to *os.Root) error { return nil }
func (moveHandles) close()                       {}

func (m *mover) rename(name string) error {
	path := join(m.dir, name)
	return m.root.Rename(stageDir+"/"+path, path)
}
