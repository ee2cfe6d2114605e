package main

import (
	"os"
	"syscall"
	"unsafe"
)

// adviseHuge asks the kernel to put a stretch of memory on huge pages. The kernel may ignore that.
func adviseHuge(stretch []byte) {
	// madvise needs the address of the first byte of a page.
	page := uintptr(os.Getpagesize())
	skip := -uintptr(unsafe.Pointer(unsafe.SliceData(stretch))) & (page - 1)
	_ = syscall.Madvise(stretch[skip:], syscall.MADV_HUGEPAGE)
}
