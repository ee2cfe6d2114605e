//go:build !linux

package main

// adviseHuge does nothing where there is no way to ask for huge pages.
func adviseHuge([]byte) {}
