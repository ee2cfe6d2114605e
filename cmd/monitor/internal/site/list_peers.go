package site

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// shownBy returns the indicators that show the numbers of one from elsewhere.
func (b *book) shownBy(page string, series *model.Indicator) []Link {
	var out []Link
	for _, i := range b.indicators {
		if slices.ContainsFunc(i.Peers, func(n model.PeerNumbers) bool { return n.Series == series }) {
			out = append(out, b.indicatorLink(page, i))
		}
	}
	return out
}
