// What a reader takes from a figure: its picture as PNG or SVG, and how to refer to it. Both pictures are made here, of the
// marks in the page, since a page from a file share may read no other file. They have what a picture needs to stand alone:
// title, unit, source, and where it is from. They are always in light colours. The buttons show when this script runs.

(function () {
  "use strict";

  var SVG = "http://www.w3.org/2000/svg";
  var MARGIN = 24;
  var SCALE = 2; // pixels of a PNG for each pixel of the page
  var paper = document.createElement("canvas").getContext("2d");

  document.documentElement.classList.add("scripted");

  // said is the text of a part of a figure, on one line: "" when it has no such part.
  function said(figure, selector) {
    var part = figure.querySelector(selector);
    return part ? part.textContent.replace(/\s+/g, " ").trim() : "";
  }

  function font(mark, family) {
    return mark.getAttribute("font-weight") + " " + mark.getAttribute("font-size") + "px " + family;
  }

  // wrapped breaks a text into lines no wider than width.
  function wrapped(text, mark, family, width) {
    paper.font = font(mark, family);
    return text.split(" ").reduce(function (lines, word) {
      var longer = lines.length ? lines[lines.length - 1] + " " + word : word;
      if (lines.length && paper.measureText(longer).width <= width) {
        lines[lines.length - 1] = longer;
      } else {
        lines.push(word);
      }
      return lines;
    }, []);
  }

  // plain copies a mark with its colours and letters as attributes: other programs know no style sheet of ours.
  function plain(mark) {
    var copy = document.createElementNS(SVG, mark.tagName);
    ["x", "y", "width", "height", "cx", "cy", "r", "d"].forEach(function (name) {
      if (mark.hasAttribute(name)) {
        copy.setAttribute(name, mark.getAttribute(name));
      }
    });
    var style = getComputedStyle(mark);
    var group = mark.parentNode.tagName === "g" ? Number(getComputedStyle(mark.parentNode).opacity) : 1;
    copy.setAttribute("fill", style.fill);
    copy.setAttribute("stroke", style.stroke);
    copy.setAttribute("stroke-width", parseFloat(style.strokeWidth));
    copy.setAttribute("stroke-linejoin", style.strokeLinejoin);
    copy.setAttribute("opacity", Number(style.opacity) * group);
    if (style.strokeDasharray !== "none") {
      copy.setAttribute("stroke-dasharray", style.strokeDasharray.replace(/px/g, ""));
    }
    if (mark.tagName === "text") {
      copy.textContent = mark.textContent;
      copy.setAttribute("font-size", parseFloat(style.fontSize));
      copy.setAttribute("font-weight", style.fontWeight);
      copy.setAttribute("text-anchor", style.textAnchor);
    }
    return copy;
  }

  // addText adds a text with its middle at y. Other programs know neither dominant-baseline nor paint-order, so the place of
  // its baseline is computed, and its edge is a text of its own below it.
  function addText(parent, text, family) {
    paper.font = font(text, family);
    var size = paper.measureText("x");
    var y = Number(text.getAttribute("y")) + (size.fontBoundingBoxAscent - size.fontBoundingBoxDescent) / 2;
    text.setAttribute("y", Math.round(y * 100) / 100);
    if (text.getAttribute("stroke") !== "none") {
      var edge = text.cloneNode(true);
      edge.setAttribute("fill", "none");
      parent.appendChild(edge);
      text.setAttribute("stroke", "none");
    }
    parent.appendChild(text);
  }

  // compose returns the picture of a figure as an svg element that needs nothing of the page.
  function compose(figure) {
    var plot = figure.querySelector(".plot-wide");
    var style = getComputedStyle(plot);
    var family = style.fontFamily;
    var colour = function (name) {
      return style.getPropertyValue("--f-" + name).trim();
    };
    var width = Number(plot.getAttribute("width")), y = MARGIN;
    var svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("xmlns", SVG);
    svg.setAttribute("font-family", family);
    var ground = svg.appendChild(document.createElementNS(SVG, "rect"));
    ground.setAttribute("fill", colour("surface"));

    function write(text, size, weight, role, below) {
      if (!text) {
        return;
      }
      var line = document.createElementNS(SVG, "text");
      line.setAttribute("font-size", size);
      line.setAttribute("font-weight", weight);
      line.setAttribute("fill", colour(role));
      line.setAttribute("stroke", "none");
      line.setAttribute("text-anchor", "start");
      wrapped(text, line, family, width).forEach(function (words) {
        var one = line.cloneNode();
        one.textContent = words;
        one.setAttribute("x", MARGIN);
        one.setAttribute("y", y + size * 0.7);
        addText(svg, one, family);
        y += size * 1.4;
      });
      y += below;
    }

    write(said(figure, ".figure-label"), 15, 600, "accent", 2);
    write(said(figure, ".figure-title"), 20, 600, "text", 6);
    var mark = said(figure, ".figure-unit .mark");
    var unit = said(figure, ".figure-unit").slice(0, mark ? -mark.length : undefined).trim();
    write([unit, mark].filter(Boolean).join(" – "), 15, 400, "text", 12);
    var marks = svg.appendChild(document.createElementNS(SVG, "g"));
    marks.setAttribute("transform", "translate(" + MARGIN + " " + y + ")");
    plot.querySelectorAll("rect,circle,path,text").forEach(function (mark) {
      var copy = plain(mark);
      if (mark.tagName === "text") {
        addText(marks, copy, family);
      } else {
        marks.appendChild(copy);
      }
    });
    y += Number(plot.getAttribute("height")) + 14;
    [".figure-reading", ".figure-source", ".figure-cite p"].forEach(function (part) {
      write(said(figure, part), 13, 400, "muted", 3);
    });
    var size = { width: width + 2 * MARGIN, height: Math.ceil(y + MARGIN - 3) };
    [svg, ground].forEach(function (element) {
      element.setAttribute("width", size.width);
      element.setAttribute("height", size.height);
    });
    svg.setAttribute("viewBox", "0 0 " + size.width + " " + size.height);
    return svg;
  }

  // paint draws an svg of compose. A browser lets no page from a file share read back a canvas with an image in it.
  function paint(svg) {
    var canvas = document.createElement("canvas");
    canvas.width = SCALE * svg.getAttribute("width");
    canvas.height = SCALE * svg.getAttribute("height");
    var to = canvas.getContext("2d");
    to.scale(SCALE, SCALE);
    var family = svg.getAttribute("font-family");
    svg.querySelectorAll("rect,circle,path,text").forEach(function (mark) {
      var number = function (name) {
        return Number(mark.getAttribute(name));
      };
      to.save();
      if (mark.parentNode !== svg) {
        var moved = mark.parentNode.getAttribute("transform").match(/[\d.]+/g).map(Number);
        to.translate(moved[0], moved[1]);
      }
      to.globalAlpha = mark.hasAttribute("opacity") ? number("opacity") : 1;
      to.fillStyle = mark.getAttribute("fill");
      to.strokeStyle = mark.getAttribute("stroke") || "none";
      to.lineWidth = number("stroke-width");
      to.lineJoin = mark.getAttribute("stroke-linejoin") || "miter";
      to.setLineDash((mark.getAttribute("stroke-dasharray") || "").split(/[ ,]+/).filter(Boolean).map(Number));
      var isFilled = mark.getAttribute("fill") !== "none";
      var isStroked = (mark.getAttribute("stroke") || "none") !== "none";
      if (mark.tagName === "text") {
        to.font = font(mark, family);
        to.textAlign = { start: "left", middle: "center", end: "right" }[mark.getAttribute("text-anchor")];
        if (isStroked) {
          to.strokeText(mark.textContent, number("x"), number("y"));
        }
        if (isFilled) {
          to.fillText(mark.textContent, number("x"), number("y"));
        }
      } else {
        var outline = new Path2D(mark.getAttribute("d") || "");
        if (mark.tagName === "rect") {
          outline.rect(number("x"), number("y"), number("width"), number("height"));
        } else if (mark.tagName === "circle") {
          outline.arc(number("cx"), number("cy"), number("r"), 0, 2 * Math.PI);
        }
        if (isFilled) {
          to.fill(outline);
        }
        if (isStroked) {
          to.stroke(outline);
        }
      }
      to.restore();
    });
    return canvas;
  }

  // inLight calls make while the page has its light colours.
  function inLight(make) {
    var root = document.documentElement, before = root.getAttribute("data-theme");
    root.setAttribute("data-theme", "light");
    try {
      return make();
    } finally {
      if (before === null) {
        root.removeAttribute("data-theme");
      } else {
        root.setAttribute("data-theme", before);
      }
    }
  }

  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 60000);
  }

  function fileName(figure, extension) {
    var name = said(figure, ".figure-label") + " " + said(figure, ".figure-title");
    return name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "").slice(0, 80) + "." + extension;
  }

  function take(figure, kind) {
    document.fonts.ready.then(function () {
      var svg = inLight(function () {
        return compose(figure);
      });
      if (kind === "svg") {
        save(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }), fileName(figure, kind));
      } else {
        paint(svg).toBlob(function (blob) {
          save(blob, fileName(figure, kind));
        });
      }
    });
  }

  // copy puts a text on the clipboard. An intranet without https has no navigator.clipboard.
  function copy(part, done) {
    if (navigator.clipboard) {
      navigator.clipboard.writeText(part.textContent).then(done, selectAndCopy);
    } else {
      selectAndCopy();
    }
    function selectAndCopy() {
      getSelection().selectAllChildren(part);
      if (document.execCommand("copy")) {
        done();
      }
    }
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-picture],[data-copied]");
    if (!button) {
      return;
    }
    var figure = button.closest(".figure");
    if (button.dataset.picture) {
      take(figure, button.dataset.picture);
    } else {
      copy(figure.querySelector(".figure-cite p"), function () {
        figure.querySelector(".figure-cite [role=status]").textContent = button.dataset.copied;
      });
    }
  });
})();
