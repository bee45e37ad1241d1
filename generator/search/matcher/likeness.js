/* A second opinion on what a query asks for: how many of its characters, alone and in pairs, a text shares.

   BM25 twice over: of items, in three fields (their text, the words by which people call what they are about,
   and questions that people have asked and that they answer), and of topics. Nothing is counted beforehand: where
   a pair of characters stands is looked up when somebody types it, and kept. No DOM.

   For two items, 会费按月缴纳 and 会籍管理, the query 会费怎么交 shares 会 with both, and 费 and 会费 with the
   first: what both have says little, what one has says much. */
(function () {
  "use strict";

  const own = globalThis.StandardsSearch;

  const TEXT = 2; /* a character of the text counts so much, one of a word or of a question once */
  const SATURATION = 1.2; /* k1 of BM25: how soon more of the same says nothing more */
  const LENGTH = 0.3; /* b of BM25: how much a long text is held against it */
  const OFTEN = 0.5; /* a character alone that stands so often in every item, or oftener, says nothing */
  const WIDE = 60; /* a word that means more items than that says nothing of any of them */

  own.likeness = function (index, corpus, lookup) {
    const { each, list } = own.text;
    const { items, topics, words, plain, hay, itemAt } = corpus;
    const { literal } = lookup;

    /** @param {Search.Word} entry */
    function meant(entry) {
      const found = new Set(entry.topics.flatMap((t) => topics[t].clauses.map((clause) => clause.item)));
      for (const text of entry.means) {
        for (const order of literal(text).keys()) {
          found.add(order);
        }
      }
      return found.size > WIDE ? [] : [...found];
    }

    const questions = Array.from(index.questions.matchAll(/([^ ]+)\| ([\d ]+)/g), ([, texts, numbers]) => {
      let item = 0;
      return { text: list(texts).map(plain).join("\t"), about: numbers.split(" ").map((on) => (item += Number(on))) };
    });

    /* what speaks for items: words and questions, one after another, with the items that each means */
    /** @type {{ text: string, about: () => number[] }[]} */
    const speakers = [...words].filter(([, entry]) => !entry.types.length)
      .map(([text, entry]) => ({ text, about: () => meant(entry) }));
    for (const { text, about } of questions) {
      speakers.push({ text, about: () => about });
    }
    const said = joined(speakers.map((one) => one.text));
    /** @type {number[][]} */
    const known = [];
    const aboutOf = (/** @type {number} */ speaker) => known[speaker] || (known[speaker] = speakers[speaker].about());

    /* a topic as a text: what it is called, its clauses, and the questions that are mostly about it */
    const topical = joined(topics.map((topic, t) => {
      const mine = new Set(topic.clauses.map((clause) => clause.item));
      const clauses = topic.clauses.map(({ item, from, to }) => plain(items[item].text.slice(from, to)));
      const called = [...words].filter(([, entry]) => entry.topics.includes(t)).map(([key]) => key);
      const asked = questions.filter(({ about }) => about.filter((o) => mine.has(o)).length * 2 > about.length);
      return [...topic.words.map(plain), ...called, ...new Set(clauses), ...asked.map((q) => q.text)].join("\t");
    }));

    /**
     * Texts one after another, and where each begins.
     * @param {string[]} texts
     */
    function joined(texts) {
      /** @type {number[]} */
      const begins = [];
      let at = 0;
      for (const text of texts) {
        begins.push(at);
        at += text.length + 1;
      }
      begins.push(at);
      return { text: texts.join("\n") + "\n", begins };
    }

    /**
     * Visit the number of the text for every place of the gram.
     * @param {ReturnType<typeof joined>} within
     * @param {string} gram
     * @param {(n: number) => void} visit
     */
    function eachText({ text, begins }, gram, visit) {
      let n = 0;
      each(text, gram, (p) => {
        while (begins[n + 1] <= p) {
          n += 1;
        }
        visit(n);
      });
    }

    /**
     * A BM25 score over so many texts of these sizes; ``count`` tells how often each has a gram.
     * @param {number[]} sizes
     * @param {(gram: string, add: (n: number, weight: number) => void) => boolean} count false: too often to say anything
     */
    function bm25(sizes, count) {
      const mean = sizes.reduce((sum, size) => sum + size, 0) / (sizes.length || 1);
      const penalty = sizes.map((size) => SATURATION * (1 - LENGTH + (LENGTH * size) / mean));
      /** @type {Map<string, { rarity: number, at: number[], adds: number[] }>} */
      const postings = new Map();
      /** @param {string} gram */
      function posting(gram) {
        let found = postings.get(gram);
        if (!found) {
          /** @type {Map<number, number>} */
          const counts = new Map();
          if (!count(gram, (n, weight) => counts.set(n, (counts.get(n) || 0) + weight))) {
            counts.clear();
          }
          const rarity = !counts.size && gram.length === 1 && hay.includes(gram) ? 0 : Math.log(1 + (sizes.length - counts.size + 0.5) / (counts.size + 0.5)) * gram.length;
          found = {
            rarity,
            at: [...counts.keys()],
            adds: Array.from(counts, ([n, c]) => (rarity * c * (SATURATION + 1)) / (c + penalty[n])),
          };
          postings.set(gram, found);
        }
        return found;
      }
      return (/** @type {string[]} */ pieces) => {
        const scores = new Float64Array(sizes.length);
        let whole = 0;
        for (const gram of gramsOf(pieces)) {
          const { at, adds, rarity } = posting(gram);
          whole += rarity;
          for (let i = 0; i < at.length; i += 1) {
            scores[at[i]] += adds[i];
          }
        }
        return { scores, whole };
      };
    }

    /** @param {string[]} pieces */
    function gramsOf(pieces) {
      const grams = new Set(pieces.flatMap((piece) => [...piece]));
      for (const piece of pieces) {
        for (let i = 0; i + 1 < piece.length; i += 1) {
          grams.add(piece.slice(i, i + 2));
        }
      }
      return grams;
    }

    return {
      items: bm25(items.map((item) => item.text.length), (gram, add) => {
        let near = 0;
        let left = gram.length > 1 ? Infinity : items.length * OFTEN;
        each(hay, gram, (p) => {
          near = itemAt(p, near);
          add(near, TEXT);
          left -= 1;
          return left > 0;
        });
        if (left <= 0) {
          return false;
        }
        eachText(said, gram, (speaker) => aboutOf(speaker).forEach((order) => add(order, 1)));
        return true;
      }),
      topics: bm25(topics.map((_, t) => topical.begins[t + 1] - topical.begins[t]), (gram, add) =>
        (eachText(topical, gram, (t) => add(t, 1)), true)),
    };
  };
})();
