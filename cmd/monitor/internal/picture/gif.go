package picture

import "bytes"

// gifApplications are extensions that say how often an animation repeats. Others carry XMP or the
// program's own data.
var gifApplications = [][]byte{[]byte("NETSCAPE2.0"), []byte("ANIMEXTS1.0"), []byte("ICCRGBG1012")}

// The blocks of GIF89a.
const (
	gifExtension   = 0x21
	gifPicture     = 0x2c
	gifEnd         = 0x3b
	gifTiming      = 0xf9
	gifApplication = 0xff
)

// cleanGIF copies block by block, to the trailer. A GIF has no orientation.
func cleanGIF(data []byte) (clean []byte, turned orientation, err error) {
	at := 13 + gifColours(data, 10)
	if !bytes.HasPrefix(data, []byte("GIF8")) || at > len(data) {
		return nil, 0, errFormat
	}
	out := bytes.Clone(data[:at])
	for at < len(data) {
		from, keep := at, true
		switch data[at] {
		case gifEnd:
			return append(out, gifEnd), 0, nil
		case gifPicture:
			at += 10 + gifColours(data, at+9) + 1 // descriptor, its colours, the size of codes
		case gifExtension:
			if at+2 >= len(data) {
				return nil, 0, errFormat
			}
			label := data[at+1]
			at += 2
			keep = label == gifTiming
			for _, name := range gifApplications {
				keep = keep || label == gifApplication && bytes.HasPrefix(data[at+1:], name)
			}
		default:
			return nil, 0, errFormat
		}
		// Content follows in pieces, each after its length. A piece of length 0 ends it.
		for {
			if at >= len(data) {
				return nil, 0, errFormat
			}
			length := int(data[at])
			at += 1 + length
			if length == 0 {
				break
			}
		}
		if keep && at <= len(data) {
			out = append(out, data[from:at]...)
		}
	}
	return nil, 0, errFormat
}

// gifColours returns the length of the table of colours that the byte at an index announces, or 0.
func gifColours(data []byte, at int) int {
	if at >= len(data) || data[at]&0x80 == 0 {
		return 0
	}
	return 3 << (data[at]&7 + 1)
}
