package picture

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// JPEG's markers (ITU-T T.81, table B.1).
const (
	firstWithLength = 0xc0 // the lowest; restart markers and the start of the image have no length
	startOfImage    = 0xd8
	endOfImage      = 0xd9
	startOfScan     = 0xda
	restart0        = 0xd0
	restart7        = 0xd7
	app0            = 0xe0
	app15           = 0xef
	comment         = 0xfe
)

// cleanJPEG copies segment by segment. Whatever follows the end of the picture is dropped: phones
// put a film or a second picture there.
func cleanJPEG(data []byte) (clean []byte, turned orientation, err error) {
	if len(data) < 2 || data[0] != 0xff || data[1] != startOfImage {
		return nil, 0, errFormat
	}
	out := []byte{0xff, startOfImage}
	head := len(out) // the orientation is written here
	for at := 2; ; {
		for at+1 < len(data) && data[at] == 0xff && data[at+1] == 0xff {
			at++ // bytes of 0xff may fill up the space before a marker
		}
		if at+2 > len(data) || data[at] != 0xff {
			return nil, 0, errFormat
		}
		marker := data[at+1]
		if marker == endOfImage {
			out = append(out, 0xff, endOfImage)
			if turned.matters() {
				out = slices.Insert(out, head, appSegment(1, append([]byte("Exif\x00\x00"), turned.exif()...))...)
			}
			return out, turned, nil
		}
		if at+4 > len(data) {
			return nil, 0, errFormat
		}
		end := at + 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		if end < at+4 || end > len(data) {
			return nil, 0, errFormat
		}
		content := data[at+4 : end]
		switch {
		case marker == app0+1 && bytes.HasPrefix(content, []byte("Exif\x00")):
			if turned, err = orientationOf(content); err != nil {
				return nil, 0, err
			}
		case marker == app0 && bytes.HasPrefix(content, []byte("JFIF\x00")) && len(content) >= 14:
			// Version and density; the thumbnail behind them has no size.
			jfif := append(bytes.Clone(content[:12]), 0, 0)
			out = append(out, appSegment(0, jfif)...)
			head = len(out)
		case marker == app0+14 && bytes.HasPrefix(content, []byte("Adobe")) && len(content) >= 12:
			out = append(out, appSegment(14, content[:12])...)
		case marker == app0+2 && bytes.HasPrefix(content, []byte("ICC_PROFILE\x00")),
			marker >= firstWithLength && marker < app0 && (marker < restart0 || marker > startOfImage):
			out = append(out, data[at:end]...)
		case marker >= app0 && marker <= app15 || marker == comment:
			// dropped
		default:
			return nil, 0, errFormat
		}
		at = end
		if marker == startOfScan {
			scan := scanLength(data[at:])
			out = append(out, data[at:at+scan]...)
			at += scan
		}
	}
}

// scanLength returns the length of the coded pixels at the start of data. In them 0xff is followed
// by 0 or a restart marker.
func scanLength(data []byte) int {
	for n := 0; n+1 < len(data); n++ {
		if data[n] == 0xff && data[n+1] != 0 && data[n+1] != 0xff && (data[n+1] < restart0 || data[n+1] > restart7) {
			return n
		}
	}
	return len(data)
}

func appSegment(n byte, content []byte) []byte {
	out := []byte{0xff, app0 + n}
	out = binary.BigEndian.AppendUint16(out, uint16(len(content)+2))
	return append(out, content...)
}
