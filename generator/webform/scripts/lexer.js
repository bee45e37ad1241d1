// @ts-check
'use strict';
/* PDF objects (ISO 32000-1, 7.3) from bytes to plain values and back. */

/** @typedef {null | boolean | number | PdfName | PdfString | PdfRef | PdfWord | PdfStream | PdfArray | PdfDict} PdfValue */
/** @typedef {Array<PdfValue>} PdfArray */
/** @typedef {Map<string, PdfValue>} PdfDict keys without their slash */

class PdfName {
  /** @param {string} text without its slash */
  constructor(text) { this.text = text; }
}
class PdfString {
  /** @param {Uint8Array} bytes */
  constructor(bytes) { this.bytes = bytes; }
}
class PdfRef {
  /** @param {number} number */
  constructor(number) { this.number = number; }
}
/** A keyword, such as `obj`. */
class PdfWord {
  /** @param {string} text */
  constructor(text) { this.text = text; }
}
/** A stream that is not read yet: its dictionary, and where its data begin. */
class PdfStream {
  /** @param {PdfDict} dict @param {number} at */
  constructor(dict, at) { this.dict = dict; this.at = at; }
}

/** What each byte is: 1 white space, 2 a delimiter, 0 anything else. */
const KIND = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) KIND[code] = 1;
for (const sign of '()<>[]{}/%') KIND[sign.charCodeAt(0)] = 2;

/** Bytes as text, one character each. @param {Uint8Array} bytes */
function latin(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

/** The bytes of a text of one byte each. @param {string} text */
function bytesOf(text) {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Where `word` stands in `bytes`, from `from` on and before `end`; -1 where it does not.
 * @param {Uint8Array} bytes @param {string} word @param {number} from @param {number} [end] */
function indexOf(bytes, word, from, end = bytes.length) {
  const first = word.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0 && at + word.length <= end; at = bytes.indexOf(first, at + 1)) {
    let same = 1;
    while (same < word.length && bytes[at + same] === word.charCodeAt(same)) same++;
    if (same === word.length) return at;
  }
  return -1;
}

/** Reads objects one after the other from `at` on; whatever is no object is refused as damaged. */
class Lexer {
  /** @param {Uint8Array} bytes @param {number} at */
  constructor(bytes, at) {
    if (!(at >= 0 && at < bytes.length)) throw new Refused('damaged');
    this.bytes = bytes;
    this.at = at;
    this.depth = 0;
  }

  /** Go past white space and comments. */
  skip() {
    const { bytes } = this;
    for (;;) {
      while (KIND[bytes[this.at]] === 1) this.at++;
      if (bytes[this.at] !== 37) return;
      while (this.at < bytes.length && bytes[this.at] !== 10 && bytes[this.at] !== 13) this.at++;
    }
  }

  /** A run of regular characters, at most so many as any name or number has. */
  word() {
    const { bytes } = this, from = this.at;
    while (this.at < bytes.length && KIND[bytes[this.at]] === 0) this.at++;
    if (this.at - from > 4096) throw new Refused('damaged');
    return latin(bytes.subarray(from, this.at));
  }

  /** A whole number that is not negative. @returns {number} */
  whole() {
    this.skip();
    const word = this.word();
    if (!/^\d{1,15}$/.test(word)) throw new Refused('damaged');
    return Number(word);
  }

  /** Whether the next word is `word`; if so, it is passed. @param {string} word */
  passes(word) {
    this.skip();
    const from = this.at;
    if (KIND[this.bytes[from]] === 0 && this.word() === word) return true;
    this.at = from;
    return false;
  }

  /** @returns {PdfValue} */
  value() {
    this.skip();
    const { bytes } = this, code = bytes[this.at];
    if (this.at >= bytes.length) throw new Refused('damaged');
    if (code === 47) { this.at++; return new PdfName(nameOf(this.word())); }
    if (code === 40) return this.literal();
    if (code === 91) return this.nested(() => this.array());
    if (code === 60 && bytes[this.at + 1] === 60) return this.nested(() => this.dictionary());
    if (code === 60) return this.hexadecimal();
    if (KIND[code] === 2) throw new Refused('damaged');
    const word = this.word();
    if (/^\d+$/.test(word)) return this.reference(Number(word));
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return Number(word);
    return word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : new PdfWord(word);
  }

  /** @template T @param {() => T} read @returns {T} */
  nested(read) {
    if (++this.depth > LIMITS.depth * 2) throw new Refused('too-complex');
    const found = read();
    this.depth--;
    return found;
  }

  /** A number, or the reference that begins with it. @param {number} number */
  reference(number) {
    const from = this.at;
    this.skip();
    if (/^\d+$/.test(this.word()) && this.passes('R')) return new PdfRef(number);
    this.at = from;
    return number;
  }

  array() {
    /** @type {PdfArray} */ const found = [];
    this.at++;
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 93) { this.at++; return found; }
      found.push(this.value());
    }
  }

  dictionary() {
    /** @type {PdfDict} */ const found = new Map();
    this.at += 2;
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 62) { this.at += 2; return found; }
      const key = this.value();
      if (!(key instanceof PdfName)) throw new Refused('damaged');
      found.set(key.text, this.value());
    }
  }

  hexadecimal() {
    const end = this.bytes.indexOf(62, this.at);
    if (end < 0) throw new Refused('damaged');
    const digits = latin(this.bytes.subarray(this.at + 1, end)).replace(/[^0-9A-Fa-f]/g, '');
    this.at = end + 1;
    const bytes = new Uint8Array((digits.length + 1) >> 1);
    for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2).padEnd(2, '0'), 16);
    return new PdfString(bytes);
  }

  /** A string in parentheses (7.3.4.2). */
  literal() {
    const { bytes } = this, found = [];
    let open = 1;
    this.at++;
    while (this.at < bytes.length) {
      let code = bytes[this.at++];
      if (code === 40) open++;
      else if (code === 41 && !--open) return new PdfString(Uint8Array.from(found));
      else if (code === 13) { if (bytes[this.at] === 10) this.at++; code = 10; }
      else if (code === 92) {
        code = this.escaped();
        if (code < 0) continue;
      }
      if (found.push(code) > 4 * LIMITS.value) throw new Refused('too-complex');
    }
    throw new Refused('damaged');
  }

  /** The byte that stands for what follows a backslash; -1 for a line that goes on. */
  escaped() {
    const { bytes } = this, code = bytes[this.at++];
    const control = 'nrtbf'.indexOf(String.fromCharCode(code));
    if (control >= 0) return [10, 13, 9, 8, 12][control];
    if (code === 13 && bytes[this.at] === 10) this.at++;
    if (code === 13 || code === 10) return -1;
    if (!(code >= 48 && code <= 55)) return code;
    let octal = code - 48;
    for (let more = 0; more < 2 && bytes[this.at] >= 48 && bytes[this.at] <= 55; more++) {
      octal = octal * 8 + bytes[this.at++] - 48;
    }
    return octal & 255;
  }
}

