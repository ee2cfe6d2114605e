package privacy

import (
	"crypto/sha256"
	"encoding/binary"
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Key returns the key of a record, or of any other text: 64 bits that nobody can compute without
// the secret.
func Key(rules model.Privacy, text ...string) uint64 {
	hash := sha256.New()
	hash.Write(rules.Secret)
	for _, t := range text {
		hash.Write([]byte{0xff}) // no UTF-8 text has this byte
		hash.Write([]byte(t))
	}
	return binary.LittleEndian.Uint64(hash.Sum(nil))
}

// round rounds a count up or down to a multiple of the base, by a draw that the key decides: with a
// base of 5, 7 becomes 5 for three keys of five and 10 for two. A multiple of the base stays what
// it is. On average nothing changes. This is Statistics Canada's random rounding. The key comes
// from the records that are counted, so the same records are rounded alike however often they are
// published (Fraser and Wooton, "A proposed method for confidentialising tabular output to protect
// against differencing", 2005).
func round(rules model.Privacy, n int64, key uint64) (rounded int64, says Range) {
	base := int64(rules.Base)
	// The key of a number is the sum of the keys of its records, so numbers with records in common
	// have related keys. Hashing makes their draws independent.
	var sum [8]byte
	binary.LittleEndian.PutUint64(sum[:], key)
	draw := Key(rules, string(sum[:]))
	rounded = n - n%base
	if float64(draw) < float64(n%base)/float64(base)*math.MaxUint64 {
		rounded += base
	}
	return rounded, Range{max(0, rounded-base+1), rounded + base - 1}
}

// roundCounts rounds the numbers of an indicator.
func (p *Publication) roundCounts(i *model.Indicator) {
	p.each(i, func(at Coordinates, v *model.Value) {
		if _, done := p.values[v]; done || !given(v) {
			return
		}
		rounded, says := round(p.privacy, int64(v.Number), p.keyOf(at, v))
		p.values[v] = Value{State: Shown, Number: float64(rounded), Rounded: true, Says: says}
	})
}

// keyOf returns the key of a number: that of the records it counts, or without records, that of its
// coordinates.
func (p *Publication) keyOf(at Coordinates, v *model.Value) uint64 {
	if at.Indicator.Register != nil {
		return v.Key
	}
	name := p.nameOf(at)
	return Key(p.privacy, name.indicator, name.dimension, name.member, at.Period.String())
}
