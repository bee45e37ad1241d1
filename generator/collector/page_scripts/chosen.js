// @ts-check
/* What was chosen or dropped: files, folders and what is in them; and what each table among them is for. */
(function (root) {
  "use strict";

  const page = root.CollectPage;
  if (!page) {
    return;
  }
  const { known, say, byId, make, button, megabytes } = page;

  /** @typedef {CollectItem} Item */
  /** @type {Item[]} */
  const items = [];
  /** @type {(() => void)[]} */
  const onChange = [];

  /** Local time, as the program writes it.
   * @param {number} moment ms */
  function written(moment) {
    const time = new Date(moment);
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  }

  /** Whether a file may be more than a return: a table or a result that was chosen itself, or that stands in a
   * folder of nothing but workbooks.
   * @param {string} name
   * @param {string[]} beside the names of all that was chosen with it */
  function isTable(name, beside) {
    const ends = (/** @type {string} */ one, /** @type {string[]} */ suffixes) =>
      suffixes.some((suffix) => one.toLowerCase().endsWith(suffix));
    if (!name.includes("/")) {
      return ends(name, known.tables);
    }
    const top = `${name.split("/")[0]}/`;
    return beside.filter((one) => one.startsWith(top)).every((one) => ends(one, [".xlsx"]) && one.split("/").length === 2);
  }

  /** Take files over; the very same file twice counts once, another of the same name gets a number.
   * @param {{file: File, name: string}[]} found */
  function add(found) {
    const beside = found.map((one) => one.name);
    const names = new Map(items.map((item) => [item.name, item]));
    for (const { file, name } of found) {
      let free = name;
      let same = names.get(free);
      for (let number = 2; same && !isSame(same.file, file); number += 1) {
        free = name.replace(/(\.[^./]*)?$/, ` (${number})$1`);
        same = names.get(free);
      }
      if (!same) {
        /** @type {Item} */
        const item = { file, name: free, modified: written(file.lastModified), table: isTable(name, beside), role: "", told: [], state: "new", skip: 0 };
        items.push(item);
        names.set(free, item);
      }
    }
    changed();
  }

  /** @param {File} one
   * @param {File} other */
  const isSame = (one, other) => one.size === other.size && one.lastModified === other.lastModified;

  /** All files below what was dropped.
   * @param {FileSystemEntry} entry
   * @returns {Promise<{file: File, name: string}[]>} */
  async function below(entry) {
    if (entry.isFile) {
      const one = /** @type {FileSystemFileEntry} */ (entry);
      const file = await new Promise((done, failed) => one.file(done, failed));
      return [{ file, name: entry.fullPath.replace(/^\//, "") }];
    }
    const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
    const all = [];
    for (;;) {
      // it hands out a hundred or so at a time
      /** @type {FileSystemEntry[]} */
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) {
        break;
      }
      all.push(...some);
    }
    const found = [];
    for (const one of all) {
      found.push(...await below(one));
    }
    return found;
  }

  /** @param {DataTransfer} carried */
  async function drop(carried) {
    // the list is empty once the event is over
    const entries = [...carried.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    const files = [...carried.files].map((file) => ({ file, name: file.name }));
    try {
      const found = [];
      for (const entry of entries) {
        found.push(...await below(entry));
      }
      add(entries.length ? found : files);
    } catch (error) {
      byId("chosen").textContent = say("not_dropped");
    }
  }

  /** @param {HTMLInputElement} input */
  function pick(input) {
    add([...(input.files || [])].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
    input.value = ""; // so that the same may be chosen again
  }

  /** @param {Item} item */
  function remove(item) {
    items.splice(items.indexOf(item), 1);
    changed();
  }

  /** The row of a table: what it is for can be said otherwise than the program takes it.
   * @param {Item} item */
  function row(item) {
    const node = make("li");
    const label = make("label", item.name);
    const select = make("select");
    for (const role of ["", ...known.roles]) {
      const option = make("option", say(role ? `role_${role}` : "role_auto"));
      option.value = role;
      option.selected = role === item.role;
      select.append(option);
    }
    select.disabled = item.state !== "new" || page.busy;
    select.addEventListener("change", () => {
      item.role = select.value;
    });
    label.append(select);
    node.append(label);
    if (item.state === "new" && !page.busy) {
      const away = button(say("remove"), () => remove(item));
      away.setAttribute("aria-label", say("remove_named", { name: item.name }));
      node.append(away);
    }
    if (item.told.length) {
      const list = make("ul", "", "problems");
      list.append(...item.told.map((text) => make("li", text)));
      node.append(list);
    }
    return node;
  }

  function show() {
    const tables = items.filter((item) => item.table);
    const size = items.reduce((sum, item) => sum + item.file.size, 0);
    byId("chosen").textContent = items.length
      ? say("chosen", { count: items.length, size: megabytes(size) }) : say("nothing_chosen");
    byId("tables").hidden = !tables.length;
    byId("table-list").replaceChildren(...tables.map(row));
    byId("empty").hidden = !items.length || page.busy;
  }

  function changed() {
    show();
    onChange.forEach((call) => call());
  }

  function empty() {
    items.length = 0;
    changed();
  }

  page.chosen = { items, drop, pick, show, empty, changed, onChange };
})(/** @type {any} */ (globalThis));
