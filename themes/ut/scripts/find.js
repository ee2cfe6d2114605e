// What the search finds: see search.js, which loads this script when the field is first used, and the library and the
// words of each edition with it.
//
// A word finds words with the same stem, words that begin with it, words that contain it ("diefstal" finds
// "fietsdiefstal"), and words with a letter or two wrong. For a word that nothing has, the nearest word that something
// has is looked for too, or else its parts.
//
// MiniSearch finds and weighs them. To put all words of an edition into it would take longer than all else, and a
// question needs few. So an edition only notes where its words stand, and gives MiniSearch those like what was typed.

var monitorSearch = (function () {
  "use strict";

  var most = { letters: 1000, words: 12, lettersOfWord: 40, inPhrase: 24 };
  var algorithms = { nl: "dutch", en: "english" }; // of the languages whose stems are known
  var stemmers = {}; // by language

  // inSteps calls a function with 0 to count - 1. Between steps of 24 ms the page draws and answers. With steps of 5 ms
  // loading takes 272 ms instead of 195 on a processor of a quarter of the speed.
  function inSteps(count, call) {
    return new Promise(function (resolve) {
      (function step(n) {
        for (var end = performance.now() + 24; n < count && performance.now() < end; n++) {
          call(n);
        }
        if (n < count) {
          setTimeout(step, 0, n);
        } else {
          resolve();
        }
      })(0);
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
  var columns = [0, 1, 3, 4, 5];
  var fieldIds = Object.fromEntries(fields.map(function (name, f) { return [name, f]; }));

  // Edition is what can be found in an edition. It can be asked once its words are noted.
  function Edition(about, documents, address) {
    var edition = this;
    this.title = about.title;
    this.kinds = about.kinds;
    this.documents = documents;
    this.address = address;
    this.common = new Set(wordsOf(about.common));
    this.stems = [about.lang].concat(about.others || []).map(stemming);
    this.words = []; // by place, of fields that were asked for
    this.lengths = []; // of each document, how many different words a field has
    // Of each word, a number for each time that it occurs: 5 × the number of the document + the number of the field.
    this.places = new Map();
    this.answers = new Map(); // of each word that was asked for, the scores of documents
    this.noted = inSteps(documents.length, function (n) { edition.note(n); }).then(function () {
      edition.common.forEach(function (word) { edition.places.delete(word); });
      edition.lines = "\n" + Array.from(edition.places.keys()).join("\n") + "\n";
      edition.averages = fields.map(function (_, f) {
        return edition.lengths.reduce(function (sum, of) { return sum + of[f]; }, 0) / documents.length;
      });
    });
  }

  // note notes where the words of a document stand. It keeps no words: few documents are ever asked for theirs.
  Edition.prototype.note = function (n) {
    var places = this.places;
    this.lengths[n] = fields.map(function (_, f) {
      var place = n * fields.length + f;
      var different = 0;
      wordsOf(this.textOf(n, f)).forEach(function (word) {
        var all = places.get(word);
        if (!all) {
          places.set(word, [place]);
          different++;
          return;
        }
        if (all[all.length - 1] !== place) {
          different++;
        }
        all.push(place);
      });
      return different;
    }, this);
  };

  // textOf returns the text of a field of a document.
  Edition.prototype.textOf = function (n, f) {
    var of = this.documents[n][columns[f]];
    return f === fieldIds.kind ? this.kinds[of] : of;
  };

  // wordsIn returns the words of a field of a document.
  Edition.prototype.wordsIn = function (n, name) {
    var place = n * fields.length + fieldIds[name];
    return this.words[place] || (this.words[place] = wordsOf(this.textOf(n, fieldIds[name])));
  };

  // find returns the numbers of the documents that a question finds, the best first: what has more of its words comes
  // first. Of a long question only the beginning counts.
  Edition.prototype.find = function (question) {
    var edition = this;
    var words = Array.from(new Set(wordsOf(question.slice(0, most.letters)))).slice(0, most.words).map(function (word) {
      return word.slice(0, most.lettersOfWord);
    });
    function isRare(word) {
      return !edition.common.has(word);
    }
    var asked = new Set(words.filter(isRare));
    var scores = new Map();
    var matched = new Map();
    asked.forEach(function (word) {
      edition.findWord(word).forEach(function (score, n) {
        scores.set(n, (scores.get(n) || 0) + score);
        matched.set(n, (matched.get(n) || 0) + 1);
      });
    });
    // share returns how much of the question a title is whose words all stand in it; 0 for other titles.
    function share(title) {
      var rare = title.filter(isRare);
      return rare.length && rare.every(function (word) { return asked.has(word); }) ? rare.length / asked.size : 0;
    }
    function best(a, b) {
      return scores.get(b) - scores.get(a) || a - b;
    }
    scores.forEach(function (score, n) {
      var called = Math.max(share(edition.wordsIn(n, "title")), share(edition.wordsIn(n, "also")));
      // What has a page of its own comes before what is one of many on a page.
      var own = edition.documents[n][2].includes("#") ? 1 : 1.7;
      scores.set(n, score * Math.pow(matched.get(n), 2) * (1 + 3 * called) * own);
    });
    var found = Array.from(scores.keys()).sort(best);
    // Of the best, what has the words of the question one after the other comes before what has them apart.
    var phrase = words.join(" ");
    found.slice(0, words.length > 1 ? most.inPhrase : 0).forEach(function (n) {
      if (edition.wordsIn(n, "title").concat(edition.wordsIn(n, "text")).join(" ").includes(phrase)) {
        scores.set(n, scores.get(n) * (1 + words.length));
      }
    });
    return found.sort(best);
  };

  // findWord returns the scores of the documents that a word finds. For a word that the edition does not have, a word
  // that is written nearly like it counts half, or else its parts do.
  Edition.prototype.findWord = function (word) {
    var scores = this.answers.get(word);
    if (!scores) {
      var hits = this.search(word);
      scores = new Map(hits.map(function (hit) { return [hit.id, hit.score]; }));
      this.answers.set(word, scores);
      if (!this.places.has(word)) {
        var near = this.swapped(word) || nearest(word, hits);
        (near ? [near] : this.parts(word)).forEach(function (other) {
          this.findWord(other).forEach(function (score, n) { scores.set(n, (scores.get(n) || 0) + score / 2); });
        }, this);
      }
    }
    return scores;
  };

  // swapped returns the known word that a word of at least four letters becomes when two neighbouring letters change
  // places: "verzuim" for "verzium". To MiniSearch these are two slips.
  Edition.prototype.swapped = function (word) {
    for (var n = 1; n < word.length && word.length > 3; n++) {
      var other = word.slice(0, n - 1) + word[n] + word[n - 1] + word.slice(n + 1);
      if (this.places.has(other)) {
        return other;
      }
    }
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

  // parts returns the first and the last part of a word: of "fietsdiefstal" these are "fiets", as in "fietsen", and
  // "diefstal". Each is the longest, of at least four letters, with which a known word begins that is hardly longer.
  Edition.prototype.parts = function (word) {
    var edition = this;
    function longest(pieceOf) {
      for (var size = word.length - 3; size > 3; size--) {
        var piece = pieceOf(size);
        if (edition.having("\n" + piece).some(function (term) { return term.length < piece.length + 3; })) {
          return piece;
        }
      }
    }
    return [
      longest(function (size) { return word.slice(0, size); }),
      longest(function (size) { return word.slice(-size); }),
    ].filter(Boolean);
  };

  // search asks MiniSearch for a word, and for words like it.
  Edition.prototype.search = function (word) {
    var like = this.like(word);
    return this.index(Array.from(like.keys())).search(word, {
      tokenize: function () { return Array.from(like.keys()).filter(function (term) { return like.get(term); }); },
      boostTerm: function (term) { return like.get(term); },
      prefix: function (term) { return term === word && word.length > 2; },
      fuzzy: function (term) { return term === word && word.length > 3 && 0.2; },
      boost: { title: 4, also: 3, kind: 1.5 },
      weights: { prefix: 0.7, fuzzy: 0.3 },
      maxFuzzy: 2,
    });
  };

  // index returns an index of MiniSearch with some words. The counts and lengths are those of the whole edition, so
  // that each word weighs as much as it would among all.
  //
  // loadJS reads what an index returns from toJSON. It is public, but left out of MiniSearch's documentation. The
  // format is its serializationVersion 2; vendor/package.json pins the version of MiniSearch. Were the format another
  // in a newer one, TestSearchQuestions would fail.
  Edition.prototype.index = function (words) {
    var places = this.places;
    return monitorSearchKit.MiniSearch.loadJS({
      documentCount: this.documents.length,
      nextId: this.documents.length,
      documentIds: this.documents.map(function (_, n) { return n; }),
      fieldIds: fieldIds,
      fieldLength: this.lengths,
      averageFieldLength: this.averages,
      storedFields: {},
      index: words.filter(function (word) { return places.has(word); }).map(function (word) {
        var counts = {};
        places.get(word).forEach(function (place) {
          var f = place % fields.length;
          var n = (place - f) / fields.length;
          var of = counts[f] || (counts[f] = {});
          of[n] = (of[n] || 0) + 1;
        });
        return [word, counts];
      }),
      serializationVersion: 2,
    }, { fields: fields });
  };

  // like returns the words that MiniSearch is to know when a reader types a word, with how much each weighs: the word,
  // those with the same stem, and those that contain it. Words that begin with it or have slips weigh 0: MiniSearch
  // finds and weighs these itself.
  Edition.prototype.like = function (word) {
    var weights = new Map([[word, 1]]);
    if (word.length < 3) {
      return weights; // too much begins so
    }
    function add(terms, weight) {
      terms.forEach(function (term) {
        if (!weights.has(term)) {
          weights.set(term, weight);
        }
      });
    }
    var stems = this.stems.map(function (stem) { return stem(word); });
    // A word begins as its stem, but for the last letter: "brood" has the stem "brod". To make stems takes long.
    var shortest = Math.min.apply(null, stems.map(function (stem) { return stem.length; }));
    add(this.having("\n" + word.slice(0, Math.max(2, shortest - 1))).filter(function (term) {
      return this.stems.some(function (stem, n) { return stem(term) === stems[n]; });
    }, this), 0.9);
    var within = stems[0].length > 3 ? stems[0] : word;
    if (within.length > 3) {
      add(this.having(within).filter(function (term) { return term.indexOf(within) > 0; }), 0.4);
    }
    add(this.having("\n" + word), 0);
    // MiniSearch lets one slip pass in a word of 4 letters or more, and two in one of 8. Nearly all words with slips
    // still begin or end as they should.
    var slips = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    var same = word.length < 6 ? 2 : 3;
    add(this.having("\n" + word.slice(0, same)).concat(this.having(word.slice(-same) + "\n")).filter(function (term) {
      return Math.abs(term.length - word.length) <= slips;
    }), 0);
    return weights;
  };

  // having returns the words that have a piece. A line feed before the piece asks for those that begin with it, one
  // behind it for those that end so. To look through all words as one text takes far less than to try each.
  Edition.prototype.having = function (piece) {
    var words = [];
    for (var at = this.lines.indexOf(piece); at >= 0; at = this.lines.indexOf(piece, end)) {
      var start = this.lines.lastIndexOf("\n", piece[0] === "\n" ? at : at - 1) + 1;
      var end = this.lines.indexOf("\n", start);
      words.push(this.lines.slice(start, end));
    }
    return words;
  };

  // The script of an edition calls this: see searchScript in package site. What can be found in it becomes a property of
  // its element, from which search.js takes it.
  return function (about, documents) {
    document.currentScript.edition = new Edition(about, documents, document.currentScript.src);
  };
})();
