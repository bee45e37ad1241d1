/* How texts and queries are compared: spellings folded, quantities in every writing. No DOM. */
(function (root) {
  "use strict";

  const own = (root.StandardsSearch = root.StandardsSearch || {});

  const DIGIT = /[0-9]/;
  const HAN_NUMBER = /[零〇一二三四五六七八九十百千万两]/;
  const MARK = /^[.~—–-]$/;
  const WORDLIKE = /[\p{L}\p{N}%]/u;

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

  /** Fold texts by the pairs of characters that count as one. */
  function folding(pairs) {
    const folds = new Map();
    for (const pair of pairs) {
      folds.set(pair[0], pair[1]);
    }

    /* what a character becomes: itself folded, nothing, or a mark that counts only between digits */
    const known = new Map();
    function become(c) {
      let parts = known.get(c);
      if (parts === undefined) {
        const plain = Array.from(c.normalize("NFKC").toLowerCase());
        parts = plain.filter((part) => WORDLIKE.test(part) || MARK.test(part)).map((part) => folds.get(part) || part);
        known.set(c, parts);
      }
      return parts;
    }

    /** The text as it is compared, and for each of its characters where it stands in the original. */
    function fold(text) {
      let folded = "";
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

  /** The index with its characters back in place of their codes; see generator/search/index.py. */
  own.unpacked = function (index) {
    const table = index.sounds.replace(/\|/g, "");
    const back = (code) => table[code.charCodeAt(0) - 128];
    return JSON.parse(JSON.stringify(index).replace(/[\u0080-\u07ff]/g, back));
  };

  own.text = { DIGIT, HAN_NUMBER, WORDLIKE, number, writings, folding };
})(typeof globalThis === "undefined" ? this : globalThis);
