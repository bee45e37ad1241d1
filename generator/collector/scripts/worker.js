// @ts-check
/* What runs beside the page: Python with the program's own reader, judge and workbook. It is handed all that it
   needs, asks nothing of any network, and the page ends it when a file takes too long. */
(function () {
  "use strict";

  /**
   * @typedef {{loader: string, runtime: string, base: string, files: Record<string, Blob>, version: string,
   *   python: string}} Start
   * @typedef {{id: number, order: string, values: any[]}} Order
   */

  const scope = /** @type {any} */ (globalThis);
  /** @type {any} */
  let python = null;
  /** @type {any} */
  let desk = null;

  /** Answer what the runtime fetches from what the page has loaded already.
   * @param {Record<string, Blob>} files by the last part of their addresses */
  function answerFetches(files) {
    scope.fetch = async (/** @type {any} */ asked) => {
      const name = String(asked.url || asked).split("/").pop() || "";
      if (!files[name]) {
        throw new TypeError(`not at hand: ${name}`);
      }
      const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
      return new Response(files[name], { headers: { "Content-Type": type } });
    };
  }

  /** @param {Start} given */
  async function start(given) {
    answerFetches(given.files);
    // from a folder, all stands in one script, see generator/collector/carried.py
    const { loadPyodide } = scope.loadPyodide ? scope : await import(given.loader);
    const createPyodideModule = scope.createPyodideModule || (await import(given.runtime)).default;
    python = await loadPyodide({
      indexURL: given.base,
      createPyodideModule,
      // it may load no package from anywhere: there is none in its list
      lockFileContents: { info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: given.python }, packages: {} },
      packageBaseUrl: given.base,
      env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1" },
      stdout: () => {},
      stderr: () => {},
    });
    python.unpackArchive(await given.files["program.zip"].arrayBuffer(), "zip", { extractDir: "/program" });
    python.runPython("import sys; sys.path.insert(0, '/program')");
    desk = python.pyimport("generator.collector.inside").open_desk();
  }

  /** @param {string} which
   * @returns {Uint8Array} */
  function output(which) {
    const proxy = desk.output(which);
    const held = proxy.getBuffer("u8");
    const bytes = held.data.slice();
    held.release();
    proxy.destroy();
    return bytes;
  }

  /** The last line of what Python tells of a failure: the rest is for who wrote it.
   * @param {unknown} error */
  const shortly = (error) => String(error).trim().split("\n").pop();

  /** What each order does; the answer goes back to the page.
   * @type {Record<string, (id: number, ...values: any[]) => any>} */
  const orders = {
    start: (_, given) => start(given),
    role: (_, name, data) => desk.role(name, data),
    give: (_, role, name, data, modified) => JSON.parse(desk.give(role, name, data, modified)),
    restore: (_, lines) => desk.restore(lines),
    read: (id, name, data, modified, skip) => desk.read(name, data, modified, skip,
      (/** @type {string} */ label) => scope.postMessage({ id, at: label }),
      (/** @type {string} */ line) => scope.postMessage({ id, entry: line })),
    lose: (_, name, data, label, why) => desk.lose(name, data, label, why),
    finish: () => JSON.parse(desk.finish()),
    memory: () => python._module.HEAPU8.length,
    output: (_, which) => output(which),
  };

  scope.onmessage = async (/** @type {MessageEvent<Order>} */ { data: { id, order, values } }) => {
    try {
      const value = await orders[order](id, ...values);
      scope.postMessage({ id, done: true, value });
    } catch (error) {
      scope.postMessage({ id, failed: shortly(error) });
    }
  };
})();
