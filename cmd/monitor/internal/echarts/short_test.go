package echarts

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
)

// dice makes plain options at random: what still.js lists, in all sorts of mixtures. The same seed, the same options.
type dice struct{ *rand.Rand }

func (d dice) one(in ...any) any     { return in[d.IntN(len(in))] }
func (d dice) sometimes() bool       { return d.IntN(3) == 0 }
func (d dice) number(to int) float64 { return float64(d.IntN(to*20)-to*4) / 16 }

type object = map[string]any

func (d dice) label(positions ...any) object {
	l := object{"show": !d.sometimes(), "color": d.one("@text", "@accent"), "fontSize": d.one(11, 13, 14.5), "position": d.one(positions...),
		"formatter": d.one("a & b", "twee\nregels", "@number:1: %", "@label", "@series")}
	if d.sometimes() {
		l["fontWeight"] = d.one("600", "400")
	}
	if d.sometimes() {
		l["lineHeight"] = 17
	}
	if d.sometimes() {
		l["distance"] = d.one(0, 3, 8.5)
	}
	if d.sometimes() {
		l["textBorderColor"], l["textBorderWidth"] = "@surface", 3
	}
	return l
}

func (d dice) items(n int, pairs bool, symbol bool, positions ...any) []any {
	list := make([]any, n)
	for i := range list {
		var value any = d.number(12)
		if d.IntN(6) == 0 {
			value = d.one("-", nil, 0)
		}
		if pairs {
			value = []any{i, value}
		}
		item := object{"value": value, "name": "punt"}
		if d.sometimes() {
			item["label"] = d.label(positions...)
		}
		if d.sometimes() {
			item["itemStyle"] = object{"color": "@surface", "borderColor": "@accent", "borderWidth": d.one(1, 2, 3)}
		}
		if symbol && d.sometimes() {
			item["symbol"] = "none"
		}
		list[i] = item
	}
	return list
}

// shapes are circles and rectangles of all sizes, between the lines of a category and a value axis.
func (d dice) shapes(n int) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = object{"value": []any{i, d.number(12)}, "name": "vorm", "symbol": d.one("circle", "rect"), "symbolSize": d.one(3.5, 7, 24, 230, []any{40.5, 9}),
			"itemStyle": object{"color": d.one("@accent", "@surface"), "opacity": d.one(1, 0.45)}}
		if d.sometimes() {
			list[i].(object)["itemStyle"] = object{"color": "@surface", "borderColor": "@accent", "borderWidth": 3, "opacity": 1}
		}
	}
	return list
}

func (d dice) marks(n int, category string) object {
	var list []any
	for range 1 + d.IntN(2) {
		mark := object{"lineStyle": object{"color": "@target", "width": d.one(1, 1.5, 2), "type": d.one("solid", "dashed", "dotted")}}
		if d.sometimes() {
			mark[category] = d.IntN(n)
		} else {
			mark[map[string]string{"xAxis": "yAxis", "yAxis": "xAxis"}[category]] = d.number(12)
		}
		mark["label"] = object{"show": true, "color": "@target", "fontSize": 12, "formatter": "streef", "position": d.one("start", "end", "insideEndTop")}
		if d.sometimes() {
			mark["label"].(object)["backgroundColor"] = "@surface"
		}
		list = append(list, mark)
	}
	return object{"symbol": "none", "silent": true, "data": list}
}

