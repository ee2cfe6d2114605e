package picture

import (
	"encoding/binary"
	"slices"
)

// webpKept are the chunks that are drawn (RFC 9649, section 2.7), and those in a frame of an animation.
var (
	webpKept  = []string{"VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"}
	frameKept = []string{"VP8 ", "VP8L", "ALPH"}
)

// The flags of VP8X that tell of dropped chunks.
const (
	webpEXIF = 1 << 3
	webpXMP  = 1 << 2
)

// frameHeader is the length of what precedes the chunks of a frame.
const frameHeader = 16

// cleanWebP copies chunk by chunk. Whatever follows the RIFF container is dropped.
func cleanWebP(data []byte) (clean []byte, ok bool) {
	if len(data) < 12 || string(data[:4]) != "RIFF" || string(data[8:12]) != "WEBP" {
		return nil, false
	}
	end := int64(binary.LittleEndian.Uint32(data[4:])) + 8
	if end > int64(len(data)) || end < 12 {
		return nil, false
	}
	out := slices.Clone(data[:12])
	var turned orientation
	extended, drawn := -1, false
	ok = chunks(data[12:end], func(name string, content []byte) bool {
		switch {
		case name == "EXIF":
			var known bool
			turned, known = orientationOf(content)
			return known
		case !slices.Contains(webpKept, name):
			return true
		case name == "VP8X":
			if len(content) < 10 {
				return false
			}
			extended = len(out) + 8
		case name == "ANMF":
			if len(content) < frameHeader {
				return false
			}
			frame := slices.Clone(content[:frameHeader])
			sound := chunks(content[frameHeader:], func(name string, content []byte) bool {
				if slices.Contains(frameKept, name) {
					frame = appendChunk(frame, name, content)
				}
				return true
			})
			if !sound {
				return false
			}
			content = frame
		}
		drawn = drawn || name == "VP8 " || name == "VP8L" || name == "ANMF"
		out = appendChunk(out, name, content)
		return true
	})
	if extended >= 0 {
		out[extended] &^= webpEXIF | webpXMP
		if turned.matters() {
			out[extended] |= webpEXIF
			out = appendChunk(out, "EXIF", turned.exif())
		}
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, ok && drawn
}

// chunks calls each for the chunks of RIFF data, and reports whether they fill the data and each returned true for all.
func chunks(data []byte, each func(name string, content []byte) bool) bool {
	for len(data) > 0 {
		if len(data) < 8 {
			return false
		}
		length := int64(binary.LittleEndian.Uint32(data[4:]))
		padded := 8 + length + length%2
		if padded > int64(len(data)) || !each(string(data[:4]), data[8:8+length]) {
			return false
		}
		data = data[padded:]
	}
	return true
}

func appendChunk(out []byte, name string, content []byte) []byte {
	out = append(out, name...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(content)))
	out = append(out, content...)
	if len(content)%2 == 1 {
		out = append(out, 0)
	}
	return out
}
