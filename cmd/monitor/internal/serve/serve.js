// The script that `monitor serve` adds to a page. It hears of each save, asks for the page again, and changes what differs:
// where the reader was, what is open and what a script of the theme has drawn stay as they are.
//
// The page as the server sent it is kept beside the page that is seen (source). What differs between that and the next one is
// changed in both. So nothing that scripts or readers did to the page looks like a difference.

(function () {
  "use strict";

  const self = document.getElementById("monitor-serve");
  const root = document.documentElement;
  const source = root.cloneNode(true);
  const seen = new WeakMap(); // from each node of source to that of the page
  const PINNED = "monitor-serve-pinned";

  function pair(a, b) {
    seen.set(a, b);
    a.childNodes.forEach((child, n) => pair(child, b.childNodes[n]));
  }
  pair(source, root);

  // A script has taken hold of these. They are replaced as a whole, and the script is told.
  const HELD = ".plot-frame, script";

  const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
  const isHeld = (node) => isElement(node) && node.matches(HELD) && node.id !== self.id;
  const alike = (a, b) => a.nodeName === b.nodeName && a.id === b.id && !isHeld(a);

  // update changes source, and the page with it, into next. It adds what it changed to changed.
  function update(a, b, changed) {
    if (a.isEqualNode(b)) {
      return;
    }
    if (!isElement(a)) {
      a.nodeValue = seen.get(a).nodeValue = b.nodeValue;
      changed.push(seen.get(a).parentElement);
      return;
    }
    updateAttributes(a, b);
    const from = [...a.childNodes], to = [...b.childNodes];
    while (from.length && to.length && from[0].isEqualNode(to[0])) {
      from.shift();
      to.shift();
    }
    let after = null;
    while (from.length && to.length && from[from.length - 1].isEqualNode(to[to.length - 1])) {
      after = from.pop();
      to.pop();
    }
    while (from.length || to.length) {
      if (from.length && to.length && alike(from[0], to[0])) {
        update(from.shift(), to.shift(), changed);
      } else if (from.length && to.length && isHeld(from[0]) && isHeld(to[0])) {
        const old = from.shift(), was = seen.get(old);
        const shown = insert(a, to.shift(), old, changed);
        if (was.dataset.live) {
          live.add(shown);
        }
        was.remove();
        old.remove();
      } else if (to.length >= from.length) {
        insert(a, to.shift(), from[0] || after, changed);
      } else {
        changed.push(seen.get(a));
        seen.get(from[0]).remove();
        from.shift().remove();
      }
    }
  }

  function updateAttributes(a, b) {
    for (const { name } of [...a.attributes]) {
      if (!b.hasAttribute(name)) {
        a.removeAttribute(name);
        seen.get(a).removeAttribute(name);
      }
    }
    for (const { name, value } of b.attributes) {
      if (a.getAttribute(name) !== value) {
        a.setAttribute(name, value);
        seen.get(a).setAttribute(name, value);
      }
    }
  }

  function insert(parent, node, before, changed) {
    const kept = document.importNode(node, true), shown = document.importNode(node, true);
    pair(kept, shown);
    parent.insertBefore(kept, before);
    const there = before && seen.get(before), home = seen.get(parent);
    home.insertBefore(shown, there && there.parentNode === home ? there : null);
    changed.push(isElement(shown) ? shown : home);
    return shown;
  }

  const scripts = (page) => [...page.querySelectorAll("script[src]")].map((s) => s.getAttribute("src")).join();

  const known = new WeakSet(document.querySelectorAll(".plot-frame"));
  const live = new WeakSet(); // frames in the place of one that a reader had touched

  // wake tells the theme's scripts of the figures that are new on the page.
  function wake(changed) {
    changed.flatMap((e) => [e, ...e.querySelectorAll(".plot-frame")]).forEach((frame) => {
      if (frame.matches(".plot-frame") && !known.has(frame)) {
        known.add(frame);
        frame.dispatchEvent(new Event("monitor:replaced", { bubbles: true }));
        if (live.has(frame)) {
          frame.dispatchEvent(new Event("touchstart"));
        }
      }
    });
  }

  // faults leads from each place with a mistake to the editor.
  let editor = "";
  function faults() {
    document.querySelectorAll(".fault[data-file]").forEach((box) => {
      const { file, line } = box.dataset, link = box.querySelector(".fault-open") || document.createElement("a");
      if (editor) {
        link.className = "fault-open";
        link.href = editor + "/" + file.split("/").map(encodeURIComponent).join("/") + (line > 0 ? ":" + line : "");
        link.textContent = file + (line > 0 ? ":" + line : "");
        box.append(link);
      }
    });
  }

  function inView(element) {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.height > 0;
  }

  // go leaves for the page of what was edited.
  function go(to) {
    location.assign("/" + self.dataset.view + "/" + to.address + (to.anchor ? "#" + to.anchor : ""));
  }

  const isPinned = () => sessionStorage.getItem(PINNED) === "yes";

  // refresh changes the page until it is of the version that is wanted, and shows what was edited. A text has one page, and
  // the browser goes there. Data are on many pages, and the browser goes to theirs only when this page does not change.
  let wanted = null; // the last version that we were told of
  let busy = false;
  async function refresh() {
    if (busy) {
      return;
    }
    busy = true;
    try {
      if (wanted.run !== self.dataset.run) {
        location.reload(); // another server, which counts anew
        return;
      }
      while (Number(self.dataset.version) < wanted.version) {
        const now = wanted, before = Number(self.dataset.version);
        const elsewhere = now.edited > before && now.address !== self.dataset.address && !isPinned();
        if (elsewhere && now.isText) {
          go(now);
          return;
        }
        const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
        if (!answer) {
          return; // the server is gone; once it is back, it tells of its version again
        }
        const next = new DOMParser().parseFromString(await answer.text(), "text/html").documentElement;
        if (!next.querySelector("#monitor-serve") || scripts(next) !== scripts(source)) {
          location.reload();
          return;
        }
        const changed = [];
        update(source, next, changed);
        wake(changed);
        faults();
        stale();
        const shown = changed.filter((e) => e.isConnected && e.closest("main"));
        if (elsewhere && shown.length === 0) {
          go(now);
          return;
        }
        if (now.edited > before && !isPinned() && shown.length > 0 && !shown.some(inView)) {
          // Of a page where data are used there may be no heading to go to.
          ((!elsewhere && document.getElementById(now.anchor)) || shown[0]).scrollIntoView({ behavior: "instant" });
        }
      }
    } finally {
      busy = false;
    }
  }

  // The panel is outside the body: nothing in the page is beside it.
  const host = document.createElement("monitor-panel");
  const panel = document.createElement("section");
  panel.setAttribute("aria-label", "monitor serve");
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/-/panel.css";
  host.attachShadow({ mode: "open" }).append(style, panel);
  root.append(host);

  function stale() {
    panel.querySelectorAll("#stale").forEach((note) => (note.hidden = self.dataset.stale !== "true"));
  }

  function gone(yes) {
    panel.querySelectorAll("#gone").forEach((note) => (note.hidden = !yes));
  }

  const wide = matchMedia("(min-width: 50rem)");
  let closed = false; // the reader closed the list
  let unfolded = false; // the reader opened what is folded on a narrow screen
  function unfold() {
    panel.querySelectorAll("#seen").forEach((seen) => (seen.open = wide.matches || unfolded));
  }
  wide.addEventListener("change", unfold);

  function showPanel(html) {
    const focused = host.shadowRoot.activeElement;
    const focusedAt = focused && [...panel.querySelectorAll("a, summary, input")].indexOf(focused);
    panel.innerHTML = html;
    editor = panel.querySelector("nav").dataset.editor;
    const pin = panel.querySelector("#pin"), found = panel.querySelector("#found");
    unfold();
    panel.querySelector("#seen > summary").addEventListener("click", () => (unfolded = !panel.querySelector("#seen").open));
    pin.checked = isPinned();
    pin.addEventListener("change", () => sessionStorage.setItem(PINNED, pin.checked ? "yes" : "no"));
    if (found && found.dataset.errors > 0) {
      found.open = !closed;
      found.querySelector("summary").addEventListener("click", () => (closed = found.open));
    } else {
      closed = false;
    }
    if (focused) {
      const all = panel.querySelectorAll("a, summary, input");
      (all[Math.min(focusedAt, all.length - 1)] || pin).focus();
    }
    stale();
    faults();
  }

  // A browser has few connections to a server, so only pages that are seen keep one.
  let events = null;
  function connect() {
    if (document.visibilityState === "hidden") {
      if (events) {
        events.close();
        events = null;
      }
    } else if (!events) {
      const about = new URLSearchParams({ view: self.dataset.view, address: self.dataset.address });
      events = new EventSource("/-/events?" + about);
      events.addEventListener("saved", (event) => {
        wanted = JSON.parse(event.data);
        refresh();
      });
      events.addEventListener("open", () => gone(false));
      events.addEventListener("error", () => gone(true));
      events.addEventListener("panel", (event) => showPanel(JSON.parse(event.data)));
    }
  }
  document.addEventListener("visibilitychange", connect);
  addEventListener("pagehide", () => {
    if (events) {
      events.close();
      events = null;
    }
  });
  addEventListener("pageshow", connect);
  connect();
})();
