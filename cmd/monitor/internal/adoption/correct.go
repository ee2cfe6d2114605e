package adoption

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Unrecorded returns the corrections of an edition that the record does not have yet.
func (k *Kept) Unrecorded(e *model.Edition) []*model.Correction {
	return slices.DeleteFunc(slices.Clone(e.Corrections), func(c *model.Correction) bool {
		return slices.Contains(k.Corrections, c.ID)
	})
}

// Covers reports whether a correction is of a statement to an audience, which must see the correction
// too. It is of its own words. Roles and pictures belong to the edition itself.
func Covers(c *model.Correction, audience model.Audience, path []string) bool {
	if c.Audience > audience {
		return false
	}
	return own(c, path) || slices.ContainsFunc(c.Of, func(of model.Evidence) bool { return isOf(of, path) })
}

// isOf reports whether a statement is of what a correction names.
func isOf(of model.Evidence, path []string) bool { return Subject(path) == of }

// own reports whether a statement is one of the words of a correction.
func own(c *model.Correction, path []string) bool {
	return path[0] == string(model.CorrectionKind) && path[1] == c.ID
}

// Idle is what a correction names and does not change. Of is zero for a correction that changes nothing
// at all.
type Idle struct {
	*model.Correction
	Of model.Evidence
}

// Add records new corrections with what each changes. sees is what each audience sees now; a changed
// statement goes to the first correction that covers it, and stays as it was when none does. Add
// returns what they do not change. It records no correction that changes nothing.
func (r *Record) Add(corrections []*model.Correction, sees map[model.Audience][]Statement) (idle []Idle) {
	saw := make(map[model.Audience][]Statement)
	for _, a := range Audiences {
		saw[a] = r.Seen(a)
	}
	for _, c := range corrections {
		corrected := make(map[model.Audience][]Statement)
		unchanged := slices.Clone(c.Of)
		changes := false
		for _, a := range Audiences {
			var over []Statement
			for _, d := range Differences(saw[a], sees[a]) {
				if Covers(c, a, d.Path) {
					over = append(over, Statement{d.Path, d.Is})
					changes = changes || !own(c, d.Path)
					unchanged = slices.DeleteFunc(unchanged, func(of model.Evidence) bool { return isOf(of, d.Path) })
				}
			}
			corrected[a] = merge(saw[a], over)
		}
		if !changes {
			idle = append(idle, Idle{Correction: c})
			continue
		}
		for _, of := range unchanged {
			idle = append(idle, Idle{c, of})
		}
		r.Corrections = append(r.Corrections, Corrected{c.ID, NewLevels(saw, corrected)})
		saw = corrected
	}
	return idle
}
