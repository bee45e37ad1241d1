// @ts-check
'use strict';
/* The answer code (答卷码): generator/forms/definitions/answer_code.py says what it is. */

const ANSWER_CODE = 'answer-code';
const UNIT = 'form-unit';
const IGNORED = /[\t-\r \x85\xa0\u2028\u2029\u3000\ufeff]/g;

/** Eight digits over all answers, and nothing where there are none.
 * @param {Readonly<Record<string, string>>} values field name -> text or state */
function codeOver(values) {
  let whole = '';
  for (const name of Object.keys(values).sort()) {
    const answer = name === ANSWER_CODE || name.startsWith('form-') ? '' : values[name].normalize('NFC').replace(IGNORED, '');
    if (answer && answer !== 'Off') whole += `${name}\x1f${answer}\x1e`;
  }
  if (!whole) return '';
  const digest = sha256(new TextEncoder().encode(whole));
  return String(big(digest, 0, 6) % 1e8).padStart(8, '0');
}

/** The code that a form with these answers bears: none unless every required question is answered.
 * @param {FormRecord} form @param {Readonly<Record<string, string>>} values */
function answerCode(form, values) {
  const complete = form.fields.every((field) => !field.required || values[field.name]);
  /** @type {Record<string, string>} */ const own = {};
  for (const field of form.fields) if (values[field.name]) own[field.name] = values[field.name].replace(LINE_END, '\r');
  return complete ? codeOver(own) : '';
}
