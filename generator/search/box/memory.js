/* What the box remembers, on this device only: the last queries, and for the way back the query and the place.
   Storage may be absent, full or forbidden; then nothing is remembered, and nothing breaks. */
(function () {
  "use strict";

  const own = globalThis.StandardsBox;

  const RECENT = 8; /* queries */
  const KEY = "standards-search"; /* with the address of the site, since several may share a host */

  own.memory = function (base) {
    const key = KEY + ":" + base.pathname;

    /** @returns {string[]} */
    function recent() {
      try {
        const kept = JSON.parse(localStorage.getItem(key) || "[]");
        return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, RECENT) : [];
      } catch {
        return [];
      }
    }

    /** @param {string[]} queries */
    function keep(queries) {
      try {
        if (queries.length) {
          localStorage.setItem(key, JSON.stringify(queries));
        } else {
          localStorage.removeItem(key);
        }
      } catch {
        /* then it is not remembered */
      }
    }

    /** The address of this page with the query, or without one. */
    const address = (/** @type {string} */ query) => {
      const url = new URL(location.href);
      if (query) {
        url.searchParams.set("q", query);
      } else {
        url.searchParams.delete("q");
      }
      return url;
    };

    return {
      recent,
      add: (query) => keep([query, ...recent().filter((one) => one !== query)].slice(0, RECENT)),
      clear: () => keep([]),
      shared: (query) => {
        const url = address(query);
        url.hash = "";
        return url.href;
      },
      /* the query leaves the address when the search is closed, and stays where a hit was opened, for Back */
      leave: (place) => history.replaceState({ ...history.state, search: place }, "", address(place.query).href),
      forget: () => {
        if (new URL(location.href).searchParams.has("q")) {
          history.replaceState({ ...history.state, search: null }, "", address("").href);
        }
      },
      asked: () => {
        const query = new URL(location.href).searchParams.get("q") || "";
        const place = history.state && history.state.search;
        return place && place.query === query ? place : { query, only: null, top: 0, opened: false, href: "" };
      },
    };
  };
})();
