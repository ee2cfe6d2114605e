//go:build far

package site

import "testing"

// TestPreviewFar compares a sample of the pages after 200 edits of the golden site, and after 30 of the
// shipped site, whose pages are many.
func TestPreviewFar(t *testing.T) {
	t.Run("golden", func(t *testing.T) { tryEdits(t, golden, 200, 2, 6) })
	t.Run("shipped", func(t *testing.T) { tryEdits(t, "../../../..", 30, 3, 20) })
}
