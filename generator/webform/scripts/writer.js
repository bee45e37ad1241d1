// @ts-check
'use strict';
/* Writing answers into a file as one incremental update (ISO 32000-1, 7.5.6): a classic table, and only what
 * changed. The twin of generator/forms/writing/filler.py. The same input gives the same bytes. */

/** @typedef {{ dict: PdfDict, content?: string }} Changed  an object that is written anew; a stream has content */

class Update {
  /** @param {PdfFile} file */
  constructor(file) {
    this.file = file;
    /** @type {Map<number, Changed>} */ this.changed = new Map();
    this.size = Number(file.trailer.get('Size'));
  }

  /** The dictionary of an object, to be changed. @param {number} number */
  edit(number) {
    const known = this.changed.get(number);
    if (known) return known.dict;
    const dict = new Map(this.file.dict(new PdfRef(number)));
    this.changed.set(number, { dict });
    return dict;
  }

  /** Sets an entry, and nothing where it stands there already. @param {number} number @param {string} key @param {PdfName} name */
  setName(number, key, name) {
    const known = this.changed.get(number), dict = known ? known.dict : this.file.dict(new PdfRef(number));
    const held = this.file.get(dict.get(key));
    if (!(held instanceof PdfName) || held.text !== name.text) this.edit(number).set(key, name);
  }

  /** @param {Changed} object @param {number} [number] that of the object that it replaces @returns {PdfRef} */
  put(object, number = this.size++) {
    this.changed.set(number, object);
    return new PdfRef(number);
  }

  /** The whole file; as it was, if nothing changed. */
  bytes() {
    const { file } = this;
    if (!this.changed.size) return file.bytes;
    const numbers = [...this.changed.keys()].sort((a, b) => a - b);
    let body = '\n', table = 'xref\n';
    numbers.forEach((number, index) => {
      if (number !== numbers[index - 1] + 1) {
        let last = index;
        while (numbers[last + 1] === numbers[last] + 1) last++;
        table += `${number} ${last - index + 1}\n`;
      }
      table += `${String(file.bytes.length + body.length).padStart(10, '0')} 00000 n \n`;
      body += `${number} 0 obj\n${spelledOut(/** @type {Changed} */ (this.changed.get(number)))}\nendobj\n`;
    });
    const end = `${table}trailer\n${written(this.trailer(body))}\nstartxref\n${file.bytes.length + body.length}\n%%EOF\n`;
    const update = bytesOf(body + end), whole = new Uint8Array(file.bytes.length + update.length);
    whole.set(file.bytes);
    whole.set(update, file.bytes.length);
    return whole;
  }

  /** The trailer of the update; the second half of the id depends on all that is written. @param {string} body */
  trailer(body) {
    const { trailer } = this.file, [first] = this.file.array(trailer.get('ID'));
    const changing = new PdfString(sha256(bytesOf(body)).subarray(0, 16));
    /** @type {PdfDict} */ const made = new Map();
    for (const key of ['Root', 'Info']) if (trailer.has(key)) made.set(key, /** @type {PdfValue} */ (trailer.get(key)));
    made.set('ID', [first instanceof PdfString ? first : changing, changing]);
    made.set('Size', this.size);
    made.set('Prev', this.file.newest);
    return made;
  }
}

/** @param {Changed} object */
function spelledOut({ dict, content }) {
  return content === undefined ? written(dict) : `${written(dict)}\nstream\n${content}\nendstream`;
}

/** Ticks a box and takes its neighbours back. @param {Update} update @param {Found} field @param {string} state */
function choose(update, field, state) {
  if (state === 'Off' || (state && !field.states.includes(state))) throw new Refused('no-option', field.name);
  const wanted = new PdfName(state || 'Off'), off = new PdfName('Off');
  for (const { number, dict } of field.widgets) {
    update.setName(number, 'AS', state && statesOf(update.file, dict).includes(state) ? wanted : off);
  }
  update.setName(field.number, 'V', wanted);
}

/** Writes value and appearances of a text field. @param {Update} update @param {Found} field @param {string} text
 * with carriage returns as line ends @param {Face} face @param {PdfValue} font @param {Set<number>} shared numbers of
 * streams that several fields show @returns {number} how many characters are not seen */
function write(update, field, text, face, font, shared) {
  const { file } = update, held = field.chain[0].has('V');
  if (text) update.edit(field.number).set('V', textString(text));
  else if (held) update.edit(field.number).delete('V');
  const label = file.array(inherited(field.chain, 'Opt')).map((option) => file.array(option).map((part) => stringIn(file, part)))
    .find(([state]) => state === text);
  const drawn = new Set();
  let over = 0;
  for (const { number, dict } of field.widgets) {
    // Poppler writes what was typed into the widgets: it would be taken for the answer
    if (number !== field.number && dict.has('V')) update.edit(number).delete('V');
    const look = dict.get('AP');
    if (look instanceof PdfRef && drawn.has(look.number)) continue;
    if (look instanceof PdfRef) drawn.add(look.number);
    const box = boxOf(file, field, dict), align = Number(file.get(inherited([dict, ...field.chain], 'Q')) || 0);
    const made = appearance(label ? label[1] : text, box, face, align);
    over = Math.max(over, made.over);
    const stream = file.dict(look).get('N');
    const own = stream instanceof PdfRef && file.get(stream) instanceof PdfStream && !shared.has(stream.number);
    const put = update.put({ dict: streamDict(box, font, made.content), content: made.content }, own ? stream.number : undefined);
    if (!own) update.edit(number).set('AP', new Map([['N', put]]));
  }
  return over;
}

/** @param {TextBox} box @param {PdfValue} font @param {string} content @returns {PdfDict} */
function streamDict(box, font, content) {
  /** @type {PdfValue} */ const fonts = new Map([[FONT, font]]);
  return new Map(/** @type {[string, PdfValue][]} */ ([
    ['Type', new PdfName('XObject')], ['Subtype', new PdfName('Form')],
    ['BBox', [0, 0, Number(fixed(box.width, 2)), Number(fixed(box.height, 2))]],
    ['Resources', new Map([['Font', fonts]])], ['Length', content.length],
  ]));
}

/** The box of a widget and the size of type in it. @param {PdfFile} file @param {Found} field @param {PdfDict} widget
 * @returns {TextBox} */
function boxOf(file, field, widget) {
  const [left, lower, right, upper] = file.array(widget.get('Rect')).map(Number);
  const sizes = [...stringIn(file, inherited([widget, ...field.chain], 'DA')).matchAll(/(\d*\.?\d+)\s+Tf\b/g)];
  const size = sizes.length ? Number(sizes[sizes.length - 1][1]) : 0;
  return { width: right - left, height: upper - lower, size, multiline: !!(field.flags & FLAG.multiline) };
}
