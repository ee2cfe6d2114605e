//go:build far

package main

import "testing"

// TestRenameFar tries one in six of the renamings of testRenamings: all of them take longer than all other
// tests together.
func TestRenameFar(t *testing.T) { testRenamings(t, 6) }
