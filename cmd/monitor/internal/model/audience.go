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
	for _, i := range e.Indicators {
		add(i.Audience)
		for _, b := range i.Breakdowns {
			add(b.Audience)
		}
	}
	for _, all := range e.Chapters {
		for _, c := range all {
			add(c.Audience)
		}
	}
	for _, r := range e.Risks {
		add(r.Audience)
	}
	if e.Survey != nil {
		add(e.Survey.Audience)
	}
	for _, m := range e.Measures {
		add(m.Audience)
	}
	for _, q := range e.Questions {
		add(q.Audience)
	}
	for _, c := range e.Cycles {
		for _, p := range c.Phases {
			add(p.Audience)
		}
	}
	for _, a := range e.Actions {
		add(a.Audience)
	}
	for _, r := range e.Recommendations {
		add(r.Audience)
	}
	for _, r := range e.Reviews {
		add(r.Audience)
	}
	for _, f := range e.Findings {
		add(f.Audience)
	}
	for _, r := range e.Requests {
		add(r.Audience)
	}
	for _, t := range e.Terms {
		add(t.Audience)
	}
	var levels []Audience
	for a, any := range found {
		if any {
			levels = append(levels, Audience(a))
		}
	}
	return levels
}
