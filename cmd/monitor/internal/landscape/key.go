package landscape

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/plot"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// keyItem is a colour and what it stands for.
type keyItem struct {
	tint scene.Role
	name string
}

// key writes a key at a height, as many items on a row as fit, and returns where it ends.
func (p *picture) key(top float64, items []keyItem) float64 {
	const swatch, between = 11.0, 16.0
	row := plot.LineHeight(p.Tick) + 4
	x, y := 0.0, top
	for _, item := range items {
		lines := plot.Wrap(item.name, p.Tick, float64(p.Width)-swatch-6, 2)
		w := swatch + 6 + plot.Widest(lines, p.Tick)
		if x > 0 && x+w > float64(p.Width) {
			x, y = 0, y+row
		}
		p.BarOf(scene.Subject{Key: true}, x, y+row/2-swatch/2, swatch, swatch, plot.Solid(item.tint, 1))
		middle := y + row/2 + float64(len(lines)-1)*plot.LineHeight(p.Tick)/2
		p.Write(x+swatch+6, middle, scene.Start, plot.Regular(p.Tick), lines...)
		y += float64(len(lines)-1) * plot.LineHeight(p.Tick)
		x += w + between
	}
	if len(items) == 0 {
		return top
	}
	return y + row + plot.Gap
}

// front reports whether a risk is not muted.
func (s *landscape) front(r *model.Risk) bool { return !s.muted(r) }

// nameInk returns the ink of the name of a risk: grey when it is muted, and bold when it stands
// out.
func (s *landscape) nameInk(r *model.Risk, size int) plot.Ink {
	switch {
	case s.muted(r):
		return plot.Muted(size)
	case s.anyChosen():
		return plot.Bold(size)
	}
	return plot.Regular(size)
}

// categoryKey writes the key of the categories of some risks, and returns where it ends. It leaves
// out categories whose risks are all grey.
func (p *picture) categoryKey(top float64, risks []*model.Risk, coloured func(*model.Risk) bool) float64 {
	var items []keyItem
	for _, c := range p.report.Edition.Categories {
		if slices.ContainsFunc(risks, func(r *model.Risk) bool { return r.Category() == c.ID && coloured(r) }) {
			items = append(items, keyItem{tint: plot.CategoryTint(c.Number), name: p.text(c.Title)})
		}
	}
	if p.anyChosen() {
		items = append(items, keyItem{tint: "axis", name: p.word("figure.other-risks")})
	}
	return p.key(top, items)
}
