// The build's end of ECharts: runs in goja after echarts.min.js, option.js and still.js, and sets the global monitorRender.
// It draws one still picture for each call and leaves nothing behind.
//
// What is switched off or replaced here is what costs most of a chart's time in an interpreter and does nothing for a still
// picture. None of it changes a picture; TestShortcuts draws with and without, and compares.
var monitorRender = (function () {
  "use strict";

  var internals = echarts.internals;

  // -- Without what only a live chart has ---------------------------------------------------------------------------

  // Styles for what the mouse is over, for what it is not over, and for what was clicked.
  internals.SPECIAL_STATES.length = 0;
  internals.DISPLAY_STATES.length = 1; // "normal"

  // Series are not clipped: a clip path needs an id, and an option's axes hold all of its data.
  internals.Element.prototype.getClipPath = function () {};

  // Names of months and days in two languages, which every chart would copy. An option formats its own dates.
  echarts.registerLocale("EN", { time: { month: [], monthAbbr: [], dayOfWeek: [], dayOfWeekAbbr: [] }, legend: { selector: {} } });

  // Nothing happens later: ECharts asks for it when it animates or hides a tooltip.
  globalThis.setTimeout = globalThis.setInterval = function () { return 0; };
  globalThis.clearTimeout = globalThis.clearInterval = function () {};

  // -- The same by shorter ways -------------------------------------------------------------------------------------

  // Reading an option through its ancestors: the functions that are called most, without a call for each ancestor.
  var modelProto = internals.Model.prototype;
  var resolveParentPath = modelProto.resolveParentPath;
  var paths = new Map();
  modelProto.getShallow = function (key, ignoreParent) {
    for (var model = this; ; model = model.parentModel) {
      var option = model.option;
      var value = option == null ? option : option[key];
      if (value != null || ignoreParent || !model.parentModel) {
        return value;
      }
    }
  };
  modelProto.get = function (path, ignoreParent) {
    if (path == null) {
      return this.option;
    }
    var keys = this.parsePath(path);
    for (var model = this; ; model = model.parentModel) {
      var value = model.option;
      for (var i = 0; i < keys.length; i++) {
        if (keys[i]) {
          value = value && typeof value === "object" ? value[keys[i]] : null;
          if (value == null) {
            break;
          }
        }
      }
      if (value != null || ignoreParent || !model.parentModel) {
        return value;
      }
      if (model.resolveParentPath !== resolveParentPath) {
        keys = model.resolveParentPath(keys);
      }
    }
  };
  modelProto.parsePath = function (path) {
    if (typeof path !== "string") {
      return path;
    }
    var keys = paths.get(path);
    if (keys === undefined) {
      keys = path.split(".");
      paths.set(path, keys);
    }
    return keys;
  };

  // Styles from options: looking at what an option has, not asking for all that it could have.
  function styleReader(properties) {
    var names = new Map();
    properties.forEach(function (property) {
      names.set(property[1] || property[0], property[0]);
    });
    return function (excludes, includes) {
      var options = [];
      for (var model = this; model; model = model.parentModel) {
        if (model.option !== null && typeof model.option === "object") {
          options.push(model.option);
        }
      }
      var style = {};
      for (var i = options.length - 1; i >= 0; i--) {
        var option = options[i];
        for (var key in option) {
          var name = names.get(key);
          if (name !== undefined && option[key] != null && !(excludes && excludes.indexOf(key) >= 0) &&
              !(includes && includes.indexOf(key) < 0)) {
            style[name] = option[key];
          }
        }
      }
      return style;
    };
  }
  modelProto.getItemStyle = styleReader(internals.ITEM_STYLE_KEY_MAP);
  modelProto.getLineStyle = styleReader(internals.LINE_STYLE_KEY_MAP);
  modelProto.getAreaStyle = styleReader(internals.AREA_STYLE_KEY_MAP);

  // The order in which components are made depends on which there are, not on the chart: found once.
  var componentModel = internals.ComponentModel;
  var travel = componentModel.topologicalTravel;
  var orders = new Map();
  function orderOf(types) {
    var key = types.join();
    var order = orders.get(key);
    if (order === undefined) {
      order = { types: [], needs: new Map(), neededBy: new Map() };
      travel.call(componentModel, types, types, function (type, needs) {
        order.types.push(type);
        order.needs.set(type, needs);
        order.neededBy.set(type, []);
      });
      order.needs.forEach(function (needs, type) {
        needs.forEach(function (need) {
          if (order.neededBy.has(need)) {
            order.neededBy.get(need).push(type);
          }
        });
      });
      orders.set(key, order);
    }
    return order;
  }
  componentModel.topologicalTravel = function (wanted, types, callback, context) {
    if (wanted.length === 0) {
      return;
    }
    var order = orderOf(types);
    var due = new Set(wanted);
    order.types.forEach(function (type) {
      if (due.has(type)) {
        callback.call(context, type, order.needs.get(type).slice());
        order.neededBy.get(type).forEach(function (next) {
          due.add(next);
        });
      }
    });
  };

  // ECharts copies what it is given, unless it is marked as a value. What we give is ours to spoil.
  function spare(object) {
    Object.defineProperty(object, "__ec_primitive__", { value: true });
    return object;
  }

  // -- Text ---------------------------------------------------------------------------------------------------------

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

  // -- Colours ------------------------------------------------------------------------------------------------------

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

  // The theme's names come first, so that they have the same numbers in every picture and one theme serves all.
  names = [];
  numbers = new Map();
  var theme = monitorTheme(env);
  // ECharts fills an open symbol with this, and asks no option.
  internals.tokens.color.neutral00 = env.colour("surface");
  var themeNames = names;
  Object.keys(theme).forEach(function (part) {
    if (theme[part] !== null && typeof theme[part] === "object") {
      spare(theme[part]);
    }
  });

  // -- Drawing ------------------------------------------------------------------------------------------------------

  function list(part) {
    return part === undefined || part === null ? [] : Array.isArray(part) ? part : [part];
  }

  // What only a live chart has, and what is there but shows nothing.
  var LIVE = ["aria", "axisPointer", "brush", "dataZoom", "media", "timeline", "toolbox", "tooltip"];

  function read(json) {
    names = themeNames.slice();
    numbers = new Map();
    names.forEach(function (name, number) {
      numbers.set(name, number);
    });
    var option = monitorPrepare(JSON.parse(json), env);
    LIVE.forEach(function (name) {
      delete option[name];
    });
    list(option.xAxis).concat(list(option.yAxis)).forEach(function (axis) {
      delete axis.axisPointer;
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

  function withChart(width, height, draw) {
    var chart = echarts.init(null, theme, { renderer: "svg", ssr: true, width: width, height: height });
    try {
      return draw(chart);
    } finally {
      chart.dispose();
    }
  }

  // longWay is for tests: do without the short way.
  return function (json, width, height, longWay) {
    var svg = "";
    var option = read(json);
    if (!longWay && monitorStill.plain(option)) {
      svg = withChart(width, height, function (chart) {
        return monitorStill.draw(chart, spare(option), width, height);
      });
      option = svg === "" ? read(json) : null;
    }
    if (svg === "") {
      svg = withChart(width, height, function (chart) {
        chart.setOption(spare(option));
        return chart.getZr().painter.renderToString({ cssAnimation: false, cssEmphasis: false, useViewBox: true });
      });
    }
    return names.join(" ") + "\n" + svg;
  };
})();
