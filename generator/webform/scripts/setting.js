// @ts-check
'use strict';
/* Setting text in the box of a field: the twin of generator/forms/layout/linebreak.py, layout/room.py and
 * writing/appearance.py, byte for byte. What holds for one holds for the other; a test compares them. */

const PAD = 2;
const SMALLEST = 7;
const STEP = 0.5;
const FONT = 'FormSans';
const OPENING = '（〔［｛〈《「『【〖“‘(\\[{';
const CLOSING = '、。，．：；？！）〕］｝〉》」』】〗”’％‰℃…—·)\\]},:;.?!%';
const CLUSTER = new RegExp(`[${OPENING}]*(?:[A-Za-z0-9][A-Za-z0-9.,:/@_+\\-]*|.)[${CLOSING}]*`, 'gsu');

/** @typedef {{ width: number, height: number, size: number, multiline: boolean }} TextBox  in points */
/** @typedef {{ lines: string[], size: number, over: number }} Fitted  lines at a size, and how many
 * characters find no place */

/** Break a text into lines of at most `width` points; a line does not begin with closing punctuation.
 * @param {string} text @param {number} width @param {Face} face @param {number} size */
function breakText(text, width, face, size) {
  const room = (width * 1000) / size + 1e-6;
  /** @type {string[]} */ const lines = [];
  for (const paragraph of text.split(LINE_END)) {
    if (face.units(paragraph) <= room) lines.push(paragraph);
    else breakParagraph(paragraph, room, face, lines);
  }
  return lines;
}

/** @param {string} text @param {number} room @param {Face} face @param {string[]} lines */
function breakParagraph(text, room, face, lines) {
  let line = '', used = 0;
  for (const [cluster] of text.matchAll(CLUSTER)) {
    const needed = face.units(cluster);
    if (used + needed <= room) {
      line += cluster;
      used += needed;
    } else if (needed <= room) {
      lines.push(line);
      line = cluster;
      used = needed;
    } else {
      for (const character of cluster) {
        const step = face.units(character);
        if (line && used + step > room) {
          lines.push(line);
          line = '';
          used = 0;
        }
        line += character;
        used += step;
      }
    }
  }
  lines.push(line);
}

/** The text broken for the box at the largest size, from that of the box down, at which all of it is inside.
 * @param {string} text @param {TextBox} box @param {Face} face @returns {Fitted} */
function fitted(text, box, face) {
  for (let size = box.size; ; size = Math.max(size - STEP, SMALLEST)) {
    const found = setAt(text, box, face, size);
    if (!found.over || size <= SMALLEST) return found;
  }
}

/** @param {string} text @param {TextBox} box @param {Face} face @param {number} size @returns {Fitted} */
function setAt(text, box, face, size) {
  const room = box.width - 2 * PAD;
  if (!box.multiline) {
    const line = splitLines(text).join(' ');
    return { lines: [line], size, over: count(line) - shown(line, room, face, size) };
  }
  const lines = breakText(text, room, face, size);
  const unseen = lines.slice(Math.max(linesOf(box, face, size), 0));
  return { lines, size, over: unseen.reduce((sum, line) => sum + count(line), 0) };
}

/** Lines that stand in the box at a size. @param {TextBox} box @param {Face} face @param {number} size */
function linesOf(box, face, size) {
  return floorDivide(box.height - 2 + 0.01, Number(face.lineHeight) * size);
}

/** Characters of one line that end within `room` points.
 * @param {string} line @param {number} room @param {Face} face @param {number} size */
function shown(line, room, face, size) {
  if (face.width(line, size) <= room + 0.01) return count(line);
  let used = 0, index = 0;
  for (const character of line) {
    used += face.width(character, size);
    if (used > room + 0.01) return index;
    index++;
  }
  return index;
}

/** How many more full-width characters find place behind a text at the smallest size; negative for
 * characters that do not. A last line that is full goes on in the next one.
 * @param {string} text @param {TextBox} box @param {Face} face */
function placesLeft(text, box, face) {
  const size = Math.min(box.size, SMALLEST), found = setAt(text, box, face, size);
  if (found.over) return -found.over;
  const room = box.width - 2 * PAD, last = found.lines[found.lines.length - 1] || '';
  const inLine = Math.max(Math.floor((room + 1e-6 - face.width(last, size)) / size), 0);
  const more = box.multiline ? Math.max(linesOf(box, face, size), 0) - found.lines.length : 0;
  return inLine + Math.max(more, 0) * Math.max(Math.floor((room + 1e-6) / size), 1);
}

/** The appearance stream of a text field. `align` is that of `/Q`: 0 left, 1 centred, 2 right.
 * @param {string} text @param {TextBox} box @param {Face} face @param {number} align */
function appearance(text, box, face, align) {
  const { lines, size, over } = fitted(text, box, face), { width, height } = box, room = width - 2 * PAD;
  const leading = Number(face.lineHeight) * size;
  const base = box.multiline ? height - PAD - (Number(face.ascent) * size) / 1000 : height / 2 - 0.38 * size;
  const out = [
    '/Tx BMC', 'q', `1 1 ${decimal(width - 2, 2)} ${decimal(height - 2, 2)} re W n`, 'BT',
    `0 g /${FONT} ${decimal(size, 2)} Tf`,
  ];
  lines.forEach((line, index) => {
    const slack = Math.max(room - face.width(line, size), 0), x = PAD + [0, slack / 2, slack][align];
    out.push(`1 0 0 1 ${decimal(x, 2)} ${decimal(base - index * leading, 2)} Tm <${face.encode(line)}> Tj`);
  });
  out.push('ET', 'Q', 'EMC');
  return { content: out.join('\n'), over };
}
