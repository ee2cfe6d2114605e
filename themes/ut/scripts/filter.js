// The list of indicators: narrows it by text, category and realness, and sorts it by its columns. Without this script the
// list is whole and in the report's order; the controls appear only when the script runs.

(function () {
  "use strict";

  var form = document.getElementById("ui-filter");
  var table = document.getElementById("ui-indicator-table");
  if (!form || !table) {
    return;
  }
  var text = document.getElementById("ui-filter-text");
  var category = document.getElementById("ui-filter-category");
  var real = document.getElementById("ui-filter-real");
  var count = document.getElementById("ui-filter-count");
  var body = table.tBodies[0];
  var headers = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var rows = Array.prototype.map.call(body.rows, function (row, order) {
    return { row: row, order: order, category: row.dataset.category, example: row.classList.contains("is-example"), text: plain(row.textContent) };
  });
  var collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  // Without accents and capitals: "suicide" finds "Suïcide".
  function plain(s) {
    return s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function filter() {
    var words = plain(text.value).split(/\s+/);
    var shown = 0;
    rows.forEach(function (r) {
      var fits = (!category.value || r.category === category.value) && !(real.checked && r.example) &&
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

  // The year first, then the rest of the name: "3e kwartaal 2025" stands after "2024".
  function periodKey(s) {
    var year = /\d{4}/.exec(s);
    return year ? year[0] + " " + s.replace(/\d{4}/, "") : "";
  }

  function sort(column, kind, direction) {
    rows.sort(function (a, b) {
      if (kind === "order") {
        return direction * (a.order - b.order);
      }
      var x = a.row.cells[column].textContent.trim();
      var y = b.row.cells[column].textContent.trim();
      // What is empty stands last, whichever the direction.
      if (!x !== !y) {
        return x ? -1 : 1;
      }
      var difference = kind === "period" ? collator.compare(periodKey(x), periodKey(y)) : collator.compare(x, y);
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
    // The report's own order is by category and aspect.
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
