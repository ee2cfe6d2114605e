// Shows the figure of what is chosen: it asks the server for the page of the choice, and changes what differs. A field that
// stays is not replaced, so that it keeps the focus.
(function () {
  "use strict";

  var form = document.getElementById("choices");
  var status = document.getElementById("status");
  var asked = 0; // the last choice that was asked for
  // What the server sent of each part. Scripts of the theme, which come later, change what is there.
  var served = {};
  ["found", "block", "figure"].forEach(function (id) { served[id] = document.getElementById(id).innerHTML; });

  function show() {
    var chosen = new URLSearchParams();
    new FormData(form).forEach(function (value, key) {
      if (value) {
        chosen.append(key, value);
      }
    });
    // The links of the figure begin elsewhere (base), so this address is a whole one.
    var address = location.pathname + "?" + chosen, mine = ++asked;
    fetch(address).then(function (answer) {
      return answer.text();
    }).then(function (text) {
      var next = new DOMParser().parseFromString(text, "text/html");
      if (mine !== asked || !next.getElementById("choices")) {
        return;
      }
      history.replaceState(null, "", address);
      document.querySelector("base").href = next.querySelector("base").getAttribute("href");
      update(next.getElementById("choices"));
      Object.keys(served).forEach(function (id) {
        var now = document.getElementById(id), made = next.getElementById(id);
        if (served[id] === made.innerHTML) {
          return;
        }
        served[id] = made.innerHTML;
        now.replaceChildren.apply(now, made.childNodes);
        now.querySelectorAll(".plot-frame").forEach(function (frame) {
          frame.dispatchEvent(new Event("monitor:replaced", { bubbles: true })); // to the theme's scripts
        });
      });
    }, function () {
      // The server is gone; the next choice asks again.
    });
  }

  // update gives the form the fields of another one.
  function update(next) {
    Array.prototype.slice.call(form.children).forEach(function (field) {
      if (!next.querySelector("#" + field.id)) {
        field.remove();
      }
    });
    var at = form.firstElementChild;
    Array.prototype.slice.call(next.children).forEach(function (field) {
      if (at && at.id === field.id) {
        updateField(at, field);
        at = at.nextElementSibling;
      } else {
        form.insertBefore(field, at);
      }
    });
  }

  function updateField(now, next) {
    var old = now.querySelector("select"), made = next.querySelector("select");
    if (!old || !made) {
      return; // a box stays as it was ticked
    }
    if (values(old) !== values(made)) {
      old.replaceChildren.apply(old, made.childNodes);
    }
    old.value = made.value;
  }

  function values(select) {
    return Array.prototype.map.call(select.options, function (o) { return o.value; }).join("\n");
  }

  form.addEventListener("change", function () {
    status.textContent = "";
    show();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });

  // What is saved is in the figure. A browser has few connections to a server, so only a page that is seen keeps one.
  var saves = null;
  function leave() {
    if (saves) {
      saves.close();
      saves = null;
    }
  }
  function listen() {
    leave();
    if (document.visibilityState === "visible") {
      saves = new EventSource("/-/events?view=board");
      saves.addEventListener("saved", show);
    }
  }
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", listen);
})();
