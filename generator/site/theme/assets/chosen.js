/* Items that a reader chooses: kept on this device, counted on every page, copied or printed as one list.

   Offers globalThis.Chosen to the scripts of single pages, and a way to choose on the cards of the search.
   Every word on the page stands in the markup (data-* of the bar). No library, no request. */
(function () {
  "use strict";

  const { fill, element } = globalThis.Making;
  const found = document.querySelector(".chosen-bar");
  if (!(found instanceof HTMLElement)) {
    return;
  }
  const bar = found;
  const say = bar.dataset;
  const link = /** @type {HTMLAnchorElement} */ (bar.querySelector("a"));
  const list = link.href;
  /* two sites on one host are kept apart by their folder; files share one store in some browsers, none in others */
  const KEY = "chosen " + (location.protocol === "file:" ? "file:" : (globalThis.__md_scope || location).pathname);
  /** @type {(() => void)[]} */
  const listeners = [];
  let memory = "";

  /** @returns {string[]} */
  function all() {
    try {
      memory = localStorage.getItem(KEY) || "";
    } catch (error) {
      /* a browser that keeps nothing: then this page knows what was chosen on it, and tells the list */
    }
    return memory.split(" ").filter(Boolean);
  }

  /** @param {string[]} ids */
  function keep(ids) {
    memory = ids.join(" ");
    try {
      localStorage.setItem(KEY, memory);
    } catch (error) {
      /* see above */
    }
    changed();
  }

  function changed() {
    const ids = all();
    bar.hidden = !ids.length;
    link.textContent = fill(say.count, { count: ids.length });
    /* in the address too, for browsers that keep nothing and for folders whose pages share nothing */
    link.href = list + "#" + ids.join(",");
    listeners.forEach((told) => told());
  }

  /** The old way, for pages that came by http or from a folder, where there is no clipboard API.
   * @param {string} text */
  function copyBySelecting(text) {
    const area = element("textarea", { class: "hidden" });
    const before = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (before instanceof HTMLElement) {
      before.focus({ preventScroll: true });
    }
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  /** @type {Pages.Chosen} */
  const chosen = {
    all,
    has: (id) => all().includes(id),
    set: (id, on) => keep([...all().filter((one) => one !== id), ...(on ? [id] : [])]),
    clear: () => keep([]),
    onchange: (told) => { listeners.push(told); },
    copy: (text) => navigator.clipboard
      ? navigator.clipboard.writeText(text).catch(() => copyBySelecting(text)) : copyBySelecting(text),
  };
  globalThis.Chosen = chosen;

  /* ---- on the cards of the search: an option of its own, which the arrow keys pass over ---- */

  /** @param {HTMLElement} card */
  function offer(card) {
    const id = card.querySelector(".search-id")?.textContent || "";
    const way = element("a", { class: "search-option search-same search-choose", href: "#", tabindex: "-1",
      id: "choose-" + id, role: "option" });
    const show = () => {
      way.textContent = (chosen.has(id) ? say.chosen : say.choose) + " " + id;
    };
    way.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      chosen.set(id, !chosen.has(id));
      show();
    });
    show();
    let row = card.nextElementSibling;
    if (!row?.classList.contains("search-sames")) {
      row = element("div", { class: "search-sames", role: "presentation" });
      card.after(row);
    }
    row.append(way);
  }

  const hits = document.getElementById("search-hits");
  if (hits) {
    new MutationObserver(() => {
      hits.querySelectorAll(".search-hit:not([data-offered])").forEach((card) => {
        /** @type {HTMLElement} */ (card).dataset.offered = "";
        offer(/** @type {HTMLElement} */ (card));
      });
    }).observe(hits, { childList: true, subtree: true });
  }

  window.addEventListener("storage", changed);
  window.addEventListener("pageshow", changed);
  changed();
})();
