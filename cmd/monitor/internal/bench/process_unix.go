//go:build linux || darwin

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory is the most memory that a process had resident, in bytes. On Linux it is not below that of the process that
// started it, up to then: this program stays small.
func peakMemory(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss
	}
	return usage.Maxrss << 10
}

// flushDisks waits until all that was written is on disk, so that one run does not pay for the one before it.
func flushDisks() { syscall.Sync() }
