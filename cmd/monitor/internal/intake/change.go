package intake

import (
	"math"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Change is what a value of a sheet would change in the data.
type Change struct {
	Value
	Was   model.Value
	Known bool // the data have the period
	// Same reports whether nothing changes, and Rounded that the sheet has more decimals than the data keep.
	Same, Rounded bool
	// Kept is why the data stay as they are although the sheet says otherwise, as wording.Refer gives it; or "".
	Kept string
	// NoteGoes reports whether the note is taken away: by somebody, or since it said why there was no number and now there
	// is one.
	NoteGoes bool
	// Untranslated reports whether there is another note, of which the translations are not right any more.
	Untranslated bool
	// Now are the flags that the data then have.
	Now model.Flags
}

// Changes returns what the values of a reading would change, in their order.
func (r *Reading) Changes(langs []string) (all []Change) {
	for _, v := range r.Values {
		all = append(all, v.change(langs))
	}
	return all
}

func (v *Value) change(langs []string) Change {
	c := Change{Value: *v}
	c.Was, c.Known = v.Was()
	c.Now = v.flags(c.Was.Flags)
	noted := v.Note != "" && source.Printed(v.Note) != c.Was.Note.In(langs[0], langs...)
	if len(c.Was.Note) > 0 && !noted && (v.NoteEmptied || c.Was.Missing && !v.Missing) {
		c.Note, c.NoteGoes = "", true
	}
	c.Untranslated = noted && len(c.Was.Note) > 1
	reasoned := v.Revised != "" && source.Printed(v.Revised) != c.Was.Revised.In(langs[0], langs...)
	switch {
	case v.Indicator.Register != nil:
		c.Kept = wording.Refer("intake.kept-register")
	case v.Missing && c.Known && !c.Was.Missing:
		c.Kept = wording.Refer("intake.kept-number")
	case c.Known:
		c.Same = c.Was.Missing == v.Missing && (v.Missing || sameNumber(v.Indicator, c.Was, v.Number)) && c.Now == c.Was.Flags &&
			!noted && !c.NoteGoes && !reasoned && (v.Of == 0 || v.Of == c.Was.Of)
		c.Rounded = c.Same && !v.Missing && plainNumber(v.Number) != plainNumber(c.Was.Number)
	}
	return c
}

// flags returns the flags that the data then have, in the order of model.AllFlags when any is added.
func (v *Value) flags(was model.Flags) model.Flags {
	if v.Bare {
		was = ""
	}
	all := string(was) + string(v.Flags)
	if v.Missing {
		all += string(model.NotAvailable)
	} else {
		all = strings.ReplaceAll(all, string(model.NotAvailable), "")
	}
	var now []rune
	for _, f := range all {
		if !slices.Contains(now, f) {
			now = append(now, f)
		}
	}
	return model.Flags(now)
}

// sameNumber reports whether a sheet has the number of the data, perhaps with more decimals than these have.
func sameNumber(i *model.Indicator, was model.Value, now float64) bool {
	if math.Abs(was.Number-now) <= 1e-9*math.Max(1, math.Abs(now)) {
		return true
	}
	if i.Kind == model.Count {
		return false
	}
	scale := math.Pow10(i.Decimals - was.FewerDecimals)
	return math.Abs(math.Round(now*scale)/scale-was.Number) < 1e-9
}
