/* How texts and queries are compared: spellings folded, quantities in every writing. No DOM. */
(function () {
  "use strict";

  /** @type {Search.Namespace} */
  const own = (globalThis.StandardsSearch = globalThis.StandardsSearch || {});

  const DIGIT = /[0-9]/;
  const HAN_NUMBER = /[零〇一二三四五六七八九十百千万两]/;
  const MARK = /^[.~—–-]$/;
  const WORDLIKE = /[\p{L}\p{N}%]/u;

  /* ---- numerals: 95% = 百分之九十五, 25人 = 二十五人, 1-2名 = 一至二名 --------------------------- */

  const HAN = "零一二三四五六七八九";

  /** @type {Record<string, number>} */
  const UNITS = { 十: 10, 百: 100, 千: 1000, 万: 10000 };

  /** @param {string} han */
  function number(han) {
    let total = 0;
    let digit = 0;
    let units = false;
    let plain = "";
    for (const c of han) {
      const unit = UNITS[c];
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

  /** @param {number} value */
  function han(value) {
    if (value >= 10000 || !Number.isInteger(value)) {
      return String(value);
    }
    let out = "";
    for (const name of ["千", "百", "十", ""]) {
      const unit = UNITS[name] || 1;
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

  /**
   * Every way to write the same quantities; the first is the one given.
   *
   * writings("95%") has 95% and 百分之九十五; writings("两次") has 2次, 二次 and 两次.
   * @param {string} term
   */
  function writings(term) {
    const forms = new Set();
    for (const joined of [term, term.replace(SPAN, "$1至"), term.replace(SPAN, "$1-")]) {
      const write = (/** @type {"digits" | "words" | "pairs"} */ style) =>
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

  /**
   * Fold texts by the pairs of characters that count as one.
   * @param {string[]} pairs
   */
  function folding(pairs) {
    /** @type {Map<string, string>} */
    const folds = new Map();
    for (const pair of pairs) {
      const [from, to] = Array.from(pair);
      folds.set(from, to);
    }

    /* what a character becomes: itself folded, nothing, or a mark that counts only between digits */
    /** @type {Map<string, string[]>} */
    const known = new Map();
    /** @param {string} c */
    function become(c) {
      let parts = known.get(c);
      if (parts === undefined) {
        const plain = Array.from(c.normalize("NFKC").toLowerCase());
        /* folded first: a radical is a symbol and no letter */
        parts = plain.map((part) => folds.get(part) || part).filter((part) => WORDLIKE.test(part) || MARK.test(part));
        known.set(c, parts);
      }
      return parts;
    }

    /**
     * The text as it is compared, and for each of its characters where it stands in the original.
     * @param {string} text
     */
    function fold(text) {
      let folded = "";
      /** @type {number[]} */
      const at = [];
      let i = 0;
      for (const c of text) {
        for (const part of become(c)) {
          const mark = MARK.test(part);
          if (!mark || (DIGIT.test(folded.slice(-1)) && /[0-9０-９]/.test(text[i + 1] || ""))) {
            const same = mark && part !== "." ? "-" : part;
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

    return fold;
  }

  /**
   * Every place of the needle, until there is no further one, or ``visit`` says false.
   * @param {string} text
   * @param {string} needle
   * @param {(place: number) => boolean | void} visit
   */
  function each(text, needle, visit) {
    for (let p = text.indexOf(needle); p >= 0 && visit(p) !== false; p = text.indexOf(needle, p + 1)) {
      /* all is done by visit */
    }
  }

  /**
   * A list that was packed into one string.
   * @param {string} joined
   */
  const list = (joined) => joined.split("|").filter(Boolean);

  /** The index with its characters back in place of their codes, ids and addresses for null; see generator/search/index.py. */
  own.unpacked = function ({ common, latin, ...index }) {
    const listed = index.sounds.replace(/[|a-z]/g, "");
    const short = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter((c) => !/[0-9"\\|]/.test(c));
    /** @type {Map<string, string>} */
    const back = new Map(Array.from(listed, (c, i) => [String.fromCharCode(128 + i), c]));
    const codeOf = new Map(Array.from(back, ([code, c]) => [c, code]));
    Array.from(common || "", (c, i) => back.set(short[i], c).set(codeOf.get(c) || "", short[i]));
    const ids = (latin || "").split(" ");
    /** @type {(value: any) => any} */
    const unpack = (value) => value === null ? ids.shift() : typeof value === "string" ? value.replace(/[!-~\u0080-\u07ff]/g, (c) => back.get(c) || c)
      : Array.isArray(value) ? value.map(unpack)
        : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, unpack(v)])) : value;
    /** @type {Search.Index} */
    const read = { ...unpack({ ...index, sounds: "", version: "" }), sounds: index.sounds, version: index.version };
    /* tables stand by columns */
    return /** @type {any} */ (Object.fromEntries(Object.entries(read).map(([key, value]) => [key,
      Array.isArray(value) && Array.isArray(value[0]) ? value[0].map((_, i) => value.map((column) => column[i])) : value])));
  };

  own.text = { DIGIT, HAN_NUMBER, WORDLIKE, number, han, writings, folding, each, list };
})();
