package plot

import "math"

// Layout places the nodes of a graph on a plane, so that their distances come as near as possible
// to those in the graph: stress majorization (Gansner, Koren and North, Graph drawing by stress
// majorization, 2004), for a fixed number of steps from a fixed start, a circle in the order of the
// nodes. The same graph gives the same places.
//
// lengths[i][j] is the length of the edge between i and j, or 0 when there is none. Places are
// between 0 and 1 in both directions.
func Layout(lengths [][]float64) [][2]float64 {
	n := len(lengths)
	distance := paths(lengths)
	at := make([][2]float64, n)
	for i := range at {
		angle := 2 * math.Pi * float64(i) / float64(n)
		at[i] = [2]float64{math.Cos(angle) * float64(n) / 6, math.Sin(angle) * float64(n) / 6}
	}
	// A pair of nodes weighs 1/distance², divided by the sum for its first node: the weights at
	// each node add up to 1.
	weights := make([][]float64, n)
	for i := range weights {
		weights[i] = make([]float64, n)
		sum := 0.0
		for j, d := range distance[i] {
			if i != j {
				weights[i][j] = 1 / (d * d)
				sum += weights[i][j]
			}
		}
		for j := range weights[i] {
			weights[i][j] /= max(sum, 1e-9)
		}
	}
	const steps = 400
	next := make([][2]float64, n)
	for range steps {
		for i := range at {
			x, y, sumX, sumY := at[i][0], at[i][1], 0.0, 0.0
			for j, w := range weights[i] {
				if i == j {
					continue
				}
				dx, dy := x-at[j][0], y-at[j][1]
				apart := math.Sqrt(dx*dx + dy*dy)
				if apart < 1e-9 {
					dx, dy, apart = 1e-3*float64(i-j), 1e-3, 1e-3
				}
				length := distance[i][j] / apart
				sumX += w * (at[j][0] + length*dx)
				sumY += w * (at[j][1] + length*dy)
			}
			next[i] = [2]float64{sumX, sumY}
		}
		at, next = next, at
	}
	return stretch(at)
}

// paths returns the shortest distances between all nodes (Floyd and Warshall). Nodes that are not
// connected are 1 further apart than the longest of these.
func paths(lengths [][]float64) [][]float64 {
	n := len(lengths)
	d := make([][]float64, n)
	for i := range d {
		d[i] = make([]float64, n)
		for j := range d[i] {
			switch {
			case i == j:
			case lengths[i][j] > 0:
				d[i][j] = lengths[i][j]
			default:
				d[i][j] = math.Inf(1)
			}
		}
	}
	longest := 1.0
	for k := range d {
		for i := range d {
			for j := range d {
				d[i][j] = min(d[i][j], d[i][k]+d[k][j])
			}
		}
	}
	for i := range d {
		for j := range d {
			if !math.IsInf(d[i][j], 1) {
				longest = max(longest, d[i][j])
			}
		}
	}
	for i := range d {
		for j := range d {
			if math.IsInf(d[i][j], 1) {
				d[i][j] = longest + 1
			}
		}
	}
	return d
}

// stretch scales places to between 0 and 1 in both directions.
func stretch(at [][2]float64) [][2]float64 {
	for axis := range 2 {
		low, high := math.Inf(1), math.Inf(-1)
		for _, p := range at {
			low, high = min(low, p[axis]), max(high, p[axis])
		}
		for i := range at {
			if high-low < 1e-9 {
				at[i][axis] = 0.5
			} else {
				at[i][axis] = (at[i][axis] - low) / (high - low)
			}
		}
	}
	return at
}

// SpreadPlaces moves places apart that are too near to each other, within a box. reach is how much
// room each needs around it.
func SpreadPlaces(at [][2]float64, reach []float64, within Box) {
	for range 60 {
		for i := range at {
			for j := range at[:i] {
				dx, dy := at[i][0]-at[j][0], at[i][1]-at[j][1]
				d := math.Hypot(dx, dy)
				lack := reach[i] + reach[j] - d
				if lack <= 0 {
					continue
				}
				if d < 1e-6 {
					dx, dy, d = 1, 0, 1
				}
				dx, dy = dx/d*lack/2, dy/d*lack/2
				at[i][0], at[i][1] = at[i][0]+dx, at[i][1]+dy
				at[j][0], at[j][1] = at[j][0]-dx, at[j][1]-dy
			}
		}
		for i := range at {
			at[i][0] = min(max(at[i][0], within.Left), within.Right)
			at[i][1] = min(max(at[i][1], within.Top), within.Bottom)
		}
	}
}
