// @ts-check
'use strict';
/* A form as pages use it: who it is, what it says, how much room it has, and the same form filled in. */

/** @typedef {{ form: string, standard: string, version: string, digest: string, unit: string, items: string }} Identity
 * what the hidden fields say; `items` is `id:hash` for every item, with blanks between */
/** @typedef {{ kind: 'text' | 'button' | 'choice', maxLength: number, states: string[], required: boolean }} FieldInfo */
/** @typedef {{ bytes: Uint8Array, overflowing: { name: string, over: number }[],
 *   missing: { name: string, characters: string }[], code: string }} FilledForm  `over`: characters that are not seen;
 * `characters`: what the font lacks; `code`: the 答卷码, empty unless every required field is answered */

class PdfForm {
  /** @param {PdfFile} file @param {Map<string, Found>} found @param {Face | null} face */
  constructor(file, found, face) {
    this.file = file;
    this.found = found;
    this.face = face;
    /** Whether it can be filled in: one of our files as we, or a viewer that keeps its build, wrote it. */
    this.writable = face !== null;
    /** @type {Record<string, string>} hidden ones too; only what is answered */ this.values = bare();
    /** @type {Map<string, FieldInfo>} without the hidden ones */ this.fields = new Map();
    for (const [name, field] of found) {
      const value = valueOf(file, field);
      if (value) this.values[name] = value;
      if (name.startsWith('form-')) continue;
      const kind = field.type === 'Btn' ? 'button' : field.type === 'Ch' ? 'choice' : 'text';
      const most = file.get(inherited(field.chain, 'MaxLen')), maxLength = typeof most === 'number' ? most : 0;
      this.fields.set(name, { kind, maxLength, states: field.states, required: !!(field.flags & FLAG.required) });
    }
    const own = (/** @type {string} */ name) => this.values[`form-${name}`] || '';
    /** @type {Identity} */
    this.identity = {
      form: own('id'), standard: own('standard'), version: own('version'), digest: own('digest'), unit: own('unit'),
      items: own('items'),
    };
  }

  /** What it says, without the hidden fields, as the form of forms.json calls it: programs store the label of an option for
   * its state, or change the case. @param {FormRecord} form */
  answers(form) {
    const questions = new Map(form.fields.map((question) => [question.name, question]));
    const found = bare();
    for (const [name, value] of Object.entries(this.values)) {
      const question = questions.get(name);
      if (!name.startsWith('form-')) found[name] = question ? optionMeant(question, value) : value;
    }
    return found;
  }

  /** The characters of a text that the form's font lacks, each once. @param {string} text */
  lacks(text) {
    return this.font().missing(wellFormed(text));
  }

  /** How many more full-width characters a field takes behind a text: as many as are seen on paper at the smallest
   * size of type, and not more than the field allows. Negative for so many too many.
   * @param {string} name @param {string} text @returns {{ fits: boolean, left: number }} */
  room(name, text) {
    const face = this.font(), field = this.field(name), { maxLength } = /** @type {FieldInfo} */ (this.fields.get(name));
    if (field.type === 'Btn') return { fits: true, left: 0 };
    const whole = wellFormed(text).replace(LINE_END, '\r');
    let left = maxLength ? maxLength - count(whole.replace(/\r/g, '')) : Infinity;
    for (const { dict } of field.widgets) left = Math.min(left, placesLeft(whole, boxOf(this.file, field, dict), face));
    return { fits: left >= 0, left };
  }

  /** The form with these answers (field name -> text or state; an empty one clears) in place of those it has. Of the
   * hidden fields only `form-unit` may be set. Refused: `no-field`, `no-option`, `read-only`, `not-writable`.
   * @param {Readonly<Record<string, string>>} values @returns {FilledForm} */
  fill(values) {
    const face = this.font(), update = new Update(this.file), font = this.fonts().get(FONT) || null;
    /** @type {FilledForm['overflowing']} */ const overflowing = [];
    /** @type {FilledForm['missing']} */ const missing = [];
    const shared = sharedStreams(this.file, this.found), stored = rawValues(this.file, this.found);
    for (const [name, given] of Object.entries(values)) {
      const field = this.field(name), value = wellFormed(given), text = value.replace(LINE_END, '\r');
      stored[name] = field.type === 'Btn' ? value : text;
      if (name === UNIT) {
        update.edit(field.number).set('V', textString(value));
      } else if (field.flags & FLAG.readOnly) {
        throw new Refused('read-only', name);
      } else if (field.type === 'Btn') {
        choose(update, field, value);
      } else {
        const lacking = face.missing(value);
        if (lacking.length) missing.push({ name, characters: lacking.join('') });
        const over = write(update, field, text, face, font, shared);
        if (over) overflowing.push({ name, over });
      }
    }
    const coded = this.found.get(ANSWER_CODE);
    if (!coded) return { bytes: update.bytes(), overflowing, missing, code: '' };
    const complete = [...this.found.values()].every(({ name, flags }) => !(flags & FLAG.required) || stored[name]);
    const code = complete ? codeOver(stored) : '';
    if (code || coded.chain[0].has('V')) write(update, coded, code, face, font, shared);
    return { bytes: update.bytes(), overflowing, missing, code };
  }

