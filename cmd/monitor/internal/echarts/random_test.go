package echarts

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
)

// pixels is a place with more decimals than package figure gives it.
func (d dice) pixels(to int) float64 { return float64(d.IntN(to*100)) / 100 }

func (d dice) fill() object {
	f := object{"color": d.one("@cat-1", "@accent"), "opacity": d.one(1, 0.45, 0.123)}
	if d.sometimes() {
		f["borderColor"], f["borderWidth"] = "@target", d.one(1, 2, 3.5)
	}
	return f
}

func (d dice) words() object {
	w := object{"show": true, "distance": 0, "position": d.one("left", "right", "inside"), "color": d.one("@text", "@muted"), "fontSize": d.one(11, 13.5),
		"lineHeight": d.one(14, 16), "formatter": d.one("a & b", "twee\nregels <b>", "", " ", "een\n\ndrie", "\u00e9\u0007n")}
	if d.sometimes() {
		w["fontWeight"] = "600"
	}
	if d.sometimes() {
		w["textBorderColor"], w["textBorderWidth"] = "@surface", 3
	}
	return w
}

// paper is an option set in pixels: shapes, lines, words and a graph, in any order.
func (d dice) paper(size Size) object {
	at := func() []any { return []any{d.pixels(size.Width), d.pixels(size.Height)} }
	var series []any
	for range 2 + d.IntN(5) {
		s := object{"z": 1 + d.IntN(4), "clip": false}
		var data []any
		switch d.IntN(4) {
		case 0:
			s["type"], s["itemStyle"] = "scatter", object{"opacity": 1}
			for range 6 {
				item := object{"name": "vorm", "value": at(), "symbol": "rect", "itemStyle": d.fill(), "symbolSize": d.one(7, 0, 24.3, []any{40.5, 9}, []any{0, 9}, []any{12, 12})}
				if d.sometimes() {
					item["symbol"], item["symbolSize"] = "circle", d.one(7, 0, 24.3, 230, []any{12, 12})
				}
				data = append(data, item)
			}
		case 1:
			s["type"], s["itemStyle"], s["symbolSize"] = "scatter", object{"opacity": 1}, 0
			for range 6 {
				data = append(data, object{"value": at(), "label": d.words()})
			}
		case 2:
			s["type"], s["symbol"], s["symbolSize"], s["showAllSymbol"], s["color"], s["z"] = "line", "none", 1, true, "@accent", 5+d.IntN(2)
			s["lineStyle"] = object{"color": "@accent", "width": d.one(1, 2.5), "type": d.one("solid", "dashed"), "opacity": d.one(1, 0.35)}
			for range 12 {
				switch last := len(data) - 1; {
				case d.IntN(4) == 0:
					data = append(data, []any{"-", "-"})
				case last >= 0 && d.sometimes():
					data = append(data, data[last]) // the same place again
				default:
					data = append(data, at())
				}
			}
		case 3:
			delete(s, "clip")
			data = d.graph(s, at)
		}
		s["data"] = data
		series = append(series, s)
	}
	axis := func(size int) object { return object{"type": "value", "show": false, "min": 0, "max": size} }
	down := axis(size.Height)
	down["inverse"] = true
	text := func(n int) string { b, _ := json.Marshal(n); return string(b) }
	return object{"series": series, "xAxis": []any{axis(size.Width)}, "yAxis": []any{down},
		"grid": []any{object{"left": "0", "top": "0", "width": text(size.Width), "height": text(size.Height), "outerBoundsMode": "none"}}}
}

func (d dice) graph(s object, at func() []any) []any {
	// The corners are given, so that the box is in whole pixels.
	nodes := []any{[]any{10, 20}, []any{300, 250}}
	for range 5 {
		nodes = append(nodes, []any{10 + d.pixels(290), 20 + d.pixels(230)})
	}
	for n, place := range nodes {
		nodes[n] = object{"name": string(rune('a' + n)), "x": place.([]any)[0], "y": place.([]any)[1], "symbolSize": d.one(8, 21.4), "itemStyle": d.fill()}
	}
	var links []any
	for n := range nodes[1:] {
		links = append(links, object{"source": n, "target": n + 1, "name": "lijn", "lineStyle": object{"color": "@axis", "width": d.one(1, 5.8), "opacity": d.one(0.5, 1)}})
	}
	s["type"], s["layout"], s["left"], s["top"], s["width"], s["height"], s["links"] = "graph", "none", "10", "20", 290, 230, links
	return nodes
}

