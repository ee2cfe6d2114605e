// Package themes holds the themes that come with the program: templates, styles, scripts, fonts and words.
package themes

import "embed"

// FS has one folder for each theme.
//
//go:embed ut
var FS embed.FS
