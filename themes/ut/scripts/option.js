// From a chart option as the build writes it (plain JSON) to one ECharts can draw.
//
// JSON holds neither functions nor the theme's colours, so the option names them:
//
//   colours      "@accent", "@series-1", ... under any key that ends in "color": the theme's custom property --f-<name>
//   formatters   "@number:1", "@number:1: %"   a number with so many decimals, and what follows it
//                "@label"                      the data item's name: the text the build wrote for this point; as a
//                                              tooltip too, of one item
//                "@series"                     the series' name
//                "@tooltip"                    the axis value, and a line "series: text" for every point that is there
//   monitor      {"decimal": ",", "group": "."}: the marks of the page's language; taken out
//
// One text for two places: the build runs it in goja to draw the static picture, the browser runs it to draw the live one.
// So it is a classic script in ES2017, touches no document, and sets two globals: monitorPrepare and monitorTheme.

var monitorPrepare, monitorTheme;

(function () {
  "use strict";

  var COLOUR_KEY = /color$/i;
  var TOKEN = /^@([a-z0-9-]+)$/;
  var NUMBER = /^@number:(\d+)(?::([^]*))?$/;

  // A value as (x, y, ..., size) or a bare number: what is measured comes last.
  function measured(value) {
    return Array.isArray(value) ? value[value.length - 1] : value;
  }

  function absent(value) {
    return value === undefined || value === null || value === "" || value === "-" || value !== value;
  }

  function formatNumber(value, decimals, env) {
    var digits = Math.abs(value).toFixed(decimals);
    var negative = value < 0 && Number(digits) !== 0;
    var point = digits.indexOf(".");
    var whole = point < 0 ? digits : digits.slice(0, point);
    var fraction = point < 0 ? "" : env.decimal + digits.slice(point + 1);
    // U+2212, the minus sign, is as wide as a digit and does not break from its number.
    return (negative ? "\u2212" : "") + whole.replace(/\B(?=(\d{3})+$)/g, env.group) + fraction;
  }

  function numberFormatter(decimals, suffix, env) {
    // An axis passes the value itself; a label passes its parameters.
    return function (subject) {
      var value = subject !== null && typeof subject === "object" && !Array.isArray(subject) ? subject.value : subject;
      value = measured(value);
      if (absent(value)) {
        return "";
      }
      var number = Number(value);
      return isFinite(number) ? formatNumber(number, decimals, env) + suffix : String(value);
    };
  }

  function itemName(point) {
    return point.data && typeof point.data === "object" && point.data.name ? String(point.data.name) : "";
  }

  function seriesName(point) {
    // ECharts names a series that has no name "series" and a NUL with its number.
    return point.seriesName && point.seriesName.indexOf("\0") < 0 ? String(point.seriesName) : "";
  }

  function tooltipFormatter(env) {
    return function (points) {
      var lines = [];
      var list = Array.isArray(points) ? points : [points];
      if (Array.isArray(points) && list.length > 0) {
        lines.push(String(list[0].axisValueLabel));
      }
      list.forEach(function (point) {
        if (absent(measured(point.value))) {
          return;
        }
        var number = Number(measured(point.value));
        var text = itemName(point) || (isFinite(number) ? String(number).replace(".", env.decimal) : String(measured(point.value)));
        var name = seriesName(point);
        lines.push(name ? name + ": " + text : text);
      });
      return lines.join("\n");
    };
  }

  function formatter(text, env) {
    var number = NUMBER.exec(text);
    if (number) {
      return numberFormatter(Number(number[1]), number[2] || "", env);
    }
    switch (text) {
      case "@label":
        return itemName;
      case "@series":
        return seriesName;
      case "@tooltip":
        return tooltipFormatter(env);
    }
    return text;
  }

  // inColour: we stand below a key for colours, as in color: ["@series-1", ...] or in a gradient's stops.
  function walk(node, env, inColour) {
    Object.keys(node).forEach(function (key) {
      var value = node[key];
      var list = Array.isArray(node);
      var colour = list ? inColour : COLOUR_KEY.test(key);
      if (typeof value === "string") {
        if (value.charCodeAt(0) !== 64) {
          return;
        }
        if (colour) {
          var token = TOKEN.exec(value);
          node[key] = token ? env.colour(token[1]) : value;
        } else if (!list && (key === "formatter" || key === "valueFormatter")) {
          node[key] = formatter(value, env);
        }
      } else if (value !== null && typeof value === "object") {
        walk(value, env, colour);
      }
    });
  }

  // monitorPrepare resolves an option in place. env: {colour: function (name) -> CSS colour, decimal, group}; the option's
  // own "monitor" table goes before env's marks.
  monitorPrepare = function (option, env) {
    var own = option.monitor || {};
    delete option.monitor;
    walk(option, {
      colour: env.colour,
      decimal: own.decimal || env.decimal || ",",
      group: own.group === undefined ? (env.group === undefined ? "." : env.group) : own.group,
    }, false);
    return option;
  };

  // monitorTheme gives what the options leave out: ECharts' own colours would not follow the page into dark or print. env may
  // name a fontFamily too.
  monitorTheme = function (env) {
    var c = env.colour;
    var font = env.fontFamily || "sans-serif";
    var axis = function () {
      return {
        axisLine: { lineStyle: { color: c("axis") } },
        axisTick: { lineStyle: { color: c("axis") } },
        minorTick: { lineStyle: { color: c("axis") } },
        splitLine: { lineStyle: { color: c("grid") } },
        minorSplitLine: { lineStyle: { color: c("grid") } },
        splitArea: { areaStyle: { color: ["transparent", "transparent"] } },
        axisLabel: { color: c("muted") },
        nameTextStyle: { color: c("muted") },
        axisName: { color: c("muted") },
      };
    };
    var label = function () {
      return { color: c("text"), textBorderColor: "transparent", textBorderWidth: 0 };
    };
    var theme = {
      color: [1, 2, 3, 4, 5, 6, 7, 8].map(function (n) { return c("series-" + n); }),
      backgroundColor: "transparent",
      textStyle: { color: c("text"), fontFamily: font },
      title: { textStyle: { color: c("text"), fontWeight: 600 }, subtextStyle: { color: c("muted") } },
      legend: { textStyle: { color: c("text") }, inactiveColor: c("muted"), inactiveBorderColor: c("muted") },
      tooltip: {
        backgroundColor: c("surface"), defaultBorderColor: c("grid"), borderColor: c("grid"),
        textStyle: { color: c("text"), fontFamily: font, fontSize: 13 },
      },
      axisPointer: {
        z: 1, // behind what it points at
        lineStyle: { color: c("muted") },
        crossStyle: { color: c("muted") },
        shadowStyle: { color: c("grid"), opacity: 0.4 },
        label: { color: c("text"), fontFamily: font, backgroundColor: c("surface"), borderColor: c("grid") },
      },
      visualMap: { textStyle: { color: c("text") } },
      categoryAxis: axis(),
      valueAxis: axis(),
      timeAxis: axis(),
      logAxis: axis(),
    };
    ["line", "bar", "scatter", "heatmap"].forEach(function (kind) {
      theme[kind] = { label: label(), endLabel: label() };
    });
    // ECharts looks up the radar's axes and its series under the same name.
    theme.radar = Object.assign(axis(), { label: label() });
    theme.graph = { label: label(), edgeLabel: label(), lineStyle: { color: c("grid") } };
    theme.markLine = { label: label(), lineStyle: { color: c("target") } };
    theme.markPoint = { label: label() };
    theme.markArea = { label: label(), itemStyle: { color: c("grid") } };
    return theme;
  };
})();
