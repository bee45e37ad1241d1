/* The matcher: index in, ranked items out. No DOM, no network, no state but caches.

   A query is cut into terms; a term is what somebody means by a stretch of the query: words of the text,
   a word of the vocabulary, a topic's name, or something that only sounds or looks like one of these.
   An item's score is the share of the query that it answers, every term weighted by its rarity.
   How it works, for readers: docs/guide/search.md. */
(function (root) {
  "use strict";

  /* How sure a kind of match is (1: the words themselves). Chosen on the tuning half of the query set. */
  const SURE = { text: 1, means: 0.95, topic: 0.88, beside: 0.4, astray: 0.9, sound: 0.8, slip: 0.7 };
  /* What a stretch of n characters is worth in cutting up the query: n * n times this.
     A whole word of the vocabulary beats the same stretch of text, and both beat what only sounds alike;
     words of a question beat text, or 需要 would be looked for in 要不要/需要. */
  const WORTH = { word: 1.3, asked: 1.1, text: 1, fragment: 0.5, sound: 0.7, slip: 0.5 };
  const KEEP = 0.5; /* hits below this share of the best score are not shown */
  const KEEP_ALL = 0.5; /* the same where some item answers every term */
  const DENSE = 0.05; /* of two equal items the one that says less besides comes first */
  const SHORT = 8; /* longer queries are sentences; in them a slip is looked for with more care */
  const NEAR = 0.05; /* terms that one sentence has count a little more than terms far apart */
  const AGREED = 0.05; /* and so does a topic that several terms speak of */
  const NOTHING = { means: [], topics: [], types: [] };
  const LONGEST = 12; /* no word is looked for beyond this length */
  const SCRATCH = 3000; /* cached lookups before the cache starts anew */

  const DIGIT = /[0-9]/;
  const HAN_NUMBER = /[零〇一二三四五六七八九十百千万两]/;
  const WORDLIKE = /[\p{L}\p{N}%]/u;
  const BREAKS = /[\s,，。？?！!、；;：:“”"‘’'《》〈〉/|+]+/;

  /* ---- numerals: 95% = 百分之九十五, 25人 = 二十五人, 1-2名 = 一至二名 --------------------------- */

  const HAN = "零一二三四五六七八九";

  function number(han) {
    let total = 0;
    let digit = 0;
    let units = false;
    let plain = "";
    for (const c of han) {
      const unit = { 十: 10, 百: 100, 千: 1000, 万: 10000 }[c];
      const value = c === "两" ? 2 : c === "〇" ? 0 : HAN.indexOf(c);
      if (unit === 10000) {
        total = (total + digit || 1) * unit;
      } else if (unit) {
        total += (digit || 1) * unit;
      } else {
        plain += value;
      }
      units = units || Boolean(unit);
      digit = unit ? 0 : value;
    }
    return units ? total + digit : Number(plain);
  }

  function han(value) {
    if (value >= 10000 || !Number.isInteger(value)) {
      return String(value);
    }
    let out = "";
    for (const [unit, name] of [[1000, "千"], [100, "百"], [10, "十"], [1, ""]]) {
      const digit = Math.floor(value / unit) % 10;
      if (digit) {
        out += (digit === 1 && unit === 10 && !out ? "" : HAN[digit]) + name;
      } else if (out && value % unit && !out.endsWith("零")) {
        out += "零";
      }
    }
    return out || "零";
  }

  const NUMERAL = /百分之[零一二三四五六七八九十百两]+|[0-9]+(?:\.[0-9]+)?%?|[零〇一二三四五六七八九十百千万两]+/g;
  const SPAN = /([0-9零一二三四五六七八九十百两])(?:至|到|-)(?=[0-9零一二三四五六七八九十百两])/g;

  /** Every way to write the same quantities; the first is the one given. */
  function writings(term) {
    const forms = new Set();
    for (const joined of [term, term.replace(SPAN, "$1至"), term.replace(SPAN, "$1-")]) {
      const write = (style) =>
        joined.replace(NUMERAL, (run) => {
          const percent = run.endsWith("%") || run.startsWith("百分之");
          const bare = run.replace("百分之", "").replace("%", "");
          const value = DIGIT.test(bare) ? Number(bare) : number(bare);
          if (style === "digits") {
            return value + (percent ? "%" : "");
          }
          const words = style === "pairs" && value === 2 ? "两" : han(value);
          return percent ? "百分之" + words : words;
        });
      forms.add(joined).add(write("digits")).add(write("words")).add(write("pairs"));
    }
    forms.delete(term);
    return [term, ...forms];
  }

  /* ---- the index made ready ------------------------------------------------------------------------ */

  function create(index) {
    const folds = new Map();
    for (const pair of index.folds) {
      folds.set(pair[0], pair[1]);
    }

    /** The text as it is compared, and for each of its characters where it stands in the original. */
    function fold(text) {
      let folded = "";
      const at = [];
      let i = 0;
      for (const c of text) {
        for (const part of c.normalize("NFKC").toLowerCase()) {
          const mark = part === "." || part === "-" || part === "~" || part === "—" || part === "–";
          const between = mark && DIGIT.test(folded.slice(-1)) && /[0-9０-９]/.test(text[i + 1] || "");
          if (between || WORDLIKE.test(part)) {
            const same = mark && part !== "." ? "-" : folds.get(part) || part;
            folded += same;
            for (let k = 0; k < same.length; k += 1) {
              at.push(i);
            }
          }
        }
        i += c.length;
      }
      return { folded, at };
    }
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
    const pairs = pairsOf(hay);

    function pairsOf(text) {
      const found = new Set();
      for (let i = 0; i + 1 < text.length; i += 1) {
        found.add(text.slice(i, i + 2));
      }
      return found;
    }

    const topics = index.topics.map(([id, name, url, words, clauses]) => ({
      id, name, url, words, clauses: clauses.map(([item, from, size]) => ({ item, from, to: from + size })),
      types: new Set(clauses.map(([item]) => items[item].standard)).size,
    }));

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
      for (const w of said) {
        word(w, (entry) => {
          entry.means.push(...means.map(plain));
          entry.topics.push(...about);
        });
      }
    }
    for (const [said, standards] of index.types) {
      for (const w of said) {
        word(w, (entry) => entry.types.push(...standards));
      }
    }
    const asked = new Set(index.asked.map(plain));

    /* what sounds alike, made ready when something is not found by its spelling */
    let soundOf = null;
    let soundHay = "";
    let soundPairs = null;
    let soundWords = null;
    const sound = (text) => Array.from(text, (c) => soundOf.get(c) || c).join("");
    function listen() {
      if (soundOf === null) {
        soundOf = new Map();
        for (const group of index.sounds) {
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
      for (let p = text.indexOf(needle); p >= 0; p = text.indexOf(needle, p + 1)) {
        visit(p);
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
        if (!within.has(text.slice(i, i + 2))) {
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

    function alike(heard) {
      return cached("s" + heard, () => {
        const found = new Map();
        collect(found, soundHay, heard, SURE.sound, false);
        const key = soundWords.get(heard);
        if (key !== undefined) {
          for (const [order, hit] of meaning(key)) {
            if (!found.has(order)) {
              found.set(order, { sure: SURE.sound * hit.sure, spans: hit.spans });
            }
          }
        }
        return found;
      });
    }

    /** Items with these words but for one character in the middle, or for two that changed places. */
    function slipped(term) {
      return cached("x" + term, () => {
        const found = new Map();
        for (let k = 1; k + 1 < term.length; k += 1) {
          const left = term.slice(0, k);
          const right = term.slice(k + 1);
          const anchor = left.length >= right.length ? left : right;
          eachPlace(hay, anchor, (p) => {
            const from = anchor === left ? p : p - k - 1;
            if (hay.startsWith(left, from) && hay.startsWith(right, from + k + 1) && hay[from + k] !== "\n") {
              put(found, itemAt(from, 0), SURE.slip, places[from], places[from + term.length - 1] + 1);
            }
          });
        }
        for (let k = 0; k + 1 < term.length; k += 1) {
          const turned = term.slice(0, k) + term[k + 1] + term[k] + term.slice(k + 2);
          if (known(turned, pairs)) {
            collect(found, hay, turned, SURE.slip, false);
          }
        }
        return found;
      });
    }

    /** A stretch of text that is always part of the same longer one (工会建 of 工会建立) is no word. */
    function fragment(piece) {
      return cached("f" + piece, () => {
        let count = 0;
        const before = new Set();
        const after = new Set();
        eachPlace(hay, piece, (p) => {
          count += 1;
          before.add(neighbour(p, -1));
          after.add(neighbour(p + piece.length - 1, 1));
        });
        const tied = (around) => around.size === 1 && !around.has("");
        return count > 1 && (tied(before) || tied(after));
      });
    }

    /** The character next to a place, or nothing where a clause begins or ends. */
    function neighbour(place, by) {
      const text = items[itemAt(place, 0)].text;
      const c = text[places[place] + by] || "";
      return WORDLIKE.test(c) ? c : "";
    }

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
      if (splitsNumber(text, from, to)) {
        return found;
      }
      if (words.has(piece)) {
        const entry = words.get(piece);
        const kind = entry.types.length ? "type" : "word";
        found.push({ kind, piece, worth: size * size * WORTH.word + 0.5 });
      }
      if (asked.has(piece)) {
        found.push({ kind: "asked", piece, worth: size * size * WORTH.asked });
      }
      const numeral = DIGIT.test(piece) || (size > 1 && HAN_NUMBER.test(piece));
      if (size > 1 || DIGIT.test(piece)) {
        if (numeral ? literal(piece).size : known(piece, pairs) && hay.includes(piece)) {
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
            (soundWords.has(heard) || (known(heard, soundPairs) && soundHay.includes(heard)))) {
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
      if (words.has(chunk)) {
        return readings(chunk, 0, chunk.length, false).slice(0, 1);
      }
      if (literal(chunk).size) {
        return [{ kind: "text", piece: chunk }];
      }
      const exact = cut(chunk, false);
      if (!exact.missed) {
        return exact.tokens;
      }
      listen();
      return cut(chunk, true).tokens;
    }

    /** The word of the vocabulary that a term is, spelled right or not. */
    const keyOf = (token) => (token.kind === "sound" ? soundWords.get(token.heard) : token.piece);

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
        return dotted && !named ? null : { standard: s, section: null, items: [] };
      }
      const inside = section ? items.slice(section.first, section.first + section.count) : [];
      return { standard: s, section: section || null, items: third ? inside.filter((i) => i.number === third) : inside };
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
      const every = hits.some((hit) => hit.parts.length === terms.length);
      return hits
        .filter((hit) => hit.score >= best * (every ? KEEP_ALL : KEEP))
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
        return answer("id", hits, { types: [direct.standard], near: hits.length ? [] : near(plain(raw)) });
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
      return answer(hits.length ? "found" : "none", hits, {
        topics: topicsOf(content, hits),
        pages: pagesOf(tokens.length ? chunks.concat(tokens.map((t) => t.piece)) : chunks, types),
        types,
        narrowed: Boolean(allowed),
        near: hits.length ? [] : near(one),
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

    return { search, items, sections, standards: index.standards, fold, writings };
  }

  root.StandardsSearch = { create };
})(typeof globalThis === "undefined" ? this : globalThis);
