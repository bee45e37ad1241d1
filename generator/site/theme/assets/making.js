/* What every script of the pages does: fill in a sentence, make an element, load a script. It comes before all of them
   (theme/main.html); pages that work on forms carry it in their own script (generator/webform/page.py).
   compare.js goes without: it also runs in browsers that cannot read the script that every page loads. */
(function () {
  "use strict";

  globalThis.Making = {
    fill: (text, values) => (text || "").replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole),

    element(name, attributes, ...inside) {
      const made = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) { made.setAttribute(key, value); }
      made.append(...inside);
      return made;
    },

    script: (address) => new Promise((done, failed) => {
      const made = document.createElement("script");
      made.src = address;
      made.onload = done;
      made.onerror = failed;
      document.head.append(made);
    }),
  };
})();
