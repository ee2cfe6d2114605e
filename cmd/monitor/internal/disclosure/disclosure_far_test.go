//go:build far

package disclosure

import "testing"

func TestRandomFar(t *testing.T) { suppressRandom(t, 10000) }

func TestLossFar(t *testing.T) { compareLoss(t, 1500) }

func TestCubesFar(t *testing.T) { suppressCubes(t, 150) }
