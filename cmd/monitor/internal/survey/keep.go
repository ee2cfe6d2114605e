package survey

import (
	"crypto/sha256"
	"encoding/binary"

	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// Keep returns what was made before under a key that stands for all it depends on, or makes it.
type Keep func(key [sha256.Size]byte, make func() []byte) []byte

// kept are the intervals of ranks, which take longer to draw than all else that is said of a survey. The answers seldom change
// between two builds.
func kept(scores *stats.Scores, items int, keep Keep) []stats.RankInterval {
	if keep == nil {
		return scores.Ranks(samples, seed)
	}
	const width = 4 // of a rank
	var drawn []stats.RankInterval
	packed := keep(scores.Digest(samples, seed), func() []byte {
		drawn = scores.Ranks(samples, seed)
		var out []byte
		for _, r := range drawn {
			out = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(out, uint32(r.Low)), uint32(r.High))
		}
		return out
	})
	switch {
	case drawn != nil:
		return drawn
	case len(packed) != 2*width*items:
		return scores.Ranks(samples, seed) // not what was put there
	}
	for ; len(packed) > 0; packed = packed[2*width:] {
		drawn = append(drawn, stats.RankInterval{Low: int(binary.LittleEndian.Uint32(packed)), High: int(binary.LittleEndian.Uint32(packed[width:]))})
	}
	return drawn
}
