// @ts-check
'use strict';
/* The field font of a blank: TrueType, glyph ids are CIDs, one glyph for each code point of its format 12 `cmap`. */

class Face {
  /** Refused as damaged where its tables do not hold what they say. @param {Uint8Array} data */
  constructor(data) {
    /** @type {Map<string, number>} glyph ids by character */ this.glyphs = new Map();
    /** @type {Map<string, number>} widths in thousandths of an em */ this.advance = new Map();
    try {
      this.parse(new DataView(data.buffer, data.byteOffset, data.byteLength));
    } catch (error) {
      throw error instanceof RangeError ? new Refused('damaged') : error;
    }
  }

  /** @param {DataView} view */
  parse(view) {
    /** @type {Record<string, number>} */ const tables = {};
    for (let i = 0, at = 12; i < view.getUint16(4); i++, at += 16) {
      tables[String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(at + k)))] = view.getUint32(at + 8);
    }
    this.ascent = view.getInt16(tables.hhea + 4);
    this.lineHeight = (this.ascent - view.getInt16(tables.hhea + 6)) / 1000;
    const metrics = view.getUint16(tables.hhea + 34);
    for (let i = 0; i < view.getUint16(tables.cmap + 2); i++) {
      const table = tables.cmap + view.getUint32(tables.cmap + 8 + 8 * i);
      if (view.getUint16(table) === 12) this.groups(view, table + 12, tables.hmtx, metrics);
    }
  }

  /** The groups of a format 12 subtable: sequential code points with sequential glyphs.
   * @param {DataView} view @param {number} from @param {number} hmtx @param {number} metrics */
  groups(view, from, hmtx, metrics) {
    for (let i = 0, at = from + 4; i < view.getUint32(from); i++, at += 12) {
      const first = view.getUint32(at), last = view.getUint32(at + 4), glyph = view.getUint32(at + 8);
      if (last > 0x10ffff || last - first > 0xffff) throw new Refused('damaged');
      for (let point = first; point <= last; point++) {
        const character = String.fromCodePoint(point), own = glyph + point - first;
        this.glyphs.set(character, own);
        this.advance.set(character, view.getUint16(hmtx + 4 * Math.min(own, metrics - 1)));
      }
    }
  }

  /** Width in thousandths of an em; a missing character counts one em. @param {string} text */
  units(text) {
    let sum = 0;
    for (const character of text) {
      const own = this.advance.get(character);
      sum += own === undefined ? 1000 : own;
    }
    return sum;
  }

  /** Width of one line in points. @param {string} text @param {number} size */
  width(text, size) {
    return (this.units(text) * size) / 1000;
  }

  /** Two-byte codes in hexadecimal; a missing character becomes 0. @param {string} text */
  encode(text) {
    let codes = '';
    for (const character of text) {
      codes += (this.glyphs.get(character) || 0).toString(16).toUpperCase().padStart(4, '0');
    }
    return codes;
  }

  /** The characters that the face lacks, each once, in order; no line ends. @param {string} text */
  missing(text) {
    return [...new Set(text)].filter((character) => !/[\r\n]/.test(character) && !this.glyphs.has(character));
  }
}
