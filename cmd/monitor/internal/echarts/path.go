package echarts

import (
	"fmt"
	"math"
	"slices"
)

// segment is one command of path data, in absolute coordinates: M, L, C, Q, A or Z. at holds its numbers as they stand in
// the data; the last two are where it ends.
type segment struct {
	command byte
	at      []float64
}

// lengths is how many numbers a command takes.
var lengths = map[byte]int{'M': 2, 'L': 2, 'C': 6, 'Q': 4, 'A': 7, 'Z': 0}

// parsePath reads path data as zrender writes it: absolute commands, each with its letter, and for a rectangle relative
// lines.
func parsePath(data string) ([]segment, error) {
	var segments []segment
	var x, y, startX, startY float64
	for i := 0; i < len(data); {
		command := data[i]
		if command == ' ' || command == '\n' {
			i++
			continue
		}
		relative := command == 'l'
		if relative {
			command = 'L'
		}
		want, ok := lengths[command]
		if !ok {
			return nil, fmt.Errorf("path: %q at %d is not understood", data[i], i)
		}
		end := i + 1
		for end < len(data) && !isLetter(data[end]) {
			end++
		}
		numbers, err := parseNumbers(data[i+1 : end])
		if err != nil {
			return nil, fmt.Errorf("path: %w", err)
		}
		if len(numbers) != want {
			return nil, fmt.Errorf("path: %c with %d numbers", data[i], len(numbers))
		}
		if len(segments) == 0 && command != 'M' {
			return nil, fmt.Errorf("path: starts with %c", data[i])
		}
		if relative {
			numbers[0] += x
			numbers[1] += y
		}
		if command == 'A' && (!isFlag(numbers[3]) || !isFlag(numbers[4])) {
			return nil, fmt.Errorf("path: an arc with flags %g and %g", numbers[3], numbers[4])
		}
		if command == 'Z' {
			x, y = startX, startY
		} else {
			x, y = numbers[want-2], numbers[want-1]
		}
		if command == 'M' {
			startX, startY = x, y
			// Only the last of several moves counts.
			if last := len(segments) - 1; last >= 0 && segments[last].command == 'M' {
				segments = segments[:last]
			}
		}
		segments = append(segments, segment{command, numbers})
		i = end
	}
	// A move at the end draws nothing.
	if last := len(segments) - 1; last > 0 && segments[last].command == 'M' {
		segments = segments[:last]
	}
	return segments, nil
}

// isLetter leaves out e, which is part of a number: 1e-7.
func isLetter(c byte) bool { return c != 'e' && (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z') }

func isFlag(v float64) bool { return v == 0 || v == 1 }

// transform moves and scales a segment; scale is that of m, the same in all directions.
func (s *segment) transform(m matrix, scale float64) {
	if m == identity {
		return
	}
	if s.command == 'A' {
		s.at[0] *= scale
		s.at[1] *= scale
		if m.a*m.d < 0 { // mirrored: the other way round
			s.at[2] = -s.at[2]
			s.at[4] = 1 - s.at[4]
		}
		s.at[5], s.at[6] = m.apply(s.at[5], s.at[6])
		return
	}
	for i := 0; i+1 < len(s.at); i += 2 {
		s.at[i], s.at[i+1] = m.apply(s.at[i], s.at[i+1])
	}
}

// circleOf recognizes a circle as ECharts draws it for a point: from its right, nearly all the way round to its right, and
// the bit that is left, or not that bit when the circle is large.
func circleOf(segments []segment) (x, y, radius float64, ok bool) {
	if len(segments) == 4 && segments[3].command == 'Z' {
		segments = segments[:3]
	}
	if len(segments) < 2 || len(segments) > 3 || segments[0].command != 'M' || segments[1].command != 'A' || segments[len(segments)-1].command != 'A' {
		return 0, 0, 0, false
	}
	start, most := segments[0].at, segments[1].at
	radius = most[0]
	rest := []float64{radius, radius, 0, 0, 1, start[0], start[1]}
	if len(segments) == 3 {
		rest = segments[2].at
	}
	const near = 0.15 // of the radius; paths come with one decimal when they are scaled up
	if radius <= 0 || most[1] != radius || rest[0] != radius || rest[1] != radius || most[3] != 1 || most[4] != 1 || rest[4] != 1 ||
		math.Abs(most[5]-start[0]) > near*radius || math.Abs(most[6]-start[1]) > near*radius || !slices.Equal(rest[5:], start) {
		return 0, 0, 0, false
	}
	return start[0] - radius, start[1], radius, true
}

// formatPath writes path data. A line straight along x or y is H or V.
func formatPath(segments []segment) []byte {
	var b []byte
	var x, y, startX, startY float64 // where the pen is and where the figure started, as written
	round := func(v float64) float64 { return math.Round(v*100) / 100 }
	for _, s := range segments {
		if s.command == 'Z' {
			b = append(b, 'Z')
			x, y = startX, startY
			continue
		}
		n := len(s.at)
		toX, toY := round(s.at[n-2]), round(s.at[n-1])
		switch {
		case s.command == 'L' && toY == y:
			b = appendNumber(append(b, 'H'), toX)
		case s.command == 'L' && toX == x:
			b = appendNumber(append(b, 'V'), toY)
		default:
			b = append(b, s.command)
			for i, v := range s.at {
				if v = round(v); i > 0 && v >= 0 {
					b = append(b, ' ')
				}
				b = appendNumber(b, v)
			}
		}
		x, y = toX, toY
		if s.command == 'M' {
			startX, startY = x, y
		}
	}
	return b
}
