//go:build far

package echarts

import "testing"

func TestShortWayFar(t *testing.T) { compareShortWay(t, options(t, ofFigures)) }

func TestShortcutsFar(t *testing.T) { compareShortcuts(t, options(t, ours)) }

func TestGoAtRandomFar(t *testing.T) { drawAtRandom(t, 100) }

func TestShortWayAtRandomFar(t *testing.T) { takeShortWayAtRandom(t, 24) }

func TestPaperFar(t *testing.T) {
	found, sizes := papers(t)
	comparePapers(t, found, sizes)
}

func TestChartFar(t *testing.T) { compareCharts(t, charts(t)) }
