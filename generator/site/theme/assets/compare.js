/* The table of all standards: choose types and groups; the choice stands in the address.

   Without this file the whole table is there. No library, no request, nothing stored. */
(function () {
  "use strict";

  var chooser = document.getElementById("chooser");
  var matrix = document.getElementById("matrix");
  if (!(chooser instanceof HTMLFormElement) || !matrix || !window.URLSearchParams) return;
  var form = chooser;
  var table = matrix;

  var narrow = window.matchMedia("(max-width: 59.99em)");
  /** @type {(root: Element, selector: string) => any[]} */
  var list = function (root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); };
  /* what the template has, so that it is there */
  /** @type {(root: Element, selector: string) => any} */
  var one = function (root, selector) { return root.querySelector(selector); };
  /** @type {HTMLInputElement[]} */
  var types = list(form, "input[name=types]");
  /** @type {HTMLInputElement[]} */
  var groups = list(form, "input[name=groups]");
  /** @type {HTMLInputElement} */
  var differ = one(form, "input[name=differ]");
  /** @type {HTMLSelectElement[]} */
  var sides = list(form, "select[data-side]");
  /** @type {HTMLElement} */
  var shown = one(form, ".shown");
  var words = shown.dataset.words || "";
  /** @type {HTMLAnchorElement} */
  var link = one(form, ".pair-link a");
  /** @type {Record<string, string>} */
  var pairs = {};
  (link.dataset.pairs || "").split(";").forEach(function (entry) {
    var part = entry.split(" ");
    if (part.length === 3) { pairs[part[0] + " " + part[1]] = pairs[part[1] + " " + part[0]] = part[2]; }
  });
  var listed = Object.keys(pairs).length > 0;
  var all = types.map(function (box) { return box.value; });
  var told = form.dataset;
  /** @type {Record<string, string>} */
  var labels = {};
  list(table, "thead [data-standard] a").forEach(function (head) {
    labels[head.closest("th").getAttribute("data-standard")] = head.textContent;
  });
  var now = /** @type {HTMLElement} */ (document.getElementById("now-shown"));

  /** @param {HTMLInputElement[]} boxes */
  function checked(boxes) {
    return boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
  }

  /**
   * @param {HTMLInputElement[]} boxes
   * @param {string[]} values
   */
  function check(boxes, values) {
    boxes.forEach(function (box) { box.checked = !values.length || values.indexOf(box.value) >= 0; });
  }

  function read() {
    var query = new URLSearchParams(window.location.search);
    /** @type {(name: string, boxes: HTMLInputElement[]) => string[]} */
    var known = function (name, boxes) {
      var values = (query.get(name) || "").split(",");
      if (values[0] === "all") return boxes.map(function (box) { return box.value; });
      return boxes.map(function (box) { return box.value; }).filter(function (v) { return values.indexOf(v) >= 0; });
    };
    var wanted = known("types", types);
    var first = narrow.matches ? 2 : Number(form.getAttribute("data-first"));
    if (!wanted.length && (narrow.matches || !listed) && all.length > first) { wanted = all.slice(0, first); }
    check(types, wanted);
    check(groups, known("groups", groups));
    differ.checked = query.get("differ") === "1";
    pick();
  }

  /* the two selects follow the boxes */
  function pick() {
    var wanted = checked(types);
    sides.forEach(function (select, n) { select.value = wanted[n] || wanted[0] || all[n]; });
    lead();
  }

  /* to the page of two types, or, where only some have one, to the page that compares any two */
  function lead() {
    var left = sides[0].value;
    var right = sides[1].value;
    var way = pairs[left + " " + right];
    if (!way && !listed && left !== right) { way = link.getAttribute("data-page") + "?types=" + left + "," + right; }
    /** @type {HTMLElement} */ (link.parentNode).hidden = !way;
    if (way) { link.href = way; }
  }

  /* the address names what is shown, so that it shows the same on every device */
  function write() {
    var query = new URLSearchParams(window.location.search);
    /** @type {(name: string, boxes: HTMLInputElement[]) => void} */
    var put = function (name, boxes) {
      var values = checked(boxes);
      query.delete(name);
      if (values.length && values.length < boxes.length) { query.set(name, values.join(",")); }
    };
    put("types", types);
    if (!query.has("types")) { query.set("types", "all"); }
    put("groups", groups);
    query.delete("differ");
    if (differ.checked) { query.set("differ", "1"); }
    var text = query.toString().replace(/%2C/g, ",");
    window.history.replaceState(null, "", window.location.pathname + (text ? "?" + text : "") + window.location.hash);
  }

  /** The twin of Making.fill, see there.
   * @param {string | undefined} text
   * @param {Record<string, string | number>} values */
  function fill(text, values) {
    return (text || "").replace(/\{(\w+)\}/g, function (whole, name) {
      return name in values ? String(values[name]) : whole;
    });
  }

  /* Whom a phrase of a note is about: 附件1、2、3要求…, 其余五类无此要求; without a name, whom the last one was. */
  /** @param {string} text */
  function phrases(text) {
    /** @type {{ text: string, about: string[], rest: boolean }[]} */
    var found = [];
    /** @type {Record<string, boolean>} */
    var named = {};
    (text.match(/[^，；。]+[，；。]?/g) || []).forEach(function (phrase) {
      var about = all.filter(function (id) {
        var stem = labels[id].replace(/\d+$/, "");
        var number = labels[id].slice(stem.length);
        var lists = stem && number ? phrase.split(stem).slice(1) : [];
        return phrase.indexOf(labels[id]) >= 0 && !number || lists.some(function (rest) {
          return (rest.match(/^\d+(?:[、和与]\d+)*/) || [""])[0].split(/[、和与]/).indexOf(number) >= 0;
        });
      });
      about.forEach(function (id) { named[id] = true; });
      found.push({ text: phrase, about: about, rest: phrase.indexOf(told.rest || "") >= 0 });
    });
    /** @type {string[] | null} */
    var last = null;
    return found.map(function (phrase) {
      if (phrase.rest) {
        last = all.filter(function (id) { return !named[id]; });
      } else if (phrase.about.length) {
        last = phrase.about;
      } else if ((told.every || "").split(" ").some(function (word) { return phrase.text.indexOf(word) === 0; })) {
        last = null;
      }
      return { text: phrase.text, about: last };
    });
  }

  /** @type {Map<Element, string>} */
  var notes = new Map();

  /* of a note what is about the types that are shown */
  /**
   * @param {HTMLElement} row
   * @param {string[]} kept
   */
  function note(row, kept) {
    var place = one(row, ".summary");
    if (!notes.has(place)) { notes.set(place, place.textContent); }
    var text = notes.get(place) || "";
    if (kept.length < all.length) {
      text = phrases(text).filter(function (phrase) {
        return !phrase.about || phrase.about.some(function (id) { return kept.indexOf(id) >= 0; });
      }).map(function (phrase) { return phrase.text; }).join("").replace(/[，；]$/, "。");
    }
    if (place.textContent !== text) { place.textContent = text; }
  }

  /* how two types' demands compare, with the way to both texts */
  /**
   * @param {HTMLElement} row
   * @param {string[]} kept
   */
  function weigh(row, kept) {
    var facts = one(row, ".facts");
    var chip = one(row, ".weight");
    facts.hidden = kept.length < all.length;
    if (chip) { chip.remove(); }
    if (kept.length !== 2 || !row.dataset.weights) return;
    var at = kept.map(function (id) { return all.indexOf(id); });
    var place = at[0] * (2 * all.length - at[0] - 1) / 2 + at[1] - at[0] - 1;
    var words = told["weight" + row.dataset.weights.charAt(place).toUpperCase()];
    if (!words) return;
    chip = document.createElement("a");
    chip.className = "chip weight";
    chip.href = pairs[kept.join(" ")] + "#" + row.id;
    chip.textContent = fill(words, { left: labels[kept[0]], right: labels[kept[1]] });
    facts.before(chip);
  }

  /* = 与附件1相同 only where that type is shown */
  /** @param {HTMLElement} row */
  function twins(row) {
    /** @type {Record<string, string>} */
    var first = {};
    list(row, "td").forEach(function (cell) {
      if (cell.hidden) return;
      var wording = cell.getAttribute("data-wording");
      var line = cell.querySelector("p.twin-of");
      var id = cell.getAttribute("data-standard");
      if (line) {
        line.hidden = !first[wording];
        if (first[wording]) { line.textContent = fill(told.twin, { label: labels[first[wording]] }); }
      }
      cell.classList.toggle("twin", Boolean(wording && first[wording]));
      first[wording] = first[wording] || id;
    });
  }

  /** @param {string[]} kept */
  function say(kept) {
    var some = kept.length < all.length;
    now.hidden = !some;
    var names = kept.map(function (id) { return labels[id]; }).join("、");
    one(now, "span").textContent = fill(now.dataset.some, { labels: names, count: all.length - kept.length });
    one(now, "button").textContent = fill(now.dataset.all, { count: all.length });
  }

  function apply() {
    var kept = checked(types);
    if (!kept.length) { kept = all; }
    say(kept);
    var wanted = checked(groups);
    var topics = 0;
    list(table, "[data-standard]").forEach(function (cell) {
      cell.hidden = kept.indexOf(cell.getAttribute("data-standard")) < 0;
    });
    list(table, "tbody").forEach(function (body) {
      var here = !wanted.length || wanted.indexOf(body.getAttribute("data-group")) >= 0;
      var rows = 0;
      list(body, "tr.topic").forEach(function (row) {
        /** @type {Record<string, boolean>} */
        var wordings = {};
        var any = false;
        list(row, "td").forEach(function (cell) {
          if (cell.hidden) return;
          var wording = cell.getAttribute("data-wording");
          wordings[wording] = true;
          any = any || wording !== "";
        });
        row.hidden = !here || !any || (differ.checked && Object.keys(wordings).length < 2);
        if (!row.hidden) {
          note(row, kept);
          weigh(row, kept);
          twins(row);
        }
        rows += row.hidden ? 0 : 1;
      });
      body.hidden = !rows;
      topics += rows;
    });
    list(table, "tr.group th").forEach(function (head) { head.colSpan = kept.length + 1; });
    table.style.setProperty("--columns", String(kept.length));
    table.style.setProperty("--row", 9 + 6.5 * kept.length + "rem");
    shown.textContent = words.replace("#", String(topics));
  }

  function changed() { write(); pick(); apply(); }

  form.addEventListener("change", function (event) {
    if (sides.indexOf(/** @type {HTMLSelectElement} */ (event.target)) >= 0) {
      check(types, sides.map(function (select) { return select.value; }));
      write();
      lead();
      apply();
    } else {
      changed();
    }
  });
  one(now, "button").addEventListener("click", function () {
    check(types, []);
    changed();
  });
  form.addEventListener("reset", function () { window.setTimeout(changed, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("popstate", function () { read(); apply(); });

  form.hidden = false;
  one(form, "details").open = !narrow.matches;
  read();
  write();
  apply();
  /**
   * A phone lays rows out as they come into view, and what was asked for moves while they do: follow it.
   * @param {Element} target
   * @param {number} tries
   */
  function reach(target, tries) {
    target.scrollIntoView();
    var before = target.getBoundingClientRect().top;
    window.requestAnimationFrame(function () {
      window.requestAnimationFrame(function () {
        if (tries && Math.abs(target.getBoundingClientRect().top - before) > 1) { reach(target, tries - 1); }
      });
    });
  }

  window.addEventListener("hashchange", function () {
    var asked = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (asked && table.contains(asked)) { reach(asked, 20); }
  });

  /* a row that was asked for by its anchor must not stay hidden */
  var target = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (target && target.hidden) { form.reset(); }
  if (target) { reach(target, 20); }
})();
