// @ts-check
/* What the page says while somebody fills it in: how far, what is doubtful, how much still fits, what it counts. */
(function (root) {
  "use strict";

  const page = root.FillPage;
  if (!page) {
    return;
  }
  const { form, fields, controls, session, say, byId } = page;
  const PAUSE = 200; // ms after a keystroke until answers are judged
  const AFTER_TAP = 350; // ms
  const NEAR = 20; // how many characters of room are worth telling outside long answers

  /** @type {any} the engine's blank, once it is there */
  let blank = null;
  /** @type {Set<string>} fields about which something may be said */
  const touched = new Set();
  /** @type {Record<string, string>} what the page itself put into the fields of the totals */
  const counted = {};
  let timer = 0;

  const rated = form.fields.filter((/** @type {any} */ field) => field.item && field.type === "radio");
  const asked = rated.length ? rated : form.fields.filter((/** @type {any} */ field) => field.required);
  const rulesOf = (/** @type {string} */ check) =>
    form.rules.filter((/** @type {any} */ rule) => rule.check === check);
  const checks = new Map(form.rules.map((/** @type {any} */ rule) => [rule.id, rule.check]));

  // --- how far ------------------------------------------------------------------------------------

  function progress() {
    const values = controls.read();
    const done = asked.filter((/** @type {any} */ field) => values[field.name]).length;
    byId("count").textContent = say("progress_text", { done, all: asked.length });
    byId("progress").max = asked.length;
    byId("progress").value = done;
    byId("next").disabled = done === asked.length;
    for (const part of document.querySelectorAll(".fill-part")) {
      const told = part.querySelector(".done");
      if (told) {
        const chosen = part.querySelectorAll(".of-item input:checked").length;
        told.textContent = say("part_done", { done: chosen, all: /** @type {any} */ (told).dataset.all });
      }
    }
    count(values);
    offer(values);
  }

  /** Put the numbers of each rating into the totals, unless somebody wrote another number there.
   * @param {Record<string, string>} values */
  function count(values) {
    for (const rule of rulesOf("count")) {
      const [name, ...ratings] = rule.fields;
      const chosen = ratings.filter((/** @type {string} */ one) => values[one] === rule.params.state).length;
      const any = ratings.some((/** @type {string} */ one) => values[one]);
      const value = any ? String(chosen) : "";
      const now = values[name] || "";
      if (now === "" || now === counted[name] || now === value) {
        controls.put(name, value);
        counted[name] = value;
      }
    }
  }

  /** Offer a rate that follows from its counts.
   * @param {Record<string, string>} values */
  function offer(values) {
    for (const rule of rulesOf("ratio")) {
      const [rate, part, whole] = rule.fields;
      const [a, b] = [part, whole].map((name) => root.WebForm.readNumber(values[name] || "") || 0);
      const old = byId(`offer-${rate}`);
      const value = a > 0 && b > 0 && a <= b ? String(Number((100 * a / b).toFixed(1))) : "";
      if (!value || values[rate]) {
        old?.remove();
      } else if (!old || old.dataset.value !== value) {
        old?.remove();
        const words = {
          value, part: fields.get(part)?.label || "", whole: fields.get(whole)?.label || "",
        };
        const take = page.button(say("rate_offer", words), () => {
          controls.put(rate, value);
          controls.changed(rate);
          controls.reveal(rate);
        });
        take.id = `offer-${rate}`;
        take.className = "offer";
        take.dataset.value = value;
        byId(`q-${rate}`)?.append(take);
      }
    }
  }

  byId("next").addEventListener("click", () => {
    const values = controls.read();
    const open = asked.find((/** @type {any} */ field) => !values[field.name]);
    if (open) {
      controls.reveal(open.name, true);
    }
  });

  // --- what is doubtful ---------------------------------------------------------------------------

  /** @param {string} name
   * @param {string} value
   * @param {boolean} tooLong whether that has been said already
   * @returns {string[]} what the paper cannot hold or show of an answer */
  function onPaper(name, value, tooLong) {
    const field = fields.get(name);
    if (!blank || !value || !field || field.options.length) {
      return [];
    }
    const room = blank.room(name, value);
    const lacking = blank.lacks(value).join("");
    return [
      ...(room.fits || tooLong ? [] : [say("over", { count: Math.max(1, Math.abs(room.left)) })]),
      ...(lacking ? [say("lacks", { characters: lacking })] : []),
    ];
  }

  /** Everything to be said about the answers, each with the field where it is to be mended.
   * @param {Record<string, string>} values
   * @param {(name: string) => boolean} about
   * @returns {{name: string, check: string, message: string}[]} */
  function findings(values, about) {
    const found = root.WebForm.evaluate(form, values).map((/** @type {any} */ one) => ({
      name: one.field, all: one.fields, check: checks.get(one.rule) || "", message: one.message,
    })).filter((/** @type {any} */ one) => one.all.some(about));
    for (const [name, value] of Object.entries(values)) {
      if (about(name)) {
        const tooLong = found.some((/** @type {any} */ one) => one.name === name && one.check === "max-length");
        for (const message of onPaper(name, value, tooLong)) {
          found.push({ name, check: "paper", message });
        }
      }
    }
    return found;
  }

  /** Say what is doubtful: of what has been touched, or of everything.
   * @param {boolean} [everything] */
  function judge(everything) {
    clearTimeout(timer);
    if (session.now.composing && !everything) {
      return [];
    }
    const values = controls.read();
    const found = findings(values, (name) => everything || touched.has(name));
    /** @type {Map<string, string[]>} */
    const said = new Map();
    for (const one of found) {
      if (everything || one.check !== "required") {
        said.set(one.name, [...(said.get(one.name) || []), one.message]);
      }
    }
    for (const name of controls.names()) {
      tell(name, said.get(name) || []);
    }
    return found;
  }

  /** The place below a field for what is said about it, which the field names as its description.
   * @param {string} name */
  function described(name) {
    const frame = byId(`q-${name}`);
    const node = page.make("p", "", "message");
    node.id = `m-${name}`;
    frame.append(node);
    const control = frame.tagName === "FIELDSET" ? frame : byId(`f-${name}`);
    const before = control.getAttribute("aria-describedby");
    control.setAttribute("aria-describedby", before ? `${before} ${node.id}` : node.id);
    return node;
  }

  /** @param {string} name
   * @param {string[]} messages */
  function tell(name, messages) {
    const text = messages.join("；");
    const node = byId(`m-${name}`) || (text ? described(name) : null);
    if (node && node.textContent !== text) {
      node.textContent = text;
      node.hidden = text === "";
      byId(`q-${name}`).classList.toggle("doubtful", text !== "");
      for (const input of byId(`q-${name}`).querySelectorAll("textarea, input[type=text]")) {
        input.setAttribute("aria-invalid", String(text !== ""));
      }
    }
  }

  // --- how much still fits ------------------------------------------------------------------------

  const room = page.make("p", "", "room");
  room.id = "room";

  /** @param {any} element the box that somebody writes in */
  function showRoom(element) {
    const field = fields.get(element.name);
    if (!blank || !field || field.options.length || !element.value) {
      room.remove();
      return;
    }
    const { fits, left } = blank.room(element.name, element.value);
    if (!fits || (field.type !== "multiline" && left > NEAR)) {
      room.remove();
      return;
    }
    room.textContent = say("room", { count: left });
    byId(`q-${element.name}`).append(room);
  }

  // Not at once: a line that goes away while a finger is down moves what it is about to tap on.
  let moving = 0;
  function later() {
    clearTimeout(moving);
    moving = setTimeout(() => showRoom(document.activeElement || {}), AFTER_TAP);
  }
  controls.node.addEventListener("focusin", later);
  controls.node.addEventListener("focusout", later);

  // --- together -----------------------------------------------------------------------------------

  let typing = "";
  controls.node.addEventListener("input", (/** @type {any} */ event) => { typing = event.target.name; }, true);
  session.onEdit.push(() => {
    if (fields.has(typing)) {
      touched.add(typing);
    }
    const element = document.activeElement;
    clearTimeout(timer);
    timer = setTimeout(() => {
      judge();
      if (element && element === document.activeElement) {
        showRoom(element);
      }
    }, PAUSE);
    const field = fields.get(typing);
    if (!field || field.type !== "multiline") {
      progress();
      session.now.dirty = true; // the totals have followed
      session.save();
    }
  });
  session.onLoad.push(() => {
    touched.clear();
    // the totals are the page's own, and agree with nothing until everything is rated
    const totals = rulesOf("count").map((/** @type {any} */ rule) => rule.fields[0]);
    Object.keys(controls.read()).filter((name) => !totals.includes(name)).forEach((name) => touched.add(name));
    progress();
    judge();
  });

  page.live = {
    judge, findings, progress, onPaper,
    /** @param {any} opened */
    use(opened) {
      blank = opened;
      judge();
    },
  };
})(/** @type {any} */ (globalThis));
