package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// pngKept are the chunks that say how pixels look (PNG, third edition, section 11).
var pngKept = []string{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP",
	"mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"}

const pngSignature = "\x89PNG\r\n\x1a\n"

// cleanPNG copies chunk by chunk, to IEND.
func cleanPNG(data []byte) (clean []byte, turned orientation, err error) {
	if !bytes.HasPrefix(data, []byte(pngSignature)) {
		return nil, 0, errFormat
	}
	out := []byte(pngSignature)
	afterHeader := 0
	for at := len(pngSignature); ; {
		if at+12 > len(data) {
			return nil, 0, errFormat
		}
		length := int64(binary.BigEndian.Uint32(data[at:]))
		if length > int64(len(data)-at-12) {
			return nil, 0, errFormat
		}
		end := at + 12 + int(length)
		name := string(data[at+4 : at+8])
		switch {
		case name == "eXIf":
			if turned, err = orientationOf(data[at+8 : end-4]); err != nil {
				return nil, 0, err
			}
		case slices.Contains(pngKept, name):
			out = append(out, data[at:end]...)
		case name[0] >= 'A' && name[0] <= 'Z':
			return nil, 0, errFormat // without a critical chunk the picture is another
		}
		at = end
		switch name {
		case "IHDR":
			afterHeader = len(out)
		case "IEND":
			if afterHeader == 0 {
				return nil, 0, errFormat
			}
			if turned.matters() {
				out = slices.Insert(out, afterHeader, pngChunk("eXIf", turned.exif())...)
			}
			return out, turned, nil
		}
	}
}

func pngChunk(name string, content []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	out = append(append(out, name...), content...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}
