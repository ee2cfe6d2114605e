// The build's end of ECharts: runs in goja after echarts.min.js and option.js, and sets the global monitorRender. It draws
// one still picture for each call and leaves nothing behind.
//
// What is switched off here draws nothing in a still picture and costs much of the time of a chart in an interpreter. The
// test TestShortcuts draws with and without, and compares.
var monitorRender = (function () {
  "use strict";

  var internals = echarts.internals;

  // Styles for what the mouse is over, for what it is not over, and for what was clicked.
  internals.SPECIAL_STATES.length = 0;
  internals.DISPLAY_STATES.length = 1; // "normal"

  // Series are not clipped: a clip path needs an id, and an option's axes hold all of its data.
  internals.Element.prototype.getClipPath = function () {};

  // Names of months and days in two languages, which every chart would copy. An option formats its own dates.
  echarts.registerLocale("EN", { time: { month: [], monthAbbr: [], dayOfWeek: [], dayOfWeekAbbr: [] }, legend: { selector: {} } });

  // The same search without a call for each ancestor. It is the function called most.
  internals.Model.prototype.getShallow = function (key, ignoreParent) {
    for (var model = this; ; model = model.parentModel) {
      var option = model.option;
      var value = option == null ? option : option[key];
      if (value != null || ignoreParent || !model.parentModel) {
        return value;
      }
    }
  };

  // Nothing happens later: ECharts asks for it when it animates or hides a tooltip.
  globalThis.setTimeout = globalThis.setInterval = function () { return 0; };
  globalThis.clearTimeout = globalThis.clearInterval = function () {};

  var FONT = /^(?:.*?\b(bold|bolder|[6-9]00)\b)?.*?([\d.]+)px/;
  var fonts = new Map();
  echarts.setPlatformAPI({
    measureText: function (text, font) {
      var known = fonts.get(font);
      if (known === undefined) {
        var parts = FONT.exec(font || "12px");
        known = { size: parts ? Number(parts[2]) : 12, semibold: !!(parts && parts[1]) };
        fonts.set(font, known);
      }
      return { width: monitorWidth(text == null ? "" : String(text), known.size, known.semibold) };
    },
  });

  // ECharts calculates with colours, so it gets numbers for them: #7f0000 for the first name that is asked for, and so on.
  // svg.go turns them back. They are given anew for each picture, so that no picture depends on the one before.
  var names;
  var numbers;
  var env = {
    colour: function (name) {
      var number = numbers.get(name);
      if (number === undefined) {
        number = names.length;
        numbers.set(name, number);
        names.push(name);
      }
      return "#" + (0x7f0000 + number).toString(16);
    },
    decimal: ",",
    group: ".",
  };

  function list(part) {
    return part === undefined || part === null ? [] : Array.isArray(part) ? part : [part];
  }

  // What only a live chart has, and what is there but shows nothing.
  var LIVE = ["aria", "axisPointer", "brush", "dataZoom", "media", "timeline", "toolbox", "tooltip"];

  function still(option) {
    LIVE.forEach(function (name) {
      delete option[name];
    });
    if (list(option.legend).every(function (legend) { return legend.show === false; })) {
      delete option.legend;
    }
    if (list(option.title).every(function (title) { return title.show === false || !(title.text || title.subtext); })) {
      delete option.title;
    }
    option.animation = false;
    list(option.series).forEach(function (series) {
      series.silent = true;
      series.animation = false;
      series.emphasis = { disabled: true };
      delete series.tooltip;
      delete series.blur;
      delete series.select;
    });
    return option;
  }

  return function (json, width, height) {
    names = [];
    numbers = new Map();
    // First, so that the theme's colours have the same numbers in every picture.
    var theme = monitorTheme(env);
    // ECharts fills an open symbol with this, and asks no option.
    internals.tokens.color.neutral00 = env.colour("surface");
    var option = still(monitorPrepare(JSON.parse(json), env));
    var chart = echarts.init(null, theme, { renderer: "svg", ssr: true, width: width, height: height });
    chart.setOption(option);
    var svg = chart.getZr().painter.renderToString({ cssAnimation: false, cssEmphasis: false, useViewBox: true });
    chart.dispose();
    return names.join(" ") + "\n" + svg;
  };
})();
