/* The search box: loads the matcher with its index on first use, shows what they answer, keeps to keyboard and ARIA.
   Everything is found from where this file stands, so that any base and file:// work alike. */
(function () {
  "use strict";

  const BASE = new URL("..", document.currentScript.src);
  const MATCHER = "search/index.js"; /* with the index; written by generator/search */
  const ALL = 30; /* up to so many hits are shown at once; of more, */
  const EACH = 5; /* so many of each group, */
  const GROUPS = 10; /* and so many groups */
  const LINES = 5; /* topics, each of one line */
  const AROUND = 16; /* characters of the passage on either side of a mark */
  const PASSAGE = 120; /* characters of a passage */

  const box = document.querySelector("[data-search]");
  const toggle = document.querySelector("[data-md-toggle=search]");
  if (!box || !toggle) {
    return;
  }
  const say = box.dataset;
  const form = box.querySelector("form");
  const input = form.elements.query;
  const status = box.querySelector("[role=status]");
  const list = box.querySelector("[role=listbox]");
  const scroller = box.querySelector(".md-search__scrollwrap");
  const share = box.querySelector("[data-clipboard-text]");

  let matcher = null;
  let loading = null;
  let shown = null; /* the query whose answer is shown */
  let active = null;
  let composing = false;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /* ---- loading ------------------------------------------------------------------------------------- */

  function script(path) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(path, BASE);
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  }

  function load() {
    loading = loading || script(MATCHER).then(() => {
      matcher = globalThis.StandardsSearch.create(globalThis.standardsIndex);
      box.setAttribute("data-ready", "");
      update();
    }).catch(() => {
      loading = null;
      status.textContent = say.broken;
    });
    return loading;
  }

  /* ---- showing ------------------------------------------------------------------------------------- */

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  /** The passages around the marks, or the beginning; never more than a few lines. */
  function passage(text, spans) {
    if (text.length <= PASSAGE || !spans.length) {
      return marked(text, spans, 0, Math.min(text.length, PASSAGE));
    }
    const windows = [];
    let size = 0;
    for (const [from, to] of spans) {
      const left = Math.max(0, from - AROUND);
      const right = Math.min(text.length, Math.max(to, Math.min(to, from + PASSAGE)) + AROUND);
      const last = windows[windows.length - 1];
      if (last && left <= last[1]) {
        size += Math.max(0, right - last[1]);
        last[1] = Math.max(last[1], right);
      } else if (size < PASSAGE) {
        size += right - left;
        windows.push([left, right]);
      }
    }
    const room = Math.max(0, PASSAGE - size);
    const last = windows[windows.length - 1];
    last[1] = Math.min(text.length, last[1] + room);
    return windows.flatMap(([from, to]) => marked(text, spans, from, to));
  }

  function marked(text, spans, from, to) {
    const pieces = [from > 0 ? "…" : ""];
    let at = from;
    for (const [start, end] of spans) {
      if (end > at && start < to) {
        pieces.push(text.slice(at, Math.max(at, start)));
        pieces.push(element("mark", {}, text.slice(Math.max(at, start), Math.min(end, to))));
        at = Math.min(end, to);
      }
    }
    pieces.push(text.slice(at, to), to < text.length ? "…" : "");
    return pieces;
  }

  function option(href, kind, ...children) {
    return element("a", { role: "option", class: "search-option " + kind, href, tabindex: "-1" }, ...children);
  }

  function hitOption(hit) {
    const { item } = hit;
    const section = matcher.sections[item.section];
    const where = element("span", { class: "search-where" },
      section.marker + section.title + " ",
      element("strong", {}, fill(say.item, { number: item.number })),
      element("span", { class: "search-id" }, item.id));
    const text = element("span", { class: "search-text" }, ...passage(item.text, hit.spans));
    return option(new URL(item.url, BASE), "search-hit", where, text);
  }

  function group(label, options) {
    const heading = element("div", { class: "search-heading", "aria-hidden": "true" }, label);
    return element("div", { role: "group", "aria-label": label }, heading, ...options);
  }

  function standardName(index) {
    const standard = matcher.standards[index];
    return standard.label + " " + standard.short;
  }

  /** A line that gives way to what it stands for. */
  function moreOption(items, make) {
    const more = element("a", { role: "option", class: "search-option search-more", href: "#", tabindex: "-1" },
      fill(say.more, { items }));
    more.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const others = make();
      (more.parentElement.childElementCount > 1 ? more : more.parentElement).replaceWith(...others);
      number();
      choose(others[0].matches("[role=option]") ? others[0] : others[0].querySelector("[role=option]"));
    });
    return more;
  }

  function hitGroup(found, limit) {
    const options = found.hits.slice(0, limit).map(hitOption);
    const rest = found.hits.slice(limit);
    if (rest.length) {
      options.push(moreOption(rest.length, () => rest.map(hitOption)));
    }
    return group(standardName(found.standard), options);
  }

  function hitGroups(groups, limit) {
    const made = groups.slice(0, GROUPS).map((found) => hitGroup(found, limit));
    const rest = groups.slice(GROUPS);
    if (rest.length) {
      const items = rest.reduce((sum, found) => sum + found.hits.length, 0);
      made.push(element("div", { role: "group", "aria-label": fill(say.more, { items }) },
        moreOption(items, () => hitGroups(rest, limit))));
    }
    return made;
  }

  /** What may be meant as well: after everything else, and closed. */
  function besideGroup(hits) {
    return hits.length ? [group(say.beside, [moreOption(hits.length, () => hits.map(hitOption))])] : [];
  }

  function lines(topics, pages, types) {
    const rows = topics.map((topic) => option(new URL(topic.url, BASE), "search-line",
      element("span", { class: "search-kind" }, say.topic), topic.name,
      element("small", {}, fill(say.compare, { types: topic.types }))));
    const links = types.map((index) => [standardName(index), matcher.standards[index].page]).concat(pages);
    rows.push(...links.map(([title, url]) => option(new URL(url, BASE), "search-line",
      element("span", { class: "search-kind" }, say.page), title)));
    return rows.length ? [group(say.pages, rows)] : [];
  }

  function message(query, answer) {
    const items = answer.hits.length;
    const only = answer.narrowed
      ? "；" + fill(say.only, { type: answer.types.map(standardName).join("、") })
      : "";
    switch (answer.kind) {
      case "empty": return say.hint;
      case "none": return fill(say.none, { query });
      case "weak": return fill(say.weak, { items, query });
      case "item": return say.direct;
      case "section": return fill(say.section, { items });
      case "page": return say.standard;
      case "missing": return say.missing;
      default: return fill(say.found, { items, types: answer.groups.length }) + only;
    }
  }

  function number() {
    list.querySelectorAll("[role=option]").forEach((one, i) => {
      one.id = "search-option-" + i;
    });
  }

  function show(query) {
    const answer = matcher.search(query);
    const limit = answer.hits.length > ALL ? EACH : Infinity;
    const pages = answer.pages.map(([title, url]) => [title, url]);
    list.replaceChildren(
      ...lines([...new Set(answer.topics.concat(answer.near))].slice(0, LINES), pages, answer.narrowed || answer.kind === "item" ? [] : answer.types),
      ...hitGroups(answer.groups, limit),
      ...besideGroup(answer.beside));
    number();
    choose(null);
    status.textContent = message(query, answer);
    list.hidden = !list.childElementCount;
    input.setAttribute("aria-expanded", String(!list.hidden));
    scroller.scrollTop = 0;
    box.setAttribute("data-shown", query);
  }

  /** Bring what is shown up to what is typed. */
  function update() {
    const query = input.value;
    if (composing || query === shown) {
      return;
    }
    const address = new URL(location.href);
    address.hash = "";
    address.searchParams.set("q", query);
    share.setAttribute("data-clipboard-text", address.href);
    if (matcher) {
      shown = query;
      show(query.trim());
    } else {
      status.textContent = say.wait;
      load();
    }
  }

  /* ---- choosing ------------------------------------------------------------------------------------ */

  function choose(next) {
    if (active) {
      active.removeAttribute("aria-selected");
    }
    active = next;
    if (active) {
      active.setAttribute("aria-selected", "true");
      active.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", active.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function step(by) {
    const options = [...list.querySelectorAll("[role=option]")];
    if (options.length) {
      const from = active ? options.indexOf(active) : by > 0 ? -1 : options.length;
      const to = from + by;
      choose(options[to] || null);
    }
  }

  function go() {
    const best = active || list.querySelector(".search-hit") || list.querySelector("[role=option]");
    if (best) {
      best.click();
    }
  }

  function open(value) {
    if (toggle.checked !== value) {
      toggle.click();
    }
  }

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      update();
      Promise.resolve(matcher || load()).then(go); /* whoever is faster than the network is not forgotten */
    } else if (event.key === "Escape" || event.key === "Tab") {
      open(false);
      input.blur();
    }
  });

  list.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) {
      open(false);
    }
  });

  /* ---- typing, pasting, speaking, writing by hand ---------------------------------------------------- */

  /* Only `input` tells of all of them; between compositionstart and compositionend the box holds
     letters of an input method, not words. Some methods report only `change` or a key. */
  input.addEventListener("compositionstart", () => {
    composing = true;
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    update();
  });
  input.addEventListener("input", (event) => {
    if (!event.isComposing) {
      composing = false;
      update();
    }
  });
  for (const name of ["change", "keyup"]) {
    input.addEventListener(name, (event) => {
      if (!event.isComposing) {
        update();
      }
    });
  }
  input.addEventListener("blur", () => {
    composing = false;
    update();
  });

  input.addEventListener("focus", () => {
    /* later, for the click of a label that brought the focus is about to switch the toggle itself */
    setTimeout(() => document.activeElement === input && open(true));
    load();
    update();
  });
  toggle.addEventListener("change", () => {
    if (toggle.checked) {
      input.focus();
    } else {
      input.blur();
      forget();
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    update();
    input.focus();
  }));
  for (const label of document.querySelectorAll("header [for=__search]")) {
    label.addEventListener("pointerenter", load, { once: true });
    /* a phone brings up its keyboard only for what a finger did */
    label.addEventListener("click", () => toggle.checked || input.focus());
  }
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const typing = target instanceof HTMLElement &&
      (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
    if (!typing && !event.metaKey && !event.ctrlKey && !event.altKey && /^[fs/]$/.test(event.key)) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });

  /* ?q=… is a search to be shared; it leaves the address when the search is closed */
  function forget() {
    const address = new URL(location.href);
    if (address.searchParams.has("q")) {
      address.searchParams.delete("q");
      history.replaceState(history.state, "", address.href);
    }
  }
  const asked = new URL(location.href).searchParams.get("q");
  if (asked) {
    input.value = asked;
    input.focus();
    open(true);
    load();
  }
})();
