//go:build far

package main

import "testing"

// TestRenameFar tries one in twelve of the renamings of testRenamings: all of them take longer than all other
// tests together.
func TestRenameFar(t *testing.T) { testRenamings(t, func(n int, _ string) bool { return n%12 == 0 }) }
