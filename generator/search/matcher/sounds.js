/* What only sounds or looks like a word: homophones, slips of one character, pinyin. Made ready when something
   is not found by its spelling. No DOM. */
(function () {
  "use strict";

  const own = globalThis.StandardsSearch;

  /* How sure such a match is, where the words themselves are 1. */
  const SURE = { sound: 0.8, slip: 0.7 };
  const SPELLED = 6; /* letters that spell more words than that spell none */
  const INITIALS = 3; /* fewer of them may be anything */
  const CUTS = 12; /* ways to cut letters into syllables that are tried */
  const LETTERS = /^[a-z]$/;

  own.sounds = function (index, corpus, lookup) {
    const { WORDLIKE, each, list } = own.text;
    const { words, hay, places, itemAt } = corpus;
    const { meaning, cached, known, collect, put, pairs, pairsOf } = lookup;

    /** Everything that is said of sounds, from the groups of characters that sound alike. */
    function listening() {
      /** @type {Map<string, string>} */
      const soundOf = new Map();
      /** @type {Map<string, string>} */
      const syllableOf = new Map();
      /** @type {Map<string, string>} */
      const spoken = new Map(); /* every way to write a syllable, and the character that stands for it */
      for (const group of list(index.sounds)) {
        const [syllable] = group.match(/^[a-z]*/) || [""];
        const [first, ...rest] = group.slice(syllable.length);
        for (const c of [first, ...rest]) {
          soundOf.set(c, first);
          syllableOf.set(c, syllable);
        }
        if (syllable) {
          written(syllable).forEach((one) => spoken.set(one, first));
        }
      }
      const sound = (/** @type {string} */ text) => Array.from(text, (c) => soundOf.get(c) || c).join("");
      const soundHay = sound(hay);
      /** @type {Map<string, string>} */
      const wordOf = new Map();
      for (const key of words.keys()) {
        const heard = sound(key);
        wordOf.set(heard, wordOf.get(heard) || key);
      }
      return { syllableOf, spoken, sound, soundHay, soundPairs: pairsOf(soundHay), wordOf };
    }

    /**
     * As a syllable may be written: those that sound alike share one, zan is zhang as well.
     * @param {string} syllable
     */
    function written(syllable) {
      const begins = [syllable, syllable.replace(/^[zcs]/, "$&h"), syllable.replace("v", "u")];
      return new Set(begins.flatMap((one) => [one, one.replace(/n$/, "ng")]));
    }

    let initialHay = "";
    /** @type {ReturnType<typeof listening> | null} */
    let heard = null;
    const ear = () => heard || (heard = listening());

    /**
     * What a word stands for, less surely, where nothing better is found.
     * @param {Search.Matches} found
     * @param {string | undefined} key
     * @param {number} sure
     */
    function lend(found, key, sure) {
      for (const [order, hit] of key === undefined ? [] : meaning(key)) {
        if (!found.has(order)) {
          found.set(order, { ...hit, sure: sure * hit.sure });
        }
      }
    }

    const alike = (/** @type {string} */ text) => cached("s" + text, () => {
      /** @type {Search.Matches} */
      const found = new Map();
      collect(found, ear().soundHay, text, SURE.sound, false);
      lend(found, ear().wordOf.get(text), SURE.sound);
      return found;
    });

    /** Items with these words, or with what a word of the vocabulary stands for, but for one character, or for
        two that changed places. */
    const slipped = (/** @type {string} */ term) => cached("x" + term, () => {
      /** @type {Search.Matches} */
      const found = new Map();
      const last = term.length - 1;
      for (let k = 0; k <= last; k += 1) {
        const left = term.slice(0, k);
        const right = term.slice(k + 1);
        const anchor = left.length >= right.length ? left : right;
        each(known(anchor, pairs) ? hay : "", anchor, (p) => {
          const from = anchor === left ? p : p - k - 1;
          const other = hay[from + k] || "\n";
          if (hay.startsWith(left, from) && hay.startsWith(right, from + k + 1) && WORDLIKE.test(other)) {
            put(found, itemAt(from, 0), SURE.slip, [places[from], places[from + last] + 1]);
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

    /** The word that has the same characters but one, or the same but in another order. */
    const wordNear = (/** @type {string} */ term) => cached("n" + term, () => {
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

    /**
     * Whether letters, with characters between them, spell a word: rhl, ruhuilv, rhuilv and 入huilv spell 入会率.
     * How well: 2 by whole syllables, less by their first letters, 0 not at all.
     * @param {string} key
     * @param {string} letters
     */
    function spells(key, letters) {
      const { syllableOf } = ear();
      /* for each place of the letters how many of the syllables that lead there are whole, or -1 */
      let reached = new Map([[0, 0]]);
      for (const c of key) {
        /** @type {Map<number, number>} */
        const next = new Map();
        const ways = new Map([[c, 1]]);
        for (const whole of written(syllableOf.get(c) || "")) {
          for (let size = 1; size <= whole.length; size += 1) {
            const part = whole.slice(0, size);
            ways.set(part, Math.max(ways.get(part) || 0, size === whole.length ? 1 : 0));
          }
        }
        for (const [at, count] of reached) {
          for (const [way, full] of ways) {
            if (way && letters.startsWith(way, at)) {
              next.set(at + way.length, Math.max(next.get(at + way.length) || 0, count + full));
            }
          }
        }
        if (!next.size) {
          return 0;
        }
        reached = next;
      }
      const whole = reached.get(letters.length);
      return whole === undefined ? 0 : whole === key.length ? 2 : 1 + whole / key.length / 2;
    }

    const spelled = (/** @type {string} */ letters) => cached("p" + letters, () => {
      /** @type {[number, string][]} */
      const found = [];
      for (const key of words.keys()) {
        if (key.length > 1 && key.length <= letters.length && !LETTERS.test(key[0])) {
          const well = spells(key, letters);
          if (well) {
            found.push([well, key]);
          }
        }
      }
      const best = found.reduce((most, [well]) => Math.max(most, well), 0);
      const keys = found.filter(([well]) => well === best).map(([, key]) => key);
      return keys.length > SPELLED ? [] : keys;
    });

    /**
     * The stretch of the text that the letters are the initials of, in the most items: rhl is 入会率.
     * @type {Search.Sounds["initials"]}
     */
    const initials = (letters) => cached("i" + letters, () => {
      const { syllableOf } = ear();
      initialHay = initialHay || Array.from(hay, (c) => (syllableOf.get(c) || "\n")[0]).join("");
      /** @type {Map<string, Set<number>>} */
      const found = new Map();
      const plain = letters.replace(/([zcs])h/g, "$1");
      each(letters.length < INITIALS ? "" : initialHay, plain, (p) => {
        const stretch = hay.slice(p, p + plain.length);
        found.set(stretch, (found.get(stretch) || new Set()).add(itemAt(p, 0)));
      });
      return [...found].sort((a, b) => b[1].size - a[1].size).map(([stretch]) => stretch)[0] || "";
    });

    /** @type {Search.Sounds["syllables"]} */
    function syllables(letters) {
      const { spoken } = ear();
      /** @type {string[][]} */
      const ways = [[""]];
      for (let to = 1; to <= letters.length; to += 1) {
        /** @type {string[]} */
        const here = [];
        for (let from = Math.max(0, to - 6); from < to; from += 1) {
          const c = spoken.get(letters.slice(from, to));
          if (c) {
            here.push(...ways[from].map((way) => way + c));
          }
        }
        ways.push([...new Set(here)].sort((a, b) => a.length - b.length).slice(0, CUTS));
      }
      return ways[letters.length];
    }

    return {
      alike, slipped, wordNear, spelled, initials, syllables,
      sound: (text) => ear().sound(text),
      inSound: (text) => known(text, ear().soundPairs) && ear().soundHay.includes(text),
      wordBySound: (text) => ear().wordOf.get(text),
    };
  };
})();
