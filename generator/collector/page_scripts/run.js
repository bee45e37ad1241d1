// @ts-check
/* A run: every file that is not read yet goes to the worker, one at a time; what was read is kept here, so that
   a file over which the worker is lost costs nothing but itself. */
(function (root) {
  "use strict";

  const page = root.CollectPage;
  if (!page) {
    return;
  }
  const { known, say, byId, Trouble, megabytes, chosen, desk } = page;
  /** @typedef {CollectItem} Item */
  const LOSSES = 20; // workers lost over one container, after which the rest of it is not read

  /** @type {string[]} */
  const lines = [];
  /** @type {(() => void)|null} */
  let goOn = null;
  let stopped = false;
  let patience = known.seconds * 1000;

  // --- what is told meanwhile -------------------------------------------------------------------------

  /** What is being done, read out by a screen reader.
   * @param {string} text */
  function state(text) {
    if (byId("state").textContent !== text) {
      byId("state").textContent = text;
    }
    detail("");
  }

  /** How far it is, which changes too often to be read out.
   * @param {string} text
   * @param {number} [done]
   * @param {number} [whole] */
  function detail(text, done, whole) {
    byId("detail").textContent = text;
    const bar = byId("progress");
    bar.hidden = whole === undefined;
    if (whole !== undefined) {
      bar.max = whole;
      bar.value = done;
    }
  }

  /** @param {number} ms */
  function left(ms) {
    const seconds = Math.ceil(ms / 1000);
    return seconds < 60 ? say("left_seconds", { count: Math.max(5, Math.ceil(seconds / 5) * 5) })
      : say("left_minutes", { count: Math.ceil(seconds / 60) });
  }

  /** @param {number} done
   * @param {number} whole */
  function downloaded(done, whole) {
    state(say(done < whole ? "loading" : "starting"));
    detail(done < whole ? say("loaded", { done: megabytes(done), whole: megabytes(whole) }) : "", done, whole);
  }

  // --- the worker ------------------------------------------------------------------------------------

  /** A worker that knows what its predecessors knew. */
  async function ready() {
    if (!await desk.start(downloaded)) {
      return;
    }
    for (const item of chosen.items) {
      if (item.state === "given") {
        await desk.ask("give", [item.role, item.name, await bytes(item), item.modified]);
      }
    }
    await desk.ask("restore", [lines.join("\n")]);
  }

  /** @param {Item} item
   * @returns {Promise<ArrayBuffer>} */
  const bytes = (item) => item.file.arrayBuffer();

  /** What stands beside the returns goes first: what is wrong with it is said before the reading begins. */
  async function give() {
    for (const item of chosen.items) {
      if (item.state !== "new" || !item.table) {
        continue;
      }
      let content;
      try {
        content = await bytes(item);
      } catch (error) {
        throw new Trouble("unreadable", { name: item.name });
      }
      item.role = item.role || await desk.ask("role", [item.name, content.slice(0)], patience);
      if (item.role === "return") {
        continue;
      }
      const answer = await desk.ask("give", [item.role, item.name, content, item.modified], patience);
      if (answer.refused) {
        item.role = "";
        item.told = [answer.refused];
        throw new Trouble("refused", { message: answer.refused });
      }
      item.told = answer.problems;
      item.state = "given";
    }
    chosen.show();
  }

  // --- reading ---------------------------------------------------------------------------------------

  /** The bytes of a file that is to be refused, so that its size and digest are told, if they can be had.
   * @param {Item} item */
  const held = (item) => item.file.size > known.largest ? new ArrayBuffer(0) : bytes(item).catch(() => new ArrayBuffer(0));

  /** Have a file refused, or the member of it that the worker was at.
   * @param {Item} item
   * @param {string} label of the member, empty for the file itself
   * @param {string} why one of the reasons of generator/returns/batch.py */
  async function lose(item, label, why) {
    lines.push(await desk.ask("lose", [item.name, await held(item), label, why]));
  }

  /** Read one file, with however many workers it takes.
   * @param {Item} item */
  async function read(item) {
    let losses = 0;
    let crashed = -1;
    for (;;) {
      let at = "";
      await ready();
      if (item.file.size > known.largest) {
        return lose(item, "", "large");
      }
      const content = await bytes(item).catch(() => null);
      if (!content) {
        return lose(item, "", "unreadable");
      }
      try {
        return await desk.ask("read", [item.name, content, item.modified, item.skip], patience, {
          at: (/** @type {string} */ label) => { at = label; },
          entry: (/** @type {string} */ line) => { lines.push(line); item.skip += 1; at = ""; },
        });
      } catch (error) {
        // what fell over may have been the worker's own fault, once
        const again = error instanceof desk.Crashed && crashed !== item.skip;
        crashed = item.skip;
        if (again) {
          continue;
        }
        losses += 1;
        const why = losses >= LOSSES ? "rest" : error instanceof desk.Slow ? "slow" : "crash";
        const label = why === "rest" ? "" : at;
        await ready();
        await lose(item, label, why);
        if (!label) {
          return undefined;
        }
        item.skip += 1;
      }
    }
  }

  /** Wait where the person has stopped it. */
  async function whileStopped() {
    if (!stopped) {
      return 0;
    }
    const since = performance.now();
    const going = new Promise((done) => { goOn = () => done(undefined); });
    page.show();
    await going;
    goOn = null;
    page.show();
    return performance.now() - since;
  }

  async function readAll() {
    const order = (/** @type {Item} */ one, /** @type {Item} */ other) => one.name < other.name ? -1 : 1;
    const open = chosen.items.filter((/** @type {Item} */ item) => item.state === "new").sort(order);
    let begun = performance.now();
    for (const [number, item] of open.entries()) {
      const spent = performance.now() - begun;
      const still = number < 3 ? "" : say("left", { time: left(spent / number * (open.length - number)) });
      state(say("reading", { all: open.length }));
      detail(say("read", { done: number, all: open.length, name: item.name.split("/").pop() || "" }) + still, number, open.length);
      begun += await whileStopped();
      await read(item);
      item.state = "read";
    }
  }

  // --- the whole -------------------------------------------------------------------------------------

  /** @returns {Promise<void>} */
  async function run() {
    if (page.busy) {
      return;
    }
    page.busy = true;
    stopped = false;
    page.results.clear();
    page.show();
    try {
      await ready();
      await give();
      await readAll();
      state(say("finishing"));
      await result();
    } catch (error) {
      const plain = error instanceof Trouble;
      state(plain ? /** @type {Error} */ (error).message : say("failed", { message: /** @type {Error} */ (error).message }));
      desk.end();
    } finally {
      page.busy = false;
      page.show();
    }
  }

  async function result() {
    await ready();
    const told = await desk.ask("finish", []);
    if (told.refused) {
      throw new Trouble("refused", { message: told.refused });
    }
    /** @type {Record<string, Uint8Array>} */
    const outputs = {};
    for (const which of ["workbook", "result", "replies"]) {
      outputs[which] = await desk.ask("output", [which]);
    }
    state(say("done"));
    page.results.show(told, outputs);
  }

  /** What was read so far as JSON, which the page and the command take in again. */
  async function keep() {
    const told = await desk.ask("finish", []);
    if (!told.refused) {
      page.results.save(await desk.ask("output", ["result"]), say("file_part"));
    }
  }

  function stop() {
    stopped = true;
    byId("stop").disabled = true;
  }

  function resume() {
    stopped = false;
    goOn?.();
  }

  page.run = {
    run, stop, resume, keep, lines,
    paused: () => goOn !== null,
    /** @param {number} seconds that a file may take */
    wait: (seconds) => { patience = seconds * 1000; },
    forget: () => { lines.length = 0; desk.end(); },
  };
})(/** @type {any} */ (globalThis));
