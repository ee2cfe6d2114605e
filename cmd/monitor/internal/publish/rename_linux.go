package publish

import (
	"os"
	"syscall"
)

// moveHandles are the two folders of a mover, open for renameat: with os.Root.Rename each rename walks from the root
// through both paths, which more than doubles the cost of replacing a whole site.
type moveHandles struct{ from, to *os.File }

func (h *moveHandles) open(from, to *os.Root) (err error) {
	if from == nil {
		return nil
	}
	if h.from, err = from.Open("."); err != nil {
		return err
	}
	h.to, err = to.Open(".")
	return err
}

func (h *moveHandles) close() {
	_ = h.from.Close() // closing nil is an error without effect
	_ = h.to.Close()
	h.from, h.to = nil, nil
}

func (m *mover) rename(name string) error {
	for {
		err := syscall.Renameat(int(m.handles.from.Fd()), name, int(m.handles.to.Fd()), name)
		if err != syscall.EINTR {
			return err
		}
	}
}
