/* What an answer looks like: the answer of the matcher in, elements of the list out. Words come from the markup
   (data-* of the box), since they belong to whoever reads the page. */
(function () {
  "use strict";

  /** @type {SearchBox.Namespace} */
  const own = (globalThis.StandardsBox = globalThis.StandardsBox || {});

  const ALL = 30; /* up to so many hits are shown at once; of more, */
  const EACH = 5; /* so many of each group, */
  const GROUPS = 10; /* and so many groups */
  const LINES = 5; /* topics, each of one line */
  const FEW = 3; /* under so many hits what may be meant besides is open at once */
  const AROUND = 16; /* characters of the passage on either side of a mark */
  const PASSAGE = 120; /* characters of a passage */

  own.view = function (say, base, changed) {
    const { fill, element } = globalThis.Making;
    /** @type {Search.Matcher} */
    let matcher;
    /** @type {string[]} */
    let pieces = [];

    /** @type {(href: string, kind: string, ...children: (Node | string)[]) => HTMLElement} */
    const option = (href, kind, ...children) => element("a",
      { role: "option", class: "search-option " + kind, href: new URL(href, base).href, tabindex: "-1" }, ...children);

    /** @type {(label: string, children: Node[]) => HTMLElement} */
    const group = (label, children) => element("div", { role: "group", "aria-label": label },
      element("div", { class: "search-heading", "aria-hidden": "true" }, label), ...children);

    /** @param {number} s */
    function standardName(s) {
      const { label, short } = matcher.standards[s];
      return label + " " + short;
    }

    /**
     * The passages around the marks, or the beginning; never more than a few lines.
     * @param {string} text
     * @param {Search.Span[]} spans
     */
    function passage(text, spans) {
      if (text.length <= PASSAGE || !spans.length) {
        return marked(text, spans, 0, Math.min(text.length, PASSAGE));
      }
      /** @type {Search.Span[]} */
      const windows = [];
      let size = 0;
      for (const [from, to] of spans) {
        const left = Math.max(0, from - AROUND);
        const right = Math.min(text.length, Math.max(to, Math.min(to, from + PASSAGE)) + AROUND);
        const last = windows[windows.length - 1];
        if (last && left <= last[1]) {
          size += Math.max(0, right - last[1]);
          last[1] = Math.max(last[1], right);
        } else if (size < PASSAGE) {
          size += right - left;
          windows.push([left, right]);
        }
      }
      const last = windows[windows.length - 1];
      last[1] = Math.min(text.length, last[1] + Math.max(0, PASSAGE - size));
      return windows.flatMap(([from, to]) => marked(text, spans, from, to));
    }

    /**
     * @param {string} text
     * @param {Search.Span[]} spans
     * @param {number} from
     * @param {number} to
     */
    function marked(text, spans, from, to) {
      /** @type {(Node | string)[]} */
      const pieces = [from > 0 ? "…" : ""];
      let at = from;
      for (const [start, end] of spans) {
        if (end > at && start < to) {
          pieces.push(text.slice(at, Math.max(at, start)));
          pieces.push(element("mark", {}, text.slice(Math.max(at, start), Math.min(end, to))));
          at = Math.min(end, to);
        }
      }
      pieces.push(text.slice(at, to), to < text.length ? "…" : "");
      return pieces;
    }

    /**
     * 附件1、2、3 of 附件1, 附件2, 附件3; whole labels where they share no beginning.
     * @param {number[]} standards
     */
    function labels(standards) {
      const all = standards.map((s) => matcher.standards[s].label);
      const stem = all[0].replace(/[0-9]+$/, "");
      const shared = stem && all.every((label) => label.startsWith(stem));
      return all.map((label, i) => (shared && i ? label.slice(stem.length) : label)).join("、");
    }

    /**
     * A card: the item, and where the same text stands in other types, these items one by one.
     * @param {Search.Hit} hit
     */
    function card(hit) {
      matcher.mark(hit, pieces);
      const { item, same, topic } = hit;
      const section = matcher.sections[item.section];
      const where = element("span", { class: "search-where" },
        section.marker + section.title + " ",
        element("strong", {}, fill(say.item, { number: item.number })),
        element("span", { class: "search-id" }, item.id));
      const text = element("span", { class: "search-text" }, ...passage(item.text, hit.spans));
      const made = [option(item.url, "search-hit", where, text)];
      if (topic) {
        where.append(element("span", { class: "search-why" }, fill(say.because, { topic: topic.name })));
      }
      const beside = option(`${say.items}?a=${item.id}`, "search-same search-beside", say.sideBySide || "");
      if (same.length) {
        const types = [item, ...same].map((one) => one.standard);
        where.append(element("span", { class: "search-kind" }, fill(say.same, { types: labels(types) })));
        const links = same.map((one) => option(one.url, "search-same",
          matcher.standards[one.standard].label + " " + fill(say.item, { number: one.number }),
          element("span", { class: "search-id" }, one.id)));
        made.push(element("div", { class: "search-sames", role: "presentation" }, ...links, beside));
      } else {
        made.push(element("div", { class: "search-sames", role: "presentation" }, beside));
      }
      return made;
    }

    const cards = (/** @type {Search.Hit[]} */ hits) => hits.flatMap(card);

    /**
     * A line that gives way to what it stands for.
     * @param {string} text
     * @param {() => HTMLElement[]} make
     */
    function more(text, make) {
      const line = element("a", { role: "option", class: "search-option search-more", href: "#", tabindex: "-1" }, text);
      line.addEventListener("click", (event) => {
        event.preventDefault();
        event.stopPropagation();
        const others = make();
        const alone = line.parentElement && line.parentElement.childElementCount === 1;
        (alone ? /** @type {HTMLElement} */ (line.parentElement) : line).replaceWith(...others);
        const first = others[0].matches("[role=option]") ? others[0] : others[0].querySelector("[role=option]");
        changed(/** @type {HTMLElement} */ (first));
      });
      return line;
    }

    /**
     * @param {Search.Group[]} groups
     * @param {number} limit
     * @returns {HTMLElement[]}
     */
    function groupsOf(groups, limit) {
      const made = groups.slice(0, GROUPS).map(({ standard, hits }) => {
        const rest = hits.slice(limit);
        const line = rest.length ? [more(fill(say.more, { items: rest.length }), () => cards(rest))] : [];
        return group(standardName(standard), [...cards(hits.slice(0, limit)), ...line]);
      });
      const others = groups.slice(GROUPS);
      if (others.length) {
        const text = fill(say.more, { items: others.reduce((sum, one) => sum + one.hits.length, 0) });
        made.push(element("div", { role: "group", "aria-label": text }, more(text, () => groupsOf(others, limit))));
      }
      return made;
    }

    /**
     * What may be meant as well: closed where there are enough hits, or none that could be meant.
     * @param {Search.Answer} answer
     */
    function besides({ kind, hits, beside, related }) {
      if (!beside.length) {
        return [];
      }
      const parts = [{ text: say.partly, items: beside.length - related }, { text: say.related, items: related }]
        .filter(({ items }) => items)
        .map(({ text, items }) => fill(text, { items }));
      const open = (kind === "found" || kind === "absent") && hits.length < FEW;
      return [group(say.beside || "", open ? cards(beside) : [more(parts.join("，"), () => cards(beside))])];
    }

    /**
     * @param {Search.Answer} answer
     */
    function lines({ topics, near, pages, types, narrowed, kind }) {
      const offered = [...new Set(topics.concat(near))].slice(0, LINES).map((topic) => option(topic.url, "search-line",
        element("span", { class: "search-kind" }, say.topic || ""), topic.name,
        element("small", {}, fill(say.compare, { types: topic.types }))));
      const links = narrowed || kind === "item" ? [] : types.map((s) => ({ title: standardName(s), url: matcher.standards[s].page }));
      const rest = links.concat(pages).map(({ title, url }) => option(url, "search-line",
        element("span", { class: "search-kind" }, say.page || ""), title));
      const rows = offered.concat(rest);
      return rows.length ? [group(say.pages || "", rows)] : [];
    }

    /**
     * The laws that are named: what is asked is in them, whatever the items say.
     * @param {Search.Answer} answer
     */
    const statutes = ({ laws }) => (!laws.length ? [] : [group(say.statute || "", laws.map(({ title, url }) =>
      option(url, "search-line", element("span", { class: "search-kind" }, say.statute || ""), title)))]);

    /** @type {SearchBox.View["message"]} */
    function message(query, answer) {
      const items = answer.hits.reduce((sum, hit) => sum + 1 + hit.same.length, 0);
      const type = answer.types.map((s) => matcher.standards[s].label).join("、");
      if (answer.laws.length && !items && answer.kind !== "unregulated") {
        return say.law || "";
      }
      switch (answer.kind) {
        case "empty": return say.hint || "";
        case "none": return fill(say.none, { query });
        case "weak": return fill(say.weak, { query });
        case "common": return fill(say.common, { words: answer.words.join("”“") });
        case "absent": return fill(say.absent, { type, items });
        case "unregulated": return fill(say.unregulated, {
          count: matcher.han(matcher.standards.length),
          matter: answer.matter ? answer.matter.matter : "", ask: answer.matter ? answer.matter.ask : "",
        });
        case "item": return say.direct || "";
        case "section": return fill(say.section, { items });
        case "page": return say.standard || "";
        case "missing": return say.missing || "";
        case "unit": return fill(say.unit, {
          ...answer.unit, type, titled: answer.unit?.named ? fill(say.titled, answer.unit) : "",
          why: answer.unit?.because ? fill(say.why, answer.unit) : "",
        });
        default: return fill(say.found, { items, types: answer.counts.size }) +
          (answer.narrowed ? fill(say.only, { type: answer.types.map(standardName).join("、") }) : "");
      }
    }

    return {
      use: (found) => {
        matcher = found;
      },
      message,
      list: (answer) => {
        ({ pieces } = answer);
        const many = answer.hits.length > ALL;
        const hits = groupsOf(answer.groups, many ? EACH : Infinity);
        const offers = lines(answer);
        const first = answer.named || !hits.length || answer.kind === "page";
        return [...statutes(answer), ...(first ? offers : []), ...hits, ...(first ? [] : offers), ...besides(answer)];
      },
      types: (answer) => (answer.counts.size < 2 ? [] : [...answer.counts].sort(([a], [b]) => a - b)
        .map(([s, items]) => ({ standard: s, text: fill(say.type, { type: standardName(s), items }) }))),
    };
  };
})();
