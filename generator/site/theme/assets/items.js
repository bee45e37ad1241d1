/* Any two items side by side, with the marks of their difference; which two stands in the address.

   The texts come cut into pieces from compare/items.js (generator/pages/whole_items.py). The difference is
   the twin of generator/compare/difference.py, whose docstrings say why each step is there. Every word on
   the page stands in its template. No library, no request, nothing stored. */
(function () {
  "use strict";

  /* --- the difference of two texts ------------------------------------------------------------------- */

  /** The longest run of equal pieces within bounds, the first in a, then in b; as difflib finds it.
   * @param {string[]} a
   * @param {Map<string, number[]>} places
   * @param {number} alo
   * @param {number} ahi
   * @param {number} blo
   * @param {number} bhi */
  function longest(a, places, alo, ahi, blo, bhi) {
    let best = [alo, blo, 0];
    let lengths = new Map();
    for (let i = alo; i < ahi; i += 1) {
      const here = new Map();
      for (const j of places.get(a[i]) || []) {
        if (j < blo) { continue; }
        if (j >= bhi) { break; }
        const size = (lengths.get(j - 1) || 0) + 1;
        here.set(j, size);
        if (size > best[2]) { best = [i - size + 1, j - size + 1, size]; }
      }
      lengths = here;
    }
    return best;
  }

  /** Equal blocks [start in a, start in b, pieces], in order, ended by an empty one.
   * @param {string[]} a
   * @param {string[]} b
   * @returns {number[][]} */
  function matching(a, b) {
    /** @type {Map<string, number[]>} */
    const places = new Map();
    b.forEach((piece, j) => places.set(piece, [...(places.get(piece) || []), j]));
    /** @type {number[][]} */
    const found = [];
    const open = [[0, a.length, 0, b.length]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [alo, ahi, blo, bhi] = next;
      const [i, j, size] = longest(a, places, alo, ahi, blo, bhi);
      if (!size) { continue; }
      found.push([i, j, size]);
      open.push([alo, i, blo, j], [i + size, ahi, j + size, bhi]);
    }
    found.sort((x, y) => x[0] - y[0] || x[1] - y[1]);
    /** @type {number[][]} */
    const joined = [];
    for (const [i, j, size] of found) {
      const last = joined[joined.length - 1];
      if (last && last[0] + last[2] === i && last[1] + last[2] === j) {
        last[2] += size;
      } else {
        joined.push([i, j, size]);
      }
    }
    return [...joined, [a.length, b.length, 0]];
  }

  /** How far the insertion pieces[start:end] may move so that it begins with a pause.
   * @param {(piece: string) => boolean} opening
   * @param {string[]} pieces
   * @param {number} start
   * @param {number} end
   * @param {number} before
   * @param {number} after */
  function slide(opening, pieces, start, end, before, after) {
    if (opening(pieces[start])) { return 0; }
    for (let step = 1; step <= after && pieces[start + step - 1] === pieces[end + step - 1]; step += 1) {
      if (opening(pieces[start + step])) { return step; }
    }
    for (let step = 1; step <= before && pieces[start - step] === pieces[end - step]; step += 1) {
      if (opening(pieces[start - step])) { return -step; }
    }
    return 0;
  }

  /**
   * @param {(piece: string) => boolean} opening
   * @param {number[][]} blocks
   * @param {string[]} left
   * @param {string[]} right
   */
  function aligned(opening, blocks, left, right) {
    const moved = blocks.map((block) => [...block]);
    for (let n = 0; n + 1 < moved.length; n += 1) {
      const [[a, b, size], [c, d, rest]] = [moved[n], moved[n + 1]];
      if ((a + size === c) === (b + size === d)) { continue; }
      const by = a + size === c ? slide(opening, right, b + size, d, size - 1, rest)
        : slide(opening, left, a + size, c, size - 1, rest);
      moved[n] = [a, b, size + by];
      moved[n + 1] = [c + by, d + by, rest - by];
    }
    return moved;
  }

  /**
   * @param {Pages.WholeItems} data
   * @param {string} text
   * @param {number} edit
   */
  function negligible(data, text, edit) {
    const characters = [...text];
    if (characters.some((one) => data.numerals.includes(one))) { return false; }
    const bare = characters.filter((one) => !data.pauses.includes(one)).join("");
    return !bare || data.islands.includes(bare) || [...bare].length <= Math.min(2, edit);
  }

  /**
   * @param {Pages.WholeItems} data
   * @param {number[][]} blocks
   * @param {string[]} left
   * @param {string[]} right
   */
  function readable(data, blocks, left, right) {
    const length = (/** @type {string[]} */ pieces) => [...pieces.join("")].length;
    const edit = (/** @type {number[]} */ one, /** @type {number[]} */ next) => Math.max(
      length(left.slice(one[0] + one[2], next[0])), length(right.slice(one[1] + one[2], next[1])));
    /** @type {number[][]} */
    const kept = [];
    for (let n = 0; n + 1 < blocks.length; n += 1) {
      const block = blocks[n];
      const edits = [edit(kept[kept.length - 1] || [0, 0, 0], block), edit(block, blocks[n + 1])];
      const text = left.slice(block[0], block[0] + block[2]).join("");
      if (edits.every(Boolean) && negligible(data, text, Math.min(...edits))) { continue; }
      kept.push(block);
    }
    return kept;
  }

  /** [text, changed] of one side, from its pieces and what of them is equal on the other.
   * @param {string[]} pieces
   * @param {number[][]} equal */
  function marks(pieces, equal) {
    const changed = pieces.map(() => true);
    for (const [start, size] of equal) { changed.fill(false, start, start + size); }
    /** @type {Pages.Stretch[]} */
    const made = [];
    pieces.forEach((piece, n) => {
      const last = made[made.length - 1];
      if (last && last[1] === changed[n]) { last[0] += piece; } else { made.push([piece, changed[n]]); }
    });
    return made;
  }

  /** The texts of two items in stretches [text, whether the other one lacks it].
   * @param {Pages.WholeItems} data
   * @param {string} one
   * @param {string} other */
  function difference(data, one, other) {
    const sides = [one, other].map((id) => {
      const [, text, , folded] = data.items[id];
      const pieces = text.split("\t");
      return { pieces, folded: pieces.map((piece, n) => (folded && folded[n]) || piece) };
    });
    const [left, right] = sides.map((side) => side.folded);
    const opening = (/** @type {string} */ piece) => data.pauses.includes(piece) && !"）)”".includes(piece);
    const blocks = readable(data, aligned(opening, matching(left, right), left, right), left, right);
    return sides.map((side, n) => marks(side.pieces, blocks.map((block) => [block[n], block[2]])));
  }

  globalThis.twoItems = { difference };

  /* --- showing ----------------------------------------------------------------------------------- */

  const found = document.getElementById("two-items");
  if (!found || !globalThis.wholeItems) { return; }
  const form = found;
  const shown = /** @type {HTMLElement} */ (document.getElementById("both-items"));
  const data = globalThis.wholeItems;
  const words = form.dataset;
  const top = words.top || "";
  const root = new URL("..", new URL(top, location.href)).href;
  const leaf = top.endsWith("index.html") ? "index.html" : "";
  const standards = /** @type {HTMLSelectElement[]} */ ([...form.querySelectorAll("[data-standard]")]);
  const items = /** @type {HTMLSelectElement[]} */ ([...form.querySelectorAll("[data-item]")]);
  const { fill, element } = globalThis.Making;
  const CLASSES = ["of-left", "of-right"];

  /** @type {Map<string, { standard: Pages.WholeStandard, section: string }>} */
  const places = new Map();
  for (const standard of data.standards) {
    for (const [marker, title, ids] of standard.sections) {
      for (const id of ids) { places.set(id, { standard, section: marker + title }); }
    }
  }

  /**
   * @param {string} address
   * @param {string} text
   */
  function link(address, text) {
    const made = element("a", {}, text);
    const [path, anchor] = address.split("#");
    made.href = root + path + leaf + (anchor ? `#${anchor}` : "");
    return made;
  }

  const text = (/** @type {string} */ id) => data.items[id][1].replaceAll("\t", "");
  const topics = (/** @type {string} */ id) => data.items[id][2];

  /** @param {string} id */
  const placeOf = (id) => /** @type {{ standard: Pages.WholeStandard, section: string }} */ (places.get(id));

  /** @param {string} id */
  function where(id) {
    const { standard, section } = placeOf(id);
    return fill(words.where, { label: standard.label, section, number: data.items[id][0] });
  }

  /** Of the other standards, the items on most of the same topics; one of each at most.
   * @param {string} id
   * @returns {[string, number][]} */
  function related(id) {
    const own = new Set(topics(id));
    const share = (/** @type {string} */ other) => topics(other).filter((topic) => own.has(topic)).length
      / new Set([...own, ...topics(other)]).size;
    return data.standards.filter((standard) => standard !== placeOf(id).standard).flatMap((standard) => {
      const ids = standard.sections.flatMap((section) => section[2]);
      const best = ids.reduce((a, b) => (share(b) > share(a) ? b : a));
      return share(best) ? [/** @type {[string, number]} */ ([best, share(best)])] : [];
    });
  }

  /**
   * @param {HTMLSelectElement} select
   * @param {string[][]} list
   */
  function options(select, list) {
    select.replaceChildren(...list.map(([value, label]) => new Option(label, value)));
  }

  /** The items of a standard, by its sections; each with the beginning of its text.
   * @param {number} n
   * @param {string} id */
  function choose(n, id) {
    const { standard } = placeOf(id);
    standards[n].value = standard.id;
    items[n].replaceChildren(...standard.sections.map(([marker, title, ids]) => {
      const group = document.createElement("optgroup");
      group.label = marker + title;
      group.append(...ids.map((one) => new Option(
        fill(words.entry, { number: one, text: text(one).slice(0, 16) }), one)));
      return group;
    }));
    items[n].value = id;
  }

  /**
   * @param {number} n
   * @param {string} id
   * @param {Pages.Stretch[]} stretches
   */
  function side(n, id, stretches) {
    const made = /** @type {HTMLElement} */ (shown.querySelectorAll(".says")[n]);
    made.dataset.label = where(id);
    const pieces = stretches.map(([piece, changed]) => (changed ? element("mark", { class: CLASSES[n] }, piece) : piece));
    made.replaceChildren(element("p", {}, link(`${placeOf(id).standard.page}#${id}`, id), " ", ...pieces));
  }

  /**
   * @param {string} into
   * @param {number[]} topicsThere
   */
  function list(into, topicsThere) {
    const place = /** @type {HTMLElement} */ (shown.querySelector(`[data-topics="${into}"]`));
    place.hidden = !topicsThere.length;
    place.querySelector("dd")?.replaceChildren(...topicsThere.flatMap((n, at) => {
      const [name, page] = data.topics[n];
      return [...(at ? ["、"] : []), link(page, name)];
    }));
  }

  /** Items of others on the same matters as the left one; one click puts such an item on the right.
   * @param {string} id */
  function others(id) {
    const buttons = related(id).map(([one]) => {
      const made = element("button", {}, `${placeOf(one).standard.label} ${one}`);
      made.type = "button";
      made.setAttribute("aria-pressed", String(one === items[1].value));
      made.addEventListener("click", () => { choose(1, one); chosen(); });
      return made;
    });
    shown.querySelector(".related")?.replaceChildren(fill(buttons.length ? words.related : words.none, { id }), ...buttons);
  }

  function show() {
    const [a, b] = items.map((select) => select.value);
    const same = a === b;
    shown.hidden = same;
    const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
    status.textContent = same ? words.same || "" : fill(words.shown, { a: where(a), b: where(b) });
    if (same) { return; }
    const found = difference(data, a, b);
    if (!found.flat().some((stretch) => stretch[1])) { status.textContent += `：${words.alike}`; }
    [a, b].forEach((id, n) => {
      side(n, id, found[n]);
      list(String(n), topics(id).filter((topic) => !topics(n ? a : b).includes(topic)));
    });
    others(a);
    const both = topics(a).filter((topic) => topics(b).includes(topic));
    list("both", both);
    const [left, right] = [a, b].map((id) => placeOf(id).standard);
    const page = data.pairs[`${left.id} ${right.id}`];
    const anchor = both.length ? `#${data.topics[both[0]][2]}` : "";
    const all = page ? [link(page + anchor, fill(words.all, { left: left.label, right: right.label }))] : [];
    shown.querySelector(".ways")?.replaceChildren(...all);
  }

  function write() {
    const query = `?a=${items[0].value}&b=${items[1].value}`;
    history.replaceState(null, "", location.pathname + query);
  }

  function chosen() {
    write();
    show();
  }

  /** What the address asks for; what it leaves open is the item that has most in common with the other. */
  function read() {
    const asked = new URLSearchParams(location.search);
    const known = (/** @type {string} */ name) => (places.has(asked.get(name) || "") ? asked.get(name) || "" : "");
    const first = known("a") || data.standards[0].sections[0][2][0];
    const near = related(first).sort((x, y) => y[1] - x[1]);
    const next = [...places.keys()].find((id) => id !== first);
    choose(0, first);
    choose(1, known("b") || (near.length ? near[0][0] : next || first));
    chosen();
  }

  const names = data.standards.map((standard) => [standard.id, `${standard.label} ${standard.short}`]);
  standards.forEach((select, n) => {
    options(select, names);
    select.addEventListener("change", () => {
      const standard = data.standards[select.selectedIndex];
      const near = related(items[1 - n].value).find(([id]) => placeOf(id).standard === standard);
      choose(n, near ? near[0] : standard.sections[0][2][0]);
      chosen();
    });
  });
  items.forEach((select) => select.addEventListener("change", chosen));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-swap]")?.addEventListener("click", () => {
    const [a, b] = items.map((select) => select.value);
    choose(0, b);
    choose(1, a);
    chosen();
  });
  window.addEventListener("popstate", read);
  form.hidden = false;
  read();
})();
