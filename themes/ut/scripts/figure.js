// Figures that come alive when a reader touches them. Until then, and wherever this script or the chart library does not
// run, the picture in the page is all there is, and it is complete.
//
// The library and the options of a figure are scripts of their own, asked for at the first touch: browsers let a page of a
// file share load scripts, but no data. Drawing goes to a canvas, and the words of a tooltip too, since the library would
// otherwise write style attributes, which the page's policy forbids.

var monitorFigure;

(function () {
  "use strict";

  var options = {}; // by hash, once their script has run
  var scripts = {}; // by address: a promise
  var frames = document.querySelectorAll(".plot-frame[data-option]");
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var live = [];

  monitorFigure = function (hash, sizes) {
    options[hash] = sizes;
  };

  function load(address) {
    if (!scripts[address]) {
      scripts[address] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = reject;
        document.head.appendChild(script);
      });
    }
    return scripts[address];
  }

  function shown(frame, selector) {
    var picture = frame.querySelector(selector);
    return picture && getComputedStyle(picture).display !== "none" ? picture : null;
  }

  // A figure that has come alive: its frame, its chart, and where the pointer of the keyboard stands.
  function Live(frame) {
    this.frame = frame;
    this.at = -1;
    this.layer = document.createElement("div");
    this.layer.className = "plot-live";
    this.layer.setAttribute("aria-hidden", "true");
    frame.appendChild(this.layer);
    var self = this;
    new ResizeObserver(function () {
      self.fit();
    }).observe(frame);
  }

  // Which of the two sizes is in the page now, and its picture.
  Live.prototype.current = function () {
    return shown(this.frame, ".plot-wide") ? "wide" : "narrow";
  };

  Live.prototype.draw = function () {
    var styles = getComputedStyle(this.frame);
    this.size = this.current();
    var drawn = options[this.frame.dataset.hash][this.size];
    var picture = shown(this.frame, ".plot-" + this.size);
    if (!drawn || !picture) {
      return;
    }
    var env = {
      colour: function (name) {
        return styles.getPropertyValue("--f-" + name).trim() || "#777777";
      },
      decimal: ",",
      group: ".",
      fontFamily: styles.fontFamily,
    };
    var option = monitorPrepare(JSON.parse(JSON.stringify(drawn.option)), env);
    option.animation = false;
    if (this.chart) {
      this.chart.dispose();
    }
    // The layer has the size for which the option was made, and is scaled as the picture is, so that nothing moves.
    this.width = drawn.width;
    this.height = drawn.height;
    this.fit();
    this.chart = echarts.init(this.layer, monitorTheme(env), {
      renderer: "canvas", width: drawn.width, height: drawn.height,
      devicePixelRatio: window.devicePixelRatio * Math.max(1, this.frame.clientWidth / drawn.width),
    });
    this.chart.setOption(option);
    // The axis of the first grid that names periods (or parts, when the bars lie down): the keyboard walks along it.
    this.grid = [].concat(option.grid || [])[0] || {};
    this.across = ([].concat(option.xAxis || [])[0] || {}).data;
    this.down = ([].concat(option.yAxis || [])[0] || {}).data;
    this.last = (this.across || this.down || []).length - 1;
    this.frame.classList.add("is-live");
  };

  Live.prototype.fit = function () {
    if (this.chart && this.current() !== this.size) {
      this.draw();
      return;
    }
    var width = this.frame.clientWidth;
    if (this.width && width) {
      this.layer.style.width = this.width + "px";
      this.layer.style.height = this.height + "px";
      this.layer.style.transform = "scale(" + width / this.width + ")";
    }
  };

  // The arrow keys go from period to period; Escape takes the words away.
  Live.prototype.key = function (event) {
    var step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.at = -1;
      this.chart.dispatchAction({ type: "hideTip" });
    } else if (event.key === "Home" || event.key === "End" || step) {
      this.at = event.key === "Home" ? 0 : event.key === "End" ? this.last : Math.max(0, Math.min(this.last, this.at + step));
      this.chart.dispatchAction(this.tip());
      event.preventDefault();
    }
  };

  // Where to point at: a place in the grid, not an item of a series, since a line that is broken is several series.
  Live.prototype.tip = function () {
    if (this.across) {
      var top = typeof this.grid.top === "number" ? this.grid.top : this.height / 2;
      return { type: "showTip", x: this.chart.convertToPixel({ xAxisIndex: 0 }, this.at), y: top + 2 };
    }
    return { type: "showTip", x: this.chart.convertToPixel({ xAxisIndex: 0 }, 0) + 2, y: this.chart.convertToPixel({ yAxisIndex: 0 }, this.at) };
  };

  function wake(event) {
    var frame = event.currentTarget;
    if (frame.dataset.waking) {
      return;
    }
    frame.dataset.waking = "yes";
    Promise.all([load(frame.dataset.echarts), load(frame.dataset.option)]).then(function () {
      var figure = new Live(frame);
      figure.draw();
      live.push(figure);
      frame.addEventListener("keydown", function (event) {
        figure.key(event);
      });
    }, function () {
      // What could not be loaded may come at the next touch; the picture stays.
      delete frame.dataset.waking;
      scripts = {};
    });
  }

  function redraw() {
    live.forEach(function (figure) {
      figure.draw();
    });
  }

  function still(yes) {
    live.forEach(function (figure) {
      figure.frame.classList.toggle("is-live", !yes);
    });
  }

  frames.forEach(function (frame) {
    frame.tabIndex = 0;
    ["pointerenter", "focusin", "touchstart"].forEach(function (touch) {
      frame.addEventListener(touch, wake, { passive: true });
    });
  });
  dark.addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  window.addEventListener("beforeprint", function () {
    still(true);
  });
  window.addEventListener("afterprint", function () {
    still(false);
  });
})();
