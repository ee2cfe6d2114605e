// Filters and sorts a list of indicators, risks or measures. Without this script the list is whole and in the report's
// order; the controls appear only when the script runs.
//
// A text field keeps the rows that contain all its words. A select with data-key keeps the rows with its value: with
// data-key="category" and value 2, rows with data-category="2" or "1 2". A checkbox with data-without hides the rows of a
// class. A column with data-sort is sorted as text, by period, by number (the data-value of its cells), or into the
// report's own order.

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
  var body = table.tBodies[0];
  var headers = all(table.tHead.rows[0].cells);
  var rows = all(body.rows).map(function (row, order) {
    return { row: row, order: order, text: withoutAccents(row.textContent) };
  });
  var collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  function all(list) {
    return Array.prototype.slice.call(list);
  }

  // withoutAccents also removes capitals, so that "suicide" finds "Suïcide".
  function withoutAccents(s) {
    return s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function filter() {
    var words = withoutAccents(text.value).split(/\s+/);
    var shown = 0;
    rows.forEach(function (r) {
      var fits = choices.every(function (c) { return !c.value || r.row.dataset[c.dataset.key].split(" ").indexOf(c.value) >= 0; }) &&
        checks.every(function (c) { return !c.checked || !r.row.classList.contains(c.dataset.without); }) &&
        words.every(function (w) { return r.text.indexOf(w) >= 0; });
      r.row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    var message = shown ? form.dataset.count : form.dataset.none;
    message = message.replace("{shown}", shown).replace("{total}", rows.length);
    // Setting the same text again would make a screen reader repeat it.
    if (count.textContent !== message) {
      count.textContent = message;
    }
  }

  // key returns the value by which a cell is sorted; "" for an empty cell.
  function key(cell, kind) {
    var said = cell.textContent.trim();
    return kind === "number" ? cell.dataset.value : kind === "period" ? periodKey(said) : said;
  }

  // The year comes first, then the rest of the name: "3e kwartaal 2025" comes after "2024".
  function periodKey(s) {
    var year = /\d{4}/.exec(s);
    return year ? year[0] + " " + s.replace(/\d{4}/, "") : "";
  }

  function sort(column, kind, direction) {
    rows.sort(function (a, b) {
      if (kind === "order") {
        return direction * (a.order - b.order);
      }
      var x = key(a.row.cells[column], kind);
      var y = key(b.row.cells[column], kind);
      // Empty cells come last, in either direction.
      if (!x !== !y) {
        return x ? -1 : 1;
      }
      var difference = kind === "number" ? x - y : collator.compare(x, y);
      return direction * difference || a.order - b.order;
    });
    rows.forEach(function (r) { body.appendChild(r.row); });
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
    button.addEventListener("click", function () {
      var direction = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      headers.forEach(function (h) { h.removeAttribute("aria-sort"); });
      header.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      sort(column, kind, direction);
    });
    // The list is in this order at first.
    if (kind === "order") {
      header.setAttribute("aria-sort", "ascending");
    }
  });

  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  // Coming back to the page, a browser fills the fields in again without saying so.
  window.addEventListener("pageshow", filter);
  form.hidden = false;
  filter();
})();
