/* A citation of each item, in one click: plain text, the item's to the character,
   and what is noted on it in a line of its own.
   With its address and the day it was looked up, where there is an address that others can open.
   And a way to put the item on the reader's list; see chosen.js. */
(function () {
  "use strict";

  const { Chosen, Making: { fill, element } } = globalThis;
  const found = document.querySelector(".citing");
  const status = found?.querySelector("[role=status]");
  const canonical = document.querySelector("link[rel=canonical]");
  const base = canonical instanceof HTMLLinkElement ? canonical.href : location.href;
  if (!(found instanceof HTMLElement) || !status || !Chosen) {
    return;
  }
  const chosen = Chosen;
  const say = found.dataset;
  found.hidden = false;

  /** @param {HTMLElement} item */
  function citation(item) {
    const text = (say.source || "") + item.dataset.cite + "：" + item.querySelector(".item-text")?.textContent;
    return item.dataset.errata ? text + "\n" + item.dataset.errata : text;
  }

  /** @param {HTMLElement} item */
  function address(item) {
    const now = new Date();
    const date = now.getFullYear() + "年" + (now.getMonth() + 1) + "月" + now.getDate() + "日";
    const link = new URL(item.querySelector(".label-id a")?.getAttribute("href") || "", base);
    return fill(say.address, { address: link.href, date });
  }

  /**
   * @param {string} label
   * @param {(made: HTMLButtonElement) => void} act
   */
  function button(label, act) {
    const made = element("button", { type: "button" }, label);
    made.addEventListener("click", () => act(made));
    return made;
  }

  /**
   * @param {string} label
   * @param {() => string} text
   */
  const copying = (label, text) => button(label, (made) => {
    const tell = (/** @type {string} */ words) => {
      made.textContent = words;
      status.textContent = words;
      setTimeout(() => { made.textContent = label; status.textContent = ""; }, 2000);
    };
    chosen.copy(text()).then(() => tell(say.copied || ""), () => tell(say.failed || ""));
  });

  /** @param {string} id */
  function choosing(id) {
    const made = button("", () => chosen.set(id, !chosen.has(id)));
    const show = () => {
      made.textContent = (chosen.has(id) ? say.chosen : say.choose) || "";
      made.setAttribute("aria-pressed", String(chosen.has(id)));
    };
    chosen.onchange(show);
    show();
    return made;
  }

  for (const item of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".item[data-cite]"))) {
    const place = element("li", { class: "label-cite" });
    place.append(copying(say.copy || "", () => citation(item)));
    if (/^http/.test(base)) {
      place.append(copying(say.copyAddress || "", () => citation(item) + "\n" + address(item)));
    }
    place.append(choosing(item.querySelector(".item-number")?.id || ""));
    item.querySelector(".label-id")?.after(place);
  }
})();
