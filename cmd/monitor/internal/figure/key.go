package figure

import (
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/scene"
)

// keyItem is a colour and what it stands for.
type keyItem struct {
	tint scene.Role
	name string
}

// explain writes a key from the left at a height, as many items on a row as fit, and returns where it ends.
func (p *sheet) explain(top float64, items []keyItem) float64 {
	const swatch, between = 11.0, 16.0
	row := lineHeight(p.tick) + 4
	x, y := 0.0, top
	for _, item := range items {
		lines := wrap(item.name, p.tick, float64(p.width)-swatch-6, 2)
		w := swatch + 6 + widest(lines, p.tick)
		if x > 0 && x+w > float64(p.width) {
			x, y = 0, y+row
		}
		p.bar(x, y+row/2-swatch/2, swatch, swatch, solid(item.tint, 1), "")
		p.write(x+swatch+6, y+row/2+float64(len(lines)-1)*lineHeight(p.tick)/2, scene.Start, p.plain(), lines...)
		y += float64(len(lines)-1) * lineHeight(p.tick)
		x += w + between
	}
	if len(items) == 0 {
		return top
	}
	return y + row + gap
}

// front tells whether a risk does not stand back.
func (s *landscape) front(r *model.Risk) bool { return !s.muted(r) }

// explainCategories is the key of the categories of some risks, of those only that have their colour.
func (p *sheet) explainCategories(top float64, risks []*model.Risk, coloured func(*model.Risk) bool) float64 {
	var items []keyItem
	for _, c := range p.report.Edition.Categories {
		if slices.ContainsFunc(risks, func(r *model.Risk) bool { return r.Category() == c.ID && coloured(r) }) {
			items = append(items, keyItem{tint: hue(c.Number), name: p.say(c.Title)})
		}
	}
	if p.choosing() {
		items = append(items, keyItem{tint: "axis", name: p.word("figure.other-risks")})
	}
	return p.explain(top, items)
}
