package model

import (
	"slices"
	"time"
)

// Work is a source that a text cites: a report, an article, a page of a public body.
type Work struct {
	Head
	Publisher Text      // the organisation that published it
	Short     Text      // its publisher in a citation, when that is shorter; or empty
	Year      int       // 0 when the work has no date
	DOI       string    // without the address of a resolver: "10.1002/sim.1970"; or ""
	URL       string    // or ""
	Seen      time.Time // when its address was last looked at; the zero Time when the data do not say
}

// Name is the publisher as citations name it.
func (w *Work) Name() Text {
	if w.Short != nil {
		return w.Short
	}
	return w.Publisher
}

// Address returns where the work is: that of its DOI, which lasts, or else its own; or "".
func (w *Work) Address() string {
	if w.DOI != "" {
		return "https://doi.org/" + w.DOI
	}
	return w.URL
}

// Organisation is one with expertise: a platform, an inspectorate, a supplier of instruments.
type Organisation struct {
	Head
	Expertise  Text // what it knows, and what that is good for
	URL        string
	Categories []*Category // about which it knows something; none: about all
}

func (o *Organisation) connect(v *view) { o.Categories = twins(v, o.Categories) }

// Consultation is a talk with an expert from outside, who is named by role. Its title is its subject.
type Consultation struct {
	Head
	Role         Text          // of the expert: "information security adviser"
	Organisation *Organisation // of the expert
	Date         time.Time
	Outcome      Text        // what the report did with it
	Categories   []*Category // that it was about; none: about all
	Example      bool        // it was invented to show the form
}

func (c *Consultation) connect(v *view) {
	c.Organisation, c.Categories = twin(v, c.Organisation), twins(v, c.Categories)
}

// Peer is another university, or a group of organisations, whose numbers stand beside those of the
// report.
type Peer struct {
	Head
	Short Text // its name in a picture, when that is shorter; or empty
	URL   string
}

// Name is the peer as pictures name it.
func (p *Peer) Name() Text {
	if p.Short != nil {
		return p.Short
	}
	return p.Title
}

// PeerNumbers is what an indicator is at a peer. They are public, and enter no verdict, status or
// count.
type PeerNumbers struct {
	Peer *Peer
	// Values are the numbers, oldest first, and Cites is where they were published. Both are empty
	// when the numbers are those of Series, an indicator with a source of its own.
	Values     []Value
	Cites      *Work
	Series     *Indicator
	Definition Text // of the peer; empty when it is that of the indicator
	Unit       Text // of the peer; empty when it is that of the indicator
	Why        Text // why the numbers cannot be compared; empty when they can
}

// Comparable reports whether the numbers mean what those of the indicator mean.
func (n *PeerNumbers) Comparable() bool { return n.Why == nil }

// visiblePeers returns the numbers whose peer and source a view may see.
func visiblePeers(v *view, all []PeerNumbers) []PeerNumbers {
	var out []PeerNumbers
	for _, n := range all {
		hidden := twin(v, n.Peer) == nil || n.Cites != nil && twin(v, n.Cites) == nil ||
			n.Series != nil && twin(v, n.Series) == nil
		if !hidden {
			n.Peer, n.Cites, n.Series = twin(v, n.Peer), twin(v, n.Cites), twin(v, n.Series)
			out = append(out, n)
		}
	}
	return out
}

// About reports whether a list of categories is about one; an empty list is about all.
func About(categories []*Category, c *Category) bool {
	return len(categories) == 0 || slices.Contains(categories, c)
}
