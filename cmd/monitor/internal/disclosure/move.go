package disclosure

import "math"

// movement looks for changes of hidden cells that leave all sums as they are. When two cells are 12
// together, one of them can rise by 3 while the other falls by 3. Readers who see only the sums
// cannot tell the table before a movement from the one after.
//
// It is a linear program, solved by the simplex method with bounds on a dense tableau (Chvátal,
// Linear Programming, 1983, chapter 8). Numbers are floating-point. Callers round the result and
// check it in whole numbers, so a rounding error can cost an extra hidden cell but never hide too
// little.
//
// Each cell has two columns: column 2c is how far cell c rises, column 2c+1 how far it falls. In
// the beginning all are 0.
type movement struct {
	rows     int
	columns  int
	numbers  []float64   // of all rows of the tableau
	a        [][]float64 // the tableau, by row and column
	value    []float64   // of the basic variable, by row
	basis    []int       // the column of the basic variable by row, or none
	low      []float64   // by column
	high     []float64   // by column
	nonbasic []float64   // value by column, for columns that are not basic
	basic    []bool      // by column
	gain     []float64   // by column: what one more of it adds to the goal, at the present basis
	used     []int       // the columns of a pivot's row that are not 0
}

const (
	none      = -1 // a row without a basic variable: it holds because nothing moves yet
	epsilon   = 1e-7
	unlimited = 1e15
)

// reset sets up a tableau in which nothing moves. It reuses memory, since allocating takes longer
// than most searches.
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
	m.low, m.high, m.nonbasic = zeros(m.low, m.columns), zeros(m.high, m.columns), zeros(m.nonbasic, m.columns)
	m.gain, m.basic = zeros(m.gain, m.columns), zeros(m.basic, m.columns)
}

// zeros returns a slice of zeros. It uses the memory of the old one when that is long enough.
func zeros[T any](old []T, length int) []T {
	if cap(old) < length {
		return make([]T, length)
	}
	old = old[:length]
	clear(old)
	return old
}

// addTerm adds a cell to a relation.
func (m *movement) addTerm(relation, cell int, coefficient float64) {
	m.a[relation][2*cell] += coefficient
	m.a[relation][2*cell+1] -= coefficient
}

// setRoom sets how far a cell may rise and fall.
func (m *movement) setRoom(cell int, up, down float64) { m.high[2*cell], m.high[2*cell+1] = up, down }

// push makes a cell rise as far as it can, or fall when sign is −1. It reports whether the search
// ended in time.
func (m *movement) push(cell int, sign float64) bool {
	clear(m.gain)
	m.gain[2*cell], m.gain[2*cell+1] = sign, -sign
	return m.maximise()
}

// pushColumn makes a column as large as it can be.
func (m *movement) pushColumn(column int) bool {
	clear(m.gain)
	m.gain[column] = 1
	return m.maximise()
}

// maximise makes the goal Σ gain × column as large as it can be. It reports whether it ended within
// its limit of steps.
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

// entering returns the column with the largest gain, and whether it must rise; −1 when none has
// any. With first it returns the first column with a gain, which ends a search that goes in
// circles.
func (m *movement) entering(first bool) (column int, up bool) {
	column = -1
	best := epsilon
	for c := range m.columns {
		if m.basic[c] {
			continue
		}
		switch g := m.gain[c]; {
		case g > best && m.nonbasic[c] < m.high[c]:
			column, up, best = c, true, g
		case -g > best && m.nonbasic[c] > m.low[c]:
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

// enter moves a column until it or a basic variable reaches a bound. A basic variable that does
// leaves the basis to the column.
func (m *movement) enter(column int, up bool) {
	sign := 1.0
	far := m.high[column] - m.nonbasic[column]
	if !up {
		sign, far = -1, m.nonbasic[column]-m.low[column]
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
	m.nonbasic[column] += sign * far
	if leaving < 0 {
		return
	}
	if old := m.basis[leaving]; old != none {
		m.basic[old] = false
		m.nonbasic[old] = m.low[old]
		if m.value[leaving] > (m.low[old]+m.high[old])/2 {
			m.nonbasic[old] = m.high[old]
		}
	}
	m.basis[leaving], m.basic[column], m.value[leaving] = column, true, m.nonbasic[column]
	m.pivot(leaving, column)
}

// pivot makes a column basic in a row.
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

// moved returns how far a cell moves. It rises when that is above 0.
func (m *movement) moved(cell int) float64 { return m.columnValue(2*cell) - m.columnValue(2*cell+1) }

func (m *movement) columnValue(column int) float64 {
	if !m.basic[column] {
		return m.nonbasic[column]
	}
	for r, b := range m.basis {
		if b == column {
			return m.value[r]
		}
	}
	return 0
}
