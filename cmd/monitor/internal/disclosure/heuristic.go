package disclosure

// heuristic protects one cell after the other, and then shows again what is not needed. That hiding everything protects is
// known.
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
			// The movement was of broken numbers: what is sure to do is taken, and made smaller below.
			witnesses[n] = p.protects(all, d)
			for _, c := range witnesses[n] {
				hidden[c.cell] = true
			}
		}
	}
	p.cleanUp(hidden, witnesses)
	return hidden
}

// cheapest are the cells of a movement that meets a demand, where moving a cell that is hidden already costs nothing.
func (p *problem) cheapest(hidden, all []bool, d demand) []int {
	p.from(all, d.cell)
	b := p.bounds(d)
	m, _ := p.prepare(b)
	m.push(0, d.sign())
	// From here on the cell stays where it is.
	for c, at := range [2]float64{max(float64(d.by), 0), max(-float64(d.by), 0)} {
		m.low[c], m.high[c] = at, at
	}
	clear(m.gain)
	for n, c := range p.touched {
		if !hidden[c] {
			// A cell costs its whole weight, however little it moves: what is asked of it is spread over what it can do.
			m.gain[2*n] = -float64(p.weight[c]) / float64(max(1, min(b.high[n], size(d.by))))
			m.gain[2*n+1] = -float64(p.weight[c]) / float64(max(1, min(-b.low[n], size(d.by))))
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

// cleanUp shows again, the heaviest first, what can be missed. Only the demands whose movement used a cell have to be looked
// at again.
func (p *problem) cleanUp(hidden []bool, witnesses []witness) {
	for at := len(p.may) - 1; at >= 0; at-- {
		c := p.may[at]
		if !hidden[c] {
			continue
		}
		hidden[c] = false
		other := make(map[int]witness)
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
