//go:build far

package publish

import "testing"

func TestKilledFar(t *testing.T) { killOften(t, 100) }
