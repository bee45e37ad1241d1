/* What is marked in a hit: the words that answered, and never a whole clause because of its topic. No DOM. */
(function () {
  "use strict";

  const own = globalThis.StandardsSearch;

  const LEAST = 2; /* one character that a text shares with a query shows nothing */

  own.marks = function (index, corpus) {
    const { list } = own.text;
    const { topics, fold, plain } = corpus;
    const asked = new Set(list(index.asked + "|" + index.interrogatives).map(plain));

    /** @param {Search.Span[]} spans */
    function merged(spans) {
      /** @type {Search.Span[]} */
      const joined = [];
      for (const [from, to] of spans.slice().sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
        const last = joined[joined.length - 1];
        if (last && from <= last[1]) {
          last[1] = Math.max(last[1], to);
        } else {
          joined.push([from, to]);
        }
      }
      return joined;
    }

    /**
     * The stretches of the text between two places that one of the needles has as well.
     *
     * In 开展困难职工帮扶 the needle 困难职工怎么帮 marks 困难职工.
     * @param {string} text
     * @param {Search.Span} within
     * @param {string} needles
     */
    function shared(text, [begin, end], needles) {
      const { folded, at } = fold(text.slice(begin, end));
      /** @type {Search.Span[]} */
      const spans = [];
      for (let from = 0; from + LEAST <= folded.length;) {
        let to = from + LEAST - 1;
        while (to < folded.length && needles.includes(folded.slice(from, to + 1))) {
          to += 1;
        }
        if (to - from >= LEAST && !asked.has(folded.slice(from, to))) {
          spans.push([begin + at[from], begin + at[to - 1] + 1]);
          from = to;
        } else {
          from += 1;
        }
      }
      return spans;
    }

    return function (hit, pieces) {
      const { text } = hit.item;
      const parts = hit.parts || [];
      /** @type {Search.Span} */
      const whole = [0, text.length];
      const spelled = parts.filter((part) => part.match.topic === undefined);
      const topical = parts.filter((part) => part.match.topic !== undefined);
      const spans = spelled.flatMap((part) => part.match.spans);
      for (const { match } of topical) {
        const topic = topics[/** @type {number} */ (match.topic)];
        match.spans.forEach((span) => spans.push(...shared(text, span, topic.words.map(plain).join("\n"))));
      }
      if (!spans.length) {
        spans.push(...shared(text, whole, pieces.join("\n")));
      }
      hit.spans = merged(spans);
      const first = topical[0];
      hit.topic = hit.topic || !first || spelled.length ? hit.topic : topics[/** @type {number} */ (first.match.topic)];
    };
  };
})();
