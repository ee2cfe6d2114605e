// The search: a field in the bar, in place of the link to the A–Z index. "/" leads to it.
//
// What finds (find.js), its library, and what can be found in an edition are scripts of their own, loaded when the
// field is first used: browsers let a page of a file share load scripts, but no data. The edition of the page comes
// first; those before it follow behind it.

(function () {
  "use strict";

  var box = document.getElementById("ui-search");
  if (!box) {
    return;
  }
  var says = box.dataset;
  var register = box.querySelector("a").href;
  var most = { best: 3, shown: 20, ofKind: 5, earlier: 5 };
  var editions = []; // those that can be searched: that of the page, then earlier ones, the newest first
  var waiting; // the promise of all that is loaded; null before the first use, and after a failure
  var failed; // whether that failed
  var next; // the place in editions of the earlier edition that is to be looked in next
  var behind; // the timer until then; null when none runs
  var due; // stands for what was typed last, until that is answered; null after that
  var field, status, panel;

  // load loads a script. The promise has the edition that the script is about, if any: see the end of find.js.
  function load(address) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = address;
      script.async = false; // scripts run in this order: an edition needs what finds
      script.onload = function () { resolve(script.edition); };
      script.onerror = function () {
        script.remove();
        reject();
      };
      document.head.appendChild(script);
    });
  }

  // open loads all scripts, once. After a failure it tries again when the field is used again.
  function open() {
    if (waiting) {
      return;
    }
    waiting = Promise.all([load(says.kit), load(says.finder), load(says.index)]).then(function (loaded) {
      return ready(loaded[2]);
    }).then(function () {
      says.earlier.split(" ").filter(Boolean).reduce(function (before, address) {
        return before.then(function () { return load(address); }).then(ready).catch(function () {}); // the others are there
      }, Promise.resolve());
    }, function () {
      waiting = null;
      failed = true;
      if (box.contains(document.activeElement)) {
        tell(says.failed, true);
      }
    });
  }

  // ready takes an edition into the search once its words are noted, and completes the answer that is shown. Who has left
  // the field, or closed the panel, is not called back to it.
  function ready(edition) {
    return edition.noted.then(function () {
      editions.push(edition);
      if (panel.hidden) {
        return;
      }
      if (editions.length === 1) {
        answer();
      } else if (!behind) {
        showEarlier();
      }
    });
  }

  // afterFrame calls a function once what was changed is on the screen.
  function afterFrame(call) {
    requestAnimationFrame(function () {
      setTimeout(call);
    });
  }

  // element makes an element with a class and, if any, a text.
  function element(name, className, text) {
    var e = document.createElement(name);
    e.className = className;
    if (text) {
      e.textContent = text;
    }
    return e;
  }

  // item is a hit: a link with what it is, its value, or else the beginning of its text.
  function item(edition, n, withKind) {
    var d = edition.documents[n];
    var li = element("li", "search-hit");
    var link = element("a", "");
    link.href = new URL(d[2], edition.address).href;
    link.appendChild(element("span", "search-title", d[1]));
    var about = [withKind && edition.kinds[d[0]], d[3] || shorten(d[4])].filter(Boolean).join(" · ");
    if (about) {
      link.appendChild(document.createTextNode(" "));
      link.appendChild(element("span", "search-about", about));
    }
    li.appendChild(link);
    return li;
  }

  function shorten(text) {
    return text.length > 110 ? text.slice(0, 110).replace(/\s+\S*$/, "") + " …" : text;
  }

  // list adds a titled list of hits to the panel.
  function list(title, edition, numbers, withKind) {
    if (!numbers.length) {
      return;
    }
    var ul = element("ul", "search-hits");
    ul.setAttribute("aria-label", title);
    numbers.forEach(function (n) { ul.appendChild(item(edition, n, withKind)); });
    panel.appendChild(element("p", "search-group", title));
    panel.appendChild(ul);
  }

  // show writes what was found in an edition: the best, and the rest by kind.
  function show(edition, found) {
    list(says.best, edition, found.slice(0, most.best), true);
    var byKind = new Map();
    found.slice(most.best, most.shown).forEach(function (n) {
      var kind = edition.documents[n][0];
      byKind.set(kind, (byKind.get(kind) || []).concat(n));
    });
    byKind.forEach(function (numbers, kind) {
      list(edition.kinds[kind], edition, numbers.slice(0, most.ofKind), false);
    });
  }

  // answer shows what the question in the field finds. Earlier editions follow when nobody has typed for a moment.
  function answer() {
    due = null;
    clearTimeout(behind);
    if (!field.value.trim()) {
      close();
      return;
    }
    if (!editions.length) {
      tell(failed ? says.failed : says.loading, failed);
      open();
      return;
    }
    var found = editions[0].find(field.value);
    var count = (found.length === 1 ? says.one : says.other).replace("{n}", found.length);
    tell(found.length ? count : says.none, !found.length);
    show(editions[0], found);
    next = 1;
    behind = setTimeout(showEarlier, 200);
  }

  // answerSoon answers once the letter that was typed is on the screen, unless another has been typed meanwhile.
  function answerSoon() {
    var typed = {};
    due = typed;
    afterFrame(function () {
      if (due === typed) {
        answer();
      }
    });
  }

  // showEarlier adds what the question finds in the next of the earlier editions, one edition at a time.
  function showEarlier() {
    behind = null;
    var edition = editions[next];
    if (edition) {
      list(edition.title, edition, edition.find(field.value).slice(0, most.earlier), true);
      next++;
      behind = setTimeout(showEarlier);
    }
  }

  // tell opens the panel with a message, also for screen readers. With help the message ends in a link to the register.
  function tell(message, help) {
    if (panel.scrollTop) { // to set it makes the browser lay out the page, even from 0 to 0
      panel.scrollTop = 0;
    }
    panel.textContent = "";
    panel.hidden = false;
    status.textContent = message;
    var p = element("p", "search-message", message);
    if (help) {
      var link = element("a", "", says.register);
      link.href = register;
      p.append(" ", link);
    }
    panel.appendChild(p);
  }

  function close() {
    clearTimeout(behind);
    behind = null;
    due = null;
    panel.hidden = true;
    panel.textContent = "";
    status.textContent = "";
  }

  function links() {
    return Array.from(panel.querySelectorAll("a"));
  }

  // move goes up and down from the field through the hits. While a letter is composed, the keys are for that.
  function move(event) {
    if (event.isComposing) {
      return;
    }
    if (due && (event.key === "Enter" || event.key === "ArrowDown")) {
      answer(); // to all that was typed
    }
    var all = links();
    var at = all.indexOf(document.activeElement);
    switch (event.key) {
    case "ArrowDown":
      (all[at + 1] || document.activeElement).focus();
      break;
    case "ArrowUp":
      (at > 0 ? all[at - 1] : field).focus();
      break;
    case "Enter":
      if (at >= 0 || !all.length) {
        return;
      }
      all[0].click();
      break;
    case "Escape":
      if (panel.hidden) {
        field.value = "";
      }
      field.focus();
      close();
      break;
    default:
      return;
    }
    event.preventDefault();
  }

  field = element("input", "search-field");
  field.type = "search";
  field.id = "ui-search-field";
  field.autocomplete = "off";
  field.spellcheck = false;
  field.placeholder = says.label;
  field.setAttribute("aria-label", says.label);
  field.setAttribute("aria-controls", "ui-search-panel");
  field.setAttribute("aria-keyshortcuts", "/");
  status = element("div", "search-status");
  status.setAttribute("role", "status");
  panel = element("div", "search-panel");
  panel.id = "ui-search-panel";
  panel.tabIndex = -1;
  panel.hidden = true;
  box.textContent = "";
  box.append(field, status, panel);

  field.addEventListener("focus", function () {
    afterFrame(open); // the field is shown first
    answer();
  });
  field.addEventListener("input", answerSoon);
  box.addEventListener("keydown", move);
  box.addEventListener("focusout", function (event) {
    if (!box.contains(event.relatedTarget)) {
      close();
    }
  });
  document.addEventListener("keydown", function (event) {
    var inText = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !inText && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
})();
