package main

import (
	"os"
	"runtime/debug"
)

// Rendering charts and converting text makes much short-lived garbage. Collecting less often than
// Go does by default saves a fifth of the time, and a build of one edition hardly collects; the
// soft limit keeps a large site within what a small machine has.
const (
	garbagePercent = 800
	memoryLimit    = 256 << 20
)

// hugeHeap is how much of the heap lies on huge pages where the system has them. A build of a large
// site writes to all of it once. With pages of 4 kB the shipped site took 1.4 times the processor
// time from nothing, 1.7 times with its figures kept, and a check 1.5 times (medians of alternating
// runs, November 2026).
const hugeHeap = 230 << 20

// settleMemory sets how the program uses memory, unless the environment does.
func settleMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	// What the collector makes free of this stretch keeps the advice. Nothing is written to it
	// here, so it takes no memory before it is used, and nothing holds on to it, so the first
	// collection gives it back; none may begin earlier.
	percent := debug.SetGCPercent(-1)
	adviseHuge(make([]byte, hugeHeap))
	if os.Getenv("GOGC") == "" {
		percent = garbagePercent
	}
	debug.SetGCPercent(percent)
}
