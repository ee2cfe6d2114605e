//go:build far

package main

import "testing"

func TestAdoptedFar(t *testing.T) { testChanges(t, 1) }
