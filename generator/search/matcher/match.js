/* The matcher: index in, ranked items out. No DOM, no network, no state but caches.

   A query is cut into terms; a term is what somebody means by a stretch of the query. An item's score is the
   share of the query that it answers, every term weighted by its rarity. The numbers below were chosen on the
   tuning half of tests/search/queries.yml. How it works, for readers: docs/guide/search.md. */
(function (root) {
  "use strict";

  const own = (root.StandardsSearch = root.StandardsSearch || {});

  /* What a stretch of n characters is worth in cutting up the query: n * n times this.
     A whole word of the vocabulary beats the same stretch of text, and both beat what only sounds alike;
     words of a question beat text, or 需要 would be looked for in 要不要/需要. */
  const WORTH = { word: 1.3, asked: 1.1, text: 1, fragment: 0.5, sound: 0.7, slip: 0.5 };
  const SHORT = 8; /* longer queries are sentences; in them a slip is looked for with more care */
  const LONGEST = 12; /* no word is looked for beyond this length */

  const KEEP = 0.5; /* hits below this share of the best score are not shown */
  const DENSE = 0.05; /* of two equal items the one that says less besides comes first */
  const NEAR = 0.05; /* terms that one sentence has count a little more than terms far apart */
  const AGREED = 0.05; /* and so does a topic that several terms speak of */

  const BREAKS = /[\s,，。？?！!、；;：:“”"‘’'《》〈〉/|+]+/;
  const DIGITS = /^[0-9.%-]+$/; /* a quantity means itself */
  const HAN_DIGITS = /[0-9一二三四五六七八九十百千万两]/; /* nor does it sound like anything */
  const BARE = /^[0-9]$/; /* and one digit out of something longer means nothing */
  const NOTHING = { means: [], topics: [], types: [] };

  own.create = function (index) {
    const { DIGIT, HAN_NUMBER, number } = own.text;
    const ready = own.lookup(index);
    const { items, sections, topics, words, plain, listen, sound, literal, meaning, alike, slipped } = ready;
    const { fragment, inText, inSound, wordBySound } = ready;
    const asked = new Set(index.asked.split("|").map(plain));

    /* ---- cutting up a query ------------------------------------------------------------------------ */

    function splitsNumber(text, from, to) {
      const inside = (i) => DIGIT.test(text[i - 1] || "") && /[0-9.%-]/.test(text[i] || "");
      return inside(from) || inside(to) || (text[from - 1] === "." && DIGIT.test(text[from]));
    }

    /** What the stretch may stand for, with its worth. */
    function readings(text, from, to, rough) {
      const piece = text.slice(from, to);
      const size = piece.length;
      const found = [];
      if (splitsNumber(text, from, to) || BARE.test(piece)) {
        return found;
      }
      if (words.has(piece) && !DIGITS.test(piece)) {
        const entry = words.get(piece);
        const kind = entry.types.length ? "type" : "word";
        found.push({ kind, piece, worth: size * size * WORTH.word + 0.5 });
      }
      if (asked.has(piece)) {
        found.push({ kind: "asked", piece, worth: size * size * WORTH.asked });
      }
      const numeral = DIGIT.test(piece) || (size > 1 && HAN_NUMBER.test(piece));
      if (size > 1 || DIGIT.test(piece)) {
        if (numeral ? literal(piece).size : inText(piece)) {
          const loose = (asked.has(piece[0]) ? 1 : 0) + (asked.has(piece[size - 1]) ? 1 : 0);
          const firm = Math.max(1, size - loose);
          const part = !numeral && fragment(piece);
          const worth = firm * firm * (part ? WORTH.fragment : WORTH.text);
          found.push({ kind: "text", piece, part, worth });
        }
      }
      if (rough && !found.length && size > 1 && !numeral) {
        const heard = sound(piece);
        if (size >= (text.length <= 5 ? 2 : text.length <= SHORT ? 3 : 4) &&
            (wordBySound(heard) !== undefined || inSound(heard))) {
          found.push({ kind: "sound", piece, heard, worth: size * size * WORTH.sound });
        } else if (size > 3 && text.length <= SHORT && slipped(piece).size) {
          found.push({ kind: "slip", piece, worth: size * size * WORTH.slip });
        }
      }
      return found;
    }

    function cut(text, rough) {
      const best = new Array(text.length + 1).fill(null);
      best[0] = { worth: 0, tokens: null, missed: 0 };
      for (let from = 0; from < text.length; from += 1) {
        const here = best[from];
        const offer = (to, worth, token, missed) => {
          if (best[to] === null || worth > best[to].worth) {
            best[to] = { worth, tokens: token ? { token, rest: here.tokens } : here.tokens, missed };
          }
        };
        offer(from + 1, here.worth, null, here.missed + 1);
        for (let to = from + 1; to <= Math.min(text.length, from + LONGEST); to += 1) {
          for (const reading of readings(text, from, to, rough)) {
            offer(to, here.worth + reading.worth, reading, here.missed);
          }
        }
      }
      const tokens = [];
      for (let node = best[text.length].tokens; node; node = node.rest) {
        tokens.unshift(node.token);
      }
      return { tokens, missed: best[text.length].missed };
    }

    function tokensOf(chunk) {
      if (words.has(chunk) && !DIGITS.test(chunk)) {
        return readings(chunk, 0, chunk.length, false).slice(0, 1);
      }
      if (literal(chunk).size) {
        return [{ kind: "text", piece: chunk }];
      }
      /* a few characters that sound like a word, or like a stretch of the text, are a slip of it */
      if (chunk.length > 2 && chunk.length <= SHORT && !HAN_DIGITS.test(chunk)) {
        listen();
        const heard = sound(chunk);
        if (wordBySound(heard) !== undefined || inSound(heard)) {
          return [{ kind: "sound", piece: chunk, heard }];
        }
      }
      const exact = cut(chunk, false);
      if (!exact.missed) {
        return exact.tokens;
      }
      listen();
      return cut(chunk, true).tokens;
    }

    /** The word of the vocabulary that a term is, spelled right or not. */
    const keyOf = (token) => (token.kind === "sound" ? wordBySound(token.heard) : token.piece);

    function lookup(token) {
      switch (token.kind) {
        case "word": return meaning(token.piece);
        case "sound": return alike(token.heard);
        case "slip": return slipped(token.piece);
        default: return literal(token.piece);
      }
    }

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
        return { token, found, weight: token.part ? rarity / 2 : rarity };
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
      const best = hits.reduce((most, hit) => Math.max(most, hit.score), 0);
      return hits
        .filter((hit) => hit.score >= best * KEEP)
        .sort((a, b) => b.score - a.score || a.item.order - b.item.order);
    }

    function groupsOf(hits) {
      const groups = new Map();
      for (const hit of hits) {
        const group = groups.get(hit.item.standard) || { standard: hit.item.standard, hits: [] };
        group.hits.push(hit);
        groups.set(hit.item.standard, group);
      }
      return [...groups.values()];
    }

    /** Topics that the query names, or that most of the hits belong to. */
    function topicsOf(terms, hits) {
      const within = new Set(hits.map((hit) => hit.item.order));
      const weights = new Map();
      for (const { token, weight } of terms) {
        const entry = words.get(keyOf(token));
        if (entry) {
          entry.topics.forEach((t) => weights.set(t, (weights.get(t) || 0) + weight));
        }
      }
      return topics
        .map((topic, t) => {
          const mine = new Set(topic.clauses.map((clause) => clause.item));
          const shared = [...mine].filter((item) => within.has(item)).length;
          const overlap = within.size ? (2 * shared) / (mine.size + within.size) : 0;
          return { topic, named: weights.has(t), score: (weights.get(t) || 0) + overlap };
        })
        .filter((one) => one.named || one.score >= 0.6)
        .sort((a, b) => b.score - a.score)
        .slice(0, 3)
        .map((one) => one.topic);
    }

    /** After what answers a question: what the other types say on the matter that it names, in other words. */
    function elsewhere(hits, terms, allowed) {
      const seen = new Set(hits.map((hit) => hit.item.order));
      const named = new Set(terms.flatMap(({ token }) => (words.get(keyOf(token)) || NOTHING).topics));
      const subjects = topicsOf(terms, hits).slice(0, 1).filter((topic) => named.has(topics.indexOf(topic)));
      return subjects.flatMap((topic) => topic.clauses)
        .filter(({ item }) => !seen.has(item) && seen.add(item))
        .map(({ item, from, to }) => ({ item: items[item], score: 0, parts: [], spans: [[from, to]] }))
        .filter(({ item }) => !allowed || allowed.has(item.standard));
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
      return { kind, hits: groups.flatMap((g) => g.hits), groups, topics: [], pages: [], near: [], types: [], ...more };
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
      if (!hits.length && allowed) {
        allowed = null;
        hits = score(content, null);
      }
      if (cuts.length > 1) {
        hits = conjoined(hits, cuts, content);
      }
      hits = ranked(hits, content);
      if (content.length > 1 && cuts.length === 1) {
        hits.push(...elsewhere(hits, content, allowed));
      }
      /* where more of the query means nothing to us than is answered, say so and offer what is near */
      const sizeOf = (list) => list.reduce((sum, token) => sum + token.piece.length, 0);
      const weak = sizeOf(content.map((term) => term.token)) < one.length - sizeOf(tokens);
      const offers = hits.length && !weak ? [] : near(one);
      return answer(!hits.length ? "none" : weak ? "weak" : "found", hits, {
        topics: topicsOf(content, hits),
        pages: pagesOf(tokens.length ? chunks.concat(tokens.map((t) => t.piece)) : chunks, types),
        types: hits.length || types.length || offers.length ? types : index.standards.map((_, i) => i),
        narrowed: Boolean(allowed),
        near: offers,
        terms: content.map(({ token, found, weight }) => ({ ...token, items: found.size, weight })),
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
