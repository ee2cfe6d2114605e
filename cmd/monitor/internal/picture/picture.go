// Package picture owns what an author's picture may carry into the site.
//
// Cameras and programs write more into a picture than can be seen: the place where it was taken, names, earlier versions,
// comments. Clean copies the parts that a browser draws, and leaves the rest behind. Pixels are never decoded, so nothing
// is lost of them:
//
//	JPEG   kept: the drawing segments, colour profile (APP2), Adobe's colour transform (APP14), JFIF without its thumbnail
//	PNG    kept: the chunks of PNG 3 that are about colour, size, transparency and animation
//	GIF    kept: pictures, their timing, and how often they repeat
//	WebP   kept: pictures, transparency, animation and colour profile
//	SVG    kept: elements and attributes that draw (svg.go)
//
// How a camera was held matters, since browsers turn the picture upright. That one number of EXIF is written anew.
//
// It imports nothing of ours, reads no file, and never returns a picture that it did not read to its end.
package picture

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	_ "image/gif"  // their headers are read
	_ "image/jpeg" // for the size
	_ "image/png"
)

// Picture is a picture without what travels along.
type Picture struct {
	Data          []byte
	Width, Height int // in pixels, as it is shown; 0 for WebP and SVG, whose size is not read
}

// ErrFormat means that the data are not what the name of the file says, or are damaged.
var ErrFormat = errors.New("not a picture of its kind, or damaged")

// Types are the kinds of picture, by the extension of a file's name: what every browser shows.
var Types = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}

// Clean returns a picture as it may be published. extension is one of Types. The error is ErrFormat, or for an SVG a *Fault.
func Clean(extension string, data []byte) (Picture, error) {
	switch extension {
	case ".svg":
		clean, err := cleanSVG(data)
		return Picture{Data: clean}, err
	case ".webp":
		clean, ok := cleanWebP(data)
		return checked(Picture{Data: clean}, ok)
	case ".png":
		return raster("png", data, cleanPNG)
	case ".gif":
		return raster("gif", data, cleanGIF)
	case ".jpg", ".jpeg":
		return raster("jpeg", data, cleanJPEG)
	}
	return Picture{}, ErrFormat
}

// raster cleans a picture of which Go's library can read the size.
func raster(kind string, data []byte, clean func([]byte) ([]byte, orientation, bool)) (Picture, error) {
	config, found, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || found != kind {
		return Picture{}, ErrFormat
	}
	out, turned, ok := clean(data)
	p := Picture{Data: out, Width: config.Width, Height: config.Height}
	if turned.sideways() {
		p.Width, p.Height = p.Height, p.Width
	}
	return checked(p, ok)
}

func checked(p Picture, ok bool) (Picture, error) {
	if !ok {
		return Picture{}, ErrFormat
	}
	return p, nil
}

// embedded cleans a picture that is written in an address: data:image/png;base64,….
func embedded(address string) (string, bool) {
	for kind, extension := range map[string]string{"png": ".png", "jpeg": ".jpg", "jpg": ".jpg", "gif": ".gif", "webp": ".webp"} {
		head := "data:image/" + kind + ";base64,"
		if len(address) < len(head) || address[:len(head)] != head {
			continue
		}
		data, err := base64.StdEncoding.DecodeString(withoutSpace(address[len(head):]))
		if err != nil {
			return "", false
		}
		p, err := Clean(extension, data)
		return head + base64.StdEncoding.EncodeToString(p.Data), err == nil
	}
	return "", false
}
