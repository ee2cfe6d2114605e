//go:build far

package main

import "testing"

func TestOutsiderFar(t *testing.T) { playOutsider(t, 250) }
