/* The table of all standards: choose types and groups; the choice stands in the address.

   Without this file the whole table is there. No library, no request, nothing stored. */
(function () {
  "use strict";

  var form = document.getElementById("chooser");
  var table = document.getElementById("matrix");
  if (!form || !table || !window.URLSearchParams) return;

  var narrow = window.matchMedia("(max-width: 59.99em)");
  var list = function (root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); };
  var types = list(form, "input[name=types]");
  var groups = list(form, "input[name=groups]");
  var differ = form.querySelector("input[name=differ]");
  var sides = list(form, "select[data-side]");
  var shown = form.querySelector(".shown");
  var words = shown.getAttribute("data-words");
  var link = form.querySelector(".pair-link a");
  var pairs = {};
  link.getAttribute("data-pairs").split(";").forEach(function (entry) {
    var part = entry.split(" ");
    if (part.length === 3) { pairs[part[0] + " " + part[1]] = pairs[part[1] + " " + part[0]] = part[2]; }
  });
  var listed = Object.keys(pairs).length > 0;
  var all = types.map(function (box) { return box.value; });

  function checked(boxes) {
    return boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
  }

  function check(boxes, values) {
    boxes.forEach(function (box) { box.checked = !values.length || values.indexOf(box.value) >= 0; });
  }

  function read() {
    var query = new URLSearchParams(window.location.search);
    var known = function (name, boxes) {
      var values = (query.get(name) || "").split(",");
      return boxes.map(function (box) { return box.value; }).filter(function (v) { return values.indexOf(v) >= 0; });
    };
    var wanted = known("types", types);
    var first = narrow.matches ? 2 : Number(form.getAttribute("data-first"));
    if (!query.has("types") && (narrow.matches || !listed) && all.length > first) { wanted = all.slice(0, first); }
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
    link.parentNode.hidden = !way;
    if (way) { link.href = way; }
  }

  function write() {
    var query = new URLSearchParams(window.location.search);
    var put = function (name, boxes) {
      var values = checked(boxes);
      query.delete(name);
      if (values.length && values.length < boxes.length) { query.set(name, values.join(",")); }
    };
    put("types", types);
    put("groups", groups);
    query.delete("differ");
    if (differ.checked) { query.set("differ", "1"); }
    var text = query.toString().replace(/%2C/g, ",");
    window.history.replaceState(null, "", window.location.pathname + (text ? "?" + text : "") + window.location.hash);
  }

  function apply() {
    var kept = checked(types);
    if (!kept.length) { kept = all; }
    var wanted = checked(groups);
    var topics = 0;
    list(table, "[data-standard]").forEach(function (cell) {
      cell.hidden = kept.indexOf(cell.getAttribute("data-standard")) < 0;
    });
    list(table, "tbody").forEach(function (body) {
      var here = !wanted.length || wanted.indexOf(body.getAttribute("data-group")) >= 0;
      var rows = 0;
      list(body, "tr.topic").forEach(function (row) {
        var wordings = {};
        var any = false;
        list(row, "td").forEach(function (cell) {
          if (cell.hidden) return;
          var wording = cell.getAttribute("data-wording");
          wordings[wording] = true;
          any = any || wording !== "";
        });
        row.hidden = !here || !any || (differ.checked && Object.keys(wordings).length < 2);
        rows += row.hidden ? 0 : 1;
      });
      body.hidden = !rows;
      topics += rows;
    });
    list(table, "tr.group th").forEach(function (head) { head.colSpan = kept.length + 1; });
    table.style.setProperty("--columns", kept.length);
    shown.textContent = words.replace("#", topics);
  }

  function changed() { write(); pick(); apply(); }

  form.addEventListener("change", function (event) {
    if (sides.indexOf(event.target) >= 0) {
      check(types, sides.map(function (select) { return select.value; }));
      write();
      lead();
      apply();
    } else {
      changed();
    }
  });
  form.addEventListener("reset", function () { window.setTimeout(changed, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("popstate", function () { read(); apply(); });

  form.hidden = false;
  form.querySelector("details").open = !narrow.matches;
  read();
  apply();
  /* a row that was asked for by its anchor must not stay hidden */
  var target = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (target && target.hidden) { form.reset(); }
  if (target) { target.scrollIntoView(); }
})();
