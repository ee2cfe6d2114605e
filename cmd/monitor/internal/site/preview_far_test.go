//go:build far

package site

import "testing"

// All pages after 200 edits of the golden site, and a sample of those of the shipped site, which are many.
func TestPreviewFar(t *testing.T) {
	t.Run("golden", func(t *testing.T) { tryEdits(t, golden, 200, 2, 1) })
	t.Run("shipped", func(t *testing.T) { tryEdits(t, "../../../..", 200, 3, 6) })
}
