// @ts-check
/* A draft as data: made, written as text, read again within bounds, carried to this version, merged. No DOM. */
(function (root) {
  "use strict";

  const page = root.FillPage;
  if (!page) {
    return;
  }
  const { form, fields, say, Trouble } = page;
  const KIND = "form-draft";
  const UNIT = "form-unit";
  const MOST_TEXT = 2_000_000; // characters of a draft; the longest form filled to the brim has 40,000
  const MOST_ANSWER = 20_000;
  const MOST_ANSWERS = 5_000;

  /**
   * @typedef {{kind: string, form: string, title?: string, version: string, digest: string,
   *   items: Record<string, string>, saved: string, unit?: string, made?: string, changed?: string,
   *   values: Record<string, string>}} Draft
   * @typedef {{name: string, text: string}} Aside an answer for which this form has no place
   */

  /** The draft of what is filled in; ``unit`` is the key of a prefilled form.
   * @param {Record<string, string>} values
   * @param {string} [unit]
   * @returns {Draft} */
  function draft(values, unit) {
    const record = {
      kind: KIND, form: form.id, title: form.title, version: form.version, digest: form.digest,
      items: Object.fromEntries(page.hashes), saved: new Date().toISOString(), values,
    };
    return unit ? { ...record, unit } : record;
  }

  /** The same as text for a message or a file: a head that people can read, and the draft in one line.
   * @param {Draft} record */
  function text(record) {
    const unit = record.values[form.unit_field];
    return [
      say("draft_text_head", { title: form.title }),
      ...(unit ? [say("draft_text_unit", { unit })] : []),
      say("draft_text_how"),
      JSON.stringify(record),
      "",
    ].join("\n");
  }

  /** @param {unknown} value
   * @returns {value is Record<string, unknown>} */
  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** Texts by name, nothing else and not without end.
   * @param {unknown} given
   * @param {string} key what to say otherwise */
  function texts(given, key) {
    if (!isRecord(given)) {
      throw new Trouble(key);
    }
    const entries = Object.entries(given);
    if (entries.length > MOST_ANSWERS) {
      throw new Trouble(key);
    }
    /** @type {Record<string, string>} */
    const kept = Object.create(null);
    for (const [name, value] of entries) {
      if (typeof value !== "string" || value.length > MOST_ANSWER || name.length > 200) {
        throw new Trouble(key);
      }
      if (value.trim()) {
        kept[name] = value.replace(/\r\n?/g, "\n");
      }
    }
    return kept;
  }

  /** Read a draft from text, with or without a head.
   * @param {string} written
   * @returns {Draft} */
  function parse(written) {
    if (written.length > MOST_TEXT) {
      throw new Trouble("refused_size", { size: (written.length / 1e6).toFixed(1) });
    }
    const start = written.search(/\{\s*"/);
    if (start < 0) {
      throw new Trouble("refused_kind");
    }
    /** @type {unknown} */
    let given;
    try {
      given = JSON.parse(written.slice(start, written.lastIndexOf("}") + 1));
    } catch (error) {
      throw new Trouble("refused_json");
    }
    if (!isRecord(given) || given.kind !== KIND || typeof given.form !== "string") {
      throw new Trouble("refused_kind");
    }
    const word = (/** @type {string} */ key) =>
      typeof given[key] === "string" ? /** @type {string} */ (given[key]).slice(0, 200) : "";
    return {
      kind: KIND, form: word("form"), title: word("title"), version: word("version"), digest: word("digest"),
      items: texts(given.items ?? {}, "refused_shape"), saved: word("saved"), unit: word("unit"),
      made: word("made"), changed: word("changed"),
      values: texts(given.values, "refused_shape"),
    };
  }

  /** What a draft of this form, perhaps of another version, has for this one.
   *
   * An item's answers go to the item with the same text: its own if that is unchanged, else the one to which
   * the text has moved. Where there is none, and where a field or an option is gone, they are set aside.
   *
   * @param {{digest: string, items: Record<string, string>, values: Record<string, string>}} record
   * @returns {{values: Record<string, string>, aside: Aside[], same: boolean}} */
  function carry(record) {
    const same = record.digest === form.digest;
    /** @type {Record<string, string>} */
    const values = {};
    /** @type {Aside[]} */
    const aside = [];
    for (const [name, value] of Object.entries(record.values)) {
      const to = same ? name : moved(name, record.items);
      const field = to && fields.get(to);
      const fits = field && (!field.options.length ||
        field.options.some((/** @type {{state: string}} */ option) => option.state === value));
      if (fits) {
        values[to] = value;
      } else if (name !== "answer-code") {
        const known = fields.get(name);
        aside.push({ name: known ? known.label : name, text: value });
      }
    }
    return { values, aside, same };
  }

  /** Where the answer of a field of another version belongs; empty if nowhere.
   * @param {string} name
   * @param {Record<string, string>} items item id -> hash of the text to which was answered */
  function moved(name, items) {
    const parts = /^item-((?:[0-9]+-)*[0-9]+)-(.+)$/.exec(name);
    if (!parts) {
      return name;
    }
    const id = parts[1].replace(/-/g, ".");
    const hash = items[id];
    if (!hash) {
      return "";
    }
    if (page.hashes.get(id) === hash) {
      return name;
    }
    const alike = [...page.hashes].filter(([, other]) => other === hash);
    return alike.length === 1 ? `item-${alike[0][0].replace(/\./g, "-")}-${parts[2]}` : "";
  }

  /** Two sets of answers that both grew out of ``base``: each change is kept, mine where both differ.
   *
   * ``base`` {a: "1", b: "1"}, ``mine`` {a: "2", b: "1"}, ``theirs`` {a: "1", b: "3"} give {a: "2", b: "3"}.
   *
   * @param {Record<string, string>} base
   * @param {Record<string, string>} mine
   * @param {Record<string, string>} theirs */
  function merge(base, mine, theirs) {
    /** @type {Record<string, string>} */
    const values = {};
    /** @type {Aside[]} */
    const conflicts = [];
    for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      const [was, here, there] = [base[name] || "", mine[name] || "", theirs[name] || ""];
      const value = here === was ? there : here;
      if (here !== was && there !== was && here !== there && there) {
        conflicts.push({ name, text: there });
      }
      if (value) {
        values[name] = value;
      }
    }
    return { values, conflicts };
  }

  page.record = { draft, text, parse, carry, merge, UNIT, KIND };
})(/** @type {any} */ (globalThis));
