// @ts-check
'use strict';
/* Inflating what is deflated, within bounds, with what the browser has for it. */

/** Inflates zlib data of at most `limit` bytes.
 * Refused: `old-browser` without DecompressionStream (Chrome 80, Firefox 113, Safari 16.4 have it),
 * `too-large` beyond the limit, `damaged` where the data are no zlib data or end too early.
 * @param {Uint8Array} data @param {number} [limit] @returns {Promise<Uint8Array>} */
async function inflate(data, limit = LIMITS.inflated) {
  if (typeof DecompressionStream === 'undefined') throw new Refused('old-browser');
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter(), reader = stream.readable.getReader();
  // what goes wrong here is seen by the reader too
  writer.write(/** @type {Uint8Array<ArrayBuffer>} */ (data)).catch(() => undefined);
  writer.close().catch(() => undefined);
  /** @type {Uint8Array[]} */ const parts = [];
  let size = 0;
  for (;;) {
    const { value, done } = await reader.read().catch(() => { throw new Refused('damaged'); });
    if (done) return joined(parts, size);
    size += value.length;
    if (size > limit) {
      reader.cancel().catch(() => undefined);
      throw new Refused('too-large');
    }
    parts.push(value);
  }
}

/** @param {Uint8Array[]} parts @param {number} size of all together */
function joined(parts, size) {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Takes the PNG predictors back (ISO 32000-1, 7.4.4.4), for one byte a sample, which is what
 * cross-reference streams have. @param {Uint8Array} data @param {number} columns */
function unpredicted(data, columns) {
  const rows = Math.floor(data.length / (columns + 1)), found = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const kind = data[row * (columns + 1)], from = row * columns;
    for (let i = 0; i < columns; i++) {
      const left = i ? found[from + i - 1] : 0, up = row ? found[from + i - columns] : 0;
      const corner = i && row ? found[from + i - columns - 1] : 0;
      found[from + i] = data[row * (columns + 1) + 1 + i] + predicted(kind, left, up, corner);
    }
  }
  return found;
}

/** @param {number} kind @param {number} left @param {number} up @param {number} corner */
function predicted(kind, left, up, corner) {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  if (kind !== 4) return 0;
  const guess = left + up - corner;
  const toLeft = Math.abs(guess - left), toUp = Math.abs(guess - up), toCorner = Math.abs(guess - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
