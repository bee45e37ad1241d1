// @ts-check
/* How a page on which one works speaks, makes what it shows and loads what it needs: the page of a form, and the
   one on which forms are collected (generator/collector). Every word comes from the data of the page. */
(function (root) {
  "use strict";

  const { fill, element, script } = root.Making;

  /** @param {string} id
   * @returns {any} an element that the template has */
  const byId = (id) => document.getElementById(id);

  /** @param {string} tag
   * @param {string} [text]
   * @param {string} [name] its class
   * @returns {any} */
  const make = (tag, text, name) => element(tag, name ? { class: name } : {}, text || "");

  /** A button that does something.
   * @param {string} text
   * @param {() => void} act
   * @returns {HTMLButtonElement} */
  function button(text, act) {
    const node = make("button", text);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  }

  /** What stands in base64 in a page or a script.
   * @param {string} text */
  function decoded(text) {
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let at = 0; at < raw.length; at += 1) {
      bytes[at] = raw.charCodeAt(at);
    }
    return bytes;
  }

  /** @param {Record<string, string>} words */
  root.working = (words) => {
    /** A sentence of the page with its braces filled in.
     * @param {string} key
     * @param {Record<string, string|number>} [values] */
    const say = (key, values) => fill(words[key] || key, values || {});

    /** What stops the work, in words for the person in front of it. */
    class Trouble extends Error {
      /** @param {string} key
       * @param {Record<string, string|number>} [values] */
      constructor(key, values) {
        super(say(key, values));
      }
    }

    /** @param {string} address of a script
     * @param {string} key what to say if it does not come */
    const load = (address, key) => script(address).catch(() => {
      throw new Trouble(key);
    });

    return { say, Trouble, byId, make, button, decoded, load };
  };
})(/** @type {any} */ (globalThis));
