// @ts-check
/* Bring the page to life: what needs a script appears, the last draft comes back, the blank is fetched when idle. */
(function (root) {
  "use strict";

  const page = root.FillPage;
  if (!page) {
    return;
  }
  const { form, session, store, live, say, byId } = page;

  for (const id of ["bar", "shelf", "finish"]) {
    byId(id).hidden = false;
  }
  byId("wechat").hidden = !page.wechat;

  const drafts = store.list();
  const mine = drafts.find((/** @type {any} */ one) => one.id === store.open()) || drafts[0];
  const current = mine && mine.record.digest === form.digest ? mine
    : drafts.find((/** @type {any} */ one) => one.record.digest === form.digest);
  // a form that a browser filled in by itself after a reload is not taken for an edit
  session.show(current ? current.id : "", current ? current.record : null);
  if (current && drafts.length > 1) {
    byId("shelf").open = true;
  } else if (!current && drafts.length) {
    session.state(say("other_version"));
    byId("shelf").open = true;
  }
  page.shelf.show();
  live.progress();
  document.documentElement.classList.add("fill-ready");
  performance.mark("fill-ready");

  const idle = root.requestIdleCallback || ((/** @type {() => void} */ call) => setTimeout(call, 300));
  idle(() => page.pdf.load().catch(() => {}));
})(/** @type {any} */ (globalThis));
