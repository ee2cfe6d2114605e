package model

import "time"

// Meeting is a meeting of the sounding board or the steering group, held or to come.
type Meeting struct {
	Head
	Of       *Role // the body that meets
	Chair    *Role // nil when the data do not say
	Date     time.Time
	Subjects Texts
	Text     Text // what was said of them
	Example  bool // made up to show the form
}

// Decision is what a meeting decided, and what was done with it.
type Decision struct {
	Head
	Meeting  *Meeting // nil for one of an earlier edition
	About    []Evidence
	Owner    *Role // nil when nobody took it
	Due      time.Time
	Finished time.Time // of one that is done
	State    Progress
	Reason   Text // why it was dropped, or is late
	Result   Text // what was done
	Example  bool // made up to show the form
}

func (d *Decision) connect(v *view) {
	d.Meeting, d.About = twin(v, d.Meeting), only(d.About, v.maySee)
}

// MadeUp reports whether the decision was made up to show the form, as is all that was decided in a
// meeting that was.
func (d *Decision) MadeUp() bool { return d.Example || d.Meeting != nil && d.Meeting.Example }

// Open reports whether the decision is still to be carried out.
func (d *Decision) Open() bool { return d.State.Open() }

// Overdue reports whether the decision is open and was due before a date.
func (d *Decision) Overdue(on time.Time) bool {
	return d.State.Open() && !d.Due.IsZero() && d.Due.Before(on)
}
