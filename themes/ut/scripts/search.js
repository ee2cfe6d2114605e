// The search: a field in the bar, in place of the link to the A–Z index. "/" leads to it.
//
// The library and what can be found in an edition are scripts of their own, loaded when the field is first used:
// browsers let a page of a file share load scripts, but no data. The edition of the page comes first; those before it
// follow behind it.
//
// A word finds words with the same stem, words that begin with it, words that contain it ("diefstal" finds
// "fietsdiefstal"), and words with a letter or two wrong. For a word that nothing has, the nearest word that something
// has is looked for too, or else its parts.
//
// MiniSearch finds and weighs them. To put all words of an edition into it would take longer than all else, and a
// question needs few. So an edition only notes where its words stand, and gives MiniSearch those like what was typed.

var monitorSearch;

(function () {
  "use strict";

  var box = document.getElementById("ui-search");
  if (!box) {
    return;
  }
  var says = box.dataset;
  var register = box.querySelector("a").href;
  var algorithms = { nl: "dutch", en: "english" }; // of the languages whose stems are known
  var most = { words: 12, letters: 40, best: 3, shown: 40, ofKind: 5, earlier: 5 };
  var editions = []; // that can be searched: that of the page, then earlier ones
  var stemmers = {}; // by language
  var waiting; // for what is loaded
  var behind; // the timer of what earlier editions have
  var due = false; // an answer to what was just typed
  var field, status, panel;

  // A script of an edition calls this.
  monitorSearch = function (about, documents) {
    document.currentScript.edition = new Edition(about, documents, document.currentScript.src);
  };

  function load(address) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = address;
      script.async = false; // scripts run in this order: an edition needs the library
      script.onload = function () { resolve(script.edition); };
      script.onerror = function () {
        script.remove();
        reject();
      };
      document.head.appendChild(script);
    });
  }

  // open loads all, once; after a failure again when the field is used again.
  function open() {
    if (waiting) {
      return;
    }
    waiting = Promise.all([load(says.kit), load(says.index)]).then(function (loaded) {
      ready(loaded[1]);
      return says.earlier.split(" ").filter(Boolean).reduce(function (before, address) {
        return before.then(function () { return load(address); }).then(ready);
      }, Promise.resolve());
    }).catch(function () {
      if (!editions.length) {
        waiting = null;
        tell(says.failed, true);
      }
    });
  }

  // ready takes an edition into the search, and completes the answer that is shown.
  function ready(edition) {
    editions.push(edition);
    if (editions.length === 1) {
      answer();
    } else if (!panel.hidden && !behind) {
      showEarlier(edition);
    }
  }

  // afterFrame calls a function once what was changed is on the screen.
  function afterFrame(call) {
    requestAnimationFrame(function () {
      setTimeout(call);
    });
  }

  // wordsOf returns the words of a text, without capitals, accents and apostrophes, so that "suicide" finds "Suïcide"
  // and "risicos" "risico’s". A number is whole: "3,75".
  function wordsOf(text) {
    var plain = text.toLowerCase();
    if (/[^ -&(-~]/.test(plain)) { // most texts have no such letters, and to take these apart takes long
      plain = plain.normalize("NFD").replace(/[\u0300-\u036f'’]/g, "");
    }
    return plain.match(/[a-z0-9\u00aa-\u02af\u0370-\u1fff\u2c00-\uffff]+(?:[.,][0-9]+)*/g) || [];
  }

  // stemming returns a function that returns the stem of a word in a language, or the word where no stemmer is known.
  // All editions share it, since most of their words are the same.
  function stemming(lang) {
    if (!stemmers[lang]) {
      var stemmer = algorithms[lang] && monitorSearchKit.newStemmer(algorithms[lang]);
      var known = new Map();
      stemmers[lang] = function (word) {
        var stem = known.get(word);
        if (stem === undefined) {
          stem = stemmer && !/\d/.test(word) ? stemmer.stem(word) : word;
          known.set(word, stem);
        }
        return stem;
      };
    }
    return stemmers[lang];
  }

  // The fields of a document that are searched, and their places in its array: see searchScript in package site.
  var fields = ["kind", "title", "value", "text", "also"];
  var inTitle = 1, inText = 3, inAlso = 4;
  var columns = [0, 1, 3, 4, 5];
  var fieldIds = Object.fromEntries(fields.map(function (name, f) { return [name, f]; }));

  // Edition is what can be found in an edition.
  function Edition(about, documents, address) {
    this.title = about.title;
    this.kinds = about.kinds;
    this.documents = documents;
    this.common = new Set(wordsOf(about.common));
    this.address = address;
    this.stems = [about.lang].concat(about.others || []).map(stemming);
    this.answers = new Map(); // by word
    this.words = documents.map(function (d) { // by field
      return columns.map(function (column) { return wordsOf(column ? d[column] : about.kinds[d[0]]); });
    });
    // Where each word stands, a number for each time: 0 in the kind of the first document, 1 in its title, and so on.
    var places = new Map();
    this.places = places;
    this.words.forEach(function (of, n) {
      of.forEach(function (words, f) {
        var place = n * fields.length + f;
        words.forEach(function (word) {
          var all = places.get(word);
          if (all) {
            all.push(place);
          } else {
            places.set(word, [place]);
          }
        });
      });
    });
    // How many different words each field of each document has, and the average of each field.
    this.lengths = this.words.map(function (of) {
      return of.map(function (words) { return new Set(words).size; });
    });
    this.common.forEach(function (word) { places.delete(word); });
    this.averages = fields.map(function (_, f) {
      return this.lengths.reduce(function (sum, of) { return sum + of[f]; }, 0) / documents.length;
    }, this);
    this.terms = Array.from(places.keys());
  }

  // find returns the numbers of the documents that words find, the best first: what has more of the words comes first.
  Edition.prototype.find = function (words) {
    var edition = this;
    var rare = words.filter(function (word) { return !edition.common.has(word); });
    var asked = new Set(rare);
    var scores = new Map();
    var matched = new Map();
    rare.forEach(function (word) {
      edition.findWord(word).forEach(function (hit) {
        scores.set(hit.id, (scores.get(hit.id) || 0) + hit.score);
        matched.set(hit.id, (matched.get(hit.id) || 0) + 1);
      });
    });
    // share returns how much of the question a title is whose words all stand in it; 0 for other titles.
    function share(title) {
      var words = title.filter(function (word) { return !edition.common.has(word); });
      return words.length && words.every(function (word) { return asked.has(word); }) ? words.length / asked.size : 0;
    }
    function score(n) {
      var called = Math.max(share(edition.words[n][inTitle]), share(edition.words[n][inAlso]));
      // What has a page of its own comes before what is one of many on a page.
      var own = edition.documents[n][2].indexOf("#") < 0 ? 1.7 : 1;
      return scores.get(n) * Math.pow(matched.get(n), 2) * (1 + 3 * called) * own;
    }
    function best(a, b) {
      return b[1] - a[1] || a[0] - b[0];
    }
    var found = Array.from(scores.keys()).map(function (n) { return [n, score(n)]; }).sort(best);
    // Of the best, what has the words of the question one after the other comes before what has them apart.
    var phrase = words.join(" ");
    found.slice(0, words.length > 1 ? most.shown : 0).forEach(function (pair) {
      var of = edition.words[pair[0]];
      if (of[inTitle].concat(of[inText]).join(" ").includes(phrase)) {
        pair[1] *= 1 + words.length;
      }
    });
    return found.sort(best).map(function (pair) { return pair[0]; });
  };

  // findWord returns what a word finds. Of one that the edition does not have, a word that is written nearly like it is
  // looked for too, or else its parts.
  Edition.prototype.findWord = function (word) {
    var hits = this.answers.get(word);
    if (!hits) {
      var all = this.alternatives(word);
      hits = this.search(all);
      if (!this.places.has(word)) {
        var near = nearest(word, hits);
        var others = (near ? [near] : this.parts(word)).map(function (other) {
          return this.alternatives(other).map(function (t) {
            return { term: t.term, weight: t.weight / 2, alike: t.alike };
          });
        }, this).flat();
        hits = others.length ? this.search(all.concat(others)) : hits;
      }
      this.answers.set(word, hits);
    }
    return hits;
  };

  // nearest returns the word of the best hit that is about as long as what was typed.
  function nearest(word, hits) {
    for (var n = 0; n < hits.length; n++) {
      var near = Object.keys(hits[n].match).find(function (term) { return Math.abs(term.length - word.length) < 3; });
      if (near) {
        return near;
      }
    }
  }

  Edition.prototype.search = function (all) {
    return this.index(all).search("", {
      tokenize: function () { return all; },
      processTerm: function (t) { return t.term; },
      prefix: function (term, n) { return !!all[n].alike && term.length > 2; },
      fuzzy: function (term, n) { return !!all[n].alike && term.length > 3 && 0.2; },
      boostTerm: function (_, n) { return all[n].weight; },
      boost: { title: 4, also: 3, kind: 1.5 },
      weights: { prefix: 0.7, fuzzy: 0.3 },
      maxFuzzy: 2,
    });
  };

  // index returns an index of what is looked for and what is written like it. The counts and lengths are those of the
  // whole edition, so that each word weighs as much as it would among all.
  Edition.prototype.index = function (all) {
    var edition = this;
    var words = new Set(all.map(function (t) { return [t.term].concat(t.alike || []); }).flat());
    var ids = {};
    var lengths = {};
    var index = [];
    words.forEach(function (word) {
      var counts = {};
      (edition.places.get(word) || []).forEach(function (place) {
        var f = place % fields.length;
        var n = (place - f) / fields.length;
        var of = counts[f] || (counts[f] = {});
        of[n] = (of[n] || 0) + 1;
        ids[n] = n;
        lengths[n] = edition.lengths[n];
      });
      index.push([word, counts]);
    });
    return monitorSearchKit.MiniSearch.loadJS({
      documentCount: this.documents.length,
      nextId: this.documents.length,
      documentIds: ids,
      fieldIds: fieldIds,
      fieldLength: lengths,
      averageFieldLength: this.averages,
      storedFields: {},
      index: index,
      serializationVersion: 2,
    }, { fields: fields });
  };

  // alternatives returns what to look for when a reader types a word, with how much each weighs: the word, with those
  // alike, among which MiniSearch finds what begins with it and slips; those with the same stem; those that contain it.
  Edition.prototype.alternatives = function (word) {
    if (word.length < 3) {
      return [{ term: word, weight: 1 }]; // too much begins so
    }
    var stems = this.stems.map(function (stem) { return stem(word); });
    var within = stems[0].length > 3 ? stems[0] : word;
    // A word begins as its stem, but for the last letter: "brood" has the stem "brod". To make stems takes long.
    var shortest = Math.min.apply(null, stems.map(function (stem) { return stem.length; }));
    var beginning = word.slice(0, Math.max(2, shortest - 1));
    var same = this.terms.filter(function (term) {
      return term.startsWith(beginning) && term !== word &&
        this.stems.some(function (stem, n) { return stem(term) === stems[n]; });
    }, this);
    var longer = within.length > 3 ? this.terms.filter(function (term) { return term.indexOf(within) > 0; }) : [];
    return [{ term: word, weight: 1, alike: this.alike(word) }].concat(
      same.map(function (term) { return { term: term, weight: 0.9 }; }),
      longer.filter(function (term) { return term !== word && !same.includes(term); }).map(function (term) {
        return { term: term, weight: 0.4 };
      }));
  };

  // alike returns all words that begin with a word or are it but for slips, and some others. MiniSearch lets one slip
  // pass in a word of 4 letters or more, which leaves a half whole, and two in one of 8, which leave a third whole:
  // at its place, and in a word of its length, give or take the slips.
  Edition.prototype.alike = function (word) {
    var slips = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    var size = Math.floor(word.length / (slips + 1));
    var pieces = word.match(new RegExp(".{" + size + "}", "g")).map(function (piece, n) {
      return ".{" + Math.max(0, n * size - slips) + "," + (n * size + slips) + "}" + piece;
    });
    var length = ".{" + (word.length - slips) + "," + (word.length + slips) + "}";
    // A point in a word, as in 3.75, fits any letter.
    var pattern = new RegExp("^(?:" + word + "|(?=" + length + "$)(?:" + pieces.join("|") + "))");
    return this.terms.filter(function (term) { return pattern.test(term); });
  };

  // parts returns the first and the last part of a word: of "fietsdiefstal" these are "fiets", as in "fietsen", and
  // "diefstal". Each is the longest, of at least four letters, with which a known word begins that is hardly longer.
  Edition.prototype.parts = function (word) {
    var edition = this;
    var sizes = Array.from(word, function (_, n) { return word.length - n; }).filter(function (n) {
      return n > 3 && n < word.length - 2;
    });
    return [
      sizes.map(function (n) { return word.slice(0, n); }),
      sizes.map(function (n) { return word.slice(-n); }),
    ].map(function (pieces) {
      return pieces.find(function (piece) {
        return edition.terms.some(function (term) { return term.startsWith(piece) && term.length < piece.length + 3; });
      });
    }).filter(Boolean);
  };

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

  // asked returns the words in the field; of many only the first.
  function asked() {
    return Array.from(new Set(wordsOf(field.value.slice(0, 1000)))).slice(0, most.words).map(function (word) {
      return word.slice(0, most.letters);
    });
  }

  // answer shows what these words find. Earlier editions follow when nobody has typed for a moment.
  function answer() {
    var words = asked();
    due = false;
    clearTimeout(behind);
    if (!words.length && field.value.trim()) { // "%" alone has no words
      tell(says.none, true);
      return;
    }
    if (!words.length) {
      close();
      return;
    }
    if (!editions.length) {
      tell(says.loading);
      return;
    }
    var found = editions[0].find(words);
    var count = (found.length === 1 ? says.one : says.other).replace("{n}", found.length);
    tell(found.length ? count : says.none, !found.length);
    show(editions[0], found);
    behind = setTimeout(showBehind, 200, 1);
  }

  // answerSoon answers once the letter that was typed is on the screen.
  function answerSoon() {
    if (due) {
      return;
    }
    due = true;
    afterFrame(answerDue);
  }

  function answerDue() {
    if (due) {
      answer();
    }
  }

  // showBehind shows what earlier editions have, from the nth on, one at a time.
  function showBehind(n) {
    behind = null;
    if (n < editions.length) {
      showEarlier(editions[n]);
      behind = setTimeout(showBehind, 0, n + 1);
    }
  }

  // showEarlier adds what the words in the field find in an earlier edition.
  function showEarlier(edition) {
    list(edition.title, edition, edition.find(asked()).slice(0, most.earlier), true);
  }

  // tell opens the panel with a message, also for screen readers. With help the message ends in a link to the register.
  function tell(message, help) {
    if (panel.scrollTop) { // what is set lays out the page, also when it is 0 already
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
    due = false;
    panel.hidden = true;
    panel.textContent = "";
    status.textContent = "";
  }

  function links() {
    return Array.from(panel.querySelectorAll("a"));
  }

  // move goes up and down from the field through the hits.
  function move(event) {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      answerDue(); // of all that was typed
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
    open();
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
