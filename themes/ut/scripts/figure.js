// Figures that come alive when a reader touches them. Until then, and wherever this script or the chart library does not
// run, the picture in the page is all there is, and it is complete.
//
// A figure over axes is drawn anew by the chart library (chart.js). The library and the options of a figure are scripts of
// their own, asked for at the first touch: browsers let a page of a file share load scripts, but no data. The marks of any
// other figure say themselves what they stand for (data-said), and in a graph what they join (data-node, data-ends).

var monitorFigure;

(function () {
  "use strict";

  var sizesOf = {}; // the options of a figure at each size, by hash, once their script has run
  var scripts = {}; // by address: a promise
  var charts = [];

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
          // Tried again at the next touch.
          delete scripts[address];
          script.remove();
          reject();
        };
        document.head.appendChild(script);
      });
    }
    return scripts[address];
  }

  // Tip is the text about a point, shown beside it and within its frame.
  function Tip(frame) {
    this.frame = frame;
    this.box = document.createElement("div");
    this.box.className = "plot-tip";
    this.box.setAttribute("aria-hidden", "true");
    this.box.hidden = true;
    this.aloud = false; // the keyboard is used: what is shown is said
    frame.appendChild(this.box);
  }

  Tip.prototype.show = function (lines, x, y) {
    this.box.textContent = lines.join("\n");
    if (this.aloud) {
      speaker().textContent = lines.join("; ").replace(/\n/g, "; ");
    }
    this.box.hidden = false;
    // Its width does not depend on where it is, so that it is measured once.
    var width = this.box.offsetWidth;
    var right = this.frame.clientWidth - width;
    var bottom = this.frame.clientHeight - this.box.offsetHeight;
    var left = x + 12 <= right ? x + 12 : x - 12 - width;
    this.box.style.left = Math.max(0, Math.min(left, right)) + "px";
    this.box.style.top = Math.max(0, Math.min(y + 8, bottom)) + "px";
  };

  Tip.prototype.hide = function () {
    this.box.hidden = true;
  };

  // speaker returns the element of the page that a screen reader reads aloud whenever it changes. It is outside the frames:
  // what is in an image is not read.
  function speaker() {
    var found = document.getElementById("ui-speaker");
    if (!found) {
      found = document.createElement("div");
      found.id = "ui-speaker";
      found.className = "plot-speaker";
      found.setAttribute("role", "status");
      document.body.appendChild(found);
    }
    return found;
  }

  // Marks makes the marks of a picture respond: the mark that is pointed at stands out, and in a graph so do the marks
  // connected with it.
  function Marks(frame, tip) {
    this.frame = frame;
    this.tip = tip;
    this.at = null;
    var marks = this;
    ["pointerover", "pointerdown"].forEach(function (kind) {
      frame.addEventListener(kind, function (event) {
        marks.over(event.target);
      });
    });
    frame.addEventListener("pointerleave", this.leave.bind(this));
    frame.addEventListener("focusout", this.leave.bind(this));
  }

  Marks.prototype.over = function (element) {
    var mark = element && element.closest("[data-said]");
    if (!mark) {
      this.leave();
    } else if (mark !== this.at) { // and not another shape of the same mark
      this.point(mark);
    }
  };

  // point shows the text of a mark, and makes it stand out. It measures before it changes the picture, so that the browser
  // lays the page out once more, and not three times.
  Marks.prototype.point = function (mark) {
    var box = mark.getBoundingClientRect();
    var frame = this.frame.getBoundingClientRect();
    this.leave();
    this.tip.show(mark.dataset.said.split("\n"), box.right - frame.left + this.frame.scrollLeft, (box.top + box.bottom) / 2 - frame.top);
    this.at = mark;
    var svg = mark.ownerSVGElement;
    var ends = mark.dataset.ends ? mark.dataset.ends.split(" ") : [];
    var node = mark.dataset.node;
    if (node) {
      ends.push(node);
      svg.querySelectorAll("[data-ends]").forEach(function (edge) {
        var joined = edge.dataset.ends.split(" ");
        if (joined.indexOf(node) >= 0) {
          edge.classList.add("is-near");
          ends.push(joined[0], joined[1]);
        }
      });
    }
    svg.querySelectorAll("[data-node]").forEach(function (other) {
      other.classList.toggle("is-near", ends.indexOf(other.dataset.node) >= 0);
    });
    svg.classList.toggle("is-pointed", ends.length > 0);
    mark.classList.add("is-at", "is-near");
  };

  Marks.prototype.leave = function () {
    if (this.at) {
      var svg = this.at.ownerSVGElement;
      svg.classList.remove("is-pointed");
      svg.querySelectorAll(".is-near").forEach(function (mark) {
        mark.classList.remove("is-near", "is-at");
      });
      this.at = null;
      this.tip.hide();
    }
  };

  // step moves to another mark of the picture that the page shows, for the keyboard. It skips edges.
  Marks.prototype.step = function (to) {
    var marks = Array.prototype.filter.call(this.frame.querySelectorAll("[data-said]:not([data-ends])"), function (mark) {
      return mark.getClientRects().length > 0;
    });
    var at = to === "first" ? 0 : to === "last" ? marks.length - 1 : Math.max(0, Math.min(marks.length - 1, marks.indexOf(this.at) + to));
    if (marks[at]) {
      this.point(marks[at]);
    }
  };

  function wake(event) {
    var frame = event.currentTarget;
    if (frame.dataset.waking) {
      return;
    }
    frame.dataset.waking = "yes";
    if (!frame.dataset.option) {
      // Asked for before the page changes, which would have to be laid out again for it.
      var pointed = event.type === "pointerenter" && document.elementFromPoint(event.clientX, event.clientY);
      var marks = new Marks(frame, new Tip(frame));
      live(frame, marks);
      if (pointed) {
        marks.over(pointed);
      }
      return;
    }
    Promise.all([load(frame.dataset.echarts), load(frame.dataset.option)]).then(function () {
      if (sizesOf[frame.dataset.hash]) {
        var chart = new monitorChart(frame, sizesOf[frame.dataset.hash], new Tip(frame));
        charts.push(chart);
        live(frame, chart);
      }
    }, function () {
      // The scripts may load at the next touch; until then the picture stays.
      delete frame.dataset.waking;
    });
  }

  // live makes a figure that responds to a pointer respond to the keyboard too.
  function live(frame, subject) {
    frame.dataset.live = "yes";
    frame.addEventListener("pointermove", function () {
      subject.tip.aloud = false;
    });
    frame.addEventListener("keydown", function (event) {
      var steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: "first", End: "last" };
      if (event.ctrlKey || event.altKey || event.metaKey) {
        return;
      }
      subject.tip.aloud = true;
      if (event.key === "Escape") {
        subject.leave();
      } else if (event.key in steps) {
        subject.step(steps[event.key]);
        event.preventDefault();
      }
    });
  }

  function showPictures(yes) {
    charts.forEach(function (chart) {
      chart.frame.classList.toggle("is-live", !yes);
    });
  }

  function redraw() {
    charts.forEach(function (chart) {
      chart.draw();
    });
  }

  function attend(frame) {
    if (!frame.dataset.option && !frame.querySelector("[data-said]")) {
      return;
    }
    frame.tabIndex = 0;
    frame.setAttribute("role", "application"); // a screen reader hands it the arrow keys
    speaker();
    ["pointerenter", "focusin", "touchstart"].forEach(function (touch) {
      frame.addEventListener(touch, wake, { passive: true });
    });
  }

  document.querySelectorAll(".plot-frame").forEach(attend);
  // While somebody writes the report (monitor serve), a frame is replaced when what it shows changes.
  document.addEventListener("monitor:replaced", function (event) {
    attend(event.target);
    charts = charts.filter(function (chart) {
      if (chart.chart && !chart.frame.isConnected) {
        chart.chart.dispose();
      }
      return chart.frame.isConnected;
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
