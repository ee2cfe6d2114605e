// Asks for the font while the page is still being read. A browser asks for it only as it lays the page out, which it then does
// twice: for a page of 300 elements a tenth of a second of a phone's time. Not from a file share: Chromium refuses it there,
// and complains, while the style sheet gets the font all the same.

(function () {
  "use strict";

  if (location.protocol === "file:") {
    return;
  }
  var link = document.createElement("link");
  link.rel = "preload";
  link.as = "font";
  link.type = "font/woff2";
  link.crossOrigin = "anonymous"; // as a style sheet asks for it; or it comes twice
  link.href = document.currentScript.dataset.font;
  document.head.appendChild(link);
})();
