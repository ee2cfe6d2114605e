// Package picture owns what an author's picture may carry into the site.
//
// Cameras and programs write more into a picture than can be seen: the place where it was taken,
// names, earlier versions, comments. Clean copies the parts that a browser draws, and leaves the
// rest behind. Pixels are never decoded, so they stay exactly as they are:
//
//	JPEG   kept: the drawing segments, colour profile (APP2), Adobe's colour transform (APP14),
//	       JFIF without its thumbnail
//	PNG    kept: the chunks of PNG 3 that are about colour, size, transparency and animation
//	GIF    kept: pictures, their timing, and how often they repeat
//	WebP   kept: pictures, transparency, animation and colour profile
//	SVG    kept: elements and attributes that draw (svg.go)
//
// How a camera was held matters, since browsers turn the picture upright. That one number of EXIF
// is written anew.
//
// It imports package diagnostic, reads no file, and never returns a picture that it did not read to
// its end.
package picture

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	_ "image/gif"  // registered for image.DecodeConfig,
	_ "image/jpeg" // which reads the size
	_ "image/png"
	"path"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// Picture is a picture that holds nothing but what a browser draws.
type Picture struct {
	Data          []byte
	Width, Height int // in pixels, as it is shown; 0 for WebP and SVG, whose size is not read
}

// Types are the kinds of picture, by the extension of a file's name: what every browser shows.
var Types = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}

// The errors of clean, beside *fault.
var (
	// errFormat means that the data are not what the name of the file says, or are damaged.
	errFormat = errors.New("not a picture of its kind, or damaged")
	// errMetadata means that what a camera or a program wrote beside the picture cannot be read, so
	// that nobody knows which side is up.
	errMetadata = errors.New("its metadata cannot be read")
)

// Clean returns a picture as it may be published. name is that of its file, with one of Types as
// its extension. If it may not be published, Clean reports that to list and ok is false. The
// message points at the line of the SVG, or for any other picture at the position at, where a
// source names it.
func Clean(name string, data []byte, at diagnostic.Position, list *diagnostic.List) (p Picture, ok bool) {
	p, err := clean(strings.ToLower(path.Ext(name)), data)
	var f *fault
	switch {
	case err == nil:
		return p, true
	case errors.As(err, &f) && f.what != "":
		list.Add(diagnostic.ActiveImage, f.position(name, data), "", f.what)
	case errors.As(err, &f):
		list.Add(diagnostic.DamagedImage, f.position(name, data), "", name)
	case errors.Is(err, errMetadata):
		list.Add(diagnostic.ImageMetadata, at, "", name)
	default:
		list.Add(diagnostic.DamagedImage, at, "", name)
	}
	return Picture{}, false
}

// clean is Clean for data of a type. Its error is errFormat, errMetadata or, for an SVG, a *fault.
func clean(extension string, data []byte) (Picture, error) {
	switch extension {
	case ".svg":
		out, err := cleanSVG(data)
		return Picture{Data: out}, err
	case ".webp":
		out, err := cleanWebP(data)
		return Picture{Data: out}, err
	case ".png":
		return raster("png", data, cleanPNG)
	case ".gif":
		return raster("gif", data, cleanGIF)
	case ".jpg", ".jpeg":
		return raster("jpeg", data, cleanJPEG)
	}
	return Picture{}, errFormat
}

// raster cleans a picture of which Go's library can read the size.
func raster(kind string, data []byte, clean func([]byte) ([]byte, orientation, error)) (Picture, error) {
	config, found, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || found != kind {
		return Picture{}, errFormat
	}
	out, turned, err := clean(data)
	p := Picture{Data: out, Width: config.Width, Height: config.Height}
	if turned.sideways() {
		p.Width, p.Height = p.Height, p.Width
	}
	return p, err
}

// embedded cleans a picture that an address holds, as in data:image/png;base64,…. ok is false when
// the address holds none.
func embedded(address string) (out string, ok bool, err error) {
	for _, kind := range []string{"png", "jpeg", "jpg", "gif", "webp"} {
		head := "data:image/" + kind + ";base64,"
		if !strings.HasPrefix(address, head) {
			continue
		}
		data, err := base64.StdEncoding.DecodeString(withoutSpace(address[len(head):]))
		if err != nil {
			return "", true, errFormat
		}
		p, err := clean("."+kind, data)
		return head + base64.StdEncoding.EncodeToString(p.Data), true, err
	}
	return "", false, nil
}
