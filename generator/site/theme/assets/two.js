/* Any two standards compared in the browser, where there are too many for a page for every two.

   What it compares comes from compare/standards.js (generator/pages/on_demand.py); how, from
   generator/compare/relation.py and generator/thresholds.py, whose twin this is. Every word on the page
   stands in its template. No library, no request, nothing stored. */
(function () {
  "use strict";

  /** @type {Record<string, string>} */
  const MIRRORED = { "stricter": "looser", "looser": "stricter" };
  /** @type {Record<string, string>} */
  const CHANGES = {
    "only-right": "new", "looser": "stricter", "stricter": "looser", "same": "same", "only-left": "gone",
  };
  const SIDES = ["only-left", "only-right"];
  /** @type {Record<string, string>} */
  const WEIGHTS = { "same": "wording", "looser": "stricter", "stricter": "looser", "otherwise": "otherwise" };

  /* --- judging ----------------------------------------------------------------------------------- */

  /** -1, 0 or 1: [90, 0] comes before [90, 1] (> 90), and that before [95, 0].
   * @param {number[]} a
   * @param {number[]} b */
  function order(a, b) {
    return Math.sign(a[0] - b[0]) || Math.sign(a[1] - b[1]);
  }

  /** Which of two binding thresholds of one subject and family asks more, seen from the left one.
   * @param {{ stricter: string }} subject
   * @param {Pages.Threshold} left
   * @param {Pages.Threshold} right */
  function verdict(subject, left, right) {
    const [, , mine, unit] = left;
    const [, , yours, other] = right;
    if (unit === other && JSON.stringify(mine) === JSON.stringify(yours)) { return "same"; }
    if (subject.stricter === "none" || unit !== other || mine.length !== yours.length) { return "reworded"; }
    const orders = mine.map((value, n) => order(value, yours[n]));
    const more = orders.every((one) => one >= 0);
    if (!more && !orders.every((one) => one <= 0)) { return "reworded"; }
    return more === (subject.stricter === "higher") ? "stricter" : "looser";
  }

  /**
   * @param {Pages.Comparison} data
   * @param {Pages.Side} left
   * @param {Pages.Side} right
   */
  function verdicts(data, left, right) {
    /** @type {Pages.Verdict[]} */
    const found = [];
    for (const mine of left.thresholds || []) {
      const yours = (right.thresholds || []).find((one) => one[0] === mine[0] && one[1] === mine[1]);
      if (yours) {
        const subject = data.subjects[mine[0]];
        found.push({ subject: subject.name, left: mine[4], right: yours[4], kind: verdict(subject, mine, yours) });
      }
    }
    return found;
  }

  /** The editors' judgements on items that both sides hold, seen from the left one.
   * @param {Pages.Topic} topic
   * @param {Pages.Side} left
   * @param {Pages.Side} right */
  function judgements(topic, left, right) {
    const holds = (/** @type {Pages.Side} */ side, /** @type {string} */ item) => side.clauses.some((clause) => clause[0] === item);
    /** @type {{ relation: string, reason: string, turned: boolean }[]} */
    const found = [];
    for (const [a, b, relation, reason] of topic.judgements) {
      if (holds(left, a) && holds(right, b)) {
        found.push({ relation, reason, turned: false });
      } else if (holds(left, b) && holds(right, a)) {
        found.push({ relation: MIRRORED[relation], reason, turned: true });
      }
    }
    return found;
  }

  /** Whether a phrase stands in a clause without cutting one of its numbers (2% in 12%).
   * @param {string} phrase
   * @param {string} clause */
  function stands(phrase, clause) {
    for (let at = clause.indexOf(phrase); at >= 0; at = clause.indexOf(phrase, at + 1)) {
      const before = clause.slice(0, at).slice(-1);
      const after = clause.charAt(at + phrase.length);
      const cut = (/^\d/.test(phrase) && /[\d.]/.test(before)) || (/\d$/.test(phrase) && /[\d.%]/.test(after));
      if (!cut) { return true; }
    }
    return false;
  }

  /** Whether both sides ask it and not of the same bodies; "" is the body that the standard is for.
   * @param {{ left?: Pages.Side | null, right?: Pages.Side | null }} one */
  function otherDoers({ left, right }) {
    const doers = (/** @type {Pages.Side} */ side) => (side.doers || [""]).join();
    return Boolean(left && right && doers(left) !== doers(right));
  }

  /**
   * @param {Pages.Comparison} data
   * @param {Pages.Side} left
   * @param {Pages.Side} right
   */
  function texts(data, left, right) {
    const folded = (/** @type {Pages.Side} */ side) => side.clauses.map((clause) => clause[2] === undefined ? clause[1] : clause[2]);
    const [mine, yours] = [folded(left), folded(right)];
    if (JSON.stringify([...mine].sort()) === JSON.stringify([...yours].sort())) { return { kind: "same" }; }
    const inside = (/** @type {string[]} */ part, /** @type {string[]} */ whole) => part.every((text) => phrases(data, text).every(
      (phrase) => whole.some((clause) => stands(phrase, clause))));
    const [inRight, inLeft] = [inside(mine, yours), inside(yours, mine)];
    if (inLeft === inRight) { return { kind: "reworded" }; }
    return { kind: "partial", whole: inLeft ? "left" : "right" };
  }

  /**
   * @param {Pages.Comparison} data
   * @param {string} text
   */
  function phrases(data, text) {
    const found = [""];
    for (const c of text) {
      if (data.pauses.includes(c)) { found.push(""); } else { found[found.length - 1] += c; }
    }
    return found.filter(Boolean);
  }

  /** What an editor has found on weighing the two wordings, seen from the left one.
   * @param {Pages.Topic} topic
   * @param {Pages.Side} left
   * @param {Pages.Side} right */
  function weighed(topic, left, right) {
    const [mine, yours] = [left.words[0], right.words[0]];
    for (const [a, b, relation, reason, onlyA, onlyB] of topic.weighings || []) {
      if (a === mine && b === yours) { return { relation, reason, turned: false, only: [onlyA, onlyB] }; }
      if (a === yours && b === mine) {
        return { relation: MIRRORED[relation] || relation, reason, turned: true, only: [onlyB, onlyA] };
      }
    }
    return null;
  }

  /** What becomes of the topic on the way from left to right; the twin of Comparison.change.
   * @param {Pages.Relation} one */
  function change(one) {
    const told = CHANGES[one.kind];
    if (otherDoers(one) && (told !== "stricter" || !(one.right?.doers || [""]).includes(""))) { return "otherwise"; }
    if (told && (told !== "looser" || !one.weighed)) { return told; }
    if (one.weighed) { return WEIGHTS[one.weighed.relation]; }
    return one.wording ? "wording" : "otherwise";
  }

  /** How two standards relate on a topic, or nothing where neither says anything on it.
   * @param {Pages.Comparison} data
   * @param {Pages.Topic} topic
   * @param {string} leftId
   * @param {string} rightId
   * @returns {Pages.Relation | null} */
  function relate(data, topic, leftId, rightId) {
    const [left, right] = [topic.sides[leftId], topic.sides[rightId]];
    if (!left && !right) { return null; }
    /** @type {Pages.Relation} */
    const found = { topic, left, right, kind: "", change: "", verdicts: [], judgements: [], weighed: null, wording: false };
    const told = (/** @type {Partial<Pages.Relation>} */ more) => {
      const one = { ...found, ...more };
      return { ...one, change: change(one) };
    };
    if (!left || !right) { return told({ kind: left ? "only-left" : "only-right" }); }
    found.verdicts = verdicts(data, left, right);
    found.weighed = weighed(topic, left, right);
    found.wording = left.words[1] === right.words[1];
    const judged = judgements(topic, left, right);
    if (new Set(judged.map((one) => one.relation)).size === 1) {
      return told({ judgements: judged, kind: judged[0].relation });
    }
    const ways = new Set(found.verdicts.map((one) => one.kind).filter((kind) => kind !== "same"));
    if (ways.size === 1 && !ways.has("reworded")) { return told({ kind: [...ways][0] }); }
    if (otherDoers(found)) { return told({ kind: "doer" }); }
    return told(texts(data, left, right));
  }

  /**
   * @param {Pages.Comparison} data
   * @param {string} leftId
   * @param {string} rightId
   */
  function compare(data, leftId, rightId) {
    return data.topics.flatMap((topic) => relate(data, topic, leftId, rightId) || []);
  }

  globalThis.twoStandards = { compare };

  /* --- showing ----------------------------------------------------------------------------------- */

  const place = document.getElementById("two");
  if (!place || !globalThis.comparison) { return; }
  const form = place;
  const data = globalThis.comparison;
  const words = form.dataset;
  const selects = [...form.querySelectorAll("select")];
  const options = new Map([...selects[0].options].map((option) => [option.value, option.dataset]));
  const { fill, element } = globalThis.Making;
  const folder = (/** @type {string} */ address) => address.replace(/index\.html$/, "");
  const leaf = ([...options.values()][0].page || "").endsWith("index.html") ? "index.html" : "";

  /**
   * @param {string} address
   * @param {string} text
   * @param {string} [className]
   */
  function link(address, text, className = "") {
    const made = element("a", className ? { class: className } : {}, text);
    made.href = address;
    return made;
  }

  /**
   * @param {Pages.Side} side
   * @param {string} id
   * @param {string} label
   */
  function clauses(side, id, label) {
    const made = element("div", { class: "says" });
    made.dataset.label = label;
    for (const [item, quote, , doer] of side.clauses) {
      const by = doer ? [" ", element("span", { class: "by" }, data.doers[doer])] : [];
      made.append(element("p", {}, link(`${options.get(id)?.page}#${item}`, item, "ref"), ...by, ` ${quote}`));
    }
    return made;
  }

  /** The names of who does it; what the text gives to no other body comes last.
   * @param {string[]} doers */
  function doing(doers) {
    const named = doers.filter(Boolean).map((doer) => data.doers[doer]).join("、");
    if (named.length === 0) { return words.itself || ""; }
    return named + (doers.includes("") ? words.rest || "" : "");
  }

  /**
   * @param {Pages.Relation} one
   * @param {Pages.Names} names
   */
  function reasons(one, names) {
    const said = one.verdicts.map((v) => fill(words.verdict, {
      ...names, subject: v.subject, a: v.left, b: v.right, tail: fill(words[`tail${v.kind}`], names),
    }));
    for (const { relation, reason, turned } of one.judgements) {
      const sides = turned ? { left: names.right, right: names.left } : names;
      const who = relation === "stricter" ? names.left : names.right;
      said.push(fill(words.judgement, { who, reason: fill(reason, sides) }));
    }
    if (otherDoers(one)) {
      const [a, b] = [one.left, one.right].map((side) => doing(side?.doers || [""]));
      said.unshift(fill(words.doer, { ...names, a, b }));
    }
    if (one.weighed && !one.judgements.length) {
      const { reason, turned } = one.weighed;
      const sides = turned ? { left: names.right, right: names.left } : names;
      said.push(fill(words.weighed, { reason: fill(reason, sides) }));
    }
    return said.map((text) => element("p", { class: "verdict" }, text));
  }

  /**
   * @param {Pages.Relation} one
   * @param {string[]} ids
   * @param {Pages.Names} names
   */
  function entry(one, ids, names) {
    const head = element("h3", {}, link(`${folder(words.topics || "")}${one.topic.id}/${leaf}`, one.topic.name));
    const made = element("section", { class: "entry" }, head);
    made.id = one.topic.id;
    if (one.left && one.right && one.kind !== "same") {
      const part = one.whole === "left" ? [names.right, names.left] : [names.left, names.right];
      const known = one.kind !== "doer" && (one.weighed || one.wording) ? `weight${one.change}` : `chip${one.kind}`;
      const chip = fill(words[known], { ...names, part: part[0], whole: part[1] });
      head.append(" ", element("span", { class: `chip ${one.change}` }, chip));
      made.classList.add("two");
      made.append(...reasons(one, names));
    }
    const says = [one.left, one.right].flatMap((side, n) => (
      side ? [clauses(side, ids[n], n ? names.right : names.left)] : []));
    made.append(says.length > 1 ? element("div", { class: "sides" }, ...says) : says[0]);
    return made;
  }

  /** What one side alone asks within a topic of both, as an entry among those that are its alone.
   * @param {Pages.Relation} one
   * @param {number} n
   * @param {string[]} ids
   * @param {Pages.Names} names */
  function extra(one, n, ids, names) {
    const side = n ? one.right : one.left;
    if (!side) { return []; }
    /** @type {Pages.Clause[]} */
    const clauses = [];
    for (const quote of one.weighed ? one.weighed.only[n] : []) {
      const clause = side.clauses.find((each) => each[1].includes(quote));
      if (clause) { clauses.push([clause[0], quote]); }
    }
    if (!clauses.length) { return []; }
    const alone = n ? { left: null, right: { ...side, clauses } } : { left: { ...side, clauses }, right: null };
    const made = entry({ ...one, ...alone }, ids, names);
    made.id = `${SIDES[n]}-${one.topic.id}`;
    made.append(element("p", { class: "also" }, words.extra || ""));
    return [made];
  }

  function show() {
    const ids = selects.map((select) => select.value);
    const [left, right] = ids.map((id) => options.get(id)?.label || "");
    const names = { left, right };
    const same = ids[0] === ids[1];
    const found = same ? [] : compare(data, ids[0], ids[1]);
    const parts = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-kinds]"));
    for (const part of parts) {
      const kinds = (part.dataset.kinds || "").split(" ");
      const here = found.flatMap((one) => [
        ...(kinds.includes(part.dataset.by === "change" ? one.change : one.kind) ? [entry(one, ids, names)] : []),
        ...(one.left && one.right ? [0, 1].filter((n) => kinds.includes(SIDES[n])) : [])
          .flatMap((n) => extra(one, n, ids, names)),
      ]);
      part.hidden = same || (!here.length && !("always" in part.dataset));
      const texts = /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-text]"));
      for (const text of texts) {
        text.textContent = fill(text.dataset.text, { ...names, count: here.length });
      }
      part.querySelector(".found")?.replaceChildren(...here);
    }
    /** @type {HTMLElement} */ (form.querySelector("[role=status]")).textContent = fill(same ? words.same : words.shown, {
      left: selects[0].selectedOptions[0].text, right: selects[1].selectedOptions[0].text, count: found.length,
    });
  }

  function read() {
    const asked = (new URLSearchParams(location.search).get("types") || "").split(",");
    selects.forEach((select, n) => { select.selectedIndex = n; });
    asked.slice(0, 2).forEach((id, n) => { if (options.has(id)) { selects[n].value = id; } });
    show();
  }

  function chosen() {
    const query = `?types=${selects.map((select) => select.value).join(",")}`;
    history.replaceState(null, "", location.pathname + query);
    show();
  }

  form.addEventListener("change", chosen);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-swap]")?.addEventListener("click", () => {
    [selects[0].value, selects[1].value] = [selects[1].value, selects[0].value];
    chosen();
  });
  window.addEventListener("popstate", read);
  form.hidden = false;
  read();
})();
