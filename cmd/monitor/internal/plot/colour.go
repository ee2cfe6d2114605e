package plot

import (
	"strconv"

	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// Colours is how many colours the theme has for series, and for categories. Further series use the
// same colours again, and are drawn dashed or paler.
const Colours = 8

// SeriesTint returns the colour of the n-th series, from 0.
func SeriesTint(n int) scene.Role {
	if n %= Colours; n > 0 {
		return scene.Role("series-" + strconv.Itoa(n+1))
	}
	return "accent"
}

// CategoryTint returns the colour of a category by its number, from 1. 0 is no category, and grey.
func CategoryTint(number int) scene.Role {
	if number <= 0 {
		return "axis"
	}
	return scene.Role("cat-" + strconv.Itoa((number-1)%Colours+1))
}
