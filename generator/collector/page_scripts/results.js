// @ts-check
/* What came out: the files to save, the totals, who has to send again, who has not sent. */
(function (root) {
  "use strict";

  const page = root.CollectPage;
  if (!page) {
    return;
  }
  const { say, byId, make, button, megabytes } = page;

  /** @typedef {{name: string, headings: string[], keys: string[], rows: (string|number|null)[][]}} Sheet */
  const KINDS = /** @type {const} */ ({
    workbook: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    result: "application/json",
    replies: "application/zip",
  });
  /** @type {string[]} */
  let links = [];
  /** @type {Set<string>} */
  const unsaved = new Set();

  function clear() {
    links.forEach((link) => URL.revokeObjectURL(link));
    links = [];
    unsaved.clear();
    byId("results").hidden = true;
  }

  /** @param {Uint8Array} content
   * @param {string} name
   * @param {string} type */
  function link(content, name, type) {
    const url = URL.createObjectURL(new Blob([/** @type {any} */ (content)], { type }));
    links.push(url);
    const node = make("a", say("save", { name, size: megabytes(content.length) }));
    node.href = url;
    node.download = name;
    return node;
  }

  /** Save at once, as a click on a link would.
   * @param {Uint8Array} content
   * @param {string} name */
  function save(content, name) {
    link(content, name, "application/octet-stream").click();
  }

  /** @param {string} text
   * @returns {Promise<boolean>} */
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      // without https there is no clipboard but the old way
      const area = make("textarea", text);
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  /** A button that copies a text and says whether it did.
   * @param {string} label
   * @param {() => string} text */
  function copier(label, text) {
    const node = button(label, async () => {
      const done = await copied(text());
      byId("said").textContent = say(done ? "copied" : "not_copied");
      node.textContent = done ? say("copied_short") : label;
      setTimeout(() => { node.textContent = label; }, 3000);
    });
    return node;
  }

  /** @param {Sheet} sheet
   * @returns {Record<string, string>[]} its rows by key */
  const rows = (sheet) => sheet.rows.map((cells) =>
    Object.fromEntries(sheet.keys.map((key, at) => [key, String(cells[at] ?? "")])));

  /** @param {Sheet|null} sheet */
  function rejected(sheet) {
    byId("rejected").hidden = !sheet;
    if (!sheet) {
      return;
    }
    const found = rows(sheet);
    byId("rejected-title").textContent = say("rejected_title", { name: sheet.name, count: found.length });
    byId("rejected-copy").replaceChildren(copier(say("copy_all"), () =>
      found.map((row) => `${row.unit || row.path}\n${row.sentence}`).join("\n\n")));
    byId("rejected-list").replaceChildren(...found.map((row) => {
      const node = make("li");
      node.append(make("strong", row.path), make("span", [row.unit, row.reason].filter(Boolean).join("，"), "why"), make("p", row.sentence));
      const copy = copier(say("copy"), () => row.sentence);
      copy.setAttribute("aria-label", say("copy_named", { name: row.path }));
      node.append(copy);
      return node;
    }));
  }

  /** @param {Sheet|null} sheet */
  function missing(sheet) {
    byId("missing").hidden = !sheet;
    if (!sheet) {
      return;
    }
    const wanted = ["unit", "standard", "state"];
    const found = rows(sheet);
    byId("missing-title").textContent = say("missing_title", { name: sheet.name, count: found.length });
    byId("missing-copy").replaceChildren(copier(say("copy_all"), () =>
      found.map((row) => wanted.map((key) => row[key]).join("\t")).join("\n")));
    const head = make("tr");
    head.append(...wanted.map((key) => {
      const cell = make("th", sheet.headings[sheet.keys.indexOf(key)]);
      cell.scope = "col";
      return cell;
    }));
    byId("missing-head").replaceChildren(head);
    byId("missing-rows").replaceChildren(...found.map((row) => {
      const line = make("tr");
      line.append(...wanted.map((key) => make("td", row[key])));
      return line;
    }));
  }

  /** @param {{statement: string, problems: string[], rejected: Sheet|null, missing: Sheet|null}} told
   * @param {Record<string, Uint8Array>} outputs */
  function show(told, outputs) {
    clear();
    byId("statement").textContent = told.statement;
    byId("files").replaceChildren(...Object.entries(KINDS).map(([which, type]) => {
      const node = link(outputs[which], say(`file_${which}`), type);
      node.dataset.file = which;
      if (which === "workbook") {
        unsaved.add(which);
      }
      node.addEventListener("click", () => unsaved.delete(which));
      const entry = make("li");
      entry.append(node, make("span", say(`about_${which}`)));
      return entry;
    }));
    byId("problems").hidden = !told.problems.length;
    byId("problem-list").replaceChildren(...told.problems.map((text) => make("li", text)));
    rejected(told.rejected);
    missing(told.missing);
    byId("results").hidden = false;
    // a browser scrolls only as far as it must, and leaves the beginning behind the header
    byId("results").focus({ preventScroll: true });
    byId("results").scrollIntoView();
  }

  page.results = { show, clear, save, unsaved };
})(/** @type {any} */ (globalThis));
