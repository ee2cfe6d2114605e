// The short way to draw a still picture of lines, bars and points between two straight axes, and of a graph whose places are
// given. Sets the global monitorStill.
//
// ECharts does its own work: it reads the option, scales the axes, stacks, lays out, and chooses colours. But for every
// label and point it then builds a tree of live objects, with what they do under a mouse and while they move, and for a
// still picture that is more than half of the time. So where an option holds nothing but what is listed in PLAIN, these
// functions write the picture straight from the layout, in the same order and with the same rounding. What they write is
// what ECharts writes, to the byte: TestShortWay draws both ways and compares. Any other option takes the long way.
//
// Names and numbers follow ECharts 6.1 (chart/line, chart/bar, chart/helper/Symbol, component/axis/AxisBuilder,
// component/marker/MarkLineView, chart/graph, label/labelStyle) and zrender 6.1 (graphic/Text, svg/graphic).
var monitorStill = (function () {
  "use strict";

  var internals = echarts.internals;

  // -- Which options are plain --------------------------------------------------------------------------------------

  function number(v) { return typeof v === "number" && isFinite(v); }
  function numberish(v) { return number(v) || (typeof v === "string" && v !== "" && isFinite(Number(v))); }
  function string(v) { return typeof v === "string"; }
  function boolean(v) { return typeof v === "boolean"; }
  function not(v) { return v === undefined || v === null; }
  function any() { return true; }
  function one() {
    var allowed = Array.prototype.slice.call(arguments);
    return function (v) { return allowed.indexOf(v) >= 0; };
  }
  function each(test) {
    return function (v) { return Array.isArray(v) && v.every(test); };
  }
  function table(keys, needed) {
    return function (v) {
      if (v === null || typeof v !== "object" || Array.isArray(v)) {
        return false;
      }
      for (var key in v) {
        var test = keys[key];
        // An unknown key is not plain, and neither is a known one with another value.
        if (test === undefined || !test(v[key])) {
          return false;
        }
      }
      return !needed || needed.every(function (name) { return v[name] !== undefined; });
    };
  }
  // A text, or a formatter of option.js, but no template of ECharts.
  function formatter(v) { return typeof v === "function" || (string(v) && v.indexOf("{") < 0); }

  function part(v) { return number(v) && v > 0 && v <= 1; } // an opacity
  var lineStyle = table({ color: string, width: number, type: one("solid", "dashed", "dotted"), opacity: part });
  var itemStyle = table({ color: string, borderColor: string, borderWidth: number, opacity: part });
  var label = table({
    show: boolean, color: string, fontSize: number, fontWeight: one("400", "600", 400, 600), lineHeight: number,
    position: one("top", "bottom", "left", "right", "inside", "insideLeft", "insideRight", "insideTop", "insideBottom", "outside"),
    distance: number, formatter: formatter, textBorderColor: string, textBorderWidth: number,
  }, ["show", "color", "fontSize", "position", "formatter"]);
  function value(v) { return number(v) || v === "-" || v === null; }
  function pair(v) { return Array.isArray(v) && v.length === 2 && v.every(value); }
  function size(v) { return number(v) && v > 0; }
  var item = table({
    name: string, value: function (v) { return value(v) || pair(v); },
    symbol: one("circle", "none"), itemStyle: itemStyle, label: label,
  });
  var markLine = table({
    silent: any, animation: any, symbol: one("none"),
    data: each(table({
      name: string, xAxis: number, yAxis: number,
      lineStyle: table({ color: string, width: number, type: one("solid", "dashed", "dotted") }, ["color", "width", "type"]),
      label: function (v) {
        return v.show === false || table({
          show: one(true), color: string, fontSize: number, fontWeight: one("400", "600", 400, 600), lineHeight: number,
          position: one("start", "end", "insideEndTop"), backgroundColor: string,
          formatter: function (f) { return string(f) && f.indexOf("{") < 0; },
        }, ["color", "fontSize", "position", "formatter"])(v);
      },
    }, ["lineStyle", "label"])),
  }, ["symbol", "data"]);

  var series = {
    type: any, name: string, color: string, silent: any, animation: any, emphasis: any, z: number, clip: boolean,
    xAxisIndex: number, yAxisIndex: number, itemStyle: itemStyle, label: label, markLine: markLine, data: each(function (v) { return value(v) || pair(v) || item(v); }),
  };
  function extend(more) { return Object.assign({}, series, more); }
  var PLAIN_SERIES = {
    line: table(extend({
      symbol: one("circle", "none"), symbolSize: function (v) { return number(v) && v > 0 && v <= 20; }, lineStyle: lineStyle,
      showAllSymbol: one(true),
    }), ["data", "showAllSymbol", "symbol", "symbolSize"]),
    bar: table(extend({
      clip: one(false), stack: string, barWidth: numberish, barMaxWidth: numberish, barGap: string, barCategoryGap: string,
    }), ["data", "clip"]),
    scatter: function (v) { return WORDS(v) || SHAPES(v); },
    // Circles at places of their own, and straight lines between them.
    graph: table({
      type: any, layout: one("none"), left: numberish, top: numberish, width: number, height: number, z: number, silent: any,
      animation: any, emphasis: any,
      data: each(table({ name: string, x: number, y: number, symbolSize: size, itemStyle: itemStyle }, ["x", "y", "symbolSize", "itemStyle"])),
      links: each(table({
        source: number, target: number, name: string, lineStyle: table({ color: string, width: number, opacity: part }, ["color", "width"]),
      }, ["source", "target", "lineStyle"])),
    }, ["layout", "left", "top", "width", "height", "data", "links", "z"]),
  };
  // Without an opacity, ECharts lets points and their labels shine through.
  var opaque = table({ color: string, borderColor: string, borderWidth: number, opacity: one(1) }, ["opacity"]);
  // Points of no size, which hold labels or lines; and circles and rectangles, each of its own size, without labels.
  var WORDS = table(extend({ symbolSize: one(0), itemStyle: opaque }), ["data", "symbolSize", "itemStyle"]);
  var SHAPES = table(extend({
    clip: one(false), itemStyle: opaque, label: not, markLine: not,
    data: each(table({
      name: string, value: function (v) { return Array.isArray(v) && v.length === 2 && v.every(number); }, symbol: one("circle", "rect"),
      symbolSize: function (v) { return size(v) || (Array.isArray(v) && v.length === 2 && v.every(size)); }, itemStyle: itemStyle,
    }, ["value", "symbolSize"])),
  }), ["data", "itemStyle", "clip"]);
  var axis = table({
    show: boolean, type: one("category", "value"), gridIndex: number, position: one("left", "right", "top", "bottom"),
    data: each(string), min: number, max: number, interval: number, inverse: boolean, boundaryGap: boolean, splitNumber: number,
    axisLine: table({ show: boolean, onZero: boolean, lineStyle: table({ color: string, width: number }, ["color"]) }, ["show"]),
    axisTick: table({ show: one(false) }),
    axisLabel: table({
      show: boolean, margin: number, showMinLabel: not, showMaxLabel: not, color: string, fontSize: number,
      fontWeight: one("400", "600", 400, 600), lineHeight: number, formatter: function (f) { return typeof f === "function"; },
      interval: any, customValues: each(number),
    }, ["margin", "color", "fontSize"]),
    splitLine: table({ show: boolean, lineStyle: table({ color: string, width: number }, ["color"]) }, ["show"]),
  });
  function shownAxis(a) {
    return axis(a) && (a.show === false || (a.axisLine && a.axisTick && a.axisLabel && (a.type === "category" || a.splitLine)));
  }
  var PLAIN = table({
    animation: any, title: any, legend: any,
    grid: each(table({ left: numberish, top: numberish, width: numberish, height: numberish, outerBoundsMode: one("none") },
      ["left", "top", "width", "height", "outerBoundsMode"])),
    xAxis: each(shownAxis), yAxis: each(shownAxis),
    series: each(function (s) { return PLAIN_SERIES[s.type] !== undefined && PLAIN_SERIES[s.type](s); }),
  }, ["grid", "xAxis", "yAxis", "series"]);

  // -- The sheet ----------------------------------------------------------------------------------------------------

  // Thrown where the layout shows that ECharts would do more than we do.
  var LONG_WAY = { toString: function () { return "this option takes the long way"; } };

  var marks = null; // while drawing: what is drawn, with its place in the order of drawing

  function add(z, z2, svg) {
    marks.push({ z: z, z2: z2, at: marks.length, svg: svg });
  }

  function round1(v) { return Math.round(v * 10) / 10; }
  function round4(v) { return Math.round(v * 1e4) / 1e4; }

  function escapeText(text) {
    return text.replace(/[&<>"']/g, function (c) {
      return c === "&" ? "&amp;" : c === "<" ? "&lt;" : c === ">" ? "&gt;" : c === '"' ? "&quot;" : "&#39;";
    });
  }

  function paint(fill, stroke, width, dash, opacity) {
    var clear = opacity !== undefined && opacity !== null && opacity < 1;
    var text = ' fill="' + (fill || "none") + '"' + (fill && clear ? ' fill-opacity="' + opacity + '"' : "");
    if (stroke) {
      text += ' stroke="' + stroke + '" stroke-width="' + width + '"' + (clear ? ' stroke-opacity="' + opacity + '"' : "");
      if (dash === "dashed") {
        text += ' stroke-dasharray="' + 4 * width + "," + 2 * width + '"';
      } else if (dash === "dotted") {
        text += ' stroke-dasharray="' + width + '"';
      }
    }
    return text;
  }

  var ANCHOR = { left: "start", center: "middle", right: "end" };

  // A text as zrender sets it: its lines under each other, aligned as a block.
  function text(z, z2, content, x, y, align, verticalAlign, font) {
    if (content === "") {
      return;
    }
    var lines = content.split("\n");
    var lineHeight = font.lineHeight || font.fontSize;
    var height = lineHeight * lines.length;
    var top = verticalAlign === "middle" ? -height / 2 : verticalAlign === "bottom" ? -height : 0;
    var at = top + lineHeight / 2;
    if (font.backgroundColor) {
      var wide = widest(content, font);
      var left = align === "right" ? -wide : align === "center" ? -wide / 2 : 0;
      add(z, z2, '<path d="M' + round1(left) + " " + round1(top) + "l" + round1(wide) + " 0l0 " + round1(height) + "l" + round1(-wide) +
        ' 0Z" transform="translate(' + round4(x) + " " + round4(y) + ')" fill="' + font.backgroundColor + '"></path>');
    }
    var style = "font-size:" + font.fontSize + "px;" + (font.fontWeight ? "font-weight:" + font.fontWeight + ";" : "");
    var edge = font.textBorderWidth > 0 && font.textBorderColor ?
      ' stroke="' + font.textBorderColor + '" stroke-width="' + font.textBorderWidth + '" paint-order="stroke" stroke-miterlimit="2"' : "";
    lines.forEach(function (line) {
      if (line !== "") {
        add(z, z2, '<text dominant-baseline="central" text-anchor="' + ANCHOR[align] + '" style="' + style + '" x="' + round4(x) +
          '" y="' + (at + round4(y)) + '" fill="' + font.color + '"' + edge + ">" + escapeText(line) + "</text>");
      }
      at += lineHeight;
    });
  }

  // Half a pixel aside, for a line as sharp as it can be (zrender graphic/helper/subPixelOptimize).
  function sharp(position, width) {
    var doubled = Math.round(position * 2);
    return (doubled + Math.round(width)) % 2 === 0 ? doubled / 2 : (doubled + 1) / 2;
  }

  function straight(z, z2, x1, y1, x2, y2, stroke, width, more) {
    if (width > 0) {
      if (Math.round(x1 * 2) === Math.round(x2 * 2)) {
        x1 = x2 = sharp(x1, width);
      }
      if (Math.round(y1 * 2) === Math.round(y2 * 2)) {
        y1 = y2 = sharp(y1, width);
      }
    }
    add(z, z2, '<path d="M' + round1(x1) + " " + round1(y1) + "L" + round1(x2) + " " + round1(y2) + '" fill="none" stroke="' + stroke +
      '" stroke-width="' + width + '"' + more + "></path>");
  }

  // -- Axes ---------------------------------------------------------------------------------------------------------

  function drawAxis(model) {
    var option = model.option;
    var axis = model.axis;
    var rect = model.getCoordSysModel().coordinateSystem.getRect();
    var z = model.get("z");
    var across = axis.dim === "x";
    if (axis.scale.isBlank()) {
      throw LONG_WAY; // no data, so nothing to divide
    }
    if (option.splitLine && option.splitLine.show) {
      var grid = option.splitLine.lineStyle;
      axis.getTicksCoords({ tickModel: model.getModel("splitLine"), breakTicks: "none", pruneByBreak: "preserve_extent_bound" }).forEach(function (tick) {
        var at = axis.toGlobalCoord(tick.coord);
        if (across) {
          straight(z, 0, at, rect.y, at, rect.y + rect.height, grid.color, grid.width, "");
        } else {
          straight(z, 0, rect.x, at, rect.x + rect.width, at, grid.color, grid.width, "");
        }
      });
    }
    var layout = internals.axisLayout(rect, model);
    var x = layout.position[0];
    var y = layout.position[1];
    if (option.axisLine.show) {
      var extent = axis.getExtent();
      // What turning by 0 and by a quarter leaves of a point on the axis.
      var cos = Math.cos(layout.rotation);
      var sin = Math.sin(layout.rotation);
      var line = option.axisLine.lineStyle;
      straight(z, 1, cos * extent[0] + x, -sin * extent[0] + y, cos * extent[1] + x, -sin * extent[1] + y, line.color, line.width,
        ' stroke-linecap="round"');
    }
    if (option.axisLabel.show !== false) {
      drawAxisLabels(model, axis, layout, z, across);
    }
  }

  function drawAxisLabels(model, axis, layout, z, across) {
    var font = model.option.axisLabel;
    var away = layout.labelOffset + layout.labelDirection * font.margin;
    var align = across ? "center" : layout.labelDirection > 0 ? "left" : "right";
    var verticalAlign = across ? (layout.labelDirection > 0 ? "top" : "bottom") : "middle";
    var labels = axis.getViewLabels();
    var before;
    labels.forEach(function (label, index) {
      if (label.tick.offInterval || label.tick.break || label.tick.time) {
        throw LONG_WAY;
      }
      var tick = label.tick.value;
      if (axis.type === "category") {
        tick = axis.scale.getRawOrdinalNumber(tick);
      }
      var along = axis.dataToCoord(tick);
      var content = String(label.formattedLabel);
      // ECharts may leave out the first and the last label when they touch their neighbour. We leave that to it.
      if (!font.customValues && (index === 1 || index === labels.length - 1) && index > 0) {
        if (Math.abs(along - before.along) < room(content, before.content, font, across) + 1) {
          throw LONG_WAY;
        }
      }
      before = { along: along, content: content };
      if (across) {
        text(z, 10, content, layout.position[0] + along, layout.position[1] + away, align, verticalAlign, font);
      } else {
        text(z, 10, content, layout.position[0] + away, layout.position[1] - along, align, verticalAlign, font);
      }
    });
  }

  // How far apart two labels of an axis must be.
  function room(a, b, font, across) {
    if (!across) {
      return (font.lineHeight || font.fontSize) * (a.split("\n").length + b.split("\n").length) / 2;
    }
    return (widest(a, font) + widest(b, font)) / 2;
  }

  function widest(content, font) {
    return Math.max.apply(null, content.split("\n").map(function (line) {
      return monitorWidth(line, font.fontSize, String(font.fontWeight) === "600");
    }));
  }

  // -- Labels of points and bars ------------------------------------------------------------------------------------

  function itemLabel(seriesModel, raw) {
    var label = seriesModel.option.label;
    if (raw && raw.label) {
      label = Object.assign({}, label, raw.label);
    }
    return label && label.show ? label : null;
  }

  function labelText(label, seriesModel, raw) {
    if (typeof label.formatter === "string") {
      return label.formatter;
    }
    var isItem = raw !== null && typeof raw === "object" && !Array.isArray(raw);
    return label.formatter({ data: raw, value: isItem ? raw.value : raw, seriesName: seriesModel.name });
  }

  // rect is what the label belongs to; outside says where "outside" is.
  function dataLabel(z, z2, seriesModel, raw, rect, outside) {
    var label = itemLabel(seriesModel, raw);
    if (!label) {
      return;
    }
    var place = internals.calculateTextPosition({}, {
      position: label.position === "outside" ? outside : label.position,
      distance: label.distance === undefined ? 5 : label.distance,
    }, rect);
    text(z, z2, labelText(label, seriesModel, raw), place.x, place.y, place.align, place.verticalAlign, label);
  }

  // -- Series -------------------------------------------------------------------------------------------------------

  // A point is a circle of radius 1, scaled; half is by how much.
  var CIRCLE = "M1 0A1 1 0 1 1 1 -0.1A1 1 0 0 1 1 0";

  function drawPoint(z, seriesModel, data, index, x, y, half) {
    var style = data.getItemVisual(index, "style");
    var grow = 0; // by the stroke, which is as wide at any scale
    if (half > 0) {
      var stroke = style.stroke && style.lineWidth > 0 ? style.stroke : null;
      var width = (style.lineWidth || 0) / half;
      grow = stroke ? width : 0;
      add(z, 100, '<path d="' + CIRCLE + '" transform="matrix(' + half + ",0,0," + half + "," + round4(x) + "," + round4(y) + ')"' +
        paint(style.fill, stroke, width, null, style.opacity) + "></path>");
    }
    dataLabel(z, 102, seriesModel, data.getRawDataItem(index), {
      x: half * (-1 - grow / 2) + x, y: half * (-1 - grow / 2) + y, width: half * (2 + grow), height: half * (2 + grow),
    });
  }

  // Points outside of it are not drawn; a line goes on.
  function clipArea(seriesModel) {
    return seriesModel.option.clip === false ? null : seriesModel.coordinateSystem.getArea(0.1);
  }

  function drawLine(seriesModel) {
    var data = seriesModel.getData();
    var points = data.getLayout("points") || [];
    var option = seriesModel.option;
    var z = option.z;
    var area = clipArea(seriesModel);
    var path = "";
    var fresh = true; // the next point starts a piece
    var lastX;
    var lastY;
    for (var i = 0; i < points.length; i += 2) {
      var x = points[i];
      var y = points[i + 1];
      if (x !== x || y !== y) {
        fresh = true;
        continue;
      }
      if (data.getItemVisual(i / 2, "symbol") !== "none" && (!area || area.contain(x, y))) {
        drawPoint(z, seriesModel, data, i / 2, x, y, option.symbolSize / 2);
      }
      if (fresh) {
        path += "M" + round1(x) + " " + round1(y);
        fresh = false;
      } else {
        // Nearer than this is the same place (chart/line/poly).
        if ((x - lastX) * (x - lastX) + (y - lastY) * (y - lastY) < 0.5) {
          continue;
        }
        path += "L" + round1(x) + " " + round1(y);
      }
      lastX = x;
      lastY = y;
    }
    var style = seriesModel.getModel("lineStyle").getLineStyle();
    if (path !== "") {
      add(z, 10, '<path d="' + path + '"' + paint(null, style.stroke || data.getVisual("style")[data.getVisual("drawType")], style.lineWidth, style.lineDash, style.opacity) +
        ' stroke-linejoin="bevel"></path>');
    }
  }

  // A shape is a circle of radius 1 or a square of side 2, scaled; the edge is as wide at any scale (zrender Path.getLineScale).
  function drawShape(z, style, symbol, size, x, y) {
    var half = Array.isArray(size) ? [size[0] / 2, size[1] / 2] : [size / 2, size / 2];
    var stroke = style.stroke && style.lineWidth > 0 ? style.stroke : null;
    var scale = Math.sqrt(half[0] * half[1]);
    add(z, 100, '<path d="' + (symbol === "rect" ? "M-1 -1l2 0l0 2l-2 0Z" : CIRCLE) + '" transform="matrix(' + half[0] + ",0,0," + half[1] + "," +
      round4(x) + "," + round4(y) + ')"' + paint(style.fill, stroke, (style.lineWidth || 0) / scale, null, style.opacity) + "></path>");
  }

  function drawScatter(seriesModel) {
    var data = seriesModel.getData();
    var option = seriesModel.option;
    var area = clipArea(seriesModel);
    for (var i = 0; i < data.count(); i++) {
      var point = data.getItemLayout(i);
      if (point && point[0] === point[0] && point[1] === point[1] && !(area && !area.contain(point[0], point[1])) &&
          data.getItemVisual(i, "symbol") !== "none") {
        if (option.symbolSize === 0) {
          drawPoint(option.z, seriesModel, data, i, point[0], point[1], 0);
        } else {
          drawShape(option.z, data.getItemVisual(i, "style"), data.getItemVisual(i, "symbol"), data.getItemVisual(i, "symbolSize"), point[0], point[1]);
        }
      }
    }
  }

  function drawGraph(seriesModel) {
    var data = seriesModel.getData();
    var system = seriesModel.coordinateSystem;
    var z = seriesModel.option.z;
    seriesModel.option.links.forEach(function (link) {
      var from = system.dataToPoint(data.getItemLayout(link.source));
      var to = system.dataToPoint(data.getItemLayout(link.target));
      var style = link.lineStyle;
      straight(z, 10, from[0], from[1], to[0], to[1], style.color, style.width,
        style.opacity < 1 ? ' stroke-opacity="' + style.opacity + '"' : "");
    });
    for (var i = 0; i < data.count(); i++) {
      var point = system.dataToPoint(data.getItemLayout(i));
      drawShape(z, data.getItemVisual(i, "style"), "circle", data.getItemVisual(i, "symbolSize"), point[0], point[1]);
    }
  }

  function drawBars(seriesModel) {
    var data = seriesModel.getData();
    var z = seriesModel.option.z;
    var base = seriesModel.coordinateSystem.getBaseAxis();
    var upright = base.isHorizontal();
    var inverse = seriesModel.coordinateSystem.getOtherAxis(base).inverse;
    for (var i = 0; i < data.count(); i++) {
      var bar = data.getItemLayout(i);
      if (!bar || !data.hasValue(i) || !number(bar.x) || !number(bar.y) || !number(bar.width) || !number(bar.height)) {
        continue;
      }
      var style = data.getItemVisual(i, "style");
      var stroke = style.stroke && style.lineWidth > 0 ? style.stroke : null;
      // The border stays within the bar.
      var border = stroke ? Math.min(style.lineWidth, Math.abs(bar.width), Math.abs(bar.height)) : 0;
      var right = bar.width > 0 ? 1 : -1;
      var down = bar.height > 0 ? 1 : -1;
      var x = bar.x + right * border / 2;
      var y = bar.y + down * border / 2;
      var width = bar.width - right * border;
      var height = bar.height - down * border;
      var w = round1(width);
      var h = round1(height);
      add(z, 1, '<path d="M' + round1(x) + " " + round1(y) + "l" + w + " 0l0 " + h + "l" + round1(-width) + ' 0Z"' +
        paint(style.fill, stroke, style.lineWidth, null, style.opacity) + "></path>");
      var grow = stroke ? style.lineWidth : 0;
      dataLabel(z, 3, seriesModel, data.getRawDataItem(i), {
        x: Math.min(x, x + width) - grow / 2, y: Math.min(y, y + height) - grow / 2,
        width: Math.abs(width) + grow, height: Math.abs(height) + grow,
      }, upright ? ((height === 0 ? inverse : height > 0) ? "bottom" : "top") : ((width === 0 ? inverse : width < 0) ? "left" : "right"));
    }
  }

  function drawMarks(seriesModel, lines) {
    var z = 5;
    var system = seriesModel.coordinateSystem;
    lines.data.forEach(function (mark) {
      var across = mark.yAxis !== undefined;
      var axis = system.getAxis(across ? "y" : "x");
      var other = system.getAxis(across ? "x" : "y");
      var value = Number((across ? mark.yAxis : mark.xAxis).toFixed(2)); // as precise as ECharts is, by default
      if (!axis.containData(value)) {
        return;
      }
      if (seriesModel.subType === "bar" && axis === system.getBaseAxis()) {
        throw LONG_WAY; // ECharts moves it into the middle of a bar
      }
      var at = axis.toGlobalCoord(axis.dataToCoord(value));
      var extent = other.getExtent();
      var start = other.toGlobalCoord(extent[0]);
      var end = other.toGlobalCoord(extent[1]);
      var style = mark.lineStyle;
      var dashes = style.type === "dashed" ? ' stroke-dasharray="' + 4 * style.width + "," + 2 * style.width + '"' :
        style.type === "dotted" ? ' stroke-dasharray="' + style.width + '"' : "";
      if (across) {
        straight(z, 0, start, at, end, at, style.color, style.width, dashes);
      } else {
        straight(z, 0, at, start, at, end, style.color, style.width, dashes);
      }
      if (mark.label.show) {
        markLabel(z, mark.label, across, at, start, end);
      }
    });
  }

  // ahead is 1 where the line runs to the right, or down.
  function markLabel(z, label, across, at, start, end) {
    var content = label.formatter;
    var ahead = end > start ? 1 : -1;
    var away = 5 * ahead;
    if (label.position === "insideEndTop") {
      if (!across) {
        throw LONG_WAY; // turned
      }
      text(z, 2, content, end - away, at - 5, ahead > 0 ? "right" : "left", "bottom", label);
      return;
    }
    var outward = label.position === "end" ? ahead : -ahead;
    var edge = label.position === "end" ? end + away : start - away;
    if (across) {
      text(z, 2, content, edge, at, outward > 0 ? "left" : "right", "middle", label);
    } else {
      text(z, 2, content, at, edge, "center", outward > 0 ? "top" : "bottom", label);
    }
  }

  // -- Between ECharts and us ---------------------------------------------------------------------------------------

  // While we draw, the series' own views draw nothing.
  var DRAW = { line: drawLine, bar: drawBars, scatter: drawScatter, graph: drawGraph };
  Object.keys(DRAW).forEach(function (type) {
    var view = internals.ChartView.getClass(type).prototype;
    var render = view.render;
    view.render = function (seriesModel) {
      if (!marks) {
        render.apply(this, arguments);
      }
    };
  });

  // prepare takes out of a plain option what ECharts need not draw.
  function prepare(option) {
    option.xAxis.concat(option.yAxis).forEach(function (axis) {
      axis.monitorShow = axis.show !== false;
      axis.show = false;
    });
    option.series.forEach(function (series) {
      if (series.markLine) {
        series.monitorMarks = series.markLine;
        delete series.markLine;
      }
    });
  }

  function drawAll(chart) {
    var model = chart.getModel();
    ["yAxis", "xAxis"].forEach(function (name) {
      model.eachComponent(name, function (axisModel) {
        if (axisModel.option.monitorShow) {
          drawAxis(axisModel);
        }
      });
    });
    model.eachSeries(function (seriesModel) {
      DRAW[seriesModel.subType](seriesModel);
    });
    model.eachSeries(function (seriesModel) {
      if (seriesModel.option.monitorMarks) {
        drawMarks(seriesModel, seriesModel.option.monitorMarks);
      }
    });
  }

  // What ECharts itself has drawn: titles and legends.
  function addRest(chart) {
    var painter = chart.getZr().painter;
    painter.storage.getDisplayList(true).forEach(function (element) {
      var out = [];
      painter._paintList([element], { compress: true, ssr: true, defs: {}, clipPathCache: {}, shadowCache: {}, gradientCache: {}, patternCache: {} }, out);
      out.forEach(function (node) {
        var tag = "<" + node.tag;
        Object.keys(node.attrs).forEach(function (name) {
          tag += " " + name + '="' + node.attrs[name] + '"';
        });
        add(element.z, element.z2, tag + ">" + (node.text ? escapeText(node.text) : "") + "</" + node.tag + ">");
      });
    });
  }

  return {
    plain: PLAIN,

    // draw returns the picture of a plain option, or "" when that takes the long way after all.
    draw: function (chart, option, width, height) {
      marks = [];
      try {
        prepare(option);
        chart.setOption(option);
        drawAll(chart);
        addRest(chart);
        marks.sort(function (a, b) { return a.z - b.z || a.z2 - b.z2 || a.at - b.at; });
        return '<svg width="' + width + '" height="' + height + '">' + marks.map(function (mark) { return mark.svg; }).join("") + "</svg>";
      } catch (e) {
        if (e !== LONG_WAY) {
          throw e;
        }
        return "";
      } finally {
        marks = null;
      }
    },
  };
})();
