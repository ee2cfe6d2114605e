package site

import "utwente.nl/monitor/cmd/monitor/internal/model"

// PhaseView is a phase of the cycle.
type PhaseView struct {
	Name     string // "Plan"
	Text     string
	State    string
	StateKey string
	Owner    string
	Dates    string // "8 januari 2026 tot 3 maart 2026"
	Overdue  bool
}

// cyclePhases returns the phases of a category's cycle that the data describe.
func (b *book) cyclePhases(c *model.Category) []PhaseView {
	var out []PhaseView
	for _, cycle := range b.edition.Cycles {
		if cycle.Category != c {
			continue
		}
		for _, phase := range cycle.Phases {
			out = append(out, b.phaseView(phase))
		}
	}
	return out
}

func (b *book) phaseView(phase model.Phase) PhaseView {
	return PhaseView{Name: b.language.Say("cycle." + string(phase.Name)), Text: b.textOf(phase.Text),
		State: b.language.Say("promise.state." + string(phase.State)), StateKey: string(phase.State),
		Owner:   b.roleTitle(phase.Owner),
		Dates:   b.dateRange(phase.Start, phase.End),
		Overdue: phase.State.Open() && !phase.End.IsZero() && phase.End.Before(b.edition.Date)}
}
