//go:build !(linux || darwin)

package main

import "os"

// peakMemory returns 0, since it is not known on this system.
func peakMemory(*os.ProcessState) int64 { return 0 }

// flushDisks does nothing on this system, so runs disturb each other a little more.
func flushDisks() {}
