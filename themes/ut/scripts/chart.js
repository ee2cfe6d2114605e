// The live chart of a figure over axes: from the option that the build wrote (plain JSON) to a chart that answers.
//
// JSON holds neither functions nor the theme's colours, so the option names them:
//
//   colours      "@accent", "@series-1", ... under any key that ends in "color": the theme's custom property --f-<name>
//   formatters   "@number:1", "@number:1: %"   a number with so many decimals, and what follows it
//   monitor      {"decimal": ",", "group": "."}: the marks of the page's language; taken out
//
// The text about a point is the name of its item. It is shown in a tip of the page. A tip of the library would write
// style attributes, which the page's policy forbids.
//
// The chart lies over the picture, in a layer that has the picture's size and scale. Nothing moves when it appears, and on
// paper the picture comes back.

var monitorChart;

(function () {
  "use strict";

  var NUMBER = /^@number:(\d+)(?::([^]*))?$/;

  function list(part) {
    return part === undefined || part === null ? [] : [].concat(part);
  }

  function written(value, decimals, marks) {
    var digits = Math.abs(value).toFixed(decimals);
    var negative = value < 0 && Number(digits) !== 0;
    var point = digits.indexOf(".");
    var whole = point < 0 ? digits : digits.slice(0, point);
    var fraction = point < 0 ? "" : marks.decimal + digits.slice(point + 1);
    // U+2212, the minus sign, is as wide as a digit and does not break from its number.
    return (negative ? "\u2212" : "") + whole.replace(/\B(?=(\d{3})+$)/g, marks.group) + fraction;
  }

  // resolve gives meaning to the names in an option, in place.
  function resolve(node, env, marks) {
    Object.keys(node).forEach(function (key) {
      var value = node[key];
      if (typeof value === "string" && value.charAt(0) === "@") {
        var number = NUMBER.exec(value);
        if (/color$/i.test(key)) {
          node[key] = env.colour(value.slice(1));
        } else if (key === "formatter" && number) {
          node[key] = function (subject) {
            return written(Number(subject), Number(number[1]), marks) + (number[2] || "");
          };
        }
      } else if (value !== null && typeof value === "object") {
        resolve(value, env, marks);
      }
    });
  }

  // prepare turns the option that the build wrote into the one for the library.
  function prepare(option, env) {
    var marks = option.monitor;
    delete option.monitor;
    resolve(option, env, marks);
    var zooms = list(option.dataZoom);
    zooms.forEach(function (zoom) {
      // The wheel alone scrolls the page, also over a figure.
      zoom.zoomOnMouseWheel = "ctrl";
      zoom.moveOnMouseWheel = false;
      zoom.preventDefaultMouseMove = false;
    });
    option.series.forEach(function (series) {
      series.silent = !series.name;
      series.clip = zooms.length > 0;
    });
    list(option.xAxis).concat(list(option.yAxis)).forEach(function (axis) {
      if (axis.show === false) {
        axis.axisPointer = { show: false, triggerTooltip: false };
      }
    });
    return option;
  }

  // theme is common to all charts. ECharts' own colours would not follow the page into dark or print, and its places would
  // differ from those of the picture.
  function theme(env) {
    var c = env.colour;
    var halo = { color: c("text"), textBorderColor: c("surface"), textBorderWidth: 3 };
    // While a series or its name is pointed at, the others fade.
    var still = { scale: false, focus: "series" };
    return {
      backgroundColor: "transparent",
      textStyle: { color: c("text"), fontFamily: env.fontFamily },
      title: { padding: 0, itemGap: 0 },
      legend: { inactiveColor: c("muted"), inactiveBorderColor: c("muted"), itemGap: 8 },
      grid: { outerBoundsMode: "none" },
      tooltip: { showContent: false },
      axisPointer: {
        z: 1, // behind what it points at
        animation: false,
        lineStyle: { color: c("muted") },
        shadowStyle: { color: c("grid"), opacity: 0.4 },
        label: { show: false },
      },
      categoryAxis: { axisTick: { show: false }, axisLine: { lineStyle: { color: c("axis") } }, splitLine: { show: false } },
      valueAxis: { axisTick: { show: false }, axisLine: { show: false }, splitLine: { show: true, lineStyle: { color: c("grid"), width: 1 } } },
      line: { showAllSymbol: true, label: halo, emphasis: still },
      bar: { label: { color: c("text"), textBorderWidth: 0, textBorderColor: "transparent" }, emphasis: still },
      scatter: { z: 5, label: halo, itemStyle: { opacity: 1 }, emphasis: { scale: false }, blur: { label: { opacity: 1 } } },
      markLine: { silent: true, animation: false, precision: 10, label: { show: false } },
    };
  }

  // ECharts uses the width of 国 as the height of a line. Where no font has that letter, its substitute is narrower, and
  // the words of a live chart would be higher than those of the picture.
  function measureAsInPicture() {
    var paper = document.createElement("canvas").getContext("2d");
    echarts.setPlatformAPI({
      measureText: function (text, font) {
        if (text === "国") {
          return { width: parseFloat(/([\d.]+)px/.exec(font)[1]) };
        }
        if (paper.font !== font) {
          paper.font = font;
        }
        return paper.measureText(text);
      },
    });
  }

  // environment returns the colours and the font of the page, for this frame and in this light.
  function environment(frame) {
    var styles = getComputedStyle(frame);
    return {
      colour: function (name) {
        return styles.getPropertyValue("--f-" + name).trim() || "#777777";
      },
      fontFamily: styles.fontFamily,
    };
  }

  // monitorChart draws the chart of a frame. sizes has its options by size; tip shows the text about a point.
  monitorChart = function (frame, sizes, tip) {
    if (!monitorChart.ready) {
      measureAsInPicture();
      monitorChart.ready = true;
    }
    this.frame = frame;
    this.sizes = sizes;
    this.tip = tip;
    this.layer = document.createElement("div");
    this.layer.className = "plot-live";
    this.layer.setAttribute("aria-hidden", "true");
    frame.appendChild(this.layer);
    new ResizeObserver(this.fit.bind(this)).observe(frame);
    this.draw();
  };

  // picture returns the picture that the page shows at this width, with its options.
  monitorChart.prototype.picture = function () {
    var frame = this.frame, pictures = Object.keys(this.sizes).map(function (name) {
      return { name: name, svg: frame.querySelector(".plot-" + name) };
    });
    var shown = pictures.find(function (picture) {
      return getComputedStyle(picture.svg).display !== "none";
    }) || pictures[0];
    return { svg: shown.svg, size: this.sizes[shown.name] };
  };

  // draw makes a new chart: at first, and whenever the width or the light changes.
  monitorChart.prototype.draw = function () {
    var picture = this.picture();
    var width = picture.svg.getBoundingClientRect().width;
    if (width === 0) {
      return; // not in the page's layout now; fit tries again
    }
    if (this.chart) {
      this.chart.dispose();
      this.tip.hide();
    }
    this.drawn = picture.size;
    this.at = -1;
    this.layer.style.width = this.drawn.width + "px";
    this.layer.style.height = this.drawn.height + "px";
    this.fit();
    var env = environment(this.frame);
    this.option = prepare(JSON.parse(JSON.stringify(this.drawn.option)), env);
    this.chart = echarts.init(this.layer, theme(env), {
      renderer: "canvas", width: this.drawn.width, height: this.drawn.height,
      // As sharp as the picture also where that is shown larger than it was made.
      devicePixelRatio: Math.min(4, window.devicePixelRatio * Math.max(1, width / this.drawn.width)),
    });
    this.chart.on("updateAxisPointer", this.point.bind(this));
    this.chart.setOption(this.option);
    this.frame.classList.add("is-live");
  };

  // fit lays the layer over the picture.
  monitorChart.prototype.fit = function () {
    var picture = this.picture();
    if (picture.size !== this.drawn) {
      this.draw();
      return;
    }
    var box = picture.svg.getBoundingClientRect();
    var frame = this.frame.getBoundingClientRect();
    if (box.width > 0) {
      this.left = box.left - frame.left + this.frame.scrollLeft;
      this.top = box.top - frame.top;
      this.scale = box.width / this.drawn.width;
      this.layer.style.left = this.left + "px";
      this.layer.style.top = this.top + "px";
      this.layer.style.transform = "scale(" + this.scale + ")";
    }
  };

  // slots is the axis of an index that names periods, or parts when the bars lie down.
  monitorChart.prototype.slots = function (index) {
    var lying = !list(this.option.xAxis)[0].data;
    return { axis: list(lying ? this.option.yAxis : this.option.xAxis)[index], key: lying ? "yAxisIndex" : "xAxisIndex", lying: lying };
  };

  // place returns the place of a slot in pixels of the chart: the middle of its band, at the top of the plot.
  monitorChart.prototype.place = function (index, slot) {
    var s = this.slots(index), finder = {};
    finder[s.key] = index;
    var grid = list(this.option.grid)[s.axis.gridIndex || 0];
    var along = this.chart.convertToPixel(finder, slot);
    return s.lying ? { x: Number(grid.left) + Number(grid.width) / 2, y: along } : { x: along, y: Number(grid.top) };
  };

  // point shows the text about the slot that is pointed at.
  monitorChart.prototype.point = function (event) {
    var info = list(event.axesInfo)[0];
    if (!info) {
      this.tip.hide();
      return;
    }
    var s = this.slots(info.axisIndex);
    var slot = info.value;
    this.at = slot;
    var lines = [String(s.axis.data[slot]).replace(/\n/g, " ")];
    this.option.series.forEach(function (series) {
      if (!series.name || (series[s.key] || 0) !== info.axisIndex) {
        return;
      }
      series.data.forEach(function (item, number) {
        if (item.name && (Array.isArray(item.value) ? item.value[0] : number) === slot) {
          lines.push(series.name + ": " + item.name);
        }
      });
    });
    var at = this.place(info.axisIndex, slot);
    this.tip.show(lines, this.left + at.x * this.scale, this.top + at.y * this.scale);
  };

  // step moves to another slot of the first plot, for the keyboard.
  monitorChart.prototype.step = function (to) {
    var last = this.slots(0).axis.data.length - 1;
    this.at = to === "first" ? 0 : to === "last" ? last : Math.max(0, Math.min(last, this.at + to));
    var at = this.place(0, this.at);
    this.chart.dispatchAction({ type: "showTip", x: at.x, y: at.y + 1 });
  };

  monitorChart.prototype.leave = function () {
    this.at = -1;
    this.chart.dispatchAction({ type: "hideTip" });
    this.chart.dispatchAction({ type: "updateAxisPointer", currTrigger: "leave" });
    this.tip.hide();
  };
})();
