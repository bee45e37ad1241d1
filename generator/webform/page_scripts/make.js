// @ts-check
/* The PDF: the blank fetched, filled on this device, offered as a link that saves it. */
(function (root) {
  "use strict";

  const page = root.FillPage;
  if (!page) {
    return;
  }
  const { form, fields, controls, session, live, say, byId, Trouble, decoded } = page;
  const KEPT = 120_000; // ms that the file behind an old link is kept: some browsers fetch it late
  /** @type {Promise<any>|null} */
  let loading = null;
  let link = "";

  /** @param {string} path below the root of the site
   * @returns {Promise<void>} */
  const script = (path) => page.load(new URL(path, page.base).href, "no_blank");

  /** The blank form: in this very file, beside it as scripts (a page from a folder may not fetch), or fetched.
   * @returns {Promise<Uint8Array>} */
  async function bytes() {
    const within = byId("blank");
    if (within) {
      return decoded(within.textContent);
    }
    if (location.protocol === "file:") {
      await Promise.all([script("fill/font.js"), script(`fill/${form.id}.js`)]);
      const { font, blanks } = root.formBlanks;
      const parts = [blanks[form.id][0], font, blanks[form.id][1]].map(decoded);
      const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
      parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
      return whole;
    }
    const answer = await fetch(page.blank.href).catch(() => null);
    if (!answer || !answer.ok) {
      throw new Trouble("no_blank");
    }
    return new Uint8Array(await answer.arrayBuffer());
  }

  async function opened() {
    if (typeof DecompressionStream === "undefined") {
      throw new Trouble("no_inflate");
    }
    const pdf = await root.WebForm.open(await bytes());
    if (pdf.identity.digest !== form.digest) {
      throw new Trouble("stale");
    }
    live.use(pdf);
    return pdf;
  }

  /** The blank, opened once; a failure is forgotten, so that the next time tries again.
   * @returns {Promise<any>} */
  function load() {
    loading = loading || opened().catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  // --- the summary of what is open ----------------------------------------------------------------

  /** @param {string} name */
  const partOf = (name) => byId(`q-${name}`)?.closest(".fill-part")?.querySelector("h2")?.textContent || "";

  /**
   * @typedef {{name: string, check: string, message: string}} Finding
   * @param {Finding} one
   * @param {string} text
   * @param {boolean} linked */
  function line({ name }, text, linked) {
    const entry = page.make("li", linked ? "" : text);
    if (linked) {
      const to = page.make("a", text);
      to.href = `#q-${name}`;
      to.addEventListener("click", (/** @type {Event} */ event) => {
        event.preventDefault();
        controls.reveal(name);
      });
      entry.append(to);
    }
    return entry;
  }

  /** The findings under the titles of their parts, each a link to its field; what is only unanswered in short.
   * @param {any} node
   * @param {Finding[]} found
   * @param {boolean} linked */
  function summary(node, found, linked) {
    /** @type {Map<string, Finding[]>} */
    const groups = new Map();
    for (const one of found) {
      const title = partOf(one.name);
      groups.set(title, [...(groups.get(title) || []), one]);
    }
    for (const [title, all] of groups) {
      const open = all.filter((one) => one.check === "required");
      node.append(page.make(linked ? "h3" : "h4", title));
      const list = page.make("ul");
      list.append(...all.filter((one) => !open.includes(one)).map((one) => line(one, one.message, linked)));
      if (list.firstChild) {
        node.append(list);
      }
      if (open.length) {
        const short = page.make("ul", "", "short");
        short.append(...open.map((one) => {
          const field = fields.get(one.name);
          return line(one, field ? field.item || field.label : one.name, linked);
        }));
        node.append(page.make("p", say("unanswered")), short);
      }
    }
  }

  /** @param {Finding[]} found
   * @param {Record<string, string>} values */
  function report(found, values) {
    const node = byId("report");
    node.replaceChildren();
    node.hidden = false;
    node.append(page.make("p", found.length ? say("open_count", { count: found.length }) : say("nothing_open")));
    const date = form.fields.find((/** @type {any} */ field) => field.type === "date" && field.required);
    const { made, changed } = session.now;
    if (date && made && changed && values[date.name] === made) {
      node.append(page.make("p", say("again_date", { label: date.label }), "told"));
    }
    summary(node, found, true);
    return date ? values[date.name] || "" : "";
  }

  // --- the file -----------------------------------------------------------------------------------

  /** A file name that every system takes.
   * @param {string} key
   * @param {Record<string, string>} values */
  function fileName(key, values) {
    const unit = (values[form.unit_field] || "").normalize("NFC");
    const named = say(key, { unit, form: form.short });
    return named.replace(/[\\/:*?"<>|\u0000-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, " ")
      .replace(/\s+/g, " ").trim();
  }

  /** @param {BlobPart} content
   * @param {string} type
   * @param {string} name */
  function anchor(content, type, name) {
    const url = URL.createObjectURL(new Blob([content], { type }));
    const node = page.make("a");
    node.href = url;
    node.download = name;
    return { node, forget: () => setTimeout(() => URL.revokeObjectURL(url), KEPT) };
  }

  let forget = () => {};

  /** Take the link back: it would save what no longer stands on the page.
   * @param {string} [text] */
  function takeBack(text) {
    if (link) {
      forget();
      link = "";
      byId("result").replaceChildren(text || "");
    }
  }

  /** @param {number} size in bytes */
  const megabytes = (size) => `${(size / 1e6).toFixed(1)} MB`;

  async function create() {
    // what is still being composed by an input method becomes part of its field
    /** @type {any} */ (document.activeElement)?.blur?.();
    await new Promise((done) => setTimeout(done, 0));
    const result = byId("result");
    takeBack();
    result.textContent = say("making");
    live.progress();
    session.save();
    const values = controls.read();
    try {
      const pdf = await load();
      const found = live.judge(true);
      const date = report(found, values);
      const { unit } = session.now;
      const filled = pdf.fill(unit ? { ...values, "form-unit": unit } : values);
      const name = fileName("file", values);
      const made = anchor(filled.bytes, "application/pdf", name);
      made.node.id = "link";
      made.node.textContent = say("link", { name, size: megabytes(filled.bytes.length) });
      link = made.node.href;
      forget = made.forget;
      result.replaceChildren(made.node, ...shared(filled.bytes, name), page.make("span", say("made")));
      if (page.wechat) {
        result.append(page.make("span", say("make_wechat"), "told"));
      }
      session.noteMade(date);
      byId("report").focus();
    } catch (error) {
      live.judge(true);
      result.textContent = refused(error, "failed");
    }
  }

  /** Why something could not be done, in words for the person in front of it.
   * @param {unknown} error
   * @param {string} key what to say where the error has no such words */
  function refused(error, key) {
    return error instanceof Trouble || error instanceof root.WebForm.Refused
      ? /** @type {Error} */ (error).message : say(key, { message: String(error) });
  }

  /** A button for the system's share sheet, where there is one that takes files.
   * @param {Uint8Array} content
   * @param {string} name */
  function shared(content, name) {
    try {
      const file = new File([/** @type {any} */ (content)], name, { type: "application/pdf" });
      if (navigator.canShare && navigator.canShare({ files: [file] })) {
        return [page.button(say("share"), () => navigator.share({ files: [file] }).catch(() => {}))];
      }
    } catch (error) {
      // no share sheet
    }
    return [];
  }

  byId("make").addEventListener("click", create);
  byId("print").addEventListener("click", () => {
    controls.print();
    print();
  });
  session.onEdit.push(() => takeBack(say("edited")));
  session.onLoad.push(() => takeBack());

  page.pdf = { load, script, anchor, fileName, summary, refused };
})(/** @type {any} */ (globalThis));
