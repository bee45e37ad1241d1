/* The search box: loads the matcher with its index on first use, shows what they answer, keeps to keyboard and ARIA.
   Everything is found from where this file stands, so that any base and file:// work alike. */
(function () {
  "use strict";

  const { view: viewOf, memory: memoryOf } = globalThis.StandardsBox;
  const { element, fill, script } = globalThis.Making;
  const BASE = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const MATCHER = "search/index.js"; /* with the index; written by generator/search */

  const found = /** @type {HTMLElement | null} */ (document.querySelector("[data-search]"));
  const switched = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-md-toggle=search]"));
  if (!found || !switched) {
    return;
  }
  const box = found;
  const toggle = switched;
  const say = box.dataset;
  /** @type {<T extends HTMLElement = HTMLElement>(selector: string) => T} */
  const part = (selector) => /** @type {any} */ (box.querySelector(selector));
  const form = /** @type {HTMLFormElement} */ (part("form"));
  const input = /** @type {HTMLInputElement} */ (part("input[name=query]"));
  const status = part("[role=status]");
  const list = part("[role=listbox]");
  const scroller = part(".md-search__scrollwrap");
  const share = part("[data-clipboard-text]");
  const chips = part("[data-types]");
  const start = part("[data-start]");
  const recent = part("[data-recent]");
  const missed = part("[data-missed]");

  const memory = memoryOf(BASE);
  const view = viewOf(say, BASE, (first) => {
    number();
    choose(first);
  });

  /** @type {Search.Matcher | null} */
  let matcher = null;
  /** @type {Promise<void> | null} */
  let loading = null;
  /** @type {string | null} */
  let shown = null; /* the query whose answer is shown */
  /** @type {number | null} */
  let only = null; /* the type that a chip narrows to */
  /** @type {Search.Answer | null} */
  let wide = null; /* the answer without that */
  /** @type {HTMLElement | null} */
  let active = null;
  let composing = false;

  /* ---- loading ------------------------------------------------------------------------------------- */

  function load() {
    loading = loading || script(new URL(MATCHER, BASE).href).then(() => {
      matcher = globalThis.StandardsSearch.create(globalThis.standardsIndex);
      view.use(matcher);
      box.setAttribute("data-ready", "");
      update();
    }).catch(() => {
      loading = null;
      status.textContent = say.broken || "";
    });
    return loading;
  }

  /* ---- showing ------------------------------------------------------------------------------------- */

  const options = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=option]:not(.search-choose)")]);

  function number() {
    options().forEach((one, i) => {
      one.id = "search-option-" + i;
    });
  }

  /** @param {string} query */
  function show(query) {
    const asked = /** @type {Search.Matcher} */ (matcher);
    if (only === null) {
      wide = asked.search(query);
    }
    const answer = only === null ? /** @type {Search.Answer} */ (wide) : asked.search(query, only);
    list.replaceChildren(...view.list(answer));
    number();
    choose(null);
    const best = answer.laws.length ? options()[0] : answer.kind === "none" || answer.hits.length ? bestOf() : null;
    if (best) {
      best.classList.add("search-default");
    }
    status.textContent = view.message(query, answer);
    list.hidden = !list.childElementCount;
    input.setAttribute("aria-expanded", String(!list.hidden));
    narrowing(wide);
    starting(!query);
    missed.hidden = !query;
    scroller.scrollTop = 0;
    box.setAttribute("data-shown", query);
  }

  /** @param {Search.Answer | null} answer */
  function narrowing(answer) {
    const types = answer ? view.types(answer) : [];
    chips.hidden = !types.length;
    const all = { standard: null, text: say.all || "" };
    chips.replaceChildren(...[all, ...types].map(({ standard, text }) => {
      const chip = element("button", { type: "button", class: "search-chip", "aria-pressed": String(standard === only) }, text);
      chip.addEventListener("click", () => {
        only = standard;
        show(input.value.trim());
        const pressed = /** @type {HTMLElement | null} */ (chips.querySelector("[aria-pressed=true]"));
        (pressed || input).focus();
      });
      return chip;
    }));
  }

  /** @param {boolean} empty */
  function starting(empty) {
    start.hidden = !empty;
    const queries = empty ? memory.recent() : [];
    recent.hidden = !queries.length;
    const places = /** @type {HTMLElement} */ (recent.querySelector("[data-queries]"));
    places.replaceChildren(...queries.map((query) => element("button", { type: "button", class: "search-chip", "data-query": query }, query)));
  }

  /** Bring what is shown up to what is typed. */
  function update() {
    const query = input.value;
    if (composing || query === shown) {
      return;
    }
    share.setAttribute("data-clipboard-text", memory.shared(query));
    if (matcher) {
      shown = query;
      only = null;
      show(query.trim());
    } else {
      starting(!query);
      status.textContent = say.wait || "";
      load();
    }
  }

  /** @param {string} query */
  function ask(query) {
    input.value = query;
    input.focus();
    update();
  }

  /* ---- choosing ------------------------------------------------------------------------------------ */

  /** @param {HTMLElement | null} next */
  function choose(next) {
    if (active) {
      active.removeAttribute("aria-selected");
    }
    active = next;
    if (active) {
      active.setAttribute("aria-selected", "true");
      active.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", active.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  /** @param {number} by */
  function step(by) {
    const all = options();
    if (all.length) {
      const from = active ? all.indexOf(active) : by > 0 ? -1 : all.length;
      choose(all[from + by] || null);
    }
  }

  /** @returns {HTMLElement | null} */
  const bestOf = () => list.querySelector(".search-hit") || list.querySelector("[role=option]:not(.search-more)");

  /** What Enter opens: what is marked. */
  function go() {
    const best = active || /** @type {HTMLElement | null} */ (list.querySelector(".search-default"));
    if (best) {
      best.click();
    }
  }

  /** @param {boolean} value */
  function open(value) {
    if (toggle.checked !== value) {
      toggle.click();
    }
  }

  function close() {
    open(false);
    input.blur();
    choose(null);
    input.setAttribute("aria-expanded", "false");
  }

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) {
      return;
    }
    if (event.key === "Escape") {
      close();
    } else if (event.target !== input) {
      return;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      update();
      Promise.resolve(matcher || load()).then(go); /* whoever is faster than the network is not forgotten */
    }
  });

  /* Tab walks through every control of the box, and out of it: then it closes */
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !box.contains(event.relatedTarget)) {
      close();
    }
  });

  list.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const query = input.value.trim();
      const opened = !list.querySelector(".search-more");
      const place = { query, only, top: scroller.scrollTop, opened, href: link.href };
      open(false);
      if (query) {
        memory.add(query);
        memory.leave(place);
      }
    }
  });

  box.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (button && button.dataset.query !== undefined) {
      ask(button.dataset.query);
    } else if (button && button.hasAttribute("data-clear")) {
      memory.clear();
      starting(true);
      input.focus();
    } else if (button === missed) {
      copied(fill(say.report, {
        query: input.value.trim(), answer: status.textContent || "", version: matcher ? matcher.version : "", page: memory.shared(input.value.trim()),
      }));
    }
  });

  /** @param {string} text */
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch { /* not over http, not from a file: the old way */
      const field = /** @type {HTMLTextAreaElement} */ (element("textarea", { class: "search-copy", "aria-hidden": "true" }, text));
      box.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      missed.focus();
    }
    status.textContent = say.copied || "";
  }

  /* ---- typing, pasting, speaking, writing by hand ---------------------------------------------------- */

  /* Only `input` tells of all of them; between compositionstart and compositionend the box holds
     letters of an input method, not words. Some methods report only `change` or a key. */
  input.addEventListener("compositionstart", () => {
    composing = true;
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    update();
  });
  input.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) {
      composing = false;
      update();
    }
  });
  for (const name of ["change", "keyup"]) {
    input.addEventListener(name, (event) => {
      if (!(event instanceof KeyboardEvent && event.isComposing)) {
        update();
      }
    });
  }
  input.addEventListener("blur", () => {
    composing = false;
    update();
  });

  input.addEventListener("focus", () => {
    /* later, for the click of a label that brought the focus is about to switch the toggle itself */
    setTimeout(() => document.activeElement === input && open(true));
    input.setAttribute("aria-expanded", String(!list.hidden));
    load();
    update();
  });
  toggle.addEventListener("change", () => {
    if (toggle.checked) {
      input.focus();
    } else {
      input.blur();
      choose(null);
      memory.forget();
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    update();
    input.focus();
  }));
  for (const label of document.querySelectorAll("header [for=__search]")) {
    label.addEventListener("pointerenter", load, { once: true });
    /* a phone brings up its keyboard only for what a finger did */
    label.addEventListener("click", () => toggle.checked || input.focus());
  }
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const typing = target instanceof HTMLElement &&
      (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
    if (!typing && !event.metaKey && !event.ctrlKey && !event.altKey && /^[fs/]$/.test(event.key)) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });

  /* a phone's keyboard covers the page without making it smaller: the box ends where it begins */
  const visible = window.visualViewport;
  if (visible) {
    visible.addEventListener("resize", () => box.style.setProperty("--search-visible", visible.height + "px"));
  }

  /* ---- coming back ----------------------------------------------------------------------------------- */

  /** A search that was shared, or left by a hit: ?q=… brings it back, with the place where it was left. */
  async function restore() {
    const place = memory.asked();
    if (!place.query) {
      return;
    }
    input.value = place.query;
    input.focus();
    open(true);
    await load();
    if (!matcher) {
      return;
    }
    update();
    if (place.only !== null) {
      only = place.only;
      show(place.query);
    }
    for (let more = list.querySelector(".search-more"); place.opened && more; more = list.querySelector(".search-more")) {
      /** @type {HTMLElement} */ (more).click();
    }
    choose(options().find((one) => /** @type {HTMLAnchorElement} */ (one).href === place.href) || null);
    scroller.scrollTop = place.top;
  }
  window.addEventListener("pageshow", (event) => event.persisted && restore());
  starting(true);
  restore();
})();
