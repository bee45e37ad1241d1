/* Light or dark: as the device has it, until a reader chooses; kept where the theme's script in the head looks for it.

   In place of the theme's palette, which has a phone work out the style of every element three times more when
   a page opens: it marks the body, and sets the scheme of the browser's own parts before it asks for a colour.
   No library, no request. */
(function () {
  "use strict";

  /** What the theme's script in the head takes for: as the device has it. */
  const DEVICE = "(prefers-color-scheme)";
  const inputs = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(".light-or-dark input")]);
  const found = document.querySelector(".md-header");
  if (!inputs.length || !found) {
    return;
  }
  const header = found;

  /** @param {string} name */
  function meta(name) {
    const there = document.querySelector(`meta[name=${name}]`);
    if (there instanceof HTMLMetaElement) {
      return there;
    }
    const made = document.createElement("meta");
    made.name = name;
    document.head.append(made);
    return made;
  }

  /** The place of what was chosen; -1 where nothing was. */
  function chosen() {
    try {
      const kept = globalThis.__md_get?.("__palette");
      return kept && kept.color && kept.color.media !== DEVICE && inputs[kept.index] ? kept.index : -1;
    } catch (error) {
      return -1; /* a browser that keeps nothing */
    }
  }

  function ofDevice() {
    return Math.max(0, inputs.findIndex((one) => matchMedia(one.dataset.mdColorMedia || "").matches));
  }

  /**
   * @param {number} index
   * @param {boolean} asked whether a reader chose it
   */
  function show(index, asked) {
    /** @type {Record<string, string>} */
    const color = {};
    for (const name of ["media", "scheme", "primary", "accent"]) {
      const attribute = "data-md-color-" + name;
      color[name] = inputs[index].getAttribute(attribute) || "";
      if (document.body.getAttribute(attribute) !== color[name] && name !== "media") {
        document.body.setAttribute(attribute, color[name]);
      }
    }
    inputs[index].checked = true; /* the one that a keyboard comes to, before the label that is shown */
    inputs.forEach((one, n) => {
      /** @type {HTMLElement} */ (one.nextElementSibling).hidden = n !== index;
    });
    const light = color.scheme === "default";
    if (!light || document.querySelector("meta[name=color-scheme]")) {
      meta("color-scheme").content = light ? "light" : "dark"; /* every element is worked out again: not for nothing */
    }
    try {
      globalThis.__md_set?.("__palette", { index, color: asked ? color : { ...color, media: DEVICE } });
    } catch (error) {
      /* then it holds for this page */
    }
    requestAnimationFrame(() => {
      meta("theme-color").content = getComputedStyle(header).backgroundColor;
    });
  }

  inputs.forEach((one, n) => {
    one.addEventListener("change", () => show(n, true));
    one.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        const next = inputs[(n + 1) % inputs.length];
        next.click();
        next.focus();
      }
    });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (chosen() < 0) {
      show(ofDevice(), false);
    }
  });
  const first = chosen();
  show(first < 0 ? ofDevice() : first, first >= 0);
})();
