/* The matcher: index and query in, answer out. No DOM, no network, no state but caches.

   A query is cut into terms; a term is what somebody means by a stretch of the query (cutting.js). Items are ranked
   by them (ranking.js). What is left to decide here is what kind of answer that is: found, or nothing of this type,
   or regulated nowhere, or words that say nothing. How it works, for readers: docs/guide/search.md. */
(function () {
  "use strict";

  const own = globalThis.StandardsSearch;

  const SOFT = 0.5; /* so much of the best score a type must reach that the query names, or it has no such rule */
  const KEEP = 0.8; /* hits below this share of the best score are no answer */
  const WHOLE = 0.9; /* but those that answer so much of what the best answers by its words */
  const SPELLED = 0.85; /* matches as sure as that are the words themselves, or the topic that they name */
  const TOPICS = 3; /* so many are offered */
  const ALIKE = 0.6; /* a topic that the query does not name must be that much the same as the hits */
  const BESIDES = 20; /* no more than this is offered besides */
  const COMMON = 0.25; /* a word that stands in so many of the items says nothing */
  const GRASP = 0.6; /* where no item and no topic has so much of what a query says, there is no answer to it */
  const REST = 4; /* a query with so many characters besides what is regulated nowhere asks for more than that */

  const PART = 0.6; /* who leaves out words of the name of a law says more than so much of it */
  const END = 4; /* or as many characters of its end */

  const LETTERS = /[a-z]{2,}/; /* pinyin, where the text has them not */
  const BREAKS = /[\s,，。？?！!、；;：:“”"‘’'《》〈〉/|+]+/;

  own.create = function (index) {
    const { list } = own.text;
    const corpus = own.corpus(index);
    const { items, sections, topics, words, plain } = corpus;
    const lookup = own.lookup(corpus);
    const sounds = own.sounds(index, corpus, lookup);
    const cutting = own.cutting(index, corpus, lookup, sounds);
    const { weigh, rank } = own.ranking(corpus, cutting, own.likeness(index, corpus, lookup));
    const mark = own.marks(index, corpus);
    const address = own.addresses(index, corpus);
    const matters = index.matters.map(([matter, said, ask, about]) => ({
      matter, ask, topics: about, words: list(said).map((word) => word.split(" ").map(plain)),
    }));

    /** @param {Search.Hit[]} hits */
    function groupsOf(hits) {
      /** @type {Map<number, Search.Group>} */
      const groups = new Map();
      for (const hit of hits) {
        const group = groups.get(hit.item.standard) || { standard: hit.item.standard, hits: [] };
        group.hits.push(hit);
        groups.set(hit.item.standard, group);
      }
      return [...groups.values()];
    }

    /**
     * The same text of several types as one card: the first stands for all.
     * @template {Search.Hit} T
     * @param {T[]} hits
     */
    function carded(hits) {
      /** @type {Map<string, T>} */
      const cards = new Map();
      for (const hit of hits) {
        const card = cards.get(hit.item.text);
        if (card) {
          card.same.push(hit.item);
        } else {
          cards.set(hit.item.text, hit);
        }
      }
      return [...cards.values()];
    }

    /**
     * Topics that the query names, or that most of the hits belong to, the likeliest first.
     * @param {Search.Term[]} terms
     * @param {Search.Scored[]} hits
     */
    function subjectsOf(terms, hits) {
      const found = new Set(hits.map((hit) => hit.item.order));
      /** @type {Map<number, number>} */
      const weights = new Map();
      for (const { token, weight } of terms) {
        for (const t of topicsNamed(token)) {
          weights.set(t, (weights.get(t) || 0) + weight);
        }
      }
      return topics
        .map((topic, t) => {
          const shared = new Set(topic.clauses.filter((clause) => found.has(clause.item)).map((c) => c.item));
          const overlap = found.size ? (2 * shared.size) / (topic.clauses.length + found.size) : 0;
          return { topic, most: shared.size * 2 > found.size, named: weights.has(t), score: (weights.get(t) || 0) + overlap };
        })
        .filter((one) => one.named || one.most)
        .sort((a, b) => b.score - a.score);
    }

    const topicsNamed = (/** @type {Search.Token} */ token) =>
      new Set(cutting.keysOf(token).flatMap((key) => words.get(key)?.topics || []));

    /**
     * What may be meant besides the hits: what answers less of the query, and what else is said on the same matters.
     * @param {Search.Scored[]} all
     * @param {Search.Scored[]} hits
     * @param {Search.Topic[]} subjects
     * @param {Set<number> | null} allowed
     * @returns {{ beside: Search.Hit[], related: number }}
     */
    function besides(all, hits, subjects, allowed) {
      const seen = new Set(all.map((hit) => hit.item.order));
      const shown = new Set(hits);
      const less = all.filter((hit) => !shown.has(hit)).slice(0, BESIDES);
      /** @type {Search.Hit[]} */
      const related = [];
      for (const topic of subjects) {
        for (const { item } of topic.clauses) {
          if ((!allowed || allowed.has(items[item].standard)) && !seen.has(item)) {
            seen.add(item);
            related.push({ item: items[item], score: 0, spans: [], topic, same: [] });
          }
        }
      }
      const kept = related.slice(0, BESIDES - less.length);
      return { beside: [...less, ...kept], related: kept.length };
    }

    /**
     * What is near when nothing is found: topics that share characters, or sounds, with the query.
     * @param {string} text
     */
    function near(text) {
      const mine = new Set(text + sounds.sound(text));
      return topics
        .map((topic) => {
          let best = 0;
          for (const w of topic.words) {
            const other = new Set(plain(w));
            let shared = 0;
            for (const c of other) {
              shared += mine.has(c) ? 1 : mine.has(sounds.sound(c)) ? 0.5 : 0;
            }
            best = Math.max(best, shared / Math.sqrt(other.size || 1));
          }
          return { topic, best };
        })
        .filter((one) => one.best > 0)
        .sort((a, b) => b.best - a.best)
        .slice(0, 5)
        .map((one) => one.topic);
    }

    /**
     * Forms and documents whose title, or what they are called, has a word that the items have not.
     * @param {string[]} pieces
     * @param {number[]} types
     */
    function pagesOf(pieces, types) {
      const telling = pieces.filter((piece) => piece.length > 1 && !lookup.literal(piece).size);
      return index.pages
        .filter(([title, , standard, called]) =>
          (standard < 0 || !types.length || types.includes(standard)) &&
          (telling.some((piece) => plain(title).includes(piece)) ||
            list(called).some((word) => pieces.some((piece) => piece.includes(plain(word))))))
        .map(([title, url]) => ({ title, url }));
    }

    /**
     * Laws that the query names, whole or in part; of several versions those of the year that it names. What
     * follows the name, such as the number of an article, is left to the place that it leads to.
     * @param {string} text
     */
    function lawsOf(text) {
      const named = index.laws.map(([title, url]) => ({ title, url, name: plain(title.split(" ")[0]) })).filter(({ name }) => {
        const part = text.slice(0, text.lastIndexOf(name.slice(-1)) + 1);
        let at = 0;
        return text.includes(name) || (part.length >= END && name.endsWith(part)) ||
          (part.length > name.length * PART && Array.from(part).every((c) => (at = name.indexOf(c, at) + 1)));
      });
      const dated = named.filter(({ title }) => text.includes(title.split(" ")[1]));
      return (dated.length ? dated : named).map(({ title, url }) => ({ title, url }));
    }

    /**
     * The first matter that is regulated nowhere and that the query names, and what else it says.
     * @param {string} text
     * @param {Search.Token[]} tokens
     */
    function matterIn(text, tokens) {
      for (const matter of matters) {
        const said = matter.words.find((parts) => parts.every((part) => text.includes(part)));
        if (said) {
          return { matter, rest: restOf(tokens, said) };
        }
      }
      return null;
    }

    /**
     * How many characters of the query say something besides these.
     * @param {Search.Token[]} tokens
     * @param {string[]} said
     */
    function restOf(tokens, said) {
      const others = tokens.filter((token) => token.kind !== "asked" && token.kind !== "type" &&
        !said.some((part) => part.includes(token.piece) || token.piece.includes(part)));
      return others.reduce((sum, token) => sum + token.piece.length, 0);
    }

    /**
     * @param {Search.AnswerKind} kind
     * @param {Search.Hit[]} hits
     * @param {Partial<Search.Answer>} more
     * @returns {Search.Answer}
     */
    function answer(kind, hits, more) {
      const groups = groupsOf(carded(hits));
      /** @type {Map<number, number>} */
      const counts = new Map();
      hits.forEach(({ item }) => counts.set(item.standard, (counts.get(item.standard) || 0) + 1));
      return {
        kind, groups, counts, hits: groups.flatMap((group) => group.hits), beside: [], related: 0, topics: [],
        named: false, near: [], pages: [], laws: [], types: [], narrowed: false, matter: null, unit: null, words: [], pieces: [], ...more,
      };
    }

    /** @param {string} typed */
    function cutUp(typed) {
      const raw = typed.replace(/([a-z])['\s]+(?=[a-z])/gi, "$1"); /* pinyin may be written syllable by syllable */
      const groups = raw.split(/\s+/).map((group) => group.split(BREAKS).map(plain).filter(Boolean));
      const chunks = groups.flat();
      const one = plain(raw);
      const joined = !/\s/.test(raw) && chunks.length > 1 && lookup.literal(one).size > 0;
      /** @type {Search.Token[][]} */
      const cuts = joined
        ? [[{ kind: "text", piece: one }]]
        : groups.filter((group) => group.length).map((group) => group.flatMap(cutting.tokensOf));
      return { chunks, one, cuts, tokens: cuts.flat() };
    }

    /**
     * The query as it was meant: slips put right, and what letters spell in characters.
     * @param {string[]} chunks
     * @param {Search.Token[]} tokens
     */
    function meantBy(chunks, tokens) {
      const meant = tokens.map((token) => ({ piece: token.piece, kind: token.kind, word: cutting.wordOf(token) }));
      const spelled = meant.filter(({ piece, word }) => word !== piece);
      return chunks.map((chunk) => (LETTERS.test(chunk) && spelled.length ? "" :
        spelled.reduce((text, { piece, word }) => text.replace(piece, word), chunk)))
        .concat(spelled.some(({ piece }) => !chunks.some((chunk) => chunk.includes(piece))) || chunks.some((c) => LETTERS.test(c))
          ? meant.map(({ word }) => word) : []).filter(Boolean);
    }

    /**
     * Terms with what they stand for; where a query is nothing but words of questions or names of types, these.
     * @param {Search.Token[]} tokens
     */
    function termsOf(tokens) {
      const content = weigh(tokens.filter((t) => t.kind !== "asked" && t.kind !== "type"));
      if (content.length) {
        return { content, types: [...new Set(tokens.flatMap(typesOf))], lean: new Set(tokens.flatMap(leaning)) };
      }
      const said = tokens.filter((t) => t.kind === "type");
      const rest = said.length ? said : tokens.filter((t) => t.piece.length > 1);
      const bare = weigh(rest.map((t) => ({ ...t, kind: t.kind === "type" ? "word" : "text" })));
      return { content: bare, types: [], lean: new Set() };
    }

    /** @param {Search.Token} token */
    const standardsOf = (token) => (token.kind === "type" && words.get(token.piece)?.types) || [];
    const typesOf = (/** @type {Search.Token} */ token) => (standardsOf(token).length === 1 ? standardsOf(token) : []);
    const leaning = (/** @type {Search.Token} */ token) => (standardsOf(token).length > 1 ? standardsOf(token) : []);

    /**
     * Whether the types that a query names have no such rule: what it names is a topic that they lack, or others
     * answer much better.
     * @param {Search.Term[]} terms
     * @param {Set<number>} allowed
     * @param {Search.Scored[]} inside
     * @param {Search.Scored[]} wide
     */
    function absent(terms, allowed, inside, wide) {
      const named = [...new Set(terms.flatMap(({ token }) => [...topicsNamed(token)]))];
      const has = (/** @type {number} */ t) => topics[t].clauses.some(({ item }) => allowed.has(items[item].standard));
      if (terms.length === 1 && named.length) {
        return !named.some(has) && !inside.some((hit) => hit.parts.some((part) => part.match.topic === undefined));
      }
      return !inside.length || (wide.length > 0 && strength(inside, wide) < SOFT);
    }

    /**
     * How much of what the best of all answers the best of these does, as both stand among all.
     * @param {Search.Scored[]} inside
     * @param {Search.Scored[]} wide
     */
    function strength(inside, wide) {
      const mine = new Set(inside.map((hit) => hit.item.order));
      const best = wide.find((hit) => mine.has(hit.item.order));
      return best ? best.score / wide[0].score : 0;
    }

    /**
     * Whether the item has all words of the query as they are, or is about the topics that they name: no such item
     * is ever left out.
     * @param {Search.Scored} hit
     * @param {Search.Term[]} terms
     */
    const literally = ({ parts }, terms) => parts.length === terms.length &&
      parts.every(({ match, term }) => match.sure >= SPELLED && term.token.kind !== "hint");

    /**
     * The kind of unit that the query is nothing else than the name of.
     * @param {Search.Token[]} tokens
     */
    function unitOf(tokens) {
      const [token, ...others] = tokens.filter(({ kind }) => kind !== "asked");
      const unit = token && !others.length && token.kind === "type" && words.get(token.piece)?.unit;
      return unit ? { name: token.piece, ...unit } : null;
    }

    /** @type {Search.Matcher["search"]} */
    function search(query, only) {
      const raw = query.trim();
      const { chunks, one, cuts, tokens } = cutUp(raw);
      if (!chunks.length) {
        return answer("empty", [], {});
      }
      const direct = address(raw);
      if (direct) {
        const hits = direct.items.map((item) => ({ item, score: 1, spans: [], same: [] }));
        return answer(direct.kind, hits, { types: [direct.standard] });
      }
      const { content, types, lean } = termsOf(tokens);
      const pieces = meantBy(chunks, tokens);
      const { hits: all, grasp } = rank(content, cuts, pieces, null, lean);
      const asked = only === undefined ? types : [only];
      let allowed = asked.length ? new Set(asked) : null;
      let ranked = allowed ? rank(content, cuts, pieces, allowed, lean).hits : all;
      const lacking = allowed !== null && content.length > 0 && absent(content, allowed, ranked, all);
      if (lacking || (allowed && !content.length)) {
        allowed = null;
        ranked = all;
      }
      const best = ranked.length ? ranked[0].score : 0;
      const word = content.length === 1 && ["text", "word"].includes(content[0].token.kind); /* means itself */
      const hits = ranked.filter((hit) => literally(hit, content) ||
        ((hit.score >= best * KEEP || hit.exact >= WHOLE) && (!word || hit.parts.length > 0)));
      const subjects = subjectsOf(content, hits);
      const sizeOf = (/** @type {Search.Token[]} */ some) => some.reduce((sum, token) => sum + token.piece.length, 0);
      /* where more of the query means nothing to us than is answered, say so and offer what is near */
      const said = sizeOf(content.map((term) => term.token));
      const missed = pieces.join("").length - sizeOf(tokens);
      const exact = missed * 2 < said && hits.some((hit) => literally(hit, content));
      const weak = (grasp < GRASP && !exact) || said < missed;
      const common = content.length > 0 && content.every((term) => term.found.size >= items.length * COMMON);
      const found = matterIn(one, tokens);
      const laws = lawsOf(one);
      const kind = !hits.length || (!content.length && grasp < GRASP) ? "none" : found ? "unregulated" : common ? "common" : lacking ? "absent"
        : weak || !content.length ? "weak" : "found";
      const called = unitOf(tokens);
      const unit = ["weak", "none"].includes(kind) ? called : null;
      const closed = common || kind === "weak" || kind === "none" || (found !== null && found.rest < REST);
      const open = closed ? [] : hits;
      const { beside, related } = besides(ranked, open, subjects.slice(0, TOPICS).map((s) => s.topic), allowed);
      const named = subjects.filter((subject) => subject.named || subject.score >= ALIKE).slice(0, TOPICS);
      return answer(unit ? "unit" : kind, open, {
        unit, beside, related, pieces,
        topics: found ? found.matter.topics.map((t) => topics[t]) : named.map((subject) => subject.topic),
        named: content.length === 1 && topicsNamed(content[0].token).size > 0 && cuts.length === 1,
        pages: pagesOf([...chunks, ...tokens.map((t) => t.piece)], types),
        types: called ? words.get(called.name)?.types || [] : lacking || allowed ? asked : kind !== "none" ? types : index.standards.map((_, i) => i),
        narrowed: Boolean(allowed),
        laws, near: open.length || found || laws.length ? [] : near(one),
        matter: found ? found.matter : null,
        words: common ? content.map((term) => term.token.piece) : [],
      });
    }

    return {
      search, mark, items, sections, han: own.text.han, standards: index.standards, version: index.version, fold: corpus.fold,
    };
  };
})();
