/* Terms of a query in, items in their order out.

   An item's exact score is the share of the query that it answers, every term weighted by its rarity: it is right
   about words. Its likeness (likeness.js) is right about whole questions. Both are fused, and what falls short
   of the best is cut off only then. The numbers were chosen on standards/editorial/questions.yml, in five folds
   (tests/bench/bench_search.py --folds), with words of the vocabulary left out at random. No DOM. */
(function () {
  "use strict";

  const own = globalThis.StandardsSearch;

  const LIKE = 1.4; /* what likeness of the item counts, where the exact score counts 1 */
  const TOPIC = 1; /* and likeness of a topic that it is in */
  const LEAN = 0.3; /* and being of one of the types that a word like 公司 may mean */
  const FLOOR = 0.25; /* an item that answers no term must be that much like the likest */
  const ALIKE = 200; /* no more than so many such items are looked at */
  const FAINT = 0.2; /* below this share of the best nothing is even offered besides */
  const COMMON = 0.2; /* a word in so many of the items says nothing beside another */
  const PLAIN = 0.8; /* any stretch of text says less of what is asked for than a word of the vocabulary */
  const EVEN = 0.04; /* scores that differ by less are equal: the order of the standards decides */
  const DENSE = 0.05; /* of two equal items the one that says less besides comes first */

  own.ranking = function (corpus, cutting, likeness) {
    const { items, topics } = corpus;
    /** Weighted terms; a term that most items have says little. */
    const weigh = (/** @type {Search.Token[]} */ tokens) => tokens.map((token) => {
      const found = cutting.found(token);
      const rarity = found.size ? Math.max(0.1, Math.log((items.length + 1) / found.size)) : 0;
      return { token, found, weight: rarity * (token.part ? 0.5 : token.kind === "text" ? PLAIN : 1) };
    }).filter((term) => term.weight > 0);

    /**
     * @param {Search.Term[]} terms
     * @param {Set<number> | null} allowed
     */
    function scored(terms, allowed) {
      const total = terms.reduce((sum, term) => sum + term.weight, 0);
      /** @type {Map<number, Search.Scored>} */
      const scores = new Map();
      /** @type {(entry: Search.Scored, match: Search.Match, term: Search.Term) => void} */
      const add = (entry, match, term) => {
        entry.exact += (term.weight * match.sure) / total;
        entry.parts.push({ share: term.weight / total, match, term });
      };
      for (const term of terms.slice().sort((a, b) => a.found.size - b.found.size)) {
        if (scores.size && term.found.size > items.length * COMMON) {
          /* a word that stands everywhere adds to what others have found, and finds nothing by itself */
          for (const [order, entry] of scores) {
            const match = term.found.get(order);
            if (match) {
              add(entry, match, term);
            }
          }
          continue;
        }
        for (const [order, match] of term.found) {
          if (!allowed || allowed.has(items[order].standard)) {
            const entry = scores.get(order) || blank(order);
            add(entry, match, term);
            scores.set(order, entry);
          }
        }
      }
      return [...scores.values()];
    }

    /**
     * @param {number} order
     * @returns {Search.Scored}
     */
    const blank = (order) => ({ item: items[order], score: 0, exact: 0, parts: [], spans: [], same: [] });

    /**
     * Several words mean all of them, if any item has all.
     * @param {Search.Scored[]} hits
     * @param {Search.Token[][]} cuts
     * @param {Search.Term[]} terms
     */
    function conjoined(hits, cuts, terms) {
      const byChunk = cuts
        .map((tokens) => terms.filter((term) => tokens.includes(term.token)))
        .filter((some) => some.length);
      const all = hits.filter((hit) => byChunk.every((some) => some.some((term) => term.found.has(hit.item.order))));
      return all.length ? all : hits;
    }

    /**
     * Both scores in one, the best of each at 1.
     * @param {Search.Scored[]} hits
     * @param {string[]} pieces
     * @param {Set<number> | null} allowed
     * @param {Set<number>} lean
     */
    function fuse(hits, pieces, allowed, lean) {
      const { scores: like, whole } = likeness.items(pieces);
      const { scores: about, whole: wholly } = likeness.topics(pieces);
      const topical = new Float64Array(items.length);
      topics.forEach((topic, t) => topic.clauses.forEach(({ item }) => {
        topical[item] = Math.max(topical[item], about[t]);
      }));
      const may = (/** @type {number} */ order) => !allowed || allowed.has(items[order].standard);
      const most = (/** @type {ArrayLike<number>} */ all) => {
        let best = 0;
        for (let order = 0; order < items.length; order += 1) {
          best = all[order] > best && may(order) ? all[order] : best;
        }
        return best || 1;
      };
      const [mostLike, mostTopical] = [most(like), most(topical)];
      const mostExact = hits.reduce((best, hit) => Math.max(best, hit.exact), 0) || 1;
      const had = new Uint8Array(items.length);
      for (const hit of hits) {
        had[hit.item.order] = 1;
        hit.exact /= mostExact;
      }
      const fused = hits.slice();
      for (let order = 0; order < items.length && fused.length < hits.length + ALIKE; order += 1) {
        if (!had[order] && like[order] > FLOOR * mostLike && may(order)) {
          fused.push(blank(order));
        }
      }
      let best = 0;
      for (const hit of fused) {
        const { order, standard } = hit.item;
        hit.score = hit.exact + (LIKE * like[order]) / mostLike + (TOPIC * topical[order]) / mostTopical +
          (lean.has(standard) ? LEAN : 0);
        best = Math.max(best, hit.score);
      }
      return { fused: fused.filter((hit) => hit.score >= best * FAINT || hit.exact === 1), grasp: mostLike / (whole || 1) + mostTopical / (wholly || 1) };
    }

    /** @type {Search.Ranking["rank"]} */
    function rank(terms, cuts, pieces, allowed, lean) {
      let hits = scored(terms, allowed);
      if (cuts.length > 1) {
        hits = conjoined(hits, cuts, terms);
      }
      for (const hit of hits) {
        const marked = hit.parts.flatMap((part) => part.match.spans).reduce((sum, [from, to]) => sum + to - from, 0);
        hit.exact += DENSE * Math.min(1, marked / hit.item.text.length);
      }
      const { fused, grasp } = fuse(hits, pieces, allowed, lean);
      fused.sort((a, b) => Math.round(b.score / EVEN) - Math.round(a.score / EVEN) || a.item.order - b.item.order);
      return { hits: fused, grasp };
    }

    return { weigh, rank };
  };
})();
