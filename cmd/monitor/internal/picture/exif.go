package picture

import (
	"bytes"
	"encoding/binary"
)

// orientation is how a picture is to be turned before it is shown, as EXIF numbers it (CIPA DC-008,
// tag 274): 1 is upright, 3 upside down, 6 a quarter turn to the right, 8 one to the left; 2, 4, 5
// and 7 are mirrored. 0 means that the picture does not say.
type orientation uint16

const orientationTag = 274

// sideways reports whether width and height change places.
func (o orientation) sideways() bool { return o >= 5 && o <= 8 }

// matters reports whether the orientation changes how the picture looks.
func (o orientation) matters() bool { return o >= 2 && o <= 8 }

// orientationOf reads the orientation from EXIF data, which are a TIFF file. It returns errMetadata
// when they are damaged before the orientation.
func orientationOf(exif []byte) (orientation, error) {
	exif = bytes.TrimPrefix(exif, []byte("Exif\x00\x00"))
	if len(exif) < 8 {
		return 0, errMetadata
	}
	var order binary.ByteOrder
	switch string(exif[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 0, errMetadata
	}
	// The first directory: a count, and 12 bytes for each tag.
	at := int64(order.Uint32(exif[4:]))
	if at+2 > int64(len(exif)) {
		return 0, errMetadata
	}
	count := int64(order.Uint16(exif[at:]))
	at += 2
	if at+12*count > int64(len(exif)) {
		return 0, errMetadata
	}
	for ; count > 0; count-- {
		if order.Uint16(exif[at:]) == orientationTag {
			return orientation(order.Uint16(exif[at+8:])), nil
		}
		at += 12
	}
	return 0, nil
}

// exif returns EXIF data that hold the orientation and nothing else.
func (o orientation) exif() []byte {
	out := []byte("MM\x00*\x00\x00\x00\x08" + // big-endian; the directory is at 8
		"\x00\x01") // and has one tag
	out = binary.BigEndian.AppendUint16(out, orientationTag)
	out = append(out, "\x00\x03\x00\x00\x00\x01"...) // one number of 16 bits
	out = binary.BigEndian.AppendUint16(out, uint16(o))
	return append(out, "\x00\x00\x00\x00\x00\x00"...) // padding; no further directory
}
