//go:build far

package report

import "testing"

func TestPatternFar(t *testing.T) { lookBehind(t, 400) }

func TestProtectRandomFar(t *testing.T) { attackRandom(t, 2000) }
