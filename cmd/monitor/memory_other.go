//go:build !linux

package main

// adviseHuge does nothing: there is no way to ask this system for huge pages.
func adviseHuge([]byte) {}
