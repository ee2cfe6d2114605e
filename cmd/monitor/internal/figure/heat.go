package figure

import "strconv"

// heatLevels is how many colours the theme has from little to much.
const heatLevels = 5

// heat is the colour of a level, from 1 to heatLevels.
func heat(level int) string { return "@heat-" + strconv.Itoa(min(max(level, 1), heatLevels)) }

// onHeat is the colour of words on a level: the upper two are as far from the ground as words are.
func onHeat(level int) string {
	if level >= heatLevels-1 {
		return "@surface"
	}
	return "@text"
}
