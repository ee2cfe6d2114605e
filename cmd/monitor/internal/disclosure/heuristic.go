package disclosure

import "slices"

// heuristic meets the demands one by one, and then shows again what is not needed. Hiding all cells
// that may be hidden must protect.
func (p *problem) heuristic(all []bool) []bool {
	hidden := append([]bool(nil), p.must...)
	witnesses := make([]witness, len(p.demands))
	for n, d := range p.demands {
		if witnesses[n] = p.protects(hidden, d); witnesses[n] != nil {
			continue
		}
		for _, c := range p.cheapest(hidden, all, d) {
			hidden[c] = true
		}
		if witnesses[n] = p.protects(hidden, d); witnesses[n] == nil {
			// The movement is possible in fractions only. One with all cells is used instead;
			// cleanUp makes it smaller.
			witnesses[n] = p.protects(all, d)
			for _, c := range witnesses[n] {
				hidden[c.cell] = true
			}
		}
	}
	p.cleanUp(hidden, witnesses)
	return hidden
}

// cheapest returns the cells to hide for the cheapest movement that meets a demand. Moving a hidden
// cell costs nothing.
func (p *problem) cheapest(hidden, all []bool, d demand) []int {
	p.findReach(all, d.cell)
	b := p.bounds(d)
	m, _ := p.prepare(b)
	m.push(0, d.sign())
	// From here on the demand's own cell stays where it is.
	for column, moved := range [2]float64{max(float64(d.by), 0), max(-float64(d.by), 0)} {
		m.low[column], m.high[column] = moved, moved
	}
	clear(m.gain)
	for n, c := range p.touched {
		if !hidden[c] {
			// A cell costs its whole weight however little it moves. A linear program needs a cost
			// per step, so the weight is divided by the steps that the cell can make.
			m.gain[2*n] = -float64(p.weight[c]) / float64(max(1, min(b.high[n], abs(d.by))))
			m.gain[2*n+1] = -float64(p.weight[c]) / float64(max(1, min(-b.low[n], abs(d.by))))
		}
	}
	m.maximise()
	var out []int
	for n, c := range p.touched {
		if x := m.moved(n); !hidden[c] && (x > epsilon || x < -epsilon) {
			out = append(out, c)
		}
	}
	return out
}

// cleanUp shows cells again that are not needed, the heaviest first. It checks only the demands
// whose witness used the cell.
func (p *problem) cleanUp(hidden []bool, witnesses []witness) {
	for _, c := range slices.Backward(p.eligible) {
		if !hidden[c] {
			continue
		}
		hidden[c] = false
		other := make(map[int]witness) // by demand
		for n, d := range p.demands {
			if !witnesses[n].uses(c) {
				continue
			}
			if other[n] = p.protects(hidden, d); other[n] == nil {
				hidden[c] = true
				break
			}
		}
		if !hidden[c] {
			for n, w := range other {
				witnesses[n] = w
			}
		}
	}
}
