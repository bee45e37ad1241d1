// @ts-check
/* The drafts as people see them: which there are, another one, into a file or a message and back. */
(function (root) {
  "use strict";

  const page = root.FillPage;
  if (!page) {
    return;
  }
  const { form, controls, session, store, record, live, pdf, say, byId, Trouble } = page;
  const MOST_BYTES = 30_000_000;
  const CODE = "answer-code";

  /** @param {string} text */
  function told(text) {
    byId("shelf-said").textContent = text;
  }

  /** @param {any} draft */
  const unitOf = (draft) => draft.values[form.unit_field] || say("unnamed");

  /** @param {any} draft */
  function line(draft) {
    const done = form.fields.filter((/** @type {any} */ field) => field.required && draft.values[field.name]);
    const all = form.fields.filter((/** @type {any} */ field) => field.required);
    const time = new Date(draft.saved);
    return say("draft_line", {
      unit: unitOf(draft),
      done: say("part_done", { done: done.length, all: all.length }),
      time: Number.isNaN(time.getTime()) ? "" : time.toLocaleString("zh-CN", { dateStyle: "short", timeStyle: "short" }),
    });
  }

  function show() {
    const list = byId("drafts");
    const drafts = store.list();
    list.replaceChildren(...drafts.map((/** @type {any} */ { id, record: draft }) => {
      const entry = page.make("li", line(draft));
      if (id === session.now.id) {
        entry.append(page.make("strong", say("draft_current")));
      } else {
        entry.append(page.button(say("draft_open"), () => open(id)));
      }
      entry.append(page.button(say("draft_delete"), () => remove(id, draft)));
      return entry;
    }));
    current();
  }

  function current() {
    const unit = controls.one(form.unit_field);
    byId("current").textContent = say("draft_of", { unit: unit || say("unnamed") });
  }

  /** @param {string} id */
  function open(id) {
    const draft = store.load(id);
    if (draft && draft.digest === form.digest) {
      session.show(id, draft);
    } else if (draft) {
      take(draft);
    }
    show();
  }

  /** @param {string} id
   * @param {any} draft */
  function remove(id, draft) {
    if (confirm(say("draft_delete_sure", { unit: unitOf(draft) }))) {
      store.remove(id);
      if (id === session.now.id) {
        session.now.dirty = false;
        session.show("");
      }
      show();
    }
  }

  /** Continue what somebody opened, as a draft of its own; what has no place here is shown.
   * @param {any} draft of this form, perhaps of another version */
  function take(draft) {
    const { values, aside, same } = record.carry(draft);
    session.begin(values, draft.unit);
    told(say("opened", { name: unitOf({ values }) }));
    page.setAside([
      ...(same ? [] : [say("older", { version: draft.version })]),
      ...aside.map((/** @type {any} */ one) => say("set_aside_line", one)),
    ]);
    show();
  }

  /** Text of a file in whatever encoding a Windows editor has saved it.
   * @param {Uint8Array} bytes */
  function decoded(bytes) {
    const [a, b] = bytes;
    const marked = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : "";
    try {
      return new TextDecoder(marked || "utf-8", { fatal: true }).decode(bytes);
    } catch (error) {
      return new TextDecoder("gb18030").decode(bytes);
    }
  }

  /** What a file holds: a draft, or the answers of a filled PDF in the shape of one.
   * @param {File} file
   * @returns {Promise<any>} */
  async function read(file) {
    if (file.size > MOST_BYTES) {
      throw new Trouble("refused_size", { size: (file.size / 1e6).toFixed(1) });
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
    return head.includes("%PDF-") ? asDraft(await root.WebForm.open(bytes)) : record.parse(decoded(bytes));
  }

  /** @param {any} opened a filled PDF */
  function asDraft(opened) {
    const { form: id, version, digest, unit, items } = opened.identity;
    /** @type {Record<string, string>} */
    const values = {};
    // programs store the label of an option for its state, or change the case
    for (const [name, value] of Object.entries(id === form.id ? opened.answers(form) : opened.values)) {
      if (value && !name.startsWith("form-") && name !== CODE) {
        values[name] = String(value);
      }
    }
    const hashes = Object.fromEntries(page.hashesOf(items));
    return { form: id, version, digest, unit, items: hashes, values, saved: "", code: opened.values[CODE] || "", pdf: true };
  }

  /** @param {any} draft */
  async function accept(draft) {
    if (draft.form === form.id) {
      take(draft);
    } else {
      await page.change(draft);
      told("");
    }
  }

  /** @param {string} id of a file input
   * @param {(file: File) => Promise<void>} act
   * @param {(text: string) => void} tell */
  function picked(id, act, tell) {
    const input = byId(id);
    input.addEventListener("change", async () => {
      const [file] = input.files;
      if (file) {
        try {
          await act(file);
        } catch (error) {
          tell(pdf.refused(error, "refused"));
        }
        input.value = "";
      }
    });
  }

  async function copy() {
    session.save();
    const written = record.text(session.draft());
    const box = byId("copied");
    try {
      await navigator.clipboard.writeText(written);
      box.hidden = true;
      return say("copied");
    } catch (error) {
      box.value = written;
      box.hidden = false;
      box.focus();
      box.select();
      return say("not_copied");
    }
  }

  page.setAside = (/** @type {string[]} */ lines) => {
    const node = byId("aside");
    node.replaceChildren();
    node.hidden = lines.length === 0;
    if (lines.length) {
      node.append(
        page.make("strong", say("set_aside")),
        ...lines.map((text) => page.make("p", text)),
        page.button(say("aside_close"), () => { node.hidden = true; }),
      );
    }
  };

  byId("new").addEventListener("click", () => {
    session.begin({});
    show();
    controls.reveal(form.unit_field);
  });
  byId("save-file").addEventListener("click", () => {
    const draft = session.draft();
    const name = pdf.fileName("draft_file", draft.values);
    const { node, forget } = pdf.anchor(JSON.stringify(draft, null, 1), "application/json", name);
    document.body.append(node);
    node.click();
    node.remove();
    forget();
  });
  byId("copy-draft").addEventListener("click", async () => told(await copy()));
  byId("copy-answers").addEventListener("click", async () => {
    byId("result").append(page.make("span", await copy()));
  });
  picked("open", async (file) => accept(await read(file)), told);
  byId("paste-open").addEventListener("click", async () => {
    try {
      await accept(record.parse(byId("paste").value));
      byId("paste").value = "";
    } catch (error) {
      told(pdf.refused(error, "refused"));
    }
  });
  byId("shelf").addEventListener("toggle", show);
  session.onLoad.push(current);
  session.onEdit.push(current);

  // --- 交之前检查 -----------------------------------------------------------------------------------

  picked("check", async (file) => {
    const node = byId("checked");
    node.hidden = false;
    node.textContent = say("checking");
    const draft = await read(file);
    if (draft.form !== form.id) {
      throw new Trouble("refused_form", { form: draft.title || draft.form });
    }
    await pdf.load().catch(() => null);
    const found = live.findings(draft.values, () => true);
    const unknown = Object.keys(draft.values).filter((name) => !page.fields.has(name));
    node.replaceChildren(
      page.make("p", say("check_form", { form: form.title, unit: unitOf(draft) })),
      page.make("p", found.length ? say("check_found", { count: found.length }) : say("check_none")),
    );
    const notes = [
      ...(draft.digest === form.digest ? [] : [say("check_old", { version: draft.version, current: form.version })]),
      ...unknown.map((name) => say("check_unknown", { name })),
      ...codeNotes(draft),
      say("check_blind"),
    ];
    pdf.summary(node, found, false);
    node.append(...notes.map((text) => page.make("p", text)));
    node.focus();
  }, (text) => {
    byId("checked").hidden = false;
    byId("checked").textContent = text;
  });

  /** @param {any} draft */
  function codeNotes(draft) {
    if (!draft.pdf) {
      return [];
    }
    if (!draft.code) {
      return [say("check_no_code")];
    }
    return root.WebForm.answerCode(form, draft.values) === draft.code ? [] : [say("check_code")];
  }

  page.shelf = { show, take, told, read };
})(/** @type {any} */ (globalThis));
