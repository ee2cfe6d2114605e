//go:build !(linux || darwin)

package main

import "os"

// peakMemory is not known here; 0 is printed as a dash.
func peakMemory(*os.ProcessState) int64 { return 0 }

// flushDisks has no means here: the runs disturb each other a little more.
func flushDisks() {}
