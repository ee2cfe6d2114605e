package picture

import (
	"encoding/binary"
	"slices"
)

// webpKept are the chunks that are drawn (RFC 9649, section 2.7), and those in a frame of an
// animation.
var (
	webpKept  = []string{"VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"}
	frameKept = []string{"VP8 ", "VP8L", "ALPH"}
)

// The flags of VP8X that announce chunks that are dropped.
const (
	webpEXIF = 1 << 3
	webpXMP  = 1 << 2
)

// frameHeader is the length of what precedes the chunks of a frame.
const frameHeader = 16

// cleanWebP copies chunk by chunk. Whatever follows the RIFF container is dropped.
func cleanWebP(data []byte) ([]byte, error) {
	if len(data) < 12 || string(data[:4]) != "RIFF" || string(data[8:12]) != "WEBP" {
		return nil, errFormat
	}
	end := int64(binary.LittleEndian.Uint32(data[4:])) + 8
	if end > int64(len(data)) || end < 12 {
		return nil, errFormat
	}
	out := slices.Clone(data[:12])
	var turned orientation
	extended, drawn := -1, false
	err := chunks(data[12:end], func(name string, content []byte) (err error) {
		switch {
		case name == "EXIF":
			turned, err = orientationOf(content)
			return err
		case !slices.Contains(webpKept, name):
			return nil
		case name == "VP8X":
			if len(content) < 10 {
				return errFormat
			}
			extended = len(out) + 8
		case name == "ANMF":
			if content, err = cleanFrame(content); err != nil {
				return err
			}
		}
		drawn = drawn || name == "VP8 " || name == "VP8L" || name == "ANMF"
		out = appendChunk(out, name, content)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if !drawn {
		return nil, errFormat
	}
	if extended >= 0 {
		out[extended] &^= webpEXIF | webpXMP
		if turned.matters() {
			out[extended] |= webpEXIF
			out = appendChunk(out, "EXIF", turned.exif())
		}
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}

// cleanFrame copies a frame of an animation.
func cleanFrame(content []byte) ([]byte, error) {
	if len(content) < frameHeader {
		return nil, errFormat
	}
	out := slices.Clone(content[:frameHeader])
	err := chunks(content[frameHeader:], func(name string, content []byte) error {
		if slices.Contains(frameKept, name) {
			out = appendChunk(out, name, content)
		}
		return nil
	})
	return out, err
}

// chunks calls each for the chunks of RIFF data, until it returns an error. It returns that error,
// or errFormat when the data end within a chunk.
func chunks(data []byte, each func(name string, content []byte) error) error {
	for len(data) > 0 {
		if len(data) < 8 {
			return errFormat
		}
		length := int64(binary.LittleEndian.Uint32(data[4:]))
		padded := 8 + length + length%2
		if padded > int64(len(data)) {
			return errFormat
		}
		if err := each(string(data[:4]), data[8:8+length]); err != nil {
			return err
		}
		data = data[padded:]
	}
	return nil
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
