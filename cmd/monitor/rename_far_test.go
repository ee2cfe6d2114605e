//go:build far

package main

import "testing"

// TestRenameFar tries all the renamings of testRenamings.
func TestRenameFar(t *testing.T) { testRenamings(t, 1) }
