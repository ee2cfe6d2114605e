//go:build far

package site

import "testing"

// TestPreviewFar compares a sample of the pages after 100 edits of the golden site, and after 12 of the
// shipped site, whose pages are many.
func TestPreviewFar(t *testing.T) {
	t.Run("golden", func(t *testing.T) { tryEdits(t, golden, 100, 2, 6) })
	t.Run("shipped", func(t *testing.T) { tryEdits(t, "../../../..", 12, 3, 20) })
}
