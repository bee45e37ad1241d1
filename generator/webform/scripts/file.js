// @ts-check
'use strict';
/* A PDF file as numbered objects: its cross-reference sections, the newest first, classic tables and streams
 * (ISO 32000-1, 7.5.4 and 7.5.8). A file whose sections do not hold is refused, not guessed at: an older
 * revision that a search for objects brings up again would be taken for the answers. */

/** @typedef {{ at: number, container: number }} Entry  where an object stands: an offset, or its place in the
 * object stream `container`; `at` is -1 for a free one */

class PdfFile {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    /** @type {Map<number, Entry>} */ this.entries = new Map();
    /** @type {PdfDict} of the newest section */ this.trailer = new Map();
    /** @type {Map<number, PdfValue>} */ this.loaded = new Map();
    /** @type {Map<number, Map<number, PdfValue>>} */ this.containers = new Map();
    /** @type {Map<PdfStream, Uint8Array>} values of fields */ this.texts = new Map();
    /** Whether all sections are tables, and nothing stands before the header: such a file can be added to. */
    this.classic = true;
    this.header = 0;
    this.newest = 0;
    this.inflated = 0;
    this.parsed = 0;
  }

  /** @param {Uint8Array} bytes @returns {Promise<PdfFile>} */
  static async read(bytes) {
    if (bytes.length > LIMITS.file) throw new Refused('too-large');
    const file = new PdfFile(bytes);
    file.header = indexOf(bytes, '%PDF-', 0, Math.min(bytes.length, 1024));
    if (file.header < 0) throw new Refused('not-a-pdf');
    file.classic = file.header === 0;
    await file.sections();
    for (const { container } of file.entries.values()) if (container) await file.unpack(container);
    return file;
  }

  /** All sections from the last `startxref` on. */
  async sections() {
    this.newest = this.lastSection();
    const todo = [this.newest], seen = new Set();
    while (todo.length) {
      const at = Number(todo.pop());
      if (seen.has(at)) continue;
      seen.add(at);
      if (seen.size > LIMITS.sections) throw new Refused('too-complex');
      const lexer = new Lexer(this.bytes, at + this.header);
      const dict = lexer.passes('xref') ? await this.table(lexer) : await this.stream(at);
      if (seen.size === 1) this.trailer = dict;
      const previous = dict.get('Prev');
      if (typeof previous === 'number') todo.push(previous);
      else if (previous !== undefined) throw new Refused('damaged');
    }
    if (this.trailer.has('Encrypt')) throw new Refused('encrypted');
  }

  /** The offset that the last `startxref` names. What follows it must not hold objects: then the last
   * revision was cut off, and the one before it is not what the person filled in. */
  lastSection() {
    const { bytes } = this;
    let last = -1;
    const from = Math.max(0, bytes.length - 65536);
    for (let at = indexOf(bytes, 'startxref', from); at >= 0; at = indexOf(bytes, 'startxref', at + 9)) last = at;
    if (last < 0) throw new Refused('cut-off');
    const lexer = new Lexer(bytes, last);
    lexer.passes('startxref');
    const at = lexer.whole();
    if (/\d\s+\d+\s+obj\b/.test(latin(bytes.subarray(lexer.at)))) throw new Refused('cut-off');
    return at;
  }

  /** @param {number} number @param {Entry} entry */
  note(number, entry) {
    if (this.entries.has(number)) return;
    if (this.entries.size >= LIMITS.objects) throw new Refused('too-complex');
    this.entries.set(number, entry);
  }

  /** A classic table and its trailer. In a hybrid file, objects that the table calls free may stand in the
   * section that `/XRefStm` names. @param {Lexer} lexer @returns {Promise<PdfDict>} */
  async table(lexer) {
    /** @type {number[]} */ const free = [], from = lexer.at;
    while (!lexer.passes('trailer')) {
      const first = lexer.whole(), length = lexer.whole();
      for (let i = 0; i < length; i++) {
        const at = lexer.whole();
        lexer.whole();
        if (lexer.passes('n')) this.note(first + i, { at, container: 0 });
        else if (lexer.passes('f')) free.push(first + i);
        else throw new Refused('damaged');
      }
    }
    const dict = lexer.value();
    this.spend(lexer.at - from);
    if (!(dict instanceof Map)) throw new Refused('damaged');
    const hidden = dict.get('XRefStm');
    if (typeof hidden === 'number') await this.stream(hidden);
    for (const number of free) this.note(number, { at: -1, container: 0 });
    return dict;
  }

  /** A cross-reference stream. @param {number} at @returns {Promise<PdfDict>} */
  async stream(at) {
    this.classic = false;
    const found = this.at(at);
    if (!(found instanceof PdfStream)) throw new Refused('damaged');
    const { dict } = found, widths = numbers(dict.get('W')), data = await this.data(found);
    const index = dict.has('Index') ? numbers(dict.get('Index')) : [0, Number(dict.get('Size'))];
    const size = widths[0] + widths[1] + widths[2];
    if (widths.length !== 3 || !(size > 0 && size < 32)) throw new Refused('damaged');
    let row = 0;
    for (let i = 0; i + 1 < index.length; i += 2) {
      for (let k = 0; k < index[i + 1] && row + size <= data.length; k++, row += size) {
        const middle = row + widths[0], last = middle + widths[1];
        const kind = widths[0] ? big(data, row, middle) : 1, value = big(data, middle, last);
        if (kind === 1) this.note(index[i] + k, { at: value, container: 0 });
        else if (kind === 2) this.note(index[i] + k, { at: big(data, last, row + size), container: value });
        else this.note(index[i] + k, { at: -1, container: 0 });
      }
    }
    return dict;
  }

  /** Counts what is parsed: objects that overlap would have it parsed over and over. @param {number} size */
  spend(size) {
    this.parsed += size;
    if (this.parsed > 4 * (this.bytes.length + this.inflated) + (1 << 20)) throw new Refused('too-complex');
  }

  /** The object at an offset; refused as damaged if none begins there, or another than `number`.
   * @param {number} at @param {number} [number] @returns {PdfValue} */
  at(at, number) {
    const lexer = new Lexer(this.bytes, at + this.header);
    const own = lexer.whole();
    lexer.whole();
    if (!lexer.passes('obj') || (number !== undefined && own !== number)) throw new Refused('damaged');
    const value = lexer.value();
    this.spend(lexer.at - at);
    if (!(value instanceof Map) || !lexer.passes('stream')) return value;
    if (this.bytes[lexer.at] === 13) lexer.at++;
    if (this.bytes[lexer.at] === 10) lexer.at++;
    return new PdfStream(value, lexer.at);
  }

  /** The value behind a reference; `null` where there is none. @param {PdfValue | undefined} value @returns {PdfValue} */
  get(value) {
    for (let turns = 0; value instanceof PdfRef; turns++) {
      if (turns > 8) return null;
      value = this.object(value.number);
    }
    return value === undefined ? null : value;
  }

  /** The dictionary behind a value; an empty one where there is none. @param {PdfValue | undefined} value @returns {PdfDict} */
  dict(value) {
    const found = this.get(value);
    return found instanceof Map ? found : found instanceof PdfStream ? found.dict : new Map();
  }

  /** The array behind a value; an empty one where there is none. @param {PdfValue | undefined} value @returns {PdfArray} */
  array(value) {
    const found = this.get(value);
    return Array.isArray(found) ? found : [];
  }

  /** @param {number} number @returns {PdfValue} */
  object(number) {
    const known = this.loaded.get(number);
    if (known !== undefined) return known;
    const entry = this.entries.get(number);
    let found = /** @type {PdfValue} */ (null);
    if (entry && entry.container) found = (this.containers.get(entry.container) || new Map()).get(number) || null;
    else if (entry && entry.at > 0) found = this.at(entry.at, number);
    this.loaded.set(number, found);
    return found;
  }

  /** The bytes of a stream as they stand in the file. @param {PdfStream} stream */
  raw(stream) {
    const { bytes } = this, length = this.get(stream.dict.get('Length'));
    if (typeof length === 'number' && length >= 0 && stream.at + length < bytes.length) {
      const end = stream.at + length;
      if (indexOf(bytes, 'endstream', end, end + 13) >= 0) return bytes.subarray(stream.at, end);
    }
    let end = indexOf(bytes, 'endstream', stream.at);
    if (end < 0) throw new Refused('cut-off');
    if (bytes[end - 1] === 10) end--;
    if (bytes[end - 1] === 13) end--;
    return bytes.subarray(stream.at, end);
  }

  /** The data of a stream: as they are, or inflated. @param {PdfStream} stream */
  async data(stream) {
    const filter = this.get(stream.dict.get('Filter'));
    const filters = Array.isArray(filter) ? filter : filter === null ? [] : [filter];
    if (!filters.length) {
      const plain = this.raw(stream);
      this.spend(plain.length);
      return plain;
    }
    const only = this.get(filters[0]);
    if (filters.length > 1 || !(only instanceof PdfName) || only.text !== 'FlateDecode') throw new Refused('damaged');
    const data = await inflate(this.raw(stream), LIMITS.inflated - this.inflated);
    this.inflated += data.length;
    const parms = this.get(stream.dict.get('DecodeParms'));
    const dict = this.dict(Array.isArray(parms) ? parms[0] : parms), columns = Number(dict.get('Columns') || 1);
    if (Number(dict.get('Predictor') || 1) < 10) return data;
    if (!(columns > 0 && columns <= data.length)) throw new Refused('damaged');
    return unpredicted(data, columns);
  }

  /** Reads an object stream (7.5.7). @param {number} container */
  async unpack(container) {
    if (this.containers.has(container)) return;
    /** @type {Map<number, PdfValue>} */ const held = new Map();
    this.containers.set(container, held);
    const entry = this.entries.get(container);
    const stream = entry && !entry.container ? this.object(container) : null;
    if (!(stream instanceof PdfStream)) throw new Refused('damaged');
    const data = await this.data(stream), first = Number(this.get(stream.dict.get('First')));
    const length = Number(this.get(stream.dict.get('N')));
    if (!(length <= LIMITS.objects)) throw new Refused('too-complex');
    const lexer = new Lexer(data, 0);
    for (let i = 0; i < length; i++) {
      const number = lexer.whole(), at = lexer.whole(), own = this.entries.get(number);
      if (!own || own.container !== container || held.has(number)) continue;
      const inner = new Lexer(data, first + at);
      held.set(number, inner.value());
      this.spend(inner.at - first - at);
    }
  }
}

/** @param {PdfValue | undefined} value @returns {number[]} */
function numbers(value) {
  if (!Array.isArray(value) || !value.every((n) => typeof n === 'number' && n >= 0)) throw new Refused('damaged');
  return value.map(Number);
}

/** A number of several bytes, the highest first. @param {Uint8Array} data @param {number} from @param {number} to */
function big(data, from, to) {
  let found = 0;
  for (let at = from; at < to; at++) found = found * 256 + data[at];
  return found;
}
