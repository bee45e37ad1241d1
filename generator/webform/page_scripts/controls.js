// @ts-check
/* The controls of the page: read, written, cleared, brought into view. Nothing here judges or keeps. */
(function (root) {
  "use strict";

  const page = root.FillPage;
  if (!page) {
    return;
  }
  /** @type {HTMLFormElement} */
  const node = page.byId("fill");
  /** @type {Map<string, any[]>} name -> its text box, or its radio buttons */
  const controls = new Map();
  for (const element of /** @type {any} */ (node.elements)) {
    if (page.fields.has(element.name)) {
      controls.set(element.name, [...(controls.get(element.name) || []), element]);
    }
  }
  const choosing = (/** @type {any} */ element) => element.type === "radio" || element.type === "checkbox";

  /** The answer that stands in one field, empty if there is none.
   * @param {string} name
   * @returns {string} */
  function one(name) {
    const all = controls.get(name) || [];
    if (all.length && choosing(all[0])) {
      const chosen = all.find((element) => element.checked);
      return chosen ? chosen.value : "";
    }
    return all.length && all[0].value.trim() ? all[0].value.replace(/\r\n?/g, "\n") : "";
  }

  /** Every answer; read from the controls themselves, so that what a program puts there counts too. */
  function read() {
    /** @type {Record<string, string>} */
    const values = {};
    for (const name of controls.keys()) {
      const value = one(name);
      if (value) {
        values[name] = value;
      }
    }
    return values;
  }

  /** Put an answer into a field; an empty one clears it.
   * @param {string} name
   * @param {string} value */
  function put(name, value) {
    const all = controls.get(name) || [];
    for (const element of all) {
      if (choosing(element)) {
        element.checked = value !== "" && element.value === value;
      } else if (element.value !== value) {
        element.value = value;
        grow(element);
      }
    }
    showClear(name);
  }

  /** Make the fields hold exactly these answers.
   * @param {Record<string, string>} values */
  function write(values) {
    for (const name of controls.keys()) {
      put(name, Object.prototype.hasOwnProperty.call(values, name) ? values[name] : "");
    }
  }

  /** A box as high as its text, where the browser does not do that itself (field-sizing).
   * @param {any} element */
  function grow(element) {
    if (element.tagName === "TEXTAREA" && !CSS.supports("field-sizing", "content")) {
      element.style.height = "auto";
      element.style.height = `${element.scrollHeight + 2}px`;
    }
  }

  /** @param {string} name */
  function showClear(name) {
    const group = page.byId(`q-${name}`);
    const clear = group && group.querySelector(".clear");
    if (clear) {
      clear.hidden = one(name) === "";
    }
  }

  /** Tell the page that an answer has changed, as if somebody had typed it.
   * @param {string} name */
  function changed(name) {
    const all = controls.get(name);
    if (all) {
      all[0].dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /** Take a choice back.
   * @param {string} name */
  function clear(name) {
    put(name, "");
    changed(name);
    controls.get(name)?.[0].focus();
  }

  /** Bring a field into view and into focus, whatever is folded.
   * @param {string} name
   * @param {boolean} [whole] show the item that it belongs to from its first line */
  function reveal(name, whole) {
    const all = controls.get(name);
    if (!all) {
      return;
    }
    const target = all.find((element) => element.checked) || all[0];
    for (let above = target.parentElement; above; above = above.parentElement) {
      if (above.tagName === "DETAILS") {
        /** @type {any} */ (above).open = true;
      }
    }
    const frame = (whole && target.closest(".fill-item")) || target.closest(".ask") || target;
    frame.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
  }

  /** What is typed, on paper: boxes cut long texts, so each has a paragraph that only print shows. */
  function print() {
    for (const [name, [element]] of controls) {
      if (!choosing(element)) {
        const frame = page.byId(`q-${name}`);
        const suffix = frame.querySelector(".suffix");
        frame.querySelector(".written").textContent = element.value + (suffix ? ` ${suffix.textContent}` : "");
        frame.classList.toggle("answered", element.value.trim() !== "");
      }
    }
    for (const details of document.querySelectorAll("details.fill-part")) {
      /** @type {any} */ (details).open = true;
    }
  }

  // a second click on what is chosen takes it back; ``before`` is what was chosen when the finger came down
  /** @type {any} */
  let before = null;
  node.addEventListener("pointerdown", (event) => {
    const label = /** @type {any} */ (event.target).closest("label.option");
    const radio = label && label.querySelector("input[type=radio]");
    before = radio && radio.checked ? radio : null;
  });
  node.addEventListener("click", (event) => {
    const target = /** @type {any} */ (event.target);
    if (target.type === "radio" && event.detail > 0 && before === target) {
      before = null;
      clear(target.name);
    } else if (target.closest(".clear")) {
      clear(target.closest("[data-name]").dataset.name);
    }
  });
  node.addEventListener("keydown", (event) => {
    const target = /** @type {any} */ (event.target);
    if (target.type === "radio" && (event.key === "Backspace" || event.key === "Delete")) {
      event.preventDefault();
      clear(target.name);
    }
  });
  node.addEventListener("submit", (event) => event.preventDefault());
  node.addEventListener("input", (event) => {
    grow(event.target);
    showClear(/** @type {any} */ (event.target).name);
  });
  addEventListener("beforeprint", print);
  matchMedia("print").addEventListener("change", print);

  page.controls = { node, read, one, put, write, changed, reveal, print, names: () => [...controls.keys()] };
})(/** @type {any} */ (globalThis));
