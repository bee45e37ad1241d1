/* The index made ready: items, sections, topics, words, and all texts as they are compared. No DOM. */
(function () {
  "use strict";

  const own = globalThis.StandardsSearch;

  own.corpus = function (index) {
    const { folding, list } = own.text;
    const fold = folding(list(index.folds));
    const plain = (/** @type {string} */ text) => fold(text).folded;

    /** @type {Search.Item[]} */
    const items = [];
    /** @type {Search.Section[]} */
    const sections = [];
    /** @type {string[]} */
    const parts = [];
    /** @type {number[]} */
    const starts = [];
    /** @type {number[]} */
    const places = [];
    let length = 0;
    /** @param {Search.Folded} piece */
    function append(piece) {
      parts.push(piece.folded, "\n");
      for (const at of piece.at) {
        places.push(at);
      }
      places.push(0);
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
            append(fold(text.replace(/（[^（）]{1,12}）/g, (run) => " ".repeat(run.length))));
          }
        }
        sections.push(section);
      });
    });
    const hay = parts.join("");

    const topics = index.topics.map(([id, name, said, numbers]) => {
      let item = 0;
      const clauses = (numbers.match(/-?\d+ \d+ \d+/g) || []).map((one) => {
        const [on, from, rest] = one.split(" ").map(Number);
        item += on;
        return { item, from, to: items[item].text.length - rest };
      });
      const types = new Set(clauses.map((clause) => items[clause.item].standard)).size;
      return { id, name, url: "topics/" + id + "/", words: [name, ...list(said)], clauses, types };
    });

    /* words that mean something: of topics, of the vocabulary, of types */
    /** @type {Map<string, Search.Word>} */
    const words = new Map();
    /**
     * @param {string} text
     * @param {(entry: Search.Word) => void} add
     */
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
    for (const [said, standards, named, because] of index.types) {
      for (const w of list(said)) {
        word(w, (entry) => {
          entry.types = [...new Set([...entry.types, ...standards])];
          entry.unit = { named, because };
        });
      }
    }

    /**
     * The item that a place of ``hay`` belongs to, at or after the item ``from``.
     * @param {number} place
     * @param {number} from
     */
    function itemAt(place, from) {
      let low = from;
      let high = items.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] <= place) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }

    return { items, sections, topics, words, hay, places, fold, plain, itemAt };
  };
})();
