// @ts-check
/* Bring the page to life: what needs a script appears, buttons and the place to drop things work. */
(function (root) {
  "use strict";

  const page = root.CollectPage;
  if (!page) {
    return;
  }
  const { say, byId, chosen, run, results } = page;
  page.busy = false;

  /** What can be done just now. */
  function show() {
    const focused = document.activeElement;
    const open = chosen.items.some((/** @type {any} */ item) => item.state === "new");
    const paused = run.paused();
    byId("start").hidden = page.busy;
    byId("start").disabled = !open;
    byId("start").textContent = say(run.lines.length ? "start_again" : "start");
    byId("stop").hidden = !page.busy || paused;
    byId("stop").disabled = false;
    byId("resume").hidden = byId("keep").hidden = !paused;
    if (paused) {
      byId("state").textContent = say("stopped");
    }
    // the button that was pressed may be gone: a keyboard goes on at the one in its place
    if (focused instanceof HTMLButtonElement && focused.hidden) {
      byId("steps").querySelector("button:not([hidden])").focus();
    }
    for (const input of document.querySelectorAll("#place input")) {
      /** @type {HTMLInputElement} */ (input).disabled = page.busy;
    }
    chosen.show();
  }
  page.show = show;
  chosen.onChange.push(show);

  const place = byId("place");
  for (const name of ["dragenter", "dragover"]) {
    root.addEventListener(name, (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      place.classList.add("over");
    });
  }
  root.addEventListener("dragleave", (/** @type {DragEvent} */ event) => {
    if (!event.relatedTarget) {
      place.classList.remove("over");
    }
  });
  // anywhere on the page: a file dropped beside the place would be opened instead, and the page lost
  root.addEventListener("drop", (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (event.dataTransfer && !page.busy) {
      chosen.drop(event.dataTransfer);
    }
  });
  for (const id of ["pick-files", "pick-folder"]) {
    byId(id).addEventListener("change", () => chosen.pick(byId(id)));
  }
  byId("start").addEventListener("click", run.run);
  byId("stop").addEventListener("click", run.stop);
  byId("resume").addEventListener("click", run.resume);
  byId("keep").addEventListener("click", run.keep);
  byId("empty").addEventListener("click", () => {
    run.forget();
    results.clear();
    byId("state").textContent = byId("detail").textContent = "";
    byId("progress").hidden = true;
    chosen.empty();
  });
  root.addEventListener("beforeunload", (/** @type {Event} */ event) => {
    if (page.busy || results.unsaved.size) {
      event.preventDefault();
    }
  });

  byId("work").hidden = false;
  byId("no-script").hidden = true;
  byId("from-folder").hidden = !page.alone;
  show();
  document.documentElement.classList.add("collect-ready");
})(/** @type {any} */ (globalThis));
