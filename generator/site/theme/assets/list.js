/* The page of the items that a reader has chosen: those are shown, copied and printed; see chosen.js. */
(function () {
  "use strict";

  const { Chosen, Making: { fill, element } } = globalThis;
  const found = document.getElementById("chosen");
  if (!found || !Chosen) {
    return;
  }
  const tools = found;
  const chosen = Chosen;
  const say = tools.dataset;
  const status = /** @type {HTMLElement} */ (tools.querySelector("[role=status]"));
  const area = /** @type {HTMLTextAreaElement} */ (tools.querySelector("textarea"));
  const canonical = document.querySelector("link[rel=canonical]");
  const base = canonical instanceof HTMLLinkElement ? canonical.href : location.href;
  const items = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".chosen-item")]);

  const shown = () => items.filter((item) => !item.hidden);

  function show() {
    const ids = new Set(chosen.all());
    items.forEach((item) => { item.hidden = !ids.has(item.dataset.item || ""); });
    document.querySelectorAll(".chosen-standard").forEach((part) => {
      /** @type {HTMLElement} */ (part).hidden = !part.querySelector(".chosen-item:not([hidden])");
    });
    const count = shown().length;
    status.textContent = fill(count ? say.count : say.none, { count }) +
      (ids.size > count ? fill(say.gone, { count: ids.size - count }) : "");
    tools.querySelectorAll("button").forEach((one) => { one.disabled = !ids.size; });
    area.hidden = true;
  }

  /** @param {boolean} addresses */
  function text(addresses) {
    return shown().map((item) => {
      const lines = [...item.querySelectorAll("[data-line]")].map((line) => line.textContent || "");
      const [cite, words, ...notes] = lines;
      const link = new URL(item.querySelector("a")?.getAttribute("href") || "", base);
      return [cite + "：" + words, ...notes, ...(addresses ? [fill(say.address, { address: link.href })] : [])]
        .join("\n");
    }).join("\n\n") + "\n";
  }

  /** Copied, or shown where a browser lets no script copy.
   * @param {boolean} addresses */
  function copy(addresses) {
    const whole = text(addresses);
    status.textContent = ""; /* so that a second copy is told too */
    chosen.copy(whole).then(() => { status.textContent = say.copied || ""; }, () => {
      status.textContent = say.failed || "";
      area.value = whole;
      area.hidden = false;
      area.focus();
      area.select();
    });
  }

  /** @type {Record<string, () => void>} */
  const acts = {
    copy: () => copy(false),
    addresses: () => copy(true),
    print: () => window.print(),
    clear: () => chosen.clear(),
  };
  tools.querySelectorAll("button").forEach((one) => {
    const act = one.dataset.act || "";
    one.hidden = act === "addresses" && !/^http/.test(base);
    one.addEventListener("click", () => acts[act]());
  });
  for (const item of items) {
    const label = say.out + " " + item.dataset.item;
    const out = element("button", { type: "button", class: "chosen-out", "aria-label": label }, say.out || "");
    out.addEventListener("click", () => chosen.set(item.dataset.item || "", false));
    item.append(out);
  }

  /* what the address brings along is put on the list once; taken out, it stays out */
  const known = new Set(items.map((item) => item.dataset.item || ""));
  location.hash.slice(1).split(",").filter((id) => known.has(id) && !chosen.has(id)).forEach((id) => chosen.set(id, true));
  if (location.hash) {
    history.replaceState(null, "", location.pathname + location.search);
  }
  chosen.onchange(show);
  tools.hidden = false;
  show();
})();
