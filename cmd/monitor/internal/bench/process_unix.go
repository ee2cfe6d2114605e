//go:build linux || darwin

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory returns the largest resident memory of a process, in bytes. On Linux it is at least
// that of the process that started it, so this program stays small.
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

// flushDisks waits until everything written is on disk, so that no run pays for an earlier one.
func flushDisks() { syscall.Sync() }
