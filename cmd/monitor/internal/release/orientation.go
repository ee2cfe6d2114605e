package release

import (
	"regexp"
	"slices"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

const (
	seenBefore = 24 // months before the edition within which an address must have been looked at
	peerBefore = 48 // months before the edition within which the last number of a peer must lie
)

// citation matches a link to a source, with its id.
var citation = regexp.MustCompile(`\]\(source:([a-z0-9-]+)`)

// sources reports sources that nothing cites, and those whose address nobody looked at for long.
func (c *checker) sources() {
	cited := make(map[string]bool)
	for _, text := range c.loaded.Texts {
		for _, m := range citation.FindAllSubmatch(text.Data, -1) {
			cited[string(m[1])] = true
		}
	}
	for _, i := range c.edition.Indicators {
		for _, n := range i.Peers {
			if n.Cites != nil {
				cited[n.Cites.ID] = true
			}
		}
	}
	for _, s := range c.edition.Sources {
		if !cited[s.ID] {
			c.list.Add(diagnostic.SourceUncited, c.loaded.Position(s), "", s.ID)
		}
		if s.DOI == "" && c.longAgo(s.Seen, seenBefore) && !c.meant(model.SourceKind, s.ID) {
			c.list.Add(diagnostic.SourceNotSeen, c.loaded.Position(s, "seen"), "", s.ID,
				s.Seen.Format(time.DateOnly), c.edition.Year)
		}
	}
}

// peers reports the peers whose last number at an indicator is old.
func (c *checker) peers() {
	for _, i := range c.edition.Indicators {
		for _, n := range i.Peers {
			known := slices.DeleteFunc(slices.Clone(n.Values), func(v model.Value) bool { return v.Missing })
			if len(known) == 0 || c.meant(model.PeerKind, n.Peer.ID) {
				continue
			}
			if _, last := known[len(known)-1].Period.Days(); c.longAgo(last, peerBefore) {
				c.list.Add(diagnostic.OldPeer, c.loaded.Position(i, "peers", n.Peer.ID, "values"), "", n.Peer.ID,
					i.ID, last.Format(time.DateOnly), c.edition.Year)
			}
		}
	}
}

// longAgo reports whether a day lies more than some months before the edition.
func (c *checker) longAgo(day time.Time, months int) bool {
	return !day.IsZero() && day.AddDate(0, months, 0).Before(c.edition.Date)
}
