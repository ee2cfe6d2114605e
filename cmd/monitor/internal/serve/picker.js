// Searches what authors can refer to.
(function () {
  "use strict";

  var search = document.getElementById("search");
  var status = document.getElementById("status");
  var sections = Array.prototype.slice.call(document.querySelectorAll("section"));
  var rows = Array.prototype.slice.call(document.querySelectorAll("tr"));

  // withoutAccents also removes capitals, so that "suicide" finds "Suïcide".
  function withoutAccents(s) {
    return s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  rows.forEach(function (row) { row.words = withoutAccents(row.textContent); });

  search.addEventListener("input", function () {
    var words = withoutAccents(search.value).split(/\s+/);
    var any = false;
    rows.forEach(function (row) {
      row.hidden = !words.every(function (w) { return row.words.indexOf(w) >= 0; });
      any = any || !row.hidden;
    });
    sections.forEach(function (s) { s.hidden = !s.querySelector("tr:not([hidden])"); });
    status.textContent = any ? "" : status.dataset.none;
  });
})();