/** A name from its spelling: `#xx` are bytes, and bytes are UTF-8 or what Chinese systems use.
 * @param {string} spelling */
function nameOf(spelling) {
  if (/^[\x21-\x7e]*$/.test(spelling) && !spelling.includes('#')) return spelling;
  const bytes = bytesOf(spelling.replace(/#([0-9A-Fa-f]{2})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16))));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** An object as a file has it; streams are not written here. @param {PdfValue} value @returns {string} */
function written(value) {
  if (value instanceof PdfName) return '/' + spelled(value.text);
  if (value instanceof PdfString) return '<' + Array.from(value.bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') + '>';
  if (value instanceof PdfRef) return `${value.number} 0 R`;
  if (value instanceof PdfWord) return value.text;
  if (value instanceof PdfStream) throw new Refused('damaged');
  if (Array.isArray(value)) return '[' + value.map(written).join(' ') + ']';
  if (value instanceof Map) return '<<' + Array.from(value, entryWritten).join(' ') + '>>';
  return typeof value === 'number' ? decimal(value, 6) : String(value);
}

/** @param {[string, PdfValue]} entry @returns {string} */
function entryWritten([key, value]) {
  return '/' + spelled(key) + ' ' + written(value);
}

/** @param {string} name */
function spelled(name) {
  return latin(new TextEncoder().encode(name))
    .replace(/[^\x21-\x7e]|[()<>[\]{}/%#]/g, (sign) => '#' + sign.charCodeAt(0).toString(16).padStart(2, '0'));
}
