// @ts-check
/* What the page knows, and how it speaks: every word comes from the page's data. */
/**
 * @typedef {{file: File, name: string, modified: string, table: boolean, role: string, told: string[],
 *   state: "new"|"given"|"read", skip: number}} CollectItem one file: `name` is its path; `table` that it may be a
 *   roster and so on; `role` what it is for, empty where the program is to tell; `told` what was said of it;
 *   `skip` how many of its members have been read
 */
(function (root) {
  "use strict";

  /**
   * @typedef {{name: string, path: string, size: number}} Asset what the worker needs: its name there, where it
   *   stands below the root of the site, its bytes
   * @typedef {{assets: Asset[], worker: string, loader: string, runtime: string, carried: string,
   *   python: string, version: string, seconds: number, largest: number, tables: string[], roles: string[],
   *   words: Record<string, string>}} Known
   */

  const data = document.getElementById("collector-data");
  if (!data) {
    return;
  }
  /** @type {Known} */
  const known = JSON.parse(data.textContent || "");

  /** @param {number} bytes */
  const megabytes = (bytes) => bytes < 1e5 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;

  /** The folder above all pages, where the offline copy and every host differ. */
  const base = new URL(data.dataset.base || "../", location.href);

  root.CollectPage = {
    ...root.working(known.words), known, megabytes, base, alone: location.protocol === "file:",
  };
})(/** @type {any} */ (globalThis));
