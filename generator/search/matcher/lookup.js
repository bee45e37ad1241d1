/* The index made ready, and what a stretch of a query may stand for in it: words of the text, a word of the
   vocabulary, a topic, or something that only sounds or looks like one of these. No DOM. */
(function (root) {
  "use strict";

  const own = (root.StandardsSearch = root.StandardsSearch || {});

  /* How sure a kind of match is (1: the words themselves). Chosen on the tuning queries.
     topic: the crosswalk says that the item is about it; beside: the same for a word that the text has;
     astray: the word is there, but the item is about none of the topics that the word names;
     hint: words of the vocabulary that the stretch is a part of say so. */
  const SURE = { text: 1, means: 0.95, topic: 0.88, beside: 0.4, astray: 0.9, sound: 0.8, slip: 0.7, hint: 0.7 };
  const QUORUM = 0.4; /* so many of the words with a piece in them must stand for an item */
  const SCRATCH = 3000; /* cached lookups before the cache starts anew */

  own.lookup = function (index) {
    const { DIGIT, HAN_NUMBER, WORDLIKE, writings, folding } = own.text;
    const fold = folding(index.folds.split("|"));
    const plain = (text) => fold(text).folded;

    const items = [];
    const sections = [];
    const parts = [];
    const starts = [];
    const places = [];
    let length = 0;
    function append(piece) {
      parts.push(piece.folded, "\n");
      places.push(...piece.at, 0);
      length += piece.folded.length + 1;
    }
    index.standards.forEach((standard, s) => {
      standard.sections.forEach(([marker, title, entries], k) => {
        const section = { number: k + 1, marker, title, standard: s, first: items.length, count: entries.length };
        for (const [numeral, text] of entries) {
          const id = standard.attachment + "." + section.number + "." + numeral;
          items.push({
            id, text, number: numeral, order: items.length, standard: s, section: sections.length,
            url: standard.page + "#" + id,
          });
          starts.push(length);
          append(fold(text));
          /* 职工（代表）大会 is also 职工大会: the text once more without what stands in brackets */
          if (/（[^（）]{1,12}）/.test(text)) {
            const blank = text.replace(/（[^（）]{1,12}）/g, (run) => " ".repeat(run.length));
            append(fold(blank));
          }
        }
        sections.push(section);
      });
    });
    starts.push(length);
    const hay = parts.join("");

    /* two neighbouring characters as one number, which a set takes faster than a string */
    const pair = (text, i) => text.charCodeAt(i) * 65536 + text.charCodeAt(i + 1);
    function pairsOf(text) {
      const found = new Set();
      for (let i = 0; i + 1 < text.length; i += 1) {
        found.add(pair(text, i));
      }
      return found;
    }

    const pairs = pairsOf(hay);

    const list = (joined) => joined.split("|").filter(Boolean);
    const topics = index.topics.map(([id, name, said, numbers]) => {
      let item = 0;
      const clauses = numbers.match(/-?\d+ \d+ \d+/g).map((one) => {
        const [on, from, size] = one.split(" ").map(Number);
        item += on;
        return { item, from, to: from + size };
      });
      const types = new Set(clauses.map((clause) => items[clause.item].standard)).size;
      return { id, name, url: "topics/" + id + "/", words: [name, ...list(said)], clauses, types };
    });

    /* words that mean something: of topics, of the vocabulary, of types */
    const words = new Map();
    function word(text, add) {
      const key = plain(text);
      if (key) {
        const entry = words.get(key) || { means: [], topics: [], types: [] };
        words.set(key, entry);
        add(entry);
      }
    }
    topics.forEach((topic, t) => topic.words.forEach((w) => word(w, (entry) => entry.topics.push(t))));
    for (const [said, means, about] of index.words) {
      for (const w of list(said)) {
        word(w, (entry) => {
          entry.means.push(...list(means).map(plain));
          entry.topics.push(...about);
        });
      }
    }
    for (const [said, standards] of index.types) {
      for (const w of list(said)) {
        word(w, (entry) => entry.types.push(...standards));
      }
    }
    const wordHay = "\n" + [...words.keys()].join("\n") + "\n";
    const wordPairs = pairsOf(wordHay);

    /* what sounds alike, made ready when something is not found by its spelling */
    let soundOf = null;
    let soundHay = "";
    let soundPairs = null;
    let soundWords = null;
    const sound = (text) => Array.from(text, (c) => soundOf.get(c) || c).join("");
    function listen() {
      if (soundOf === null) {
        soundOf = new Map();
        for (const group of list(index.sounds)) {
          for (const c of group) {
            soundOf.set(c, group[0]);
          }
        }
        soundHay = sound(hay);
        soundPairs = pairsOf(soundHay);
        soundWords = new Map();
        for (const key of words.keys()) {
          if (!soundWords.has(sound(key))) {
            soundWords.set(sound(key), key);
          }
        }
      }
    }

    /* ---- looking up ------------------------------------------------------------------------------ */

    function itemAt(position, from) {
      let low = from;
      let high = items.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] <= position) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }

    /** 2% is no part of 12%; for a numeral that we wrote another way, neither is 五人 of 二十五人. */
    function whole(from, to, needle, rewritten) {
      const before = hay[from - 1] || "";
      const after = hay[to] || "";
      const first = needle[0];
      const last = needle[needle.length - 1];
      if (DIGIT.test(first) && (DIGIT.test(before) || before === ".")) {
        return false;
      }
      if (DIGIT.test(last) && (DIGIT.test(after) || (after === "." && DIGIT.test(hay[to + 1])))) {
        return false;
      }
      return !(rewritten && ((HAN_NUMBER.test(first) && HAN_NUMBER.test(before)) ||
        (HAN_NUMBER.test(last) && HAN_NUMBER.test(after))));
    }

    function eachPlace(text, needle, visit) {
      for (let p = text.indexOf(needle); p >= 0 && visit(p) !== false; p = text.indexOf(needle, p + 1)) {
        /* until there is no further place, or no wish for one */
      }
    }

    function put(found, order, sure, from, to) {
      const hit = found.get(order) || { sure: 0, spans: [] };
      hit.sure = Math.max(hit.sure, sure);
      hit.spans.push([from, to]);
      found.set(order, hit);
    }

    function collect(found, text, needle, sure, rewritten) {
      let near = 0;
      eachPlace(text, needle, (p) => {
        if (whole(p, p + needle.length, needle, rewritten)) {
          near = itemAt(p, near);
          put(found, near, sure, places[p], places[p + needle.length - 1] + 1);
        }
      });
    }

    /** Items that a topic is about; the clause is what is marked. */
    function collectTopic(found, t, sure) {
      const before = new Set(found.keys());
      for (const clause of topics[t].clauses) {
        if (!before.has(clause.item)) {
          put(found, clause.item, sure, clause.from, clause.to);
        }
      }
    }

    const cache = new Map();
    function cached(key, make) {
      let value = cache.get(key);
      if (value === undefined) {
        value = make();
        if (cache.size > SCRATCH) {
          cache.clear();
        }
        cache.set(key, value);
      }
      return value;
    }

    function known(text, within) {
      for (let i = 0; i + 1 < text.length; i += 1) {
        if (!within.has(pair(text, i))) {
          return false;
        }
      }
      return true;
    }

    /** Items that have these words, however their quantities are written. */
    function literal(term) {
      return cached("t" + term, () => {
        const found = new Map();
        writings(term).forEach((form, i) => {
          if (known(form, pairs)) {
            collect(found, hay, form, SURE.text, i > 0);
          }
        });
        return found;
      });
    }

    /** What a word of the vocabulary stands for; where it names topics, they tell which sense is meant. */
    function meaning(key) {
      return cached("w" + key, () => {
        const entry = words.get(key);
        const spelled = key.length > 1 || !(entry.means.length || entry.topics.length) ? literal(key) : new Map();
        const about = new Set(entry.topics.flatMap((t) => topics[t].clauses.map((clause) => clause.item)));
        const found = new Map();
        const take = (hits, sure) => {
          for (const [order, hit] of hits) {
            if (!found.has(order)) {
              const other = about.size && !about.has(order) ? SURE.astray : 1;
              found.set(order, { sure: sure * other, spans: hit.spans.slice() });
            }
          }
        };
        take(spelled, SURE.text);
        entry.means.forEach((text) => take(literal(text), SURE.means));
        /* a word that the text has, and that nobody says is short for more, means itself */
        const sure = spelled.size && !entry.means.length ? SURE.beside : SURE.topic;
        entry.topics.forEach((t) => collectTopic(found, t, sure));
        return found;
      });
    }

    /** What the words of the vocabulary that contain the piece stand for, as far as they agree. */
    function hinted(piece) {
      return cached("h" + piece, () => {
        const votes = new Map();
        let count = 0;
        eachPlace(known(piece, wordPairs) ? wordHay : "", piece, (p) => {
          const key = wordHay.slice(wordHay.lastIndexOf("\n", p) + 1, wordHay.indexOf("\n", p));
          if (!words.get(key).types.length) {
            count += 1;
            for (const [order, hit] of meaning(key)) {
              const vote = votes.get(order) || { sure: 0, spans: hit.spans };
              vote.sure += hit.sure;
              votes.set(order, vote);
            }
          }
        });
        for (const [order, vote] of votes) {
          vote.sure *= SURE.hint / count;
          if (vote.sure < SURE.hint * QUORUM) {
            votes.delete(order);
          }
        }
        return votes;
      });
    }

    /** What a word stands for, less surely, where nothing better is found. */
    function lend(found, key, sure) {
      for (const [order, hit] of key === undefined ? [] : meaning(key)) {
        if (!found.has(order)) {
          found.set(order, { sure: sure * hit.sure, spans: hit.spans });
        }
      }
    }

    function alike(heard) {
      return cached("s" + heard, () => {
        const found = new Map();
        collect(found, soundHay, heard, SURE.sound, false);
        lend(found, soundWords.get(heard), SURE.sound);
        return found;
      });
    }

    /** Items with these words, or with what a word of the vocabulary stands for, but for one character, or for
        two that changed places. */
    function slipped(term) {
      return cached("x" + term, () => {
        const found = new Map();
        const last = term.length - 1;
        for (let k = 0; k <= last; k += 1) {
          const left = term.slice(0, k);
          const right = term.slice(k + 1);
          const anchor = left.length >= right.length ? left : right;
          eachPlace(known(anchor, pairs) ? hay : "", anchor, (p) => {
            const from = anchor === left ? p : p - k - 1;
            const other = hay[from + k] || "\n";
            if (hay.startsWith(left, from) && hay.startsWith(right, from + k + 1) && WORDLIKE.test(other)) {
              put(found, itemAt(from, 0), SURE.slip, places[from], places[from + last] + 1);
            }
          });
        }
        for (let k = 0; k < last; k += 1) {
          const turned = term.slice(0, k) + term[k + 1] + term[k] + term.slice(k + 2);
          if (known(turned, pairs)) {
            collect(found, hay, turned, SURE.slip, false);
          }
        }
        lend(found, wordNear(term), SURE.slip);
        return found;
      });
    }

    /** The word that has the same characters but one, or the same but in another order. */
    function wordNear(term) {
      return cached("n" + term, () => {
        const sorted = Array.from(term).sort().join("");
        for (const key of words.keys()) {
          if (key.length === term.length) {
            let other = 0;
            for (let i = 0; i < key.length; i += 1) {
              other += key[i] === term[i] ? 0 : 1;
            }
            if (other === 1 || (other === 2 && Array.from(key).sort().join("") === sorted)) {
              return [key];
            }
          }
        }
        return [];
      })[0];
    }

    /** A stretch of text that is always part of the same longer one (工会建 of 工会建立) is no word. */
    function fragment(piece) {
      return cached("f" + piece, () => {
        let count = 0;
        const before = new Set();
        const after = new Set();
        const tied = (around) => around.size === 1 && !around.has("");
        eachPlace(hay, piece, (p) => {
          count += 1;
          before.add(neighbour(p, -1));
          after.add(neighbour(p + piece.length - 1, 1));
          return tied(before) || tied(after);
        });
        return count > 1 && (tied(before) || tied(after));
      });
    }

    /** The character next to a place, or nothing where a clause begins or ends. */
    function neighbour(place, by) {
      const text = items[itemAt(place, 0)].text;
      const c = text[places[place] + by] || "";
      return WORDLIKE.test(c) ? c : "";
    }

    return {
      items, sections, topics, words, fold, plain, listen, sound,
      literal, meaning, hinted, alike, slipped, wordNear, fragment,
      /* has a character that stands nowhere in the text */
      foreign: (piece) => Array.from(piece).some((c) => !hay.includes(c)),
      inText: (piece) => known(piece, pairs) && hay.includes(piece),
      inSound: (heard) => known(heard, soundPairs) && soundHay.includes(heard),
      wordBySound: (heard) => soundWords.get(heard),
    };
  };
})(typeof globalThis === "undefined" ? this : globalThis);
