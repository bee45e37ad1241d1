// @ts-check
'use strict';
/* Text strings of PDF (ISO 32000-1, 7.9.2.2), and what counts as white space and as the end of a line. */

const LINE_END = /\r\n|\r|\n/g;
/** What Python's `str.isspace` takes for white space; JavaScript's `\s` differs in six characters. */
const BLANK = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const BLANKS = new RegExp(`[${BLANK}]+`, 'g');
const OUTER_BLANKS = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'g');

/** Python's `str.strip`. @param {string} text */
function stripped(text) {
  return text.replace(OUTER_BLANKS, '');
}

/** Python's `str.splitlines`. @param {string} text */
function splitLines(text) {
  const lines = text.split(/\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

/** A text without halves of surrogate pairs, which no file can hold. @param {string} text */
function wellFormed(text) {
  return text.replace(/[\ud800-\udfff]/gu, '\ufffd');
}

/** How many characters (code points) a text has. @param {string} text */
function count(text) {
  let found = 0;
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xfc00) !== 0xdc00) found++;
  return found;
}

/** PDFDocEncoding from 0x18 and from 0x80 on (annex D.2); 0x7F and 0xAD stand for nothing. */
const LOW = '˘ˇˆ˙˝˛˚˜';
const HIGH = '•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€';
/** @type {Map<string, number>} */
const CODES = new Map();
for (let code = 0; code < 256; code++) {
  const held = documentCharacter(code);
  if (held !== '\ufffd' || code === 0x9f) CODES.set(held, code);
}

/** @param {number} code */
function documentCharacter(code) {
  if (code >= 0x18 && code < 0x20) return LOW[code - 0x18];
  if (code >= 0x80 && code <= 0xa0) return HIGH[code - 0x80];
  return code === 0x7f || code === 0xad ? '\ufffd' : String.fromCharCode(code);
}

/** A text string as qpdf writes it: PDFDocEncoding where that can hold it, else UTF-16.
 * @param {string} text well-formed */
function textString(text) {
  const found = [];
  for (const character of text) {
    const code = CODES.get(character);
    if (code === undefined) return new PdfString(utf16(text));
    found.push(code);
  }
  // what would read as a byte order mark
  return new PdfString(/^(\xfe\xff|\xff\xfe|\xef\xbb\xbf)/.test(text) ? utf16(text) : Uint8Array.from(found));
}

/** @param {string} text */
function utf16(text) {
  const bytes = new Uint8Array(2 + 2 * text.length);
  bytes.set([0xfe, 0xff]);
  for (let at = 0; at < text.length; at++) {
    bytes[2 + 2 * at] = text.charCodeAt(at) >> 8;
    bytes[3 + 2 * at] = text.charCodeAt(at) & 255;
  }
  return bytes;
}

const MARKS = [['utf-16be', 0xfe, 0xff], ['utf-16le', 0xff, 0xfe], ['utf-8', 0xef, 0xbb, 0xbf]];
/** What PDFDocEncoding is used for besides letters: it is that if nothing else speaks against it. */
const TYPOGRAPHY = /^[\t\n\r -~•…—–‘’“”©®°±×÷·§²³]*$/;

/** The text of a string. Without a mark, and with more than the marks that PDFDocEncoding is used for, bytes are
 * read as UTF-8 or as GB18030, which programs of Chinese systems write. @param {Uint8Array} bytes */
function textOf(bytes) {
  if (bytes.length > LIMITS.value * 4) throw new Refused('too-complex');
  for (const [encoding, ...mark] of MARKS) {
    if (mark.every((code, at) => bytes[at] === code)) {
      const found = new TextDecoder(String(encoding), { ignoreBOM: true }).decode(bytes.subarray(mark.length));
      return plain(found.split('\x1b').filter((_, at) => at % 2 === 0).join(''));
    }
  }
  const standard = [...bytes].map(documentCharacter).join('');
  if (TYPOGRAPHY.test(standard)) return plain(standard);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return plain(new TextDecoder(encoding, { fatal: true }).decode(bytes));
    } catch (error) {
      continue;
    }
  }
  return plain(standard);
}

/** As it was entered: line ends are line feeds, and nothing but blanks is no answer. @param {string} text */
function plain(text) {
  return stripped(text) ? text.replace(LINE_END, '\n') : '';
}
