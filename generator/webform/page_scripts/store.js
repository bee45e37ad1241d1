// @ts-check
/* Drafts on this device: several for each form, each under a key of its own, so that none overwrites another. */
(function (root) {
  "use strict";

  const page = root.FillPage;
  if (!page) {
    return;
  }
  // Two sites on one host are kept apart by their folder. Files share one store in some browsers and none in
  // others, and move about: there the title of the form tells whose a draft is.
  const scope = location.protocol === "file:" ? "file:" : page.base.pathname;
  const KEY = `form-draft ${scope} `;
  const HERE = `${KEY}${page.form.id} `;

  /** The store, or nothing where the browser has none or guards it.
   * @param {"localStorage"|"sessionStorage"} name
   * @returns {Storage|null} */
  function store(name) {
    try {
      return globalThis[name];
    } catch (error) {
      return null;
    }
  }

  /** @param {string} key */
  function get(key) {
    try {
      return store("localStorage")?.getItem(key) ?? null;
    } catch (error) {
      return null;
    }
  }

  /** The draft under an id, or nothing.
   * @param {string} id */
  const load = (id) => draftIn(get(HERE + id));

  /** @param {string|null} written */
  function draftIn(written) {
    try {
      return written === null ? null : page.record.parse(written);
    } catch (error) {
      return null;
    }
  }

  /** Keep a draft; false if the browser refuses.
   * @param {string} id
   * @param {object} record */
  function save(id, record) {
    try {
      const kept = store("localStorage");
      if (!kept) {
        return false;
      }
      const written = JSON.stringify(record);
      kept.setItem(HERE + id, written);
      return kept.getItem(HERE + id) === written;
    } catch (error) {
      return false;
    }
  }

  /** @param {string} id */
  function remove(id) {
    try {
      store("localStorage")?.removeItem(HERE + id);
    } catch (error) {
      // a store that cannot be written has nothing to be removed
    }
  }

  /** All drafts of a form (by default of this one), the newest first.
   * @param {string} [form]
   * @returns {{id: string, record: any}[]} */
  function list(form) {
    const prefix = form ? `${KEY}${form} ` : HERE;
    const found = [];
    try {
      const kept = store("localStorage");
      for (let at = 0; kept && at < kept.length; at += 1) {
        const key = kept.key(at) || "";
        const record = key.startsWith(prefix) ? draftIn(kept.getItem(key)) : null;
        if (record && (form || record.title === page.form.title)) {
          found.push({ id: key.slice(prefix.length), record });
        }
      }
    } catch (error) {
      return [];
    }
    return found.sort((a, b) => b.record.saved.localeCompare(a.record.saved));
  }

  /** The forms of which there are drafts, but this one.
   * @returns {string[]} */
  function others() {
    const found = new Set();
    try {
      const kept = store("localStorage");
      for (let at = 0; kept && at < kept.length; at += 1) {
        const key = kept.key(at) || "";
        if (key.startsWith(KEY) && !key.startsWith(HERE)) {
          found.add(key.slice(KEY.length).split(" ")[0]);
        }
      }
    } catch (error) {
      return [];
    }
    return [...found];
  }

  /** An id that no other draft has. */
  const fresh = () => Date.now().toString(36) + Math.floor(Math.random() * 1e9).toString(36);

  /** Which draft this tab has open, across a reload.
   * @param {string} [id] */
  function open(id) {
    try {
      const kept = store("sessionStorage");
      if (id !== undefined) {
        kept?.setItem(HERE, id);
      }
      return kept?.getItem(HERE) || "";
    } catch (error) {
      return "";
    }
  }

  page.store = { load, save, remove, list, others, fresh, open, keyOf: (/** @type {string} */ id) => HERE + id };
})(/** @type {any} */ (globalThis));