func (d dice) option() object {
	n := 2 + d.IntN(7)
	names := make([]any, n)
	for i := range names {
		names[i] = string(rune('A' + i))
	}
	font := func() object {
		return object{"margin": d.one(4, 8), "color": "@muted", "fontSize": d.one(12, 13)}
	}
	line := object{"show": true, "onZero": d.sometimes(), "lineStyle": object{"color": "@axis", "width": d.one(1, 2)}}
	category := object{"type": "category", "data": names, "axisLine": line, "axisTick": object{"show": false}, "axisLabel": font(), "inverse": d.sometimes()}
	value := object{"type": "value", "axisLine": object{"show": false}, "axisTick": object{"show": false}, "axisLabel": font(), "inverse": d.sometimes(),
		"splitLine": object{"show": true, "lineStyle": object{"color": "@grid", "width": 1}}}
	value["axisLabel"].(object)["formatter"] = d.one("@number:0", "@number:1: %")
	if d.sometimes() {
		value["min"], value["max"], value["interval"] = -3, 12, 3
	}
	option := object{"grid": []any{object{"left": d.one("31", 40.25), "top": 40, "width": 600, "height": d.one(250, 301.5), "outerBoundsMode": "none"}}}
	if d.sometimes() {
		option["legend"] = object{"show": true, "left": 0, "top": 0, "textStyle": object{"color": "@text"}}
	}
	if d.sometimes() {
		option["title"] = []any{object{"text": "Titel <b>", "subtext": "onder", "left": 0, "top": 0}}
	}
	var series []any
	lying := d.sometimes()
	axis := "xAxis"
	if lying {
		axis = "yAxis"
		option["xAxis"], option["yAxis"] = []any{value}, []any{category}
	} else {
		option["xAxis"], option["yAxis"] = []any{category}, []any{value}
	}
	for i := range 1 + d.IntN(3) {
		s := object{"name": string(rune('p' + i)), "color": "@series-1", "itemStyle": object{"color": "@series-2"}}
		switch {
		case lying || d.sometimes():
			s["type"], s["clip"] = "bar", false
			s["data"] = d.items(n, false, false, "inside", "outside", "insideRight", "insideTop", "top", "right", "left", "bottom")
			if d.sometimes() {
				s["stack"] = "een"
			}
		case d.sometimes():
			s["type"], s["clip"], s["itemStyle"], s["data"] = "scatter", false, object{"opacity": 1}, d.shapes(n)
		case d.sometimes():
			s["type"], s["symbolSize"], s["clip"] = "scatter", 0, d.sometimes()
			s["itemStyle"] = object{"color": "@series-2", "opacity": 1}
			s["data"] = d.items(n, true, false, "top", "right", "left", "bottom", "inside")
		default:
			s["type"], s["symbol"], s["symbolSize"], s["showAllSymbol"], s["clip"] = "line", d.one("circle", "none"), d.one(6, 7, 9.5), true, d.sometimes()
			s["lineStyle"] = object{"color": "@accent", "width": d.one(1, 2.5), "type": d.one("solid", "dashed"), "opacity": d.one(1, 0.35)}
			s["data"] = d.items(n, d.sometimes(), true, "top", "right", "left", "bottom")
		}
		if d.sometimes() {
			s["label"] = d.label("top", "right")
		}
		if d.sometimes() {
			s["markLine"] = d.marks(n, axis)
		}
		if d.sometimes() {
			s["z"] = d.one(1, 4, 5)
		}
		series = append(series, s)
	}
	option["series"] = series
	return option
}

// difference shows where two pictures part.
func difference(short, long string) string {
	n := 0
	for n < len(short) && n < len(long) && short[n] == long[n] {
		n++
	}
	from := max(0, n-60)
	return "the short way gives …" + short[from:min(n+150, len(short))] + "…\nECharts gives …" + long[from:min(n+150, len(long))] + "…"
}

func TestShortWayAtRandom(t *testing.T) { takeShortWayAtRandom(t, 8) }

// takeShortWayAtRandom tries what nobody thought of: the short way must give what ECharts gives for any plain option.
func takeShortWayAtRandom(t *testing.T, options int) {
	t.Helper()
	m := shippedMachine(t)
	d := dice{rand.New(rand.NewPCG(2026, 11))}
	short := 0
	for n := range options {
		option, err := json.Marshal(d.option())
		if err != nil {
			t.Fatal(err)
		}
		raw, names, err := m.draw(t.Context(), option, wide)
		if err != nil {
			t.Fatalf("option %d: %v\n%s", n, err, option)
		}
		if strings.Contains(raw, "xmlns") {
			continue
		}
		short++
		got, err := rewrite(raw, names)
		if err != nil {
			t.Fatalf("option %d: %v\n%s\n%s", n, err, option, raw)
		}
		if want := mustDraw(t, m, option, wide, true); string(got) != want {
			t.Errorf("option %d: %s\nof %s", n, difference(string(got), want), option)
		}
	}
	if short < options/2 {
		t.Errorf("only %d of %d options take the short way", short, options)
	}
}
