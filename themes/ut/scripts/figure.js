// Figures that come alive when a reader touches them. Until then, and wherever this script or the chart library does not
// run, the picture in the page is all there is, and it is complete.
//
// The library and the options of a figure are scripts of their own, asked for at the first touch: browsers let a page of a
// file share load scripts, but no data. Drawing goes to a canvas, and the words of a tooltip too, since the library would
// otherwise write style attributes, which the page's policy forbids.
//
// The live chart lies over the picture, in a layer of the picture's own size that is scaled as the picture is. Nothing
// moves when it appears, and on paper the picture comes back.

var monitorFigure;

(function () {
  "use strict";

  var sizesOf = {}; // the options of a figure, wide and narrow, by hash, once their script has run
  var scripts = {}; // by address: a promise
  var live = [];

  // An option script calls this.
  monitorFigure = function (hash, sizes) {
    sizesOf[hash] = sizes;
  };

  function load(address) {
    if (!scripts[address]) {
      scripts[address] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = function () {
          // It may be there at the next touch.
          delete scripts[address];
          script.remove();
          reject();
        };
        document.head.appendChild(script);
      });
    }
    return scripts[address];
  }

  function list(part) {
    return part === undefined || part === null ? [] : [].concat(part);
  }

  // Once for the page, when the library is there.
  function prepareLibrary() {
    measureAsInPicture();
    // No option reaches the letters of a tooltip that is drawn.
    var content = echarts.internals.TooltipRichContent.prototype;
    var setContent = content.setContent;
    content.setContent = function (text, markup, model) {
      setContent.apply(this, arguments);
      this.el.setStyle({ fontFamily: model.get(["textStyle", "fontFamily"]), fontSize: model.get(["textStyle", "fontSize"]) });
    };
  }

  // ECharts takes the width of 国 for the height of a line. Where no font has that letter, what stands for it is narrower,
  // and the words of a live chart would stand higher than those of the picture.
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

  // What the page gives an option: its colours and letters, as they are at this place of the page and in this light.
  function environment(frame) {
    var styles = getComputedStyle(frame);
    return {
      colour: function (name) {
        return styles.getPropertyValue("--f-" + name).trim() || "#777777";
      },
      fontFamily: styles.fontFamily,
    };
  }

  // What only a live chart needs to be told.
  function enliven(option) {
    option.animation = false;
    list(option.tooltip).forEach(function (tooltip) {
      tooltip.renderMode = "richText";
      tooltip.confine = true;
    });
    list(option.dataZoom).forEach(function (zoom) {
      // The wheel alone scrolls the page, also over a figure.
      zoom.zoomOnMouseWheel = "ctrl";
      zoom.moveOnMouseWheel = false;
      zoom.preventDefaultMouseMove = false;
    });
    return option;
  }

  function Live(frame) {
    this.frame = frame;
    this.chart = null;
    this.drawn = null; // what of sizesOf is drawn
    this.at = -1; // the point that the keyboard stands at
    this.layer = document.createElement("div");
    this.layer.className = "plot-live";
    this.layer.setAttribute("aria-hidden", "true");
    frame.appendChild(this.layer);
    new ResizeObserver(this.fit.bind(this)).observe(frame);
    frame.addEventListener("keydown", this.key.bind(this));
    this.draw();
  }

  // The picture that the page shows at this width, and what goes with it.
  Live.prototype.picture = function () {
    var wide = this.frame.querySelector(".plot-wide");
    var isWide = wide && getComputedStyle(wide).display !== "none";
    return { svg: isWide ? wide : this.frame.querySelector(".plot-narrow"), size: sizesOf[this.frame.dataset.hash][isWide ? "wide" : "narrow"] };
  };

  // draw begins a new chart: at first, and when the width, the light or the paper has changed.
  Live.prototype.draw = function () {
    var picture = this.picture();
    var width = picture.svg ? picture.svg.getBoundingClientRect().width : 0;
    if (!picture.size || width === 0) {
      return; // not in the page's layout now; fit tries again
    }
    if (this.chart) {
      this.chart.dispose();
    }
    this.drawn = picture.size;
    this.at = -1;
    this.layer.style.width = this.drawn.width + "px";
    this.layer.style.height = this.drawn.height + "px";
    this.fit();
    var env = environment(this.frame);
    // ECharts fills an open symbol with this, and asks no option.
    echarts.internals.tokens.color.neutral00 = env.colour("surface");
    var option = enliven(monitorPrepare(JSON.parse(JSON.stringify(this.drawn.option)), env));
    this.chart = echarts.init(this.layer, monitorTheme(env), {
      renderer: "canvas", width: this.drawn.width, height: this.drawn.height,
      // As sharp as the picture also where that is shown larger than it was made.
      devicePixelRatio: Math.min(4, window.devicePixelRatio * Math.max(1, width / this.drawn.width)),
    });
    this.chart.setOption(option);
    this.walk(option);
    this.frame.classList.add("is-live");
  };

  // fit lays the layer over the picture.
  Live.prototype.fit = function () {
    var picture = this.picture();
    if (!picture.svg) {
      return;
    }
    if (picture.size !== this.drawn) {
      this.draw();
      return;
    }
    var box = picture.svg.getBoundingClientRect();
    var frame = this.frame.getBoundingClientRect();
    if (box.width > 0) {
      this.layer.style.left = box.left - frame.left + this.frame.scrollLeft + "px";
      this.layer.style.top = box.top - frame.top + "px";
      this.layer.style.transform = "scale(" + box.width / this.drawn.width + ")";
    }
  };

  // walk finds where the arrow keys go: along the first axis that names periods, or parts when the bars lie down. A place
  // is a point in the first grid and not an item of a series, since a line with a break in it is several series. Where the
  // tooltip belongs to items, the keys go from each that has something to say to the next.
  Live.prototype.walk = function (option) {
    this.items = [];
    if (list(option.tooltip).some(function (tooltip) { return tooltip.trigger === "item"; })) {
      list(option.series).forEach(function (series, number) {
        list(series.silent ? [] : series.data).forEach(function (item, index) {
          if (item && item.name) {
            this.items.push({ seriesIndex: number, dataIndex: index });
          }
        }, this);
      }, this);
      this.last = this.items.length - 1;
      return;
    }
    var across = list(option.xAxis)[0] || {};
    var down = list(option.yAxis)[0] || {};
    var chart = this.chart;
    this.last = list(across.data || down.data).length - 1;
    this.place = function (at) {
      var grid = chart.getModel().getComponent("grid", 0);
      var rect = grid && grid.coordinateSystem ? grid.coordinateSystem.getRect() : null;
      if (!rect) {
        return null;
      }
      return across.data
        ? { x: chart.convertToPixel({ xAxisIndex: 0 }, at), y: rect.y + rect.height / 2 }
        : { x: rect.x + rect.width / 2, y: chart.convertToPixel({ yAxisIndex: 0 }, at) };
    };
  };

  // downplay leaves the item at which the keyboard stands.
  Live.prototype.downplay = function () {
    if (this.items.length > 0 && this.at >= 0) {
      this.chart.dispatchAction(Object.assign({ type: "downplay" }, this.items[this.at]));
    }
  };

  Live.prototype.key = function (event) {
    var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!this.chart || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (event.key === "Escape") {
      this.downplay();
      this.at = -1;
      this.chart.dispatchAction({ type: "hideTip" });
      this.chart.dispatchAction({ type: "updateAxisPointer", currTrigger: "leave" });
      return;
    }
    this.downplay();
    if (event.key === "Home") {
      this.at = 0;
    } else if (event.key === "End") {
      this.at = this.last;
    } else if (step) {
      this.at = Math.max(0, Math.min(this.last, this.at + step));
    } else {
      return;
    }
    if (this.items.length > 0) {
      var item = this.items[this.at];
      this.chart.dispatchAction(Object.assign({ type: "highlight" }, item));
      this.chart.dispatchAction(Object.assign({ type: "showTip" }, item));
      event.preventDefault();
      return;
    }
    var place = this.last < 0 ? null : this.place(this.at);
    if (place) {
      this.chart.dispatchAction({ type: "showTip", x: place.x, y: place.y });
      event.preventDefault();
    }
  };

  function wake(event) {
    var frame = event.currentTarget;
    if (frame.dataset.waking) {
      return;
    }
    frame.dataset.waking = "yes";
    Promise.all([load(frame.dataset.echarts), load(frame.dataset.option)]).then(function () {
      if (sizesOf[frame.dataset.hash]) {
        if (live.length === 0) {
          prepareLibrary();
        }
        live.push(new Live(frame));
      }
    }, function () {
      // What could not be loaded may come at the next touch; the picture stays.
      delete frame.dataset.waking;
    });
  }

  function redraw() {
    live.forEach(function (figure) {
      figure.draw();
    });
  }

  function showPictures(yes) {
    live.forEach(function (figure) {
      figure.frame.classList.toggle("is-live", !yes);
    });
  }

  document.querySelectorAll(".plot-frame[data-option]").forEach(function (frame) {
    frame.tabIndex = 0;
    ["pointerenter", "focusin", "touchstart"].forEach(function (touch) {
      frame.addEventListener(touch, wake, { passive: true });
    });
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  window.addEventListener("beforeprint", function () {
    showPictures(true);
  });
  window.addEventListener("afterprint", function () {
    showPictures(false);
  });
})();
