package disclosure

import "math"

// movement looks for ways in which the numbers of hidden cells can change together while all sums hold: a reader who sees the
// sums cannot tell the table before such a movement from the one after. It is a linear program, solved by the simplex method
// with bounds on a dense tableau (Chvátal, Linear Programming, 1983, chapter 8). Numbers are floating-point; what comes out is
// rounded and checked in whole numbers by those who ask, so that an error of rounding can cost an extra cell and never hide
// too little.
//
// Each cell has two columns, for going up and for going down, so that standing still is where the search begins.
type movement struct {
	rows    int
	columns int
	numbers []float64
	a       [][]float64 // the tableau, a row of numbers each
	value   []float64   // of the basic variable of each row
	basis   []int       // its column, or none
	low     []float64
	high    []float64
	at      []float64 // value of each column that is not basic
	basic   []bool
	gain    []float64 // of moving a column up, at the present basis
	used    []int     // columns of a pivot's row that are not 0
}

const (
	none    = -1 // the basic variable of a row that holds only because nothing moves yet
	epsilon = 1e-7
	endless = 1e15
)

// reset makes room for a number of relations and cells, in which nothing moves yet. It is used again and again, as making room
// takes longer than most searches. Column 2c is cell c going up, column 2c+1 going down.
func (m *movement) reset(relations, cells int) {
	m.rows, m.columns = relations, 2*cells
	if need := m.rows * m.columns; cap(m.numbers) < need {
		m.numbers = make([]float64, need)
	}
	m.numbers = m.numbers[:m.rows*m.columns]
	clear(m.numbers)
	m.a = m.a[:0]
	for r := range m.rows {
		m.a = append(m.a, m.numbers[r*m.columns:(r+1)*m.columns])
	}
	m.value, m.basis = zeros(m.value, m.rows), zeros(m.basis, m.rows)
	for r := range m.basis {
		m.basis[r] = none
	}
	m.low, m.high, m.at = zeros(m.low, m.columns), zeros(m.high, m.columns), zeros(m.at, m.columns)
	m.gain, m.basic = zeros(m.gain, m.columns), zeros(m.basic, m.columns)
}

// zeros returns a slice of some length without anything in it, in the place of another when that is long enough.
func zeros[T any](old []T, length int) []T {
	if cap(old) < length {
		return make([]T, length)
	}
	old = old[:length]
	clear(old)
	return old
}

// put gives a cell its part in a relation.
func (m *movement) put(relation, cell int, coefficient float64) {
	m.a[relation][2*cell] += coefficient
	m.a[relation][2*cell+1] -= coefficient
}

// allow says how far a cell may go up and down.
func (m *movement) allow(cell int, up, down float64) { m.high[2*cell], m.high[2*cell+1] = up, down }

// push moves a cell up, or down with sign −1, as far as it goes. It reports whether the search came to an end.
func (m *movement) push(cell int, sign float64) bool {
	clear(m.gain)
	m.gain[2*cell], m.gain[2*cell+1] = sign, -sign
	return m.maximise()
}

// pushColumn moves a column up as far as it goes.
func (m *movement) pushColumn(column int) bool {
	clear(m.gain)
	m.gain[column] = 1
	return m.maximise()
}

// maximise moves the columns so that Σ gain × column is as large as it can be. It reports whether it came to an end.
func (m *movement) maximise() bool {
	for r, b := range m.basis {
		if b == none || m.gain[b] == 0 {
			continue
		}
		g := m.gain[b]
		for c, x := range m.a[r] {
			if x != 0 {
				m.gain[c] -= g * x
			}
		}
		m.gain[b] = 0
	}
	limit := 40 * (m.rows + m.columns)
	for step := range limit {
		column, up := m.entering(step > limit/2)
		if column < 0 {
			return true
		}
		m.enter(column, up)
	}
	return false
}

// entering is the column that promises most, or, to get out of a circle, the first that promises anything.
func (m *movement) entering(first bool) (column int, up bool) {
	column = -1
	best := epsilon
	for c := range m.columns {
		if m.basic[c] {
			continue
		}
		switch g := m.gain[c]; {
		case g > best && m.at[c] < m.high[c]:
			column, up, best = c, true, g
		case -g > best && m.at[c] > m.low[c]:
			column, up, best = c, false, -g
		default:
			continue
		}
		if first {
			break
		}
	}
	return column, up
}

// enter moves a column until it, or a basic variable, can go no further; in that case the two change places.
func (m *movement) enter(column int, up bool) {
	sign := 1.0
	far := m.high[column] - m.at[column]
	if !up {
		sign, far = -1, m.at[column]-m.low[column]
	}
	leaving, pivot := -1, 0.0
	for r, b := range m.basis {
		slope := -sign * m.a[r][column] // of the basic variable
		if math.Abs(slope) < epsilon {
			continue
		}
		room := 0.0
		switch {
		case b == none:
		case slope > 0:
			room = (m.high[b] - m.value[r]) / slope
		default:
			room = (m.value[r] - m.low[b]) / -slope
		}
		room = max(room, 0)
		if room < far-epsilon || room < far+epsilon && math.Abs(slope) > pivot {
			far, leaving, pivot = min(room, far), r, math.Abs(slope)
		}
	}
	for r := range m.basis {
		m.value[r] -= sign * far * m.a[r][column]
	}
	m.at[column] += sign * far
	if leaving < 0 {
		return
	}
	if old := m.basis[leaving]; old != none {
		m.basic[old] = false
		m.at[old] = m.low[old]
		if m.value[leaving] > (m.low[old]+m.high[old])/2 {
			m.at[old] = m.high[old]
		}
	}
	m.basis[leaving], m.basic[column], m.value[leaving] = column, true, m.at[column]
	m.pivot(leaving, column)
}

func (m *movement) pivot(row, column int) {
	p := m.a[row]
	scale := 1 / p[column]
	m.used = m.used[:0]
	for c, x := range p {
		if x != 0 {
			p[c] = x * scale
			m.used = append(m.used, c)
		}
	}
	p[column] = 1
	for r, other := range m.a {
		if f := other[column]; r != row && f != 0 {
			for _, c := range m.used {
				other[c] -= f * p[c]
			}
			other[column] = 0
		}
	}
	if g := m.gain[column]; g != 0 {
		for _, c := range m.used {
			m.gain[c] -= g * p[c]
		}
		m.gain[column] = 0
	}
}

// moved is how far a cell goes: up when it is above 0.
func (m *movement) moved(cell int) float64 { return m.of(2*cell) - m.of(2*cell+1) }

func (m *movement) of(column int) float64 {
	if !m.basic[column] {
		return m.at[column]
	}
	for r, b := range m.basis {
		if b == column {
			return m.value[r]
		}
	}
	return 0
}
