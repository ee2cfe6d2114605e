// Helps a reader to find the way on a page:
//
//   - the contents of a chapter mark the section on the screen;
//   - a table that is wider than the screen says that it goes on, and shows the newest period first;
//   - a table whose rows become cards stays a table to a screen reader;
//   - the link to another language leads to the same place on the page.

(function () {
  "use strict";

  var sections = all(".contents a[href^='#']").map(function (link) {
    return { link: link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) };
  }).filter(function (s) { return s.heading; });
  var hints = new WeakMap(); // what stands beside a table, by its frame
  var current, waiting;

  function all(selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  }

  // mark marks the last section that begins above the middle of the screen.
  function mark() {
    waiting = false;
    var last;
    sections.forEach(function (s) {
      if (s.heading.getBoundingClientRect().top < window.innerHeight / 2) {
        last = s;
      }
    });
    if (last === current) {
      return;
    }
    if (current) {
      current.link.removeAttribute("aria-current");
    }
    if (last) {
      last.link.setAttribute("aria-current", "location");
    }
    current = last;
  }

  // markSoon marks in the next frame, for which the browser lays the page out in any case.
  function markSoon() {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(mark);
    }
  }

  if (sections.length) {
    window.addEventListener("scroll", markSoon, { passive: true });
    markSoon();
  }

  // tell says of tables whether they go on beside the screen: below each, or above one that is longer than the screen and
  // still to come, where it moves nothing in sight. It looks at all of them before it changes one, so that the page is
  // laid out once.
  function tell(frames) {
    frames.map(function (frame) {
      return {
        goesOn: frame.scrollWidth > frame.clientWidth + 1,
        above: frame.offsetHeight > innerHeight && frame.getBoundingClientRect().top > innerHeight
      };
    }).forEach(function (seen, n) {
      var frame = frames[n];
      var goesOn = seen.goesOn;
      var hint = hints.get(frame);
      if (!goesOn && !hint) {
        return;
      }
      if (!hint) {
        hint = document.createElement("p");
        hint.className = "scroll-hint";
        hint.hidden = true;
        hint.setAttribute("aria-hidden", "true"); // a screen reader reads the whole table
        hint.textContent = document.body.dataset.scrolls;
        frame.parentNode.insertBefore(hint, seen.above ? frame : frame.nextSibling);
        hints.set(frame, hint);
      }
      if (goesOn && hint.hidden && isPeriods(frame)) {
        frame.scrollLeft = frame.scrollWidth;
      }
      hint.hidden = !goesOn;
    });
  }

  // isPeriods reports whether the columns of a table are periods, the newest last.
  function isPeriods(frame) {
    var head = frame.querySelector("thead tr:last-child > :last-child");
    return head && /^\D*\d{4}\D*$/.test(head.textContent);
  }

  // Where the rows of a table are cards, its parts are blocks, and some browsers no longer tell a screen reader of a table.
  all(".stacked").forEach(function (table) {
    table.setAttribute("role", "table");
    [["thead,tbody", "rowgroup"], ["tr", "row"], ["th[scope^=col]", "columnheader"], ["th[scope=row]", "rowheader"],
      ["td", "cell"]].forEach(function (part) {
      table.querySelectorAll(part[0]).forEach(function (element) { element.setAttribute("role", part[1]); });
    });
  });

  // The fragment of the address is a place on the page, or what was chosen of a list.
  all(".bar-language").forEach(function (link) {
    ["click", "auxclick"].forEach(function (type) {
      link.addEventListener(type, function () { link.hash = location.hash; });
    });
  });

  if ("ResizeObserver" in window) {
    var observer = new ResizeObserver(function (entries) {
      tell(entries.map(function (e) { return e.target; }));
    });
    all(".table-scroll").forEach(function (frame) { observer.observe(frame); });
  }
})();
