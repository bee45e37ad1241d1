/* Only in the copy of the site that is opened from a folder: there an address of a page needs its file,
   which a server would find. The search makes its links as it goes, so they are completed when one is taken. */
(function () {
  "use strict";

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.search-option") : null;
    if (link instanceof HTMLAnchorElement) {
      link.pathname = link.pathname.replace(/\/$/, "/index.html");
    }
  }, true);
})();
