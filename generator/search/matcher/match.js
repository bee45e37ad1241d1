/* The matcher: index in, ranked items out. No DOM, no network, no state but caches.

   A query is cut into terms; a term is what somebody means by a stretch of the query. An item's score is the
   share of the query that it answers, every term weighted by its rarity. The numbers below were chosen on the
   tuning queries of tests/search. How it works, for readers: docs/guide/search.md. */
(function (root) {
  "use strict";

  const own = (root.StandardsSearch = root.StandardsSearch || {});

  const SOFT = 0.4; /* so much of the best score a type of unit must reach that a question names by the way */
  const PLAIN = 0.8; /* any stretch of text says less of what is asked for than a word of the vocabulary */
  const EVEN = 0.01; /* scores that differ by less are equal: the order of the standards decides */
  const KEEP = 0.65; /* hits below this share of the best score are no answer */
  const FAINT = 0.1; /* and below this one not even to be looked at besides */
  const TOPICS = 3; /* so many are offered */
  const ALIKE = 0.6; /* a topic that the query does not name must be that much the same as the hits */
  const BESIDES = 20; /* no more than this is offered besides */
  const DENSE = 0.05; /* of two equal items the one that says less besides comes first */
  const NEAR = 0.2; /* terms that one sentence has count a little more than terms far apart */
  const AGREED = 0.2; /* and so does a topic that several terms speak of */

  const BREAKS = /[\s,，。？?！!、；;：:“”"‘’'《》〈〉/|+]+/;
  const NOTHING = { means: [], topics: [], types: [] };

  own.create = function (index) {
    const { DIGIT, number } = own.text;
    const ready = own.lookup(index);
    const { items, sections, topics, words, plain, listen, sound, literal } = ready;
    const { tokensOf, keyOf, found: lookup } = own.cutting(index, ready);

    /* ---- ids ----------------------------------------------------------------------------------------- */

    function byId(raw) {
      const text = raw.normalize("NFKC").replace(/[《》“”"'（）()\[\]〔〕#]/g, " ").trim();
      const numeral = "([0-9]+|[一二三四五六七八九十]+)";
      const value = (part) => (part === undefined ? 0 : DIGIT.test(part) ? Number(part) : number(part));
      const gap = "[\\s.。·、,，-]*";
      const dotted = text.match(/^([0-9]+)\s*[.。·、\-\s]\s*([0-9]+)(?:\s*[.。·、\-\s]\s*([0-9]+))?\s*条?$/);
      const named = text.match(new RegExp(
        "附件" + gap + numeral + "(?:" + gap + "第?" + numeral + "?" + gap + "(?:部分|章|节)?" + gap +
        "([^0-9第]{4,})?" + gap + "(?:第?" + numeral + "[条项款]?)?)?\\s*$"));
      const match = named || dotted;
      if (!match || (dotted && !named && match[3] === undefined && !/^[0-9]+\.[0-9]+$/.test(text))) {
        return null;
      }
      const attachment = value(match[1]);
      const s = index.standards.findIndex((one) => one.attachment === attachment);
      if (s < 0) {
        return null;
      }
      let second = value(match[2]);
      const third = named ? value(match[4]) : value(match[3]);
      if (named && match[3] && !second) {
        const titled = sections.find((one) => one.standard === s && plain(match[3]).includes(plain(one.title)));
        if (!titled) {
          return null;
        }
        second = titled.number;
      }
      const section = sections.find((one) => one.standard === s && one.number === second);
      if (second && !section) {
        return { kind: "missing", standard: s, items: [] };
      }
      const inside = section ? items.slice(section.first, section.first + section.count) : [];
      const exact = inside.filter((item) => item.number === third);
      const kind = !section ? "page" : !third ? "section" : exact.length ? "item" : "missing";
      return { kind, standard: s, items: exact.length ? exact : inside };
    }

    /* ---- ranking ------------------------------------------------------------------------------------ */

    function merged(spans) {
      const sorted = spans.slice().sort((a, b) => a[0] - b[0] || b[1] - a[1]);
      const joined = [];
      for (const [from, to] of sorted) {
        const last = joined[joined.length - 1];
        if (last && from <= last[1]) {
          last[1] = Math.max(last[1], to);
        } else {
          joined.push([from, to]);
        }
      }
      return joined;
    }

    /** Weighted terms; a term that most items have says little. */
    function weigh(tokens) {
      return tokens.map((token) => {
        const found = lookup(token);
        const rarity = found.size ? Math.max(0.1, Math.log((items.length + 1) / found.size)) : 0;
        return { token, found, weight: rarity * (token.part ? 0.5 : token.kind === "text" ? PLAIN : 1) };
      }).filter((term) => term.weight > 0);
    }

    function score(terms, allowed) {
      const total = terms.reduce((sum, term) => sum + term.weight, 0);
      const scores = new Map();
      for (const { found, weight } of terms) {
        for (const [order, hit] of found) {
          if (!allowed || allowed.has(items[order].standard)) {
            const entry = scores.get(order) || { item: items[order], score: 0, parts: [] };
            entry.score += (weight * hit.sure) / total;
            entry.parts.push({ share: weight / total, spans: hit.spans });
            scores.set(order, entry);
          }
        }
      }
      return [...scores.values()];
    }

    /** The greatest share of the query that one sentence of the item answers. */
    function together(hit) {
      const { text } = hit.item;
      let most = 0;
      for (let from = 0; from < text.length;) {
        const stop = text.indexOf("。", from);
        const to = stop < 0 ? text.length : stop + 1;
        const share = hit.parts.reduce((sum, part) =>
          sum + (part.spans.some(([start]) => start >= from && start < to) ? part.share : 0), 0);
        most = Math.max(most, share);
        from = to;
      }
      return most;
    }

    /** Topics that more than one term of the query speaks of, with their items. */
    function agreed(terms) {
      const seen = new Map();
      terms.forEach(({ token }) => new Set((words.get(keyOf(token)) || NOTHING).topics)
        .forEach((t) => seen.set(t, (seen.get(t) || 0) + 1)));
      const shared = [...seen].filter(([, count]) => count > 1).map(([t]) => t);
      return new Set(shared.flatMap((t) => topics[t].clauses.map((clause) => clause.item)));
    }

    function ranked(hits, terms) {
      const subject = terms.length > 1 ? agreed(terms) : new Set();
      for (const hit of hits) {
        hit.spans = merged(hit.parts.flatMap((part) => part.spans));
        const size = hit.spans.reduce((sum, [from, to]) => sum + to - from, 0);
        hit.score += DENSE * Math.min(1, size / hit.item.text.length);
        hit.score += hit.parts.length > 1 ? NEAR * together(hit) : 0;
        hit.score += subject.has(hit.item.order) ? AGREED : 0;
      }
      const least = best(hits) * FAINT;
      return hits
        .filter((hit) => hit.score >= least)
        .sort((a, b) => Math.round(b.score / EVEN) - Math.round(a.score / EVEN) || a.item.order - b.item.order);
    }

    const best = (hits) => hits.reduce((most, hit) => Math.max(most, hit.score), 0);

    function groupsOf(hits) {
      const groups = new Map();
      for (const hit of hits) {
        const group = groups.get(hit.item.standard) || { standard: hit.item.standard, hits: [] };
        group.hits.push(hit);
        groups.set(hit.item.standard, group);
      }
      return [...groups.values()];
    }

    /** Topics that the query names, or that most of what is marked in the hits belongs to, the likeliest first. */
    function subjectsOf(terms, hits) {
      const marked = new Map(hits.map((hit) => [hit.item.order, hit.spans]));
      const weights = new Map();
      for (const { token, weight } of terms) {
        (words.get(keyOf(token)) || NOTHING).topics.forEach((t) => weights.set(t, (weights.get(t) || 0) + weight));
      }
      return topics
        .map((topic, t) => {
          const shared = new Set(topic.clauses.filter((clause) =>
            (marked.get(clause.item) || []).some(([from, to]) => from < clause.to && clause.from < to)).map((c) => c.item));
          const overlap = marked.size ? (2 * shared.size) / (topic.clauses.length + marked.size) : 0;
          const most = shared.size * 2 > marked.size;
          return { topic, most, named: weights.has(t), score: (weights.get(t) || 0) + overlap };
        })
        .filter((one) => one.named || one.most)
        .sort((a, b) => b.score - a.score);
    }

    /** What may be meant besides the hits: what is said on the same matters in other words, and what answers
        less of the query. */
    function besides(all, least, subjects, allowed) {
      const seen = new Set(all.map((hit) => hit.item.order));
      const others = subjects.flatMap(({ topic }) => topic.clauses)
        .filter(({ item }) => (!allowed || allowed.has(items[item].standard)) && !seen.has(item) && seen.add(item))
        .map(({ item, from, to }) => ({ item: items[item], score: 0, spans: [[from, to]] }));
      return others.concat(all.filter((hit) => hit.score < least)).slice(0, BESIDES);
    }

    /** What is near when nothing is found: topics that share characters, or sounds, with the query. */
    function near(text) {
      listen();
      const mine = new Set(text + sound(text));
      return topics
        .map((topic) => {
          let best = 0;
          for (const w of [topic.name, ...topic.words]) {
            const other = new Set(plain(w));
            let shared = 0;
            for (const c of other) {
              shared += mine.has(c) ? 1 : mine.has(sound(c)) ? 0.5 : 0;
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

    /** Forms and documents whose title has a word that the items have not, such as 申报表. */
    function pagesOf(chunks, types) {
      return index.pages.filter(([title, , standard]) =>
        (standard < 0 || !types.length || types.includes(standard)) &&
        chunks.some((chunk) => chunk.length > 1 && plain(title).includes(chunk) && !literal(chunk).size));
    }

    function answer(kind, hits, more) {
      const groups = groupsOf(hits);
      return { kind, hits: groups.flatMap((g) => g.hits), groups, topics: [], beside: [], pages: [], near: [], types: [], ...more };
    }

    /** The answer to a query: groups of hits by standard, with topics, pages, and what is near. */
    function search(query) {
      const raw = query.trim();
      const groups = raw.split(/\s+/).map((group) => group.split(BREAKS).map(plain).filter(Boolean));
      const chunks = groups.flat();
      if (!chunks.length) {
        return answer("empty", [], {});
      }
      const direct = byId(raw);
      if (direct) {
        const hits = direct.items.map((item) => ({ item, score: 1, spans: [] }));
        return answer(direct.kind, hits, { types: [direct.standard] });
      }
      const one = plain(raw);
      const joined = !/\s/.test(raw) && chunks.length > 1 && literal(one).size > 0;
      const cuts = joined
        ? [[{ kind: "text", piece: one }]]
        : groups.filter((group) => group.length).map((group) => group.flatMap(tokensOf));
      const tokens = cuts.flat();
      const types = [...new Set(tokens.filter((t) => t.kind === "type").flatMap((t) => words.get(t.piece).types))];
      let content = weigh(tokens.filter((t) => t.kind !== "asked" && t.kind !== "type"));
      let allowed = content.length && types.length ? new Set(types) : null;
      if (!content.length) {
        const said = tokens.filter((t) => t.kind === "type");
        const rest = said.length ? said : tokens.filter((t) => t.piece.length > 1);
        content = weigh(rest.map((t) => ({ ...t, kind: t.kind === "type" ? "word" : "text" })));
      }
      let hits = score(content, allowed);
      if (allowed) {
        /* 小厂 in a question may be where somebody works and not what is asked for: other types answer better */
        const wide = score(content, null);
        if (!hits.length || (cuts.length === 1 && best(hits) < best(wide) * SOFT)) {
          allowed = null;
          hits = wide;
        }
      }
      if (cuts.length > 1) {
        hits = conjoined(hits, cuts, content);
      }
      const all = ranked(hits, content);
      const least = best(all) * KEEP;
      hits = all.filter((hit) => hit.score >= least);
      const subjects = subjectsOf(content, hits);
      /* where more of the query means nothing to us than is answered, say so and offer what is near */
      const sizeOf = (list) => list.reduce((sum, token) => sum + token.piece.length, 0);
      const weak = sizeOf(content.map((term) => term.token)) < one.length - sizeOf(tokens);
      const offers = hits.length && !weak ? [] : near(one);
      return answer(!hits.length ? "none" : weak ? "weak" : "found", hits, {
        topics: subjects.filter((one) => one.named || one.score >= ALIKE).slice(0, TOPICS).map((one) => one.topic),
        beside: besides(all, least, subjects.slice(0, TOPICS), allowed),
        pages: pagesOf(tokens.length ? chunks.concat(tokens.map((t) => t.piece)) : chunks, types),
        types: hits.length || types.length || offers.length ? types : index.standards.map((_, i) => i),
        narrowed: Boolean(allowed),
        near: offers,
      });
    }

    /** Several words mean all of them, if any item has all. */
    function conjoined(hits, cuts, content) {
      const byChunk = cuts
        .map((tokens) => content.filter((term) => tokens.some((t) => t.piece === term.token.piece)))
        .filter((terms) => terms.length);
      const all = hits.filter((hit) =>
        byChunk.every((terms) => terms.some((term) => term.found.has(hit.item.order))));
      return all.length ? all : hits;
    }

    return { search, items, sections, standards: index.standards, fold: ready.fold };
  };
})(typeof globalThis === "undefined" ? this : globalThis);
