/* What a stretch of a query may stand for: words of the text, a word of the vocabulary, a topic. No DOM. */
(function () {
  "use strict";

  const own = globalThis.StandardsSearch;

  /* How sure a kind of match is (1: the words themselves). Chosen on the tuning queries.
     topic: the crosswalk says that the item is about it; beside: the same for a word that the text has;
     astray: the word is there, but the item is about none of the topics that the word names;
     hint: words of the vocabulary that the stretch is a part of say so. */
  const SURE = { text: 1, means: 0.95, topic: 0.88, beside: 0.4, astray: 0.9, hint: 0.7 };
  const QUORUM = 0.4; /* so many of the words with a piece in them must stand for an item */
  const SCRATCH = 3000; /* cached lookups before the cache starts anew */

  own.lookup = function (corpus) {
    const { DIGIT, HAN_NUMBER, WORDLIKE, writings, each } = own.text;
    const { items, topics, words, hay, places, itemAt } = corpus;

    /* two neighbouring characters as one number, which a set takes faster than a string */
    const pair = (/** @type {string} */ text, /** @type {number} */ i) =>
      text.charCodeAt(i) * 65536 + text.charCodeAt(i + 1);

    /** @param {string} text */
    function pairsOf(text) {
      /** @type {Set<number>} */
      const found = new Set();
      for (let i = 0; i + 1 < text.length; i += 1) {
        found.add(pair(text, i));
      }
      return found;
    }

    /** @type {(text: string, within: Set<number>) => boolean} */
    function known(text, within) {
      for (let i = 0; i + 1 < text.length; i += 1) {
        if (!within.has(pair(text, i))) {
          return false;
        }
      }
      return true;
    }

    const pairs = pairsOf(hay);
    const wordHay = "\n" + [...words.keys()].join("\n") + "\n";
    const wordPairs = pairsOf(wordHay);

    /** @type {Map<string, any>} */
    const cache = new Map();
    /** @type {Search.Lookup["cached"]} */
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

    /**
     * 2% is no part of 12%; for a numeral that we wrote another way, neither is 五人 of 二十五人.
     * @param {number} from
     * @param {number} to
     * @param {string} needle
     * @param {boolean} rewritten
     */
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

    /** @type {Search.Lookup["put"]} */
    function put(found, order, sure, span) {
      const hit = found.get(order) || { sure: 0, spans: [] };
      hit.sure = Math.max(hit.sure, sure);
      hit.spans.push(span);
      found.set(order, hit);
    }

    /** @type {Search.Lookup["collect"]} */
    function collect(found, text, needle, sure, rewritten) {
      let near = 0;
      each(text, needle, (p) => {
        if (whole(p, p + needle.length, needle, rewritten)) {
          near = itemAt(p, near);
          put(found, near, sure, [places[p], places[p + needle.length - 1] + 1]);
        }
      });
    }

    /** Items that have these words, however their quantities are written. */
    const literal = (/** @type {string} */ term) => cached("t" + term, () => {
      /** @type {Search.Matches} */
      const found = new Map();
      writings(term).forEach((form, i) => {
        if (known(form, pairs)) {
          collect(found, hay, form, 1, i > 0);
        }
      });
      return found;
    });

    /** What a word of the vocabulary stands for; where it names topics, they tell which sense is meant. */
    const meaning = (/** @type {string} */ key) => cached("w" + key, () => {
      const entry = words.get(key) || { means: [], topics: [], types: [] };
      const spelled = key.length > 1 || !(entry.means.length || entry.topics.length) ? literal(key) : new Map();
      const about = new Set(entry.topics.flatMap((t) => topics[t].clauses.map((clause) => clause.item)));
      /** @type {Search.Matches} */
      const found = new Map();
      const take = (/** @type {Search.Matches} */ hits, /** @type {number} */ sure) => {
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
      for (const t of entry.topics) {
        const before = new Set(found.keys());
        for (const { item, from, to } of topics[t].clauses) {
          if (!before.has(item)) {
            put(found, item, sure, [from, to]);
            /** @type {Search.Match} */ (found.get(item)).topic = t;
          }
        }
      }
      return found;
    });

    /** What the words of the vocabulary that contain the piece stand for, as far as they agree. */
    const hinted = (/** @type {string} */ piece) => cached("h" + piece, () => {
      /** @type {Search.Matches} */
      const votes = new Map();
      let count = 0;
      each(known(piece, wordPairs) ? wordHay : "", piece, (p) => {
        const key = wordHay.slice(wordHay.lastIndexOf("\n", p) + 1, wordHay.indexOf("\n", p));
        if (!words.get(key)?.types.length) {
          count += 1;
          for (const [order, hit] of meaning(key)) {
            const vote = votes.get(order) || { ...hit, sure: 0 };
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

    /** A stretch of text that is always part of the same longer one (工会建 of 工会建立) is no word. */
    const fragment = (/** @type {string} */ piece) => cached("f" + piece, () => {
      let count = 0;
      const before = new Set();
      const after = new Set();
      const tied = (/** @type {Set<unknown>} */ around) => around.size === 1 && !around.has("");
      each(hay, piece, (p) => {
        count += 1;
        before.add(neighbour(p, -1));
        after.add(neighbour(p + piece.length - 1, 1));
        return tied(before) || tied(after);
      });
      return count > 1 && (tied(before) || tied(after));
    });

    /**
     * The character next to a place, or nothing where a clause begins or ends.
     * @param {number} place
     * @param {number} by
     */
    function neighbour(place, by) {
      const c = items[itemAt(place, 0)].text[places[place] + by] || "";
      return WORDLIKE.test(c) ? c : "";
    }

    return {
      literal, meaning, hinted, fragment, cached, known, collect, put, pairs, pairsOf,
      inText: (piece) => known(piece, pairs) && hay.includes(piece),
      /* has a character that stands nowhere in the text */
      foreign: (piece) => Array.from(piece).some((c) => !hay.includes(c)),
    };
  };
})();
