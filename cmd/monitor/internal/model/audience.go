package model

import "slices"

// Audience is the group that may see a thing. A higher audience sees all that a lower one sees.
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

// AudienceLevels returns the audiences that anything in the edition is marked with, from the
// widest.
//
// They show which audiences see the same edition. With the levels public and board, the public and
// the intranet see the same: nothing is marked intranet.
func (e *Edition) AudienceLevels() []Audience {
	var found [Board + 1]bool
	for _, thing := range e.Things() {
		found[thing.Header().Audience] = true
	}
	for _, i := range e.Indicators {
		for _, b := range i.Breakdowns {
			found[b.Audience] = true
		}
	}
	for _, chapters := range e.Chapters {
		for _, c := range chapters {
			found[c.Audience] = true
		}
	}
	if e.Survey != nil {
		found[e.Survey.Audience] = true
	}
	if e.Scan != nil {
		found[e.Scan.Audience] = true
	}
	for _, c := range e.Cycles {
		for _, p := range c.Phases {
			found[p.Audience] = true
		}
	}
	var levels []Audience
	for a, marked := range found {
		if marked {
			levels = append(levels, Audience(a))
		}
	}
	return levels
}
