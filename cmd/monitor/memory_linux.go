package main

import (
	"os"
	"syscall"
	"unsafe"
)

// adviseHuge asks the kernel to back a stretch of memory with huge pages. It is advice: a kernel
// that does not take it does as before.
func adviseHuge(stretch []byte) {
	// madvise wants the first byte of a page.
	page := uintptr(os.Getpagesize())
	skip := -uintptr(unsafe.Pointer(unsafe.SliceData(stretch))) & (page - 1)
	_ = syscall.Madvise(stretch[skip:], syscall.MADV_HUGEPAGE)
}