// given is a chart whose axes have their ends and steps: lines, bars that may be stacked, words and marked lines.
func (d dice) given() object {
	n := 1 + d.IntN(9)
	var names, shown []any
	for i := range n {
		names, shown = append(names, string(rune('A'+i))), append(shown, i)
	}
	font := object{"margin": 8, "color": "@muted", "fontSize": 12}
	periods := object{"type": "category", "data": names, "axisTick": object{"show": false}, "axisLabel": object{"margin": 8, "color": "@muted", "fontSize": 12, "customValues": shown},
		"axisLine": object{"show": !d.sometimes(), "onZero": false, "lineStyle": object{"color": "@axis", "width": 1}}}
	font["formatter"] = d.one("@number:0", "@number:1: %")
	values := object{"type": "value", "min": 0, "max": 12, "interval": d.one(2, 3, 4), "axisLine": object{"show": false}, "axisTick": object{"show": false}, "axisLabel": font,
		"splitLine": object{"show": true, "lineStyle": object{"color": "@grid", "width": 1}}}
	between := object{"type": "value", "show": false, "min": 0, "max": n}
	label := func(positions ...any) object {
		l := object{"show": true, "color": "@text", "fontSize": 13, "position": d.one(positions...), "formatter": d.one("a & b", "twee\nregels", "@label", "7,5 %")}
		if d.sometimes() {
			l["backgroundColor"] = "@surface"
		}
		return l
	}
	option := object{"xAxis": []any{periods, between}, "yAxis": []any{values}, "monitor": object{"decimal": ",", "group": "."},
		"grid": []any{object{"left": "31", "top": "40", "width": "613", "height": "301", "outerBoundsMode": "none"}}}
	stacked := d.sometimes()
	var series []any
	for i := range 1 + d.IntN(4) {
		s := object{"name": string(rune('p'+i)) + d.one("", " & meer").(string), "color": "@accent", "itemStyle": object{"color": "@series-2"}, "clip": false}
		var data []any
		bar := d.sometimes()
		for m := range n {
			y := any(float64(d.IntN(1200)) / 100)
			if d.IntN(6) == 0 {
				y = d.one("-", 0)
			}
			item := object{"name": "punt", "value": []any{m, y}}
			if bar {
				item["value"] = y
			}
			if d.sometimes() {
				item["itemStyle"] = object{"color": "@surface", "borderColor": "@accent", "borderWidth": d.one(1, 2)}
			}
			if !d.sometimes() {
				item["label"] = label("top", "bottom", "left", "right", "inside")
				if bar {
					item["label"] = label("outside", "inside", "insideTop")
				}
			}
			if !bar && d.sometimes() {
				item["symbol"] = "none"
			}
			data = append(data, item)
		}
		if bar {
			s["type"], s["barGap"], s["barCategoryGap"], s["barMaxWidth"] = "bar", "8%", "32%", "64"
			if stacked {
				s["stack"] = "parts"
			}
		} else {
			s["type"], s["symbol"], s["symbolSize"], s["showAllSymbol"] = "line", "circle", d.one(6, 7, 9.5), true
			s["lineStyle"] = object{"color": "@accent", "width": d.one(1, 2.5), "type": d.one("solid", "dashed")}
		}
		s["data"] = data
		series = append(series, s)
	}
	if d.sometimes() {
		// Words alone, which all have the label of their series.
		series = append(series, object{"name": "woorden", "type": "scatter", "symbolSize": 0, "itemStyle": object{"opacity": 1}, "label": label("top", "left"),
			"data": []any{object{"name": "<5", "value": []any{0, 0}}, object{"name": "-", "value": []any{n - 1, 12}}}})
	}
	if d.sometimes() {
		var keys []any
		for _, s := range series {
			if s.(object)["type"] != "scatter" {
				keys = append(keys, s.(object)["name"])
			}
		}
		option["legend"] = object{"show": true, "left": "0", "top": "0", "padding": 0, "icon": d.one("rect", "circle"), "data": keys, "itemWidth": 14, "itemHeight": 10,
			"itemGap": d.one(7, 16), "textStyle": object{"color": "@text", "fontSize": d.one(12, 13)}}
		if d.sometimes() {
			option["legend"].(object)["orient"] = "vertical"
			option["legend"].(object)["textStyle"].(object)["overflow"], option["legend"].(object)["textStyle"].(object)["width"] = "truncate", 338
		}
	}
	mark := object{"lineStyle": object{"color": "@target", "width": 1.5, "type": "dashed"},
		"label": object{"show": true, "color": "@target", "fontSize": 12, "position": "end", "formatter": "streefwaarde\n5"}}
	mark[d.one("xAxis", "yAxis").(string)] = d.one(0, 1, 7.125, 40)
	series = append(series, object{"type": "scatter", "xAxisIndex": 1, "symbolSize": 0, "z": 5, "clip": false, "silent": true, "itemStyle": object{"opacity": 1},
		"data": []any{object{"name": "hier", "value": []any{0.377, 3.21}, "label": label("top", "right")}}, "markLine": object{"symbol": "none", "silent": true, "data": []any{mark}}})
	option["series"] = series
	return option
}

func TestGoAtRandom(t *testing.T) { drawAtRandom(t, 16) }

// drawAtRandom tries what nobody thought of: papers and charts at random must be drawn as ECharts draws them.
func drawAtRandom(t *testing.T, options int) {
	t.Helper()
	m := shippedMachine(t)
	d := dice{rand.New(rand.NewPCG(2026, 12))}
	for n := range options {
		option, draw := d.paper(wide), drawPaper
		if n%2 == 1 {
			option, draw = d.given(), func(option []byte, size Size) ([]byte, bool) { return drawChart(option, size, compiled.widths) }
		}
		text, err := json.Marshal(option)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := draw(text, wide)
		if !ok {
			t.Errorf("option %d is left to ECharts: %s", n, text)
			continue
		}
		if want := mustDraw(t, m, text, wide, true); string(got) != want {
			t.Errorf("option %d: %s\nof %s", n, difference(string(got), want), text)
		}
	}
}
