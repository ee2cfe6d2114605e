// Copies what authors are to write: the text of a button, or of what it says is shown elsewhere.
(function () {
  "use strict";

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-copy]");
    if (!button) {
      return;
    }
    var status = document.getElementById("status");
    var shown = document.getElementById(button.dataset.shown) || button;
    navigator.clipboard.writeText(button.dataset.copy).then(function () {
      status.textContent = status.dataset.copied + (shown === button ? " " + button.dataset.copy : "");
    }, function () {
      // Without permission the text is selected, for Ctrl+C.
      window.getSelection().selectAllChildren(shown);
    });
  });
})();
