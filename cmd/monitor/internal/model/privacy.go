package model

// Protection is how the small counts of a sensitive indicator are protected.
type Protection string

// The ways to protect.
const (
	Hide  Protection = "hide"  // 1 to 4 is published as "<5"
	Round Protection = "round" // every number is published as a multiple of Privacy.Base
)

// Protections are the names of all of them.
var Protections = names(Hide, Round)

// Privacy is what protects small counts.
type Privacy struct {
	// Threshold is the smallest count of people that may be shown of a sensitive indicator.
	Threshold int
	// Base is what rounded numbers are multiples of.
	Base int
	// Secret is what draws are made with, so that nobody outside can repeat them. It is nil when
	// the site has none; then nothing that must be rounded is published.
	Secret []byte
}
