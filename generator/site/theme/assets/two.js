/* Any two standards compared in the browser, where there are too many for a page for every two.

   What it compares comes from compare/standards.js (generator/pages/on_demand.py); how, from
   generator/compare/relation.py and generator/thresholds.py, whose twin this is. Every word on the page
   stands in its template. No library, no request, nothing stored. */
(function () {
  "use strict";

  const MIRRORED = { "stricter": "looser", "looser": "stricter" };

  /* --- judging ----------------------------------------------------------------------------------- */

  /** -1, 0 or 1: [90, 0] comes before [90, 1] (> 90), and that before [95, 0]. */
  function order(a, b) {
    return Math.sign(a[0] - b[0]) || Math.sign(a[1] - b[1]);
  }

  /** Which of two binding thresholds of one subject and family asks more, seen from the left one. */
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

  function verdicts(data, left, right) {
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

  /** The editors' judgements on items that both sides hold, seen from the left one. */
  function judgements(topic, left, right) {
    const holds = (side, item) => side.clauses.some((clause) => clause[0] === item);
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

  /** Whether a phrase stands in a clause without cutting one of its numbers (2% in 12%). */
  function stands(phrase, clause) {
    for (let at = clause.indexOf(phrase); at >= 0; at = clause.indexOf(phrase, at + 1)) {
      const before = clause.slice(0, at).slice(-1);
      const after = clause.charAt(at + phrase.length);
      const cut = (/^\d/.test(phrase) && /[\d.]/.test(before)) || (/\d$/.test(phrase) && /[\d.%]/.test(after));
      if (!cut) { return true; }
    }
    return false;
  }

  /** Whether both sides ask it and not of the same bodies; "" is the body that the standard is for. */
  function otherDoers(one) {
    const doers = (side) => (side.doers || [""]).join();
    return Boolean(one.left && one.right) && doers(one.left) !== doers(one.right);
  }

  function texts(data, left, right) {
    const folded = (side) => side.clauses.map((clause) => clause[2] === undefined ? clause[1] : clause[2]);
    const [mine, yours] = [folded(left), folded(right)];
    if (JSON.stringify([...mine].sort()) === JSON.stringify([...yours].sort())) { return { kind: "same" }; }
    const inside = (part, whole) => part.every((text) => phrases(data, text).every(
      (phrase) => whole.some((clause) => stands(phrase, clause))));
    const [inRight, inLeft] = [inside(mine, yours), inside(yours, mine)];
    if (inLeft === inRight) { return { kind: "reworded" }; }
    return { kind: "partial", whole: inLeft ? "left" : "right" };
  }

  function phrases(data, text) {
    const found = [""];
    for (const c of text) {
      if (data.pauses.includes(c)) { found.push(""); } else { found[found.length - 1] += c; }
    }
    return found.filter(Boolean);
  }

  /** How two standards relate on a topic, or nothing where neither says anything on it. */
  function relate(data, topic, leftId, rightId) {
    const [left, right] = [topic.sides[leftId], topic.sides[rightId]];
    const found = { topic, left, right, verdicts: [], judgements: [] };
    if (!left && !right) { return null; }
    if (!left || !right) { return { ...found, kind: left ? "only-left" : "only-right" }; }
    found.verdicts = verdicts(data, left, right);
    const judged = judgements(topic, left, right);
    if (new Set(judged.map((one) => one.relation)).size === 1) {
      return { ...found, judgements: judged, kind: judged[0].relation };
    }
    const ways = new Set(found.verdicts.map((one) => one.kind).filter((kind) => kind !== "same"));
    if (ways.size === 1 && !ways.has("reworded")) { return { ...found, kind: [...ways][0] }; }
    if (otherDoers(found)) { return { ...found, kind: "doer" }; }
    return { ...found, ...texts(data, left, right) };
  }

  function compare(data, leftId, rightId) {
    return data.topics.map((topic) => relate(data, topic, leftId, rightId)).filter(Boolean);
  }

  globalThis.twoStandards = { compare };

  /* --- showing ----------------------------------------------------------------------------------- */

  const form = document.getElementById("two");
  if (!form || !globalThis.comparison) { return; }
  const data = globalThis.comparison;
  const words = form.dataset;
  const selects = [...form.querySelectorAll("select")];
  const options = new Map([...selects[0].options].map((option) => [option.value, option.dataset]));
  const folder = (address) => address.replace(/index\.html$/, "");
  const leaf = [...options.values()][0].page.endsWith("index.html") ? "index.html" : "";

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);
  }

  function element(name, className, ...inside) {
    const made = document.createElement(name);
    if (className) { made.className = className; }
    made.append(...inside);
    return made;
  }

  function link(address, text, className) {
    const made = element("a", className, text);
    made.href = address;
    return made;
  }

  function clauses(side, id, label) {
    const made = element("div", "says");
    made.dataset.label = label;
    for (const [item, quote, , doer] of side.clauses) {
      const by = doer ? [" ", element("span", "by", data.doers[doer])] : [];
      made.append(element("p", "", link(`${options.get(id).page}#${item}`, item, "ref"), ...by, ` ${quote}`));
    }
    return made;
  }

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
      const [a, b] = [one.left, one.right].map((side) => (side.doers || [""])
        .map((doer) => doer ? data.doers[doer] : words.itself).join("、"));
      said.unshift(fill(words.doer, { ...names, a, b }));
    }
    return said.map((text) => element("p", "verdict", text));
  }

  function entry(one, ids, names) {
    const head = element("h3", "", link(`${folder(words.topics)}${one.topic.id}/${leaf}`, one.topic.name));
    const made = element("section", "entry", head);
    made.id = one.topic.id;
    if (one.left && one.right && one.kind !== "same") {
      const part = one.whole === "left" ? [names.right, names.left] : [names.left, names.right];
      const chip = fill(words[`chip${one.kind}`], { ...names, part: part[0], whole: part[1] });
      head.append(" ", element("span", `chip ${one.kind}`, chip));
      made.classList.add("two");
      made.append(...reasons(one, names));
    }
    const says = [["left", 0], ["right", 1]].filter(([side]) => one[side])
      .map(([side, n]) => clauses(one[side], ids[n], names[side]));
    made.append(says.length > 1 ? element("div", "sides", ...says) : says[0]);
    return made;
  }

  function show() {
    const ids = selects.map((select) => select.value);
    const [left, right] = ids.map((id) => options.get(id).label);
    const names = { left, right };
    const same = ids[0] === ids[1];
    const found = same ? [] : compare(data, ...ids);
    for (const part of document.querySelectorAll("[data-kinds]")) {
      const here = part.dataset.kinds.split(" ").flatMap((kind) => found.filter((one) => one.kind === kind));
      part.hidden = same || (!here.length && !("always" in part.dataset));
      for (const text of part.querySelectorAll("[data-text]")) {
        text.textContent = fill(text.dataset.text, { ...names, count: here.length });
      }
      part.querySelector(".found").replaceChildren(...here.map((one) => entry(one, ids, names)));
    }
    form.querySelector("[role=status]").textContent = fill(same ? words.same : words.shown, {
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
  form.querySelector("[data-swap]").addEventListener("click", () => {
    [selects[0].value, selects[1].value] = [selects[1].value, selects[0].value];
    chosen();
  });
  window.addEventListener("popstate", read);
  form.hidden = false;
  read();
})();
