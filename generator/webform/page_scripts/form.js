// @ts-check
/* What the page knows of its form, and how it speaks: every word comes from the page's data. */
(function (root) {
  "use strict";

  /**
   * @typedef {{name: string, label: string, type: string, required: boolean, item: string|null,
   *   options: {state: string, label: string}[], max_length?: number}} Field
   * @typedef {{id: string, check: string, fields: string[], params: Record<string, any>, message: string,
   *   severity: string}} Rule
   * @typedef {{id: string, kind: string, standard: string|null, title: string, short: string, path: string,
   *   version: string, digest: string, fields: Field[], rules: Rule[], hidden: Record<string, string>,
   *   unit_field: string, type_field: string|null, words: Record<string, string>}} Form
   * @typedef {Record<string, string>} Values answered fields only: text, or the state that was chosen
   */

  /** A form as forms.json has it, from what generator/pages/packing.py made of it.
   * @param {any} short */
  function unpacked(short) {
    const { items, columns, ...form } = short;
    const stem = (/** @type {string} */ item) => `item-${item.replace(/\./g, "-")}-`;
    const filled = (/** @type {string} */ text, /** @type {string} */ item) => text.replace("{item}", item);
    form.fields = short.fields.flatMap((/** @type {any} */ field) => field !== "*" ? field
      : items.flatMap((/** @type {string} */ item) => columns.map((/** @type {any} */ column) =>
        ({ ...column, item, name: stem(item) + column.name, label: filled(column.label, item) }))));
    form.rules = short.rules.flatMap((/** @type {any} */ { each, ...rule }) => each
      ? items.map((/** @type {string} */ item) => ({ ...rule, id: rule.id.replace("{dashed}", item.replace(/\./g, "-")), message: filled(rule.message, item),
        fields: rule.fields.map((/** @type {string} */ column) => stem(item) + column) }))
      : { ...rule, fields: rule.fields.flatMap((/** @type {string} */ name) => name[0] !== "*" ? name
        : items.flatMap((/** @type {string} */ item) =>
          name.slice(1).split("+").map((column) => stem(item) + column))) });
    return form;
  }

  /** @type {HTMLElement|null} */
  const data = document.getElementById("form-data");
  if (!data) {
    return;
  }
  /** @type {Form} */
  const form = unpacked(JSON.parse(data.textContent || ""));
  const fields = new Map(form.fields.map((field) => [field.name, field]));

  /** Item id -> first digits of the hash of its text, as the hidden field has them.
   * @param {string} written */
  function hashes(written) {
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const pair of written.split(" ")) {
      const at = pair.lastIndexOf(":");
      if (at > 0) {
        found.set(pair.slice(0, at), pair.slice(at + 1));
      }
    }
    return found;
  }

  /** The address of the folder above all pages, where the offline copy and every host differ. */
  const blank = new URL(data.dataset.blank || form.path, location.href);
  const base = new URL(blank.href.slice(0, blank.href.length - form.path.length));

  root.FillPage = {
    ...root.working(form.words),
    form, fields, hashes: hashes(form.hidden["form-items"] || ""), hashesOf: hashes, blank, base,
    wechat: /MicroMessenger/i.test(navigator.userAgent),
  };
})(/** @type {any} */ (globalThis));
