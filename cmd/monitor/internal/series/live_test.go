package series

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
)

// TestTypes reads the parts of options as go-echarts' types, which may hold nothing else but what
// widen.go lists, and sees that they write the same again.
func TestTypes(t *testing.T) {
	l := figuretest.Words(t, "nl")
	for _, c := range cases() {
		r := c.report()
		if p := Complete(&c.spec, r, l); p != nil {
			t.Fatalf("%s: %+v", c.name, p)
		}
		d := Draw(c.spec, r, l)
		for _, plot := range []figure.Plot{d.Wide, d.Narrow} {
			if plot.Option == nil {
				continue // a sparkline
			}
			var o map[string]any
			if err := json.Unmarshal(plot.Option, &o); err != nil {
				t.Fatal(err)
			}
			same := func(part string, value, typed any) {
				text, _ := json.Marshal(value)
				decoder := json.NewDecoder(bytes.NewReader(text))
				decoder.DisallowUnknownFields()
				if err := decoder.Decode(typed); err != nil {
					t.Errorf("%s: %s: %v in %s", c.name, part, err, text)
					return
				}
				again, _ := json.Marshal(typed)
				var got any
				if err := json.Unmarshal(again, &got); err != nil || !reflect.DeepEqual(got, value) {
					t.Errorf("%s: %s: %s is written as %s", c.name, part, text, again)
				}
			}
			same("legend", o["legend"], &opts.Legend{})
			same("tooltip", o["tooltip"], &opts.Tooltip{})
			for _, x := range o["title"].([]any) {
				same("title", x, &opts.Title{})
			}
			for _, x := range o["grid"].([]any) {
				same("grid", x, &opts.Grid{})
			}
			for _, x := range o["xAxis"].([]any) {
				narrowed(x, "axisLabel", "customValues")
				same("x axis", x, &opts.XAxis{})
			}
			for _, x := range o["yAxis"].([]any) {
				narrowed(x, "axisLabel", "lineHeight")
				same("y axis", x, &opts.YAxis{})
			}
			for _, x := range o["series"].([]any) {
				series := x.(map[string]any)
				for _, item := range series["data"].([]any) {
					switch series["type"] {
					case "line":
						delete(item.(map[string]any), "itemStyle")
						same("point", item, &opts.LineData{})
					case "scatter":
						delete(item.(map[string]any), "label")
						same("words", item, &opts.ScatterData{})
					default:
						same("bar", item, &opts.BarData{})
					}
				}
				same("series", x, &charts.SingleSeries{})
			}
		}
	}
}

// narrowed takes out of a part what its type was widened by.
func narrowed(part any, within, key string) {
	if inner, ok := part.(map[string]any)[within].(map[string]any); ok {
		delete(inner, key)
	}
}
