package model

import "slices"

// Audience is who may see a thing; a higher audience sees all that a lower one sees.
type Audience int

// The audiences, from the widest.
const (
	Public Audience = iota
	Intranet
	Board
)

// Audiences are the names of the audiences as the data and the command line write them, in order.
var Audiences = []string{"public", "intranet", "board"}

func (a Audience) String() string { return Audiences[a] }

// ParseAudience returns the audience of a name.
func ParseAudience(name string) (Audience, bool) {
	i := slices.Index(Audiences, name)
	return Audience(max(i, 0)), i >= 0
}

// AudienceLevels are the audiences that things of the edition are for, from the widest, each once: to two audiences with none of the
// levels above the one and up to the other, the edition is the same.
func (e *Edition) AudienceLevels() []Audience {
	var found [Board + 1]bool
	add := func(a Audience) { found[a] = true }
	for _, thing := range e.Things() {
		add(thing.Header().Audience)
	}
	for _, i := range e.Indicators {
		for _, b := range i.Breakdowns {
			add(b.Audience)
		}
	}
	for _, all := range e.Chapters {
		for _, c := range all {
			add(c.Audience)
		}
	}
	if e.Survey != nil {
		add(e.Survey.Audience)
	}
	for _, c := range e.Cycles {
		for _, p := range c.Phases {
			add(p.Audience)
		}
	}
	var levels []Audience
	for a, any := range found {
		if any {
			levels = append(levels, Audience(a))
		}
	}
	return levels
}
