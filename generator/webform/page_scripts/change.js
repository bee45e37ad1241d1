// @ts-check
/* Answers of another form taken over, one by one, never by themselves: of another type, or the unit's own data. */
(function (root) {
  "use strict";

  const page = root.FillPage;
  if (!page) {
    return;
  }
  const { form, fields, controls, session, store, say, byId } = page;
  const DATA = "fill/change.js";

  /** Which forms there are and which of their items are on the same matter.
   * @returns {Promise<any>} */
  async function known() {
    if (!root.formChanges) {
      await page.pdf.script(DATA).catch(() => {});
    }
    return root.formChanges || { forms: {}, pairs: {} };
  }

  /** @param {string} item @param {string} column */
  const nameOf = (item, column) => `item-${item.replace(/\./g, "-")}-${column}`;

  /** Put a text behind what a field already says.
   * @param {string} name @param {string} text */
  function add(name, text) {
    const here = controls.one(name);
    if (!here.includes(text)) {
      controls.put(name, here ? `${here}\n${text}` : text);
      controls.changed(name);
    }
  }

  /** The unit's own data and the totals: fields of the same name, the type, and the sum of the totals.
   * @param {any} draft @param {string|null} standard of the form that it is of */
  function headOf(draft, standard) {
    /** @type {Record<string, string>} */
    const head = {};
    for (const field of form.fields) {
      if (!field.item && draft.values[field.name] && field.name !== "continuation") {
        const options = field.options.map((/** @type {any} */ option) => option.state);
        if (!options.length || options.includes(draft.values[field.name])) {
          head[field.name] = draft.values[field.name];
        }
      }
    }
    const type = form.type_field && fields.get(form.type_field);
    if (type && type.options.some((/** @type {any} */ option) => option.state === standard)) {
      head[type.name] = String(standard);
    }
    for (const rule of form.rules) {
      const parts = rule.fields.slice(0, -1).map((/** @type {string} */ name) => Number(head[name] || NaN));
      if (rule.check === "sum" && rule.params.equals === undefined && parts.every(Number.isInteger)) {
        head[rule.fields[rule.fields.length - 1]] = String(
          parts.reduce((/** @type {number} */ sum, /** @type {number} */ part) => sum + part, 0));
      }
    }
    const totals = form.rules.filter((/** @type {any} */ rule) => rule.check === "count")
      .map((/** @type {any} */ rule) => rule.fields[0]);
    for (const name of Object.keys(head)) {
      // the totals of a list of items are counted here, and what is written already is nobody else's
      if (totals.includes(name) || controls.one(name)) {
        delete head[name];
      }
    }
    return head;
  }

  /** A button that does its work once and then says so.
   * @param {string} text @param {string} done @param {() => void} act */
  function once(text, done, act) {
    const node = page.button(text, () => {
      act();
      node.disabled = true;
      node.textContent = done;
    });
    return node;
  }

  /** @param {any} node @param {any} draft @param {string|null} standard */
  function offerHead(node, draft, standard) {
    const head = headOf(draft, standard);
    const labels = Object.keys(head).map((name) => fields.get(name).label);
    if (labels.length) {
      node.append(once(say("switch_head_take", { labels: labels.join("、") }), say("switch_head_done"), () => {
        for (const [name, value] of Object.entries(head)) {
          controls.put(name, value);
          controls.changed(name);
        }
      }));
    }
  }

  /** The written answers and the rating of an item of another form.
   * @param {any} draft @param {string} item */
  function answersOf(draft, item) {
    const start = nameOf(item, "");
    /** @type {[string, string][]} */
    const all = [];
    for (const name of Object.keys(draft.values)) {
      if (name.startsWith(start)) {
        all.push([name.slice(start.length), draft.values[name]]);
      }
    }
    return all;
  }

  /** @param {any} node @param {any} draft @param {[string, string, number][]} pairs */
  function offerItems(node, draft, pairs) {
    const items = [...new Set(pairs.map(([from]) => from))].filter((item) => answersOf(draft, item).length);
    for (const item of items) {
      const answers = answersOf(draft, item);
      const entry = page.make("div", "", "take");
      const targets = pairs.filter(([from]) => from === item);
      const asked = answers.map(([column, value]) => {
        const field = fields.get(nameOf(targets[0][1], column));
        const option = field && field.options.find((/** @type {any} */ one) => one.state === value);
        return option ? option.label : value;
      });
      entry.append(page.make("p", say("switch_item", { from: item, text: asked.join("；") })));
      for (const [, to, alike] of targets) {
        const texts = answers.filter(([column]) => fields.get(nameOf(to, column))?.options.length === 0);
        const rating = answers.find(([column]) => fields.get(nameOf(to, column))?.options.length);
        if (texts.length) {
          entry.append(once(say("switch_take", { to }), say("switch_taken", { to }), () => {
            texts.forEach(([column, value]) => add(nameOf(to, column), value));
          }));
        }
        if (rating && alike) {
          entry.append(once(say("switch_rating", { to }), say("switch_taken", { to }), () => {
            controls.put(nameOf(to, rating[0]), rating[1]);
            controls.changed(nameOf(to, rating[0]));
          }));
        }
      }
      node.append(entry);
    }
    return items.length;
  }

  /** Show what can be taken over from a draft or a PDF of another form.
   * @param {any} draft */
  page.change = async (draft) => {
    const { forms, pairs } = await known();
    const other = Object.prototype.hasOwnProperty.call(forms, draft.form) ? forms[draft.form] : null;
    if (!other) {
      throw new page.Trouble("refused_form", { form: draft.title || draft.form });
    }
    const node = byId("change");
    node.replaceChildren();
    node.hidden = false;
    const between = (pairs[other.standard] || {})[form.standard || ""] || [];
    const said = page.make("p");
    node.append(said);
    offerHead(node, draft, other.standard);
    const count = offerItems(node, draft, between);
    const key = count ? "switch_found" : form.standard && other.standard ? "switch_none" : "switch_unit";
    said.textContent = say(key, { form: other.title });
    node.append(page.button(say("aside_close"), () => { node.hidden = true; }));
    node.focus();
  };

  /** On a form that asks for the type, offer the unit's data from the drafts of other forms on this device. */
  page.offerOthers = () => {
    const node = byId("others");
    node.replaceChildren();
    if (!form.type_field) {
      return;
    }
    for (const id of store.others()) {
      for (const { record: draft } of store.list(id)) {
        const unit = draft.values[form.unit_field];
        if (unit) {
          node.append(page.button(say("carry_from", { unit, form: draft.title }), () => page.change(draft)));
        }
      }
    }
    node.hidden = !node.firstChild;
  };
  session.onLoad.push(page.offerOthers);
})(/** @type {any} */ (globalThis));
