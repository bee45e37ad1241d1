/* What is folded opens for whoever is led into it, and on paper.

   Browsers of today do both by themselves (the address, words that are looked for, ::details-content);
   this is for the others. No library, no request. */
(function () {
  "use strict";

  /** Open all folds around what the address names. */
  function follow() {
    const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let closed = false;
    for (let fold = asked?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
      closed = closed || !fold.open;
      fold.open = true;
    }
    if (closed) {
      asked?.scrollIntoView();
    }
  }

  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details.fold:not([open])")]);
    opened.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((fold) => { fold.open = false; });
  });
  window.addEventListener("hashchange", follow);
  follow();
})();
