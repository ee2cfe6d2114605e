//go:build far

package browsertest

import (
	"slices"
	"testing"
)

func TestPagesFar(t *testing.T) {
	l := start(t)
	l.openPages(t, l.all())
}

func TestNuCheckerFar(t *testing.T) {
	l := start(t)
	l.askNu(t, l.checkable(t, l.all()))
}

// long returns the pages with the most parts.
func (l *lab) long() []string { return slices.Concat(l.of("category"), l.of("chapter")) }

func TestAxeFar(t *testing.T) {
	l := start(t)
	l.askAxe(t, l.long())
}

func TestContrastFar(t *testing.T) {
	l := start(t)
	l.measureContrast(t, l.of("category"))
}

func TestLayoutFar(t *testing.T) {
	l := start(t)
	l.lookAtLayout(t, l.long(), l.of("indicator"))
}

func TestEveryFigureFar(t *testing.T) {
	l := start(t)
	l.wakeFigures(t, append(l.of("category"), l.of("indicator")...), 20)
}

func TestSheetsFar(t *testing.T) {
	l := start(t)
	l.printSheets(t, append(l.of("sheet"), l.of("guide")...))
}

func TestMovedFar(t *testing.T) {
	start(t).followMoved(t)
}

func TestWeightFar(t *testing.T) {
	l := start(t)
	l.weigh(t, l.of("category"))
}
