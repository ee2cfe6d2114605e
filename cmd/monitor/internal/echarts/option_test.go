package echarts

import (
	"testing"

	"github.com/dop251/goja"
)

// TestOption tries the conventions of option.js, which runs here and in the browser.
func TestOption(t *testing.T) {
	vm := goja.New()
	if _, err := vm.RunString(string(read(t, theme+"scripts/option.js")) + `
var dutch = { colour: function (name) { return "<" + name + ">"; }, decimal: ",", group: "." };
var english = { colour: dutch.colour, decimal: ".", group: "," };
function format(text, env, subject) { return monitorPrepare({ label: { formatter: text } }, env).label.formatter(subject); }
function json(option) { return JSON.stringify(monitorPrepare(option, dutch)); }
`); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ script, want string }{
		// Colours, wherever a key ends in color.
		{`json({ color: ["@series-1", "@series-2"], a: { borderColor: "@accent", name: "@accent" } })`, `{"color":["<series-1>","<series-2>"],"a":{"borderColor":"<accent>","name":"@accent"}}`},
		{`json({ visualMap: { pieces: [{ lt: 5, color: "@risk-1" }] }, data: ["@home"], color: "inherit" })`, `{"visualMap":{"pieces":[{"lt":5,"color":"<risk-1>"}]},"data":["@home"],"color":"inherit"}`},
		{`json({ monitor: { decimal: "," }, formatter: "{b}" })`, `{"formatter":"{b}"}`},
		// Numbers: what an axis gives, what a label gives.
		{`format("@number:0", dutch, 1234567)`, "1.234.567"},
		{`format("@number:2", dutch, 1234.5)`, "1.234,50"},
		{`format("@number:2", english, 1234.5)`, "1,234.50"},
		{`format("@number:1: %", dutch, { value: 3.75 })`, "3,8 %"},
		{`format("@number:1", dutch, { value: [4, -0.25] })`, "−0,3"},
		{`format("@number:1", dutch, -0.04)`, "0,0"},
		{`format("@number:0", dutch, 999)`, "999"},
		{`format("@number:0", dutch, { value: "-" })`, ""},
		{`format("@number:0", dutch, { value: null })`, ""},
		{`format("@number:0", dutch, "2025")`, "2.025"},
		{`format("@number:0", dutch, "Q1")`, "Q1"},
		{`format("@number:0::", dutch, 1)`, "1:"},
		// The option's own marks go before the page's.
		{`monitorPrepare({ monitor: { decimal: ".", group: "" }, f: { formatter: "@number:1" } }, dutch).f.formatter(1234.5)`, "1234.5"},
		// Texts.
		{`format("@label", dutch, { data: { name: "3,75 % (voorlopig)" } })`, "3,75 % (voorlopig)"},
		{`format("@label", dutch, { data: 3 })`, ""},
		{`format("@series", dutch, { seriesName: "Ongevallen" })`, "Ongevallen"},
		{`format("@series", dutch, { seriesName: "series\u00000" })`, ""},
		// A tooltip: the period, and every series that has something to say.
		{`format("@tooltip", dutch, [
			{ axisValueLabel: "2023", seriesName: "A", data: { name: "3,75 %", value: 3.75 }, value: 3.75 },
			{ axisValueLabel: "2023", seriesName: "B", data: { value: "-" }, value: "-" },
			{ axisValueLabel: "2023", seriesName: "C", data: 2.5, value: 2.5 },
			{ axisValueLabel: "2023", seriesName: "series\u00003", data: { name: "x", value: [0, 1] }, value: [0, 1] },
		])`, "2023\nA: 3,75 %\nC: 2,5\nx"},
		{`format("@tooltip", dutch, { seriesName: "Risico's", data: { name: "Brand" }, value: [1, 2] })`, "Risico's: Brand"},
		{`format("@tooltip", dutch, [])`, ""},
	} {
		got, err := vm.RunString(test.script)
		if err != nil {
			t.Errorf("%s: %v", test.script, err)
		} else if got.String() != test.want {
			t.Errorf("%s: %q, want %q", test.script, got, test.want)
		}
	}
}

// The theme's colours must be tokens all, or a picture could not be drawn without colours of its own.
func TestTheme(t *testing.T) {
	vm := goja.New()
	if _, err := vm.RunString(string(read(t, theme+"scripts/option.js"))); err != nil {
		t.Fatal(err)
	}
	stray, err := vm.RunString(`(function () {
		var stray = [];
		(function walk(node, path) {
			Object.keys(node).forEach(function (key) {
				var value = node[key];
				if (value !== null && typeof value === "object") {
					walk(value, path + "." + key);
				} else if (/color$/i.test(key) && value !== "TOKEN" && value !== "transparent") {
					stray.push(path + "." + key + " = " + value);
				}
			});
		})(monitorTheme({ colour: function () { return "TOKEN"; } }), "theme");
		return stray.join(", ");
	})()`)
	if err != nil {
		t.Fatal(err)
	}
	if stray.String() != "" {
		t.Error(stray)
	}
}
