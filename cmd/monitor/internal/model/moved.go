package model

// Moved is an address that an edition no longer has a page at: whatever stood there has another id or
// is gone. A page there leads on, so that a kept address still works.
type Moved struct {
	From     Evidence // of a kind of which each thing has a page (PageKinds)
	To       Evidence // of what exists; the edition itself for its home
	Audience Audience // who saw what stood there
}

// shown reports whether the audience of a view may know that anything stood at the address, and may see
// where it leads.
func (m *Moved) shown(v *view) bool { return m.Audience <= v.audience && v.maySee(m.To) }
