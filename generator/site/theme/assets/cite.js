/* A citation of each item, in one click: plain text, the item's to the character,
   and what is noted on it in a line of its own.
   With its address and the day it was looked up, where there is an address that others can open. */
(function () {
  "use strict";

  const say = document.querySelector(".citing");
  const base = document.querySelector("link[rel=canonical]") || location;
  if (!say) {
    return;
  }
  const status = say.querySelector("[role=status]");
  say.hidden = false;

  function citation(item) {
    const text = say.dataset.source + item.dataset.cite + "：" + item.querySelector(".item-text").textContent;
    return item.dataset.errata ? text + "\n" + item.dataset.errata : text;
  }

  function address(item) {
    const now = new Date();
    const date = now.getFullYear() + "年" + (now.getMonth() + 1) + "月" + now.getDate() + "日";
    const link = new URL(item.querySelector(".label-id a").getAttribute("href"), base.href);
    return say.dataset.address.replace("{address}", link).replace("{date}", date);
  }

  /** The old way, for pages that came by http or from a folder, where there is no clipboard API. */
  function copyBySelecting(text) {
    const area = document.createElement("textarea");
    const before = document.activeElement;
    area.value = text;
    area.className = "hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before.focus({ preventScroll: true });
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  function copy(text) {
    if (!navigator.clipboard) {
      return copyBySelecting(text);
    }
    return navigator.clipboard.writeText(text).catch(() => copyBySelecting(text));
  }

  function button(label, text) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", () => {
      const tell = (words) => {
        made.textContent = words;
        status.textContent = words;
        setTimeout(() => { made.textContent = label; status.textContent = ""; }, 2000);
      };
      copy(text()).then(() => tell(say.dataset.copied), () => tell(say.dataset.failed));
    });
    return made;
  }

  for (const item of document.querySelectorAll(".item[data-cite]")) {
    const place = document.createElement("li");
    place.className = "label-cite";
    place.append(button(say.dataset.copy, () => citation(item)));
    if (/^http/.test(base.href)) {
      place.append(button(say.dataset.copyAddress, () => citation(item) + "\n" + address(item)));
    }
    item.querySelector(".label-id").after(place);
  }
})();
