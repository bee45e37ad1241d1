/* A query cut into terms: words of the vocabulary, of a question, of the text, and what may be slips of them.
   No DOM. */
(function (root) {
  "use strict";

  const own = (root.StandardsSearch = root.StandardsSearch || {});

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

  own.cutting = function (index, ready) {
    const { DIGIT, HAN_NUMBER } = own.text;
    const { words, plain, listen, sound, literal, meaning, hinted, alike, slipped } = ready;
    const { fragment, inText, inSound, wordBySound, wordNear, foreign } = ready;
    const asked = new Set(index.asked.split("|").map(plain));

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
      if (rough) {
        const heard = sound(piece);
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
    const keyOf = (token) =>
      token.kind === "sound" ? wordBySound(token.heard) : token.kind === "slip" ? wordNear(token.piece) : token.piece;

    /** Items with what a term stands for. */
    function found(token) {
      switch (token.kind) {
        case "word": return meaning(token.piece);
        case "hint": return hinted(token.piece);
        case "sound": return alike(token.heard);
        case "slip": return slipped(token.piece);
        default: return literal(token.piece);
      }
    }

    return { tokensOf, keyOf, found };
  };
})(typeof globalThis === "undefined" ? this : globalThis);
