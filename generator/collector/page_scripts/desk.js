// @ts-check
/* The worker's life: what it needs is loaded once, it is started, asked, and ended when it answers no more. */
(function (root) {
  "use strict";

  const page = root.CollectPage;
  if (!page) {
    return;
  }
  const { known, say, Trouble } = page;
  const START = 180_000; // ms that Python may take to start on a slow machine

  /** It was ended: it said nothing for as long as a file may take. */
  class Slow extends Error {}
  /** It fell over, for want of memory mostly. */
  class Crashed extends Error {}

  /**
   * @typedef {{at?: (label: string) => void, entry?: (line: string) => void}} Ears
   * @typedef {{done: (value: any) => void, failed: (error: Error) => void, ears: Ears, patience: number,
   *   timer: number}} Asked
   */
  /** @type {Worker|null} */
  let worker = null;
  /** @type {Map<number, Asked>} */
  const asked = new Map();
  let last = 0;
  /** @type {Promise<Record<string, Blob>>|null} */
  let loading = null;

  // --- what it needs --------------------------------------------------------------------------------

  /** @param {string} path below the root of the site */
  const address = (path) => new URL(path, page.base).href;

  /** @param {string} path
   * @param {(bytes: number) => void} told how many more have come
   * @returns {Promise<Blob>} */
  async function fetched(path, told) {
    let answer;
    try {
      answer = await fetch(address(path));
    } catch (error) {
      throw new Trouble("not_loaded");
    }
    if (!answer.ok || !answer.body) {
      throw new Trouble("not_loaded");
    }
    const reader = answer.body.getReader();
    const parts = [];
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new Trouble("not_loaded");
      });
      if (done) {
        return new Blob(parts);
      }
      parts.push(value);
      told(value.length);
    }
  }

  /** A page from a folder may not fetch: what it needs stands beside it as scripts.
   * @param {string} name
   * @returns {Promise<Blob>} */
  async function carried(name) {
    await page.load(address(`${known.carried}${name}.js`), "not_carried");
    const bytes = page.decoded(root.collectorFiles[name]);
    delete root.collectorFiles[name];
    return new Blob([bytes], { type: "text/javascript" });
  }

  /** @param {Blob} packed gzip */
  const unpacked = (packed) => new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).blob();

  /** Everything by its name; the compiled part is stored packed, since few hosts pack it.
   * @param {(done: number, whole: number) => void} told
   * @returns {Promise<Record<string, Blob>>} */
  async function load(told) {
    if (typeof DecompressionStream === "undefined" || typeof WebAssembly === "undefined") {
      throw new Trouble("too_old");
    }
    /** @type {{name: string, path: string, size: number}[]} */
    const wanted = page.alone ? [...known.assets, { name: "worker.js", path: known.worker, size: 0 }] : known.assets;
    const whole = wanted.reduce((sum, one) => sum + one.size, 0);
    let done = 0;
    /** @type {Record<string, Blob>} */
    const files = {};
    for (const { name, path, size } of wanted) {
      if (page.alone) {
        files[name] = await carried(path.split("/").pop() || "");
        told(done += size, whole);
      } else {
        files[name] = await fetched(path, (bytes) => told(done += bytes, whole));
      }
      if (path.endsWith(".gz.bin")) {
        files[name] = await unpacked(files[name]);
      }
    }
    return files;
  }

  // --- orders ---------------------------------------------------------------------------------------

  /** @param {Error} why */
  function end(why) {
    worker?.terminate();
    worker = null;
    for (const [id, one] of asked) {
      asked.delete(id);
      clearTimeout(one.timer);
      one.failed(why);
    }
  }

  /** @param {MessageEvent} event */
  function hear({ data }) {
    const one = asked.get(data.id);
    if (!one) {
      return;
    }
    clearTimeout(one.timer);
    if (data.done) {
      asked.delete(data.id);
      one.done(data.value);
    } else if (data.failed !== undefined) {
      end(new Crashed(data.failed));
    } else {
      watch(one);
      if (data.at !== undefined) {
        one.ears.at?.(data.at);
      } else {
        one.ears.entry?.(data.entry);
      }
    }
  }

  /** @param {Asked} one */
  function watch(one) {
    one.timer = one.patience ? root.setTimeout(() => end(new Slow(say("silent"))), one.patience) : 0;
  }

  /** Have the worker do something.
   * @param {string} order
   * @param {any[]} values buffers among them are handed over
   * @param {number} [patience] ms without a word after which it is ended; for ever without it
   * @param {Ears} [ears] what is told meanwhile
   * @returns {Promise<any>} */
  function ask(order, values, patience, ears) {
    return new Promise((done, failed) => {
      if (!worker) {
        failed(new Crashed("no worker"));
        return;
      }
      last += 1;
      const one = { done, failed, ears: ears || {}, patience: patience || 0, timer: 0 };
      asked.set(last, one);
      watch(one);
      worker.postMessage({ id: last, order, values }, values.filter((value) => value instanceof ArrayBuffer));
    });
  }

  /** Start a worker, unless there is one; what it needs is loaded only once.
   * @param {(done: number, whole: number) => void} told
   * @returns {Promise<boolean>} whether it is a new one, which knows nothing yet */
  async function start(told) {
    if (worker) {
      return false;
    }
    loading = loading || load(told).catch((error) => {
      loading = null;
      throw error;
    });
    const files = await loading;
    try {
      worker = page.alone ? new Worker(URL.createObjectURL(files["worker.js"]))
        : new Worker(address(known.worker), { type: "module" });
    } catch (error) {
      throw new Trouble(page.alone ? "not_from_folder" : "too_old");
    }
    worker.onmessage = hear;
    worker.onerror = (event) => {
      event.preventDefault();
      end(new Crashed(event.message || ""));
    };
    try {
      const given = { loader: address(known.loader), runtime: address(known.runtime), base: address("collect/"), files, python: known.python };
      await ask("start", [given], START);
    } catch (error) {
      throw new Trouble(page.alone ? "not_from_folder" : "not_started", { message: /** @type {Error} */ (error).message });
    }
    return true;
  }

  page.desk = { start, ask, Slow, Crashed, end: () => end(new Crashed("")), ready: () => worker !== null };
})(/** @type {any} */ (globalThis));