  font() {
    if (!this.face) throw new Refused('not-writable');
    return this.face;
  }

  fonts() {
    return fontsOf(this.file);
  }

  /** @param {string} name */
  field(name) {
    const field = this.found.get(name);
    if (!field) throw new Refused('no-field', name);
    return field;
  }
}

/** The state of a question that a value stands for; the value itself if it stands for none.
 * @param {Question} question @param {string} value */
function optionMeant(question, value) {
  if (question.options.some(({ state }) => state === value)) return value;
  const wanted = folded(value);
  const meant = question.options.find(({ state, label }) => wanted && (folded(label) === wanted || folded(state) === wanted));
  return meant ? meant.state : value;
}

/** For comparing only: one form of each character, no blanks or punctuation, small letters. @param {string} text */
function folded(text) {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Nothing yet, not even what every object has: a file may name a field `constructor`.
 * @returns {Record<string, string>} */
function bare() {
  return Object.create(null);
}

/** The fonts that fields may use. @param {PdfFile} file */
function fontsOf(file) {
  const form = file.dict(file.dict(file.trailer.get('Root')).get('AcroForm'));
  return file.dict(file.dict(form.get('DR')).get('Font'));
}

/** What stands in `/V` of each field, as the filler counts it for the answer code. @param {PdfFile} file
 * @param {Map<string, Found>} found */
function rawValues(file, found) {
  const values = bare();
  for (const [name, field] of found) {
    const value = file.get(field.chain[0].get('V'));
    if (value instanceof PdfString) values[name] = textOf(value.bytes);
    else if (value instanceof PdfName && value.text !== 'Off') values[name] = value.text;
  }
  return values;
}

/** Numbers of the appearance streams that more than one field shows: they are not overwritten. @param {PdfFile} file
 * @param {Map<string, Found>} found */
function sharedStreams(file, found) {
  /** @type {Map<number, string>} */ const owner = new Map();
  /** @type {Set<number>} */ const shared = new Set();
  for (const [name, { widgets }] of found) {
    for (const { dict } of widgets) {
      const stream = file.dict(dict.get('AP')).get('N');
      if (!(stream instanceof PdfRef)) continue;
      const before = owner.get(stream.number);
      if (before !== undefined && before !== name) shared.add(stream.number);
      owner.set(stream.number, name);
    }
  }
  return shared;
}

/** Whether every field and widget is an object of its own, which an update can replace. @param {Map<string, Found>} found */
function replaceable(found) {
  return [...found.values()].every(({ number, widgets }) => number && widgets.every((widget) => widget.number));
}

/** The font that was read last, under the bytes it was read from: the blank and what was made of it share one.
 * @type {{ data: Uint8Array, face: Face } | null} */
let lastFont = null;

/** The field font of the file; null where it is not what our blanks have. @param {PdfFile} file @returns {Promise<Face | null>} */
async function fieldFont(file) {
  const [descendant] = file.array(file.dict(fontsOf(file).get(FONT)).get('DescendantFonts'));
  const stream = file.get(file.dict(file.dict(descendant).get('FontDescriptor')).get('FontFile2'));
  if (!(stream instanceof PdfStream)) return null;
  const data = file.raw(stream);
  if (lastFont && equal(lastFont.data, data)) return lastFont.face;
  const face = new Face(await file.data(stream));
  if (!face.glyphs.size) return null;
  lastFont = { data, face };
  return face;
}

/** @param {Uint8Array} one @param {Uint8Array} other */
function equal(one, other) {
  let at = one.length === other.length ? one.length : -1;
  while (at > 0 && one[at - 1] === other[at - 1]) at--;
  return at === 0;
}

/** Opens a form: a blank, a prefilled or a filled one, as it was published or as other programs saved it.
 * Refused: with why, in Chinese, where it is not that. @param {Uint8Array} bytes @returns {Promise<PdfForm>} */
async function openForm(bytes) {
  try {
    const file = await PdfFile.read(bytes), found = readFields(file);
    if (!found.size) throw new Refused('no-fields');
    await readStreams(file, found);
    const ours = file.classic && replaceable(found);
    const form = new PdfForm(file, found, ours ? await fieldFont(file) : null);
    if (!form.identity.form) throw new Refused('other-form');
    return form;
  } catch (error) {
    // what is no object where one must be, and a stack that is full
    throw error instanceof RangeError || error instanceof TypeError ? new Refused('damaged') : error;
  }
}
