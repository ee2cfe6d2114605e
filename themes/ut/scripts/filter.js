// Filters and sorts a list of indicators, risks or measures. Without this script the list is whole and in the report's
// order; the controls appear only when the script runs.
//
//   text field               keeps the rows that contain all its words
//   select data-key="k"      keeps the rows with its value: with k "category" and value "cyber", those with
//                            data-category="cyber" or "campus cyber"
//   checkbox data-without    hides the rows of that class
//   th data-sort="text"      has a button that sorts by the texts of the column; with "period" by period, with "number" by
//                            the data-value of its cells. A third click, or a column with "order", returns to the
//                            report's own order.
//   select ui-filter-sort    has the same orders, for screens on which columns have no headings
//   tr.group                 the title of the rows after it; shown only in the report's own order
//
// The address of the page keeps the choice, by the data-name of columns: "#?category=cyber&sort=verdict", and
// "sort=-verdict" for descending.

(function () {
  "use strict";

  var form = document.getElementById("ui-filter");
  var table = form && document.getElementById(form.dataset.table);
  if (!table) {
    return;
  }
  var text = document.getElementById("ui-filter-text");
  var choices = all(form.querySelectorAll("select[data-key]"));
  var checks = all(form.querySelectorAll("input[data-without]"));
  var count = document.getElementById("ui-filter-count");
  var order = document.getElementById("ui-filter-sort");
  var clear = document.getElementById("ui-filter-clear");
  var body = table.tBodies[0];
  var headers = all(table.tHead.rows[0].cells);
  var group;
  var rows = all(body.rows).map(function (row, order) {
    var r = { row: row, order: order, group: group };
    if (row.classList.contains("group")) {
      group = r;
      r.isGroup = true;
    }
    return r;
  });
  var total = rows.filter(function (r) { return !r.isGroup; }).length;
  var due; // a timer: what was typed has yet to be filtered by
  var sorted = { column: -1, direction: 1 }; // column -1: the report's own order
  var collator; // made at the first use, as the texts of rows are: both take long on a phone

  function all(list) {
    return Array.prototype.slice.call(list);
  }

  // withoutAccents also removes capitals, so that "suicide" finds "Suïcide".
  function withoutAccents(s) {
    return s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  // textOf returns the text of a row in which words are looked for.
  function textOf(r) {
    if (r.text === undefined) {
      r.text = withoutAccents(r.row.textContent);
    }
    return r.text;
  }

  function filter() {
    var words = withoutAccents(text.value).split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (r) { r.any = false; });
    rows.forEach(function (r) {
      if (r.isGroup) {
        return;
      }
      var fits = choices.every(function (c) { return !c.value || r.row.dataset[c.dataset.key].split(" ").indexOf(c.value) >= 0; }) &&
        checks.every(function (c) { return !c.checked || !r.row.classList.contains(c.dataset.without); }) &&
        words.every(function (w) { return textOf(r).indexOf(w) >= 0; });
      r.row.hidden = !fits;
      shown += fits ? 1 : 0;
      if (fits && r.group) {
        r.group.any = true;
      }
    });
    var own = sorted.column < 0 || headers[sorted.column].dataset.sort === "order";
    rows.forEach(function (r) {
      if (r.isGroup) {
        r.row.hidden = !own || !r.any;
      }
    });
    var message = shown ? form.dataset.count : form.dataset.none;
    message = message.replace("{shown}", shown).replace("{total}", total);
    clear.hidden = !text.value && sorted.column < 0 && !choices.some(function (c) { return c.value; }) &&
      !checks.some(function (c) { return c.checked; });
    // Setting the same text again would make a screen reader repeat it.
    if (count.textContent !== message) {
      count.textContent = message;
    }
  }

  // compare compares two texts in the order of the page's language.
  function compare(x, y) {
    collator = collator || new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
    return collator.compare(x, y);
  }

  // key returns the value by which a cell is sorted; "" for an empty cell.
  function key(cell, kind) {
    var said = (cell.querySelector("th > a") || cell).textContent.trim();
    return kind === "number" ? cell.dataset.value : kind === "period" ? periodKey(said) : said;
  }

  // The year comes first, then the rest of the name: "3e kwartaal 2025" comes after "2024".
  function periodKey(s) {
    var year = /\d{4}/.exec(s);
    return year ? year[0] + " " + s.replace(/\d{4}/, "") : "";
  }

  // choose notes the order of a column, or the report's own for column -1, and shows which it is. Rows stay where they are.
  function choose(column, direction) {
    sorted = { column: column, direction: direction };
    headers.forEach(function (h, n) {
      h.removeAttribute("aria-sort");
      if (n === column || column < 0 && h.dataset.sort === "order") {
        h.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      }
    });
    order.value = sortName();
  }

  // arrange puts the rows in the order that was chosen.
  function arrange() {
    var column = sorted.column;
    var direction = sorted.direction;
    var kind = column < 0 ? "order" : headers[column].dataset.sort;
    rows.forEach(function (r) { r.key = kind === "order" || r.isGroup ? "" : key(r.row.cells[column], kind); });
    rows.sort(function (a, b) {
      if (kind === "order") {
        return direction * (a.order - b.order);
      }
      if (a.isGroup || b.isGroup) {
        return !a.isGroup - !b.isGroup || a.order - b.order;
      }
      var x = a.key;
      var y = b.key;
      // Empty cells come last, in either direction.
      if (!x !== !y) {
        return x ? -1 : 1;
      }
      var difference = kind === "number" ? x - y : compare(x, y);
      return direction * difference || a.order - b.order;
    });
    body.append.apply(body, rows.map(function (r) { return r.row; }));
  }

  // later calls a function once what was typed or chosen is on the screen: on a slow phone, hiding and moving rows takes long.
  function later(call) {
    requestAnimationFrame(function () {
      setTimeout(call);
    });
  }

  // update arranges and filters the rows after an order was chosen.
  function update() {
    later(function () {
      arrange();
      filter();
      keep();
    });
  }

  // filterSoon filters once nobody has typed for a moment. On a slow phone the next letter would wait for the rows.
  function filterSoon() {
    clearTimeout(due);
    due = setTimeout(filter, 250);
  }

  // sortName names the order in which the rows are: "verdict", "-verdict", or "" for the report's own.
  function sortName() {
    return sorted.column < 0 ? "" : (sorted.direction < 0 ? "-" : "") + headers[sorted.column].dataset.name;
  }

  // sortBy chooses the order that a name says. A name that is unknown is that of the report's own order.
  function sortBy(name) {
    var down = name.charAt(0) === "-";
    var column = headers.findIndex(function (h) { return h.dataset.sort && h.dataset.name === (down ? name.slice(1) : name); });
    choose(column, down && column >= 0 ? -1 : 1);
  }

  // keep writes the choice into the address.
  function keep() {
    var chosen = new URLSearchParams();
    if (text.value) {
      chosen.set("text", text.value);
    }
    choices.forEach(function (c) { if (c.value) { chosen.set(c.dataset.key, c.value); } });
    checks.forEach(function (c) { if (c.checked) { chosen.set(c.dataset.without, "no"); } });
    if (sorted.column >= 0) {
      chosen.set("sort", sortName());
    }
    var hash = chosen.toString();
    if (hash || location.hash.slice(0, 2) === "#?") {
      history.replaceState(null, "", hash ? "#?" + hash : location.pathname + location.search);
    }
  }

  // restore reads the choice from the address.
  function restore() {
    if (location.hash.slice(0, 2) !== "#?") {
      return;
    }
    var chosen = new URLSearchParams(location.hash.slice(2));
    text.value = chosen.get("text") || "";
    choices.forEach(function (c) {
      c.value = chosen.get(c.dataset.key) || "";
      if (c.selectedIndex < 0) {
        c.value = "";
      }
    });
    checks.forEach(function (c) { c.checked = chosen.get(c.dataset.without) === "no"; });
    sortBy(chosen.get("sort") || "");
    arrange();
  }

  headers.forEach(function (header, column) {
    var kind = header.dataset.sort;
    if (!kind) {
      return;
    }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    while (header.firstChild) {
      button.appendChild(header.firstChild);
    }
    header.appendChild(button);
    [["", order.dataset.up], ["-", order.dataset.down]].forEach(function (way) {
      order.add(new Option(way[1].replace("{column}", button.textContent), way[0] + header.dataset.name));
    });
    button.addEventListener("click", function () {
      switch (header.getAttribute("aria-sort")) {
      case "ascending":
        choose(column, -1);
        break;
      case "descending":
        choose(kind === "order" ? column : -1, 1);
        break;
      default:
        choose(column, 1);
      }
      update();
    });
    // The list is in this order at first.
    if (kind === "order") {
      header.setAttribute("aria-sort", "ascending");
    }
  });

  form.addEventListener("input", function (event) {
    if (event.target === order) {
      sortBy(order.value);
      update();
    } else if (event.target === text) {
      filterSoon();
    } else {
      later(filter);
    }
  });
  // Not at each letter, which takes long. Whoever copies the address leaves the field for it.
  form.addEventListener("change", function (event) {
    if (event.target === text) {
      clearTimeout(due);
      filter();
    }
    if (event.target !== order) {
      keep();
    }
  });
  form.addEventListener("reset", function (event) {
    event.preventDefault(); // a browser would fill the fields in again with what they were restored to
    text.value = "";
    choices.forEach(function (c) { c.value = ""; });
    checks.forEach(function (c) { c.checked = false; });
    choose(-1, 1);
    arrange();
    filter();
    keep();
    text.focus();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", function () {
    restore();
    filter();
  });
  restore();
  // Coming back to the page, a browser fills the fields in again without saying so.
  window.addEventListener("pageshow", filter);
  form.hidden = false;
  filter();
})();
