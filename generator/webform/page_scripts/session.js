// @ts-check
/* The draft that is being filled in: kept at every keystroke, merged with what another tab keeps, never lost. */
(function (root) {
  "use strict";

  const page = root.FillPage;
  if (!page) {
    return;
  }
  const { controls, record, store, say, byId } = page;

  const now = {
    id: "",
    unit: "",
    /** answers as they were last read from the store or written there @type {Record<string, string>} */
    base: {},
    /** when the store was last written, as this tab knows it */
    saved: "",
    /** the date that stood in the form when its PDF was made; empty if none was */
    made: "",
    /** whether something has been changed since then */
    changed: false,
    dirty: false,
    composing: false,
  };
  /** @type {(() => void)[]} called when other answers have come into the controls */
  const onLoad = [];
  /** @type {(() => void)[]} called when an answer has been changed by hand */
  const onEdit = [];

  /** @param {string} text */
  function state(text) {
    const node = byId("state");
    if (node.textContent !== text) {
      node.textContent = text;
    }
  }

  const clock = (/** @type {Date} */ time) =>
    `${time.getHours()}:${String(time.getMinutes()).padStart(2, "0")}`;

  function written() {
    return {
      ...record.draft(controls.read(), now.unit),
      ...(now.made ? { made: now.made, changed: now.changed ? "1" : "" } : {}),
    };
  }

  /** Keep what is filled in; a page in which nothing was changed writes nothing. */
  function save() {
    if (!now.dirty) {
      return true;
    }
    if (!now.id) {
      now.id = store.fresh();
      store.open(now.id);
    }
    const stored = store.load(now.id);
    if (stored && stored.saved !== now.saved) {
      join(stored);
    }
    const draft = written();
    if (!store.save(now.id, draft)) {
      state(say("not_saved"));
      return false;
    }
    now.dirty = false;
    now.base = draft.values;
    now.saved = draft.saved;
    state(say("saved", { time: clock(new Date()) }));
    return true;
  }

  /** Take in what another tab has kept of the same draft.
   * @param {any} stored */
  function join(stored) {
    const mine = controls.read();
    const { values, conflicts } = record.merge(now.base, mine, stored.values);
    for (const name of controls.names()) {
      if ((values[name] || "") !== (mine[name] || "")) {
        controls.put(name, values[name] || "");
      }
    }
    now.base = stored.values;
    now.saved = stored.saved;
    now.unit = now.unit || stored.unit;
    now.made = stored.made || now.made;
    if (conflicts.length) {
      page.setAside(conflicts.map((/** @type {any} */ one) => say("conflict", {
        label: page.fields.get(one.name)?.label || one.name, text: one.text,
      })));
    }
    onLoad.forEach((call) => call());
    state(say("merged"));
  }

  /** Look whether the store holds something newer than this page does. */
  function compare() {
    const stored = now.id && store.load(now.id);
    if (stored && stored.saved !== now.saved) {
      join(stored);
    }
  }

  /** Show a draft that is kept under ``id``, or an empty form.
   * @param {string} id
   * @param {any} [draft] */
  function show(id, draft) {
    save();
    now.id = id;
    now.base = draft ? draft.values : {};
    now.saved = draft ? draft.saved : "";
    now.unit = draft ? draft.unit : "";
    now.made = draft ? draft.made : "";
    now.changed = Boolean(draft && draft.changed);
    now.dirty = false;
    store.open(id);
    controls.write(now.base);
    onLoad.forEach((call) => call());
  }

  /** Begin a draft of its own with these answers: nothing that is kept is overwritten.
   * @param {Record<string, string>} values
   * @param {string} [unit] */
  function begin(values, unit) {
    show("", { values: {}, saved: "", unit: unit || "", made: "" });
    controls.write(values);
    now.dirty = Object.keys(values).length > 0;
    save();
    onLoad.forEach((call) => call());
  }

  /** Note that the PDF was made, with this date in it.
   * @param {string} date */
  function noteMade(date) {
    now.made = date;
    now.changed = false;
    now.dirty = true;
    save();
  }

  function edited() {
    now.dirty = true;
    now.changed = true;
    save();
    onEdit.forEach((call) => call());
  }

  controls.node.addEventListener("compositionstart", () => { now.composing = true; });
  controls.node.addEventListener("compositionend", () => {
    now.composing = false;
    edited();
  });
  controls.node.addEventListener("input", (/** @type {any} */ event) => {
    // while pinyin is being typed its letters stand in the box: nothing may judge or keep them
    if (!event.isComposing && !now.composing) {
      edited();
    } else {
      now.dirty = true;
    }
  });
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      save();
    } else {
      compare();
    }
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      compare();
    }
  });
  addEventListener("storage", (event) => {
    if (!now.id || event.key !== store.keyOf(now.id)) {
      return;
    }
    if (event.newValue === null) {
      now.saved = "";
      state(say("draft_deleted_elsewhere"));
    } else {
      compare();
    }
  });

  page.session = {
    now, save, show, begin, noteMade, state, onLoad, onEdit,
    draft: () => written(),
  };
})(/** @type {any} */ (globalThis));
