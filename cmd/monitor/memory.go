package main

import (
	"os"
	"runtime/debug"
)

// Rendering charts and converting text makes much short-lived garbage. Collecting it less often
// than Go does by default saves a fifth of the time: a build of one edition hardly collects at all.
// The soft limit keeps the build of a large site within the memory of a small machine.
const (
	garbagePercent = 800
	memoryLimit    = 256 << 20
)

// hugeHeap is how many bytes of the heap are on huge pages, where the system has them. A build of a
// large site writes to all of them once. With pages of 4 kB, a build of the shipped site took 1.4
// times the processor time without kept figures and 1.7 times with them, and a check 1.5 times
// (medians of alternating runs, November 2026).
const hugeHeap = 230 << 20

// settleMemory sets how the program uses memory. Settings in the environment go first.
func settleMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	// The advice is for addresses: it still holds when the collector has freed this slice and the
	// heap uses its addresses again. Nothing is written to the slice, so it takes no memory itself.
	// No collection may free it before the advice is given.
	percent := debug.SetGCPercent(-1)
	adviseHuge(make([]byte, hugeHeap))
	if os.Getenv("GOGC") == "" {
		percent = garbagePercent
	}
	debug.SetGCPercent(percent)
}
