/* A query cut into terms: words of the vocabulary, of a question, of the text, and what may be slips of them.
   No DOM. */
(function () {
  "use strict";

  const own = globalThis.StandardsSearch;

  /* What a stretch of n characters is worth in cutting up the query: n * n times this.
     A whole word of the vocabulary beats the same stretch of text, and both beat what only sounds alike;
     words of a question beat text, or 需要 would be looked for in 要不要/需要. */
  const WORTH = { word: 1.5, asked: 1.1, text: 1, fragment: 0.5, joint: 0.5, hint: 0.8, sound: 0.7, slip: 0.5 };
  const SHORT = 8; /* longer queries are sentences; in them a slip is looked for with more care */
  const LONGEST = 12; /* no word is looked for beyond this length */
  const JOINT = /.[的了]./; /* 会的主席 is no word, wherever it stands */
  const DIGITS = /^[0-9.%-]+$/; /* a quantity means itself */
  const HAN_DIGITS = /[0-9一二三四五六七八九十百千万两]/; /* nor does it sound like anything */
  const BARE = /^[0-9]$/; /* and one digit out of something longer means nothing */
  const LETTERS = /[a-z]{2,}/;
  const LATIN = /^[a-z]/;
  /* what a character of a query may be: within a word, the first of one that no slip touches, within such a one */
  const WITHIN = 1;
  const FIRST = 2;
  const ALONE = 3;

  /** @type {Search.Namespace["cutting"]} */
  own.cutting = function (index, corpus, lookup, sounds) {
    const { DIGIT, HAN_NUMBER, list } = own.text;
    const { items, words, plain } = corpus;
    const { literal, meaning, hinted, fragment, inText, foreign } = lookup;
    const { sound, alike, slipped, inSound, wordBySound, wordNear, spelled, initials, syllables } = sounds;
    const asked = new Set(list(index.asked + "|" + index.interrogatives).map(plain));
    const asking = new Set(list(index.interrogatives).map(plain));
    /** @type {Set<string> | null} */
    let askedSounds = null;
    const askedBySound = (/** @type {string} */ heard) =>
      (askedSounds || (askedSounds = new Set([...asked].map(sound)))).has(heard);

    /**
     * @param {string} text
     * @param {number} from
     * @param {number} to
     */
    function splitsNumber(text, from, to) {
      const inside = (/** @type {number} */ i) => DIGIT.test(text[i - 1] || "") && /[0-9.%-]/.test(text[i] || "");
      return inside(from) || inside(to) || (text[from - 1] === "." && DIGIT.test(text[from]));
    }

    /**
     * Where a slip may not reach over: words of a question, and names of types, stand by themselves; and no
     * slip begins or ends within a word that is spelled right.
     * @param {string} text
     */
    function borders(text) {
      const inside = new Uint8Array(text.length);
      for (let from = 0; from < text.length; from += 1) {
        for (let to = from + 2; to <= Math.min(text.length, from + LONGEST); to += 1) {
          const piece = text.slice(from, to);
          const alone = asking.has(piece) || words.get(piece)?.types.length;
          for (let i = from; (alone || words.has(piece)) && i < to; i += 1) {
            inside[i] = Math.max(inside[i], alone ? (i > from ? ALONE : FIRST) : i > from ? WITHIN : 0);
          }
        }
      }
      return inside;
    }

    /**
     * Whether a slip may reach from here to there.
     * @param {Uint8Array} inside
     * @param {number} from
     * @param {number} to
     */
    function mayslip(inside, from, to) {
      const cuts = [inside[from], inside[to]].some((kind) => kind === WITHIN || kind === ALONE);
      return !cuts && !inside.subarray(from, to).some((kind) => kind >= FIRST);
    }

    /**
     * What the stretch may stand for, with its worth.
     * @param {string} text
     * @param {number} from
     * @param {number} to
     * @param {{ inside: Uint8Array, heard: string } | null} rough where slips are looked for, and the text as it sounds
     * @returns {Search.Reading[]}
     */
    function readings(text, from, to, rough) {
      const piece = text.slice(from, to);
      const size = piece.length;
      /** @type {Search.Reading[]} */
      const found = [];
      if (splitsNumber(text, from, to) || BARE.test(piece)) {
        return found;
      }
      const entry = words.get(piece);
      if (entry && !DIGITS.test(piece)) {
        const kind = entry.types.length ? "type" : "word";
        found.push({ kind, piece, worth: size * size * WORTH.word + 0.5 });
      }
      if (asked.has(piece)) {
        found.push({ kind: "asked", piece, worth: size * size * WORTH.asked });
      }
      const numeral = DIGIT.test(piece) || (size > 1 && HAN_NUMBER.test(piece));
      const loose = (asked.has(piece[0]) ? 1 : 0) + (asked.has(piece[size - 1]) ? 1 : 0);
      if (size > 1 || numeral) {
        if (numeral ? literal(piece).size : inText(piece)) {
          const firm = Math.max(1, size - loose);
          const part = !numeral && fragment(piece);
          const worth = (part ? WORTH.fragment : WORTH.text) * (JOINT.test(piece) ? WORTH.joint : 1);
          found.push({ kind: "text", piece, part, worth: firm * firm * worth });
        }
      }
      if (found.length || size < 2 || numeral) {
        return found;
      }
      if (!loose && hinted(piece).size) {
        return [{ kind: "hint", piece, worth: size * size * WORTH.hint }];
      }
      if (rough && mayslip(rough.inside, from, to)) {
        const heard = rough.heard.slice(from, to);
        const least = loose ? 4 : text.length <= 5 ? 2 : text.length <= SHORT ? 3 : 4;
        if (size >= least && (wordBySound(heard) !== undefined || inSound(heard))) {
          return [{ kind: "sound", piece, heard, worth: size * size * WORTH.sound }];
        }
        if (size > (foreign(piece) ? 2 : 3) && !loose && !JOINT.test(piece) && text.length <= SHORT && slipped(piece).size) {
          return [{ kind: "slip", piece, worth: size * size * WORTH.slip }];
        }
      }
      return found;
    }

    /**
     * What a stretch of syllables, of which each is a character that sounds so, may stand for.
     * @param {string} heard
     * @param {number} from
     * @param {number} to
     * @returns {Search.Reading[]}
     */
    function hearings(heard, from, to) {
      const piece = heard.slice(from, to);
      const size = piece.length;
      const key = wordBySound(piece);
      if (key !== undefined && (size > 1 || words.get(key)?.types.length)) {
        const kind = words.get(key)?.types.length ? "type" : "sound";
        return [{ kind, piece: kind === "type" ? key : piece, heard: piece, worth: size * size * WORTH.word }];
      }
      if (askedBySound(piece)) {
        return [{ kind: "asked", piece, worth: size * size * WORTH.asked }];
      }
      return size > 1 && inSound(piece) ? [{ kind: "sound", piece, heard: piece, worth: size * size * WORTH.text }] : [];
    }

    /**
     * The best way to cut a text, and how much of it stands for nothing.
     * @param {string} text
     * @param {(from: number, to: number) => Search.Reading[]} read
     */
    function cut(text, read) {
      /** @typedef {{ token: Search.Token, rest: Chain } | null} Chain */
      /** @type {({ worth: number, tokens: Chain, missed: number } | null)[]} */
      const best = new Array(text.length + 1).fill(null);
      best[0] = { worth: 0, tokens: null, missed: 0 };
      for (let from = 0; from < text.length; from += 1) {
        const here = best[from];
        if (here === null) {
          continue;
        }
        /** @type {(to: number, worth: number, token: Search.Token | null, missed: number) => void} */
        const offer = (to, worth, token, missed) => {
          const there = best[to];
          if (there === null || worth > there.worth) {
            best[to] = { worth, tokens: token ? { token, rest: here.tokens } : here.tokens, missed };
          }
        };
        offer(from + 1, here.worth, null, here.missed + 1);
        for (let to = from + 1; to <= Math.min(text.length, from + LONGEST); to += 1) {
          for (const reading of read(from, to)) {
            offer(to, here.worth + reading.worth, reading, here.missed);
          }
        }
      }
      /** @type {Search.Token[]} */
      const tokens = [];
      const last = best[text.length];
      for (let node = last && last.tokens; node; node = node.rest) {
        tokens.unshift(node.token);
      }
      return { tokens, missed: last ? last.missed : 0, worth: last ? last.worth : 0 };
    }

    /**
     * Letters as pinyin: the words that they spell, or else syllables cut like characters.
     * @param {string} letters with characters between them, or not
     * @returns {Search.Token[]}
     */
    function pinyin(letters) {
      const keys = spelled(letters);
      if (keys.length) {
        const type = keys.find((key) => words.get(key)?.types.length);
        return [type ? { kind: "type", piece: type } : { kind: "spelled", piece: letters, keys }];
      }
      const runs = letters.split(/([a-z]+)/).filter(Boolean);
      const short = runs.length === 1 && !syllables(letters).length ? initials(letters) : "";
      if (short) {
        return [{ kind: "text", piece: short }];
      }
      /* every way to say it: syllables for letters, and characters by their sound */
      const said = runs.reduce((all, run) => (LATIN.test(run) ? syllables(run) : [sound(run)])
        .flatMap((one) => all.map((before) => before + one)), [""]);
      if (!said.length && runs.length > 1) {
        return runs.flatMap(tokensOf);
      }
      const ways = said.map((heard) => cut(heard, (from, to) => hearings(heard, from, to)));
      const best = ways.sort((a, b) => a.missed - b.missed || b.worth - a.worth)[0];
      return best && best.tokens.length ? best.tokens : cut(letters, (from, to) => readings(letters, from, to, null)).tokens;
    }

    /** @type {Search.Cutting["tokensOf"]} */
    function tokensOf(chunk) {
      if (words.has(chunk) && !DIGITS.test(chunk)) {
        return readings(chunk, 0, chunk.length, null).slice(0, 1);
      }
      if (literal(chunk).size) {
        return [{ kind: "text", piece: chunk }];
      }
      if (LETTERS.test(chunk) && !HAN_DIGITS.test(chunk)) {
        return pinyin(chunk);
      }
      const inside = borders(chunk);
      /* a few characters that sound like a word, or like a stretch of the text, are a slip of it */
      if (chunk.length > 2 && chunk.length <= SHORT && !HAN_DIGITS.test(chunk) && mayslip(inside, 0, chunk.length)) {
        const heard = sound(chunk);
        if (wordBySound(heard) !== undefined || inSound(heard)) {
          return [{ kind: "sound", piece: chunk, heard }];
        }
      }
      const exact = cut(chunk, (from, to) => readings(chunk, from, to, null));
      const rough = exact.missed ? { inside, heard: sound(chunk) } : null;
      return rough ? cut(chunk, (from, to) => readings(chunk, from, to, rough)).tokens : exact.tokens;
    }

    /** @type {Search.Cutting["keysOf"]} */
    function keysOf(token) {
      const key = token.kind === "sound" ? wordBySound(token.heard || "")
        : token.kind === "slip" ? wordNear(token.piece) : token.piece;
      return token.keys || (key === undefined ? [] : [key]);
    }

    /** @type {Search.Cutting["wordOf"]} */
    function wordOf(token) {
      if (token.kind !== "sound" && token.kind !== "slip" && token.kind !== "spelled") {
        return token.piece;
      }
      const [key] = keysOf(token);
      const [[order, match] = [0, null]] = key === undefined ? found(token) : [];
      return key || (match ? plain(items[order].text.slice(...match.spans[0])) : token.piece);
    }

    /** @param {string[]} keys */
    function meanings(keys) {
      /** @type {Search.Matches} */
      const all = new Map();
      for (const key of keys) {
        for (const [order, hit] of meaning(key)) {
          const had = all.get(order);
          if (!had || had.sure < hit.sure) {
            all.set(order, hit);
          }
        }
      }
      return all;
    }

    /** @type {Search.Cutting["found"]} */
    function found(token) {
      switch (token.kind) {
        case "word": return meaning(token.piece);
        case "spelled": return meanings(token.keys || []);
        case "hint": return hinted(token.piece);
        case "sound": return alike(token.heard || "");
        case "slip": return slipped(token.piece);
        default: return literal(token.piece);
      }
    }

    return { tokensOf, keysOf, wordOf, found };
  };
})();
