/* Ids as people write them: 1.1.6, 附件1 一 6, 附件5第二部分第9条, by the labels of the standards. No DOM. */
(function () {
  "use strict";

  const own = globalThis.StandardsSearch;

  const NUMERAL = "([0-9]+|[一二三四五六七八九十]+)";
  const GAP = "[\\s.。·、,，-]*";
  const DOTTED = /^([0-9]+)\s*[.。·、\-\s]\s*([0-9]+)(?:\s*[.。·、\-\s]\s*([0-9]+))?\s*条?$/;
  const REST = "(?:" + GAP + "第?" + NUMERAL + "?" + GAP + "(?:部分|章|节)?" + GAP +
    "([^0-9第]{4,})?" + GAP + "(?:第?" + NUMERAL + "[条项款]?)?)?\\s*$";

  /** @type {Search.Namespace["addresses"]} */
  own.addresses = function (index, corpus) {
    const { DIGIT, number } = own.text;
    const { sections, items, plain } = corpus;
    const escape = (/** @type {string} */ text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

    /* 附件 of 附件1, and whole labels where they bear no number */
    const named = index.standards.map(({ label }) => {
      const [, stem, numeral] = label.normalize("NFKC").match(/^(.*?)([0-9]+|[一二三四五六七八九十]+)?$/) || ["", label, ""];
      return { stem: stem.trim(), numeral: numeral || "" };
    });
    const stems = [...new Set(named.filter((one) => one.numeral && one.stem).map((one) => escape(one.stem)))];
    const bare = [...new Set(named.filter((one) => !one.numeral).map((one) => escape(one.stem)))];
    const byNumber = stems.length ? new RegExp("(?:" + stems.join("|") + ")" + GAP + NUMERAL + REST) : null;
    const byName = bare.length ? new RegExp("^(" + bare.join("|") + ")" + REST) : null;
    const value = (/** @type {string | undefined} */ part) => (!part ? 0 : DIGIT.test(part) ? Number(part) : number(part));

    /**
     * The standard that is named first in the text, and what is said after it.
     * @param {string} text
     */
    function standardIn(text) {
      const numbered = byNumber && text.match(byNumber);
      if (numbered) {
        const s = named.findIndex((one) => value(one.numeral) === value(numbered[1]) && one.stem && text.includes(one.stem));
        return { s, second: value(numbered[2]), title: numbered[3], third: value(numbered[4]) };
      }
      const whole = byName && text.match(byName);
      if (whole) {
        const s = named.findIndex((one) => !one.numeral && one.stem === whole[1]);
        return { s, second: value(whole[2]), title: whole[3], third: value(whole[4]) };
      }
      const dotted = text.match(DOTTED);
      if (dotted && (dotted[3] !== undefined || /^[0-9]+\.[0-9]+$/.test(text))) {
        const s = index.standards.findIndex((one) => one.attachment === Number(dotted[1]));
        return { s, second: Number(dotted[2]), title: undefined, third: value(dotted[3]) };
      }
      return null;
    }

    return function (raw) {
      const text = raw.normalize("NFKC").replace(/[《》“”"'（）()\[\]〔〕#]/g, " ").trim();
      const said = standardIn(text);
      if (!said || said.s < 0) {
        return null;
      }
      const { s, third, title } = said;
      let { second } = said;
      if (title && !second) {
        const titled = sections.find((one) => one.standard === s && plain(title).includes(plain(one.title)));
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
    };
  };
})();
